import { createHash } from 'node:crypto';

/** Characters that an id is kept in: 60 bits, so no two of a million will meet. */
const LENGTH = 10;
/** How many ids are kept, although as far as the bank tells they can't come again. */
const KEPT = 10_000;

const FINGERPRINTS = new RegExp(`.{${LENGTH}}`, 'g');

function fingerprintOf(key: string): string {
	return createHash('sha256').update(key).digest('base64url').slice(0, LENGTH);
}

/** As it is kept: for each group, the fingerprints of its ids one after the other. */
export type SeenTexts = Record<string, string>;

/** The ids that have been seen, in groups that are forgotten as a whole. */
export class Seen {
	private readonly groups: Map<string, Set<string>>;
	private known = new Set<string>();

	constructor(texts: SeenTexts = {}) {
		this.groups = new Map(
			Object.entries(texts).map(([group, text]) => [group, new Set(text.match(FINGERPRINTS))]),
		);
		this.gather();
	}

	/** How many ids it knows. */
	get size(): number {
		return this.known.size;
	}

	has(key: string): boolean {
		return this.known.has(fingerprintOf(key));
	}

	/** One that was in another group, because the bank has changed its day, stays there as well. */
	add(key: string, group: string): void {
		const fingerprint = fingerprintOf(key);
		this.groups.set(group, (this.groups.get(group) ?? new Set()).add(fingerprint));
		this.known.add(fingerprint);
	}

	/** Forgets the oldest groups when there are too many ids, but none that can come again. */
	prune(canComeAgain: (group: string) => boolean): void {
		let tooMany = this.size - KEPT;
		if (tooMany <= 0) return;
		for (const group of [...this.groups.keys()].sort()) {
			if (tooMany <= 0) break;
			if (canComeAgain(group)) continue;
			tooMany -= this.groups.get(group)?.size ?? 0;
			this.groups.delete(group);
		}
		this.gather();
	}

	texts(): SeenTexts {
		return Object.fromEntries([...this.groups].map(([group, ids]) => [group, [...ids].join('')]));
	}

	private gather(): void {
		this.known = new Set([...this.groups.values()].flatMap((ids) => [...ids]));
	}
}
