import { call, refused } from '../support/localFinApi';
import type { FinApiSandbox } from './finapi';
import { startFinApi } from './finapi';

let bank: FinApiSandbox;

beforeAll(async () => {
	bank = await startFinApi({ now: '2026-03-15T09:00:00Z', importDelayMs: 1000 });
});

afterAll(() => bank.close());

beforeEach(() => bank.reset());

const get = (path: string) => call(bank, 'GET', path);
const checking = '8400000000001';
const savings = '9007199254740995';
const failing = '8400000000003';
const neighbours = '8400000000006';
const household = '9007199254740993';

type Json = Record<string, unknown>;

const listed = async (query: string) => {
	const { text } = await get(`/accounts?${query}`);
	return [...text.matchAll(/"id":(\d{13,}),"bankConnectionId"/g)].map(([, id]) => id);
};

const updateHousehold = () =>
	call(bank, 'POST', '/bankConnections/update', {
		body: `{"bankConnectionId":${household},"bankingInterface":"FINTS_SERVER"}`,
	});

const sumOn = (accountId: string) =>
	[...bank.state.transactions.values()]
		.filter((each) => each.accountId === accountId)
		.reduce((sum, { cents }) => sum + cents, 0);

describe('accounts', () => {
	it('are all of the user, the smallest id first, without pages', async () => {
		expect(await listed('')).toEqual([
			checking,
			failing,
			'8400000000004',
			'8400000000005',
			savings,
		]);
		expect((await get('/accounts?page=1')).status).toBe(400);
	});

	it.each([
		['ids', `ids=${checking},${neighbours},1`, [checking]],
		['types', 'accountTypes=Savings,Loan', ['8400000000005', savings]],
		['connections', 'bankConnectionIds=4500000000003', ['8400000000004', '8400000000005']],
		['a part of a name', 'search=sparschwein', [savings]],
		['all terms', 'search=giro%20DE2653', [checking]],
		['the last update', 'minLastSuccessfulUpdate=2026-03-15', []],
		['the last update', 'maxLastSuccessfulUpdate=2026-03-14&accountTypes=Savings', [savings]],
		['a balance', 'maxBalance=-0.01', ['8400000000005']],
	])('are found by %s', async (_what, query, expected) => {
		expect(await listed(query)).toEqual(expected);
	});

	it.each([
		['an amount with three decimals', 'minBalance=1.001'],
		['a type of Web Form', 'accountTypes=CHECKING'],
		['a day that no calendar has', 'minLastSuccessfulUpdate=2026-02-30'],
	])('are not looked for by %s', async (_what, query) => {
		expect(await get(`/accounts?${query}`)).toMatchObject(refused(400, 'BAD_REQUEST'));
	});

	it('have the balance that their transactions add up to', async () => {
		const { json } = await get(`/accounts/${checking}`);
		expect(json).toMatchObject({
			accountName: 'Girokonto',
			iban: 'DE26530612301000000001',
			accountNumber: '1000000001',
			accountType: 'Checking',
			balance: (123_456 + sumOn(checking)) / 100,
			overdraft: null,
			overdraftLimit: 1500,
			isNew: false,
			isSeized: false,
			interfaces: [
				{
					bankingInterface: 'FINTS_SERVER',
					status: 'UPDATED',
					lastSuccessfulUpdate: '2026-03-14T10:00:00.000+01:00',
				},
			],
		});
		expect(json?.availableFunds).toBeCloseTo(Number(json?.balance) + 1500, 2);
	});

	it('say when they could not be downloaded', async () => {
		expect((await get(`/accounts/${failing}`)).json?.interfaces).toMatchObject([
			{ status: 'DOWNLOAD_FAILED' },
		]);
	});

	it('are somebody’s, and unknown to others', async () => {
		for (const id of [neighbours, '1']) {
			const unknown = refused(404, 'UNKNOWN_ENTITY');
			expect(await get(`/accounts/${id}`)).toMatchObject(unknown);
			expect(await call(bank, 'DELETE', `/accounts/${id}`)).toMatchObject(unknown);
			const body = { isNew: true };
			expect(await call(bank, 'PATCH', `/accounts/${id}`, { body })).toMatchObject(unknown);
		}
	});

	it('show the id of their holder to licensed clients only', async () => {
		expect((await get(`/accounts/${checking}`)).json?.accountHolderId).toBe('erika.mustermann');
		bank.state.license = 'UNLICENSED';
		expect((await get(`/accounts/${checking}`)).json?.accountHolderId).toBe('XXXXX');
	});

	it('have no balance before their first download, nor without it', async () => {
		const add = (more: Json) => {
			const login = ['max', '12345'].map((value, index) => ({
				label: ['Nutzerkennung', 'PIN'][index],
				value,
			}));
			const body = { bankId: 277002, bankingInterface: 'FINTS_SERVER', loginCredentials: login };
			return call(bank, 'POST', '/bankConnections/import', { body: { ...body, ...more } });
		};
		const { json } = await add({ skipBalancesDownload: true, skipPositionsDownload: true });
		const [id] = json?.accountIds as number[];
		const one = async () => (await get(`/accounts/${id}`)).json;
		expect(await one()).toMatchObject({
			balance: null,
			isNew: true,
			interfaces: [{ status: 'DOWNLOAD_IN_PROGRESS', lastSuccessfulUpdate: null }],
		});
		bank.advance(3000);
		expect(await one()).toMatchObject({ balance: null, interfaces: [{ status: 'UPDATED' }] });
	});
});

