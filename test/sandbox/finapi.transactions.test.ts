import { call, refused } from '../support/localFinApi';
import type { FinApiSandbox } from './finapi';
import { startFinApi } from './finapi';

let bank: FinApiSandbox;

beforeAll(async () => {
	bank = await startFinApi({ now: '2026-03-15T09:00:00Z', importDelayMs: 1000 });
});

afterAll(() => bank.close());

beforeEach(() => bank.reset());

type Json = Record<string, unknown>;

const checking = '8400000000001';
const savings = '9007199254740995';
const neighbours = '8400000000006';
const household = '9007199254740993';

const list = (query: string) => call(bank, 'GET', `/transactions?${query}`);
const bankView = async (query: string) => (await list(`view=bankView&perPage=500&${query}`)).json;
const transactionsIn = (json: Json | undefined) => json?.transactions as Json[];
const total = async (query: string) =>
	((await bankView(query))?.paging as { totalCount: number }).totalCount;

const get = (id: unknown) => call(bank, 'GET', `/transactions/${String(id)}`);
const edit = (id: unknown, body: unknown) =>
	call(bank, 'PATCH', `/transactions/${String(id)}`, { body });

/** The first transaction that is found. */
const first = async (query: string): Promise<Json> =>
	transactionsIn(await bankView(query))[0] ?? {};

const update = () =>
	call(bank, 'POST', '/bankConnections/update', {
		body: `{"bankConnectionId":${household},"bankingInterface":"FINTS_SERVER"}`,
	});

/** Updates the household, and waits for the transactions and their categories. */
async function updated(): Promise<void> {
	expect((await update()).status).toBe(200);
	bank.advance(3000);
}

const on = `accountIds=${checking}`;

describe('the transactions that there are', () => {
	it('go back for 13 months, as many every time', async () => {
		const dates = transactionsIn(await bankView(on)).map((each) => String(each.bankBookingDate));
		expect(dates).toHaveLength(199);
		expect([...dates].sort()[0]).toBe('2025-02-15');
		expect(await total('')).toBe(199 + 26 + 199 + 199 + 13);
		const later = await startFinApi({ now: '2028-02-29T09:00:00Z' });
		try {
			const json = (await call(later, 'GET', `/transactions?view=bankView&${on}`)).json;
			expect(json?.paging).toMatchObject({ totalCount: 199 });
		} finally {
			await later.close();
		}
	});

	it('are the same every time', async () => {
		const before = await list('view=bankView&perPage=500');
		bank.reset();
		expect((await list('view=bankView&perPage=500')).text).toBe(before.text);
	});

	it('are written as people write, and read to every digit', async () => {
		const text = JSON.stringify(await bankView(''));
		for (const part of ['Jürgen Weiß', 'Hausverwaltung Größl & Söhne', '🍕', '👨‍👩‍👧']) {
			expect(text).toContain(part);
		}
		const { text: raw } = await list(`view=bankView&accountIds=${savings}&perPage=1`);
		expect(raw).toMatch(/"id":9007199254741\d{3},/);
	});

	it('hold refunds, foreign money and the marks of finAPI', async () => {
		expect(await total(`${on}&purpose=Erstattung`)).toBe(13);
		expect(await first(`${on}&isAdjustingEntry=true`)).toMatchObject({ purpose: 'Zwischensaldo' });
		expect(await total('isPotentialDuplicate=true')).toBe(3);
		const ahead = await first(`${on}&minBankBookingDate=2026-03-15`);
		expect(ahead).toMatchObject({
			bankBookingDate: '2026-03-16',
			finapiBookingDate: '2026-03-14',
		});
	});

	it('have labels and categories, and some of them none', async () => {
		const rent = await first(`${on}&purpose=Miete`);
		expect(rent).toMatchObject({
			amount: -850,
			labels: [{ name: 'Haushalt' }, { name: 'Steuererklärung' }],
			category: { name: 'Miete', parentName: 'Wohnen', isCustom: false },
		});
		expect(await total(`${on}&categoryIds=0`)).toBeGreaterThan(20);
	});

	it('bring several currencies along on a credit card', async () => {
		const body = {
			bankId: 277001,
			bankingInterface: 'XS2A',
			loginCredentials: [
				{ label: 'Nutzerkennung', value: 'max' },
				{ label: 'PIN', value: '12345' },
			],
		};
		let reply = await call(bank, 'POST', '/bankConnections/import', { body });
		while (reply.status === 510) {
			const [error] = reply.json?.errors as [{ multiStepAuthentication: { hash: string } }];
			const { hash } = error.multiStepAuthentication;
			const multiStepAuthentication = { hash, decoupledCallback: true };
			const again = { ...body, multiStepAuthentication };
			reply = await call(bank, 'POST', '/bankConnections/import', { body: again });
		}
		bank.advance(3000);
		expect(await first('search=rivington')).toMatchObject({
			amount: -112.41,
			originalAmount: -121.6,
			originalCurrency: 'USD',
			feeAmount: -1.95,
			isNew: true,
			category: { name: 'Reisen' },
		});
	});

	it('can be many', async () => {
		const long = await startFinApi({ now: '2026-03-15T09:00:00Z', transactions: 1000 });
		try {
			const path = `/transactions?view=bankView&${on}&perPage=500&page=3`;
			const { json } = await call(long, 'GET', path);
			expect(json?.paging).toMatchObject({ pageCount: 3, totalCount: 1199 });
			expect(json?.transactions).toHaveLength(199);
		} finally {
			await long.close();
		}
	});
});

