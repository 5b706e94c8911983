import type { IDataObject } from 'n8n-workflow';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, text, toBody } from '../../../support/testBank';

const bank = bankOf([
	operation('edit', {
		request: { method: 'PATCH', path: '/things/{id}' },
		fields: [
			text('id', { required: true }),
			{
				displayName: 'Update Fields',
				name: 'updateFields',
				type: 'collection',
				default: {},
				options: [
					text('name', { clears: true, ...toBody('name') }),
					text('limited', {
						clears: true,
						format: { pattern: /^[a-z]{1,5}$/, hint: 'up to five letters' },
						...toBody('limited'),
					}),
					text('loaded', {
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getThings' },
						clears: true,
						...toBody('outer.loaded'),
					}),
					text('count', { type: 'number', clears: true, ...toBody('count') }),
					text('kept', toBody('kept')),
				],
			},
		],
		atLeastOneOf: ['name', 'limited', 'loaded', 'count'],
		answer: { kind: 'record' },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const edit = (updateFields: IDataObject | string) =>
	runBank(bank, server, 'edit', { id: '1', updateFields });
const sentBody = () => JSON.parse(server.received[0]?.body ?? '') as unknown;

describe('a field whose empty text clears what the bank has', () => {
	it.each([
		['empty', { name: '' }, { name: '' }],
		['of blanks', { name: '  ' }, { name: '' }],
		['empty by an expression', { name: '={{ "" }}' }, { name: '' }],
		['of a certain form when it is not empty', { limited: '' }, { limited: '' }],
		['empty out of a list', { loaded: '' }, { outer: { loaded: '' } }],
	])('is sent as "" when it is added and %s', async (_, updateFields, sent) => {
		const { error } = await edit(updateFields);
		expect(error).toBeUndefined();
		expect(sentBody()).toEqual(sent);
	});

	it('is sent as it is when it is not empty', async () => {
		await edit({ name: 'new', limited: 'abc', loaded: '955', count: 0 });
		expect(sentBody()).toEqual({
			name: 'new',
			limited: 'abc',
			outer: { loaded: '955' },
			count: 0,
		});
	});

	it('is not sent when it is not added', async () => {
		await edit({ name: 'new' });
		expect(sentBody()).toEqual({ name: 'new' });
	});

	it.each(['={{ null }}', '={{ undefined }}', '={{ $json.missing }}', '={{ [] }}'])(
		'is not sent when its expression gives nothing: %s',
		async (limited) => {
			await edit({ name: 'new', limited });
			expect(sentBody()).toEqual({ name: 'new' });
		},
	);

	it('is not what every field is', async () => {
		await edit({ name: 'new', kept: '' });
		expect(sentBody()).toEqual({ name: 'new' });
	});
});

describe('one of several fields', () => {
	it.each([{}, { kept: 'x' }, { name: '={{ null }}' }, { count: '={{ $json.missing }}' }])(
		'is needed, which %j is not',
		async (updateFields) => {
			const { error } = await edit(updateFields);
			expect(error?.message).toBe(
				"Enter 'The name' or 'The limited' or 'The loaded' or 'The count' [item 0]",
			);
			expect(server.received).toEqual([]);
		},
	);

	it.each([{ name: '' }, { loaded: '' }, { count: 0 }])(
		'suffices, also to clear: %j',
		async (updateFields) => {
			expect((await edit(updateFields)).error).toBeUndefined();
			expect(server.received).toHaveLength(1);
		},
	);
});
