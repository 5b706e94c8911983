import { FinicityCaller, refused } from '../support/finicityCaller';
import type { FinicitySandbox } from './finicity';
import { startFinicity } from './finicity';

const maria = '7000000001';
const checking = '5011000001';
const mortgage = '5011000007';
const day = 24 * 60 * 60;

/** A Sunday; the last night ended at 04:00. */
const now = '2026-03-15T12:00:00Z';
const seconds = (iso: string) => Date.parse(iso) / 1000;

interface Transaction {
	id: number;
	uniqueTransactionId: string;
	accountId: number;
	amount: number;
	status: string;
	description: string;
	transactionDate?: number;
	postedDate?: number;
	createdDate: number;
	runningBalanceAmount?: number;
	categorization: { normalizedPayeeName: string };
}

let bank: FinicitySandbox;
let caller: FinicityCaller;

beforeAll(async () => {
	bank = await startFinicity({ now });
});

afterAll(() => bank.close());

beforeEach(() => {
	bank.reset();
	caller = new FinicityCaller(bank);
});

const all = { fromDate: 0, toDate: seconds('2027-01-01T00:00:00Z'), limit: 1000 };

type Query = Record<string, string | number>;

const addressOf = (path: string, query: Query) =>
	`/aggregation${path}?${new URLSearchParams(query as Record<string, string>).toString()}`;

const page = async (query: Query = {}, accountId = checking, customerId = maria) =>
	await caller.get(
		addressOf(`/v4/customers/${customerId}/accounts/${accountId}/transactions`, {
			...all,
			...query,
		}),
	);

async function list(query: Query = {}, accountId = checking, customerId = maria) {
	const { json } = await page(query, accountId, customerId);
	return json?.transactions as Transaction[];
}

const everything = { includePending: 'true', sort: 'asc' };

/** What a night changes: by id, the status before and after it. */
async function changesOfANight() {
	const recent = { ...everything, fromDate: seconds('2026-03-05') };
	const before = await list(recent);
	bank.passNights();
	const after = await list(recent);
	const statuses = new Map<number, [string | undefined, string | undefined]>();
	for (const { id, status } of before) statuses.set(id, [status, undefined]);
	for (const { id, status } of after) statuses.set(id, [statuses.get(id)?.[0], status]);
	return [...statuses].filter(([, [was, is]]) => was !== is);
}

