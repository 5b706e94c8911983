import type { IDataObject } from 'n8n-workflow';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, text, toQuery } from '../../../support/testBank';

const ids = text('ids', { wire: 'ids', perRequest: 3 });

const bank = bankOf([
	operation('getMany', {
		request: { method: 'GET', path: '/things' },
		fields: [{ ...ids, ...toQuery('ids') }, text('word', toQuery('word'))],
		answer: { kind: 'records', property: 'things' },
	}),
	operation('getSome', {
		request: { method: 'GET', path: '/things/{ids}', pathForOne: '/things' },
		fields: [{ ...ids, required: true }],
		answer: { kind: 'records', property: 'things', isWhole: true },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
	server.reply(({ url }) => {
		const asked = /(?:ids=|\/)([\d,]+)/.exec(url)?.[1]?.split(',') ?? ['all'];
		return { things: asked.map((id) => ({ id })) };
	});
});

afterEach(async () => await server.close());

async function run(value: string, parameters: IDataObject) {
	const { items, error } = await runBank(bank, server, value, parameters);
	expect(error).toBeUndefined();
	return items.map(({ json }) => json.id);
}
const urls = () => server.received.map(({ url }) => url);

describe('a list of ids', () => {
	it('that is short goes out in one request', async () => {
		expect(await run('getMany', { ids: '1,2,3' })).toEqual(['1', '2', '3']);
		expect(urls()).toEqual(['/things?ids=1,2,3']);
	});

	it('that is long goes out in several, in order, each with the other filters', async () => {
		const found = await run('getMany', { ids: '5,4,3,2,1,9,8', word: 'x' });
		expect(found).toEqual(['5', '4', '3', '2', '1', '9', '8']);
		expect(urls()).toEqual([
			'/things?ids=5,4,3&word=x',
			'/things?ids=2,1,9&word=x',
			'/things?ids=8&word=x',
		]);
	});

	it('asks for each of them once', async () => {
		expect(await run('getMany', { ids: '1,2,1,3,2,4' })).toEqual(['1', '2', '3', '4']);
		expect(urls()).toEqual(['/things?ids=1,2,3', '/things?ids=4']);
	});

	it('is left when the limit is reached', async () => {
		expect(await run('getMany', { ids: '1,2,3,4,5,6,7', limit: 4 })).toEqual(['1', '2', '3', '4']);
		expect(urls()).toEqual(['/things?ids=1,2,3', '/things?ids=4,5,6']);
	});

	it('in the path has its own address for what is left over', async () => {
		expect(await run('getSome', { ids: '1,2,3,4' })).toEqual(['1', '2', '3', '4']);
		expect(urls()).toEqual(['/things/1,2,3', '/things?ids=4']);
	});

	it('that is left out asks for all', async () => {
		expect(await run('getMany', {})).toEqual(['all']);
		expect(urls()).toEqual(['/things']);
	});

	it('that fails half-way gives no part of it', async () => {
		server.reply(({ url }, response) => {
			response.statusCode = url.endsWith('1,2,3') ? 200 : 400;
			return { things: [{ id: '1' }], message: 'no more today' };
		});
		const { items, error } = await runBank(bank, server, 'getMany', { ids: '1,2,3,4' });
		expect(error?.message).toContain('no more today');
		expect(items).toEqual([]);
	});
});
