import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../../../../nodes/shared/operation';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, byNumber, operation, runBank, runTestBank } from '../../../support/testBank';

const PAGE = 100;
const from = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, index) => index + first);

let server: Loopback;
let rows: number[];

beforeEach(async () => {
	server = await startLoopback();
	rows = from(1, 250);
});

afterEach(async () => await server.close());

/** Answers with pages; something happens to the rows before some of the requests. */
function serve(happens: (request: number) => void): void {
	server.reply(({ url }) => {
		happens(server.received.length);
		const query = new URL(url, server.url).searchParams;
		const size = Number(query.get('limit') ?? query.get('pageSize'));
		const page = Number(query.get('page'));
		const start = page ? (page - 1) * size : Number(query.get('start')) - 1;
		return {
			things: rows.slice(start, start + size).map((id) => ({ id })),
			moreAvailable: start + size < rows.length,
			found: rows.length,
			totalPages: Math.ceil(rows.length / size),
		};
	});
}

describe.each(['getMany', 'getNumbered'])('a list that %s reads while it changes', (operation) => {
	async function list(wanted: IDataObject = {}): Promise<unknown[]> {
		const { items, error } = await runTestBank(server, operation, {
			returnAll: true,
			options: { maxParallelRequests: 1 },
			...wanted,
		});
		if (error) throw error;
		return items.map(({ json }) => json.id);
	}

	it('is read once when nothing happens, or something is added', async () => {
		serve((request) => void (request === 2 && rows.push(251)));
		expect(await list()).toEqual(from(1, 251));
		expect(server.received).toHaveLength(3);
	});

	it('is read once when something is added, which moves others to the next page', async () => {
		serve((request) => void (request === 2 && rows.unshift(0)));
		expect(await list()).toEqual(from(1, 250));
		expect(server.received).toHaveLength(3);
	});

	it('is read again when something is removed, which moves others to a page before', async () => {
		serve((request) => void (request === 2 && rows.shift()));
		expect(await list()).toEqual(from(2, 250));
		expect(server.received).toHaveLength(5);
	});

	it('is read again when something is removed while its pages are asked for side by side', async () => {
		serve((request) => void (request === 3 && rows.shift()));
		expect(await list({ options: {} })).toEqual(from(2, 250));
	});

	it('is read again when its last page is empty because of that', async () => {
		rows = from(1, PAGE + 1);
		serve((request) => void (request === 2 && rows.shift()));
		expect(await list()).toEqual(from(2, PAGE + 1));
	});

	it('is read again for a limit of several pages, too', async () => {
		serve((request) => void (request === 2 && rows.shift()));
		expect(await list({ returnAll: false, limit: 150 })).toEqual(from(2, 151));
	});

	/** As a bank may that sorts by what many records have alike: one comes twice, and another not at all. */
	const swap = () => {
		[rows[PAGE - 1], rows[PAGE]] = [rows[PAGE] ?? 0, rows[PAGE - 1] ?? 0];
	};

	it('is read again when a record came twice and the list is no longer than before', async () => {
		serve((request) => void (request === 2 && swap()));
		const found = await list();
		expect([...found].sort((one, other) => Number(one) - Number(other))).toEqual(from(1, 250));
		expect(server.received).toHaveLength(6);
	});

	it('is an error when another record comes twice each time', async () => {
		serve((request) => void (request % 3 === 2 && swap()));
		await expect(list()).rejects.toMatchObject({
			message: 'Test Bank sent a list that changed each time it was read',
		});
		expect(server.received).toHaveLength(9);
	});

	it('is taken as it is when it has the same record twice each time', async () => {
		rows = [...from(1, PAGE), PAGE, ...from(PAGE + 1, 249)];
		serve(() => undefined);
		expect(await list()).toEqual(from(1, 249));
		expect(server.received).toHaveLength(6);
	});

	it.each([
		['its only page', [1, 2, 2, 3], 1],
		['one of its pages', [...from(1, 150), 150, ...from(151, 249)], 3],
	])('is read once when a record is twice in %s: none has moved', async (_, there, requests) => {
		rows = there;
		serve(() => undefined);
		expect(await list()).toEqual([...new Set(there)]);
		expect(server.received).toHaveLength(requests);
	});

	it('is an error when it gets shorter each time', async () => {
		serve((request) => void (request % 2 === 0 && rows.shift()));
		await expect(list()).rejects.toMatchObject({
			message: 'Test Bank sent a list that changed each time it was read',
			description: 'The list is not whole. Try again later, or set a smaller Limit.',
		});
		expect(server.received).toHaveLength(6);
	});
});

it('no Limit is advised for a list that has none', async () => {
	const answer: Answer = { kind: 'records', isWhole: true, property: 'things', paging: byNumber };
	const request = { method: 'GET', path: '/things' } as const;
	const bank = bankOf([operation('read', { request, fields: [], answer })]);
	server.reply(() => ({ things: [{ id: 1 }], totalPages: 2 }));
	const { error } = await runBank(bank, server, 'read');
	expect(error).toMatchObject({
		message: 'Test Bank sent the same page of records twice',
		description: 'The list is not whole. Try again later.',
	});
});

it('a list is taken as it is where the bank does not count', async () => {
	server.reply(({ url }) => {
		const isFirst = new URL(url, server.url).searchParams.get('start') === '1';
		return { things: [{ id: isFirst ? 1 : 2 }], moreAvailable: isFirst };
	});
	const { items } = await runTestBank(server, 'getMany', { returnAll: true });
	expect(items.map(({ json }) => json.id)).toEqual([1, 2]);
});
