import type { IDataObject } from 'n8n-workflow';
import { Keys } from '../../../../nodes/shared/wire/credential';
import { executeContext, panelContext } from '../../../support/engine';
import { type Loopback, type Received, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	credentialFor,
	itemsOf,
	operation,
	runTestBank,
	SECRET,
	setupOf,
	testBank,
	testBankSetup,
} from '../../../support/testBank';

let server: Loopback;
/** Other servers of a test, to close after it. */
let alsoOpen: Loopback[] = [];

beforeEach(async () => {
	server = await startLoopback();
	server.reply(({ url }) => ({ id: url }));
});

afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all([server, ...alsoOpen].map((each) => each.close()));
	alsoOpen = [];
});

const noon = Date.parse('2026-01-31T12:00:00Z');
const secretOf = ({ headers }: Received) => headers['x-secret'];
const perItem = { id: '={{ $json.id }}', options: { maxParallelRequests: 1 } };
/** Which secret went out for which item. */
const sent = () => server.received.map((request) => `${request.url} ${String(secretOf(request))}`);

/** A run with the credential, which other processes may change meanwhile. */
function run(data: Record<string, string> = {}) {
	const credentials = credentialFor(server, { sessionToken: 'first', ...data });
	const items = itemsOf({ key: 'key of A' }, { key: 'key of B' });
	const context = executeContext(testBankSetup(server, 'get', {}, { credentials, items }));
	const keys = (itemIndex: number) => new Keys(context, testBank, itemIndex);
	const change = (changes: Record<string, string>) =>
		(credentials.data = { ...credentials.data, ...changes });
	return { credentials, context, keys, change };
}

/** Stands for n8n's helper: notes the token that a request has, and changes it to a renewed one. */
function renewing({ context }: ReturnType<typeof run>, tokens: string[], renewed?: string) {
	let answer: () => void = () => undefined;
	const promise = new Promise<void>((resolve) => (answer = resolve));
	Object.assign(context.helpers, {
		httpRequestWithAuthentication: async (
			_type: string,
			_options: unknown,
			{
				credentialsDecrypted: { data },
			}: { credentialsDecrypted: { data: { sessionToken: string } } },
		) => {
			tokens.push(data.sessionToken);
			await promise;
			if (renewed) data.sessionToken = renewed;
			tokens.push(data.sessionToken);
		},
	});
	return answer;
}

const send = async (keys: Keys) => await keys.send({ url: server.url });

describe('a credential that is the same for all items', () => {
	it('is read for all the requests that come close together, also at once', async () => {
		const { credentials, keys } = run();
		await Promise.all([0, 1, 0].map(async (item) => await keys(item).data()));
		const reads = credentials.reads;
		await keys(1).data();
		expect([reads, credentials.reads]).toEqual([2, 2]);
	});

	it('is read no more often for a thousand items', async () => {
		const credentials = credentialFor(server);
		jest.spyOn(Date, 'now').mockReturnValue(noon);
		const items = itemsOf(...Array.from({ length: 1_000 }, (_, id) => ({ id })));
		const { error } = await runTestBank(
			server,
			'get',
			{ id: '={{ $json.id }}' },
			{ credentials, items },
		);
		expect(error).toBeUndefined();
		expect(server.received).toHaveLength(1_000);
		expect(credentials.reads).toBe(2);
	});

	it('is read again after five seconds, because another process may have renewed the token', async () => {
		const { credentials, keys, change } = run();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(noon);
		await keys(0).data();
		const { reads } = credentials;
		change({ sessionToken: 'of another process' });
		clock.mockReturnValue(noon + 4_999);
		await expect(keys(1).data()).resolves.toMatchObject({ sessionToken: 'first' });
		expect(credentials.reads).toBe(reads);
		clock.mockReturnValue(noon + 5_000);
		await expect(keys(1).data()).resolves.toMatchObject({ sessionToken: 'of another process' });
	});

	it('is of one run alone', async () => {
		const [one, other] = [run(), run()];
		await one.keys(0).data();
		await other.keys(0).data();
		expect(other.credentials.reads).toBe(one.credentials.reads);
	});

	it('is read again when that went wrong', async () => {
		const { credentials, keys } = run();
		credentials.fault = new Error('database is locked');
		await expect(keys(0).data()).rejects.toThrow('database is locked');
		credentials.fault = undefined;
		await expect(keys(0).data()).resolves.toMatchObject({ sessionToken: 'first' });
	});

	it('may become one that depends on the item while the node runs', async () => {
		const { keys, change } = run();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(noon);
		await keys(0).data();
		change({ secret: '={{ $json.key }}' });
		clock.mockReturnValue(noon + 5_000);
		await expect(keys(1).data()).resolves.toMatchObject({ secret: 'key of B' });
		await expect(keys(0).data()).resolves.toMatchObject({ secret: 'key of A' });
	});
});

