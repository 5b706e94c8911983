/** The value in the middle. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = sorted.length >> 1;
	const [below = NaN, above = NaN] = [sorted[middle - 1], sorted[middle]];
	return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

/** Each round's value over that of the same round, so that a slow minute of the machine cancels out. */
export function ratios(values: readonly number[], others: readonly number[]): number[] {
	return values.map((value, round) => value / (others[round] ?? NaN));
}

/** The sum of each round. */
export function sums(values: readonly number[], others: readonly number[]): number[] {
	return values.map((value, round) => value + (others[round] ?? NaN));
}

/**
 * Runs competitors by turns, A B C A B C …, so that they share the machine's good and bad minutes.
 *
 * @param rounds how many count
 * @param settle waits until nothing is left to do of the run before
 * @param warmsUp whether another round comes before them, unless there is only one
 * @returns what each competitor gave, round by round
 */
export async function byTurns<Name extends string, Result>(
	rounds: number,
	competitors: Record<Name, () => Promise<Result>>,
	settle: () => Promise<void> = async () => undefined,
	warmsUp = true,
): Promise<Record<Name, Result[]>> {
	const names = Object.keys(competitors) as Name[];
	const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
		Name,
		Result[]
	>;
	const warmUps = warmsUp && rounds > 1 ? 1 : 0;
	for (let round = -warmUps; round < rounds; round++) {
		for (const name of names) {
			await settle();
			const result = await competitors[name]();
			if (round >= 0) results[name].push(result);
		}
	}
	return results;
}

/** The least value that so great a part of them, from 0 to 1, does not exceed. */
export function quantile(values: readonly number[], part: number): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}
