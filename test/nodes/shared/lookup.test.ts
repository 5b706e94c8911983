import type { IDataObject } from 'n8n-workflow';
import { lookUpAll, lookUpPage, matching, openInPanel } from '../../../nodes/shared/lookup';
import { pageNumberPaging, recordIndexPaging } from '../../../nodes/shared/answer/paging';
import { panelContext } from '../../support/engine';
import { type Loopback, startLoopback } from '../../support/loopback';
import { bankOf, operation, runBank, testBank, testBankSetup } from '../../support/testBank';

const words = {
	page: 'page',
	size: 'perPage',
	pages: 'paging.pageCount',
	total: 'paging.totalCount',
};
const byNumber = pageNumberPaging({ ...words, maxPageSize: 500 });
const bySmallNumber = pageNumberPaging({ ...words, maxPageSize: 30 });
const byIndex = recordIndexPaging({
	start: 'start',
	limit: 'limit',
	more: 'moreAvailable',
	total: 'found',
	maxPageSize: 100,
});

const bank = bankOf([
	operation('getMany', {
		request: { method: 'GET', path: '/things' },
		fields: [],
		answer: { kind: 'records', property: 'things', paging: bySmallNumber },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const asThings = (numbers: number[]) => numbers.map((number) => ({ number }));
const numbersOf = (records: IDataObject[]) => records.map(({ number }) => number);
const urls = () => server.received.map(({ url }) => url);

/** Serves `total` numbered things by page number; pages named in `hidden` lack their last one. */
function serve(total: number, hidden: number[] = []): void {
	server.reply(({ url }) => {
		const query = new URL(url, server.url).searchParams;
		const [page, size] = [Number(query.get('page')), Number(query.get('perPage'))];
		const things = asThings(upTo(total).slice((page - 1) * size, page * size));
		if (hidden.includes(page)) things.pop();
		return { things, paging: { page, perPage: size, pageCount: Math.ceil(total / size) } };
	});
}

/** Scrolls through a dropdown to its end, as the editor does. */
async function scroll(paging = byNumber, query: Record<string, string> = {}): Promise<number[][]> {
	const pages: number[][] = [];
	let token: string | undefined;
	do {
		const context = panelContext(testBankSetup(server, 'getMany'));
		const session = await openInPanel(context, testBank);
		const list = { property: 'things', paging };
		const page = await lookUpPage(session, { path: '/things', query }, list, token);
		pages.push(numbersOf(page.records) as number[]);
		token = page.paginationToken;
	} while (token !== undefined && pages.length < 50);
	return pages;
}

describe('page numbers of a bank that puts the number of pages inside an object', () => {
	it('give the whole list, and no page too many', async () => {
		serve(90);
		const { items } = await runBank(bank, server, 'getMany', { returnAll: true });
		expect(numbersOf(items.map(({ json }) => json))).toEqual(upTo(90));
		expect(urls()).toEqual([1, 2, 3].map((page) => `/things?page=${page}&perPage=30`));
	});

	it('end with the limit', async () => {
		serve(90);
		const { items } = await runBank(bank, server, 'getMany', { limit: 31 });
		expect(items).toHaveLength(31);
		expect(urls()).toEqual([1, 2].map((page) => `/things?page=${page}&perPage=30`));
	});

	it('end when the bank says nothing of more', async () => {
		server.reply(() => ({ things: [{ number: 1 }], paging: 7 }));
		const { items } = await runBank(bank, server, 'getMany', { returnAll: true });
		expect(items).toHaveLength(1);
	});
});

describe('a dropdown', () => {
	it.each([
		['of one page', 3, [1]],
		['of a few pages', 250, [1, 2, 3]],
		['whose last page is full', 200, [1, 2]],
	])(
		'by page numbers %s has every entry once, and asks for no page too many',
		async (_, total, pages) => {
			serve(total);
			expect((await scroll()).flat()).toEqual(upTo(total));
			expect(urls()).toEqual(pages.map((page) => `/things?page=${page}&perPage=100`));
		},
	);

	it('by page numbers has every entry once when the bank gives no more than 30 a page', async () => {
		serve(75);
		expect((await scroll(bySmallNumber)).flat()).toEqual(upTo(75));
		expect(urls()).toEqual([1, 2, 3].map((page) => `/things?page=${page}&perPage=30`));
	});

	it('by page numbers has every entry once when the bank holds some back', async () => {
		serve(250, [1, 2]);
		expect((await scroll()).flat()).toEqual(upTo(250).filter((n) => n !== 100 && n !== 200));
		expect(urls()).toHaveLength(3);
	});

	it('by record index has every entry once', async () => {
		server.reply(({ url }) => {
			const query = new URL(url, server.url).searchParams;
			const start = Number(query.get('start'));
			const things = asThings(upTo(250).slice(start - 1, start - 1 + Number(query.get('limit'))));
			return { things, moreAvailable: start - 1 + things.length < 250 };
		});
		expect((await scroll(byIndex)).flat()).toEqual(upTo(250));
		expect(urls()).toEqual([1, 101, 201].map((start) => `/things?start=${start}&limit=100`));
	});

	it('keeps what is searched for on every page', async () => {
		serve(150);
		await scroll(byNumber, { search: 'a b' });
		expect(urls()).toEqual([1, 2].map((page) => `/things?search=a%20b&page=${page}&perPage=100`));
	});

	it('ends with an empty page, whatever the bank says of more', async () => {
		server.reply(() => ({ things: [], paging: { pageCount: 9 } }));
		expect(await scroll()).toEqual([[]]);
	});

	it('that is short comes whole', async () => {
		serve(75);
		const context = panelContext(testBankSetup(server, 'getMany'));
		const list = { property: 'things', paging: bySmallNumber };
		const session = await openInPanel(context, testBank);
		expect(numbersOf(await lookUpAll(session, { path: '/things' }, list))).toEqual(upTo(75));
	});

	it('that is short is searched by name and value, whatever the case', () => {
		const items = [
			{ name: 'Müller Bank', value: '17' },
			{ name: 'Sparkasse', value: '42' },
		];
		const found = (filter?: string) => matching(items, filter).results.map(({ value }) => value);
		expect(found(' müLLer ')).toEqual(['17']);
		expect(found('42')).toEqual(['42']);
		expect(found('x')).toEqual([]);
		expect(found('')).toEqual(found());
		expect(found()).toEqual(['17', '42']);
	});
});
