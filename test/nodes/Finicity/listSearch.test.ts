import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { Finicity } from '../../../nodes/Finicity/Finicity.node';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { panelContext } from '../../support/engine';
import { byId, finicitySetup } from '../../support/finicity';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity({ customers: 150 });
});

afterEach(async () => await sandbox.close());

type Method = keyof InstanceType<typeof Finicity>['methods']['listSearch'];

async function search(
	method: Method,
	filter?: string,
	paginationToken?: string,
	customerId: unknown = byId('7000000001'),
): Promise<INodeListSearchResult> {
	const setup = finicitySetup(sandbox, ['account', 'get'], { customerId: customerId as string });
	const list = new Finicity().methods.listSearch[method] as (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	) => Promise<INodeListSearchResult>;
	return await list.call(panelContext(setup), filter, paginationToken);
}

const lastUrl = () => sandbox.requests.at(-1)?.url;

describe('the list of customers', () => {
	it('comes page by page as the user scrolls', async () => {
		const first = await search('searchCustomers');
		expect(first.results).toHaveLength(100);
		expect(first.results[0]).toEqual({
			name: 'maria.santos – Maria Santos (testing)',
			value: '7000000001',
		});
		const second = await search('searchCustomers', undefined, first.paginationToken as string);
		expect(second.results).toHaveLength(56);
		expect(second.paginationToken).toBeUndefined();
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(ids).size).toBe(156);
	});

	it('is searched by the bank', async () => {
		const { results } = await search('searchCustomers', 'Müller');
		expect(results.map(({ value }) => value)).toEqual(['7000000002']);
		expect(lastUrl()).toContain('search=M%C3%BCller');
	});

	it('is searched by id as well, which the bank does not do', async () => {
		const { results } = await search('searchCustomers', ' 7000000002 ');
		expect(results.map(({ value }) => value)).toEqual(['7000000002']);
		expect(lastUrl()).toBe('/aggregation/v1/customers/7000000002');
		expect((await search('searchCustomers', '8000000099')).results).toEqual([]);
	});

	it('is not searched by id on its later pages', async () => {
		const { paginationToken } = await search('searchCustomers');
		await search('searchCustomers', '7000000002', paginationToken as string);
		expect(lastUrl()).toContain('search=7000000002');
	});

	it('tells a failure of the search by id', async () => {
		const path = '/aggregation/v1/customers/7000000002';
		sandbox.fault({ path, status: 403, body: { code: '1', message: 'Not you' } });
		await expect(search('searchCustomers', '7000000002')).rejects.toThrow('Not you');
	});

	it('does not take the 404 of a server in front of the bank for one of no customer', async () => {
		const path = '/aggregation/v1/customers/7000000002';
		sandbox.fault({ path, status: 404, body: '<html>', contentType: 'text/html' });
		await expect(search('searchCustomers', '7000000002')).rejects.toThrow('404');
	});

	it('shows a customer without a name by the username', async () => {
		const { results } = await search('searchCustomers', 'nameless01');
		expect(results[0]?.name).toBe('nameless01 (testing)');
	});
});

it('a list of customers that is none ends in the words of the bank', async () => {
	sandbox.fault({ method: 'GET', status: 200, body: { code: '1', message: 'Not today' } });
	await expect(search('searchCustomers')).rejects.toThrow(
		"without the list 'customers': Not today",
	);
});