describe('an edit of an account', () => {
	const edit = (body: unknown) => call(bank, 'PATCH', `/accounts/${checking}`, { body });

	it('changes what is given', async () => {
		const body = { accountName: 'Häuschen & Hof', accountType: 'Savings', isNew: true };
		expect((await edit(body)).json).toMatchObject(body);
		expect((await edit({ isNew: false })).json).toMatchObject({ ...body, isNew: false });
	});

	it('is not made of nothing, nor of what an account cannot be', async () => {
		expect(await edit({})).toMatchObject(refused(400, 'MISSING_FIELD'));
		expect(await edit({ accountName: '' })).toMatchObject(refused(400, 'BAD_REQUEST'));
		expect(await edit({ accountName: 'Sparen 🐷' })).toMatchObject(refused(400, 'BAD_REQUEST'));
		expect(await edit({ accountType: 'Pocket' })).toMatchObject(refused(400, 'BAD_REQUEST'));
	});

	it('waits for a download to end, but not for the categories', async () => {
		await updateHousehold();
		expect(await edit({ isNew: true })).toMatchObject(refused(423, 'LOCKED'));
		bank.advance(1500);
		expect((await edit({ isNew: true })).status).toBe(200);
	});
});

describe('the deletion of accounts', () => {
	const remove = (path: string) => call(bank, 'DELETE', `/accounts${path}`);

	it('takes the transactions along, and the connection with the last account', async () => {
		expect(await remove(`/${checking}`)).toMatchObject({ status: 200, text: '' });
		expect(sumOn(checking)).toBe(0);
		const connection = await get(`/bankConnections/${household}`);
		expect(connection.text).toContain(`"accountIds":[${savings}]`);
		await remove(`/${savings}`);
		expect((await get(`/bankConnections/${household}`)).status).toBe(404);
	});

	it('of all takes every connection along, or does nothing', async () => {
		await updateHousehold();
		expect(await remove('')).toMatchObject(refused(423, 'LOCKED'));
		expect(await remove(`/${checking}`)).toMatchObject(refused(423, 'LOCKED'));
		expect(await listed('')).toHaveLength(5);
		bank.advance(5000);
		expect((await remove('')).text).toBe(
			`{"identifiers":[${checking},${failing},8400000000004,8400000000005,${savings}]}`,
		);
		expect((await get('/bankConnections')).json).toEqual({ connections: [] });
		expect([...bank.state.connections.keys()]).toEqual(['4500000000004']);
	});
});

describe('daily balances', () => {
	const daily = async (query: string) => (await get(`/accounts/dailyBalances?${query}`)).json;
	const days = (json: Json | undefined) => json?.dailyBalances as Json[];

	it('are of the last month unless told, a day after the other', async () => {
		const json = await daily('perPage=500');
		const dates = days(json).map(({ date }) => date);
		expect([dates[0], dates.at(-1), dates.length]).toEqual(['2026-02-15', '2026-03-15', 29]);
		expect(json).toMatchObject({
			latestCommonBalanceTimestamp: '2026-03-14T10:00:00.000+01:00',
			paging: { page: 1, perPage: 500, pageCount: 1, totalCount: 29 },
		});
	});

	it('end with what is on the account, and differ by what was booked', async () => {
		const json = await daily(`accountIds=${checking}&startDate=2026-02-26&endDate=2026-03-14`);
		const all = days(json);
		expect(all.at(-1)?.balance).toBe((123_456 + sumOn(checking)) / 100);
		for (const [index, day] of all.entries()) {
			const before = all[index - 1];
			if (!before) continue;
			const change = Number(day.income) - Number(day.spending);
			expect(Number(day.balance)).toBeCloseTo(Number(before.balance) + change, 2);
		}
		const payday = all.find(({ date }) => date === '2026-02-27');
		expect(payday).toMatchObject({ income: 2350, spending: 0 });
		expect(payday?.transactions).toHaveLength(1);
	});

	it('go on into what is not known, unless that is not wanted', async () => {
		const period = 'startDate=2026-03-10&endDate=2026-03-20';
		expect(days(await daily(period))).toHaveLength(11);
		const known = days(await daily(`${period}&withProjection=false`));
		expect(known.at(-1)?.date).toBe('2026-03-14');
	});

	it('come in pages and in the order that is asked for', async () => {
		const json = await daily('order=balance,desc&perPage=5&page=2');
		expect(json?.paging).toMatchObject({ page: 2, pageCount: 6 });
		const balances = days(json).map(({ balance }) => Number(balance));
		expect(balances).toHaveLength(5);
		expect([...balances].sort((one, other) => other - one)).toEqual(balances);
	});

	it.each([
		['a period that is upside down', 'startDate=2026-03-02&endDate=2026-03-01', 422],
		['more than a leap year', 'startDate=2025-03-01&endDate=2026-03-02', 422],
		['a day that no calendar has', 'startDate=2026-02-29', 400],
		['an account of somebody else', `accountIds=${neighbours}`, 404],
		['an order that does not exist', 'order=amount', 400],
	])('are not of %s', async (_what, query, status) => {
		expect((await get(`/accounts/dailyBalances?${query}`)).status).toBe(status);
	});
});
