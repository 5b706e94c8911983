import type { IDataObject } from 'n8n-workflow';
import { FinicityTransactionTrigger } from '../../../nodes/Finicity/FinicityTransactionTrigger.node';
import type { Span } from '../../sandbox/finicity/clock';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import type { Fate } from '../../sandbox/finicity/ledger/booking';
import { byId, finicityCredential } from '../../support/finicity';
import { type Given, PollingWorkflow, setTime } from '../../support/polling';

const START = '2026-03-10T09:00:00Z';
const customer = '7000000001';
const account = '5011000001';

let bank: FinicitySandbox;

beforeEach(async () => {
	bank = await startFinicity({ now: START });
	// Only what a test books is to happen at the bank.
	for (const each of bank.state.accountsOf(customer)) if (each.id !== account) drop(each.id);
	setTime(START);
});

afterEach(async () => await bank.close());
afterAll(() => jest.useRealTimers());

function drop(id: string): void {
	bank.state.deleteAccounts([...bank.state.accounts.values()].filter((each) => each.id === id));
}

const workflow = (parameters: IDataObject = {}, forgets = false) =>
	new PollingWorkflow(
		{
			nodeType: new FinicityTransactionTrigger(),
			credential: 'finicityApi',
			credentials: finicityCredential(bank),
			parameters: { customerId: byId(customer), ...parameters },
		},
		forgets,
	);

function book(description: string, { daysAgo = 0, fate }: { daysAgo?: number; fate?: Fate } = {}) {
	bank.book(account, {
		...{ description, daysAgo, amount: -12.5, ...(fate && { fate }) },
		...{ payee: 'Shop', category: 'Shopping', type: 'debit' },
	});
}

/** Nights pass, and n8n's clock goes with the bank's. */
function nights(count = 1): void {
	bank.passNights(count);
	setTime(bank.now() * 1000);
}

function advance(span: Span): void {
	bank.advance(span);
	setTime(bank.now() * 1000);
}

const ours = (given: Given) =>
	(given ?? [])
		.map(({ description }) => description)
		.filter((each) => /^booked/.test(String(each)));

/** The addresses asked for since the last time. */
function asked(): string[] {
	return bank.requests
		.splice(0)
		.filter(({ path }) => !path.endsWith('/authentication'))
		.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);
}

/** The days of the last transactions that were asked for. */
function daysAsked(): string[] {
	const url = asked()
		.filter((each) => each.includes('/transactions?'))
		.at(-1);
	return daysOf(url);
}

const daysOf = (url = '') =>
	['fromDate', 'toDate'].map((name) => {
		const seconds = Number(new URL(url.replace('GET ', ''), bank.baseUrl).searchParams.get(name));
		return new Date(seconds * 1000).toISOString().slice(0, 10);
	});

it('gives what is new over several polls and a restart, each once', async () => {
	const trigger = workflow();
	expect(await trigger.start()).toBeNull();
	expect(await trigger.poll()).toBeNull();
	book('booked first');
	nights();
	expect(ours(await trigger.poll())).toEqual(['booked first']);
	book('booked second');
	nights();
	trigger.restart();
	expect(ours(await trigger.start())).toEqual(['booked second']);
	expect(await trigger.poll()).toBeNull();
	book('booked third');
	nights();
	expect(ours(await trigger.poll())).toEqual(['booked third']);
});

it('asks for the accounts, then for thirty days and some that are still to come', async () => {
	const trigger = workflow();
	await trigger.start();
	const [accounts, transactions] = asked();
	expect(accounts).toBe(`GET /aggregation/v1/customers/${customer}/accounts`);
	expect(transactions).toContain(`GET /aggregation/v3/customers/${customer}/transactions?`);
	expect(transactions).toContain('&includePending=false&sort=asc&start=1&limit=1000');
	expect(daysOf(transactions)).toEqual(['2026-02-08', '2026-03-20']);
});

it('begins fifteen days before the last success after an outage', async () => {
	const trigger = workflow();
	await trigger.start();
	asked();
	advance({ days: 60 });
	bank.fault({ path: /transactions/, status: 400, body: {} });
	await expect(trigger.poll()).rejects.toThrow('Finicity');
	expect(daysAsked()[0]).toBe('2026-02-23');
	await trigger.poll();
	expect(daysAsked()[0]).toBe('2026-02-23');
	await trigger.poll();
	expect(daysAsked()[0]).toBe('2026-04-09');
});

