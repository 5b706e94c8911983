import type { IDataObject } from 'n8n-workflow';
import { recordIndexPaging } from '../../../../nodes/shared/answer/paging';
import { listSteadily } from '../../../../nodes/shared/polling/steady';
import { openSession } from '../../../../nodes/shared/wire/session';
import { executeContext } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, setupOf } from '../../../support/testBank';

const bank = bankOf([]);
const paging = recordIndexPaging({
	...{ start: 'start', limit: 'limit', more: 'more', total: 'count.all' },
	maxPageSize: 2,
});

let server: Loopback;
let rows: number[];

beforeEach(async () => {
	server = await startLoopback();
	rows = [1, 2, 3, 4, 5];
});

afterEach(async () => await server.close());

/** Answers with pages; something happens to the rows before some of the requests. */
function serve(happens: (request: number) => void): void {
	let requests = 0;
	server.reply(({ url }) => {
		happens((requests += 1));
		const start = Number(new URL(url, server.url).searchParams.get('start')) - 1;
		const things = rows.slice(start, start + 2).map((id) => ({ id }));
		return { things, more: start + 2 < rows.length, count: { all: rows.length } };
	});
}

async function list(): Promise<unknown[]> {
	const session = await openSession(executeContext(setupOf(bank, server, 'none')), bank);
	const records = await listSteadily(
		session,
		{ method: 'GET', path: '/things' },
		{ property: 'things', paging },
		'count.all',
	);
	return records.map(({ id }: IDataObject) => id);
}

describe('a list in counted pages', () => {
	it('is read once when nothing happens, or something is added', async () => {
		serve((request) => void (request === 2 && rows.push(6)));
		expect(await list()).toEqual([1, 2, 3, 4, 5, 6]);
		expect(server.received).toHaveLength(3);
	});

	it('is read again when something is removed, which moves others to a page before', async () => {
		serve((request) => void (request === 2 && rows.shift()));
		expect(await list()).toEqual([2, 3, 4, 5]);
		expect(server.received).toHaveLength(4);
	});

	it('is read again when its last page is empty because of that', async () => {
		rows = [1, 2, 3];
		serve((request) => void (request === 2 && rows.shift()));
		expect(await list()).toEqual([2, 3]);
	});

	it('is an error when it shrinks each time', async () => {
		rows = Array.from({ length: 100 }, (_, index) => index);
		serve((request) => void (request % 2 === 0 && rows.shift()));
		await expect(list()).rejects.toThrow(
			'Test Bank has removed transactions each time they were read',
		);
	});

	it('is taken as it is where the bank does not count', async () => {
		server.reply(() => ({ things: [{ id: 1 }], more: false }));
		expect(await list()).toEqual([1]);
	});
});
