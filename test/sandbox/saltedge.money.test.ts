import { callSaltEdge, type SaltEdgeReply } from '../support/saltEdgeClient';
import type { ApiVersion, SaltEdgeSandbox } from './saltedge';
import { startSaltEdge } from './saltedge';

const customer = '905731486325476354';
const household = '907152193875460301';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Transaction {
	id: string;
	account_id: string;
	status: string;
	mode: string;
	made_on: string;
	amount: number;
	description: string;
	category: string;
	duplicated: boolean;
	extra: Record<string, unknown>;
	created_at: string;
	updated_at: string;
}

interface Account {
	id: string;
	nature: string;
	name: string;
	balance: number;
	extra: Record<string, unknown>;
}

let bank: SaltEdgeSandbox;
/** Time stands still but for what a test lets pass. */
let now = Date.now();

beforeAll(async () => (bank = await startSaltEdge({ stageDelayMs: 1000 })));
beforeEach(() => {
	now = Date.UTC(2026, 10, 26, 9, 30);
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	bank.reset();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await bank.close());

const call = async (version: ApiVersion, address: string, data?: object): Promise<SaltEdgeReply> =>
	await callSaltEdge(bank, version, address, { body: data && { data } });

const of = `connection_id=${household}`;

const listed = async (query = '', version: ApiVersion = 'v6'): Promise<Transaction[]> =>
	(await call(version, `GET /transactions?${of}&per_page=1000${query}`)).data as Transaction[];

const accounts = async (): Promise<Account[]> =>
	(await call('v6', `GET /accounts?${of}`)).data as Account[];

const refused = (status: number, errorClass: string) => ({
	status,
	json: { error: expect.objectContaining({ class: errorClass }) as unknown },
});

/** Lets the bank be asked for what is new, and waits for it. */
async function refresh(data: object = {}): Promise<void> {
	const path = `/connections/${household}/refresh`;
	const given = await call('v6', `POST ${path}`, { show_widget: false, ...data });
	expect(given.status).toBe(200);
	bank.pass(minute);
}

const idsOf = (transactions: readonly Transaction[]) => transactions.map(({ id }) => id);
const daysAgo = (days: number) =>
	new Date(bank.state.now() - days * day).toISOString().slice(0, 10);
const inCents = (transactions: readonly Transaction[]) =>
	transactions.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0);

describe('accounts', () => {
	it('are those of a connection, or of all connections of a customer', async () => {
		expect(await accounts()).toMatchObject([
			{ name: 'Current account', nature: 'account', connection_id: household },
			{ name: 'Credit card', nature: 'credit_card', connection_id: household },
		]);
		const all = await call('v5', `GET /accounts?customer_id=${customer}`);
		// One of its connections has never been let in by its bank.
		expect(all.data).toHaveLength(12);
		expect(await call('v6', 'GET /accounts?customer_id=1')).toMatchObject(
			refused(404, 'CustomerNotFound'),
		);
	});

	it('have an IBAN that proves right, and what belongs to a card', async () => {
		const all = (await call('v6', `GET /accounts?customer_id=${customer}`)).data as Account[];
		const ibans = all.flatMap(({ extra }) => (extra.iban === undefined ? [] : [extra.iban]));
		expect(ibans).toHaveLength(6);
		expect(new Set(ibans).size).toBe(6);
		for (const iban of ibans.map(String)) {
			const digits = [...(iban.slice(4) + iban.slice(0, 4))]
				.map((one) => parseInt(one, 36))
				.join('');
			expect(BigInt(digits) % 97n).toBe(1n);
		}
		const [, card] = await accounts();
		expect(card?.extra).toMatchObject({
			card_type: 'visa',
			credit_limit: 2500,
			available_amount: Number((2500 + (card?.balance ?? 0)).toFixed(2)),
		});
	});

	it('have the balance that their transactions come to, with cents', async () => {
		for (let round = 0; round < 3; round += 1) {
			const transactions = await listed();
			for (const { id, nature, balance, extra } of await accounts()) {
				const own = transactions.filter(({ account_id }) => account_id === id);
				const opening = nature === 'account' ? 185_000 : 0;
				expect(Math.round(balance * 100)).toBe(opening + inCents(own));
				expect(extra.transactions_count).toMatchObject({ posted: own.length });
			}
			bank.pass(3 * day);
			await refresh();
		}
	});

	it('are fetched by their nature, and without a balance in v5', async () => {
		const { data: created } = await call('v5', 'POST /connections', {
			customer_id: '98001',
			country_code: 'XF',
			provider_code: 'fakebank_simple_xf',
			consent: { scopes: ['account_details'] },
			credentials: { login: 'username', password: 'secret' },
			attempt: { fetch_scopes: ['accounts_without_balance'], include_natures: ['credit_card'] },
		});
		bank.pass(minute);
		const { id } = created as { id: string };
		const { data } = await call('v5', `GET /accounts?connection_id=${id}`);
		expect(data).toMatchObject([{ nature: 'credit_card', balance: 0 }]);
		expect((await call('v5', `GET /transactions?connection_id=${id}`)).data).toEqual([]);
	});
});