describe('a token that is renewed for one request', () => {
	it.each([
		['for all items', {}],
		['for one item', { secret: '={{ $json.key }}' }],
	])('is used by those that come after it, %s', async (_, data) => {
		const started = run(data);
		const keys = started.keys(0);
		const tokens: string[] = [];
		renewing(started, tokens, 'second')();
		await send(keys);
		await send(keys);
		expect(tokens).toEqual(['first', 'second', 'second', 'second']);
	});

	it('is used for the other items, too', async () => {
		const started = run();
		const tokens: string[] = [];
		renewing(started, tokens, 'second')();
		await send(started.keys(0));
		await send(started.keys(1));
		expect(tokens).toEqual(['first', 'second', 'second', 'second']);
	});

	it('does not change under one that is on its way, which must tell what it was refused with', async () => {
		const started = run();
		const slow: string[] = [];
		const answer = renewing(started, slow);
		const late = send(started.keys(0));
		await new Promise((resolve) => setImmediate(resolve));
		renewing(started, [], 'second')();
		await send(started.keys(1));
		answer();
		await late;
		expect(slow).toEqual(['first', 'first']);
		await expect(started.keys(0).data()).resolves.toMatchObject({ sessionToken: 'second' });
	});
});

describe('keys that depend on the item', () => {
	const people = [
		{ key: 'key of A' },
		{ key: 'key of A' },
		{ key: 'key of B' },
		{ key: 'key of A' },
	];
	const items = itemsOf(...people.map((each, id) => ({ id, ...each })));
	const own = [
		'/things/0 key of A',
		'/things/1 key of A',
		'/things/2 key of B',
		'/things/3 key of A',
	];

	it.each([
		['a field of the item', '={{ $json.key }}'],
		['a fallback', "={{ $json.key ?? 'x' }}"],
		['a text around it', '=key {{ $json.key.slice(4) }}'],
		['the index', "={{ 'key of ' + ['A', 'A', 'B', 'A'][$itemIndex] }}"],
		['a variable with the index', '={{ $vars.keys[$itemIndex] }}'],
		['the input', '={{ $input.item.json.key }}'],
	])('come out of %s', async (_, secret) => {
		const credentials = credentialFor(server, { secret });
		const variables = { keys: ['key of A', 'key of A', 'key of B', 'key of A'] };
		const { error } = await runTestBank(server, 'get', perItem, { credentials, items, variables });
		expect(error).toBeUndefined();
		expect(sent()).toEqual(own);
	});

	it('come out of another node', async () => {
		const credentials = credentialFor(server, { secret: "={{ $('Source').item.json.key }}" });
		const source = { name: 'Source', items };
		const { error } = await runTestBank(server, 'get', perItem, { credentials, source });
		expect(error).toBeUndefined();
		expect(sent()).toEqual(own);
	});

	it('are right when items are worked on at once', async () => {
		const credentials = credentialFor(server, { secret: '={{ $json.key }}' });
		const parameters = { id: '={{ $json.id }}', options: { maxParallelRequests: 50 } };
		await runTestBank(server, 'get', parameters, { credentials, items });
		expect(sent().sort()).toEqual(own);
	});

	it('are those of the item on every page of a list', async () => {
		server.reply(({ url }) => ({
			things: [{ id: url }],
			moreAvailable: !url.includes('start=2'),
		}));
		const credentials = credentialFor(server, { secret: '={{ $json.key }}' });
		const { error } = await runTestBank(
			server,
			'getMany',
			{ returnAll: true, options: { maxParallelRequests: 1 } },
			{ credentials, items: items.slice(1, 3) },
		);
		expect(error).toBeUndefined();
		expect(server.received.map(secretOf)).toEqual(['key of A', 'key of A', 'key of B', 'key of B']);
	});

	it.each(['write', 'read'])(
		'of one item that have no value fail that one alone, for a %s',
		async (kind) => {
			if (kind === 'write') server.reply(() => '');
			const credentials = credentialFor(server, { secret: '={{ $json.keys.own }}' });
			const some = itemsOf({ id: 0 }, { id: 1, keys: { own: 'key of B' } });
			const outcome = await runTestBank(server, kind === 'read' ? 'get' : 'delete', perItem, {
				credentials,
				items: some,
				onError: 'continueErrorOutput',
			});
			expect(sent()).toContain('/things/1 key of B');
			expect(outcome.items.map(({ pairedItem }) => pairedItem)).toContainEqual({ item: 1 });
		},
	);

	it('go to the address of the item', async () => {
		const other = await startLoopback();
		alsoOpen.push(other);
		const credentials = credentialFor(server, { baseUrl: '={{ $json.at }}' });
		await runTestBank(server, 'get', perItem, {
			credentials,
			items: itemsOf(
				{ id: 0, at: server.url },
				{ id: 1, at: other.url },
				{ id: 2, at: server.url },
			),
		});
		expect(server.received.map(({ url }) => url)).toEqual(['/things/0', '/things/2']);
		expect(other.received.map(({ url }) => url)).toEqual(['/things/1']);
	});

	it('are bound to the version of the item', async () => {
		const versions = {
			field: {
				displayName: 'API Version',
				name: 'apiVersion',
				type: 'options' as const,
				options: [{ name: 'V1', value: 'V1' }],
				default: 'V1',
			},
			pathPrefix: { V1: '/v1' },
		};
		const bank = bankOf(
			[
				operation('get', {
					request: { method: 'GET', path: '/x' },
					fields: [],
					answer: { kind: 'record' },
				}),
			],
			{ versions },
		);
		const credentials = credentialFor(server, { apiVersion: '={{ $json.version }}' });
		const { context } = {
			context: executeContext(
				setupOf(
					bank,
					server,
					'get',
					{ apiVersion: 'V1' },
					{ credentials, items: itemsOf({ version: 'V1' }, { version: 'V2' }) },
				),
			),
		};
		const { openSession } = await import('../../../../nodes/shared/wire/session');
		await expect(
			openSession(context, bank, { version: 'V1', itemIndex: 0 }),
		).resolves.toMatchObject({ address: `${server.url}/v1` });
		await expect(openSession(context, bank, { version: 'V1', itemIndex: 1 })).rejects.toMatchObject(
			{
				message: "'API Version' of the node is V1, but the credential is for V2",
				context: { itemIndex: 1 },
			},
		);
	});

	it('are hidden for the item that has them', async () => {
		server.reply((request, response) => {
			response.statusCode = 400;
			return { message: `No to ${String(secretOf(request))}` };
		});
		const credentials = credentialFor(server, { secret: '={{ $json.key }}' });
		const { items: out } = await runTestBank(server, 'get', perItem, {
			credentials,
			items,
			onError: 'continueRegularOutput',
		});
		expect(out.map(({ json }) => json.error)).toEqual(items.map(() => 'Test Bank: No to *****'));
	});
});

