import type { Existing } from '../../../../nodes/shared/operation';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, byNumber, itemsOf, operation, runBank, text } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const sent = () => server.received.map(({ method, url }) => `${method} ${url}`);

const existing: Existing = {
	path: '/things',
	property: 'things',
	paging: byNumber,
	isSame: (record, body) => record.name === body.name,
	code: 'TAKEN',
};

const bank = bankOf([
	operation('getListed', {
		request: { method: 'GET', path: '/kinds' },
		fields: [text('kind')],
		answer: {
			kind: 'recordInList',
			property: 'kinds',
			by: { field: 'kind', property: 'code' },
		},
	}),
	operation('getOrCreate', {
		request: { method: 'POST', path: '/things' },
		fields: [text('name', { routing: { send: { type: 'body', property: 'name' } } })],
		answer: { kind: 'record', has: ['id'] },
		existing,
	}),
	operation('getColumns', {
		request: { method: 'GET', path: '/thing' },
		fields: [],
		answer: {
			kind: 'record',
			has: ['id'],
			simplify: { id: 'id', inner: 'deep.down', double: ({ size }) => size && Number(size) * 2 },
			confidential: ['key'],
		},
	}),
	operation('getKind', {
		request: { method: 'GET', path: '/kind' },
		fields: [
			{
				displayName: 'Which',
				name: 'which',
				type: 'options',
				options: [
					{ name: 'New', value: 'new', routing: { request: { qs: { new: true } } } },
					{ name: 'Old', value: 'old' },
				],
				default: 'old',
			},
		],
		answer: { kind: 'record' },
	}),
	operation('touch', {
		request: { method: 'PUT', path: '/touch', hasNoBody: true },
		fields: [],
		answer: { kind: 'done' },
	}),
]);

describe('one record of a list', () => {
	beforeEach(() => server.reply(() => ({ kinds: [{ code: 'A' }, { code: 'BC', size: 3 }] })));

	it('is the one that the user has named, whatever the case, and the name is not sent', async () => {
		const { items } = await runBank(bank, server, 'getListed', { kind: ' bc ' });
		expect(items.map(({ json }) => json)).toEqual([{ code: 'BC', size: 3 }]);
		expect(sent()).toEqual(['GET /kinds']);
	});

	it('is found beside one whose name cannot be read', async () => {
		server.reply(() => ({ kinds: [{ code: { toString: 1, valueOf: 1 } }, {}, { code: 'A' }] }));
		const { items } = await runBank(bank, server, 'getListed', { kind: 'a' });
		expect(items.map(({ json }) => json)).toEqual([{ code: 'A' }]);
	});

	it('that the list does not have is an error', async () => {
		const { error } = await runBank(bank, server, 'getListed', { kind: 'B' });
		expect(error?.message).toBe("Test Bank has no 'B' in its list");
	});

	it('needs a name', async () => {
		const { error } = await runBank(bank, server, 'getListed', { kind: '={{ $json.none }}' });
		expect(error?.message).toContain("'The kind' is empty");
		expect(sent()).toEqual([]);
	});
});

describe('a record that is created unless it is there', () => {
	const page = (...names: string[]) => ({
		things: names.map((name, index) => ({ id: String(index + 1), name })),
		totalPages: 1,
	});

	it('is given as it is when it is there, without a write', async () => {
		server.reply(() => page('a', 'b'));
		const { items } = await runBank(bank, server, 'getOrCreate', { name: 'b' });
		expect(items[0]?.json).toEqual({ id: '2', name: 'b', created: false });
		expect(sent()).toEqual([expect.stringMatching(/^GET /)]);
	});

	it('is created when it is not, item after item', async () => {
		const things: string[] = [];
		server.reply(({ method, body }) => {
			if (method === 'GET') return page(...things);
			const { name } = JSON.parse(body) as { name: string };
			things.push(name);
			return { id: String(things.length), name };
		});
		const items = itemsOf({ name: 'x' }, { name: 'x' }, { name: 'y' });
		const { items: out } = await runBank(
			bank,
			server,
			'getOrCreate',
			{ name: '={{ $json.name }}' },
			{ items },
		);
		expect(out.map(({ json }) => json.created)).toEqual([true, false, true]);
		expect(things).toEqual(['x', 'y']);
	});

	it('is looked up again when the bank says that somebody else was faster', async () => {
		let isThere = false;
		server.reply(({ method }, response) => {
			if (method === 'GET') return page(...(isThere ? ['x'] : []));
			isThere = true;
			response.statusCode = 409;
			return { message: 'There is one', code: 'TAKEN' };
		});
		const { items } = await runBank(bank, server, 'getOrCreate', { name: 'x' });
		expect(items[0]?.json).toEqual({ id: '1', name: 'x', created: false });
	});

	it.each(['TAKEN', 'OTHER'])('is an error when it is refused and not there: %s', async (code) => {
		server.reply(({ method }, response) => {
			if (method === 'GET') return page();
			response.statusCode = 409;
			return { message: 'No', code };
		});
		const { error } = await runBank(bank, server, 'getOrCreate', { name: 'x' });
		expect(error?.message).toBe(`Test Bank: No (code ${code})`);
	});
});

describe('simplified into columns, a record', () => {
	it('has all of them, and null where it has nothing to say', async () => {
		server.reply(() => ({ id: '1', key: 'k', deep: { down: 'd' }, size: 4, more: 1 }));
		const full = await runBank(bank, server, 'getColumns', { simplify: true });
		expect(full.items[0]?.json).toEqual({ id: '1', inner: 'd', double: 8 });
		server.reply(() => ({ id: '1' }));
		const bare = await runBank(bank, server, 'getColumns', { simplify: true });
		expect(bare.items[0]?.json).toEqual({ id: '1', inner: null, double: null });
	});
});

it('a choice says in the query what n8n has for it', async () => {
	server.reply(() => ({ id: '1' }));
	await runBank(bank, server, 'getKind', { which: 'new' });
	await runBank(bank, server, 'getKind', { which: 'old' });
	expect(sent()).toEqual(['GET /kind?new=true', 'GET /kind']);
});

it('an operation without a body sends none, not even an envelope', async () => {
	server.reply((_, response) => {
		response.statusCode = 204;
		response.end();
	});
	await runBank({ ...bank, envelope: 'data' }, server, 'touch');
	expect(server.received.map(({ body }) => body)).toEqual(['']);
});