describe('the list of transactions', () => {
	it('needs a view', async () => {
		expect(await list('')).toMatchObject(refused(400, 'MISSING_FIELD'));
		expect(await list('view=all')).toMatchObject(refused(400, 'BAD_REQUEST'));
	});

	it('comes in pages with a number, by ids, each once', async () => {
		const seen: unknown[] = [];
		for (let page = 1; page <= 10; page += 1) {
			const { json } = await list(`view=bankView&${on}&page=${page}`);
			expect(json?.paging).toEqual({ page, perPage: 20, pageCount: 10, totalCount: 199 });
			seen.push(...transactionsIn(json).map(({ id }) => id));
		}
		expect(new Set(seen).size).toBe(199);
		expect([...seen].sort((one, other) => Number(one) - Number(other))).toEqual(seen);
		expect((await list('view=bankView&page=99')).json?.transactions).toEqual([]);
	});

	it('says what all pages add up to', async () => {
		const all = transactionsIn(await bankView(on)).map(({ amount }) => Number(amount));
		const { json } = await list(`view=bankView&${on}&perPage=1`);
		const sum = (list: number[]) => list.reduce((sum, amount) => sum + amount, 0);
		expect(json?.income).toBeCloseTo(sum(all.filter((amount) => amount > 0)), 2);
		expect(json?.spending).toBeCloseTo(sum(all.filter((amount) => amount < 0)), 2);
		expect(json?.balance).toBeCloseTo(sum(all), 2);
	});

	it.each([
		['accounts', `accountIds=${savings}`, 26],
		['accounts of others, which are left out', `accountIds=${neighbours}`, 0],
		['terms of the purpose', `${on}&purpose=lohn%20gehalt`, 13],
		['the counterpart, its IBAN too', `${on}&counterpart=DE89370400440532013000`, 13],
		['anything, the mandate too', `${on}&search=spot-0815`, 13],
		['the day of the bank', `${on}&minBankBookingDate=2026-03-01&maxBankBookingDate=2026-03-03`, 3],
		['the day of finAPI', `${on}&minFinapiBookingDate=2026-03-12`, 2],
		['amounts', `${on}&minAmount=1000&maxAmount=2350.00`, 13],
		['income', `${on}&direction=income`, 27],
		['spending', `${on}&direction=spending`, 172],
		['a currency', 'currency=USD', 0],
		['labels, any of them', `${on}&labelIds=1001,1003`, 13],
		['labels, all of the same', `${on}&labelIds=1003`, 0],
		['a category', `${on}&categoryIds=371`, 13],
		['a category with what is below it', `${on}&categoryIds=370`, 26],
		['a category alone', `${on}&categoryIds=370&includeChildCategories=false`, 0],
		['being new', `${on}&isNew=true`, 19],
		['the day of the import', 'minImportDate=2026-03-15', 0],
		['the day of the import', `${on}&maxImportDate=2026-03-14`, 199],
	])('is made shorter by %s', async (_what, query, expected) => {
		expect(await total(query)).toBe(expected);
	});

	it('takes a thousand ids', async () => {
		const { id } = await first(on);
		expect(await total(`ids=${String(id)},1`)).toBe(1);
		const ids = Array.from({ length: 1001 }, (_each, index) => index).join(',');
		expect(await list(`view=bankView&ids=${ids}`)).toMatchObject(refused(400, 'TOO_MANY_IDS'));
	});

	it.each([
		['amount,desc', 'amount'],
		['bankBookingDate,desc', 'bankBookingDate'],
	])('is sorted by %s', async (order, property) => {
		const values = transactionsIn(await bankView(`${on}&order=${order}`)).map(
			(each) => each[property] as number | string,
		);
		const sorted = [...values].sort((one, other) => (one < other ? 1 : one > other ? -1 : 0));
		expect(values).toEqual(sorted);
	});

	it('is sorted by several things', async () => {
		const query = `${on}&order=counterpartName,asc&order=amount,desc`;
		const pairs = transactionsIn(await bankView(query)).map(({ counterpartName, amount }) => [
			String(counterpartName ?? ''),
			Number(amount),
		]);
		const rewe = pairs.filter(([name]) => name === 'REWE Markt GmbH').map(([, sum]) => Number(sum));
		expect(rewe).toEqual([...rewe].sort((one, other) => other - one));
		expect(pairs[0]?.[0]).toBe('');
	});

	it.each([
		['order=colour', 'UNSUPPORTED_ORDER'],
		['perPage=501', 'ILLEGAL_PAGE_SIZE'],
		['direction=both', 'BAD_REQUEST'],
		['minAmount=1,50', 'BAD_REQUEST'],
		['minImportDate=2026-03-15T00:00:00Z', 'BAD_REQUEST'],
		['minBankBookingDate=2026-02-30', 'BAD_REQUEST'],
		['isNew=1', 'BAD_REQUEST'],
	])('does not take %s', async (query, code) => {
		expect(await list(`view=bankView&${query}`)).toMatchObject(refused(400, code));
	});

	it('is closed to clients without the services for it, but for one at a time', async () => {
		const { id } = await first(on);
		bank.state.pfmServicesEnabled = false;
		expect(await list('view=bankView')).toMatchObject(refused(403, 'FORBIDDEN'));
		expect((await get(id)).status).toBe(200);
		expect(await edit(id, { isNew: true })).toMatchObject(refused(403, 'FORBIDDEN'));
	});
});

