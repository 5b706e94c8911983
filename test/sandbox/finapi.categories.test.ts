import { call, refused } from '../support/localFinApi';
import type { FinApiSandbox } from './finapi';
import { startFinApi } from './finapi';

let bank: FinApiSandbox;

beforeAll(async () => {
	bank = await startFinApi({ now: '2026-03-15T09:00:00Z' });
});

afterAll(() => bank.close());

beforeEach(() => bank.reset());

const list = (query = '') => call(bank, 'GET', `/categories?${query}`);

async function namesOf(query: string): Promise<unknown[]> {
	const { json } = await list(`perPage=500&${query}`);
	return (json?.categories as { name: unknown }[]).map(({ name }) => name);
}

describe('the categories', () => {
	it("are those of finAPI and the user's own, and nobody else's", async () => {
		const all = await namesOf('');
		expect(all).toEqual(expect.arrayContaining(['Wohnen', 'Miete', 'Musikverein']));
		expect(all).not.toContain('Imkerei');
		expect(await namesOf('ids=1503')).toEqual([]);
	});

	it('come in pages of 20 unless more are wanted, the smallest id first', async () => {
		const { json } = await list();
		expect(json?.paging).toEqual({ page: 1, perPage: 20, pageCount: 2, totalCount: 26 });
		expect(json?.categories).toHaveLength(20);
		expect((await namesOf(''))[0]).toBe('Wohnen');
		expect(await list('perPage=501')).toMatchObject(refused(400, 'ILLEGAL_PAGE_SIZE'));
	});

	it('know their parent and their children', async () => {
		const { json } = await list('ids=370,371');
		expect(json?.categories).toEqual([
			{
				id: 370,
				name: 'Wohnen',
				parentId: null,
				parentName: null,
				isCustom: false,
				children: [371, 372, 373],
			},
			{ id: 371, name: 'Miete', parentId: 370, parentName: 'Wohnen', isCustom: false },
		]);
	});

	it('are found by all words of a search, in the name alone', async () => {
		expect(await namesOf('search=UND%20strom')).toEqual(['Strom und Gas']);
		expect(await namesOf('search=wohnen')).toEqual(['Wohnen']);
	});

	it("are those of finAPI only, or the user's own only", async () => {
		expect(await namesOf('isCustom=true')).toEqual(['Musikverein', 'Noten und Instrumente']);
		expect(await namesOf('isCustom=false')).toHaveLength(24);
	});

	it.each([
		['id,desc', ['Noten und Instrumente', 'Musikverein', 'Miete']],
		['name', ['Miete', 'Musikverein', 'Noten und Instrumente']],
		['isCustom,desc&order=name,desc', ['Noten und Instrumente', 'Musikverein', 'Miete']],
	])('are sorted by %s', async (order, expected) => {
		expect(await namesOf(`ids=1501,1502,371&order=${order}`)).toEqual(expected);
	});

	it('are closed to a client without personal finance management', async () => {
		bank.state.pfmServicesEnabled = false;
		expect(await list()).toMatchObject(refused(403, 'FORBIDDEN'));
	});
});

it('a transaction is sorted into a category of finAPI or of the user', async () => {
	const [id] = bank.state.transactions.keys();
	const edit = (categoryId: number) =>
		call(bank, 'PATCH', `/transactions/${String(id)}`, { body: { categoryId } });
	expect((await edit(371)).json?.category).toMatchObject({ name: 'Miete', isCustom: false });
	expect((await edit(1502)).json?.category).toMatchObject({
		name: 'Noten und Instrumente',
		isCustom: true,
	});
	expect(await edit(1503)).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
});

it('the categories of a user go with the user', async () => {
	expect((await call(bank, 'DELETE', '/users')).status).toBe(200);
	const owners = [...bank.state.categories.values()].map(({ userId }) => userId);
	expect(new Set(owners)).toEqual(new Set([null, 'neighbour']));
});