describe('the lists of a customer', () => {
	it('are the accounts', async () => {
		const { results } = await search('searchAccounts');
		expect(results).toContainEqual({ name: 'Travel Card …1091 (creditCard)', value: '5011000003' });
		expect(results).toHaveLength(3);
	});

	it('can be searched', async () => {
		expect((await search('searchAccounts', 'SAVINGS')).results.map(({ value }) => value)).toEqual([
			'5011000002',
		]);
	});

	it('are the institution logins, with the accounts that they brought', async () => {
		const { results } = await search('searchInstitutionLogins');
		expect(results).toEqual([
			{
				name: '1007000001 at institution 101732: Everyday Checking, Rainy Day Savings, Travel Card',
				value: '1007000001',
			},
		]);
	});

	it('keep all digits of a login', async () => {
		const { results } = await search(
			'searchInstitutionLogins',
			undefined,
			undefined,
			byId('7000000002'),
		);
		expect(results.map(({ value }) => value)).toEqual(['9007199254740993']);
	});

	it.each([
		['no customer', byId('')],
		['an expression', byId('={{ $json.id }}')],
	])('ask for a customer first when there is %s', async (_, customerId) => {
		const list = search('searchAccounts', undefined, undefined, customerId);
		await expect(list).rejects.toThrow('Choose a customer first');
		expect(sandbox.requests).toEqual([]);
	});

	it("show the bank's own words when it refuses", async () => {
		const list = search('searchAccounts', undefined, undefined, byId('1'));
		await expect(list).rejects.toThrow('Finicity: Customer not found. (code 14001)');
	});
});

describe('the lists of apps', () => {
	it('are all registrations', async () => {
		const { results } = await search('searchAppRegistrations');
		expect(results).toContainEqual({ name: 'Household Budget (2581, status A)', value: '2581' });
		expect(results.length).toBe(sandbox.state.applications.size);
	});

	it('are, for assigning, the approved ones only', async () => {
		const { results } = await search('searchApplications');
		expect(results.map(({ name }) => name)).toEqual(['Household Budget', 'Lending Desk']);
	});
});

describe('a list that the bank sends in pages', () => {
	const page = (first: number, count: number, moreAvailable: boolean) => ({
		path: '/applications',
		status: 200,
		body: {
			applications: Array.from({ length: count }, (_, index) => ({
				preAppId: first + index,
				name: `App ${first + index}`,
				status: 'P',
			})),
			moreAvailable,
		},
	});

	it('is loaded whole where it is searched here', async () => {
		sandbox.fault(page(1, 100, true));
		sandbox.fault(page(101, 20, false));
		expect((await search('searchAppRegistrations')).results).toHaveLength(120);
		expect(lastUrl()).toBe('/applications?start=101&limit=100');
	});

	it('ends with an empty page, whatever the bank says of more', async () => {
		sandbox.fault({
			path: '/aggregation/v1/customers',
			status: 200,
			body: { customers: [], moreAvailable: true },
		});
		expect(await search('searchCustomers')).toEqual({ results: [] });
	});
});

describe('the list of institutions', () => {
	it('comes page by page', async () => {
		const first = await search('searchInstitutions');
		expect(first.results).toHaveLength(100);
		expect(first.paginationToken).toBeDefined();
		const second = await search('searchInstitutions', undefined, first.paginationToken as string);
		expect(second.results[0]?.value).not.toBe(first.results[0]?.value);
	});

	it('is searched by the bank', async () => {
		const { results } = await search('searchInstitutions', 'FinBank');
		expect(results).toContainEqual({ name: 'FinBank (101732)', value: '101732' });
		expect(lastUrl()).toContain('search=FinBank');
	});
});

describe('the list of consents', () => {
	it('names the banks and the state', async () => {
		const { results } = await search('searchConsents');
		expect(results).toEqual([
			{ name: 'FinBank (active)', value: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
		]);
	});

	it.each([{}, { statusDetails: null }, { institutions: [null] }])(
		'is shown whole, also with one that does not say all of that: %j',
		async (odd) => {
			const consents = [{ consentReceiptId: 'a', ...odd }, { consentReceiptId: 'b' }];
			sandbox.fault({ path: '/data-sharing-consents', status: 200, body: { consents } });
			const { results } = await search('searchConsents');
			expect(results.map(({ value }) => value)).toEqual(['a', 'b']);
		},
	);

	it('is empty for a customer without one', async () => {
		const { results } = await search('searchConsents', undefined, undefined, byId('7000000006'));
		expect(results).toEqual([]);
	});

	it('asks for a customer first', async () => {
		await expect(search('searchConsents', undefined, undefined, byId(''))).rejects.toThrow(
			'Choose a customer first',
		);
	});
});
