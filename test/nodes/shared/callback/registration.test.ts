import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import {
	isRegistered,
	keptEntries,
	register,
	type Registrar,
	withdraw,
} from '../../../../nodes/shared/callback/registration';

let kept: IDataObject;
let log: string[];
let mode: string;
let context: IHookFunctions;

beforeEach(() => {
	[kept, log, mode] = [{}, [], 'activate'];
	context = {
		getWorkflowStaticData: () => kept,
		getActivationMode: () => mode,
		getNode: () => ({ id: 'node', name: 'Trigger' }),
		getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/1',
		getWorkflow: () => ({ id: 'workflow' }),
		logger: { error: (message: string) => void log.push(message) },
	} as unknown as IHookFunctions;
});

/** A bank, and what is registered there. */
function bank(...wanted: string[]) {
	const there = new Set<string>();
	const stuck = new Set<string>();
	const registrar: Registrar<{ id: string }> = {
		async register(tell) {
			for (const id of wanted) {
				await Promise.resolve();
				if (id === 'refused') throw new Error('The bank refused it');
				there.add(id);
				tell({ id });
			}
		},
		async withdraw({ id }) {
			await Promise.resolve();
			if (stuck.has(id)) throw new Error('The bank is down');
			there.delete(id);
		},
	};
	return { there, stuck, registrar };
}

it('what is registered is kept at once, and taken back', async () => {
	const { there, registrar } = bank('a', 'b');
	await register(context, 'settings', registrar);
	expect([...there]).toEqual(['a', 'b']);
	expect(keptEntries(context)).toEqual([{ id: 'a' }, { id: 'b' }]);
	await withdraw(context, registrar);
	expect([...there]).toEqual([]);
	expect(kept).toEqual({});
});

it('a registration that fails takes back what there is of it, and tells why', async () => {
	const { there, registrar } = bank('a', 'refused', 'b');
	await expect(register(context, 'settings', registrar)).rejects.toThrow('The bank refused it');
	expect([...there]).toEqual([]);
	expect(kept).toEqual({});
});

it('what could not be taken back stays known with its ids, and goes the next time', async () => {
	const { there, stuck, registrar } = bank('a', 'b');
	await register(context, 'settings', registrar);
	stuck.add('a');
	await withdraw(context, registrar);
	expect(keptEntries(context)).toEqual([{ id: 'a' }]);
	expect(log).toEqual(['Trigger: could not take back at the bank {"id":"a"}: The bank is down']);
	await register(context, 'settings', registrar);
	expect(keptEntries(context)).toEqual([{ id: 'a' }, { id: 'a' }, { id: 'b' }]);
	stuck.clear();
	await withdraw(context, registrar);
	expect([...there]).toEqual([]);
	expect(kept).toEqual({});
});

it('a bank that does not answer is waited for once, however much there is to take back', async () => {
	const { registrar } = bank('a', 'b', 'c');
	await register(context, 'settings', registrar);
	let time = performance.now();
	const clock = jest.spyOn(performance, 'now').mockImplementation(() => time);
	const asked: string[] = [];
	await withdraw<{ id: string }>(context, {
		async withdraw({ id }) {
			await Promise.resolve();
			asked.push(id);
			time += 30_000;
			throw new Error('There was no answer');
		},
	});
	clock.mockRestore();
	expect(asked).toEqual(['a']);
	expect(keptEntries(context)).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
	expect(log).toHaveLength(3);
	expect(log[2]).toBe('Trigger: could not take back at the bank {"id":"c"}: There was no answer');
});

it('nothing is touched where there is nothing to take back', async () => {
	kept = new Proxy(
		{},
		{
			set: () => false,
			deleteProperty: () => false,
		},
	);
	await withdraw(context, bank().registrar);
	expect(log).toEqual([]);
});

describe('a registration counts', () => {
	it.each([
		['init', true],
		['leadershipChange', true],
		['activate', false],
		['update', false],
		['manual', false],
	])('on %s: %s', async (now, counts) => {
		await register(context, ['customer', 1], bank('a').registrar);
		mode = now;
		expect(isRegistered(context, ['customer', 1])).toBe(counts);
	});

	it('not with other settings, nor when it was taken back', async () => {
		const { registrar } = bank('a');
		await register(context, ['customer', 1], registrar);
		mode = 'init';
		expect(isRegistered(context, ['customer', 2])).toBe(false);
		await withdraw(context, registrar);
		expect(isRegistered(context, ['customer', 1])).toBe(false);
	});
});
