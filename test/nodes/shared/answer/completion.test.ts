import { setTimeout as wait } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import type { Completion } from '../../../../nodes/shared/operation';
import { execute } from '../../../../nodes/shared/execute';
import { nodeProperties } from '../../../../nodes/shared/panel/panel';
import { executeContext, type Setup } from '../../../support/engine';
import { type Loopback, type Reply, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	itemsOf,
	operation,
	runBank,
	SECRET,
	setupOf,
	text,
	toBody,
} from '../../../support/testBank';
import { until } from '../../../support/until';

const completion: Completion = {
	path: '/things/{id}',
	record: 'thing',
	progress: ({ state, reason, code, wayOut }, sent) => {
		if (state !== 'failed') return state === 'ready' || sent?.name === 'quick' ? 'done' : 'running';
		return {
			message: String(reason),
			...(code !== undefined && { code: String(code) }),
			...(wayOut !== undefined && { wayOut: String(wayOut) }),
		};
	},
};

const bank = bankOf(
	[
		operation('create', {
			request: { method: 'POST', path: '/things' },
			fields: [
				text('name', { required: true, ...toBody('name') }),
				text('pin', { typeOptions: { password: true }, ...toBody('pin') }),
			],
			answer: { kind: 'record', simplify: ['id', 'state', 'inner.name'] },
			furtherSteps: true,
			completion,
		}),
		operation('createBelow', {
			request: { method: 'POST', path: '/owners/{ownerId}/things' },
			fields: [text('ownerId', { required: true })],
			answer: { kind: 'record' },
			completion: { ...completion, path: '/owners/{ownerId}/things/{id}' },
		}),
		operation('plain', {
			request: { method: 'POST', path: '/things' },
			fields: [],
			answer: { kind: 'record' },
		}),
	],
	{
		busyStatus: 423,
		readFurtherStep: ({ status }) => (status === 510 ? { stepRequired: true } : undefined),
	},
);

/** More digits than a JavaScript number has. */
const ID = '9007199254740993';
const created: Reply = () => `{"id":${ID},"state":"new"}`;

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

/** From now on so many minutes pass with each look, and no time by itself. */
function letLookTake(minutes: number): void {
	const now = Date.now();
	const looks = () => server.received.filter(({ method }) => method === 'GET').length;
	jest.spyOn(Date, 'now').mockImplementation(() => now + looks() * minutes * 60_000);
}

/** Answers the write with the first of these, the looks with the others; the last one stays. */
function answer(...replies: Reply[]): void {
	server.reply((request, response) => {
		const reply = replies.length > 1 ? replies.shift() : replies[0];
		return reply?.(request, response);
	});
}

const state =
	(name: string, more: IDataObject = {}): Reply =>
	() =>
		JSON.stringify({ id: 0, state: name, ...more }).replace('0', ID);

const waiting = { waitForCompletion: true, maxCompletionWait: 60 };
const create = (options: IDataObject = waiting, more: Partial<Setup> = {}) =>
	runBank(bank, server, 'create', { name: 'x', simplify: false, options }, more);
const requests = () => server.received.map(({ method, url }) => `${method} ${url}`);
const LOOK = `GET /things/${ID}`;

describe('a bank that goes on after its answer', () => {
	it.each([{}, { waitForCompletion: false }, { waitForCompletion: '={{ "false" }}' }])(
		'is not waited for unless the user wants it: %j',
		async (options) => {
			answer(created);
			const { items } = await create(options);
			expect(items[0]?.json).toEqual({ id: ID, state: 'new' });
			expect(requests()).toEqual(['POST /things']);
		},
	);

	it('is looked at until it is done, and the last record is the item', async () => {
		answer(created, state('running'), state('ready', { extra: 1 }));
		const { items, error } = await create();
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{ json: { id: ID, state: 'ready', extra: 1 }, pairedItem: { item: 0 } },
		]);
		expect(requests()).toEqual(['POST /things', LOOK, LOOK]);
	});

	it('is looked at even when the answer says that it is done: that may be the time before', async () => {
		answer(state('ready'), state('ready', { extra: 1 }));
		expect((await create()).items[0]?.json).toMatchObject({ state: 'ready', extra: 1 });
		expect(requests()).toEqual(['POST /things', LOOK]);
	});

	it.each([{}, { ownerId: null }, { ownerId: { id: 7 } }, { ownerId: '8' }])(
		'is looked at where the user has sent it, whatever the answer says of that: %j',
		async (said) => {
			answer(state('new', said), state('ready'));
			const parameters = { ownerId: '7', options: waiting };
			const { items, error } = await runBank(bank, server, 'createBelow', parameters);
			expect(error).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ state: 'ready' });
			expect(requests()).toEqual(['POST /owners/7/things', `GET /owners/7/things/${ID}`]);
		},
	);

	it('is judged also by what was sent', async () => {
		answer(created);
		const { items } = await runBank(bank, server, 'create', { name: 'quick', options: waiting });
		expect(items[0]?.json.state).toBe('new');
	});

	it('gives a record that is short when the user wants it short', async () => {
		answer(created, state('ready', { extra: 1, inner: { name: 'n', more: 2 } }));
		const parameters = { name: 'x', simplify: true, options: waiting };
		const { items } = await runBank(bank, server, 'create', parameters);
		expect(items[0]?.json).toEqual({ id: ID, state: 'ready', innerName: 'n' });
	});

	it('is not waited for when it asks for a further step', async () => {
		answer((_, response) => {
			response.statusCode = 510;
			return {};
		});
		expect((await create()).items[0]?.json).toEqual({ stepRequired: true });
		expect(requests()).toEqual(['POST /things']);
	});

	it('is waited for item by item, in their order', async () => {
		let number = 0;
		server.reply(({ method, url }) => {
			if (method === 'POST') return { id: `t${++number}`, state: 'new' };
			return { id: url.split('/').pop(), state: 'ready' };
		});
		const { items } = await create(waiting, { items: itemsOf({}, {}) });
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['t1', { item: 0 }],
			['t2', { item: 1 }],
		]);
		expect(requests()).toEqual([
			'POST /things',
			'GET /things/t1',
			'POST /things',
			'GET /things/t2',
		]);
	});
});

