/**
 * What a local bank knows. Its maps hold records, which `clear` takes away; whatever else a bank keeps
 * in its state outlives that, unless the bank clears it too.
 */
export abstract class BankState<Kind extends string> {
	private nextIds: Record<Kind, bigint>;

	/** @param firstIds beyond the ids of the seed, so that new records never meet seeded ones */
	constructor(private readonly firstIds: Readonly<Record<Kind, bigint>>) {
		this.nextIds = { ...firstIds };
	}

	newId(kind: Kind): string {
		return String(this.nextIds[kind]++);
	}

	/** Forgets every record, and counts ids from the beginning. */
	clear(): void {
		for (const records of Object.values(this) as unknown[]) {
			if (records instanceof Map) records.clear();
		}
		this.nextIds = { ...this.firstIds };
	}
}