describe('an update', () => {
	it('brings new transactions each time, however soon', async () => {
		const counts = [await total(on)];
		for (let times = 1; times <= 4; times += 1) {
			await updated();
			counts.push(await total(on));
		}
		// What is due on the 15th comes once, with the first of them.
		expect(counts).toEqual([199, 202, 205, 207, 210]);
	});

	it('brings some that were booked days ago, and one that is there twice', async () => {
		await updated();
		await updated();
		const today = transactionsIn(await bankView(`${on}&minImportDate=2026-03-15`));
		expect(today.map(({ bankBookingDate }) => bankBookingDate)).toContain('2026-03-12');
		expect(today.filter((each) => each.isPotentialDuplicate)).toHaveLength(1);
		expect(today.every((each) => each.isNew)).toBe(true);
	});

	it('brings the day after what is due by then', async () => {
		bank.advance(14 * 24 * 3_600_000);
		await updated();
		expect(await total(`${on}&purpose=LOHN&minImportDate=2026-03-29`)).toBe(1);
	});

	it('has categories only when they have been looked for', async () => {
		await update();
		bank.advance(1500);
		const fresh = `${on}&minImportDate=2026-03-15&search=bäckerei`;
		expect((await first(fresh)).category).toBeNull();
		bank.advance(1500);
		expect((await first(fresh)).category).toMatchObject({ name: 'Lebensmittel' });
	});

	it('brings none when positions are left out', async () => {
		const body = `{"bankConnectionId":${household},"bankingInterface":"FINTS_SERVER","skipPositionsDownload":true}`;
		await call(bank, 'POST', '/bankConnections/update', { body });
		bank.advance(3000);
		expect(await total(on)).toBe(199);
	});
});

