import { execute } from '../../../nodes/shared/execute';
import { executeContext, runWorkflow } from '../../support/engine';
import { type Loopback, startLoopback } from '../../support/loopback';
import {
	bankOf,
	itemsOf,
	operation,
	runBank,
	testBank,
	testBankSetup,
} from '../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const retry = { maxTries: 3 };
const items = itemsOf({ name: 'a' }, { name: 'b' }, { name: 'c' });
const named = { name: '={{ $json.name }}' };
/** What each request carried, in the order of their arrival. */
const sent = () => server.received.map(({ body }) => (JSON.parse(body) as { name: string }).name);

type Answer = 'carries out' | 'drops' | 'breaks' | number;

/** Answers each name with these, one after the other, and then well. */
function answer(answers: Record<string, Answer[]>): void {
	server.reply(({ body }, response) => {
		const { name } = JSON.parse(body) as { name: string };
		const next = answers[name]?.shift() ?? 'carries out';
		if (next === 'carries out') return { name, number: server.received.length };
		if (next === 'drops') return void response.destroy();
		if (next === 'breaks') return void response.end('{"name":');
		response.writeHead(next);
		return void response.end('{"message":"No"}');
	});
}

const create = (more: Partial<Parameters<typeof testBankSetup>[3]> = {}) =>
	runWorkflow(testBankSetup(server, 'create', named, { items, retry, ...more }));

describe('Retry On Fail of a write', () => {
	it('sends only the item that the bank has turned away, and what was behind it', async () => {
		answer({ b: [400] });
		const { items: out, error } = await create();
		expect(error).toBeUndefined();
		expect(sent()).toEqual(['a', 'b', 'b', 'c']);
		expect(out.map(({ json, pairedItem }) => [json.name, json.number, pairedItem])).toEqual([
			['a', 1, { item: 0 }],
			['b', 3, { item: 1 }],
			['c', 4, { item: 2 }],
		]);
	});

	it('sends each item that went through once, however often another one fails', async () => {
		answer({ b: [400, 400, 400] });
		const { error } = await create();
		expect(error?.message).toBe('Test Bank: No');
		expect(sent()).toEqual(['a', 'b', 'b', 'b']);
	});

	it('does the same when the node continues on fail', async () => {
		answer({ a: [400, 400, 400] });
		const { items: out } = await create({ onError: 'continueRegularOutput' });
		expect(sent()).toEqual(['a', 'b', 'c', 'a', 'a']);
		expect(out.map(({ json }) => json.error ?? json.number)).toEqual(['Test Bank: No', 2, 3]);
	});

	it.each<[string, Answer]>([
		['504', 504],
		['500', 500],
		['a redirect', 307],
		['408', 408],
		['a broken connection', 'drops'],
		['an answer that is none', 'breaks'],
	])('does not send an item again that may have been carried out: %s', async (_, outcome) => {
		answer({ a: [outcome] });
		const { error } = await create();
		expect(sent()).toEqual(['a']);
		expect(error?.description).toBeTruthy();
	});

	it('sends again what stopped before anything was sent', async () => {
		const { error } = await create({ items: itemsOf({ name: 'a' }, { name: '' }) });
		expect(error?.message).toContain("'The name' is empty");
		expect(sent()).toEqual(['a']);
	});

	it('sends an item again when nobody listened', async () => {
		const { url } = server;
		await server.close();
		const setup = testBankSetup({ url }, 'create', named, { items, retry });
		const { error } = await runWorkflow(setup);
		expect(error?.message).toContain('could not be reached');
		server = await startLoopback();
		expect((await create()).error).toBeUndefined();
		expect(sent()).toEqual(['a', 'b', 'c']);
	});

	it('does not send what the bank goes on with, when waiting for it fails', async () => {
		const bank = bankOf([
			operation('start', {
				request: { method: 'POST', path: '/things' },
				fields: [],
				answer: { kind: 'record' },
				completion: {
					path: '/things/{id}',
					record: 'thing',
					progress: () => ({ message: 'It came to nothing' }),
				},
			}),
		]);
		server.reply(() => ({ id: '1' }));
		const options = { waitForCompletion: true };
		const { error } = await runBank(bank, server, 'start', { options }, { retry });
		expect(error?.message).toContain('It came to nothing');
		expect(server.received.map(({ method }) => method)).toEqual(['POST', 'GET']);
	});

	it('takes the same items in another round of a loop for new ones', async () => {
		answer({});
		const { run } = await create({ rounds: [items, items] });
		expect(sent()).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
		expect(run.data.resultData.runData.Bank).toHaveLength(2);
	});

	it('keeps the rounds of a loop apart that fail', async () => {
		answer({ a: [400, 'carries out', 504] });
		const { error } = await create({ rounds: [items, items] });
		expect(error?.httpCode).toBe('504');
		expect(sent()).toEqual(['a', 'a', 'b', 'c', 'a']);
	});

	it('knows nothing of another execution', async () => {
		answer({ a: [504, 504] });
		await Promise.all([create(), create()]);
		expect(sent()).toEqual(['a', 'a']);
		await create();
		expect(sent()).toEqual(['a', 'a', 'a', 'b', 'c']);
	});

	it('sends the only item once when the node executes once', async () => {
		answer({ a: [504] });
		await create({ retry: { maxTries: 3, executeOnce: true } });
		expect(sent()).toEqual(['a']);
	});

	it('knows a tool of an agent again, which gets a new item with the same arguments', async () => {
		answer({ a: [504] });
		const json = { name: 'a' };
		const attempt = async (args: { name: string }) => {
			const setup = testBankSetup(server, 'create', named, { items: [{ json: args }], retry });
			return await execute(executeContext(setup), testBank);
		};
		await expect(attempt(json)).rejects.toThrow('Test Bank: No');
		await expect(attempt(json)).rejects.toThrow('Test Bank: No');
		expect(sent()).toEqual(['a']);
		// Another call of the tool with the same arguments is meant to be sent.
		await attempt({ ...json });
		expect(sent()).toEqual(['a', 'a']);
	});
});

it('Retry On Fail of a read asks for everything again', async () => {
	server.reply(({ url }, response) => {
		if (server.received.length > 1) return { id: url };
		response.writeHead(400);
		return void response.end('{"message":"No"}');
	});
	const setup = testBankSetup(server, 'get', { id: '1' }, { retry });
	const { items: out } = await runWorkflow(setup);
	expect(out).toHaveLength(1);
	expect(server.received).toHaveLength(2);
});
