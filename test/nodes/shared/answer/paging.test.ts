import type { IDataObject } from 'n8n-workflow';
import { cursorPaging } from '../../../../nodes/shared/answer/paging';
import { type Loopback, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	byNumber,
	itemsOf,
	operation,
	runBank,
	runTestBank,
} from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback(20);
});

afterEach(async () => await server.close());

/** Serves `total` numbered things the way a record-index list does. */
function serve(total: number, moreAvailable: (more: boolean) => unknown = (more) => more): void {
	server.reply(({ url }) => {
		const query = new URL(url, server.url).searchParams;
		const start = Number(query.get('start'));
		const last = Math.min(total, start - 1 + Number(query.get('limit')));
		const things: IDataObject[] = [];
		for (let number = start; number <= last; number++) things.push({ number });
		return { things, moreAvailable: moreAvailable(last < total) };
	});
}

/** What is no limit, also where JavaScript makes a number of it. */
const LIMITS = [
	...[0, -1, 1.5, '={{ "many" }}', '={{ true }}', '={{ [5] }}', '={{ {} }}', '={{ null }}'],
	...['={{ 2 ** 60 }}', '={{ NaN }}', '={{ new Date() }}', ''],
];

const urls = () => server.received.map(({ url }) => url);
const numbers = (items: { json: IDataObject }[]) => items.map(({ json }) => json.number);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a list', () => {
	it('comes whole with Return All, filters kept on every page', async () => {
		serve(250);
		const { items } = await runTestBank(server, 'getMany', {
			returnAll: true,
			filters: { word: 'x y' },
		});
		expect(numbers(items)).toEqual(upTo(250));
		expect(urls()).toEqual([
			'/things?the_word=x%20y&start=1&limit=100',
			'/things?the_word=x%20y&start=101&limit=100',
			'/things?the_word=x%20y&start=201&limit=100',
		]);
	});

	it('stops at the limit, without a page or a record too many', async () => {
		serve(1000);
		const { items } = await runTestBank(server, 'getMany', { limit: 130 });
		expect(numbers(items)).toEqual(upTo(130));
		expect(urls()).toEqual(['/things?start=1&limit=100', '/things?start=101&limit=30']);
	});

	it('is limited to 50 unless the user says otherwise', async () => {
		serve(1000);
		const { items } = await runTestBank(server, 'getMany');
		expect(items).toHaveLength(50);
		expect(urls()).toEqual(['/things?start=1&limit=50']);
	});

	it('is not asked for again when the last page is full', async () => {
		serve(200);
		const { items } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(items).toHaveLength(200);
		expect(urls()).toHaveLength(2);
	});

	it('understands the text "true" for more', async () => {
		serve(150, String);
		const { items } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(items).toHaveLength(150);
	});

	it('stops with an error at an empty page when the bank says that there is more', async () => {
		serve(100, () => true);
		const { error, items } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(error?.message).toBe('Test Bank sent an empty page and says that there is more');
		expect(items).toEqual([]);
		expect(urls()).toHaveLength(2);
	});

	it('stops with an error when the last page repeats an earlier one', async () => {
		let page = 0;
		server.reply(() => ({ things: [{ number: 1 }], moreAvailable: page++ === 0 }));
		const { error } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(error?.message).toBe('Test Bank sent the same page of records twice');
	});

	it('cuts off what a bank sends beyond the limit', async () => {
		server.reply(() => ({ things: upTo(60).map((number) => ({ number })) }));
		const { items } = await runTestBank(server, 'getMany', { limit: 5 });
		expect(numbers(items)).toEqual(upTo(5));
	});

	it.each([1, 2])(
		'stops with an error when the bank repeats its pages in a cycle of %d',
		async (cycle) => {
			let page = 0;
			server.reply(() => ({ things: [{ number: page++ % cycle }], moreAvailable: true }));
			const { error } = await runTestBank(server, 'getMany', { returnAll: true });
			expect(error?.message).toBe('Test Bank sent the same page of records twice');
			expect(urls()).toHaveLength(cycle + 1);
		},
	);

	it('is paged for each item by itself', async () => {
		serve(120);
		const { items } = await runTestBank(
			server,
			'getMany',
			{ returnAll: true },
			{ items: itemsOf({}, {}) },
		);
		expect(
			items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === 1),
		).toHaveLength(120);
		expect(urls()).toHaveLength(4);
	});

	it.each(LIMITS)('refuses the limit %j', async (limit) => {
		const { error } = await runTestBank(server, 'getMany', { limit });
		expect(error?.message).toContain("'Limit' must be a whole number of at least 1");
		expect(urls()).toEqual([]);
	});

	it('has no records when the bank leaves the list out', async () => {
		server.reply(() => ({ found: 0 }));
		const { items, error } = await runTestBank(server, 'getMany');
		expect({ items, error }).toEqual({ items: [], error: undefined });
	});

	it.each([
		['a failure', { code: '1', message: 'Not today' }, "without the list 'things': Not today"],
		['a record', { things: { id: 1 } }, "without the list 'things'"],
	])('stops with an error when %s stands in its place', async (_, body, message) => {
		server.reply(() => body);
		const { error } = await runTestBank(server, 'getMany');
		expect(error?.message).toContain(message);
	});

	it.each([
		['"true"', 120],
		['"false"', 50],
	])('reads Return All as the text %s', async (text, count) => {
		serve(120);
		const returnAll = `={{ ${text} }}`;
		const { items } = await runTestBank(server, 'getMany', { returnAll, limit: 50 });
		expect(items).toHaveLength(count);
	});

	it('refuses a Return All that is neither true nor false', async () => {
		const { error } = await runTestBank(server, 'getMany', { returnAll: '={{ "all" }}' });
		expect(error?.message).toBe("'Return All' must be true or false, but is 'all' [item 0]");
		expect(urls()).toEqual([]);
	});
});

