import type { IDataObject, INodeType, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { Field } from '../../../../nodes/shared/operation';
import { triggerProperties } from '../../../../nodes/shared/polling/panel';
import { poll } from '../../../../nodes/shared/polling/poll';
import type { Source } from '../../../../nodes/shared/polling/source';
import { parseJson } from '../../../../nodes/shared/wire/json';
import { send } from '../../../../nodes/shared/wire/send';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { type Given, PollingWorkflow, setTime } from '../../../support/polling';
import { bankOf, credentialFor, SECRET } from '../../../support/testBank';
import { until } from '../../../support/until';

const accountIds: Field = {
	displayName: 'Accounts',
	name: 'accountIds',
	type: 'string',
	default: '',
	format: { pattern: /^\d+(\s*,\s*\d+)*$/, hint: 'account IDs of digits' },
};
const userId: Field = {
	displayName: 'User',
	name: 'userId',
	type: 'string',
	required: true,
	default: '',
	format: { pattern: /^\d+$/, hint: 'an ID of digits' },
};
const depth: Field = {
	displayName: 'Depth',
	name: 'depth',
	type: 'number',
	typeOptions: { minValue: 2 },
	default: 3,
};
const eager: Field = { displayName: 'Eager', name: 'eager', type: 'boolean', default: false };

/** A bank of no one's that answers with all that it has. */
const source: Source = {
	bank: bankOf([]),
	watched: [userId, accountIds],
	options: [depth, eager],
	pendingWarning: 'May come twice.',
	freshness: 'Something new comes once a day.',
	columns: {
		id: 'id',
		accountId: 'account',
		date: 'date',
		amount: 'amount',
		description: 'text',
		counterparty: 'with',
		status: ({ status }) => status ?? 'posted',
	},
	async read({ session }) {
		const answer = await send(session, { method: 'GET', path: '/all' });
		const { rows, accounts } = parseJson(answer.text) as {
			rows: IDataObject[];
			accounts: string[];
		};
		return {
			found: rows.map((record) => ({
				record,
				key: String(record.id),
				group: String(record.date),
			})),
			accounts,
			holds: (day) => day >= '2026-02-01',
		};
	},
	async newest(watch) {
		return (await this.read(watch, undefined)).found.map(({ record }) => record);
	},
};

class TestTrigger implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Test Trigger',
		name: 'testTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Polls',
		defaults: { name: 'Test Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'testBankApi', required: true }],
		properties: triggerProperties(source),
	};

	async poll(this: IPollFunctions) {
		return await poll(this, source);
	}
}

let server: Loopback;
let rows: IDataObject[];
let accounts: string[];

beforeEach(async () => {
	server = await startLoopback();
	setTime('2026-03-10T09:00:00Z');
	rows = [];
	accounts = ['1', '2'];
	server.reply(() => ({ rows, accounts }));
});

afterEach(async () => {
	jest.useRealTimers();
	await server.close();
});

let lastId = 0;

/** The bank has another transaction. */
function add(record: IDataObject = {}): IDataObject {
	const added = {
		...{ id: (lastId += 1), account: '1', date: '2026-03-09', amount: -10 },
		...{ text: 'Rent for March', with: 'Landlord', ...record },
	};
	rows.push(added);
	return added;
}

const workflow = (parameters: IDataObject = {}) =>
	new PollingWorkflow({
		nodeType: new TestTrigger(),
		credential: 'testBankApi',
		credentials: credentialFor(server),
		parameters: { userId: '7', simplify: true, ...parameters },
	});

/** The texts of what a published trigger gives of these rows. */
async function given(parameters: IDataObject, records: IDataObject[]): Promise<unknown[]> {
	const trigger = workflow(parameters);
	await trigger.start();
	for (const record of records) add(record);
	return ((await trigger.poll()) ?? []).map(({ description }) => description);
}

const ids = (items: Given) => items && items.map(({ id }) => id);

