/** Ids have more digits than a JavaScript number, and not all of them as many. */
export function byId(one: { id: string }, other: { id: string }): number {
	const difference = BigInt(one.id) - BigInt(other.id);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The page with a number, counted from 1, and how many pages there are. */
export function numberedPage<T>(
	all: readonly T[],
	page: number,
	size: number,
): { records: T[]; pages: number } {
	return {
		records: all.slice((page - 1) * size, page * size),
		pages: Math.ceil(all.length / size),
	};
}