describe('an import', () => {
	it('goes back no further than it is told', async () => {
		const body = {
			...{ bankId: 277002, bankingInterface: 'FINTS_SERVER', maxDaysForDownload: 14 },
			loginCredentials: [
				{ label: 'Nutzerkennung', value: 'max' },
				{ label: 'PIN', value: '12345' },
			],
		};
		const { json } = await call(bank, 'POST', '/bankConnections/import', { body });
		bank.advance(3000);
		const [id] = json?.accountIds as number[];
		const dates = transactionsIn(await bankView(`accountIds=${id}`)).map((each) =>
			String(each.bankBookingDate),
		);
		expect(dates.length).toBeGreaterThan(5);
		expect([...dates].sort()[0]).toBe('2026-03-02');
	});
});

describe('an edit', () => {
	it('tells what is left alone from what is cleared', async () => {
		const { id } = await first(`${on}&purpose=Miete`);
		const body = { isNew: true, categoryId: 392, labelIds: [1003] };
		expect((await edit(id, body)).json).toMatchObject({
			isNew: true,
			category: { name: 'Reisen' },
			labels: [{ id: 1003, name: 'Gemeinsam mit Jürgen' }],
		});
		expect((await edit(id, { isNew: false })).json).toMatchObject({
			category: { name: 'Reisen' },
			labels: [{ id: 1003 }],
		});
		expect((await edit(id, { categoryId: 0, labelIds: [] })).json).toMatchObject({
			category: null,
			labels: [],
		});
	});

	it.each([
		['nothing', {}, 400],
		['a duplicate that it was not', { isPotentialDuplicate: true }, 422],
		['training without a category', { isNew: true, trainCategorization: true }, 400],
		['a category that there is not', { categoryId: 999 }, 404],
		['a label of somebody else', { labelIds: [1004] }, 404],
		['ids', { isNew: true, ids: [1] }, 400],
	])('is not made of %s', async (_what, body, status) => {
		const { id } = await first(on);
		expect((await edit(id, body)).status).toBe(status);
	});

	it('says that a duplicate is none', async () => {
		const { id } = await first(`${on}&isPotentialDuplicate=true`);
		expect((await edit(id, { isPotentialDuplicate: false })).json).toMatchObject({
			isPotentialDuplicate: false,
		});
	});

	it('trains, unless it is told not to', async () => {
		const fresh = `${on}&minImportDate=2026-03-15&search=bäckerei`;
		const { id } = await first(`${on}&search=bäckerei`);
		await edit(id, { categoryId: 392, trainCategorization: false });
		await updated();
		expect((await first(fresh)).category).toMatchObject({ name: 'Lebensmittel' });
		await edit(id, { categoryId: 392 });
		await updated();
		const all = transactionsIn(await bankView(fresh)).map(
			({ category }) => (category as Json | null)?.name,
		);
		expect(all).toContain('Reisen');
	});

	it('is of the user’s own only', async () => {
		const foreign = [...bank.state.transactions.values()].find(
			({ accountId }) => accountId === neighbours,
		);
		for (const id of [foreign?.id, '1']) {
			expect(await edit(id, { isNew: true })).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
			expect(await get(id)).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
		}
	});
});