describe('a filter', () => {
	it('by direction goes by the sign', async () => {
		const records = [
			{ text: 'in', amount: 5 },
			{ text: 'out', amount: -5 },
			{ text: 'nothing', amount: 0 },
		];
		const directed = async (direction: string) => await given({ filters: { direction } }, records);
		expect(await directed('all')).toEqual(['in', 'out', 'nothing']);
		expect(await directed('incoming')).toEqual(['in']);
		expect(await directed('outgoing')).toEqual(['out']);
	});

	it('by amount looks at it without its sign, also where it is text', async () => {
		const records = [
			{ text: 'much in', amount: '12345678901234567.89' },
			{ text: 'enough', amount: -50 },
			{ text: 'little', amount: -49.99 },
		];
		expect(await given({ filters: { minimumAmount: 50 } }, records)).toEqual(['much in', 'enough']);
	});

	it('by text wants all of its words, wherever they stand and whatever their case', async () => {
		const records = [{ text: 'RENT March' }, { text: 'Rent', with: 'Ms March' }, { text: 'March' }];
		expect(await given({ filters: { text: ' march  Rent ' } }, records)).toEqual([
			'RENT March',
			'Rent',
		]);
		expect(await given({ filters: { text: '  ' } }, [{ text: null, with: null }])).toEqual([null]);
	});

	it('by account takes those that are named', async () => {
		const records = [
			{ text: 'one', account: 1 },
			{ text: 'two', account: '2' },
		];
		expect(await given({ accountIds: '2 , 3' }, records)).toEqual(['two']);
		expect(await given({ accountIds: '' }, records)).toEqual(['one', 'two']);
		expect(await given({ accountIds: '={{ ["1", "3"] }}' }, records)).toEqual(['one']);
	});

	it('by age leaves out what was booked long ago', async () => {
		const records = [
			{ text: 'old', date: '2026-02-27' },
			{ text: 'ten days', date: '2026-02-28' },
		];
		expect(await given({ options: { maximumAge: 10 } }, records)).toEqual(['ten days']);
		expect(await given({}, records)).toEqual(['old', 'ten days']);
	});
});

it('gives the oldest first, and those of one day in the order of the bank', async () => {
	const records = [
		{ text: 'b', date: '2026-03-08' },
		{ text: 'd', date: '2026-03-09' },
		{ text: 'a', date: '2026-03-07' },
		{ text: 'c', date: '2026-03-08' },
	];
	expect(await given({}, records)).toEqual(['a', 'b', 'c', 'd']);
});

it('gives nothing that is older than all that it reads, however often the bank repeats it', async () => {
	expect(await given({}, [{ text: 'too old', date: '2026-01-31' }])).toEqual([]);
});

describe('the settings', () => {
	const cases: [string, IDataObject, string][] = [
		['an empty record', { userId: ' ' }, "'User' is empty. Choose one"],
		['a wrong record', { userId: 'x' }, "'User' must be an ID of digits, but is 'x'"],
		['a number that has lost digits', { userId: '={{ 12345678901234567890 }}' }, 'long number'],
		['an object', { userId: '={{ ({ a: 1 }) }}' }, `'User' must be text, but is '{"a":1}'`],
		['wrong accounts', { accountIds: '1;2' }, "'Accounts' must be account IDs of digits"],
		['a wrong direction', { filters: { direction: 'up' } }, "'Direction' has no 'up'"],
		['a negative amount', { filters: { minimumAmount: -1 } }, "'Minimum Amount' must be a number"],
		['an amount that is none', { filters: { minimumAmount: 'x' } }, "'Minimum Amount' must be"],
		[
			'half a day',
			{ options: { firstDays: 1.5 } },
			"'First Poll History (Days)' must be a whole number",
		],
		['days before the first', { options: { newAccountDays: -1 } }, "'New Account History (Days)'"],
		[
			'no age',
			{ options: { maximumAge: 0 } },
			"'Maximum Age (Days)' must be a whole number of at least 1",
		],
		["too little of the bank's own", { options: { depth: 1 } }, "'Depth' must be a whole number"],
		["what is no switch of the bank's", { options: { eager: 'yes' } }, "'Eager' must be true or"],
		['what is no switch', { includePending: 'yes' }, "'Include Pending' must be true or false"],
	];

	it.each(cases)('with %s stop the workflow from being published', async (_, set, message) => {
		await expect(workflow(set).start()).rejects.toThrow(message);
		expect(server.received).toEqual([]);
	});

	it('may be expressions that come to text', async () => {
		const trigger = workflow({
			userId: '={{ 7 }}',
			filters: { minimumAmount: '={{ "5" }}', text: '={{ null }}' },
			options: { firstDays: '={{ "3" }}', eager: '={{ "true" }}', maximumAge: '' },
		});
		add({ date: '2026-03-08' });
		expect(await trigger.start()).toHaveLength(1);
	});
});

