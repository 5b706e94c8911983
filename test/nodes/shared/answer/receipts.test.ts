import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, itemsOf, operation, runBank } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const bank = bankOf([
	operation('change', {
		request: { method: 'PATCH', path: '/things' },
		fields: [],
		answer: { kind: 'changedMany', property: 'ids' },
	}),
	operation('deleteAll', {
		request: { method: 'DELETE', path: '/things' },
		fields: [],
		answer: { kind: 'deletedMany', property: 'ids' },
	}),
]);

describe.each([
	['change', 'changed'],
	['deleteAll', 'deleted'],
])('%s, which answers with ids', (value, done) => {
	it('gives an item for each of them, paired and with all its digits', async () => {
		const answers = ['{"ids":[7,9007199254740993]}', '{"ids":["8"]}'];
		server.reply(() => answers.shift());
		const { items, error } = await runBank(bank, server, value, {}, { items: itemsOf({}, {}) });
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{ json: { [done]: true, id: 7 }, pairedItem: { item: 0 } },
			{ json: { [done]: true, id: '9007199254740993' }, pairedItem: { item: 0 } },
			{ json: { [done]: true, id: '8' }, pairedItem: { item: 1 } },
		]);
	});

	it('gives one item that says so when it was none, for the workflow to go on', async () => {
		server.reply(() => ({ ids: [] }));
		const { items } = await runBank(bank, server, value);
		expect(items).toEqual([{ json: { [done]: false }, pairedItem: { item: 0 } }]);
	});

	it.each([
		['nothing', {}],
		['no list', { ids: 7 }],
		['records', { ids: [{ id: 7 }] }],
		['null', { ids: [null] }],
		['a failure', { message: 'No', code: 'X' }],
	])('has not succeeded with %s, and may have been carried out', async (_, answer) => {
		server.reply(() => answer);
		const { items, error } = await runBank(bank, server, value);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^Test Bank answered with/);
		expect(error?.description).toContain('may have been carried out');
	});
});
