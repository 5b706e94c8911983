import { inTurn } from '../../../../nodes/shared/callback/turns';
import { gate } from '../../../support/gate';

const MEGABYTE = 1_000_000;

/** Asks in its turn, and notes when it is there. */
async function ask(nodeId: string, order: number[], number: number, until: Promise<void>) {
	return await inTurn(nodeId, 100, async (turn) => {
		await turn;
		order.push(number);
		await until;
		return number;
	});
}

/** Lets everything go on that waits for nothing. */
const rest = async () => await new Promise(setImmediate);

it('twenty are done at once, and the others in the order in which they came', async () => {
	const { opened, open } = gate();
	const order: number[] = [];
	const numbers = Array.from({ length: 60 }, (_, index) => index);
	const all = numbers.map(async (number) => await ask('node', order, number, opened));
	await rest();
	expect(order).toEqual(numbers.slice(0, 20));
	const other = ask('other node', [], 1, Promise.resolve());
	await expect(other).resolves.toEqual({ result: 1 });
	open();
	await expect(Promise.all(all)).resolves.toEqual(numbers.map((result) => ({ result })));
	expect(order).toEqual(numbers);
});

it('no more wait than there is room for', async () => {
	const { opened, open } = gate();
	const hold = async (size: number) =>
		await inTurn('full', size, async (turn) => {
			await turn;
			await opened;
		});
	const busy = Array.from({ length: 20 }, async () => await hold(50 * MEGABYTE));
	const waiting = Array.from({ length: 14 }, async () => await hold(MEGABYTE));
	await expect(hold(MEGABYTE)).resolves.toBeUndefined();
	const small = hold(1_000);
	open();
	for (const each of [...busy, ...waiting, small]) await expect(each).resolves.toBeDefined();
	await expect(hold(MEGABYTE)).resolves.toBeDefined();
});

it('no more than 160 small ones wait, for n8n keeps an engine for each', async () => {
	const { opened, open } = gate();
	const calls = Array.from(
		{ length: 200 },
		async (_, number) => await ask('small', [], number, opened),
	);
	await rest();
	open();
	const outcomes = await Promise.all(calls);
	const refused = outcomes.filter((outcome) => outcome === undefined);
	expect(refused.length).toBeGreaterThanOrEqual(20);
	expect(refused.length).toBeLessThan(25);
});

it('one that fails, or gives up while it waits, makes room for the next', async () => {
	const { opened, open } = gate();
	const order: number[] = [];
	const first = Array.from(
		{ length: 20 },
		async (_, index) => await ask('failing', order, index, opened),
	);
	const failing = inTurn('failing', 15 * MEGABYTE, async () => {
		await opened;
		throw new Error('It failed');
	});
	await expect(inTurn('failing', 15 * MEGABYTE, async () => 'late')).resolves.toBeUndefined();
	await expect(inTurn('failing', 100, async () => 'gave up')).resolves.toEqual({
		result: 'gave up',
	});
	open();
	await expect(failing).rejects.toThrow('It failed');
	await Promise.all(first);
	await expect(ask('failing', order, 20, opened)).resolves.toEqual({ result: 20 });
});
