import { runInThisContext } from 'node:vm';
import type { ServerResponse } from 'node:http';
import { type IDataObject, sleep } from 'n8n-workflow';
import { startWorkflow } from '../../../support/engine';
import { barrier, gate } from '../../../support/gate';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { itemsOf, runTestBank, testBankSetup } from '../../../support/testBank';
import { arrivals, until } from '../../../support/until';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const PAGE = 100;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const urls = () => server.received.map(({ url }) => url);
const ids = (items: { json: IDataObject }[]) => items.map(({ json }) => json.id);
const parallel = (maxParallelRequests: number) => ({
	returnAll: true,
	options: { maxParallelRequests },
});

/** A page that was asked for: its number from 1, and the filter that came with it. */
interface Asked {
	page: number;
	word: string | null;
	response: ServerResponse;
}

/** Answers each page as a list of so many things has it, unless the test has something else for it. */
function serve(total: number, instead: (asked: Asked) => unknown = () => undefined): void {
	server.reply(async ({ url }, response) => {
		const query = new URL(url, server.url).searchParams;
		const size = Number(query.get('limit') ?? query.get('pageSize'));
		const number = Number(query.get('page'));
		const first = number ? (number - 1) * size + 1 : Number(query.get('start'));
		const last = Math.min(total, first + size - 1);
		const page = Math.ceil(first / PAGE);
		const other = (await instead({ page, word: query.get('the_word'), response })) as
			IDataObject | undefined;
		if (response.writableEnded) return undefined;
		const things = upTo(total)
			.slice(first - 1, last)
			.map((id) => ({ id }));
		const totalPages = Math.ceil(total / size);
		return { found: total, moreAvailable: last < total, totalPages, things, ...other };
	});
}

/** Answers with a failure. */
function refuse(
	response: ServerResponse,
	status = 400,
	headers: Record<string, string> = {},
): void {
	response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
	response.end('{"message":"Not this page"}');
}

