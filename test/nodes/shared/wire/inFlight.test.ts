import { setImmediate } from 'node:timers/promises';
import { InFlight, OneByOne } from '../../../../nodes/shared/wire/inFlight';
import { until } from '../../../support/until';

/** Begins some at the same moment, and never ends them. */
function begin(room: InFlight | OneByOne, count: number): number[] {
	const begun: number[] = [];
	for (let which = 1; which <= count; which++) {
		void room.add(async () => {
			begun.push(which);
			await new Promise(() => undefined);
		});
	}
	return begun;
}

it('lets all begin at once for whom there is room', async () => {
	const begun = begin(new InFlight(3), 4);
	await setImmediate();
	expect(begun).toEqual([1, 2, 3]);
});

it('lets one begin when the one before is on its way, where it is asked for', async () => {
	const begun = begin(new OneByOne(new InFlight(3)), 4);
	await Promise.resolve();
	await new Promise(process.nextTick);
	expect(begun).toEqual([1]);
	await until(() => begun.length === 3);
	await setImmediate();
	expect(begun).toEqual([1, 2, 3]);
});