describe('a look', () => {
	const cut: Reply = (_, response) => void response.destroy();
	const refuse =
		(status: number, code?: string): Reply =>
		(_, response) => {
			response.statusCode = status;
			return { message: 'Not now', code };
		};

	it('is repeated after a broken connection, after 429, and while the record is busy', async () => {
		answer(created, cut, refuse(429), refuse(423), state('ready'));
		const { error, items } = await create();
		expect(error).toBeUndefined();
		expect(items[0]?.json.state).toBe('ready');
		expect(requests()).toEqual(['POST /things', LOOK, LOOK, LOOK, LOOK]);
	});

	it.each<[string, Reply]>([
		['a fault of the bank', refuse(500)],
		['a page', (_, response) => void response.end('<p>Maintenance</p>')],
	])('that meets %s is repeated like any other', async (_, reply) => {
		answer(created, reply, state('ready'));
		expect((await create()).items[0]?.json.state).toBe('ready');
		expect(requests()).toEqual(['POST /things', LOOK, LOOK]);
	});

	it.each([
		[403, '', `The thing ${ID} is there: look at it before you send the request again.`],
		[404, 'GONE', `The thing ${ID} was there, and has been removed since.`],
		// A server in front of the bank knows nothing of the record.
		[404, '', `The thing ${ID} is there: look at it before you send the request again.`],
	])(
		'that is refused with %d %s ends the wait, and names the record',
		async (status, code, words) => {
			answer(created, refuse(status, code));
			const onError = 'continueRegularOutput';
			const [item] = (await create(waiting, { onError })).items;
			expect(item?.json).toMatchObject({
				error: expect.stringContaining('Test Bank: Not now') as string,
				details: { httpCode: String(status), id: ID },
			});
			expect((item?.json.details as IDataObject).description).toContain(words);
			expect(requests()).toEqual(['POST /things', LOOK]);
		},
	);

	it('does not wait for longer than the user allows, whatever the bank asks for', async () => {
		answer(created, (_, response) => {
			response.statusCode = 503;
			response.setHeader('Retry-After', '30');
			return {};
		});
		letLookTake(0.5);
		const { error } = await create({ waitForCompletion: true, maxCompletionWait: 40 });
		expect(error?.message).toBe(`Test Bank: thing ${ID} was not ready after 40 s`);
		expect(requests()).toEqual(['POST /things', LOOK, LOOK]);
	});

	it('is not possible without an id, which the error says', async () => {
		answer(() => ({ state: 'new' }));
		const { error } = await create();
		expect(error?.message).toContain("without the id of the thing, so it can't be waited for");
		expect(error?.description).toContain('may have been carried out');
		expect(requests()).toEqual(['POST /things']);
	});
});