describe('keys that do not depend on the item', () => {
	const variables = { key: 'key of all', from: { here: 'key of all' } };

	it.each([
		['a text', 'key of all'],
		['a variable', '={{ $vars.key }}'],
		['a variable in a text', '=key {{ $vars["rest"] ?? \'of all\' }}'],
		['a fallback', "={{ $vars.none || 'key of all' }}"],
		['a member of a variable', '={{ $vars.from.here }}'],
		['an expression without braces', '=key of all'],
	])('are read once for all items: %s', async (_, secret) => {
		const credentials = credentialFor(server, { secret });
		jest.spyOn(Date, 'now').mockReturnValue(noon);
		const items = itemsOf(...Array.from({ length: 30 }, (__, id) => ({ id })));
		const { error } = await runTestBank(server, 'get', perItem, { credentials, items, variables });
		expect(error).toBeUndefined();
		expect(new Set(server.received.map(secretOf))).toEqual(new Set(['key of all']));
		expect(credentials.reads).toBe(2);
	});
});

describe('a credential that somebody changes between two readings of it', () => {
	it.each([
		['to another expression', '={{ $json.key }}', '={{ $vars.key }}', ['key of all', 'key of all']],
		['to a text', '={{ $json.key }}', 'key of all', ['key of all', 'key of all']],
		['to one of each item', '={{ $vars.key }}', '={{ $json.key }}', ['key of A', 'key of B']],
	])('gives no item the keys of another one: %s', async (_, before, after, keys) => {
		const credentials = credentialFor(server, { secret: before });
		const { getDecrypted } = credentials;
		credentials.getDecrypted = async (...args: Parameters<typeof getDecrypted>) => {
			const data = await getDecrypted.apply(credentials, args);
			credentials.data = { ...credentials.data, secret: after };
			return data;
		};
		const items = itemsOf({ id: 0, key: 'key of A' }, { id: 1, key: 'key of B' });
		const variables = { key: 'key of all' };
		const { error } = await runTestBank(server, 'get', perItem, { credentials, items, variables });
		expect(error).toBeUndefined();
		expect(sent()).toEqual(keys.map((key, id) => `/things/${id} ${key}`));
	});
});