describe('page numbers', () => {
	const paging = byNumber;

	it('keep the page size for a whole listing', () => {
		const start = { received: 0, pages: 0 };
		expect(paging.query({ ...start, wanted: 130, pageSize: 130 })).toEqual({
			page: 1,
			pageSize: 100,
		});
		expect(paging.query({ received: 100, pages: 1, wanted: 31, pageSize: 130 })).toEqual({
			page: 2,
			pageSize: 100,
		});
		expect(paging.query({ ...start, wanted: 7, pageSize: 7 })).toEqual({ page: 1, pageSize: 7 });
		expect(paging.query({ ...start, wanted: Infinity, pageSize: Infinity })).toEqual({
			page: 1,
			pageSize: 100,
		});
	});

	it('end with the last page', () => {
		const at = (pages: number) => ({ received: 100, pages, wanted: 1, pageSize: 101 });
		expect(paging.hasMore({ totalPages: 2 }, at(1))).toBe(true);
		expect(paging.hasMore({ totalPages: 2 }, at(2))).toBe(false);
		expect(paging.hasMore({}, at(1))).toBe(false);
	});
});

describe('a list by page numbers', () => {
	beforeEach(() => {
		server.reply(({ url }) => {
			const query = new URL(url, server.url).searchParams;
			const size = Number(query.get('pageSize'));
			const first = (Number(query.get('page')) - 1) * size;
			const things = upTo(250).slice(first, first + size);
			return { things: things.map((number) => ({ number })), totalPages: Math.ceil(250 / size) };
		});
	});

	it('comes whole with Return All, filters kept on every page', async () => {
		const { items } = await runTestBank(server, 'getNumbered', {
			returnAll: true,
			filters: { word: 'x' },
		});
		expect(numbers(items)).toEqual(upTo(250));
		expect(urls()).toEqual(
			[1, 2, 3].map((page) => `/numbered?the_word=x&page=${page}&pageSize=100`),
		);
	});

	it('stops at the limit with pages of one size', async () => {
		const { items } = await runTestBank(server, 'getNumbered', { limit: 130 });
		expect(numbers(items)).toEqual(upTo(130));
		expect(urls()).toEqual([1, 2].map((page) => `/numbered?page=${page}&pageSize=100`));
	});
});