describe('transactions', () => {
	it('go back thirteen months, in the order in which they came, under long ids', async () => {
		const all = await listed();
		expect(all.length).toBeGreaterThan(400);
		const days = all.map(({ made_on }) => made_on).sort();
		expect(days[0]).toBe(daysAgo(396));
		const months = new Set(days.map((date) => date.slice(0, 7)));
		expect(months.size).toBeGreaterThanOrEqual(13);
		for (const { id } of await accounts()) {
			const ofAccount = all.filter(({ account_id }) => account_id === id);
			expect(new Set(ofAccount.map(({ made_on }) => made_on.slice(0, 7))).size).toBe(months.size);
		}
		const ids = idsOf(all);
		expect(ids).toEqual([...ids].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1)));
		expect(new Set(ids).size).toBe(ids.length);
		expect(Number.isSafeInteger(Number(ids[0]))).toBe(false);
	});

	it('are the same each time the bank starts', async () => {
		const before = await listed();
		bank.reset();
		expect(await listed()).toEqual(before);
		const other = await startSaltEdge();
		const { data } = await callSaltEdge(other, 'v6', `GET /transactions?${of}&per_page=1000`);
		const told = ({ description, amount, made_on }: Transaction) => [description, amount, made_on];
		expect((data as Transaction[]).map(told)).toEqual(before.map(told));
		await other.close();
	});

	it('have all that makes them hard to handle', async () => {
		const all = await listed();
		const some = (is: (one: Transaction) => boolean) => all.filter(is);
		expect(new Set(all.map(({ mode }) => mode))).toEqual(new Set(['normal', 'fee', 'transfer']));
		expect(some(({ amount }) => amount > 0).length).toBeGreaterThan(10);
		expect(some(({ description }) => /[äöüßÄÖÜ]/.test(description)).length).toBeGreaterThan(50);
		expect(some(({ description }) => /\p{Extended_Pictographic}/u.test(description)).length) //
			.toBeGreaterThan(10);
		const currencies = all.flatMap(({ extra }) => extra.original_currency_code ?? []);
		expect(new Set(currencies)).toEqual(new Set(['USD', 'JPY', 'CHF']));
		const [refund] = some(({ extra }) => extra.type === 'refund');
		const [bought] = some(({ description }) => description.includes('Winterjacke'));
		expect(refund?.amount).toBe(-(bought?.amount ?? 0));
		// Told late: made before what had been there.
		const isLate = all.filter(({ made_on, account_id }, at) =>
			all.slice(0, at).some((one) => one.account_id === account_id && one.made_on > made_on),
		);
		expect(isLate.length).toBeGreaterThan(10);
	});

	it('that were booked twice are in a list of their own', async () => {
		const duplicates = await listed('&duplicated=true');
		expect(duplicates.length).toBeGreaterThan(3);
		for (const { duplicated, extra } of duplicates) {
			expect([duplicated, extra.possible_duplicate]).toEqual([true, true]);
		}
		const posted = await listed();
		expect(posted.some(({ duplicated }) => duplicated)).toBe(false);
		expect((await call('v5', `GET /transactions/duplicates?${of}`)).data).toHaveLength(
			duplicates.length,
		);
	});

	it('are those of one account on request', async () => {
		const [first] = await accounts();
		const own = await listed(`&account_id=${first?.id}`);
		expect(new Set(own.map(({ account_id }) => account_id))).toEqual(new Set([first?.id]));
		expect(await call('v6', `GET /transactions?${of}&account_id=1`)).toMatchObject(
			refused(404, 'AccountNotFound'),
		);
	});

	it('have no extras in v5 that only v6 knows', async () => {
		const names = (all: Transaction[]) => new Set(all.flatMap(({ extra }) => Object.keys(extra)));
		const [inV5, inV6] = [names(await listed('', 'v5')), names(await listed())];
		expect([...inV6].filter((name) => !inV5.has(name)).sort()).toEqual([
			'end_to_end_id',
			'transfer_id',
		]);
	});

	it('take no filter that is not known to work', async () => {
		for (const parameter of ['from_date=2026-01-01', 'to_date=2026-01-01', 'status=posted']) {
			expect(await call('v6', `GET /transactions?${of}&${parameter}`)).toMatchObject(
				refused(400, 'WrongRequestFormat'),
			);
		}
	});

	it('are without a category when none was asked for', async () => {
		await refresh();
		const connection = bank.state.connections.get(household);
		if (connection) connection.categorization = 'none';
		expect(new Set((await listed()).map(({ category }) => category))).toEqual(
			new Set(['uncategorized']),
		);
	});
});

