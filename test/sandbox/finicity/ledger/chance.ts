/** Numbers from 0 up to 1 that look like chance; the same name gives the same ones. */
export class Chance {
	private seed = 2166136261;

	constructor(name: string) {
		for (const character of name) {
			this.seed = Math.imul(this.seed ^ (character.codePointAt(0) ?? 0), 16777619);
		}
	}

	next(): number {
		this.seed = (this.seed + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.seed ^ (this.seed >>> 15), this.seed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	}

	between(least: number, most: number): number {
		return least + this.next() * (most - least);
	}

	oneOf<T>(choices: readonly T[]): T {
		return choices[Math.floor(this.next() * choices.length)] as T;
	}
}
