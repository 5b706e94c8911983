/** How many calls of a node may be asked about at the bank at once. Each holds memory of n8n's. */
const MOST_AT_ONCE = 20;

/** By node, how many are under way. */
const underWay = new Map<string, number>();

/**
 * Does something of which a node has only so many under way: who knows an address could otherwise
 * keep the bank and n8n busy with made-up calls.
 *
 * @returns nothing when there are too many
 */
export async function unlessCrowded<Result>(
	nodeId: string,
	work: () => Promise<Result>,
): Promise<{ result: Result } | undefined> {
	const before = underWay.get(nodeId) ?? 0;
	if (before >= MOST_AT_ONCE) return undefined;
	underWay.set(nodeId, before + 1);
	try {
		return { result: await work() };
	} finally {
		const left = (underWay.get(nodeId) ?? 1) - 1;
		if (left > 0) underWay.set(nodeId, left);
		else underWay.delete(nodeId);
	}
}
