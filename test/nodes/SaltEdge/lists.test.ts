import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';
import { SaltEdge } from '../../../nodes/SaltEdge/SaltEdge.node';
import { type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import { panelContext } from '../../support/engine';
import { byId } from '../../support/finicity';
import {
	besideForm,
	form,
	keyPair,
	masked,
	runSaltEdge,
	saltEdgeCredential,
	saltEdgeSetup,
} from '../../support/saltEdge';

const { listSearch, loadOptions, resourceMapping } = new SaltEdge().methods;

let sandbox: SaltEdgeSandbox;

beforeEach(async () => (sandbox = await startSaltEdge()));

afterEach(async () => await sandbox.close());

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

const panel = (operation: string, parameters: IDataObject = {}) =>
	panelContext(saltEdgeSetup(sandbox, operation, parameters));

async function search(
	method: Search,
	parameters: IDataObject = {},
	...query: string[]
): Promise<INodeListSearchResult> {
	return await method.call(panel('create', parameters), ...query);
}

async function formOf(operation: string, parameters: IDataObject): Promise<ResourceMapperFields> {
	return await resourceMapping.getProviderFields.call(panel(operation, parameters));
}

async function secretsOf(
	operation: string,
	parameters: IDataObject,
): Promise<INodePropertyOptions[]> {
	return await loadOptions.getSecretFields.call(panel(operation, parameters));
}

const calls = () => sandbox.requests.map(({ method, url }) => `${method} ${url}`);
const customer = '905731486325476354';

describe('the list of customers', () => {
	it('comes page by page as the user scrolls, each customer once, with exact ids', async () => {
		for (let index = 0; index < 250; index++) {
			const id = sandbox.state.newId('customer');
			const record = { id, identifier: `customer ${index}`, secret: `s${id}` };
			sandbox.state.customers.set(id, { ...record, blockedAt: null, createdAt: Date.now() });
		}
		const found: INodeListSearchResult['results'] = [];
		let token: string | undefined = '';
		for (let page = 1; token !== undefined && page < 9; page++) {
			const result = await search(listSearch.searchCustomers, {}, '', ...(token ? [token] : []));
			found.push(...result.results);
			token = result.paginationToken as string | undefined;
		}
		expect(calls()).toEqual([
			'GET /api/v5/customers?per_page=100',
			'GET /api/v5/customers?from_id=905731486325477097&per_page=100',
			'GET /api/v5/customers?from_id=905731486325477197&per_page=100',
		]);
		expect(found.slice(0, 3)).toEqual([
			{ name: 'alter Kunde & Söhne (98001)', value: '98001' },
			{ name: `erika.mustermann (${customer})`, value: customer },
			{ name: 'josé+büro@example.com (905731486325476355)', value: '905731486325476355' },
		]);
		expect(found).toHaveLength(254);
		expect(new Set(found.map(({ value }) => value)).size).toBe(254);
		expect(JSON.stringify(found)).not.toContain('secret');
	});

	it('is searched by Salt Edge, by the whole identifier', async () => {
		const identifier = 'josé+büro@example.com';
		const { results, paginationToken } = await search(
			listSearch.searchCustomers,
			{},
			` ${identifier} `,
		);
		expect(calls()).toEqual([
			`GET /api/v5/customers?identifier=${encodeURIComponent(identifier)}&per_page=100`,
		]);
		expect(results.map(({ value }) => value)).toEqual(['905731486325476355']);
		expect(paginationToken).toBeUndefined();
		expect((await search(listSearch.searchCustomers, {}, 'nobody')).results).toEqual([]);
	});

	it('is searched by id as well, which Salt Edge does not do', async () => {
		const path = `/api/v5/customers/${customer}`;
		sandbox.fault({ path, body: { data: { id: customer, identifier: 'erika.mustermann' } } });
		const { results } = await search(listSearch.searchCustomers, {}, customer);
		expect(results).toEqual([{ name: `erika.mustermann (${customer})`, value: customer }]);
		expect(calls().at(-1)).toBe(`GET ${path}`);
		expect((await search(listSearch.searchCustomers, {}, '99')).results).toEqual([]);
	});

	it('is signed where the client must', async () => {
		sandbox.registerKey(keyPair.publicKey);
		const credentials = saltEdgeCredential(sandbox, { privateKey: keyPair.privateKey });
		const context = panelContext(saltEdgeSetup(sandbox, 'create', {}, { credentials }));
		const { results } = await listSearch.searchCustomers.call(context, 'alter Kunde & Söhne');
		expect(results).toHaveLength(1);
	});
});

describe('the list of countries', () => {
	it('has that of the fake providers, and is searched by name and code', async () => {
		const { results } = await search(listSearch.searchCountries);
		expect(calls()).toEqual(['GET /api/v5/countries?include_fake_providers=true']);
		expect(results).toEqual([
			{ name: 'Germany (DE)', value: 'DE' },
			{ name: 'France (FR)', value: 'FR' },
			{ name: 'Italy (IT)', value: 'IT' },
			{ name: 'Fake Country (XF)', value: 'XF' },
			{ name: 'Other (XO)', value: 'XO' },
		]);
		const found = await search(listSearch.searchCountries, {}, ' GERM ');
		expect(found.results).toEqual([results[0]]);
	});
});

describe('the list of providers', () => {
	it('is that of the country, and tells how each one works', async () => {
		const { results } = await search(listSearch.searchProviders, { countryCode: byId('de') });
		expect(calls()).toEqual([
			'GET /api/v5/providers?country_code=DE&include_fake_providers=true&per_page=1000',
		]);
		expect(results).toEqual([
			{ name: 'Musterbank Köln (api, musterbank_de)', value: 'musterbank_de' },
			{ name: 'Stadtbank & Söhne (api, stadtbank_de)', value: 'stadtbank_de' },
		]);
		const country = { countryCode: byId('XF') };
		const found = await search(listSearch.searchProviders, country, 'fakebank simple');
		expect(found.results.map(({ value }) => value)).toEqual(['fakebank_simple_xf']);
	});

	it('has all pages', async () => {
		const [first] = sandbox.state.providers.values();
		for (let index = 0; first && index < 1200; index++) {
			const provider = { ...first, id: String(5000 + index), code: `bank_${index}_xf` };
			sandbox.state.providers.set(provider.code, provider);
		}
		const { results } = await search(listSearch.searchProviders, { countryCode: byId('XF') });
		expect(results).toHaveLength(1205);
		expect(calls()).toHaveLength(2);
	});

	it.each(['', '={{ $json.country }}'])('asks for a country first: %j', async (country) => {
		const wanted = search(listSearch.searchProviders, { countryCode: byId(country) });
		await expect(wanted).rejects.toThrow('Choose a country first');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the list of connections', () => {
	it('is that of the customer, with how they stand, and exact ids', async () => {
		const { results } = await search(listSearch.searchConnections, { customerId: byId(customer) });
		expect(calls()).toEqual([`GET /api/v5/connections?customer_id=${customer}&per_page=1000`]);
		expect(results).toHaveLength(7);
		expect(results[0]).toEqual({
			name: "Banca dell'Esempio (active, 98765432101)",
			value: '98765432101',
		});
		expect(JSON.stringify(results)).not.toContain('secret');
		const found = await search(
			listSearch.searchConnections,
			{ customerId: byId(customer) },
			'disabled',
		);
		expect(found.results.map(({ value }) => value)).toEqual(['907152193875460304']);
	});

	it.each(['', '={{ $json.customer }}'])('asks for a customer first: %j', async (id) => {
		const wanted = search(listSearch.searchConnections, { customerId: byId(id) });
		await expect(wanted).rejects.toThrow('Choose a customer first');
		expect(sandbox.requests).toEqual([]);
	});

	it('says in the words of Salt Edge why there is none', async () => {
		const wanted = search(listSearch.searchConnections, { customerId: byId('1') });
		await expect(wanted).rejects.toThrow('There is no customer 1 (code CustomerNotFound)');
	});
});

const hidden = (id: string, displayName: string) => ({
	...besideForm(id),
	...{ displayName, type: 'string' },
});

const germanForm = [
	{
		id: 'login',
		displayName: 'User name',
		required: true,
		defaultMatch: false,
		display: true,
		type: 'string',
	},
	hidden('password', 'PIN'),
	{
		id: 'branch',
		displayName: 'Branch',
		required: true,
		defaultMatch: false,
		display: true,
		type: 'options',
		options: [
			{ name: 'Cologne', value: 'koeln' },
			{ name: 'Munich', value: 'muenchen' },
		],
	},
	{
		id: 'customer_number',
		displayName: 'Customer number',
		required: false,
		defaultMatch: false,
		display: true,
		type: 'string',
	},
];

describe('the form of a login', () => {
	const provider = { providerCode: byId('musterbank_de') };

	it('has what the provider asks for, but its passwords apart', async () => {
		expect(await formOf('create', provider)).toEqual({ fields: germanForm });
		expect(await secretsOf('create', provider)).toEqual([{ name: 'PIN', value: 'password' }]);
		expect(new Set(calls())).toEqual(new Set(['GET /api/v5/providers/musterbank_de']));
	});

	it('knows of the passwords without showing them, so that a run can miss one', async () => {
		const { fields } = await formOf('create', provider);
		expect(fields.filter(({ display }) => !display)).toEqual([
			expect.objectContaining({ id: 'password', displayName: 'PIN', required: false }),
		]);
		const { error } = await runSaltEdge(sandbox, 'create', {
			...provider,
			customerId: byId(customer),
			countryCode: byId('DE'),
			consentScopes: ['account_details'],
			providerFields: form({ login: 'ada', branch: 'koeln' }, fields as unknown as IDataObject[]),
		});
		expect(error?.message).toBe("'Secret Fields' lacks 'PIN' [item 0]");
	});

	it('is empty for a provider that has a login page of its own', async () => {
		const oauth = { providerCode: byId('fakebank_oauth_xf') };
		expect(await formOf('create', oauth)).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringContaining("Set 'Credentials' to None") as string,
		});
		expect(await secretsOf('create', oauth)).toEqual([]);
	});

	it('comes in the order of the provider', async () => {
		const bank = sandbox.state.providers.get('musterbank_de');
		if (bank) {
			const required_fields = [...bank.required_fields].reverse();
			sandbox.state.providers.set(bank.code, { ...bank, required_fields });
		}
		const { fields } = await formOf('create', provider);
		expect(fields.map(({ id }) => id)).toEqual(['login', 'password', 'branch', 'customer_number']);
	});

	it('names each field and choice as well as the provider does', async () => {
		sandbox.fault({
			path: '/api/v5/providers/musterbank_de',
			body: {
				data: {
					required_fields: [
						{ name: 'login', localized_name: 'Anmeldename' },
						{
							name: 'branch',
							english_name: 'Branch',
							field_options: [
								{ name: 'koeln' },
								{ name: 'bonn', english_name: 'Bonn', option_value: '53111' },
							],
						},
						{ name: 'other', field_options: 'none' },
						'nonsense',
					],
				},
			},
		});
		const { fields } = await formOf('create', provider);
		expect(fields.map(({ id, displayName, type }) => [id, displayName, type])).toEqual([
			['login', 'Anmeldename', 'string'],
			['branch', 'Branch', 'options'],
			['other', 'other', 'string'],
		]);
		expect(fields[1]?.options).toEqual([
			{ name: 'koeln', value: 'koeln' },
			{ name: 'Bonn', value: '53111' },
		]);
	});

	it('is found by a code with spaces around it', async () => {
		const { fields } = await formOf('create', { providerCode: byId(' musterbank_de ') });
		expect(fields).toEqual(germanForm);
	});

	it('leads nowhere else, whatever the code of the provider', async () => {
		sandbox.fault({
			path: '/api/v5/connections/1',
			body: { data: { id: '1', provider_code: 'x/../../customers' } },
		});
		const wanted = formOf('reconnect', { connectionId: byId('1') });
		await expect(wanted).rejects.toThrow('ProviderNotFound');
		expect(calls()[1]).toBe('GET /api/v5/providers/x%2F..%2F..%2Fcustomers');
	});

	it("is that of the connection's provider for Reconnect", async () => {
		const connection = { connectionId: byId('907152193875460301') };
		const { fields } = await formOf('reconnect', connection);
		expect(fields.map(({ id, displayName, display }) => [id, displayName, display])).toEqual([
			['login', 'Login', true],
			['password', 'Password', false],
		]);
		expect(await secretsOf('reconnect', connection)).toEqual([
			{ name: 'Password', value: 'password' },
		]);
		expect(calls().slice(0, 2)).toEqual([
			'GET /api/v5/connections/907152193875460301',
			'GET /api/v5/providers/fakebank_simple_xf',
		]);
	});

	it.each(['', '={{ $json.code }}', 'x/../../customers', '..'])(
		'asks for a provider first: %j',
		async (code) => {
			expect(await formOf('create', { providerCode: byId(code) })).toEqual({
				fields: [],
				emptyFieldsNotice:
					"Choose a provider first. When the provider is an expression, set 'Credentials' to JSON.",
			});
			expect(sandbox.requests).toEqual([]);
		},
	);

	it.each(['reconnect', 'sendInteractiveStep'])('asks for a connection first: %s', async (name) => {
		const { emptyFieldsNotice } = await formOf(name, { connectionId: byId('') });
		expect(emptyFieldsNotice).toContain('Choose a connection first.');
		expect(await secretsOf(name, { connectionId: byId('={{ 1 }}') })).toEqual([
			{
				name: '(Choose a connection first)',
				value: '',
				description: "When the connection is an expression, set 'Credentials' to JSON.",
			},
		]);
		expect(sandbox.requests).toEqual([]);
	});

	it('stays as it is when Salt Edge fails, which the list of secret fields tells', async () => {
		const connection = { connectionId: byId('1') };
		await expect(formOf('reconnect', connection)).rejects.toThrow('ConnectionNotFound');
		const [entry] = await secretsOf('reconnect', connection);
		expect(entry?.name).toMatch(/^\(Salt Edge: .*ConnectionNotFound\)\)$/);
		expect(entry?.value).toBe('');
	});
});

