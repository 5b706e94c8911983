import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for something that a test has set off.
 *
 * @throws Error when it does not come about within a time in which anything would; a test that waits
 *   for ever would keep all others from ending
 */
export async function until(
	isSo: () => boolean | Promise<boolean>,
	{ everyMs = 2, withinMs = 20_000 } = {},
): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`It did not come about: ${isSo.toString()}`);
		await sleep(everyMs);
	}
}