describe('a download that came to nothing', () => {
	it("is an error with the record's id and the reason of the bank", async () => {
		answer(
			created,
			state('running'),
			state('failed', { reason: 'Wrong PIN', code: 'REJECTED', wayOut: 'Check the PIN.' }),
		);
		const { error, items } = await create();
		expect(items).toEqual([]);
		expect(error?.message).toBe(
			`Test Bank: thing ${ID} is there, but its download came to nothing: Wrong PIN (code REJECTED)`,
		);
		expect(error?.description).toBe('Check the PIN.');
		expect(error?.context).toMatchObject({ itemIndex: 0, data: { id: ID, code: 'REJECTED' } });
	});

	it('is not one because the answer still tells of the time before', async () => {
		answer(state('failed', { reason: 'No' }), state('ready'));
		const { items, error } = await create();
		expect(error).toBeUndefined();
		expect(items[0]?.json.state).toBe('ready');
	});

	it('is an error without secrets, whatever the bank repeats', async () => {
		const reason = `Wrong pin 987654 with ${SECRET}`;
		answer(state('failed', { reason, code: `C-${SECRET}` }));
		const parameters = { name: 'x', pin: '={{ "987" + "654" }}', options: waiting };
		const { error, run } = await runBank(bank, server, 'create', parameters);
		expect(error?.message).toContain('Wrong pin ***** with ***** (code C-*****)');
		expect(JSON.stringify(run)).not.toContain(SECRET);
		expect(JSON.stringify(run)).not.toContain('987654');
	});

	it('keeps the reason of the bank when it has a word in it that n8n explains', async () => {
		answer(state('failed', { reason: 'A preexisting consent: ETIMEDOUT' }));
		const { error } = await create();
		expect(error?.message).toContain(`thing ${ID} is there`);
		expect(error?.message).toContain('A preexisting consent: ETIMEDOUT');
	});

	it('stops the items after it', async () => {
		answer(state('failed', { reason: 'No' }));
		const { error } = await create(waiting, { items: itemsOf({}, {}) });
		expect(error?.context?.itemIndex).toBe(0);
		expect(requests()).toEqual(['POST /things', LOOK]);
	});

	it('leaves the id in the item under continue-on-fail', async () => {
		answer(state('failed', { reason: 'No', code: 'REJECTED' }));
		const { items } = await create(waiting, { onError: 'continueRegularOutput' });
		expect(items[0]?.json).toEqual({
			error: `Test Bank: thing ${ID} is there, but its download came to nothing: No (code REJECTED)`,
			details: {
				description: expect.any(String) as string,
				id: ID,
				code: 'REJECTED',
			},
		});
	});
});

describe('when the time is up', () => {
	it('the error says that the bank goes on, and names the id', async () => {
		answer(created, state('running'));
		letLookTake(1);
		const { error } = await create();
		expect(error?.message).toBe(`Test Bank: thing ${ID} was not ready after 60 s`);
		expect(error?.description).toContain('It continues in the background');
		expect(error?.description).toContain("'Max Completion Wait (Seconds)'");
		expect(error?.context).toMatchObject({ itemIndex: 0, data: { id: ID } });
		expect(requests()).toEqual(['POST /things', LOOK]);
	});

	it('the id is in the item under continue-on-fail', async () => {
		answer(created, state('running'));
		const { items } = await create(
			{ waitForCompletion: true, maxCompletionWait: 1 },
			{ onError: 'continueRegularOutput' },
		);
		expect(items[0]?.json).toMatchObject({ details: { id: ID } });
	});

	it.each([0, -1, 0.5, '={{ "long" }}'])('cannot be said by %s', async (maxCompletionWait) => {
		const { error } = await create({ waitForCompletion: true, maxCompletionWait });
		expect(error?.message).toContain(
			"'Max Completion Wait (Seconds)' must be a number of seconds, at least 1, but is",
		);
		expect(requests()).toEqual([]);
	});
});

describe('a cancel', () => {
	it.each([undefined, 'continueRegularOutput' as const])(
		'ends the wait, with an error and not with an item (%s)',
		async (onError) => {
			answer(created, () => undefined);
			const stop = new AbortController();
			const parameters = { name: 'x', options: waiting };
			const setup = setupOf(bank, server, 'create', parameters, { onError });
			const run = execute(executeContext(setup, stop.signal), bank);
			const cancelled = expect(run).rejects.toThrow('The execution was cancelled');
			await until(() => server.received.length > 0);
			await wait(200);
			stop.abort();
			await cancelled;
			await wait(1_500);
			// A machine that stood still may have been at the first look.
			expect([['POST /things'], ['POST /things', LOOK]]).toContainEqual(requests());
		},
	);
});

describe('the options', () => {
	const offered = (value: string) =>
		nodeProperties(bank)
			.filter(({ name, displayOptions }) => {
				return name === 'options' && displayOptions?.show?.operation?.includes(value);
			})
			.flatMap(({ options = [] }) => options.map(({ name }) => name));

	it('offer to wait only where there is something to wait for, in the order of their names', () => {
		expect(offered('plain')).toEqual(['maxBusyWait']);
		expect(offered('create')).toEqual([
			'failOnFurtherStep',
			'maxBusyWait',
			'maxCompletionWait',
			'waitForCompletion',
		]);
	});

	it('stop the item when whether to wait is neither true nor false', async () => {
		const { error } = await create({ waitForCompletion: '={{ "perhaps" }}' });
		expect(error?.message).toContain("'Wait for Completion' must be true or false, but is");
		expect(requests()).toEqual([]);
	});
});
