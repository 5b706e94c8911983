import { sleep } from 'n8n-workflow';

/** How many requests may be out. */
export interface Room {
	readonly most: number;
	/** Does something as soon as there is room for it, in the order of asking. */
	add<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Bounds how many requests a run of a node has out at the same time, over all of its items. */
export class InFlight implements Room {
	private count = 0;
	private readonly waiting: (() => void)[] = [];

	constructor(readonly most: number) {}

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

/**
 * The same room, in which each begins by itself. When several may begin at the same moment, Node.js
 * prepares all of them before the first goes out, and their answers come at the same moment again.
 */
export class OneByOne implements Room {
	/** When the one that began last is on its way. */
	private underWay = Promise.resolve();
	private isOver = false;

	constructor(private readonly room: Room) {}

	get most(): number {
		return this.room.most;
	}

	async add<Result>(work: () => Promise<Result>): Promise<Result> {
		return await this.room.add(async () => {
			await this.turn();
			return await work();
		});
	}

	/** From now on nobody waits for a turn: what is left will not be sent, and whoever stopped it should not wait. */
	end(): void {
		this.isOver = true;
	}

	private async turn(): Promise<void> {
		if (this.isOver) return;
		const before = this.underWay;
		this.underWay = before.then(async () => await sleep(0));
		await before;
	}
}