describe('a refresh', () => {
	it('brings more each time, under ids above all that there were', async () => {
		let before = await listed();
		for (let round = 0; round < 3; round += 1) {
			await refresh();
			const after = await listed();
			const added = after.slice(before.length);
			expect(after.slice(0, before.length)).toEqual(before);
			expect(added.length).toBeGreaterThanOrEqual(4);
			const highest = BigInt(before.at(-1)?.id ?? 0);
			for (const { id } of added) expect(BigInt(id) > highest).toBe(true);
			before = after;
			bank.pass(2 * hour);
		}
	});

	it('brings what has been made since, and what was made before and told late', async () => {
		const before = await listed();
		bank.pass(30 * day);
		await refresh();
		const added = (await listed()).slice(before.length);
		expect(added.length).toBeGreaterThan(25);
		const lastDay =
			before
				.map(({ made_on }) => made_on)
				.sort()
				.at(-1) ?? '';
		expect(added.some(({ made_on }) => made_on > lastDay)).toBe(true);
		expect(added.some(({ description }) => description === 'Lohn/Gehalt')).toBe(true);
		const late = added.filter(({ description }) => description.startsWith('Nachbuchung'));
		expect(late.map(({ made_on }) => made_on)).toEqual([daysAgo(6), daysAgo(6)]);
	});

	it('drops what was pending: it is booked under another id, or still pending under one', async () => {
		const first = await listed('&pending=true');
		expect(first.map(({ status }) => status)).toEqual(Array(4).fill('pending'));
		await refresh({ attempt: { unduplication_strategy: 'delete_duplicated' } });
		const second = await listed('&pending=true');
		const posted = await listed();
		const known = new Set(idsOf(first));
		for (const id of [...idsOf(second), ...idsOf(posted)]) expect(known.has(id)).toBe(false);
		const same = (one: Transaction) => (other: Transaction) =>
			one.account_id === other.account_id &&
			one.amount === other.amount &&
			one.description === other.description;
		const booked = first.filter((one) => posted.some(same(one)));
		const stillPending = first.filter((one) => second.some(same(one)));
		expect([booked.length, stillPending.length]).toEqual([2, 2]);
		// And there are new ones.
		expect(second).toHaveLength(6);
	});

	it.each([
		['mark_as_pending', { pending: 2, duplicated: 0 }],
		['mark_as_duplicate', { pending: 0, duplicated: 2 }],
		['delete_duplicated', { pending: 0, duplicated: 0 }],
	])(
		'with %s does that to what the bank hands out again, and so do the next',
		async (unduplication_strategy, expected) => {
			const again = async (query: string) =>
				(await listed(query)).filter(
					({ extra, description }) =>
						extra.possible_duplicate === true && !description.startsWith('FITNESS'),
				).length;
			for (const [round, attempt] of [{ unduplication_strategy }, {}].entries()) {
				await refresh({ attempt });
				expect(await again('&pending=true')).toBe(expected.pending);
				expect(await again('&duplicated=true')).toBe(expected.duplicated * (round + 1));
				bank.pass(2 * hour);
			}
		},
	);

	it('leaves out what was excluded, and what is beyond its dates', async () => {
		const [current] = await accounts();
		const before = await listed();
		bank.pass(10 * day);
		const path = `/connections/${household}/refresh`;
		await call('v5', `PUT ${path}`, {
			attempt: { exclude_accounts: [current?.id], from_date: daysAgo(3), to_date: daysAgo(1) },
		});
		bank.pass(minute);
		const added = (await listed()).slice(before.length);
		expect(added.length).toBeGreaterThan(0);
		for (const { account_id, made_on } of added) {
			expect(account_id).not.toBe(current?.id);
			expect([daysAgo(3), daysAgo(2), daysAgo(1)]).toContain(made_on);
		}
	});
});