describe('the form of an interactive step', () => {
	/** A connection to a bank, run until it waits for an answer. */
	async function waiting(providerCode: string, login: IDataObject): Promise<IDataObject> {
		const country = providerCode.slice(-2).toUpperCase();
		const { items, error } = await runSaltEdge(sandbox, 'create', {
			customerId: byId(customer),
			countryCode: byId(country),
			providerCode: byId(providerCode),
			consentScopes: ['account_details'],
			providerFields: form({ login: 'username.step', ...login }),
			secretFields: masked(['password', 'secret']),
			attempt: { attemptReturnTo: 'https://example.com/' },
			options: { waitForCompletion: true },
		});
		expect(error).toBeUndefined();
		sandbox.requests.length = 0;
		return { connectionId: byId(String(items[0]?.json.id)) };
	}

	it('has what the connection waits for', async () => {
		const connection = await waiting('fakebank_interactive_xf', {});
		const { fields } = await formOf('sendInteractiveStep', connection);
		expect(fields.map(({ id, displayName, required }) => [id, displayName, required])).toEqual([
			['sms', 'SMS code', true],
		]);
		expect(await secretsOf('sendInteractiveStep', connection)).toEqual([]);
	});

	it('has the choices of the stage', async () => {
		const connection = await waiting('musterbank_de', { branch: 'koeln' });
		const { fields } = await formOf('sendInteractiveStep', connection);
		expect(fields[1]).toMatchObject({
			id: 'tan_method',
			type: 'options',
			options: [
				{ name: 'SMS', value: 'sms_tan' },
				{ name: 'App', value: 'app_tan' },
			],
		});
	});

	it('has what only the stage tells of', async () => {
		const last_stage = { id: '7', name: 'interactive', interactive_fields_names: ['photo_tan'] };
		sandbox.fault({
			path: '/api/v5/connections/1',
			body: {
				data: { id: '1', provider_code: 'fakebank_interactive_xf', last_attempt: { last_stage } },
			},
		});
		const { fields } = await formOf('sendInteractiveStep', { connectionId: byId('1') });
		expect(fields.map(({ id, displayName, required }) => [id, displayName, required])).toEqual([
			['photo_tan', 'photo_tan', true],
		]);
	});

	it('has the choices of the provider when the stage has none', async () => {
		const last_stage = { id: '7', name: 'interactive', interactive_fields_names: ['method'] };
		const method = {
			name: 'method',
			nature: 'select',
			optional: true,
			field_options: [{ name: 'sms' }],
		};
		const [connection, provider] = ['/api/v5/connections/1', '/api/v5/providers/bank'];
		sandbox.fault({
			path: connection,
			body: { data: { id: '1', provider_code: 'bank', last_attempt: { last_stage } } },
		});
		sandbox.fault({ path: provider, body: { data: { interactive_fields: [method] } } });
		const { fields } = await formOf('sendInteractiveStep', { connectionId: byId('1') });
		// It is being waited for, so it is not optional now.
		expect(fields[0]).toMatchObject({
			required: true,
			type: 'options',
			options: [{ name: 'sms', value: 'sms' }],
		});
	});

	it('puts what is secret apart', async () => {
		const connection = await waiting('fakebank_interactive_xf', {});
		const bank = sandbox.state.providers.get('fakebank_interactive_xf');
		const [field] = bank?.interactive_fields ?? [];
		if (bank && field) {
			const pin = { ...field, nature: 'password' as const };
			sandbox.state.providers.set(bank.code, { ...bank, interactive_fields: [pin] });
		}
		expect(await formOf('sendInteractiveStep', connection)).toEqual({
			fields: [hidden('sms', 'SMS code')],
		});
		expect(await secretsOf('sendInteractiveStep', connection)).toEqual([
			{ name: 'SMS code', value: 'sms' },
		]);
	});

	it('is empty when the stage that asked is over', async () => {
		const last_stage = { id: '8', name: 'finish', interactive_fields_names: ['sms'] };
		sandbox.fault({
			path: '/api/v5/connections/1',
			body: {
				data: { id: '1', provider_code: 'fakebank_interactive_xf', last_attempt: { last_stage } },
			},
		});
		const empty = await formOf('sendInteractiveStep', { connectionId: byId('1') });
		expect(empty.fields).toEqual([]);
		expect(empty.emptyFieldsNotice).toContain('This connection waits for nothing now.');
	});

	it('is empty while the connection waits for nothing', async () => {
		const connection = { connectionId: byId('907152193875460301') };
		const { fields, emptyFieldsNotice } = await formOf('sendInteractiveStep', connection);
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain('This connection waits for nothing now.');
		expect(calls()).toEqual(['GET /api/v5/connections/907152193875460301']);
		const [entry] = await secretsOf('sendInteractiveStep', connection);
		expect([entry?.name, entry?.value]).toEqual(['(This connection waits for nothing now)', '']);
	});
});

