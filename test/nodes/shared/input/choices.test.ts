import type { IDataObject } from 'n8n-workflow';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, text, toBody, toQuery } from '../../../support/testBank';

const kinds = [
	{ name: 'Short', value: 'short' },
	{ name: 'Long', value: 'long' },
];
const levels = [
	{ name: 'Low', value: 1 },
	{ name: 'High', value: 2 },
];

const bank = bankOf([
	operation('create', {
		request: { method: 'POST', path: '/things' },
		fields: [
			text('kind', { type: 'options', options: kinds, default: 'short', ...toBody('kind') }),
			text('level', { type: 'options', options: levels, default: 1, ...toBody('level') }),
			text('loaded', {
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getThings' },
				...toBody('loaded'),
			}),
			text('kinds', { type: 'multiOptions', options: kinds, default: [], ...toBody('kinds') }),
			text('levels', { type: 'multiOptions', options: levels, default: [], ...toBody('levels') }),
			text('steering', { type: 'options', options: kinds, default: 'short' }),
		],
		answer: { kind: 'record' },
	}),
	operation('getMany', {
		request: { method: 'GET', path: '/things' },
		fields: [
			text('kinds', { type: 'multiOptions', options: kinds, default: [], ...toQuery('kinds') }),
		],
		answer: { kind: 'records', property: 'things' },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const create = (parameters: IDataObject) => runBank(bank, server, 'create', parameters);
const sentBody = () => JSON.parse(server.received[0]?.body ?? '') as unknown;

describe('one of several choices', () => {
	it.each([
		['the default', {}, { kind: 'short', level: 1 }],
		['a chosen one', { kind: 'long', level: 2 }, { kind: 'long', level: 2 }],
		['an expression', { kind: '={{ "lo" + "ng" }}' }, { kind: 'long' }],
		['an expression with blanks around it', { kind: '={{ " long " }}' }, { kind: 'long' }],
		['a number as text', { level: '={{ "2" }}' }, { level: 2 }],
	])('is sent as it is offered: %s', async (_, parameters, sent) => {
		await create(parameters);
		expect(sentBody()).toMatchObject(sent);
	});

	it.each([
		['kind', 'middle', "'The kind' must be one of short, long, but is 'middle' [item 0]"],
		['kind', '={{ "Long" }}', "'The kind' must be one of short, long, but is 'Long' [item 0]"],
		['kind', '={{ 1 }}', "'The kind' must be one of short, long, but is '1' [item 0]"],
		['level', '={{ 3 }}', "'The level' must be one of 1, 2, but is '3' [item 0]"],
		[
			'steering',
			'={{ "middle" }}',
			"'The steering' must be one of short, long, but is 'middle' [item 0]",
		],
	])('stops the item when it is none of them: %s %s', async (name, entered, message) => {
		const { error } = await create({ [name]: entered });
		expect(error?.message).toBe(message);
		expect(server.received).toEqual([]);
	});

	it('is not sent when its expression gives nothing', async () => {
		await create({ kind: '={{ $json.missing }}' });
		expect(sentBody()).toEqual({ level: 1 });
	});
});

describe('a choice out of a list that the bank has', () => {
	it.each([
		['whatever', 'whatever'],
		['={{ 955 }}', '955'],
	])('is not checked: %s', async (entered, sent) => {
		await create({ loaded: entered });
		expect(sentBody()).toMatchObject({ loaded: sent });
	});

	it('is text all the same', async () => {
		const { error } = await create({ loaded: '={{ ({ a: 1 }) }}' });
		expect(error?.message).toContain("'The loaded' must be text, but is");
		expect(server.received).toEqual([]);
	});
});

describe('any of several choices', () => {
	it.each([
		['a list', { kinds: ['short', 'long'] }, { kinds: ['short', 'long'] }],
		['an expression that gives a list', { kinds: '={{ ["long"] }}' }, { kinds: ['long'] }],
		['text with commas', { kinds: '={{ "short, long" }}' }, { kinds: ['short', 'long'] }],
		['JSON text', { kinds: '={{ \'["long"]\' }}' }, { kinds: ['long'] }],
		['a single number', { levels: '={{ 2 }}' }, { levels: [2] }],
		['numbers', { levels: [1, 2] }, { levels: [1, 2] }],
		['numbers as texts', { levels: '={{ ["1", "2"] }}' }, { levels: [1, 2] }],
		['numbers as text with commas', { levels: '={{ "1,2" }}' }, { levels: [1, 2] }],
	])('are sent as a list, from %s', async (_, parameters, sent) => {
		await create(parameters);
		expect(sentBody()).toMatchObject(sent);
	});

	it('go into the query with plain commas', async () => {
		await runBank(bank, server, 'getMany', { kinds: ['short', 'long'] });
		expect(server.received[0]?.url).toBe('/things?kinds=short,long');
	});

	it.each(['={{ [] }}', '={{ "" }}', '={{ null }}', '={{ $json.missing }}'])(
		'are left out when there is none: %s',
		async (kinds) => {
			await create({ kinds });
			expect(sentBody()).toEqual({ kind: 'short', level: 1 });
		},
	);

	it.each(['={{ "," }}', '={{ "[]" }}'])(
		'stop the item at %s, which would be sent as none',
		async (kinds) => {
			const { error } = await create({ kinds });
			expect(error?.message).toContain("'The kinds' must be a list of choices, or empty, but is");
			expect(server.received).toEqual([]);
		},
	);

	it.each([
		['kinds', ['short', 'middle'], "'The kinds' must be one of short, long, but is '[\"short\""],
		['kinds', '={{ "short, middle" }}', "'The kinds' must be one of short, long, but is 'short, m"],
		['levels', '={{ [3] }}', "'The levels' must be one of 1, 2, but is '[3]' [item 0]"],
		[
			'levels',
			'={{ ({ a: 1 }) }}',
			"'The levels' must be one of 1, 2, but is '{\"a\":1}' [item 0]",
		],
	])('stop the item when one is none of them: %s %j', async (name, entered, message) => {
		const { error } = await create({ [name]: entered });
		expect(error?.message).toContain(message);
		expect(server.received).toEqual([]);
	});
});
