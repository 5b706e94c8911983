import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for something that a test has set off.
 *
 * @throws Error when it does not come about within a time in which anything would; a test that waits
 *   for ever would keep all others from ending
 */
export async function until(
	isSo: () => boolean | Promise<boolean>,
	{ everyMs = 2, withinMs = 60_000 } = {},
): Promise<void> {
	// Not by Date.now, which tests stop and put forward.
	const deadline = performance.now() + withinMs;
	while (!(await isSo())) {
		if (performance.now() > deadline) throw new Error(`It did not come about: ${isSo.toString()}`);
		await sleep(everyMs);
	}
}

/**
 * What comes of something that is to end.
 *
 * @throws Error when it doesn't, or what it throws itself
 */
export async function ended<Result>(work: Promise<Result>): Promise<Result> {
	let isOver = false;
	const end = () => (isOver = true);
	work.then(end, end);
	await until(() => isOver, { withinMs: 30_000 });
	return await work;
}

/**
 * Lets everything arrive that is on its way. In many short waits, for a process that was held up
 * runs its timers before it reads what has come meanwhile.
 */
export async function arrivals(): Promise<void> {
	for (let turn = 0; turn < 20; turn += 1) await sleep(10);
}