describe('the transactions of an account', () => {
	it('go back 13 months, and are the same each time', async () => {
		const transactions = await list({ sort: 'asc' });
		expect(transactions.length).toBeGreaterThan(300);
		const [first] = transactions;
		expect(new Date((first?.transactionDate ?? 0) * 1000).toISOString()).toMatch(/^2025-02-1/);
		bank.reset();
		caller = new FinicityCaller(bank);
		expect(await list({ sort: 'asc' })).toEqual(transactions);
	});

	it('do not depend on the time that the bank is looked at', async () => {
		const later = await startFinicity({ now: '2026-04-02T09:00:00Z' });
		try {
			const month = { fromDate: seconds('2026-02-01'), toDate: seconds('2026-03-01') };
			const seen = (transactions: Transaction[]) =>
				transactions
					.filter(({ status }) => status === 'active')
					.map(({ id, amount, description }) => ({ id, amount, description }));
			const here = seen(await list(month));
			caller = new FinicityCaller(later);
			expect(seen(await list(month))).toEqual(here);
		} finally {
			await later.close();
		}
	});

	it('are what a household has: wages, rent and purchases, with umlauts and emoji', async () => {
		const texts = (await list()).map(({ description }) => description);
		expect(texts).toContain('ACME LOGISTICS PAYROLL PPD ID: 9111012345');
		expect(texts.filter((text) => text === 'RIVERSIDE APARTMENTS ACH RENT')).toHaveLength(13);
		expect(texts.join()).toMatch(/Café Müller, Zürich/);
		expect(texts.join()).toMatch(/🍕🎉/u);
	});

	it('come newest first unless the oldest are asked for', async () => {
		const dates = (await list()).map(({ transactionDate = 0 }) => transactionDate);
		expect(dates).toEqual([...dates].sort((one, other) => other - one));
		const ascending = (await list({ sort: 'asc' })).map(
			({ transactionDate = 0 }) => transactionDate,
		);
		expect(ascending).toEqual([...dates].reverse());
	});

	it('come in pages by the index of the first record, with "true" as a text', async () => {
		const whole = await list();
		const { json } = await page({ limit: 10, start: 6 });
		expect(json).toMatchObject({ found: whole.length, displaying: 10, moreAvailable: 'true' });
		expect((json?.transactions as Transaction[])[0]).toEqual(whole[5]);
		expect((await page()).json).toMatchObject({ moreAvailable: 'false' });
	});

	it('are those from one date to another, both included', async () => {
		const [newest] = await list();
		const at = newest?.transactionDate ?? 0;
		expect(await list({ fromDate: at, toDate: at })).toContainEqual(newest);
		expect(await list({ fromDate: at + 1 })).toEqual([]);
		expect((await page({ fromDate: 20, toDate: 10 })).status).toBe(400);
		const lacking = `/aggregation/v3/customers/${maria}/transactions?fromDate=1`;
		expect(await caller.get(lacking)).toMatchObject(refused(400, '10005'));
	});

	it('leave pending ones out unless they are asked for', async () => {
		const statuses = async (query: Query) =>
			new Set((await list(query)).map(({ status }) => status));
		expect(await statuses({})).not.toContain('pending');
		expect(await statuses({ includePending: 'true' })).toContain('pending');
	});

	it('add up to the balances after them, and of each day', async () => {
		const { json } = await page({ sort: 'asc', showDailyBalance: 'true' });
		const active = (json?.transactions as Transaction[]).filter(
			({ status }) => status === 'active',
		);
		expect(active.at(-1)?.runningBalanceAmount).toBe(2401.26);
		active.slice(1).forEach(({ runningBalanceAmount = 0, amount }, index) => {
			expect(runningBalanceAmount - amount).toBeCloseTo(
				active[index]?.runningBalanceAmount ?? 0,
				2,
			);
		});
		const days = json?.dailyBalances as { beginning: number; ending: number }[];
		expect(days.at(-1)?.ending).toBe(2401.26);
		days.slice(1).forEach(({ beginning }, index) => {
			expect(beginning).toBeCloseTo(days[index]?.ending ?? 0, 2);
		});
	});

	it('of a loan are told with the day of their booking only, and what the payment consists of', async () => {
		const [payment] = await list({}, mortgage, '7000000003');
		expect(payment).toMatchObject({
			postedDate: seconds('2026-03-01T12:00:00Z'),
			escrowAmount: 410.5,
			principalAmount: expect.any(Number) as number,
		});
		expect(payment).not.toHaveProperty('transactionDate');
	});

	it('have ids that another customer has, too, and some beyond 2^53', async () => {
		const mine = (await list()).map(({ id }) => id);
		const others = (await list({}, '5011000009', '7000000004')).map(({ id }) => id);
		expect(mine.filter((id) => others.includes(id)).length).toBeGreaterThan(0);
		const { text } = await page({}, '5011000004', '7000000002');
		const [, id = ''] = /"id":(\d+)/.exec(text) ?? [];
		expect(BigInt(id) > 2n ** 53n).toBe(true);
		const found = await caller.get(`/aggregation/v2/customers/7000000002/transactions/${id}`);
		expect(found.text).toContain(`"id":${id},`);
	});
});

describe('all transactions of a customer', () => {
	it('are those of all accounts, in one order', async () => {
		const { json } = await caller.get(
			addressOf(`/v3/customers/${maria}/transactions`, { ...all, sort: 'asc' }),
		);
		const transactions = json?.transactions as Transaction[];
		expect(new Set(transactions.map(({ accountId }) => accountId)).size).toBe(3);
		const dates = transactions.map(({ transactionDate = 0 }) => transactionDate);
		expect(dates).toEqual([...dates].sort((one, other) => one - other));
		expect(new Set(transactions.map(({ id }) => id)).size).toBe(transactions.length);
	});

	it('are none where there are no accounts', async () => {
		const { json } = await caller.get(addressOf('/v3/customers/7000000006/transactions', all));
		expect(json).toMatchObject({ found: 0, moreAvailable: 'false', transactions: [] });
	});
});

describe('one transaction', () => {
	it('is found by its id and by its unique id, but not by another customer', async () => {
		const [newest] = await list();
		const paths = [`/v2/customers/${maria}/transactions/${newest?.id}`];
		paths.push(`/customers/${maria}/transactions/${newest?.uniqueTransactionId}`);
		for (const path of paths) {
			expect((await caller.get(`/aggregation${path}`)).json).toEqual(newest);
		}
		const other = `/aggregation/customers/7000000002/transactions/${newest?.uniqueTransactionId}`;
		expect(await caller.get(other)).toMatchObject(refused(404, 24553));
	});
});

