import { sleep } from 'n8n-workflow';

/** Milliseconds between two looks at the clock. */
const TICK = 500;

/** Something under way that has a deadline. */
interface Watched {
	/** By the clock that nobody sets. */
	due: number;
	end(): void;
}

const watched = new Set<Watched>();
let isWatching = false;

/** One clock for all: a timer for each request costs several times as much, and can't be taken back. */
async function watch(): Promise<void> {
	isWatching = true;
	while (watched.size > 0) {
		await sleep(TICK);
		const now = performance.now();
		for (const { due, end } of watched) if (due <= now) end();
	}
	isWatching = false;
}

/** Given up: the time was over, or it was not wanted any more. */
export class GivenUp extends Error {
	constructor() {
		super('There was no answer in time');
		this.name = 'GivenUp';
	}
}

/**
 * Does something that ends in time, whatever the other side does.
 *
 * @param milliseconds after which it is given up
 * @param signal gives it up before, when it is not wanted any more
 * @param work has a signal of its own, by which it is told so
 * @throws GivenUp, or what `work` throws
 */
export async function inTime<Result>(
	milliseconds: number,
	signal: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const own = new AbortController();
	let giveUp: (reason: GivenUp) => void = () => undefined;
	const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
	const end = () => {
		// First, or an error that `work` throws because of the signal could come out instead.
		giveUp(new GivenUp());
		own.abort();
	};
	const entry: Watched = { due: performance.now() + milliseconds, end };
	watched.add(entry);
	if (!isWatching) void watch();
	signal?.addEventListener('abort', end);
	if (signal?.aborted) end();
	try {
		return await Promise.race([work(own.signal), givenUp]);
	} finally {
		watched.delete(entry);
		signal?.removeEventListener('abort', end);
	}
}