describe('an edit of many', () => {
	const editAll = (body: unknown) => call(bank, 'PATCH', '/transactions', { body });
	const changed = async (body: unknown) => (await editAll(body)).json?.identifiers as number[];

	it('tells the ids that it has changed', async () => {
		const ids = transactionsIn(await bankView(`${on}&purpose=Miete`)).map(({ id }) => id as number);
		const body = { ids: [...ids, 1], categoryId: 392, labelIds: [] };
		expect(await changed(body)).toEqual(ids);
		expect(await changed(body)).toEqual([]);
	});

	it('is of all transactions without ids, or of all on some accounts', async () => {
		expect(await changed({ accountIds: [Number(checking)], isNew: false })).toHaveLength(19);
		expect((await changed({ isNew: true })).length).toBeGreaterThan(500);
		expect(
			[...bank.state.transactions.values()].filter(
				(each) => each.accountId === neighbours && each.isNew,
			).length,
		).toBeLessThan(30);
	});

	it.each([
		['nothing', {}, 400],
		['ids alone', { ids: [1] }, 400],
		['a category for all', { categoryId: 392 }, 400],
		['labels for all', { labelIds: [1001], accountIds: [Number(checking)] }, 400],
		['duplicates', { ids: [1], isPotentialDuplicate: true }, 422],
		['a category that there is not', { ids: [1], categoryId: 999 }, 404],
		['more than a hundred', { ids: Array.from({ length: 101 }, (_, id) => id), isNew: true }, 400],
	])('is not made of %s', async (_what, body, status) => {
		expect((await editAll(body)).status).toBe(status);
	});
});

describe('a split', () => {
	const split = (id: unknown, parts: Json[]) =>
		call(bank, 'POST', `/transactions/${String(id)}/split`, { body: { subTransactions: parts } });
	const restore = (id: unknown) => call(bank, 'POST', `/transactions/${String(id)}/restore`);
	const rent = () => first(`${on}&purpose=Miete`);

	it('makes parts that inherit all but the labels', async () => {
		const { id } = await rent();
		const parts = [
			{ amount: -800.1 },
			{ amount: -49.9, purpose: 'Stellplatz', categoryId: 0, labelIds: [1001] },
		];
		const { status, json } = await split(id, parts);
		expect(status).toBe(200);
		const children = json?.children as number[];
		expect(children).toHaveLength(2);
		expect((await get(children[0])).json).toMatchObject({
			parentId: id,
			amount: -800.1,
			counterpartName: 'Hausverwaltung Größl & Söhne',
			category: { name: 'Miete' },
			labels: [],
		});
		expect((await get(children[1])).json).toMatchObject({
			purpose: 'Stellplatz',
			category: null,
			labels: [{ id: 1001 }],
		});
	});

	it('shows the whole in one view and the parts in the other', async () => {
		const { id } = await rent();
		await split(id, [{ amount: -800 }, { amount: -50 }]);
		expect(await total(on)).toBe(199);
		const { json } = await list(`view=userView&${on}&perPage=500`);
		expect(json?.paging).toMatchObject({ totalCount: 200 });
		const ids = transactionsIn(json).map((each) => each.id);
		expect(ids).not.toContain(id);
	});

	it('takes the place of an earlier one, and is taken back', async () => {
		const { id } = await rent();
		const before = bank.state.transactions.size;
		await split(id, [{ amount: -800 }, { amount: -50 }]);
		await split(id, [{ amount: -400 }, { amount: -400 }, { amount: -50 }]);
		expect(bank.state.transactions.size).toBe(before + 3);
		const { json } = await restore(id);
		expect(json).not.toHaveProperty('children');
		expect(bank.state.transactions.size).toBe(before);
		expect((await restore(id)).status).toBe(200);
	});

	it('has two parts or more that add up', async () => {
		const { id } = await rent();
		const illegal = refused(422, 'ILLEGAL_FIELD_VALUE');
		expect(await split(id, [{ amount: -850 }])).toMatchObject(illegal);
		expect(await split(id, [{ amount: -800 }, { amount: -49.99 }])).toMatchObject(illegal);
		const unknown = [{ amount: -800, categoryId: 999 }, { amount: -50 }];
		expect(await split(id, unknown)).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
	});

	it('is not of a part', async () => {
		const { id } = await rent();
		const { json } = await split(id, [{ amount: -800 }, { amount: -50 }]);
		const [part] = json?.children as number[];
		const illegal = refused(422, 'ILLEGAL_ENTITY_STATE');
		expect(await split(part, [{ amount: -400 }, { amount: -400 }])).toMatchObject(illegal);
		expect(await restore(part)).toMatchObject(illegal);
	});
});

