import type { IDataObject } from 'n8n-workflow';
import { finicity } from '../../../nodes/Finicity/api';
import type { Field, Operation } from '../../../nodes/shared/operation';
import type { ContractOperation } from '../../contract/contract';
import { finicityContract } from '../../contract/finicity';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { byId, runFinicity } from '../../support/finicity';

/** One operation run with every field that it has, what goes over the wire, and what comes out. */
interface Case {
	operation: readonly [resource: string, operation: string];
	parameters: IDataObject;
	binary?: Buffer;
	/** Method and address with the query of the first page. */
	sends: string;
	body?: IDataObject;
	/** Of the items that come out, what is told apart here. */
	gives: IDataObject[];
}

const customerId = byId('7000000001');
const institutionLoginId = byId('1007000001');
const preAppId = byId('2581');
const budgetApp = '5a2db0c5-0001-4a00-8000-000000000001';
const person = {
	firstName: 'Ada',
	lastName: 'Lovelace',
	phone: '1-801-984-4200',
	email: 'ada@example.com',
	applicationId: budgetApp,
};
const registration = {
	appName: 'Budget Buddy',
	appDescription: 'Keeps budgets on track',
	appUrl: 'https://example.com',
	ownerName: 'Example Inc.',
	ownerAddressLine1: '434 W Ascension Way',
	ownerAddressLine2: 'Suite 200',
	ownerCity: 'Murray',
	ownerState: 'UT',
	ownerPostalCode: '84123',
	ownerCountry: 'USA',
};
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>');
const familyAccounts = [{ id: '5011000001' }, { id: '5011000002' }, { id: '5011000003' }];
const customers = '/aggregation/v1/customers';
const customersV2 = '/aggregation/v2/customers';
const login = '7000000001/institutionLogins/1007000001';