describe('marks', () => {
	it('take transactions out of the list and back, in v6', async () => {
		const [one, two] = idsOf(await listed());
		const data = { connection_id: household, transaction_ids: [one, two], duplicate: true };
		expect((await call('v6', 'PUT /transactions', data)).data).toEqual({
			duplicated: true,
			transaction_ids: [one, two],
		});
		expect(idsOf(await listed())).not.toContain(one);
		expect(idsOf(await listed('&duplicated=true')).slice(0, 2)).toEqual([one, two]);
		await call('v6', 'PUT /transactions', { ...data, duplicate: false });
		expect(idsOf(await listed()).slice(0, 2)).toEqual([one, two]);
	});

	it('do the same in v5, for a customer', async () => {
		const [one] = idsOf(await listed());
		const data = { customer_id: customer, transaction_ids: [one] };
		expect((await call('v5', 'PUT /transactions/duplicate', data)).data).toEqual({
			duplicated: true,
		});
		expect(idsOf(await listed())).not.toContain(one);
		expect((await call('v5', 'PUT /transactions/unduplicate', data)).data).toEqual({
			unduplicated: true,
		});
		expect(idsOf(await listed())).toContain(one);
	});

	it('mark all or none, and a hundred at the most in v5', async () => {
		const ids = idsOf(await listed());
		const mark = (transaction_ids: unknown[]) =>
			call('v5', 'PUT /transactions/duplicate', { customer_id: customer, transaction_ids });
		expect(await mark([ids[0], '1'])).toMatchObject(refused(404, 'TransactionNotFound'));
		expect(idsOf(await listed())).toContain(ids[0]);
		expect(await mark(ids.slice(0, 101))).toMatchObject(refused(400, 'BatchSizeLimitExceeded'));
		expect(await mark([])).toMatchObject(refused(400, 'WrongRequestFormat'));
		expect((await mark(ids.slice(0, 100))).status).toBe(200);
		const stranger = { customer_id: '98001', transaction_ids: [ids[200]] };
		expect(await call('v5', 'PUT /transactions/duplicate', stranger)).toMatchObject(
			refused(404, 'TransactionNotFound'),
		);
	});
});

describe('deleting old transactions', () => {
	it('keeps the last days of the account, the balance, and what other accounts have', async () => {
		const [current, card] = await accounts();
		const cleanup = (data: object) => call('v5', 'DELETE /transactions', data);
		const about = { customer_id: customer, account_id: current?.id };
		const other = await listed(`&account_id=${card?.id}`);
		expect((await cleanup({ ...about, keep_days: 30 })).data).toEqual({ cleanup_started: true });
		const left = await listed(`&account_id=${current?.id}`);
		expect(left.length).toBeGreaterThan(10);
		for (const { made_on } of left) expect(made_on >= daysAgo(29)).toBe(true);
		expect(await listed(`&account_id=${card?.id}`)).toEqual(other);
		expect((await accounts())[0]?.balance).toBe(current?.balance);
		// What is gone does not come back.
		await refresh();
		const later = await listed(`&account_id=${current?.id}`);
		for (const { made_on } of later) expect(made_on >= daysAgo(29)).toBe(true);
		await cleanup({ ...about, keep_days: 0 });
		expect(await listed(`&account_id=${current?.id}`)).toEqual([]);
		expect(await cleanup({ ...about, account_id: '1', keep_days: 1 })).toMatchObject(
			refused(404, 'AccountNotFound'),
		);
		expect(await cleanup({ ...about, keep_days: -1 })).toMatchObject(
			refused(400, 'ValueOutOfRange'),
		);
	});
});

describe('rates', () => {
	it('are those of a day, against the dollar', async () => {
		const today = await call('v6', 'GET /rates');
		expect(today.json?.meta).toEqual({ issued_on: daysAgo(0) });
		expect(today.data).toContainEqual({ currency_code: 'USD', rate: 1, fail: false });
		const before = await call('v5', 'GET /rates?date=2025-02-28');
		expect(before.data).toContainEqual({
			...{ currency_code: 'USD', rate: 1, fail: false },
			issued_on: '2025-02-28',
		});
		expect((await call('v5', 'GET /rates?date=2025-02-28')).text).toBe(before.text);
		const euro = (reply: SaltEdgeReply) =>
			(reply.data as { currency_code: string; rate: number }[]).find(
				({ currency_code }) => currency_code === 'EUR',
			)?.rate;
		expect(euro(today)).not.toBe(euro(before));
	});

	it.each([
		['2014-03-20', 'DateOutOfRange'],
		['2100-01-01', 'DateOutOfRange'],
		['2025-02-30', 'DateFormatInvalid'],
		['yesterday', 'DateFormatInvalid'],
	])('of %s there are none', async (date, errorClass) => {
		expect(await call('v6', `GET /rates?date=${date}`)).toMatchObject(refused(400, errorClass));
	});
});
