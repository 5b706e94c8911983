/** Something to wait for that a test sets off by hand. */
export interface Gate {
	/** Resolves when it is opened; everybody may wait for it. */
	opened: Promise<void>;
	open(): void;
}

/** A gate that is closed. */
export function gate(): Gate {
	let open: () => void = () => undefined;
	const opened = new Promise<void>((resolve) => (open = resolve));
	return { opened, open };
}

/** Holds everybody back until so many have come, and nobody any more from then on. */
export function barrier(count: number): () => Promise<void> {
	const { opened, open } = gate();
	let come = 0;
	return async () => {
		come += 1;
		if (come >= count) open();
		await opened;
	};
}
