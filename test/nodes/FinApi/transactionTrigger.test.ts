import type { IDataObject } from 'n8n-workflow';
import { FinApiTransactionTrigger } from '../../../nodes/FinApi/FinApiTransactionTrigger.node';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { addBooking } from '../../sandbox/finapi/ledger/delivery';
import type { Transaction } from '../../sandbox/finapi/model';
import { germanDay } from '../../sandbox/finapi/time';
import { finApiCredential } from '../../support/finApi';
import { byId } from '../../support/finicity';
import { type Given, PollingWorkflow, setTime } from '../../support/polling';

const START = '2026-03-10T09:00:00Z';
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** On an account whose id, and those of its transactions, have more digits than a number holds. */
const account = '9007199254740995';
const other = '8400000000001';

let bank: FinApiSandbox;
let now: number;

beforeEach(async () => {
	bank = await startFinApi({ now: START });
	now = Date.parse(START);
	setTime(now);
	for (const each of bank.state.transactions.values()) each.importedAt -= 10 * DAY;
});

afterEach(async () => await bank.close());
afterAll(() => jest.useRealTimers());

const workflow = (parameters: IDataObject = {}, forgets = false) =>
	new PollingWorkflow(
		{
			nodeType: new FinApiTransactionTrigger(),
			credential: 'finApi',
			credentials: finApiCredential(bank),
			parameters,
		},
		forgets,
	);

/** Time passes at the bank and in n8n alike. */
function wait(milliseconds: number): void {
	bank.advance(milliseconds);
	now += milliseconds;
	setTime(now);
}

/** finAPI imports a booking of so many days ago. */
function book(
	purpose: string,
	daysAgo = 0,
	{ on = account, at = now, ...more }: { on?: string; at?: number } & Partial<Transaction> = {},
): Transaction {
	const found = bank.state.accountsOf(bank.user.userId).find((each) => each.account.id === on);
	if (!found) throw new Error(`There is no account ${on}`);
	const bankBookingDate = germanDay(now - daysAgo * DAY);
	const booking = {
		...{ bankBookingDate, valueDate: bankBookingDate, cents: -1250, purpose },
		...{ counterpartName: 'Laden', counterpartIban: null, type: 'Lastschrift' },
		...{ endToEndReference: null, ...more },
	};
	return addBooking(bank.state, found.account, booking, { at, today: germanDay(now) });
}

const purposes = (given: Given) => given && given.map(({ description }) => description);

const asked = () =>
	bank.requests
		.splice(0)
		.filter(({ path }) => !path.endsWith('/token'))
		.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);

it('gives what is new over several polls and a restart, each once, oldest first', async () => {
	const trigger = workflow();
	expect(await trigger.start()).toBeNull();
	wait(HOUR);
	expect(await trigger.poll()).toBeNull();
	book('first');
	book('late', 40);
	expect(purposes(await trigger.poll())).toEqual(['late', 'first']);
	book('second');
	trigger.restart();
	expect(purposes(await trigger.start())).toEqual(['second']);
	wait(HOUR);
	expect(await trigger.poll()).toBeNull();
	book('third');
	const [item] = (await trigger.poll()) ?? [];
	expect(item).toEqual({
		id: expect.stringMatching(/^\d{16}$/) as unknown,
		accountId: account,
		date: '2026-03-10',
		valueDate: '2026-03-10',
		amount: -12.5,
		currency: 'EUR',
		description: 'third',
		counterparty: 'Laden',
		category: null,
		status: 'posted',
	});
});

it('asks for imports since two days before the last success, by the calendar of Germany', async () => {
	now = Date.parse('2026-03-10T23:30:00Z');
	setTime(now);
	const trigger = workflow();
	await trigger.start();
	expect(asked()).toEqual([
		'GET /api/v2/accounts',
		'GET /api/v2/transactions?view=bankView&order=id,asc&minImportDate=2026-03-09&page=1&perPage=500',
	]);
	wait(30 * DAY);
	await trigger.poll();
	expect(asked().at(-1)).toContain('minImportDate=2026-03-09');
	await trigger.poll();
	expect(asked().at(-1)).toContain('minImportDate=2026-04-08');
});

it('gives what was imported a day before it could be seen', async () => {
	const trigger = workflow();
	await trigger.start();
	wait(HOUR);
	await trigger.poll();
	book('seen late', 3, { at: now - DAY });
	expect(purposes(await trigger.poll())).toEqual(['seen late']);
	expect(await trigger.poll()).toBeNull();
});

it('gives nothing again because the user has split it, or has seen it', async () => {
	const trigger = workflow();
	await trigger.start();
	const booked = book('to be split');
	expect(purposes(await trigger.poll())).toEqual(['to be split']);
	booked.isNew = false;
	for (const part of ['one', 'two']) book(part, 0, { parentId: booked.id }).parentId = booked.id;
	expect(await trigger.poll()).toBeNull();
});

it('leaves out what finAPI has made up itself, and possible duplicates on request', async () => {
	const [usual, eager, strict] = [
		workflow(),
		workflow({ options: { includeAdjustingEntries: true } }),
		workflow({ options: { includePotentialDuplicates: false } }),
	];
	for (const each of [usual, eager, strict]) await each.start();
	book('Zwischensaldo', 0, { isAdjustingEntry: true });
	book('twice', 0, { isPotentialDuplicate: true });
	expect(purposes(await usual.poll())).toEqual(['twice']);
	expect(purposes(await eager.poll())).toEqual(['Zwischensaldo', 'twice']);
	expect(await strict.poll()).toBeNull();
});