it('looks back as far as the option says, and never less than fifteen days', async () => {
	await workflow({ options: { daysToLookBack: 90 } }).start();
	expect(daysAsked()[0]).toBe('2025-12-10');
	await expect(workflow({ options: { daysToLookBack: 14 } }).start()).rejects.toThrow(
		"'Days to Look Back' must be a whole number of at least 15, but is '14'",
	);
	expect(asked()).toEqual([]);
});

it('gives what the bank tells of late, with a day before others that are known', async () => {
	const trigger = workflow();
	await trigger.start();
	book('booked late', { daysAgo: 12 });
	book('booked today');
	nights();
	expect(ours(await trigger.poll())).toEqual(['booked late', 'booked today']);
});

it.each<Fate>(['inPlace', 'newId'])(
	'gives what was pending (%s) once it is posted',
	async (fate) => {
		const trigger = workflow();
		await trigger.start();
		book('booked slowly', { fate });
		nights();
		expect(ours(await trigger.poll())).toEqual([]);
		nights(4);
		const given = await trigger.poll();
		expect(ours(given)).toEqual(['booked slowly']);
		expect(given?.find(({ description }) => description === 'booked slowly')).toMatchObject({
			status: 'posted',
		});
		nights();
		expect(ours(await trigger.poll())).toEqual([]);
	},
);

it('gives pending ones on request, and the same again when it is posted', async () => {
	const trigger = workflow({ includePending: true });
	await trigger.start();
	book('booked slowly', { fate: 'inPlace' });
	nights();
	const pending = await trigger.poll();
	expect(pending).toMatchObject([{ description: 'booked slowly', status: 'pending' }]);
	nights(4);
	const posted = (await trigger.poll())?.filter(({ id }) => id === pending?.[0]?.id);
	expect(posted).toMatchObject([{ description: 'booked slowly', status: 'posted' }]);
});

it('does not give what the bank has taken back before it was seen', async () => {
	const trigger = workflow({ simplify: false });
	await trigger.start();
	book('booked wrongly', { daysAgo: 9, fate: 'takenBack' });
	nights();
	expect(ours(await trigger.poll())).toEqual([]);
});

describe('an account that is linked later', () => {
	it.each([false, true])(
		'brings no history, but what comes after it (n8n forgets: %s)',
		async (forgets) => {
			const trigger = workflow({}, forgets);
			await trigger.start();
			const [added] = bank.connect(customer);
			nights();
			const given = await trigger.poll();
			expect(given?.filter(({ accountId }) => accountId !== account)).toEqual([]);
			expect(await trigger.poll()).toBeNull();
			bank.book(added?.id ?? '', {
				...{ description: 'booked on the new one', amount: 1 },
				...{ payee: 'Shop', category: 'Shopping', type: 'credit' },
			});
			nights();
			expect(ours(await trigger.poll())).toEqual(['booked on the new one']);
		},
	);

	it('brings its last days on request', async () => {
		const trigger = workflow({ options: { newAccountDays: 10 } });
		await trigger.start();
		bank.connect(customer);
		const given = (await trigger.poll()) ?? [];
		expect(given.length).toBeGreaterThan(2);
		for (const { date } of given) expect(String(date) >= '2026-02-28').toBe(true);
		const { transactions } = bank.state;
		expect(transactions.size).toBeGreaterThan(1);
	});

	it('is not known before Finicity has read it from its bank', async () => {
		const trigger = workflow();
		await trigger.start();
		const added = bank.connect(customer).map((each) => ({ ...each }));
		const held = added.map(({ id }) => bank.state.accounts.get(id));
		for (const each of held) if (each) each.aggregationSuccessDate = undefined;
		expect(await trigger.poll()).toBeNull();
		for (const each of added) Object.assign(bank.state.accounts.get(each.id) ?? {}, each);
		// Its history is there only now.
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toBeNull();
	});
});

it('gives the last days with the first poll on request', async () => {
	const trigger = workflow({ options: { firstDays: 7 } });
	const given = (await trigger.start()) ?? [];
	const dates = given.map(({ date }) => String(date));
	expect(dates.length).toBeGreaterThan(1);
	expect(dates).toEqual([...dates].sort());
	expect(dates.every((date) => date >= '2026-03-03')).toBe(true);
	expect(await trigger.poll()).toBeNull();
});

