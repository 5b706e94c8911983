import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const bank = bankOf([
	operation('list', {
		request: { method: 'GET', path: '/things' },
		fields: [],
		answer: {
			kind: 'records',
			property: 'things',
			simplify: {
				key: 'id',
				city: 'address.city',
				day: ({ at }) => (at ? new Date(Number(at) * 1000).toISOString().slice(0, 10) : null),
				note: ({ note }) => note,
			},
		},
	}),
]);

const things = [
	{ id: '1', address: { city: 'Murray' }, at: 86_400, note: 'n', more: true },
	{ id: '2', at: 0 },
];

describe('a short record under names of its own', () => {
	it('has every name, with null for what is missing', async () => {
		server.reply(() => ({ things }));
		const { items } = await runBank(bank, server, 'list');
		expect(items.map(({ json }) => json)).toEqual([
			{ key: '1', city: 'Murray', day: '1970-01-02', note: 'n' },
			{ key: '2', city: null, day: null, note: null },
		]);
	});

	it('is the whole record without Simplify', async () => {
		server.reply(() => ({ things }));
		const { items } = await runBank(bank, server, 'list', { simplify: false });
		expect(items.map(({ json }) => json)).toEqual(things);
	});
});
