import type { IDataObject } from 'n8n-workflow';
import type { Field } from '../../../../nodes/shared/operation';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, itemsOf, operation, runBank, text, toBody } from '../../../support/testBank';

const logins: Field = {
	displayName: 'Logins',
	name: 'logins',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	options: [
		{
			displayName: 'Login',
			name: 'login',
			values: [
				text('label', { displayName: 'Label', required: true }),
				text('value', {
					displayName: 'Value',
					required: true,
					typeOptions: { password: true },
					maxLength: 40,
				}),
				text('note', { displayName: 'Note' }),
				text('level', { displayName: 'Level', type: 'number' }),
			],
		},
	],
	...toBody('loginList'),
};

const bank = bankOf([
	operation('create', {
		request: { method: 'POST', path: '/things' },
		fields: [
			logins,
			text('first', toBody('person.name.first')),
			text('last', toBody('person.name.last')),
			text('age', { type: 'number', ...toBody('person.age') }),
			text('city', toBody('city')),
		],
		answer: { kind: 'record' },
	}),
	operation('edit', {
		request: { method: 'PATCH', path: '/things' },
		fields: [
			{
				displayName: 'Update Fields',
				name: 'updateFields',
				type: 'collection',
				default: {},
				options: [logins, text('city', toBody('city'))],
			},
		],
		atLeastOneOf: ['city', 'logins'],
		answer: { kind: 'record' },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const create = (parameters: IDataObject, ...items: IDataObject[]) =>
	runBank(bank, server, 'create', parameters, items.length > 0 ? { items: itemsOf(...items) } : {});
const withLogins = (...login: IDataObject[]) => ({ logins: { login } });
const sentBody = () => JSON.parse(server.received[0]?.body ?? '') as unknown;

describe('a list of objects', () => {
	it('is sent as one object an entry, in their order', async () => {
		await create(
			withLogins(
				{ label: 'user', value: 'max', note: 'n', level: 1 },
				{ label: 'pin', value: '12345', note: '', level: '' },
			),
		);
		expect(sentBody()).toEqual({
			loginList: [
				{ label: 'user', value: 'max', note: 'n', level: 1 },
				{ label: 'pin', value: '12345' },
			],
		});
	});

	it('keeps zero, and leaves out what an expression does not give', async () => {
		await create(
			withLogins({ label: 'a', value: 'b', note: '={{ $json.missing }}', level: '={{ 0 }}' }),
		);
		expect(sentBody()).toEqual({ loginList: [{ label: 'a', value: 'b', level: 0 }] });
	});

	it('is filled from each item by itself', async () => {
		await create(
			withLogins({ label: 'user', value: '={{ $json.user }}' }),
			{ user: 'max' },
			{ user: 'ada' },
		);
		expect(server.received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
			{ loginList: [{ label: 'user', value: 'max' }] },
			{ loginList: [{ label: 'user', value: 'ada' }] },
		]);
	});

	it.each([[{}], [{ login: [] }]])('without an entry is not sent: %j', async (empty) => {
		await create({ logins: empty, city: 'Rom' });
		expect(sentBody()).toEqual({ city: 'Rom' });
	});

	it.each([
		['blank', { label: '={{ " " }}', value: 'b' }, "'Logins: Label' is empty [item 0]"],
		[
			'without a value by its expression',
			{ label: 'a', value: '={{ $json.missing }}' },
			"'Logins: Value' is empty [item 0]",
		],
	])('stops the item when a member that is needed is %s', async (_, login, message) => {
		const { error } = await create(withLogins({ label: 'a', value: 'b' }, login));
		expect(error?.message).toBe(message);
		expect(server.received).toEqual([]);
	});

	it('stops the item at a member of the wrong kind, naming it', async () => {
		const { error } = await create(withLogins({ label: 'a', value: 'b', level: '={{ "x" }}' }));
		expect(error?.message).toContain("'Logins: Level' must be a number, but is 'x'");
		expect(server.received).toEqual([]);
	});

	it('never shows a masked member', async () => {
		const value = 'hunter2'.repeat(6);
		const { error } = await create(withLogins({ label: 'a', value: `={{ "${value}" }}` }));
		expect(error?.message).toContain("'Logins: Value' must be at most 40 characters long");
		expect(`${error?.message} ${error?.description}`).not.toContain('hunter2');
		expect(server.received).toEqual([]);
	});

	it('has its masked members taken out of what the bank says, and no others', async () => {
		server.reply(({ body }, response) => {
			response.statusCode = 400;
			const { loginList } = JSON.parse(body) as { loginList: IDataObject[] };
			const words = loginList.map(({ label, value }) => `${String(label)}=${String(value)}`);
			return { message: `Wrong login: ${words.join(', ')}` };
		});
		const { error } = await create(
			withLogins({ label: 'user', value: 'max.m' }, { label: 'pin', value: '={{ "12345" }}' }),
		);
		expect(error?.message).toBe('Test Bank: Wrong login: user=*****, pin=*****');
	});

	it('may stand among the fields that the user adds, and is one of those that suffice', async () => {
		const updateFields = withLogins({ label: 'pin', value: '12345' });
		await runBank(bank, server, 'edit', { updateFields });
		expect(sentBody()).toEqual({ loginList: [{ label: 'pin', value: '12345' }] });
	});

	it('that is added without an entry does not suffice', async () => {
		const { error } = await runBank(bank, server, 'edit', { updateFields: { logins: {} } });
		expect(error?.message).toBe("Enter 'Logins' or 'The city' [item 0]");
		expect(server.received).toEqual([]);
	});
});

describe('a property inside an object', () => {
	it('joins the others of the same object', async () => {
		await create({ first: 'Ada', last: 'Lovelace', age: 36, city: 'London' });
		expect(sentBody()).toEqual({
			person: { name: { first: 'Ada', last: 'Lovelace' }, age: 36 },
			city: 'London',
		});
	});

	it('is left out with its object when nothing is in it', async () => {
		await create({ age: 36 });
		expect(sentBody()).toEqual({ person: { age: 36 } });
	});

	it('leaves no body at all when nothing is entered', async () => {
		await create({ first: ' ', last: '' });
		expect(server.received[0]?.body).toBe('');
	});
});