describe.each(['getMany', 'getNumbered'])('the pages of a list, by %s,', (operation) => {
	it('are asked for side by side once the first tells how many there are, in order in the output', async () => {
		const nineHaveCome = barrier(9);
		serve(10 * PAGE, async ({ page }) => {
			if (page === 1) return;
			await nineHaveCome();
			await sleep(10 * (10 - page));
		});
		const { items, error } = await runTestBank(server, operation, { returnAll: true });
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(upTo(10 * PAGE));
		expect(new Set(urls()).size).toBe(10);
		expect(urls()).toHaveLength(10);
		expect(server.mostInFlight()).toBe(9);
	});

	it.each([2, 7, 10])('are never more at once than the %d allowed', async (most) => {
		const allowedHaveCome = barrier(most);
		serve(40 * PAGE, async ({ page }) => {
			if (page === 1) return;
			await allowedHaveCome();
			await sleep(5);
		});
		const { items } = await runTestBank(server, operation, parallel(most));
		expect(ids(items)).toEqual(upTo(40 * PAGE));
		expect(server.mostInFlight()).toBe(most);
	});

	it('are asked for one by one when the user wants no more at once', async () => {
		serve(6 * PAGE);
		const { items } = await runTestBank(server, operation, parallel(1));
		expect(ids(items)).toEqual(upTo(6 * PAGE));
		expect(server.mostInFlight()).toBe(1);
	});

	it('share the requests allowed with those of all other items', async () => {
		const allowedHaveCome = barrier(6);
		serve(12 * PAGE, async ({ page }) => {
			// The first item's pages alone, then those of all.
			if (page > 1) await allowedHaveCome();
			await sleep(2);
		});
		const { items } = await runTestBank(server, operation, parallel(6), {
			items: itemsOf({}, {}, {}, {}),
		});
		expect(server.mostInFlight()).toBe(6);
		for (const item of [0, 1, 2, 3]) {
			const own = items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === item);
			expect(ids(own)).toEqual(upTo(12 * PAGE));
		}
		expect(urls()).toHaveLength(48);
	});

	it('are only those that the limit needs', async () => {
		const twoHaveCome = barrier(2);
		serve(50 * PAGE, async ({ page }) => {
			if (page === 1) return;
			await twoHaveCome();
			// Time for one too many to come.
			await sleep(30);
		});
		const { items } = await runTestBank(server, operation, { limit: 230 });
		expect(ids(items)).toEqual(upTo(230));
		expect(urls()).toHaveLength(3);
	});

	it('fail the list with the first of them that fails, and the others are taken back', async () => {
		const tenHaveCome = barrier(10);
		const open = new Set<ServerResponse>();
		serve(100 * PAGE, async ({ page, response }) => {
			if (page === 1) return;
			await tenHaveCome();
			if (page === 6) refuse(response, 404);
			if (page > 6) {
				open.add(response);
				response.on('close', () => open.delete(response));
				await gate().opened;
			}
			if (page !== 4) return;
			// Those behind the sixth are not waited for.
			await until(() => open.size === 0);
			refuse(response);
		});
		const { items, error } = await runTestBank(server, operation, { returnAll: true });
		expect(error?.message).toBe('Test Bank: Not this page');
		expect(error?.httpCode).toBe('400');
		expect(items).toEqual([]);
		const sent = urls().length;
		await arrivals();
		expect(urls()).toHaveLength(sent);
		expect(sent).toBeLessThan(15);
	});

	it('that fail leave the lists of other items alone', async () => {
		serve(8 * PAGE, ({ page, word, response }) => {
			if (word === 'bad' && page === 2) refuse(response);
		});
		const { items, error } = await runTestBank(
			server,
			operation,
			{ ...parallel(4), filters: { word: '={{ $json.word }}' } },
			{
				items: itemsOf({ word: 'bad' }, { word: 'good' }),
				onError: 'continueRegularOutput',
			},
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json.error).toBe('Test Bank: Not this page');
		expect(ids(items.slice(1))).toEqual(upTo(8 * PAGE));
	});

	it('are sent again one by one when the bank wants a pause', async () => {
		const tries = new Map<number, number>();
		serve(8 * PAGE, ({ page, response }) => {
			const count = (tries.get(page) ?? 0) + 1;
			tries.set(page, count);
			if (page % 3 === 2 && count === 1) refuse(response, page === 2 ? 429 : 503);
		});
		const { items, error } = await runTestBank(server, operation, { returnAll: true });
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(upTo(8 * PAGE));
		expect([...tries].filter(([, count]) => count > 1).map(([page]) => page)).toEqual([2, 5, 8]);
	});

	it('that wait for their turn keep nobody waiting who has stopped them', async () => {
		const { opened, open } = gate();
		serve(30 * PAGE, async ({ page }) => {
			if (page > 1) await opened;
		});
		const items = itemsOf(...upTo(10).map((number) => ({ number })));
		const execution = startWorkflow(testBankSetup(server, operation, parallel(10), { items }));
		await until(() => server.received.length === 20);
		const pauses = jest.spyOn(global, 'setTimeout');
		execution.cancel();
		await execution;
		// Of 200 that were asked for, and that would have begun one after the other.
		expect(pauses.mock.calls.filter(([, wait]) => wait === 0).length).toBeLessThan(20);
		pauses.mockRestore();
		open();
	});

	it('end with the user’s cancel', async () => {
		const { opened, open } = gate();
		serve(50 * PAGE, async ({ page }) => void (page > 1 && (await opened)));
		const execution = startWorkflow(testBankSetup(server, operation, { returnAll: true }));
		await until(() => urls().length === 11);
		execution.cancel();
		open();
		await execution.catch(() => undefined);
		await arrivals();
		expect(urls()).toHaveLength(11);
	});

	it('are not asked for far ahead of one that is late', async () => {
		const { opened, open } = gate();
		serve(30 * PAGE, async ({ page }) => void (page === 2 && (await opened)));
		const run = runTestBank(server, operation, parallel(3));
		await until(() => urls().length >= 6);
		await arrivals();
		// The first, and six that wait for their turn.
		expect(urls()).toHaveLength(7);
		open();
		expect(ids((await run).items)).toEqual(upTo(30 * PAGE));
	});

	it('give no warning of Node.js, however many they are', async () => {
		// That of Node.js itself; tests have a copy.
		const node = runInThisContext('process') as NodeJS.Process;
		const warnings: Error[] = [];
		const listen = (warning: Error) => void warnings.push(warning);
		node.on('warning', listen);
		const fiftyHaveCome = barrier(50);
		serve(60 * PAGE, async ({ page }) => void (page > 1 && (await fiftyHaveCome())));
		const { items } = await runTestBank(server, operation, parallel(50));
		node.off('warning', listen);
		expect(ids(items)).toEqual(upTo(60 * PAGE));
		expect(warnings).toEqual([]);
	});

	it('go on when there are more by the end than the first said', async () => {
		serve(7 * PAGE, ({ page }) => (page < 3 ? { found: 3 * PAGE, totalPages: 3 } : undefined));
		const { items, error } = await runTestBank(server, operation, { returnAll: true });
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(upTo(7 * PAGE));
	});

	it('end with the one that says so, whatever the first said', async () => {
		const more = { moreAvailable: true, found: 30 * PAGE, totalPages: 30 };
		serve(3 * PAGE, ({ page, response }) => {
			// What lies behind the end is no failure of the list.
			if (page > 3) refuse(response);
			return page === 3 ? { ...more, moreAvailable: false, totalPages: 3 } : more;
		});
		const { items, error } = await runTestBank(server, operation, { returnAll: true });
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(upTo(3 * PAGE));
	});

	it('end in an error when the bank gives the same one for all', async () => {
		serve(1000 * PAGE, () => ({ things: upTo(PAGE).map((id) => ({ id })) }));
		const { items, error } = await runTestBank(server, operation, { returnAll: true });
		expect(error?.message).toBe('Test Bank sent the same page of records twice');
		expect(items).toEqual([]);
		expect(urls().length).toBeLessThan(60);
	});

	it('end in an error at an empty one while the bank says that there are more', async () => {
		const endless = { moreAvailable: true, found: 1e12, totalPages: 1e12 };
		serve(4 * PAGE, () => endless);
		const { error } = await runTestBank(server, operation, { returnAll: true });
		expect(error?.message).toBe('Test Bank sent an empty page and says that there is more');
		expect(urls().length).toBeLessThan(60);
	});

	it.each([
		['nothing', undefined],
		['a text', 'many'],
		['less than none', -5],
		['an object', {}],
		['a text of digits', String(5 * PAGE)],
	])('are all there when the bank says %s for how many there are', async (_, found) => {
		const pages = found === undefined || found === String(5 * PAGE) ? {} : { found };
		serve(5 * PAGE, () => ({ ...pages, ...(found === undefined && { found: null }) }));
		const { items } = await runTestBank(server, operation, { returnAll: true });
		expect(ids(items)).toEqual(upTo(5 * PAGE));
	});
});

