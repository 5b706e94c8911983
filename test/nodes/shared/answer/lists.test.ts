import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, text } from '../../../support/testBank';
import { recordIndexPaging } from '../../../../nodes/shared/answer/paging';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const paging = recordIndexPaging({
	start: 'start',
	limit: 'limit',
	more: 'more',
	total: 'found',
	maxPageSize: 2,
});

const bank = bankOf([
	operation('bare', {
		request: { method: 'GET', path: '/bare' },
		fields: [],
		answer: { kind: 'records' },
	}),
	operation('of', {
		request: { method: 'GET', path: '/owners/{id}/things' },
		fields: [text('id', { required: true })],
		answer: { kind: 'records', property: 'things', paging, noneCodes: ['38006'] },
	}),
	operation('joined', {
		request: { method: 'GET', path: '/things' },
		fields: [],
		answer: {
			kind: 'records',
			property: 'things',
			complete: (record, { unit }) => ({ ...record, unit }),
		},
	}),
	operation('inner', {
		request: { method: 'GET', path: '/thing' },
		fields: [],
		answer: { kind: 'record', property: 'thing' },
	}),
]);

describe('a list that is the answer itself', () => {
	it('gives its records', async () => {
		server.reply(() => [{ id: '1' }, { id: '2' }]);
		const { items } = await runBank(bank, server, 'bare', { returnAll: true });
		expect(items.map(({ json }) => json)).toEqual([{ id: '1' }, { id: '2' }]);
	});

	it('is cut to the limit', async () => {
		server.reply(() => [{ id: '1' }, { id: '2' }]);
		const { items } = await runBank(bank, server, 'bare', { limit: 1 });
		expect(items.map(({ json }) => json)).toEqual([{ id: '1' }]);
	});

	it.each([[{ things: [] }], ['<html><body>Please wait</body></html>']])(
		'is a failure when it is %j instead',
		async (answer) => {
			server.reply(() => answer);
			const { error } = await runBank(bank, server, 'bare', { returnAll: true });
			expect(error?.message).toBe('Test Bank answered with something that is not a list');
		},
	);
});

describe('a 404 by which the bank says that there are none', () => {
	const refuse = (status: number, code: string | number) =>
		server.reply((_, response) => {
			response.statusCode = status;
			return { code, message: 'No such thing' };
		});

	it.each(['38006', 38006])('gives no items, with the code %j', async (code) => {
		refuse(404, code);
		const { items, error } = await runBank(bank, server, 'of', { id: '7', returnAll: true });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it.each([
		[404, '14001'],
		[400, '38006'],
	])('is a failure with HTTP %d and the code %s', async (status, code) => {
		refuse(status, code);
		const { error } = await runBank(bank, server, 'of', { id: '7', returnAll: true });
		expect(error?.message).toBe(`Test Bank: No such thing (code ${code})`);
	});

	it('is a failure in the middle of a list, of which a part would pass for the whole', async () => {
		server.reply(({ url }, response) => {
			if (url.includes('start=1&')) return { things: [{ id: '1' }, { id: '2' }], more: true };
			response.statusCode = 404;
			return { code: '38006', message: 'No such thing' };
		});
		const { error, items } = await runBank(bank, server, 'of', { id: '7', returnAll: true });
		expect(items).toEqual([]);
		expect(error?.message).toContain('(code 38006)');
	});
});

it('a record gets what the page has for it', async () => {
	server.reply(() => ({ unit: 'USD', things: [{ id: '1' }] }));
	const { items } = await runBank(bank, server, 'joined', { returnAll: true });
	expect(items.map(({ json }) => json)).toEqual([{ id: '1', unit: 'USD' }]);
});

describe('a record inside of the answer', () => {
	it('comes out by itself', async () => {
		server.reply(() => ({ thing: { id: '1' } }));
		const { items } = await runBank(bank, server, 'inner');
		expect(items.map(({ json }) => json)).toEqual([{ id: '1' }]);
	});

	it('is a failure when it is not there', async () => {
		server.reply(() => ({ other: { id: '1' } }));
		const { error } = await runBank(bank, server, 'inner');
		expect(error?.message).toBe("Test Bank answered without 'thing'");
	});
});
