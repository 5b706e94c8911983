const ROOT = 0;
/** How many units of a pattern must stand there before it is looked at closely. */
const HEAD = 4;

/** The next hash of the last four units: those before are shifted out. */
function rolled(hash: number, unit: number): number {
	return ((hash << 4) ^ Math.imul(unit, 0x9e35)) & 0xffff;
}

/**
 * Many patterns, looked for in one pass (Aho and Corasick): the time goes by the length of the text,
 * whatever the patterns are and however often they almost stand there.
 */
export class Patterns {
	/** Of each node: the one before it, the unit that leads to it, and how many units lead there. */
	private readonly parents = [ROOT];
	private readonly units = [0];
	private readonly depths = [0];
	/** Of each node: the longest other one that ends alike, and the longest pattern that ends there. */
	private readonly fallbacks: Int32Array;
	private readonly longest: Int32Array;
	/** The nodes by a hash of their parent and unit. */
	private readonly slots: Int32Array;
	/** The hashes of the first units of all patterns. Most of a text is passed over by them. */
	private readonly heads = new Uint8Array(0x10000);

	/** @param patterns of at least four units each */
	constructor(patterns: readonly Uint16Array[]) {
		const most = patterns.reduce((sum, { length }) => sum + length, 1);
		this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most)));
		const ends = patterns.map((pattern) => {
			this.heads[pattern.subarray(0, HEAD).reduce(rolled, 0)] = 1;
			return pattern.reduce((node, unit) => this.grow(node, unit), ROOT);
		});
		this.fallbacks = new Int32Array(this.parents.length);
		this.longest = new Int32Array(this.parents.length);
		for (const end of ends) this.longest[end] = this.depths[end] ?? 0;
		this.link();
	}

	/**
	 * @param least the length of the shortest pattern that counts
	 * @param found is told of the longest pattern that ends at each place
	 */
	find(text: Uint16Array, least: number, found: (start: number, end: number) => void): void {
		let [node, hash] = [ROOT, 0];
		for (let at = 0; at < text.length; at++) {
			const unit = text[at] ?? 0;
			hash = rolled(hash, unit);
			if (node !== ROOT) node = this.next(node, unit);
			else if (this.heads[hash] === 1) {
				node = text
					.subarray(Math.max(0, at + 1 - HEAD), at + 1)
					.reduce((from, each) => this.next(from, each), ROOT);
			} else continue;
			// What has just begun is found by its head.
			if ((this.depths[node] ?? 0) < HEAD) node = ROOT;
			const length = this.longest[node] ?? 0;
			if (length >= least) found(at + 1 - length, at + 1);
		}
	}

	/** The slot of a node, or the empty one where it would be. */
	private slot(parent: number, unit: number): number {
		const mask = this.slots.length - 1;
		let slot = (Math.imul(parent, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) & mask;
		for (;;) {
			const node = this.slots[slot] ?? ROOT;
			if (node === ROOT || (this.parents[node] === parent && this.units[node] === unit))
				return slot;
			slot = (slot + 1) & mask;
		}
	}

	private child(parent: number, unit: number): number {
		return this.slots[this.slot(parent, unit)] ?? ROOT;
	}

	private grow(parent: number, unit: number): number {
		const slot = this.slot(parent, unit);
		const known = this.slots[slot] ?? ROOT;
		if (known !== ROOT) return known;
		const node = this.parents.length;
		this.slots[slot] = node;
		this.parents.push(parent);
		this.units.push(unit);
		this.depths.push((this.depths[parent] ?? 0) + 1);
		return node;
	}

	/** Where to go on after a unit. */
	private next(node: number, unit: number): number {
		for (;;) {
			const child = this.child(node, unit);
			if (child !== ROOT || node === ROOT) return child;
			node = this.fallbacks[node] ?? ROOT;
		}
	}

	/** Finds the fallbacks, those of the nodes near the root first. */
	private link(): void {
		const depthOf = (node: number) => this.depths[node] ?? 0;
		const nodes = this.parents.map((_, node) => node).slice(1);
		for (const node of nodes.sort((one, other) => depthOf(one) - depthOf(other))) {
			const [parent, unit] = [this.parents[node] ?? ROOT, this.units[node] ?? 0];
			const fallback = parent === ROOT ? ROOT : this.next(this.fallbacks[parent] ?? ROOT, unit);
			this.fallbacks[node] = fallback;
			this.longest[node] ||= this.longest[fallback] ?? 0;
		}
	}
}