/** Another bank of the user, whose first download is under way. */
function link(): { id: string; finish(): void } {
	const [connection] = bank.state.connectionsOf(bank.user.userId);
	if (!connection) throw new Error('The user has no connection');
	const [like] = connection.accounts;
	if (!like) throw new Error('The connection has no account');
	const id = bank.state.newId('account');
	const added = { ...like, id, lastSuccessfulUpdate: null as number | null };
	connection.accounts.push(added);
	return { id, finish: () => void (added.lastSuccessfulUpdate = now) };
}

describe('an account that is linked later', () => {
	it.each([false, true])(
		'brings no history, but what comes after it (n8n forgets: %s)',
		async (forgets) => {
			const trigger = workflow({}, forgets);
			await trigger.start();
			const { id, finish } = link();
			book('history', 300, { on: id });
			book('history of today', 0, { on: id });
			expect(await trigger.poll()).toBeNull();
			book('more history', 200, { on: id });
			finish();
			// n8n keeps that the account is known, and nothing comes out.
			expect(await trigger.poll()).toEqual([]);
			book('new', 0, { on: id });
			expect(purposes(await trigger.poll())).toEqual(['new']);
			expect(await trigger.poll()).toBeNull();
		},
	);

	it('brings its last days on request', async () => {
		const trigger = workflow({ options: { newAccountDays: 3 } });
		await trigger.start();
		const { id, finish } = link();
		finish();
		for (const ago of [2, 3, 4]) book(`${ago} days ago`, ago, { on: id });
		expect(purposes(await trigger.poll())).toEqual(['3 days ago', '2 days ago']);
		expect(await trigger.poll()).toBeNull();
	});
});

it('takes more days than there have ever been for all', async () => {
	const options = { firstDays: 1_000_000_000, newAccountDays: 1_000_000_000 };
	const given = (await workflow({ options }).start()) ?? [];
	expect(given.length).toBeGreaterThan(20);
});

it('gives the last days with the first poll on request, whenever they were imported', async () => {
	const trigger = workflow({ options: { firstDays: 30 } });
	const given = (await trigger.start()) ?? [];
	expect(asked().at(-1)).toContain('minBankBookingDate=2026-02-08');
	const dates = given.map(({ date }) => String(date));
	expect(dates.length).toBeGreaterThan(5);
	expect(dates.every((date) => date >= '2026-02-08')).toBe(true);
	expect(new Set(given.map(({ id }) => id)).size).toBe(given.length);
	expect(await trigger.poll()).toBeNull();
	expect(asked().at(-1)).toContain('minImportDate=2026-03-08');
});

it('takes only the accounts that are chosen', async () => {
	const trigger = workflow({ accountIds: byId(` ${account} , 8400000000003`) });
	await trigger.start();
	book('chosen');
	book('other', 0, { on: other });
	expect(purposes(await trigger.poll())).toEqual(['chosen']);
});

it('reads all pages, and keeps nothing when one of them fails', async () => {
	const trigger = workflow();
	await trigger.start();
	for (let number = 0; number < 1200; number++) book(`booking ${number}`);
	const { saved } = trigger;
	bank.fault({ path: /transactions$/, skip: 1, status: 400, body: {} });
	await expect(trigger.poll()).rejects.toThrow('finAPI');
	expect(trigger.saved).toBe(saved);
	const given = (await trigger.poll()) ?? [];
	expect(given.map(({ description }) => description)).toEqual(
		Array.from({ length: 1200 }, (_, number) => `booking ${number}`),
	);
	expect(await trigger.poll()).toBeNull();
});

it('shows the newest few as a test event, which changes nothing', async () => {
	const trigger = workflow();
	await trigger.start();
	for (let number = 0; number < 7; number++) book(`booking ${number}`);
	const { saved } = trigger;
	expect(await trigger.fetchTestEvent()).toHaveLength(5);
	expect(asked().at(-1)).toContain('order=id,desc&page=1&perPage=100');
	expect(trigger.saved).toBe(saved);
	expect(await trigger.poll()).toHaveLength(7);
});

it('says that it reads V2 when the credential is for V1', async () => {
	await bank.close();
	bank = await startFinApi({ version: 'V1' });
	await expect(workflow().start()).rejects.toThrow(
		'This trigger reads V2 of the API, but the credential is for V1. Choose a credential for V2.',
	);
	expect(bank.requests).toEqual([]);
});

it('says of a list that is not whole that nothing is lost, for it has no Limit to be set smaller', async () => {
	const trigger = workflow();
	await trigger.start();
	bank.fault({
		path: /transactions/,
		body: { transactions: [], paging: { page: 1, perPage: 500, pageCount: 2, totalCount: 501 } },
	});
	await expect(trigger.poll()).rejects.toMatchObject({
		message: 'finAPI sent an empty page and says that there is more',
		description: 'The list is not whole. Try again, or wait for the next poll: nothing is lost.',
	});
});