describe('a night', () => {
	it('brings what has been booked since the night before, and the new balance', async () => {
		const [before] = await list();
		bank.passNights(3);
		const fresh = (await list()).filter(
			({ createdDate }) => createdDate > (before?.createdDate ?? 0),
		);
		expect(fresh.length).toBeGreaterThan(0);
		expect(bank.now()).toBe(seconds('2026-03-18T04:00:00Z'));
		const { balance } = bank.state.accounts.get(checking) ?? {};
		expect((await list()).find(({ status }) => status === 'active')?.runningBalanceAmount).toBe(
			balance,
		);
	});

	it('turns pending ones active in place, or brings them under another id, or drops them', async () => {
		const changes: string[] = [];
		for (let night = 1; night <= 40; night += 1) {
			for (const [, [was, is]] of await changesOfANight()) changes.push(`${was} → ${is}`);
		}
		const kinds = new Set(changes);
		expect(kinds).toContain('pending → active');
		expect(kinds).toContain('undefined → active');
		expect(kinds).toContain('pending → undefined');
		expect(kinds).toContain('active → shadow');
		expect(kinds).not.toContain('pending → shadow');
		expect(kinds).not.toContain('active → undefined');
	});

	it('leaves the time of creation of what turns active in place', async () => {
		bank.book(checking, { ...coffee, fate: 'inPlace' });
		bank.passNights();
		const [pending] = await named('Test Coffee');
		expect(pending?.status).toBe('pending');
		expect(pending).not.toHaveProperty('postedDate');
		bank.passNights(3);
		const [active] = await named('Test Coffee');
		expect(active).toMatchObject({ id: pending?.id, status: 'active' });
		expect(active?.createdDate).toBe(pending?.createdDate);
	});

	it('gives what comes back under another id a new time of creation', async () => {
		bank.book(checking, { ...coffee, fate: 'newId' });
		bank.passNights();
		const [pending] = await named('Test Coffee');
		bank.passNights(3);
		const [active, ...more] = await named('Test Coffee');
		expect(more).toEqual([]);
		expect(active?.id).not.toBe(pending?.id);
		expect(active?.createdDate).toBeGreaterThan(pending?.createdDate ?? 0);
	});

	it.each(['00:30', '03:59', '04:00', '12:00', '23:59'])(
		'brings what was booked before it, when it is %s',
		async (time) => {
			const early = await startFinicity({ now: `2026-03-15T${time}:00Z` });
			try {
				caller = new FinicityCaller(early);
				early.book(checking, coffee);
				expect(await named('Test Coffee')).toEqual([]);
				early.passNights();
				expect(await named('Test Coffee')).toHaveLength(1);
			} finally {
				await early.close();
			}
		},
	);

	it('finds what a bank books late, up to 15 days back', async () => {
		bank.book(checking, { ...coffee, daysAgo: 12 });
		expect(await named('Test Coffee')).toEqual([]);
		bank.passNights();
		const [late] = await named('Test Coffee');
		expect(late?.transactionDate).toBe(seconds('2026-03-03T12:00:00Z'));
		expect(late?.createdDate).toBe(bank.now());
	});

	it('brings nothing of a login that is broken', async () => {
		bank.breakLogin('1007000001');
		const before = await list(everything);
		const { aggregationSuccessDate } = bank.state.accounts.get(checking) ?? {};
		bank.passNights(5);
		expect(await list(everything)).toEqual(before);
		expect(bank.state.accounts.get(checking)).toMatchObject({
			aggregationStatusCode: 103,
			aggregationSuccessDate,
			aggregationAttemptDate: bank.now(),
		});
	});

	const coffee = {
		amount: -4.5,
		description: 'Test Coffee',
		payee: 'Test Coffee',
		category: 'Coffee Shops',
		type: 'pointOfSale',
	};

	const named = async (description: string) =>
		(await list(everything)).filter((transaction) => transaction.description === description);
});

describe('older transactions', () => {
	const load = (customerId: string, accountId: string, body?: unknown) =>
		caller.send(
			'POST',
			`/aggregation/v1/customers/${customerId}/accounts/${accountId}/transactions/historic`,
			{ body },
		);

	it('are loaded up to two years before the account was added, as new ones, and only once', async () => {
		const before = await list({ sort: 'asc' });
		expect((await load(maria, checking)).status).toBe(204);
		const [first] = await list({ sort: 'asc' });
		expect(first?.transactionDate).toBeLessThan((before[0]?.transactionDate ?? 0) - 500 * day);
		expect(first?.createdDate).toBe(seconds(now));
		const whole = await list({ start: 1 });
		expect((await load(maria, checking, { force: true })).status).toBe(204);
		expect(await list({ start: 1 })).toEqual(whole);
		expect(bank.state.accounts.get(checking)?.balance).toBe(2401.26);
	});

	it('are not loaded where the bank asks the person something: 203 without a body', async () => {
		const reply = await load('7000000005', '5011000011');
		expect(reply).toMatchObject({ status: 203, text: '' });
	});

	it('are not loaded for a broken login', async () => {
		expect(await load('7000000003', '5011000012')).toMatchObject(refused(400, '103'));
	});
});

