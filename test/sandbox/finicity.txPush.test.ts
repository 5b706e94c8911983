import { FinicityCaller, echoCode, refused } from '../support/finicityCaller';
import { type Loopback, startLoopback } from '../support/loopback';
import type { FinicitySandbox } from './finicity';
import { startFinicity } from './finicity';

const maria = '7000000001';
const account = '5011000001';
/** Somebody who is real, with an account. */
const [james, loan] = ['7000000003', '5011000007'];

let bank: FinicitySandbox;
let caller: FinicityCaller;
let listener: Loopback;

beforeAll(async () => {
	bank = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

beforeEach(async () => {
	bank.reset();
	caller = new FinicityCaller(bank);
	listener = await startLoopback();
	listener.reply(echoCode);
});

afterEach(async () => await listener.close());

afterAll(async () => await bank.close());

const subscribe = async (
	callbackUrl: string,
	[customerId, accountId]: readonly [string, string] = [maria, account],
) =>
	await caller.send(
		'POST',
		`/aggregation/v1/customers/${customerId}/accounts/${accountId}/txpush`,
		{
			body: { callbackUrl },
		},
	);

const book = async (accountId = account, customerId = maria) =>
	await caller.send(
		'POST',
		`/aggregation/v1/customers/${customerId}/accounts/${accountId}/transactions`,
		{ body: { amount: -5, description: 'Lunch', transactionDate: 1_773_500_000 } },
	);

interface Event {
	class: string;
	type: string;
	records: Record<string, unknown>[];
}

/** What came besides the handshake. */
const events = () =>
	listener.received
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => (JSON.parse(body) as { event: Event }).event);

describe('a subscription', () => {
	it('is two, one for the account and one for its transactions', async () => {
		const { status, json } = await subscribe(listener.url);
		expect(status).toBe(201);
		const { subscriptions } = json as { subscriptions: Record<string, unknown>[] };
		expect(subscriptions).toEqual(
			['account', 'transaction'].map((type) => ({
				...{ type, accountId: Number(account), callbackUrl: listener.url },
				id: expect.any(Number) as number,
				signingKey: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
			})),
		);
		expect(listener.received).toEqual([
			expect.objectContaining({
				method: 'GET',
				url: expect.stringMatching(/^\/\?txpush_verification_code=[0-9a-f]{24}$/) as string,
			}),
		]);
	});

	it.each<[string, Parameters<Loopback['reply']>[0]]>([
		['answers something else', () => 'hello'],
		['answers as JSON', ({ url }) => JSON.stringify(url.split('=')[1])],
		[
			'answers with another status',
			({ url }, response) => {
				response.writeHead(201, { 'Content-Type': 'text/plain' }).end(url.split('=')[1]);
			},
		],
		['does not answer', (_, response) => void response.destroy()],
	])('is refused to an address that %s', async (_, reply) => {
		listener.reply(reply);
		expect(await subscribe(listener.url)).toMatchObject(refused(400, '14020'));
		expect(bank.state.subscriptions.size).toBe(0);
	});

	it.each([
		['is none', 'listener', [maria, account]],
		['is not of the web', 'ftp://listener.example.com', [maria, account]],
		['has an odd port', 'https://listener.example.com:8443/', [maria, account]],
		['is not safe, for a real account', 'http://listener.example.com/', [james, loan]],
	] as const)('is refused to an address that %s', async (_, address, of) => {
		expect(await subscribe(address, of)).toMatchObject(refused(400, '14020'));
		expect(listener.received).toEqual([]);
	});

	it('is taken back by its id, and only by whose it is', async () => {
		const { json } = await subscribe(listener.url);
		const [first] = (json as { subscriptions: { id: number }[] }).subscriptions;
		const remove = async (customerId: string) =>
			await caller.send(
				'DELETE',
				`/aggregation/v1/customers/${customerId}/subscriptions/${first?.id}`,
			);
		expect((await remove(james)).status).toBe(404);
		expect((await remove(maria)).status).toBe(204);
		expect((await remove(maria)).status).toBe(404);
		await book();
		await bank.txPush.settled();
		expect(events().map((event) => event.class)).toEqual(['transaction']);
	});
});

describe('events', () => {
	it('are those of a test transaction: it, and its account', async () => {
		await subscribe(listener.url);
		const { json } = await book();
		await bank.txPush.settled();
		expect(events()).toMatchObject([
			{
				...{ class: 'transaction', type: 'created' },
				records: [{ id: json?.id, amount: -5, accountId: Number(account), status: 'active' }],
			},
			{ class: 'account', type: 'modified', records: [{ id: account, customerId: maria }] },
		]);
	});

	it('come with the night, and none without anything new', async () => {
		await subscribe(listener.url);
		bank.passNights(3);
		await bank.txPush.settled();
		const names = events().map((event) => `${event.class}.${event.type}`);
		expect(names).toEqual(expect.arrayContaining(['transaction.created', 'account.modified']));
		const before = names.length;
		await caller.send('POST', `/aggregation/v2/customers/${maria}/accounts`);
		await bank.txPush.settled();
		expect(events()).toHaveLength(before);
	});

	it('are sent again until they are taken with status 200', async () => {
		await subscribe(listener.url);
		listener.reply((_, response) => void response.writeHead(204).end());
		await book();
		await bank.txPush.retry();
		await bank.txPush.retry();
		expect(events()).toHaveLength(6);
		listener.reply(() => ({}));
		await bank.txPush.retry();
		await bank.txPush.retry();
		expect(events()).toHaveLength(8);
	});

	it('do not come of a real account by hand', async () => {
		expect(await book(loan, james)).toMatchObject(refused(400, '14020'));
	});
});

describe('reports', () => {
	it('tell once that they begin and end, unsigned, with the customer as a number', async () => {
		listener.reply((_, response) => void response.writeHead(500).end());
		const report = bank.reports.begin(maria, 'voa', listener.url);
		bank.reports.end(report, 'failure');
		await bank.reports.settled();
		const told = listener.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
		const same = { id: report.id, type: 'voa', customerId: Number(maria) };
		expect(told).toMatchObject([
			{ ...same, eventName: 'inProgress', status: 'inProgress' },
			{ ...same, eventName: 'failed', status: 'failure' },
		]);
		for (const { headers } of listener.received) {
			expect(Object.keys(headers).filter((name) => /signature/i.test(name))).toEqual([]);
		}
	});

	it('are listed by whom they are about', async () => {
		const report = bank.reports.begin(maria, 'voa');
		const { json } = await caller.get(`/decisioning/v1/customers/${maria}/reports`);
		expect(json).toMatchObject({ reports: [{ id: report.id, status: 'inProgress' }] });
		const others = await caller.get(`/decisioning/v1/customers/${james}/reports`);
		expect(others.json).toEqual({ reports: [] });
		const nobody = await caller.get(`/decisioning/v1/consumers/${'0'.repeat(32)}/reports`);
		expect(nobody).toMatchObject(refused(404, '10100'));
	});
});