describe('the fields of the credentials', () => {
	const { properties } = new SaltEdge().description;

	it.each(['providerFields', 'secretFields'])('fetch %s again for another record', (name) => {
		const dependencies = properties
			.filter((property) => property.name === name)
			.map(({ displayOptions, typeOptions, options = [] }) => {
				const [group] = options;
				const member = group && 'values' in group ? group.values[0]?.typeOptions : typeOptions;
				return [displayOptions?.show?.operation, member?.loadOptionsDependsOn];
			});
		expect(dependencies).toEqual([
			[['create'], ['providerCode.value']],
			[['reconnect'], ['connectionId.value']],
			[['sendInteractiveStep'], ['connectionId.value']],
		]);
	});

	it('take expressions in the fields of the form, not in its place', () => {
		const forms = properties.filter(({ type }) => type === 'resourceMapper');
		expect(forms.map(({ noDataExpression }) => noDataExpression)).toEqual([true, true, true]);
	});

	it('are masked wherever n8n can mask them', () => {
		const within = (all: typeof properties): typeof properties =>
			all.flatMap((property) => [
				property,
				...within(
					(property.options ?? []).flatMap((option) => {
						if ('values' in option) return option.values;
						return 'type' in option ? [option] : [];
					}),
				),
			]);
		const masks = within(properties)
			.filter(({ name }) => ['value', 'credentialsJson', 'encryptedCredentials'].includes(name))
			.map(({ typeOptions }) => typeOptions?.password);
		expect(masks).toStrictEqual(Array.from({ length: masks.length }, () => true));
		expect(masks.length).toBeGreaterThanOrEqual(9);
	});
});

it.each([[{}], [{ data: null }], [{ connections: [] }]])(
	'an answer without its envelope is not an empty list: %j',
	async (body) => {
		sandbox.fault({ body });
		const { error } = await runSaltEdge(sandbox, 'getMany', {
			customerId: byId(sandbox.customerId),
		});
		expect(error?.message).toContain("without the list 'data'");
	},
);