describe('keys that an owner of the instance fills in for all', () => {
	it('are those of each item when they are an expression', async () => {
		const credentials = credentialFor(server, { secret: '' });
		credentials.overwrites = { secret: '={{ $json.key }}' };
		const items = itemsOf({ id: 0 }, { id: 1, key: 'key of B' });
		await runTestBank(server, 'get', perItem, { credentials, items });
		expect(sent()).toEqual(['/things/0 ', '/things/1 key of B']);
	});
});

describe('when n8n does not show what it resolves', () => {
	it('each item asks for its own', async () => {
		const credentials = credentialFor(server, { secret: '={{ $json.key }}' });
		const { getDecrypted } = credentials;
		credentials.getDecrypted = async (...args: Parameters<typeof getDecrypted>) => {
			const [, , , , , , resolveFor] = args;
			// As if it went another way than by the workflow that it was given.
			if (resolveFor && !('nodes' in resolveFor.workflow)) return { ...credentials.data };
			return await getDecrypted.apply(credentials, args);
		};
		const items = itemsOf({ id: 0, key: 'key of A' }, { id: 1, key: 'key of B' });
		await runTestBank(server, 'get', perItem, { credentials, items });
		expect(sent()).toEqual(['/things/0 key of A', '/things/1 key of B']);
	});
});

describe('in the panel', () => {
	it('keys are read as n8n gives them there, without an item', async () => {
		const credentials = credentialFor(server, { secret: '={{ $vars.key }}' });
		const context = panelContext({
			...testBankSetup(server, 'get', {}, { credentials }),
			variables: { key: 'key of all' },
		});
		await expect(new Keys(context, testBank).data()).resolves.toMatchObject({
			secret: 'key of all',
		});
	});
});

describe('what was sent', () => {
	const secretsSent = async (keys: Keys, tokens: IDataObject) => {
		await send(keys);
		return [keys.secrets(), tokens];
	};

	it('stays hidden when the user has replaced it since', async () => {
		const started = run();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(noon);
		renewing(started, [])();
		const keys = started.keys(0);
		await secretsSent(keys, {});
		started.change({ secret: 'the next secret' });
		clock.mockReturnValue(noon + 5_000);
		await send(keys);
		expect(keys.secrets()).toEqual([SECRET, 'the next secret']);
	});
});
