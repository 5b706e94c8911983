/** What stands in place of a secret. */
export const masked = 'XXXXX';

/** Integers of 64 bits go out with all their digits. */
export const asId = (id: string): bigint => BigInt(id);

export const asIdOrNull = (id: string | null): bigint | null => (id === null ? null : BigInt(id));

/** Cents as the amount that goes out. */
export const asAmount = (cents: number): number => cents / 100;