/** By the vendor's operationId. Written from the API facts, not from the node. */
const cases: Record<string, Case> = {
	DeleteCustomerAccount: {
		operation: ['account', 'delete'],
		parameters: { customerId, accountId: byId('5011000001') },
		sends: `DELETE ${customers}/7000000001/accounts/5011000001`,
		gives: [{ deleted: true }],
	},
	DeleteCustomerAccountsByInstitutionLogin: {
		operation: ['account', 'deleteByInstitutionLogin'],
		parameters: { customerId, institutionLoginId },
		sends: `DELETE ${customers}/${login}`,
		gives: [{ deleted: true }],
	},
	GetCustomerAccount: {
		operation: ['account', 'get'],
		parameters: { customerId, accountId: byId('5011000002'), simplify: true },
		sends: `GET ${customersV2}/7000000001/accounts/5011000002`,
		gives: [
			{
				id: '5011000002',
				customerId: '7000000001',
				institutionLoginId: 1007000001,
				name: 'Rainy Day Savings',
				type: 'savings',
				status: 'active',
				balance: 15250,
				currency: 'USD',
			},
		],
	},
	GetCustomerAccounts: {
		operation: ['account', 'getMany'],
		parameters: {
			customerId: byId('7000000004'),
			filters: { status: 'pending', accountType: 'ava' },
			returnAll: true,
		},
		sends: `GET ${customers}/7000000004/accounts?account_type=ava&status=pending`,
		gives: [{ id: '5011000010' }],
	},
	GetCustomerAccountsByInstitution: {
		operation: ['account', 'getManyByInstitution'],
		parameters: { customerId, institutionId: '101732', returnAll: true },
		sends: `GET ${customers}/7000000001/institutions/101732/accounts`,
		gives: familyAccounts,
	},
	GetCustomerAccountsByInstitutionLogin: {
		operation: ['account', 'getManyByInstitutionLogin'],
		parameters: { customerId, institutionLoginId, returnAll: true },
		sends: `GET ${customers}/${login}/accounts`,
		gives: familyAccounts,
	},
	RefreshCustomerAccounts: {
		operation: ['account', 'refresh'],
		parameters: { customerId, returnAll: true },
		sends: `POST ${customers}/7000000001/accounts`,
		gives: familyAccounts,
	},
	RefreshCustomerAccountsByInstitutionLogin: {
		operation: ['account', 'refreshByInstitutionLogin'],
		parameters: {
			customerId,
			institutionLoginId,
			transactionDates: { fromDate: '2026-01-01T00:00:00', toDate: '2026-01-31T00:00:00' },
			returnAll: true,
		},
		sends: `POST ${customers}/${login}/accounts?fromDate=1767225600&toDate=1769817600`,
		gives: familyAccounts,
	},
	RefreshCustomerAccountsV2: {
		operation: ['account', 'refreshForDataAccessTiers'],
		parameters: { customerId },
		sends: `POST ${customersV2}/7000000001/accounts`,
		gives: [{ success: true, customerId: '7000000001' }],
	},
	RefreshCustomerAccountsByInstitutionLoginV2: {
		operation: ['account', 'refreshByInstitutionLoginForDataAccessTiers'],
		parameters: { customerId, institutionLoginId },
		sends: `POST ${customersV2}/${login}/accounts`,
		gives: [{ success: true, customerId: '7000000001', institutionLoginId: '1007000001' }],
	},
	GetAppRegistrationStatus: {
		operation: ['appRegistration', 'getManyStatuses'],
		parameters: {
			filters: {
				preAppId: '2581',
				applicationId: budgetApp,
				status: 'A',
				appName: 'Household Budget',
				submittedDate: '2025-05-16T15:06:40',
				modifiedDate: '2025-05-26T15:06:40',
			},
			returnAll: true,
		},
		sends: `GET /aggregation/v2/partners/applications?applicationId=${budgetApp}&appName=Household%20Budget&modifiedDate=1748272000&preAppId=2581&status=A&submittedDate=1747408000&page=1&pageSize=100`,
		gives: [{ preAppId: '2581', status: 'A' }],
	},
	getApplications: {
		operation: ['appRegistration', 'getMany'],
		parameters: {
			filters: {
				preAppId: '2581',
				applicationId: budgetApp,
				name: 'Household Budget',
				status: 'A',
			},
			returnAll: true,
		},
		sends: `GET /applications?application_id=${budgetApp}&name=Household%20Budget&pre_app_id=2581&status=A&start=1&limit=100`,
		gives: [{ preAppId: 2581, status: 'A' }],
	},
	getRegisteredInstitutions: {
		operation: ['appRegistration', 'getManyByInstitution'],
		parameters: {
			applicationId: byId(budgetApp),
			filters: { institutionId: '170881' },
			returnAll: true,
		},
		sends: `GET /applications/${budgetApp}/institutions?institution_id=170881&start=1&limit=1000`,
		gives: [{ status: false }],
	},
	MigrateInstitutionLoginAccounts: {
		operation: ['appRegistration', 'migrateInstitutionLogin'],
		parameters: {
			customerId: byId('7000000003'),
			institutionLoginId: byId('1007000003'),
			returnAll: true,
		},
		sends: `PUT ${customersV2}/7000000003/institutionLogins/1007000003/migration`,
		gives: [{ id: '5011000006' }, { id: '5011000007' }, { id: '5011000008' }],
	},
	ModifyAppRegistration: {
		operation: ['appRegistration', 'update'],
		parameters: { preAppId, ...registration, imageSource: 'text', image: svg.toString('base64') },
		sends: 'PUT /aggregation/v1/partners/applications/2581',
		body: { ...registration, image: svg.toString('base64') },
		gives: [{ preAppId: 2581, status: 'P' }],
	},
	RegisterApp: {
		operation: ['appRegistration', 'create'],
		parameters: { ...registration, imageSource: 'binary', imageBinaryField: 'logo' },
		binary: svg,
		sends: 'POST /aggregation/v1/partners/applications',
		body: { ...registration, image: svg.toString('base64') },
		gives: [{ status: 'P' }],
	},
	SetCustomerAppID: {
		operation: ['appRegistration', 'assignToCustomer'],
		parameters: { customerId: byId('7000000002'), applicationId: byId(budgetApp) },
		sends: `PUT ${customers}/7000000002/applications/${budgetApp}`,
		gives: [{ success: true, customerId: '7000000002', applicationId: budgetApp }],
	},
	AddCustomer: {
		operation: ['customer', 'create'],
		parameters: { username: 'ada-1815', additionalFields: person },
		sends: `POST ${customersV2}/active`,
		body: { username: 'ada-1815', ...person },
		gives: [{ username: 'ada-1815' }],
	},
	AddTestingCustomer: {
		operation: ['customer', 'createTesting'],
		parameters: { username: 'ada-1815', additionalFields: person },
		sends: `POST ${customersV2}/testing`,
		body: { username: 'ada-1815', ...person },
		gives: [{ username: 'ada-1815' }],
	},
	DeleteCustomer: {
		operation: ['customer', 'delete'],
		parameters: { customerId },
		sends: `DELETE ${customers}/7000000001`,
		gives: [{ deleted: true }],
	},
	GetCustomer: {
		operation: ['customer', 'get'],
		parameters: { customerId },
		sends: `GET ${customers}/7000000001`,
		gives: [{ id: '7000000001', username: 'maria.santos', type: 'testing' }],
	},
	GetCustomerWithAppData: {
		operation: ['customer', 'getWithAppData'],
		parameters: { customerId },
		sends: `GET ${customers}/7000000001/application`,
		gives: [{ id: '7000000001', applicationId: budgetApp, applicationName: 'Household Budget' }],
	},
	GetCustomers: {
		operation: ['customer', 'getMany'],
		parameters: {
			filters: { username: 'renee+household&co', search: 'Müller', type: 'testing' },
			returnAll: true,
		},
		sends: `GET ${customers}?search=M%C3%BCller&type=testing&username=renee%2Bhousehold%26co&start=1&limit=1000`,
		gives: [{ id: '7000000002', firstName: 'Renée' }],
	},
	ModifyCustomer: {
		operation: ['customer', 'update'],
		parameters: { customerId, firstName: 'María', lastName: 'Santos' },
		sends: `PUT ${customers}/7000000001`,
		body: { firstName: 'María', lastName: 'Santos' },
		gives: [{ success: true, customerId: '7000000001' }],
	},
};

