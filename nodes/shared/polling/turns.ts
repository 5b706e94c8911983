const last = new Map<string, Promise<unknown>>();
const waiting = new WeakSet<object>();

/**
 * Does one thing of a kind after the other. n8n starts a poll even while the one before is still
 * running, and two that know the same would give the same.
 *
 * @param poller who asks for it; only one call of each waits. If polls take longer than the time between
 *   them, they would otherwise pile up, and still ask the bank long after an outage
 * @returns null, without running it, when one of this poller waits already
 */
export async function inTurn<T>(
	key: string,
	poller: object,
	run: () => Promise<T>,
): Promise<T | null> {
	if (waiting.has(poller)) return null;
	const begin = async () => {
		waiting.delete(poller);
		return await run();
	};
	const before = last.get(key);
	if (before) waiting.add(poller);
	const turn = before ? before.then(begin, begin) : begin();
	last.set(key, turn);
	try {
		return await turn;
	} finally {
		if (last.get(key) === turn) last.delete(key);
	}
}