describe('a list that changes while it is read', () => {
	const ids = (items: { json: IDataObject }[]) => items.map(({ json }) => json.id);
	/** Serves things by their index; before page 2, the newest one is put in front. */
	function serveWithNewest(total: number): void {
		let first = 1;
		server.reply(({ url }) => {
			const query = new URL(url, server.url).searchParams;
			if (server.received.length === 2) first = 0;
			const start = Number(query.get('start')) - 1;
			const all = Array.from({ length: total + 1 - first }, (_, index) => index + first);
			const things = all.slice(start, start + Number(query.get('limit')));
			const moreAvailable = start + things.length < all.length;
			return { things: things.map((id) => ({ id })), moreAvailable };
		});
	}

	it('gives a record once that has moved to the next page', async () => {
		serveWithNewest(250);
		const { items, error } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(upTo(250));
	});

	it('gives as many records as the user wants all the same', async () => {
		serveWithNewest(250);
		const { items } = await runTestBank(server, 'getMany', { limit: 130 });
		expect(ids(items)).toEqual(upTo(130));
		expect(urls().at(-1)).toBe('/things?start=131&limit=1');
	});

	it('keeps records apart that have no id', async () => {
		server.reply(() => ({ things: [{ name: 'a' }, { name: 'a' }, { id: null }, { id: null }] }));
		const { items } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(items).toHaveLength(4);
	});

	it('gives records without an id that are nested too deeply to be written', async () => {
		const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
		server.reply(() => `{"things":[{"deep":${deep}}]}`);
		const { items, error } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	it('tells ids apart that a number would confuse', async () => {
		server.reply(
			() => '{"things":[{"id":9007199254740993},{"id":9007199254740992},{"id":1},{"id":"1"}]}',
		);
		const { items } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(items).toHaveLength(4);
	});
});

describe('a list that does not go on', () => {
	const keyed = (key: string) =>
		bankOf([
			operation('getMany', {
				request: { method: 'GET', path: '/things' },
				fields: [],
				answer: {
					kind: 'records',
					property: 'things',
					key,
					paging: cursorPaging({ from: 'from', size: 'size', next: 'next', maxPageSize: 100 }),
				},
			}),
		]);

	it.each(['id', 'code'])(
		'ends in an error when the bank ignores where to start, and something changes: %s',
		async (key) => {
			let clock = 0;
			server.reply(() => ({
				things: upTo(50).map((number) => ({ [key]: number, seen: clock++ })),
				next: `page-${clock}`,
			}));
			const { error, items } = await runBank(keyed(key), server, 'getMany', { returnAll: true });
			expect(error?.message).toBe('Test Bank sent the same page of records twice');
			expect(items).toEqual([]);
			expect(urls()).toHaveLength(2);
		},
	);

	it.each([1, 3])('ends in an error at a cursor that comes again after %d', async (cycle) => {
		let page = 0;
		server.reply(() => ({ things: [{ id: page++ }], next: `page-${page % cycle}` }));
		const { error } = await runBank(keyed('id'), server, 'getMany', { returnAll: true });
		expect(error?.message).toBe('Test Bank sent the same next page twice');
		expect(urls()).toHaveLength(cycle + 1);
	});

	it('gives the limit when that is there before the cursor comes again', async () => {
		let page = 0;
		server.reply(() => ({ things: [{ id: page++ }], next: 'same' }));
		const { items, error } = await runBank(keyed('id'), server, 'getMany', { limit: 2 });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
	});
});

it('Return All has no end of its own', async () => {
	server.reply(() => ({ things: upTo(20_000).map((number) => ({ number })) }));
	const { items } = await runTestBank(server, 'getMany', { returnAll: true });
	expect(items).toHaveLength(20_000);
});
