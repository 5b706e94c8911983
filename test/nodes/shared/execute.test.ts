import type { ServerResponse } from 'node:http';
import { runInThisContext } from 'node:vm';
import { type IDataObject, type NodeOperationError, sleep } from 'n8n-workflow';
import { execute } from '../../../nodes/shared/execute';
import type { Bank } from '../../../nodes/shared/operation';
import { StoredCredential } from '../../support/credentials';
import { executeContext, runWorkflow, type Setup, startWorkflow } from '../../support/engine';
import { barrier, gate } from '../../support/gate';
import { type Loopback, startLoopback } from '../../support/loopback';
import {
	bankOf,
	credentialFor,
	itemsOf,
	runTestBank,
	setupOf,
	testBank,
	testBankSetup,
	text,
} from '../../support/testBank';
import { arrivals, until } from '../../support/until';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const numbered = (count: number) =>
	itemsOf(...Array.from({ length: count }, (_, number) => ({ id: number })));
const byId = { id: '={{ $json.id }}' };
const urls = () => server.received.map(({ url }) => url);
const refuse = (id: string) => {
	server.reply(({ method, url }, response) => {
		if (url.includes(id)) {
			response.statusCode = 400;
			return { message: 'No such thing' };
		}
		return method === 'GET' ? { id: url } : {};
	});
};

describe('reads', () => {
	it('run side by side up to ten, and come out in item order', async () => {
		const tenHaveCome = barrier(10);
		server.reply(async ({ url }) => {
			await tenHaveCome();
			// Later items are answered sooner.
			await sleep(60 - Number(url.split('/').pop()));
			return { id: url };
		});
		const { items } = await runTestBank(server, 'get', byId, { items: numbered(40) });
		expect(items.map(({ json }) => json.id)).toEqual(
			numbered(40).map(({ json }) => `/things/${String(json.id)}`),
		);
		expect(server.mostInFlight()).toBe(10);
	});

	it.each([1, 3, 50])(
		'run side by side up to the %d that the user allows',
		async (maxParallelRequests) => {
			const allowedHaveCome = barrier(maxParallelRequests);
			server.reply(async () => {
				await allowedHaveCome();
				// Time for one too many to come.
				await sleep(30);
				return {};
			});
			await runTestBank(
				server,
				'get',
				{ ...byId, options: { maxParallelRequests } },
				{ items: numbered(60) },
			);
			expect(server.mostInFlight()).toBe(maxParallelRequests);
			expect(server.received).toHaveLength(60);
		},
	);

	it.each([0, 51, 2.5, '={{ true }}', '={{ [5] }}', '={{ {} }}', '={{ NaN }}'])(
		'refuse to run %s side by side',
		async (maxParallelRequests) => {
			const { error } = await runTestBank(
				server,
				'get',
				{ ...byId, options: { maxParallelRequests } },
				{ items: numbered(2) },
			);
			expect(error?.message).toContain(
				"'Max Parallel Requests' must be a whole number from 1 to 50",
			);
			expect(urls()).toEqual([]);
		},
	);

	it.each(['', ' ', '={{ null }}', '={{ undefined }}', '={{ [] }}'])(
		'run side by side as by default when the option is blank: %j',
		async (maxParallelRequests) => {
			const tenHaveCome = barrier(10);
			server.reply(async () => {
				await tenHaveCome();
				await sleep(30);
				return {};
			});
			const parameters = { ...byId, options: { maxParallelRequests } };
			const { error } = await runTestBank(server, 'get', parameters, { items: numbered(30) });
			expect(error).toBeUndefined();
			expect(server.mostInFlight()).toBe(10);
		},
	);

	it('that wait give no warning of Node.js, however many they are', async () => {
		// That of Node.js itself; tests have a copy.
		const node = runInThisContext('process') as NodeJS.Process;
		const warnings: Error[] = [];
		const listen = (warning: Error) => void warnings.push(warning);
		node.on('warning', listen);
		const allHaveCome = barrier(50);
		let come = 0;
		server.reply(async ({ url }, response) => {
			if (++come > 50) return { id: url };
			await allHaveCome();
			response.statusCode = 429;
			return { message: 'No' };
		});
		const { items } = await runTestBank(
			server,
			'get',
			{ ...byId, options: { maxParallelRequests: 50 } },
			{ items: numbered(50) },
		);
		node.off('warning', listen);
		expect(items).toHaveLength(50);
		expect(warnings).toEqual([]);
	});

	it('send nothing again after a failure of another item', async () => {
		const allHaveCome = barrier(5);
		server.reply(async ({ url }, response) => {
			await allHaveCome();
			response.statusCode = url.endsWith('/0') ? 404 : 429;
			// The pauses must not be over before a slow machine has seen the failure.
			response.setHeader('Retry-After', '3');
			return { message: 'No' };
		});
		const { error } = await runTestBank(server, 'get', byId, { items: numbered(5) });
		expect(error?.httpCode).toBe('404');
		expect(urls().sort()).toEqual([0, 1, 2, 3, 4].map((number) => `/things/${number}`));
	});

	it('start nothing new after a failure, and report the first failed item', async () => {
		refuse('/3');
		const { error } = await runTestBank(
			server,
			'get',
			{ ...byId, options: { maxParallelRequests: 2 } },
			{ items: numbered(100) },
		);
		expect(error?.message).toContain('No such thing');
		expect(error?.context?.itemIndex).toBe(3);
		expect(server.received.length).toBeLessThan(10);
	});
});

