import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, itemsOf, operation, runBank, runTestBank, text } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

describe('output', () => {
	it('is one item a record, each paired with the item that it came from', async () => {
		// Item 0 gives two records, item 1 none, item 2 one: counting alone would pair them wrongly.
		const things: Record<string, { id: string }[]> = {
			a: [{ id: 'a1' }, { id: 'a2' }],
			b: [],
			c: [{ id: 'c1' }],
		};
		server.reply(({ url }) => ({ things: things[url.match(/the_word=(\w)/)?.[1] ?? ''] }));
		const { items } = await runTestBank(
			server,
			'getMany',
			{ filters: { word: '={{ $json.word }}' } },
			{ items: itemsOf({ word: 'a' }, { word: 'b' }, { word: 'c' }) },
		);
		expect(items).toEqual([
			{ json: { id: 'a1' }, pairedItem: { item: 0 } },
			{ json: { id: 'a2' }, pairedItem: { item: 0 } },
			{ json: { id: 'c1' }, pairedItem: { item: 2 } },
		]);
	});

	it('says that a record is gone', async () => {
		server.reply((_, response) => {
			response.statusCode = 204;
			response.end();
		});
		const { items } = await runTestBank(server, 'delete', { id: '7' });
		expect(items).toEqual([{ json: { deleted: true }, pairedItem: { item: 0 } }]);
	});

	it('says that a change worked, with the ids that went in', async () => {
		server.reply((_, response) => {
			response.statusCode = 204;
			response.end();
		});
		const { items } = await runTestBank(server, 'rename', { id: '7', first: 'Ada' });
		expect(items).toEqual([{ json: { success: true, id: '7' }, pairedItem: { item: 0 } }]);
	});

	it('is short with Simplify and whole without', async () => {
		server.reply(() => ({ id: '1', name: 'n', more: { a: 1 } }));
		const simple = await runTestBank(server, 'get', { id: '1', simplify: true });
		const raw = await runTestBank(server, 'get', { id: '1', simplify: false });
		expect(simple.items[0]?.json).toEqual({ id: '1', name: 'n' });
		expect(raw.items[0]?.json).toEqual({ id: '1', name: 'n', more: { a: 1 } });
	});

	it('keeps every digit of a 64-bit number, and leaves digits in texts alone', async () => {
		server.reply(
			() =>
				'{"id":"1","big":9223372036854775807,"negative":-9007199254740993,"safe":9007199254740991,' +
				'"decimal":1.50,"long":0.1234567890123456789,"exponent":1234567890123456789e2,"text":"9223372036854775807, \\"9223372036854775807\\"","list":[12345678901234567890]}',
		);
		const { items } = await runTestBank(server, 'get', { id: '1', simplify: false });
		expect(items[0]?.json).toEqual({
			id: '1',
			big: '9223372036854775807',
			negative: '-9007199254740993',
			safe: 9007199254740991,
			decimal: 1.5,
			long: '0.1234567890123456789',
			exponent: '1234567890123456789e2',
			text: '9223372036854775807, "9223372036854775807"',
			list: ['12345678901234567890'],
		});
	});

	it('is read from an answer of many megabytes with long texts and long numbers', async () => {
		const long = 'x'.repeat(30_000_000);
		server.reply(() => `{"id":"1","big":9223372036854775807,"long":"${long}\\n"}`);
		const { items, error } = await runTestBank(server, 'get', { id: '1', simplify: false });
		expect(error).toBeUndefined();
		expect(items[0]?.json.big).toBe('9223372036854775807');
		expect(String(items[0]?.json.long)).toHaveLength(long.length + 1);
	});

	it.each([
		['an HTML page', '<html><body>Down for maintenance</body></html>', 'Down for maintenance'],
		['nothing', '', '(empty)'],
		['a list where one record belongs', '[1]', 'The answer is not shown'],
		['JSON that breaks off', '{"secret":"abc', 'The answer is not shown'],
	])('stops when %s comes with status 200', async (_, body, shown) => {
		server.reply((_request, response) => void response.end(body));
		const { error } = await runTestBank(server, 'get', { id: '1' });
		expect(error?.message).toBe('Test Bank answered with something that is not a JSON object');
		expect(error?.description).toContain(shown);
	});

	it.each([
		['a record that breaks off', '{"data":{"id":"1","secret":"4711-0815'],
		['one without its beginning', 'cret":"4711-0815","id":"1"}'],
		['a list', '["4711-0815"]'],
		['a text', '"4711-0815"'],
		['a number', '47110815'],
		['two records', '{"secret":"4711-0815"}\n{"secret":"4711-0815"}'],
		['a record behind a mark', '\ufeff {"secret":"4711-0815"'],
		['a record behind a guard', ')]}\',\n{"secret":"4711-0815"}'],
		['a call with a record', 'callback({"secret":"4711-0815"})'],
		['a record in a page', '<pre>{&quot;secret&quot;: &quot;4711-0815&quot;}</pre>'],
		['a record of a script', "{secret: '4711-0815'}"],
		['XML', '<?xml version="1.0"?><thing><secret>4711-0815</secret></thing>'],
		['what calls itself JSON', '4711-0815,', 'application/hal+json; charset=utf-8'],
	])('is not quoted when it is %s, whose secrets nobody knows', async (_, ...[body, type]) => {
		server.reply((_request, response) => {
			if (type) response.setHeader('Content-Type', type);
			response.end(body);
		});
		for (const value of ['get', 'getMany']) {
			const { error, run } = await runTestBank(server, value, { id: '1' });
			expect(error?.message).toBe('Test Bank answered with something that is not a JSON object');
			expect(error?.description).toContain('The answer is not shown');
			expect(JSON.stringify(run)).not.toMatch(/4711-?0815/);
		}
	});

	it('is empty, without a request, for no input items', async () => {
		const { items, error } = await runTestBank(server, 'get', { id: '1' }, { items: [] });
		expect({ items, error }).toEqual({ items: [], error: undefined });
		expect(server.received).toEqual([]);
	});
});