describe('a list that changes while its pages are out', () => {
	/** Things of which new ones are put in front as soon as the first page has been given. */
	function serveWithNewest(total: number, added: number): void {
		let newest = 1;
		server.reply(({ url }) => {
			const query = new URL(url, server.url).searchParams;
			const size = Number(query.get('limit') ?? query.get('pageSize'));
			const number = Number(query.get('page'));
			const skipped = number ? (number - 1) * size : Number(query.get('start')) - 1;
			const all = upTo(total + 1 - newest).map((index) => index - 1 + newest);
			newest = 1 - added;
			const things = all.slice(skipped, skipped + size).map((id) => ({ id }));
			const found = all.length;
			const moreAvailable = skipped + things.length < found;
			return { things, found, moreAvailable, totalPages: Math.ceil(found / size) };
		});
	}

	it.each([
		['getMany', 1],
		['getMany', 99],
		['getNumbered', 1],
		['getNumbered', 99],
	])('has each record once: %s, %d more', async (operation, added) => {
		serveWithNewest(9 * PAGE, added);
		const { items, error } = await runTestBank(server, operation, { returnAll: true });
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(upTo(9 * PAGE));
	});

	it.each(['getMany', 'getNumbered'])('has as many as the user wants: %s', async (operation) => {
		serveWithNewest(9 * PAGE, 5);
		const { items } = await runTestBank(server, operation, { limit: 450 });
		expect(ids(items)).toEqual(upTo(450));
	});

	it('goes on where a page ended that was shorter than those before', async () => {
		server.reply(({ url }) => {
			const query = new URL(url, server.url).searchParams;
			const start = Number(query.get('start'));
			const size = start === 3 * PAGE + 1 ? 40 : Number(query.get('limit'));
			const things = upTo(9 * PAGE)
				.slice(start - 1, start - 1 + size)
				.map((id) => ({ id }));
			return { things, found: 9 * PAGE, moreAvailable: (things.at(-1)?.id ?? 0) < 9 * PAGE };
		});
		const { items, error } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(upTo(9 * PAGE));
	});

	it('is whole when the bank gives fewer records a page than it was asked for', async () => {
		const fourHaveCome = barrier(4);
		server.reply(async ({ url }) => {
			const start = Number(new URL(url, server.url).searchParams.get('start'));
			if (start > 1) await fourHaveCome();
			const things = upTo(250)
				.slice(start - 1, start + 49)
				.map((id) => ({ id }));
			return { things, found: 250, moreAvailable: start + 49 < 250 };
		});
		const { items } = await runTestBank(server, 'getMany', { returnAll: true });
		expect(ids(items)).toEqual(upTo(250));
		expect(urls()).toHaveLength(5);
	});
});