describe('what is kept', () => {
	it('is one text, that of this node alone', async () => {
		const trigger = workflow();
		add();
		await trigger.start();
		const kept = JSON.parse(trigger.saved) as Record<string, IDataObject>;
		expect(Object.keys(kept)).toEqual(['node:Trigger']);
		expect(Object.keys(kept['node:Trigger'] ?? {})).toEqual(['polled']);
		expect(typeof kept['node:Trigger']?.polled).toBe('string');
	});

	it.each(['', 'no JSON', '{"version":2,"scope":"x"}', '[]'])(
		'is left at that when it makes no sense: %p',
		async (polled) => {
			const trigger = workflow();
			add();
			trigger.saved = JSON.stringify({ 'node:Trigger': { polled } });
			// As with a first poll; n8n must keep what it has learned.
			expect(await trigger.start()).toEqual([]);
			const added = add();
			expect(ids(await trigger.poll())).toEqual([added.id]);
		},
	);

	it('has a bound, beyond which the poll fails and says what to do', async () => {
		const trigger = workflow();
		for (let number = 0; number <= 50_000; number++) add({ date: '2026-03-01' });
		await expect(trigger.start()).rejects.toThrow(
			'Test Bank has given more than 50000 transactions to keep in mind. Watch less with this trigger',
		);
		rows.pop();
		expect(await trigger.start()).toBeNull();
		expect(trigger.saved.length).toBeLessThan(501_000);
	});

	it('begins anew with another credential', async () => {
		const trigger = workflow();
		await trigger.start();
		add();
		trigger.useCredential('2');
		expect(await trigger.poll()).toEqual([]);
		const added = add();
		expect(ids(await trigger.poll())).toEqual([added.id]);
	});
});

describe('polls', () => {
	it('that overlap give each transaction once', async () => {
		const trigger = workflow();
		await trigger.start();
		const added = add();
		expect((await trigger.pollAtOnce(2)).map(ids)).toEqual([[added.id], null]);
	});

	it('go on after one that has failed while another one waited', async () => {
		const trigger = workflow();
		await trigger.start();
		const added = add();
		let isFirst = true;
		server.reply((_, response) => {
			if (isFirst) response.statusCode = 400;
			isFirst = false;
			return { rows, accounts };
		});
		expect((await trigger.pollAtOnce(2)).map(ids)).toEqual([null, [added.id]]);
	});

	it('do not queue up behind one that takes long: a third has nothing to add to the second', async () => {
		const trigger = workflow();
		await trigger.start();
		const before = server.received.length;
		let added: IDataObject | undefined;
		server.reply(() => {
			const answer = JSON.stringify({ rows, accounts });
			added ??= add();
			return answer;
		});
		const given = await trigger.pollAtOnce(5);
		expect(given.map(ids)).toEqual([null, [added?.id], null, null, null]);
		expect(server.received).toHaveLength(before + 2);
	});

	it('of two nodes do not wait for one another', async () => {
		const [one, other] = [workflow(), workflow()];
		await one.start();
		await other.start();
		const added = add();
		const before = server.received.length;
		server.reply(async () => {
			await until(() => server.received.length === before + 2);
			return { rows, accounts };
		});
		const all = await Promise.all([one.poll(), other.poll()]);
		expect(all.map(ids)).toEqual([[added.id], [added.id]]);
	});

	it('tell of an answer that nobody has reckoned with in words for the user', async () => {
		const trigger = workflow();
		await trigger.start();
		server.reply(() => ({ rows: 'none' }));
		await expect(trigger.poll()).rejects.toThrow(
			"Test Bank answered with something that can't be read",
		);
	});

	it('show no secret when they fail', async () => {
		const trigger = workflow();
		await trigger.start();
		server.reply((_, response) => {
			response.statusCode = 400;
			return { message: `no to ${SECRET}` };
		});
		await expect(trigger.poll()).rejects.not.toThrow(SECRET);
	});
});

describe('a test event', () => {
	it('gives the newest five that pass the filters, oldest first', async () => {
		for (let day = 1; day <= 9; day++) {
			add({ date: `2026-03-0${day}`, amount: day % 2 ? -day : day, id: day });
		}
		const trigger = workflow({ filters: { direction: 'outgoing', minimumAmount: 2 } });
		expect(ids(await trigger.fetchTestEvent())).toEqual([3, 5, 7, 9]);
		expect(ids(await workflow().fetchTestEvent())).toEqual([5, 6, 7, 8, 9]);
	});

	it('says so when there is none', async () => {
		await expect(workflow().fetchTestEvent()).rejects.toThrow('There is no transaction to show');
	});

	it('leaves pending ones out unless they are wanted', async () => {
		add({ status: 'pending' });
		add({ text: 'booked' });
		expect(await workflow().fetchTestEvent()).toHaveLength(1);
		expect(await workflow({ includePending: true }).fetchTestEvent()).toHaveLength(2);
	});
});