describe('a record', () => {
	it('is short unless the user says otherwise, without the fields that the bank left out', async () => {
		server.reply(() => ({ id: '1', more: {} }));
		const { items } = await runTestBank(server, 'get', { id: '1' });
		expect(items.map(({ json }) => Object.keys(json))).toEqual([['id']]);
	});

	it('that is a plain value becomes an item all the same', async () => {
		server.reply(() => ({ things: ['a', 1] }));
		const { items } = await runTestBank(server, 'getMany');
		expect(items.map(({ json }) => json)).toEqual([{ value: 'a' }, { value: 1 }]);
	});

	it('that was changed is named by the id as it was sent', async () => {
		const { items } = await runTestBank(server, 'rename', { id: ' 7 ', first: 'Ada' });
		expect(server.received[0]?.url).toBe('/things/7/name');
		expect(items[0]?.json).toEqual({ success: true, id: '7' });
	});
});

it('a write that is answered with a page may have been carried out', async () => {
	server.reply((_, response) => void response.end('<p>Maintenance</p>'));
	const { error } = await runTestBank(server, 'create', { name: 'x' });
	expect(error?.description).toContain('may have been carried out');
});

describe('records that were deleted at once', () => {
	const bank = bankOf([
		operation('deleteAll', {
			request: { method: 'DELETE', path: '/things/{group}' },
			fields: [text('group', { required: true })],
			answer: { kind: 'deletedMany', property: 'gone' },
		}),
	]);
	const deleteAll = (group: string, ...groups: string[]) =>
		runBank(
			bank,
			server,
			'deleteAll',
			{ group },
			{ items: itemsOf(...groups.map((each) => ({ group: each }))) },
		);

	it('are an item each, with all digits of their ids', async () => {
		server.reply(({ url }) =>
			url.endsWith('b') ? { gone: [] } : '{"gone":[1,9007199254740993,"x"]}',
		);
		const { items } = await deleteAll('={{ $json.group }}', 'b', 'a');
		expect(items).toEqual([
			{ json: { deleted: false }, pairedItem: { item: 0 } },
			{ json: { deleted: true, id: 1 }, pairedItem: { item: 1 } },
			{ json: { deleted: true, id: '9007199254740993' }, pairedItem: { item: 1 } },
			{ json: { deleted: true, id: 'x' }, pairedItem: { item: 1 } },
		]);
	});

	it.each([
		[{}, "without the list 'gone'"],
		[{ gone: null }, "without the list 'gone'"],
		[{ gone: false }, "without the list 'gone'"],
		[{ message: 'Not today', code: 7 }, "without the list 'gone': Not today (code 7)"],
		[{ gone: [{ error: 'No' }] }, 'with something that is no list of ids'],
	])('are not taken for none when the bank does not name them: %j', async (answer, message) => {
		server.reply(() => answer);
		const { error } = await deleteAll('a', 'a');
		expect(error?.message).toBe(`Test Bank answered ${message}`);
		expect(error?.description).toContain('The request may have been carried out');
	});
});

describe('what Simplify keeps from inside a record', () => {
	const fields = ['id', 'bank.name', 'bank.address.city', 'tags'];
	const bank = bankOf([
		operation('get', {
			request: { method: 'GET', path: '/thing' },
			fields: [],
			answer: { kind: 'record', simplify: fields },
		}),
		operation('getMany', {
			request: { method: 'GET', path: '/things' },
			fields: [],
			answer: { kind: 'records', property: 'things', simplify: fields },
		}),
	]);
	const record = {
		id: 1,
		bank: { name: 'B', blz: '1', address: { city: 'Rom', street: 'x' } },
		tags: ['a'],
		more: 1,
	};
	const short = { id: 1, bankName: 'B', bankAddressCity: 'Rom', tags: ['a'] };

	it.each([
		['get', record],
		['getMany', { things: [record] }],
	])('has a name of its own: %s', async (value, answer) => {
		server.reply(() => answer);
		const simple = await runBank(bank, server, value);
		expect(simple.items.map(({ json }) => json)).toEqual([short]);
		const raw = await runBank(bank, server, value, { simplify: false });
		expect(raw.items.map(({ json }) => json)).toEqual([record]);
	});

	it.each([
		['left out', { id: 1 }, { id: 1 }],
		['no object', { id: 1, bank: 'B' }, { id: 1 }],
		['null', { bank: { name: null, address: null } }, { bankName: null }],
	])('is left out when the bank has it %s', async (_, answer, kept) => {
		server.reply(() => answer);
		expect((await runBank(bank, server, 'get')).items[0]?.json).toEqual(kept);
	});
});