it('reads further back with the first poll when more days are wanted than it looks back', async () => {
	const trigger = workflow({ options: { firstDays: 60 } });
	const given = (await trigger.start()) ?? [];
	expect(daysAsked()[0]).toBe('2026-01-09');
	expect(given.some(({ date }) => String(date) < '2026-02-01')).toBe(true);
	expect(await trigger.poll()).toBeNull();
	expect(daysAsked()[0]).toBe('2026-02-08');
});

it.each([100_000, 1_000_000_000])('takes %d days for all that there are', async (days) => {
	const options = { daysToLookBack: days, firstDays: days, newAccountDays: days, maximumAge: days };
	const trigger = workflow({ options });
	const given = (await trigger.start()) ?? [];
	expect(daysAsked()[0]).toBe('1970-01-01');
	expect(given.length).toBeGreaterThan(20);
	expect(await trigger.poll()).toBeNull();
	book('booked later');
	nights();
	expect(ours(await trigger.poll())).toEqual(['booked later']);
});

it('gives nothing and forgets nothing when any of its requests fails', async () => {
	const trigger = workflow();
	await trigger.start();
	book('booked in the meantime');
	nights();
	const { saved } = trigger;
	for (const path of [/accounts$/, /transactions$/]) {
		bank.fault({ path, status: 400, body: { code: '10000', message: 'no' } });
		await expect(trigger.poll()).rejects.toThrow('Finicity: no (code 10000)');
		expect(trigger.saved).toBe(saved);
	}
	expect(ours(await trigger.poll())).toEqual(['booked in the meantime']);
});

it('takes a customer without accounts for one that has nothing yet', async () => {
	drop(account);
	const trigger = workflow();
	expect(await trigger.start()).toBeNull();
	bank.connect(customer);
	expect(await trigger.poll()).toEqual([]);
});

it('shows the newest few as a test event, which changes nothing', async () => {
	const trigger = workflow();
	await trigger.start();
	book('booked for the test');
	nights();
	const { saved } = trigger;
	const shown = (await trigger.fetchTestEvent()) ?? [];
	expect(shown).toHaveLength(5);
	expect(shown.map(({ date }) => String(date))).toEqual(
		shown.map(({ date }) => String(date)).sort(),
	);
	expect(ours(shown)).toEqual(['booked for the test']);
	expect(trigger.saved).toBe(saved);
	expect(ours(await trigger.poll())).toEqual(['booked for the test']);
});

it('gives the columns that all banks share, or all that the bank has', async () => {
	for (const simplify of [true, false]) {
		const trigger = workflow({ simplify });
		await trigger.start();
		book(`booked ${simplify}`);
		nights();
		const given = (await trigger.poll()) ?? [];
		const item = given.find(({ description }) => description === `booked ${simplify}`);
		expect(item && 'uniqueTransactionId' in item).toBe(!simplify);
		expect(item && Object.keys(item).slice(0, 3)).toEqual(
			simplify ? ['id', 'accountId', 'date'] : ['id', 'amount', 'uniqueTransactionId'],
		);
	}
});

it('does not begin anew for another look of the items, but for everything else', async () => {
	const trigger = workflow();
	await trigger.start();
	book('booked between');
	nights();
	trigger.set({ simplify: false });
	expect(ours(await trigger.poll())).toEqual(['booked between']);
	const changes: IDataObject[] = [
		{ accountIds: byId(account) },
		{ includePending: true },
		{ filters: { minimumAmount: 5 } },
		{ filters: { text: 'booked' } },
		{ filters: { direction: 'outgoing' } },
		{ options: { daysToLookBack: 40 } },
		{ options: { maximumAge: 30 } },
	];
	for (const [index, change] of changes.entries()) {
		book(`booked before change ${index}`);
		nights();
		trigger.set(change);
		expect(ours(await trigger.poll())).toEqual([]);
		book(`booked after change ${index}`);
		nights();
		expect(ours(await trigger.poll())).toEqual([`booked after change ${index}`]);
	}
});

it('says of a list that is not whole that nothing is lost, for it has no Limit to be set smaller', async () => {
	const trigger = workflow();
	await trigger.start();
	bank.fault({
		path: /transactions/,
		body: { transactions: [], moreAvailable: 'true' },
	});
	await expect(trigger.poll()).rejects.toMatchObject({
		message: 'Finicity sent an empty page and says that there is more',
		description: 'The list is not whole. Try again, or wait for the next poll: nothing is lost.',
	});
});
