import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { FinApi } from '../../../nodes/FinApi/FinApi.node';
import { type ApiVersion, type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { panelContext } from '../../support/engine';
import { finApiCredential, finApiSetup } from '../../support/finApi';
import { byId } from '../../support/finicity';

const { listSearch, loadOptions } = new FinApi().methods;

let sandbox: FinApiSandbox;

async function start(version: ApiVersion): Promise<void> {
	sandbox = await startFinApi({ version, banks: 250 });
}

afterEach(async () => await sandbox.close());

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

async function search(method: Search, ...query: string[]): Promise<INodeListSearchResult> {
	return await method.call(panelContext(finApiSetup(sandbox, 'import')), ...query);
}

async function options(
	method: keyof typeof loadOptions,
	operation: string,
	parameters: IDataObject,
): Promise<INodePropertyOptions[]> {
	const setup = finApiSetup(sandbox, operation, parameters);
	return await loadOptions[method].call(panelContext(setup));
}

const calls = () =>
	sandbox.requests
		.filter(({ path }) => !path.endsWith('/token'))
		.map(({ method, url }) => `${method} ${url}`);

const namesOf = (entries: { name: string }[]) => entries.map(({ name }) => name);

describe.each(['V1', 'V2'] as const)('in %s', (version) => {
	const prefix = `/api/${version.toLowerCase()}`;

	beforeEach(async () => await start(version));

	describe('the list of banks', () => {
		it('comes page by page as the user scrolls, each bank once', async () => {
			const found: INodeListSearchResult['results'] = [];
			let token: string | undefined = '';
			for (let page = 1; token !== undefined && page < 9; page++) {
				const result = await search(listSearch.searchBanks, '', ...(token ? [token] : []));
				found.push(...result.results);
				token = result.paginationToken as string | undefined;
			}
			expect(calls()).toEqual([
				`GET ${prefix}/banks?page=1&perPage=100`,
				`GET ${prefix}/banks?page=2&perPage=100`,
				`GET ${prefix}/banks?page=3&perPage=100`,
			]);
			expect(new Set(found.map(({ value }) => value)).size).toBe(258);
			expect(found).toHaveLength(258);
		});

		it('is searched by finAPI, and tells test banks from real ones', async () => {
			const { results, paginationToken } = await search(listSearch.searchBanks, ' finAPI Test ');
			expect(calls()).toEqual([`GET ${prefix}/banks?search=finAPI%20Test&page=1&perPage=100`]);
			expect(results).toEqual([
				{
					name: `finAPI Test Bank (BLZ ${version === 'V1' ? '00000000' : 'DEMO0001'}, test bank)`,
					value: '280001',
				},
				{ name: 'finAPI Test Redirect Bank (BLZ DEMO0002, test bank)', value: '280002' },
			]);
			expect(paginationToken).toBeUndefined();
		});
	});

	it('finds a bank by its id, too', async () => {
		const { results } = await search(listSearch.searchBanks, '277002');
		expect(results.map(({ value }) => value)).toEqual(['277002']);
		expect(calls().at(-1)).toBe(`GET ${prefix}/banks?ids=277002`);
		const byCode = await search(listSearch.searchBanks, '53061230');
		expect(byCode.results.map(({ value }) => value)).toEqual(['277002']);
	});

	it('lists bank connections by their name and bank, with exact ids', async () => {
		const { results } = await search(listSearch.searchBankConnections);
		expect(results).toEqual([
			{ name: 'Stadtbank & Söhne (4500000000002)', value: '4500000000002' },
			{ name: 'Geschäftskonto & Kredit, Formularbank (4500000000003)', value: '4500000000003' },
			{
				name: 'Haushaltskonto, Volksbank Beispielhausen (9007199254740993)',
				value: '9007199254740993',
			},
		]);
		const found = await search(listSearch.searchBankConnections, 'haushalt');
		expect(found.results).toEqual([results[2]]);
	});

	it('lists the two-step procedures of a connection, and none', async () => {
		const found = await options('getTwoStepProcedures', 'edit', {
			bankConnectionId: byId('9007199254740993'),
		});
		expect(found).toEqual([
			{ name: 'None', value: '' },
			{ name: 'smsTAN (955)', value: '955' },
			{ name: 'Freigabe per App (956)', value: '956' },
		]);
		expect(calls()).toEqual([`GET ${prefix}/bankConnections/9007199254740993`]);
	});

	it('asks for a connection first', async () => {
		for (const id of ['', '={{ $json.id }}', 'x/../banks']) {
			expect(await options('getTwoStepProcedures', 'edit', { bankConnectionId: byId(id) })).toEqual(
				[
					{
						name: '(Choose a bank connection first)',
						value: '',
						description: expect.stringContaining('expression') as string,
					},
				],
			);
		}
		expect(sandbox.requests).toEqual([]);
	});
});

describe.each(['V1', 'V2'] as const)('the banking interfaces in %s', (version) => {
	beforeEach(async () => await start(version));

	it('are those that the chosen bank has', async () => {
		const found = await options('getBankingInterfaces', 'import', { bankId: byId('277002') });
		expect(found.map(({ value }) => value)).toEqual(['FINTS_SERVER', 'WEB_SCRAPER']);
		const redirecting = { bankId: byId('280002') };
		expect(namesOf(await options('getBankingInterfaces', 'import', redirecting))).toEqual(['XS2A']);
	});

	it.each(['update', 'edit'])('are those of the chosen connection for %s', async (operation) => {
		const connection = { bankConnectionId: byId('4500000000003') };
		const found = await options('getBankingInterfaces', operation, connection);
		expect(found.map(({ value }) => value)).toEqual(['FINTS_SERVER', 'XS2A']);
	});

	it.each([
		['import', 'bankId'],
		['update', 'bankConnectionId'],
	])('are all there are while an expression names the record: %s', async (operation, name) => {
		const parameters = { [name]: byId('={{ $json.id }}') };
		const found = await options('getBankingInterfaces', operation, parameters);
		expect(found.map(({ value }) => value)).toEqual(['FINTS_SERVER', 'WEB_SCRAPER', 'XS2A']);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the categories', () => {
	beforeEach(async () => await start('V2'));

	it('are those of finAPI and of the user, by parent and name', async () => {
		const found = await options('getCategories', 'create', { resource: 'notificationRule' });
		expect(found).toHaveLength(26);
		const names = namesOf(found);
		const at = names.indexOf('Musikverein');
		expect(found.slice(at, at + 2)).toEqual([
			{ name: 'Musikverein', value: '1501' },
			{ name: 'Musikverein › Noten und Instrumente', value: '1502' },
		]);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(calls()).toEqual(['GET /api/v2/categories?page=1&perPage=500']);
	});

	const none = { name: 'None', value: '0' };
	it.each([
		['getCategoriesOrNone', 'edit', [none]],
		['getCategoriesOfPart', 'split', [{ name: 'Same as the Transaction', value: '' }, none]],
	] as const)('%s offers what %s takes besides', async (method, operation, besides) => {
		const all = await options('getCategories', operation, { resource: 'transaction' });
		const found = await options(method, operation, { resource: 'transaction' });
		expect(found).toEqual([...besides, ...all]);
	});
});

describe('the labels of a login', () => {
	beforeEach(async () => await start('V2'));

	it('are those of the bank to import', async () => {
		const found = await options('getLoginLabels', 'import', {
			bankId: byId('277002'),
			bankingInterface: 'FINTS_SERVER',
		});
		expect(namesOf(found)).toEqual(['Nutzerkennung', 'PIN', 'Kundennummer']);
		expect(found[0]?.value).toBe('Nutzerkennung');
		expect(calls()).toEqual(['GET /api/v2/banks?ids=277002']);
	});

	it('are none on an interface that the bank does not have', async () => {
		const found = await options('getLoginLabels', 'import', {
			bankId: byId('277002'),
			bankingInterface: 'XS2A',
		});
		expect(found).toEqual([]);
	});

	it.each(['update', 'edit'])("are those of the connection's bank for %s", async (operation) => {
		const found = await options('getLoginLabels', operation, {
			bankConnectionId: byId('9007199254740993'),
			bankingInterface: 'FINTS_SERVER',
			updateFields: { bankingInterface: 'FINTS_SERVER' },
		});
		expect(namesOf(found)).toEqual(['Nutzerkennung', 'PIN', 'Kundennummer']);
		expect(calls()).toEqual(['GET /api/v2/bankConnections/9007199254740993']);
	});

	it('are those of the interface that an edit names', async () => {
		const connection = { bankConnectionId: byId('9007199254740993') };
		const other = { ...connection, updateFields: { bankingInterface: 'XS2A' } };
		expect(await options('getLoginLabels', 'edit', other)).toEqual([]);
		const any = await options('getLoginLabels', 'edit', connection);
		expect(namesOf(any)).toEqual(['Nutzerkennung', 'PIN', 'Kundennummer']);
	});

	it.each(['getLoginLabels', 'getBankingInterfaces'] as const)(
		'or %s ask for a bank first, in the list itself',
		async (method) => {
			const found = await options(method, 'import', { bankId: byId('') });
			expect(found.map(({ name, value }) => [name, value])).toEqual([
				['(Choose a bank first)', ''],
			]);
			expect(sandbox.requests).toEqual([]);
		},
	);

	it('say in the words of finAPI why there are none', async () => {
		const found = await options('getLoginLabels', 'update', { bankConnectionId: byId('1') });
		expect(namesOf(found)).toEqual([expect.stringMatching(/^\(finAPI: .*UNKNOWN_ENTITY\)\)$/)]);
		expect(found[0]?.description).toContain('Check the IDs');
	});
});

it('no list is asked for with a credential for another version', async () => {
	await start('V2');
	const setup = finApiSetup(
		sandbox,
		'import',
		{},
		{ credentials: finApiCredential(sandbox, { apiVersion: 'V1' }) },
	);
	await expect(listSearch.searchBanks.call(panelContext(setup))).rejects.toThrow(
		"'API Version' of the node is V2, but the credential is for V1",
	);
	expect(sandbox.requests).toEqual([]);
});
