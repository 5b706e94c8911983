import type { IDataObject } from 'n8n-workflow';
import { SaltEdgeTransactionTrigger } from '../../../nodes/SaltEdge/SaltEdgeTransactionTrigger.node';
import { type ApiVersion, type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import type { Connection } from '../../sandbox/saltedge/model';
import { ledgerOf } from '../../sandbox/saltedge/money';
import type { Transaction } from '../../sandbox/saltedge/money/ledger';
import { byId } from '../../support/finicity';
import { type Given, PollingWorkflow, setTime } from '../../support/polling';
import { saltEdgeCredential } from '../../support/saltEdge';

const connectionId = '907152193875460301';
/** Two connections of the neighbour would be too many: this one has one. */
const neighbour = '905731486325476355';
const MINUTE = 60_000;

let bank: SaltEdgeSandbox;
let now: number;
let lastId: bigint;

beforeEach(async () => {
	now = Date.now();
	bank = await startSaltEdge();
	setTime(now);
	// Beyond all that the bank hands out by itself.
	lastId = 9n * 10n ** 27n;
});

afterEach(async () => {
	jest.useRealTimers();
	await bank.close();
});

const workflow = (
	parameters: IDataObject = {},
	version: ApiVersion = 'v6',
	forgets = false,
): PollingWorkflow =>
	new PollingWorkflow(
		{
			nodeType: new SaltEdgeTransactionTrigger(),
			credential: 'saltEdgeApi',
			credentials: saltEdgeCredential(bank, { apiVersion: version }),
			parameters: { apiVersion: version, connectionId: byId(connectionId), ...parameters },
		},
		forgets,
	);

function connectionWith(id: string): Connection {
	const connection = bank.state.connections.get(id);
	if (!connection) throw new Error(`There is no connection ${id}`);
	return connection;
}

function wait(milliseconds: number): void {
	now += milliseconds;
	bank.state.aheadMs += milliseconds;
	setTime(now);
}

/** Salt Edge gets a transaction of some days ago, and gives it an id. */
function book(
	description: string,
	daysAgo = 0,
	{ of = connectionId, ...more }: { of?: string } & Partial<Transaction> = {},
): Transaction {
	const connection = connectionWith(of);
	const [account] = connection.accounts;
	const transaction: Transaction = {
		id: String((lastId += 1n)),
		accountId: account?.id ?? '',
		madeOn: new Date(now - daysAgo * 24 * 60 * MINUTE).toISOString().slice(0, 10),
		...{ cents: -1250, mode: 'normal', description, category: 'other', extra: {} },
		...{ status: 'posted', duplicated: false, createdAt: now, updatedAt: now },
		...more,
	};
	ledgerOf(connection).transactions.push(transaction);
	return transaction;
}

const said = (given: Given) => given && given.map(({ description }) => description);

const asked = () => bank.requests.splice(0).map(({ method, url }) => `${method} ${url}`);

describe.each<ApiVersion>(['v6', 'v5'])('in %s', (version) => {
	it('gives what is new over several polls and a restart, each once, oldest first', async () => {
		const trigger = workflow({}, version);
		expect(await trigger.start()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		book('first');
		book('late', 40);
		expect(said(await trigger.poll())).toEqual(['late', 'first']);
		book('second');
		trigger.restart();
		expect(said(await trigger.start())).toEqual(['second']);
		expect(await trigger.poll()).toBeNull();
		book('third');
		expect(await trigger.poll()).toMatchObject([
			{ id: String(lastId), description: 'third', amount: -12.5, status: 'posted' },
		]);
	});

	it('asks for the connection, its accounts and its transactions', async () => {
		const trigger = workflow({ includePending: true }, version);
		await trigger.start();
		const pending =
			version === 'v5'
				? `GET /api/v5/transactions/pending?connection_id=${connectionId}&per_page=1000`
				: `GET /api/v6/transactions?connection_id=${connectionId}&pending=true&per_page=1000`;
		expect(asked()).toEqual([
			`GET /api/${version}/connections/${connectionId}`,
			`GET /api/${version}/accounts?connection_id=${connectionId}&per_page=1000`,
			`GET /api/${version}/transactions?connection_id=${connectionId}&per_page=1000`,
			pending,
		]);
	});

	it('gives what was pending once it is posted, under its id or another one', async () => {
		const [posted, both] = [workflow({}, version), workflow({ includePending: true }, version)];
		const early = book('known as pending', 0, { status: 'pending' });
		await posted.start();
		await both.start();
		const inPlace = book('in place', 0, { status: 'pending' });
		expect(await posted.poll()).toBeNull();
		expect(await both.poll()).toMatchObject([{ description: 'in place', status: 'pending' }]);
		inPlace.status = 'posted';
		early.status = 'posted';
		const expected = ['known as pending', 'in place'];
		expect(said(await posted.poll())).toEqual(expected);
		expect(said(await both.poll())).toEqual(expected);
		expect(await posted.poll()).toBeNull();
	});
});

describe('a connection with many transactions', () => {
	beforeEach(() => {
		for (let number = 0; number < 1600; number++) book(`old ${number}`, 20);
	});

	it('is read from the five hundredth newest id on, not from its beginning', async () => {
		const trigger = workflow();
		await trigger.start();
		expect(asked().filter((each) => each.includes('/transactions')).length).toBeGreaterThan(1);
		expect(trigger.saved.length).toBeLessThan(20_000);
		book('new');
		expect(said(await trigger.poll())).toEqual(['new']);
		const from = lastId - 500n;
		expect(asked().filter((each) => each.includes('/transactions'))).toEqual([
			`GET /api/v6/transactions?connection_id=${connectionId}&from_id=${from}&per_page=1000`,
		]);
	});

	it('does not give pending ones that were there before, however low their ids', async () => {
		const old = book('waits for long', 0, { status: 'pending' });
		for (let number = 0; number < 600; number++) book(`later ${number}`);
		const trigger = workflow({ includePending: true });
		await trigger.start();
		expect(await trigger.poll()).toBeNull();
		old.status = 'posted';
		book('new');
		// Too many have come since for the old one to be found.
		expect(said(await trigger.poll())).toEqual(['new']);
	});

	it('gives what gets a lower id than others, which a bare highest id would miss', async () => {
		const [late] = [book('posted late', 0, { status: 'pending' })];
		for (let number = 0; number < 400; number++) book(`later ${number}`);
		const trigger = workflow();
		await trigger.start();
		late.status = 'posted';
		expect(said(await trigger.poll())).toEqual(['posted late']);
		expect(await trigger.poll()).toBeNull();
	});

	it('is read from the next id that is kept when one is gone, and from all when all are', async () => {
		const trigger = workflow();
		await trigger.start();
		const ledger = ledgerOf(connectionWith(connectionId));
		const first = lastId - 499n;
		const gone = (ids: bigint[]) => {
			ledger.transactions = ledger.transactions.filter(({ id }) => !ids.includes(BigInt(id)));
		};
		gone([first]);
		book('after one is gone');
		asked();
		expect(said(await trigger.poll())).toEqual(['after one is gone']);
		expect(asked().filter((each) => each.includes('from_id'))).toHaveLength(2);
		gone(Array.from({ length: 600 }, (_, index) => first - 50n + BigInt(index)));
		book('after all are gone');
		expect(said(await trigger.poll())).toEqual(['after all are gone']);
		const whole = `GET /api/v6/transactions?connection_id=${connectionId}&per_page=1000`;
		expect(asked()).toContain(whole);
		expect(await trigger.poll()).toBeNull();
	});

	it('is read from the next id, too, when the bank refuses one that is gone', async () => {
		const trigger = workflow();
		await trigger.start();
		book('new');
		const body = { error: { class: 'TransactionNotFound', message: 'no such transaction' } };
		bank.fault({ path: /transactions$/, status: 404, body });
		expect(said(await trigger.poll())).toEqual(['new']);
		bank.fault({
			path: /transactions$/,
			status: 404,
			body: { error: { class: 'ConnectionNotFound', message: 'no such connection' } },
		});
		await expect(trigger.poll()).rejects.toThrow('no such connection');
	});

	it('gives a burst that is longer than what is read again', async () => {
		const trigger = workflow();
		await trigger.start();
		for (let number = 0; number < 1300; number++) book(`burst ${number}`);
		expect(await trigger.poll()).toHaveLength(1300);
		expect(await trigger.poll()).toBeNull();
		book('after it');
		expect(said(await trigger.poll())).toEqual(['after it']);
	});

	it.each([false, true])(
		'gives all that has come over several days without a poll (n8n forgets: %s)',
		async (forgets) => {
			const trigger = workflow({}, 'v6', forgets);
			await trigger.start();
			for (let day = 0; day < 3; day++) {
				wait(24 * 60 * MINUTE);
				for (let number = 0; number < 400; number++) book(`day ${day}, ${number}`);
			}
			expect(await trigger.poll()).toHaveLength(1200);
			expect(await trigger.poll()).toBeNull();
			book('after them');
			expect(said(await trigger.poll())).toEqual(['after them']);
		},
	);

	it('does not bring old ones back when so many are removed that few are left', async () => {
		const trigger = workflow();
		await trigger.start();
		const ledger = ledgerOf(connectionWith(connectionId));
		ledger.transactions = ledger.transactions.filter(
			({ id }) => BigInt(id) <= lastId - 499n || BigInt(id) > lastId - 10n,
		);
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
	});
});

it('forgets pending ones that are gone, where few are ever posted', async () => {
	const trigger = workflow({ includePending: true });
	await trigger.start();
	const ledger = ledgerOf(connectionWith(connectionId));
	for (let round = 0; round < 6; round++) {
		wait(24 * 60 * MINUTE);
		ledger.transactions = ledger.transactions.filter(({ status }) => status === 'posted');
		for (let number = 0; number < 3_000; number++)
			book(`waits ${number}`, 0, { status: 'pending' });
		expect(await trigger.poll()).toHaveLength(3_000);
	}
	expect(await trigger.poll()).toBeNull();
	// Ten characters each, of which 10,000 are kept, whether they can come again or not.
	expect(trigger.saved.length).toBeLessThan(140_000);
});

describe('all connections of a customer', () => {
	const ofCustomer = { customerId: byId(neighbour), connectionId: byId('') };
	const theirs = '907152193875460307';

	it('are watched without a connection', async () => {
		const trigger = workflow(ofCustomer);
		await trigger.start();
		expect(asked()).toEqual([
			`GET /api/v6/connections?customer_id=${neighbour}&per_page=1000`,
			`GET /api/v6/accounts?customer_id=${neighbour}&per_page=1000`,
			`GET /api/v6/transactions?connection_id=${theirs}&per_page=1000`,
		]);
		book('of the neighbour', 0, { of: theirs });
		expect(said(await trigger.poll())).toEqual(['of the neighbour']);
	});

	it.each([false, true])(
		'include one that is made later, without its history (n8n forgets: %s)',
		async (forgets) => {
			const trigger = workflow(ofCustomer, 'v6', forgets);
			await trigger.start();
			// It changes hands, with more transactions than one reading goes back.
			const connection = connectionWith(connectionId);
			for (let number = 0; number < 700; number++) book(`history ${number}`);
			const attempt = connection.attempts.at(-1);
			const { successAt } = attempt ?? {};
			connection.customerId = neighbour;
			if (attempt) attempt.successAt = undefined;
			expect(await trigger.poll()).toBeNull();
			book('still history');
			if (attempt) attempt.successAt = successAt;
			expect(await trigger.poll()).toEqual([]);
			book('new');
			expect(said(await trigger.poll())).toEqual(['new']);
			expect(await trigger.poll()).toBeNull();
		},
	);

	it('leave nothing behind for good that comes and goes', async () => {
		const trigger = workflow(ofCustomer);
		const { connections } = bank.state;
		const mould = connectionWith(connectionId);
		for (let round = 0; round < 5; round++) {
			const id = `90715219387546100${round}`;
			connections.delete(`90715219387546100${round - 1}`);
			connections.set(id, { ...structuredClone(mould), id, customerId: neighbour });
			if (round === 0) await trigger.start();
			wait(24 * 60 * MINUTE);
			await trigger.poll();
			for (let number = 0; number < 3_000; number++) book(`booking ${number}`, 0, { of: id });
			expect(await trigger.poll()).toHaveLength(3_000);
			expect(await trigger.poll()).toBeNull();
		}
		// Ten characters each, of which 10,000 are kept, whether they can come again or not.
		expect(trigger.saved.length).toBeLessThan(140_000);
	});

	it('need a customer or a connection', async () => {
		await expect(workflow({ connectionId: byId('') }).start()).rejects.toThrow(
			"'Customer' and 'Connection' are both empty. Choose a customer to watch all connections, or one connection.",
		);
		expect(asked()).toEqual([]);
	});
});

it('gives the last days with the first poll on request', async () => {
	book('ten days ago', 10);
	book('two days ago', 2);
	const given = (await workflow({ options: { firstDays: 5 } }).start()) ?? [];
	expect(said(given)).toContain('two days ago');
	expect(said(given)).not.toContain('ten days ago');
});

it('gives nothing and forgets nothing when any of its requests fails', async () => {
	const trigger = workflow({ includePending: true });
	await trigger.start();
	book('in the meantime');
	const { saved } = trigger;
	for (let skip = 0; skip < 4; skip++) {
		bank.fault({ skip, status: 400, body: {} });
		await expect(trigger.poll()).rejects.toThrow('Salt Edge');
		expect(trigger.saved).toBe(saved);
	}
	expect(said(await trigger.poll())).toEqual(['in the meantime']);
});

it('shows the newest few as a test event, which changes nothing', async () => {
	const trigger = workflow();
	await trigger.start();
	for (let number = 0; number < 7; number++) book(`booking ${number}`);
	const { saved } = trigger;
	expect(said(await trigger.fetchTestEvent())).toEqual(
		[2, 3, 4, 5, 6].map((number) => `booking ${number}`),
	);
	expect(trigger.saved).toBe(saved);
	expect(await trigger.poll()).toHaveLength(7);
});

it('sends nothing when the credential is for another version than the panel', async () => {
	const trigger = workflow({ apiVersion: 'v5' }, 'v6');
	await expect(trigger.start()).rejects.toThrow(
		"'API Version' of the node is v5, but the credential is for v6",
	);
	expect(asked()).toEqual([]);
});

it('waits as long as it must, and gives what has come since', async () => {
	const trigger = workflow();
	await trigger.start();
	wait(60 * 24 * 60 * MINUTE);
	book('after two months', 30);
	expect(said(await trigger.poll())).toEqual(['after two months']);
});

it('says of a list that is not whole that nothing is lost, for it has no Limit to be set smaller', async () => {
	const trigger = workflow();
	await trigger.start();
	bank.fault({ path: /transactions/, body: { data: [], meta: { next_id: '1' } } });
	await expect(trigger.poll()).rejects.toMatchObject({
		message: 'Salt Edge sent an empty page and says that there is more',
		description: 'The list is not whole. Try again, or wait for the next poll: nothing is lost.',
	});
});