describe('writes', () => {
	it('run one at a time in item order, whatever the option says', async () => {
		server.reply(async () => {
			await sleep(5);
			return {};
		});
		const parameters = { name: '={{ $json.id }}', options: { maxParallelRequests: 50 } };
		await runTestBank(server, 'create', parameters, { items: numbered(20) });
		expect(server.received.map(({ body }) => (JSON.parse(body) as { name: string }).name)).toEqual(
			numbered(20).map(({ json }) => String(json.id)),
		);
		expect(server.mostInFlight()).toBe(1);
	});

	it.each(['rename', 'delete'])('run one at a time also when they %s', async (operation) => {
		server.reply(async () => {
			await sleep(5);
			return {};
		});
		await runTestBank(server, operation, { ...byId, first: 'x' }, { items: numbered(20) });
		expect(server.received).toHaveLength(20);
		expect(server.mostInFlight()).toBe(1);
	});

	it('stop at the first failure: the rest is not sent', async () => {
		refuse('/2');
		const { error, items } = await runTestBank(server, 'delete', byId, { items: numbered(6) });
		expect(urls()).toEqual(['/things/0', '/things/1', '/things/2']);
		expect(error?.context?.itemIndex).toBe(2);
		expect(items).toEqual([]);
	});

	it('stop at a bad field of one item: the rest is not sent', async () => {
		await runTestBank(server, 'delete', byId, {
			items: itemsOf({ id: '1' }, { id: '' }, { id: '3' }),
		});
		expect(urls()).toEqual(['/things/1']);
	});
});