const documented = finicityContract.filter(({ id }) => id !== 'CreateToken');

function contractOf(id: string): ContractOperation {
	const found = documented.find((operation) => operation.id === id);
	if (!found) throw new Error(`${id} is not in the contract`);
	return found;
}

function operationOf({ operation: [resource, operation] }: Case): Operation {
	const found = finicity.resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (!found) throw new Error(`the node has no ${resource}.${operation}`);
	return found;
}

function leaves(fields: readonly Field[]): Field[] {
	return fields.flatMap((field) =>
		field.type === 'collection' ? leaves((field.options ?? []) as Field[]) : [field],
	);
}

function wireNames(operation: Operation, type: 'query' | 'body', onlyRequired = false): string[] {
	const names = leaves(operation.fields)
		.filter(({ required }) => required === true || !onlyRequired)
		.map(({ routing }) => routing?.send)
		.filter((send) => send?.type === type)
		.map((send) => String(send?.property));
	return [...new Set(names)].sort();
}

const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

let sandbox: FinicitySandbox;

// A fresh one every time: what is known of a sign-in belongs to the address and the keys.
beforeEach(async () => {
	sandbox = await startFinicity();
});

afterEach(async () => await sandbox.close());

describe('the node', () => {
	it('has each of the 24 documented operations, and no other', () => {
		expect(documented).toHaveLength(24);
		expect(Object.keys(cases).sort()).toEqual(documented.map(({ id }) => id).sort());
		const inNode = finicity.resources.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value}.${operation.value}`),
		);
		expect(
			Object.values(cases)
				.map(({ operation }) => operation.join('.'))
				.sort(),
		).toEqual(inNode.sort());
	});
});

describe.each(Object.entries(cases))('%s', (id, testCase) => {
	const contract = contractOf(id);
	const operation = operationOf(testCase);

	it('has the method and the path of the contract', () => {
		expect([operation.request.method, shape(operation.request.path)]).toEqual([
			contract.method,
			shape(contract.path),
		]);
	});

	it('has a field for every parameter of the contract, and requires what the contract requires', () => {
		const pagingParameters = ['start', 'limit', 'page', 'pageSize'];
		expect(wireNames(operation, 'query')).toEqual(
			Object.keys(contract.query)
				.filter((name) => !pagingParameters.includes(name))
				.sort(),
		);
		expect(wireNames(operation, 'body')).toEqual(
			Object.keys(contract.body?.properties ?? {}).sort(),
		);
		expect(wireNames(operation, 'body', true)).toEqual([...(contract.body?.required ?? [])].sort());
		expect(operation.answer.kind === 'records' && operation.answer.paging !== undefined).toBe(
			contract.paging !== undefined,
		);
	});

	it('marks as required what the path and the body need, whichever way it is entered', () => {
		const { path } = operation.request;
		for (const field of leaves(operation.fields)) {
			const send = field.routing?.send;
			const isNeeded =
				path.includes(`{${field.name}}`) ||
				(send?.type === 'body' && contract.body?.required?.includes(String(send.property)));
			expect(`${field.name} ${String(field.required ?? false)}`).toBe(
				`${field.name} ${String(isNeeded ?? false)}`,
			);
		}
	});

	it('refuses what the contract does not take, and writes times as seconds', () => {
		const pathSchemas = Object.values(contract.pathParameters);
		const inPath = [...operation.request.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		for (const field of leaves(operation.fields)) {
			const send = field.routing?.send;
			const schema =
				pathSchemas[inPath.indexOf(field.name)] ??
				(send?.type === 'query'
					? contract.query[String(send.property)]
					: contract.body?.properties?.[String(send?.property)]);
			if (schema?.description === 'Unix seconds') expect(field.wire).toBe('unixSeconds');
			else if (schema?.pattern) expect(field.format?.pattern.test('a/b')).toBe(false);
			else if (schema?.type === 'integer') expect(field.format?.pattern.test('a')).toBe(false);
			if (schema?.maxLength) {
				expect(field.format?.pattern.test('x'.repeat(schema.maxLength + 1))).toBe(false);
			}
		}
	});

	it('waits three minutes for a refresh, and a minute otherwise', () => {
		const isRefresh = id.startsWith('Refresh');
		expect(operation.request.timeout).toBe(isRefresh ? 180_000 : undefined);
	});

	it('offers exactly the values that the contract lists', () => {
		const lists = leaves(operation.fields)
			.filter(({ type, routing }) => type === 'options' && routing?.send)
			.map(({ routing, options = [] }): [string, unknown[]] => [
				String(routing?.send?.property),
				options.map((option) => ('value' in option ? option.value : undefined)).sort(),
			]);
		for (const [name, values] of lists) {
			expect(values).toEqual([...(contract.query[name]?.enum ?? [])].sort());
		}
	});

	it('sends what the contract says, and gives the records', async () => {
		const items = testCase.binary && [
			{
				json: {},
				binary: { logo: { data: testCase.binary.toString('base64'), mimeType: 'image/svg+xml' } },
			},
		];
		const { items: out, error } = await runFinicity(
			sandbox,
			testCase.operation,
			testCase.parameters,
			{ items },
		);
		expect(error).toBeUndefined();

		const [signIn, request, ...more] = sandbox.requests;
		expect(signIn?.path).toBe('/aggregation/v2/partners/authentication');
		expect(more).toEqual([]);
		expect(`${request?.method} ${request?.url}`).toBe(testCase.sends);
		expect(request?.body).toEqual(testCase.body);
		expect(request?.headers).toMatchObject({
			accept: 'application/json',
			'finicity-app-key': sandbox.keys.appKey,
			'finicity-app-token': expect.stringMatching(/./) as string,
		});
		expect(out.map(({ json }) => json)).toEqual(
			testCase.gives.map((json) => expect.objectContaining(json) as IDataObject),
		);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(
			testCase.gives.map(() => ({ item: 0 })),
		);
	});
});