describe('a refresh of transactions', () => {
	const path = (customerId = maria) =>
		`/aggregation/customers/${customerId}/transactions/refreshes`;
	const refresh = (body?: unknown, customerId = maria) =>
		caller.send('POST', path(customerId), { body });
	const look = async (id: unknown) => (await caller.get(`${path()}/${String(id)}`)).json;

	it('is taken on, goes on while it is looked at, and is over', async () => {
		bank.settings.refreshLooks = 2;
		const started = await refresh({ institutionLoginId: '1007000001' });
		expect(started).toMatchObject({ status: 202, json: { status: 'NEW', mode: 'standard' } });
		const id = started.json?.refreshId;
		const looks = [await look(id), await look(id), await look(id)];
		expect(looks.map((progress) => [progress?.status, progress?.successCount])).toEqual([
			['IN_PROGRESS', 1],
			['IN_PROGRESS', 2],
			['COMPLETED', 3],
		]);
	});

	it('reads what the bank has by now', async () => {
		bank.advance({ days: 3 });
		await refresh({ accountIds: [checking] });
		expect((await list())[0]?.createdDate).toBe(bank.now());
	});

	it('fails where no account could be read, and tells which codes', async () => {
		bank.breakLogin('1007000001');
		bank.settings.refreshLooks = 0;
		const { json } = await refresh({ accountIds: [checking] });
		expect(await look(json?.refreshId)).toMatchObject({
			status: 'FAILED',
			failedCount: 1,
			accounts: [{ accountId: checking, code: 103 }],
		});
	});

	it.each([
		['nothing to refresh', undefined, 10005],
		['no accounts', { accountIds: [] }, 10100],
		['a custom span without a beginning', { accountIds: [checking], mode: 'custom' }, 10005],
		[
			'a span that ends before it begins',
			{
				accountIds: [checking],
				mode: 'custom',
				fromDate: '2026-03-02T00:00:00Z',
				toDate: '2026-03-01T00:00:00Z',
			},
			41002,
		],
	])('is refused with %s, with a number for a code', async (_what, body, code) => {
		expect(await refresh(body)).toMatchObject(refused(400, code));
	});

	it('knows only accounts and refreshes of the customer', async () => {
		expect(await refresh({ accountIds: ['5011000004'] })).toMatchObject(refused(404, 10005));
		const { json } = await refresh({ accountIds: ['5011000004'] }, '7000000002');
		const other = `${path()}/${String(json?.refreshId)}`;
		expect(await caller.get(other)).toMatchObject(refused(404, 10008));
	});
});

describe('recurring transactions', () => {
	const recurring = (body?: unknown, customerId = maria) =>
		caller.send('POST', `/aggregation/customers/${customerId}/recurring-transactions`, { body });

	it('are bills and wages, with what is expected next', async () => {
		const { json } = await recurring({ accountIds: [checking] });
		const [ofAccount] = json?.accountRecurringTransactions as Record<string, unknown>[];
		const streams = [
			...(ofAccount?.recurringOutflows as { normalizedPayeeName: string }[]),
			...(ofAccount?.recurringInflows as { normalizedPayeeName: string }[]),
		];
		expect(streams.map(({ normalizedPayeeName }) => normalizedPayeeName).sort()).toEqual([
			'Acme Logistics',
			'Netflix',
			'Riverside Apartments',
			'Rocky Mountain Power',
			'Transfer to Savings',
			'Verizon Wireless',
		]);
		expect(streams).toContainEqual(
			expect.objectContaining({
				normalizedPayeeName: 'Acme Logistics',
				cadence: 14,
				status: 'ACTIVE',
				expectedNextTransactionDate: '2026-03-27',
				meanHistoricalAmount: 2184.37,
			}),
		);
	});

	it('are none for customers without accounts, and for accounts of others', async () => {
		expect(await recurring(undefined, '7000000006')).toMatchObject(refused(404, 38003));
		expect(await recurring({ accountIds: ['5011000004'] })).toMatchObject(refused(404, 38003));
	});
});