describe('continue on fail', () => {
	it('goes on, with the failure as the item', async () => {
		refuse('/1');
		const { items, error } = await runTestBank(server, 'delete', byId, {
			items: numbered(3),
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(urls()).toEqual(['/things/0', '/things/1', '/things/2']);
		expect(items).toEqual([
			{ json: { deleted: true }, pairedItem: { item: 0 } },
			{
				json: {
					error: 'Test Bank: No such thing',
					details: {
						description: expect.stringContaining('HTTP status 400') as string,
						httpCode: '400',
					},
				},
				pairedItem: { item: 1 },
			},
			{ json: { deleted: true }, pairedItem: { item: 2 } },
		]);
	});

	it('puts failed items on the error output when there is one', async () => {
		refuse('/1');
		const { items, errorItems } = await runTestBank(server, 'delete', byId, {
			items: numbered(3),
			onError: 'continueErrorOutput',
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(errorItems.map(({ json }) => json.error)).toEqual(['Test Bank: No such thing']);
	});

	it('covers fields that stop an item', async () => {
		const { items } = await runTestBank(server, 'delete', byId, {
			items: itemsOf({ id: '' }, { id: '2' }),
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json.error ?? json.deleted)).toEqual([
			"'The id' is empty [item 0]",
			true,
		]);
	});
});

describe('what fails before the first item', () => {
	class Unreadable extends StoredCredential {
		override async getDecrypted(): Promise<never> {
			return await Promise.reject(new Error('Credential could not be decrypted'));
		}
	}
	const versions: Bank['versions'] = {
		field: { ...text('apiVersion'), type: 'options', options: [{ name: 'V2', value: 'V2' }] },
		pathPrefix: { V2: '/v2' },
	};
	const read = (parameters: IDataObject, more: Partial<Setup> = {}) =>
		testBankSetup(server, 'get', { ...byId, ...parameters }, more);
	const parallel = (maxParallelRequests: unknown) => read({ options: { maxParallelRequests } });
	const { type, data } = credentialFor({ url: 'https://bank.example.com' });

	const faults: Record<string, () => Setup> = {
		'a missing credential': () => read({}, { credential: 'otherApi' }),
		'an unreadable credential': () => read({}, { credentials: new Unreadable(type, data) }),
		'a Base URL that is none': () => read({}, { credentials: credentialFor({ url: 'nowhere' }) }),
		'another API Version': () =>
			setupOf(
				bankOf(testBank.resources[0]?.operations ?? [], { versions }),
				server,
				'get',
				{ ...byId, apiVersion: 'V2' },
				{ credentials: credentialFor(server, { apiVersion: 'V1' }) },
			),
		'Max Parallel Requests of 999': () => parallel(999),
		'Max Parallel Requests that are no number': () => parallel('={{ "many" }}'),
		'an operation that is not known': () => read({ operation: '={{ "conquer" }}' }),
		'a resource whose expression fails': () => read({ resource: '={{ $("Nobody").item }}' }),
	};
	const items = numbered(3);

	it.each(Object.keys(faults))('fails the node: %s', async (name) => {
		const { error } = await runWorkflow({ ...(faults[name] as () => Setup)(), items });
		expect(error?.message).toBeTruthy();
		expect(urls()).toEqual([]);
	});

	it.each(Object.keys(faults))('fails each item for the error output: %s', async (name) => {
		const setup: Setup = { ...(faults[name] as () => Setup)(), items };
		const outcome = await runWorkflow({ ...setup, onError: 'continueErrorOutput' });
		expect(outcome.error).toBeUndefined();
		expect(outcome.items).toEqual([]);
		expect(outcome.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		const { error } = await runWorkflow(setup);
		for (const { json } of outcome.errorItems) expect(json.error).toBe(error?.message);
		expect(urls()).toEqual([]);
	});

	it.each(Object.keys(faults))('fails each item when the node continues: %s', async (name) => {
		const setup: Setup = { ...(faults[name] as () => Setup)(), items };
		const outcome = await runWorkflow({ ...setup, onError: 'continueRegularOutput' });
		expect(outcome.error).toBeUndefined();
		expect(outcome.items).toHaveLength(3);
		outcome.items.forEach(({ json, pairedItem }, item) => {
			expect(Object.keys(json)).toEqual(['error', 'details']);
			expect(json.error).toBeTruthy();
			expect(pairedItem).toEqual({ item });
		});
	});

	it('sends the input nowhere as a success, also when the write may be repeated', async () => {
		const setup = testBankSetup(server, 'delete', byId, {
			items,
			credential: 'otherApi',
			onError: 'continueErrorOutput',
			retry: { maxTries: 2 },
		});
		const outcome = await runWorkflow(setup);
		expect(outcome.items).toEqual([]);
		expect(outcome.errorItems).toHaveLength(3);
	});
});

describe('cancel', () => {
	/** Holds back the last of so many answers until the run is cancelled; gives how many came in all. */
	async function sentWhenCancelledAt(
		count: number,
		answer: () => unknown,
		...setup: Parameters<typeof testBankSetup>
	): Promise<number> {
		const { opened, open } = gate();
		server.reply(async () => {
			if (server.received.length >= count) await opened;
			return answer();
		});
		const execution = startWorkflow(testBankSetup(...setup));
		await until(() => server.received.length >= count);
		execution.cancel();
		open();
		await execution.catch(() => undefined);
		await sleep(450);
		return server.received.length;
	}

	it.each(['regular', 'continue on fail'])('sends nothing new (%s)', async (mode) => {
		const onError = mode === 'regular' ? undefined : ('continueRegularOutput' as const);
		const more = { items: numbered(100), onError };
		expect(await sentWhenCancelledAt(4, () => ({}), server, 'delete', byId, more)).toBe(4);
	});

	describe('of a write', () => {
		/** Cancels when the last of so many requests has come, and gives the error. */
		async function errorWhenCancelledAt(
			count: number,
			answer: (response: ServerResponse) => unknown = () => ({}),
			more: Partial<Setup> = {},
		): Promise<NodeOperationError> {
			server.reply((_, response) =>
				server.received.length < count ? answer(response) : undefined,
			);
			const stop = new AbortController();
			const setup = testBankSetup(server, 'delete', byId, { items: numbered(10), ...more });
			const run = execute(executeContext(setup, stop.signal), testBank);
			const error = run.then(
				() => undefined,
				(thrown: unknown) => thrown,
			);
			await until(() => server.received.length >= count);
			stop.abort();
			return (await error) as NodeOperationError;
		}

		it('says how many items have gone through, and which one was under way', async () => {
			const { message, description } = await errorWhenCancelledAt(4);
			expect(message).toBe(
				'The execution was cancelled: 4 of 10 items went through or may have, 6 did not',
			);
			expect(description).toBe(
				'Item 3 was under way. The request may have been carried out: look at the record before you send it again. From item 4 on, nothing was carried out.',
			);
		});

		it('does not count what the bank has turned away', async () => {
			const refuse = (response: ServerResponse) => {
				response.statusCode = 400;
				return { message: 'No' };
			};
			const onError = 'continueRegularOutput';
			const { message } = await errorWhenCancelledAt(4, refuse, { onError });
			expect(message).toContain('1 of 10 items went through or may have, 9 did not');
		});

		it('counts a wait for the next try as not gone through', async () => {
			const busy = (response: ServerResponse) => {
				response.writeHead(429, { 'Retry-After': '40' });
				return void response.end();
			};
			server.reply((_, response) => busy(response));
			const stop = new AbortController();
			const setup = testBankSetup(server, 'delete', byId, { items: numbered(10) });
			const run = execute(executeContext(setup, stop.signal), testBank);
			const cancelled = expect(run).rejects.toThrow('0 of 10 items went through or may have');
			await until(() => server.received.length >= 1);
			await arrivals();
			stop.abort();
			await cancelled;
		});

		it('counts what an earlier try of Retry On Fail has carried out', async () => {
			const setup = testBankSetup(server, 'delete', byId, {
				items: numbered(10),
				retry: { maxTries: 2 },
			});
			refuse('/2');
			await expect(execute(executeContext(setup), testBank)).rejects.toThrow('No such thing');
			server.reply(() => undefined);
			const stop = new AbortController();
			const run = execute(executeContext(setup, stop.signal), testBank);
			const cancelled = expect(run).rejects.toThrow('3 of 10 items went through or may have');
			await until(() => server.received.length >= 4);
			stop.abort();
			await cancelled;
		});

		it('is what n8n has of the node', async () => {
			server.reply(() => (server.received.length < 4 ? {} : undefined));
			const execution = startWorkflow(
				testBankSetup(server, 'delete', byId, { items: numbered(10) }),
			);
			await until(() => server.received.length >= 4);
			execution.cancel();
			const run = await execution;
			await arrivals();
			const [task] = run.data.resultData.runData.Bank ?? [];
			expect(task?.error?.message).toContain('4 of 10 items went through or may have');
		});
	});

	it('ends a wait for the next try', async () => {
		// Long enough that no slow machine tries again before the cancel, and shorter than what follows.
		server.reply((_, response) => {
			response.writeHead(429, { 'Retry-After': '3' });
			response.end();
		});
		const execution = startWorkflow(testBankSetup(server, 'get', { id: '1' }));
		await until(() => server.received.length > 0);
		await sleep(100);
		execution.cancel();
		await execution.catch(() => undefined);
		await sleep(4_500);
		expect(server.received).toHaveLength(1);
	});

	it.each([undefined, 'continueRegularOutput' as const])(
		'ends a wait at once, with an error and not with an item (%s)',
		async (onError) => {
			server.reply((_, response) => {
				response.writeHead(429, { 'Retry-After': '40' });
				response.end();
			});
			const stop = new AbortController();
			const setup = testBankSetup(server, 'get', byId, { items: numbered(3), onError });
			const run = execute(executeContext(setup, stop.signal), testBank);
			const started = performance.now();
			const cancelled = expect(run).rejects.toThrow('The execution was cancelled');
			await until(() => server.received.length === 3);
			await sleep(100);
			stop.abort();
			await cancelled;
			expect(performance.now() - started).toBeLessThan(30_000);
			expect(server.received).toHaveLength(3);
		},
	);

	it.each([undefined, 'continueRegularOutput' as const])(
		'ends a request under way as a cancel, not as a broken connection (%s)',
		async (onError) => {
			server.reply(() => undefined);
			const stop = new AbortController();
			const setup = testBankSetup(server, 'delete', byId, { items: numbered(3), onError });
			const run = execute(executeContext(setup, stop.signal), testBank);
			const cancelled = expect(run).rejects.toThrow('The execution was cancelled');
			await until(() => server.received.length > 0);
			stop.abort();
			await cancelled;
			expect(server.received).toHaveLength(1);
		},
	);

	it('ends a listing between two pages', async () => {
		let page = 0;
		const answer = () => ({ things: [{ number: page++ }], moreAvailable: true });
		const parameters = { returnAll: true };
		expect(await sentWhenCancelledAt(4, answer, server, 'getMany', parameters)).toBe(4);
	});
});
