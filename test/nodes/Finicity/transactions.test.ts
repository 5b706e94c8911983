import type { IDataObject } from 'n8n-workflow';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { byId, runFinicity } from '../../support/finicity';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

afterEach(async () => await sandbox.close());

const customerId = byId('7000000001');
const accountId = byId('5011000001');

const list = async (parameters: IDataObject = {}, more = {}) =>
	await runFinicity(
		sandbox,
		['transaction', 'getMany'],
		{ customerId, from: '2026-03-01', to: '2026-03-15', returnAll: true, ...parameters },
		more,
	);

/** Something bought, which the bank tells of from the next night on. */
const book = (description: string, amount: number, daysAgo = 0) =>
	sandbox.book('5011000001', {
		...{ description, amount, daysAgo },
		...{ payee: 'Shop', category: 'Shopping', type: 'debit' },
	});

const lastUrl = () => sandbox.requests.at(-1)?.url ?? '';

const COLUMNS = [
	'id',
	'accountId',
	'date',
	'valueDate',
	'amount',
	'currency',
	'description',
	'counterparty',
	'category',
	'status',
];

describe('transactions', () => {
	it('have the same columns in every row', async () => {
		const { items } = await list({ filters: { includePending: true } });
		expect(items.length).toBeGreaterThan(10);
		for (const { json } of items) expect(Object.keys(json)).toEqual(COLUMNS);
		const statuses = new Set(items.map(({ json }) => json.status));
		// A shadow was posted once, and the bank has it no more.
		expect(statuses).toEqual(new Set(['posted', 'pending', 'shadow']));
	});

	it('are whole without Simplify', async () => {
		const { items } = await list({ simplify: false });
		expect(items[0]?.json).toMatchObject({ status: 'active', customerId: 7000000001 });
		expect(items[0]?.json.uniqueTransactionId).toMatch(/^\d+-\d+$/);
	});

	it('leave pending ones out, and come newest first, unless the user says otherwise', async () => {
		const times = ({ items }: Awaited<ReturnType<typeof list>>) =>
			items.map(({ json }) => Number(json.transactionDate ?? json.postedDate));
		const newestFirst = await list({ simplify: false });
		expect(newestFirst.items.map(({ json }) => json.status)).not.toContain('pending');
		const all = times(newestFirst);
		expect(all).toEqual([...all].sort((one, other) => other - one));
		const oldestFirst = await list({ simplify: false, sortBy: { sort: 'asc' } });
		expect(times(oldestFirst)).toEqual([...all].reverse());
	});

	it('are those of both days and all between', async () => {
		book('First', -1.5, 10);
		book('Last', -2.5, 3);
		book('After', -3.5, 2);
		sandbox.passNights();
		const { items } = await list({ from: '2026-03-05', to: '2026-03-12' });
		const ours = items.map(({ json }) => json.description);
		expect(ours).toEqual(expect.arrayContaining(['First', 'Last']));
		expect(ours).not.toContain('After');
	});

	it('are those of the last 30 days up to the end of today unless days are entered', async () => {
		const before = Date.now();
		await runFinicity(sandbox, ['transaction', 'getMany'], { customerId });
		const { searchParams } = new URL(lastUrl(), 'http://bank');
		const [from, to] = [searchParams.get('fromDate'), searchParams.get('toDate')].map(Number);
		const today = new Date(before).setUTCHours(0, 0, 0, 0) / 1000;
		expect([from, to]).toEqual([today - 30 * 86_400, today + 86_399]);
	});

	it('come in pages of a thousand, each once', async () => {
		const { items } = await list({ from: '2024-01-01', to: '2026-03-15' });
		const pages = sandbox.requests.filter(({ path }) => path.endsWith('/transactions'));
		expect(pages.length).toBeGreaterThan(1);
		expect(items.length).toBeGreaterThan(1000);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(items.length);
	});

	it('of a customer without accounts are none', async () => {
		const { items, error } = await list({ customerId: byId('7000000006') });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it('of an account that is not there are a failure, not none', async () => {
		const { error } = await runFinicity(sandbox, ['transaction', 'getManyByAccount'], {
			customerId,
			accountId: byId('5999999999'),
		});
		expect(error?.httpCode).toBe('404');
		expect(error?.message).toContain('Resource not found');
	});

	it('are not asked for from a later day to an earlier one', async () => {
		const { error } = await list({ from: '2026-03-15', to: '2026-03-01' });
		expect(error?.message).toBe("'To' is before 'From' [item 0]");
		expect(sandbox.requests).toEqual([]);
	});

	it('have the balances of their day on request', async () => {
		const ask = async (simplify: boolean, showDailyBalance: boolean) => {
			const { items } = await runFinicity(sandbox, ['transaction', 'getManyByAccount'], {
				customerId,
				accountId,
				from: '2026-03-13',
				to: '2026-03-13',
				filters: { showDailyBalance },
				simplify,
			});
			return items[0]?.json;
		};
		const { dailyBalance } = (await ask(false, true)) as { dailyBalance: IDataObject };
		const { beginning, ending } = dailyBalance;
		expect(Number(ending) - Number(beginning)).toBeCloseTo(2184.37);
		expect(await ask(true, true)).toMatchObject({
			dayBeginningBalance: beginning,
			dayEndingBalance: ending,
		});
		expect(await ask(true, false)).toMatchObject({
			dayBeginningBalance: null,
			dayEndingBalance: null,
		});
	});
});

describe('a refresh', () => {
	const refresh = async (parameters: IDataObject) =>
		await runFinicity(sandbox, ['transaction', 'refresh'], { customerId, ...parameters });
	const institutionLoginId = byId('1007000001');

	it('answers at once with where it stands', async () => {
		const { items } = await refresh({ institutionLoginId });
		expect(items.map(({ json }) => json)).toMatchObject([
			{ status: 'NEW', refreshId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
		]);
	});

	it('can be waited for, and brings what the bank has booked', async () => {
		book('Just now', -9.99);
		const { items, error } = await refresh({
			institutionLoginId,
			options: { waitForCompletion: true },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'COMPLETED', totalCount: 3, successCount: 3 });
		const { items: transactions } = await list();
		expect(transactions.map(({ json }) => json.description)).toContain('Just now');
	});

	it('that came to nothing is a failure with the reason and the way out when it is waited for', async () => {
		sandbox.breakLogin('1007000001');
		const { error } = await refresh({ institutionLoginId, options: { waitForCompletion: true } });
		expect(error?.message).toMatch(
			/^Finicity: transaction refresh [0-9a-f-]{36} is there, but its download came to nothing: The bank did not give any transactions\. \(code 103\)$/,
		);
		expect(error?.description).toContain('Generate Fix URL');
	});

	it.each([
		[{}, "Enter 'Institution Login' or 'Account IDs'"],
		[{ accountIds: '1', mode: 'custom' }, "'From' is empty, but 'Mode' is Custom"],
		[
			{ accountIds: '1', mode: 'custom', refreshFrom: '2026-02-01', refreshTo: '2026-01-01' },
			"'To' is 2026-01-01T00:00:00.000Z, before 'From'",
		],
		[{ accountIds: 'a' }, "'Account IDs' must be ids of digits"],
	])('is not started with %j', async (parameters, message) => {
		const { error } = await refresh(parameters as IDataObject);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('sends a span only in the mode that has one', async () => {
		await refresh({ institutionLoginId, mode: 'standard', refreshFrom: '2026-01-01' });
		expect(sandbox.requests.at(-1)?.body).toEqual({
			institutionLoginId: '1007000001',
			mode: 'standard',
		});
	});
});

describe('loading what is older', () => {
	const load = async (customer: string, account: string, options: IDataObject = {}) =>
		await runFinicity(sandbox, ['transaction', 'loadHistoric'], {
			customerId: byId(customer),
			accountId: byId(account),
			options,
		});

	it('brings transactions of before the half year', async () => {
		const ask = async () => (await list({ from: '2024-06-01', to: '2024-12-31' })).items.length;
		const before = await ask();
		const { items } = await load('7000000001', '5011000001');
		expect(items.map(({ json }) => json)).toEqual([
			{ success: true, customerId: '7000000001', accountId: '5011000001' },
		]);
		expect(await ask()).toBeGreaterThan(before);
	});

	it('says that the bank asks the person, and the way out, instead of success', async () => {
		const { items, error } = await load('7000000005', '5011000011');
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ stepRequired: true, status: 'MFA_REQUIRED' });
		expect(items[0]?.json.howToGoOn).toContain('Generate Fix URL');
	});

	it('fails on it when the user says so', async () => {
		const { error } = await load('7000000005', '5011000011', { failOnFurtherStep: true });
		expect(error?.message).toBe(
			'Finicity: The bank asks the person something before it gives this data',
		);
		expect(error?.description).toContain('Generate Fix URL');
	});
});

it('payments that come again and again are found for all accounts, or for some', async () => {
	const { items } = await runFinicity(sandbox, ['transaction', 'getRecurring'], { customerId });
	expect(items).toHaveLength(1);
	const { accountRecurringTransactions } = items[0]?.json as {
		accountRecurringTransactions: IDataObject[];
	};
	expect(accountRecurringTransactions).toHaveLength(3);
});