describe('a deletion', () => {
	const remove = (path: string) => call(bank, 'DELETE', `/transactions${path}`);
	const gone = async (query: string) => (await remove(`?${query}`)).json?.identifiers as number[];

	it('is of what is not a booking of its own', async () => {
		const duplicate = await first(`${on}&isPotentialDuplicate=true`);
		expect(await remove(`/${String(duplicate.id)}`)).toMatchObject({ status: 200, text: '' });
		const adjusting = await first(`${on}&isAdjustingEntry=true`);
		expect((await remove(`/${String(adjusting.id)}`)).status).toBe(200);
		const rent = await first(`${on}&purpose=Miete`);
		expect(await remove(`/${String(rent.id)}`)).toMatchObject(refused(422, 'ILLEGAL_ENTITY_STATE'));
	});

	it('of all is safe unless told', async () => {
		expect(await gone('')).toHaveLength(6);
		expect(await gone('')).toEqual([]);
		expect((await gone(`safeMode=false&accountIds=${checking}`)).length).toBe(197);
		expect(await total(on)).toBe(0);
		expect(await total('')).toBeGreaterThan(0);
	});

	it('of all reaches to a day, or begins with an import', async () => {
		await updated();
		expect(await gone(`safeMode=false&${on}&minImportDate=2026-03-15`)).toHaveLength(3);
		const older = await gone(`safeMode=false&${on}&maxDeletionDate=2025-12-31`);
		expect(older.length).toBeGreaterThan(100);
		expect(await total(`${on}&maxBankBookingDate=2025-12-31`)).toBe(0);
	});

	it('of all can be told to be for good', async () => {
		await gone(`safeMode=false&${on}&rememberDeletion=true`);
		await updated();
		expect(await total(on)).toBe(3);
		bank.reset();
		await gone(`safeMode=false&${on}`);
		await updated();
		expect(await total(on)).toBe(202);
	});

	it.each([
		['maxDeletionDate=2026-03-16', 'BAD_REQUEST'],
		['minImportDate=2026-03-01', 'INVALID_FILTER_OPTIONS'],
		['minImportDate=2026-03-01&safeMode=false&rememberDeletion=true', 'INVALID_FILTER_OPTIONS'],
		[
			'minImportDate=2026-03-01&safeMode=false&maxDeletionDate=2026-03-01',
			'INVALID_FILTER_OPTIONS',
		],
		['view=bankView', 'BAD_REQUEST'],
	])('of all does not take %s', async (query, code) => {
		const before = bank.state.transactions.size;
		expect(await remove(`?${query}`)).toMatchObject(refused(400, code));
		expect(bank.state.transactions.size).toBe(before);
	});
});

describe('the categorization', () => {
	const trigger = (ids?: number[]) =>
		call(bank, 'POST', '/transactions/triggerCategorization', {
			body: { bankConnectionIds: ids },
		});
	const status = async () =>
		(await call(bank, 'GET', `/bankConnections/${household}`)).json?.categorizationStatus;

	it('is run again for what has no category, and takes its time', async () => {
		const { id } = await first(`${on}&purpose=Miete`);
		const mine = await first(`${on}&search=bäckerei`);
		await edit(mine.id, { categoryId: 0 });
		const lost = bank.state.transactions.get(String(id));
		if (lost) lost.categoryId = null;
		expect(await trigger()).toMatchObject({ status: 200, text: '' });
		expect(await status()).toBe('PENDING');
		bank.advance(700);
		expect(await status()).toBe('IN_PROGRESS');
		bank.advance(700);
		expect(await status()).toBe('READY');
		expect((await get(id)).json?.category).toMatchObject({ name: 'Miete' });
		expect((await get(mine.id)).json?.category).toBeNull();
	});

	it('says 422 where others say 423', async () => {
		await update();
		expect(await trigger()).toMatchObject(refused(422, 'LOCKED'));
		expect((await trigger([4500000000003])).status).toBe(200);
		expect(await trigger([4500000000004])).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
	});

	it('needs a connection', async () => {
		bank.state.connections.clear();
		expect(await trigger()).toMatchObject(refused(422, 'ILLEGAL_ENTITY_STATE'));
	});
});
