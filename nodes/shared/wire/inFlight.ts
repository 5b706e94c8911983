/** Bounds how many requests a run of a node has out at the same time, over all of its items. */
export class InFlight {
	private count = 0;
	private readonly waiting: (() => void)[] = [];

	constructor(readonly most: number) {}

	/** Does something as soon as there is room for it, in the order of asking. */
	async add<Result>(work: () => Promise<Result>): Promise<Result> {
		if (this.count < this.most) this.count += 1;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.count -= 1;
		}
	}
}
