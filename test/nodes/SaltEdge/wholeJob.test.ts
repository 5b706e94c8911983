import type { IDataObject } from 'n8n-workflow';
import { type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import { ledgerOf } from '../../sandbox/saltedge/money';
import { byId } from '../../support/finicity';
import { runSaltEdge, saltEdgeCredential } from '../../support/saltEdge';
import { connectBank } from '../../support/saltEdgeWidget';

let sandbox: SaltEdgeSandbox;

beforeAll(async () => (sandbox = await startSaltEdge()));
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const simple = '907152193875460301';
const expired = '907152193875460305';

const run = async (operation: string, parameters: IDataObject, items?: IDataObject[]) =>
	await runSaltEdge(
		sandbox,
		operation,
		{ apiVersion: 'v6', ...parameters },
		{
			credentials: saltEdgeCredential(sandbox, { apiVersion: 'v6' }),
			...(items && { items: items.map((json) => ({ json })) }),
		},
	);

const gives = async (...call: Parameters<typeof run>): Promise<IDataObject[]> => {
	const { items, error } = await run(...call);
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
};

const calls = () => sandbox.requests.map(({ method, url }) => `${method} ${url}`);

it('from a new customer to the transactions of a connected bank', async () => {
	const [customer] = await gives('customer.getOrCreate', { identifier: 'customer-4711' });
	expect(customer).toMatchObject({ identifier: 'customer-4711', created: true });
	const customerId = byId(String(customer?.customer_id));

	const [link] = await gives('connection.createConnectUrl', {
		customerId,
		attemptReturnTo: 'https://example.com/back',
		additionalFields: { includeSandboxes: true, returnConnectionId: true },
	});
	const end = await connectBank(String(link?.connect_url), {}, () => sandbox.pass(60_000));
	expect(end.left).toContain('https://example.com/back?');
	const connectionId = new URL(end.left ?? '').searchParams.get('connection_id') ?? '';

	const connections = await gives('connection.getMany', { customerId });
	expect(connections).toMatchObject([{ id: connectionId, status: 'active' }]);
	const accounts = await gives('account.getMany', { customerId });
	expect(accounts.map((each) => each.connectionId)).toEqual([connectionId, connectionId]);

	const transactions = await gives(
		'transaction.getMany',
		{ connectionId: byId('={{ $json.connectionId }}'), accountIds: byId('={{ $json.id }}') },
		accounts.slice(0, 1),
	);
	expect(transactions.length).toBeGreaterThan(10);
	for (const each of transactions) {
		expect(each).toMatchObject({ accountId: accounts[0]?.id, currency: 'EUR', status: 'posted' });
		expect(each.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
	}
});

describe('Get or Create', () => {
	it('finds the customer whose identifier is the same to the letter', async () => {
		const [found] = await gives('customer.getOrCreate', { identifier: 'erika.mustermann' });
		expect(found).toMatchObject({ customer_id: '905731486325476354', created: false });
		const [other] = await gives('customer.getOrCreate', { identifier: 'Erika.Mustermann' });
		expect(other).toMatchObject({ created: true });
		expect(found).not.toHaveProperty('secret');
		expect(other).not.toHaveProperty('secret');
	});

	it('looks on every page', async () => {
		sandbox.state.maxPageSize = 2;
		const [found] = await gives('customer.getOrCreate', { identifier: 'locked' });
		expect(found).toMatchObject({ created: false });
		expect(calls().length).toBeGreaterThan(1);
		expect(calls().every((call) => call.startsWith('GET '))).toBe(true);
	});

	it.each(['v6', 'v5'])('makes one of two items alike, in %s', async (apiVersion) => {
		const { items, error } = await runSaltEdge(
			sandbox,
			'customer.getOrCreate',
			{ apiVersion, identifier: 'twice' },
			{
				credentials: saltEdgeCredential(sandbox, { apiVersion }),
				items: [{ json: {} }, { json: {} }],
			},
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.created)).toEqual([true, false]);
		const named = [...sandbox.state.customers.values()].filter(
			({ identifier }) => identifier === 'twice',
		);
		expect(named).toHaveLength(1);
	});

	it('makes one of two runs at once: the slower one finds the customer of the other', async () => {
		const both = await Promise.all(
			[1, 2].map(async () => await gives('customer.getOrCreate', { identifier: 'at-once' })),
		);
		const [one, other] = both.map(([customer]) => customer);
		expect([one?.created, other?.created].sort()).toEqual([false, true]);
		expect(one?.customer_id).toBe(other?.customer_id);
	});

	it('tells why the bank refused, when there is no such customer after all', async () => {
		const error = { class: 'DuplicatedCustomer', message: 'There is one', request_id: 'x' };
		sandbox.fault({ method: 'POST', path: '/api/v6/customers', status: 409, body: { error } });
		const { error: thrown } = await run('customer.getOrCreate', { identifier: 'nobody' });
		expect(thrown?.message).toContain('DuplicatedCustomer');
	});
});

describe('a refresh', () => {
	it('begins in the background, and too early says from when on it is possible', async () => {
		sandbox.pass(24 * 60 * 60 * 1000);
		const connectionId = byId(simple);
		const [begun] = await gives('connection.refreshInBackground', { connectionId });
		expect(begun).toMatchObject({ id: simple });
		sandbox.pass(60_000);
		const { error } = await run('connection.refreshInBackground', { connectionId });
		const data = error?.context?.data as IDataObject;
		const { next_refresh_possible_at: next } = data;
		expect(next).toMatch(/^\d{4}-\d{2}-\d{2}T/);
		expect(data).toMatchObject({ code: 'ConnectionCannotBeRefreshed', httpCode: '406' });
		expect(error?.message).toContain(`next refresh possible at ${String(next)}`);
	});

	it('with the end user there gives a link', async () => {
		sandbox.pass(24 * 60 * 60 * 1000);
		const [link] = await gives('connection.refresh', { connectionId: byId(simple) });
		expect(link?.connect_url).toMatch(/^http/);
	});
});

describe('a consent', () => {
	it('begins 90 days ago unless the user says otherwise, and is renewed by a link', async () => {
		sandbox.state.needsConsentFromDate = true;
		const [link] = await gives('connection.createReconnectUrl', { connectionId: byId(expired) });
		expect(link?.connect_url).toMatch(/^http/);
		expect(sandbox.requests.at(-1)?.rawBody).toMatch(/"from_date":"\d{4}-\d{2}-\d{2}"/);
	});

	it('without a day is never sent with null', async () => {
		await run('connection.createConnectUrl', {
			customerId: byId('905731486325476354'),
			consentFromDate: '',
		});
		expect(sandbox.requests.at(-1)?.rawBody).not.toContain('null');
	});

	it('ends after it begins', async () => {
		const { error } = await run('connection.createConnectUrl', {
			customerId: byId('905731486325476354'),
			consentFromDate: '2026-02-01',
			additionalFields: { consentToDate: '2026-01-31' },
		});
		expect(error?.message).toContain("'Consent To Date' must not be before");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('whose it is', () => {
	it.each([
		['account.getMany', {}],
		['consent.getMany', {}],
		['connection.createConnectUrl', {}],
	])('must be said for %s', async (operation, parameters) => {
		const { error } = await run(operation, parameters);
		expect(error?.message).toContain("Enter 'Customer' or '");
		expect(sandbox.requests).toEqual([]);
	});

	it('is said once for a link', async () => {
		const { error } = await run('connection.createConnectUrl', {
			customerId: byId('905731486325476354'),
			customerIdentifier: 'erika.mustermann',
		});
		expect(error?.message).toContain("can't be used together with 'Customer'");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('transactions', () => {
	it('need a connection', async () => {
		const connectionId = byId('={{ $json.none }}');
		const { error } = await run('transaction.getMany', { connectionId, accountIds: byId('1') });
		expect(error?.message).toContain("'Connection' is empty");
		expect(sandbox.requests).toEqual([]);
	});

	it('of several accounts of one connection come out account by account, each read once', async () => {
		const connection = sandbox.state.connections.get(simple);
		const [one = '', other = ''] = connection?.accounts.map(({ id }) => id) ?? [];
		const items = await gives('transaction.getMany', {
			connectionId: byId(simple),
			accountIds: byId(`${other}, ${one}, ${other}`),
			returnAll: true,
		});
		expect(
			calls().map((call) => new URL(call.slice(4), 'http://x').searchParams.get('account_id')),
		).toEqual([other, one]);
		const posted = connection
			? ledgerOf(connection).transactions.filter(
					({ status, duplicated }) => status === 'posted' && !duplicated,
				)
			: [];
		expect(new Set(items.map(({ id }) => id)).size).toBe(posted.length);
		expect(items).toHaveLength(posted.length);
	});

	it('say whom the money went to or came from, and the day they were booked', async () => {
		const items = await gives('transaction.getMany', {
			connectionId: byId(simple),
			returnAll: true,
		});
		const whole = await gives('transaction.getMany', {
			connectionId: byId(simple),
			returnAll: true,
			simplify: false,
		});
		const extras = whole.map(({ extra }) => extra as IDataObject);
		expect(items.map(({ counterparty }) => counterparty)).toEqual(
			extras.map(({ payee, payer }) => payee ?? payer ?? null),
		);
		expect(items.map(({ date }) => date)).toEqual(
			whole.map(({ made_on: made }, index) => extras[index]?.posting_date ?? made),
		);
		expect(items.some(({ date }, index) => date !== whole[index]?.made_on)).toBe(true);
	});
});

describe('one of a list', () => {
	it('that is not in it is an error that names it', async () => {
		const { error } = await run('country.get', { countryCode: byId('ZZ') });
		expect(error?.message).toBe("Salt Edge has no 'ZZ' in its list");
	});
});

it('a time without a zone goes out in that of the workflow', async () => {
	const { error } = await runSaltEdge(sandbox, 'connectSession.refresh', {
		connectionId: byId(simple),
		attempt: { attemptCustomerLastLoggedAt: '2026-01-31 09:30:00' },
		additionalFields: {},
	});
	expect(error).toBeUndefined();
	expect(sandbox.requests.at(-1)?.rawBody).toMatch(
		/"customer_last_logged_at":"2026-01-3\dT\d{2}:30:00\.000Z"/,
	);
});
