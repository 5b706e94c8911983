const last = new Map<string, Promise<unknown>>();

/**
 * Does one thing of a kind after the other. n8n starts a poll also while the one before goes on, and
 * two that know the same would give the same.
 */
export async function inTurn<T>(key: string, run: () => Promise<T>): Promise<T> {
	const before = last.get(key) ?? Promise.resolve();
	const turn = before.then(run, run);
	last.set(key, turn);
	try {
		return await turn;
	} finally {
		if (last.get(key) === turn) last.delete(key);
	}
}
