import type { IDataObject } from 'n8n-workflow';
import { saltEdge } from '../../../nodes/SaltEdge/api';
import type { Field, Operation } from '../../../nodes/shared/operation';
import type { ContractOperation, JsonSchema } from '../../contract/contract';
import { saltedgeV5Contract } from '../../contract/saltedge';
import { type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import { byId } from '../../support/finicity';
import {
	day,
	form,
	keyPair,
	masked,
	runSaltEdge,
	saltEdgeCredential,
} from '../../support/saltEdge';
import { until } from '../../support/until';

/** One operation run with every field that it has, what goes over the wire, and what comes out. */
interface Case {
	operation: string;
	parameters: IDataObject;
	/** What there must be before. */
	before?: (sandbox: SaltEdgeSandbox) => Promise<void> | void;
	/** Method and address. */
	sends: string;
	/** As text, to the byte. */
	body?: string;
	/** Of the items that come out, what is told apart here. */
	gives: IDataObject[];
}

const customer = '905731486325476354';
const simple = '907152193875460301';
const created = '907152193875461001';
const [monthAgo, weekAgo, today] = [day(-30), day(-7), day(0)];

const login = {
	credentialsFrom: 'providerFields',
	providerFields: form({ login: 'username.neu', branch: 'koeln', customer_number: '4711 ü' }),
	secretFields: masked(['password', 'secret']),
};
const loginOnWire =
	'"credentials":{"login":"username.neu","branch":"koeln","customer_number":"4711 ü","password":"secret"}';

const attempt = {
	attemptCustomFields: '{"ledger":"Büro & Söhne"}',
	attemptCustomerLastLoggedAt: '2026-01-31T10:30:00+01:00',
	attemptFetchScopes: ['accounts', 'transactions'],
	attemptFetchedAccountsNotify: true,
	attemptFromDate: `${weekAgo}T00:00:00`,
	attemptIncludeNatures: ['account', 'credit_card'],
	attemptLocale: 'pt-BR',
	attemptReturnTo: 'https://example.com/back?to=me',
	attemptStoreCredentials: true,
	attemptToDate: today,
	attemptJson: '{"unduplication_strategy":"mark_as_pending"}',
};
const attemptOnWire = (...more: string[]) =>
	'"attempt":{' +
	[
		'"unduplication_strategy":"mark_as_pending"',
		'"custom_fields":{"ledger":"Büro & Söhne"}',
		'"customer_last_logged_at":"2026-01-31T09:30:00.000Z"',
		...(more[0] ? [more[0]] : []),
		'"fetch_scopes":["accounts","transactions"]',
		'"fetched_accounts_notify":true',
		`"from_date":"${weekAgo}"`,
		'"include_natures":["account","credit_card"]',
		'"locale":"pt-BR"',
		'"return_to":"https://example.com/back?to=me"',
		'"store_credentials":true',
		`"to_date":"${today}"`,
		...(more[1] ? [more[1]] : []),
	].join() +
	'}';

const userThere = { attemptExcludeAccounts: '', attemptUserPresent: true };
const consentFields = {
	consentFromDate: monthAgo,
	consentPeriodDays: 30,
	consentToDate: today,
};
const limitsOnWire = [`"from_date":"${monthAgo}"`, '"period_days":30', `"to_date":"${today}"`];

/** The first account of the seeded connection, which has two. */
function firstAccount(sandbox: SaltEdgeSandbox): string {
	return sandbox.state.connections.get(simple)?.accounts[0]?.id ?? '';
}

/** By the vendor's operationId. Written from the API facts, not from the node. */
const cases: Record<string, Case> = {
	connections_get: {
		operation: 'getMany',
		parameters: { customerId: byId('905731486325476355'), returnAll: true },
		sends: 'GET /api/v5/connections?customer_id=905731486325476355&per_page=1000',
		gives: [{ id: '907152193875460307', provider_code: 'stadtbank_de', status: 'active' }],
	},
	connections_post: {
		operation: 'create',
		parameters: {
			customerId: byId(customer),
			countryCode: byId('DE'),
			providerCode: byId('musterbank_de'),
			consentScopes: ['account_details', 'transactions_details'],
			...login,
			attempt,
			additionalFields: {
				...consentFields,
				categorization: 'business',
				dailyRefresh: true,
				encryptedCredentials: '{"algorithm":"x","data":"y"}',
				includeFakeProviders: true,
			},
		},
		sends: 'POST /api/v5/connections',
		body:
			`{"data":{"customer_id":"${customer}","country_code":"DE","provider_code":"musterbank_de",` +
			`"consent":{"scopes":["account_details","transactions_details"],${limitsOnWire.join()}},` +
			`${loginOnWire},${attemptOnWire()},"categorization":"business","daily_refresh":true,` +
			'"encrypted_credentials":{"algorithm":"x","data":"y"},"include_fake_providers":true}}',
		gives: [
			{
				id: created,
				customer_id: customer,
				provider_code: 'musterbank_de',
				provider_name: 'Musterbank Köln',
				status: 'active',
				last_attempt_last_stage_name: 'start',
			},
		],
	},
	connections_connection_id_get: {
		operation: 'get',
		parameters: { connectionId: byId(simple), simplify: false },
		sends: `GET /api/v5/connections/${simple}`,
		gives: [{ id: simple, customer_id: customer, country_code: 'XF', daily_refresh: false }],
	},
	connections_connection_id_put: {
		operation: 'update',
		parameters: {
			connectionId: byId(simple),
			updateFields: { dailyRefresh: false, status: 'inactive', storeCredentials: false },
		},
		sends: `PUT /api/v5/connections/${simple}`,
		body: '{"data":{"daily_refresh":false,"status":"inactive","store_credentials":false}}',
		gives: [{ id: simple, status: 'inactive' }],
	},
	connections_connection_id_delete: {
		operation: 'delete',
		parameters: { connectionId: byId(simple) },
		sends: `DELETE /api/v5/connections/${simple}`,
		gives: [{ deleted: true }],
	},
	connections_connection_id_reconnect_put: {
		operation: 'reconnect',
		parameters: {
			connectionId: byId(simple),
			credentialsFrom: 'json',
			credentialsJson: '{"login":"username.anders","password":"secret"}',
			attempt: { ...attempt, ...userThere },
			additionalFields: {
				consentScopes: ['account_details', 'holder_information', 'transactions_details'],
				...consentFields,
				categorization: 'none',
				dailyRefresh: false,
				encryptedCredentials: '{"algorithm":"x"}',
				includeFakeProviders: true,
				overrideCredentials: true,
			},
		},
		sends: `PUT /api/v5/connections/${simple}/reconnect`,
		body:
			'{"data":{"credentials":{"login":"username.anders","password":"secret"},' +
			`${attemptOnWire('"exclude_accounts":["EXCLUDED"]', '"user_present":true')},` +
			`"categorization":"none","consent":{${limitsOnWire.slice(0, 2).join()},"scopes":` +
			`["account_details","holder_information","transactions_details"],${limitsOnWire[2]}},` +
			'"daily_refresh":false,"encrypted_credentials":{"algorithm":"x"},' +
			'"include_fake_providers":true,"override_credentials":true}}',
		gives: [{ id: simple, last_attempt_last_stage_name: 'start' }],
	},
	connections_connection_id_refresh_put: {
		operation: 'refresh',
		parameters: {
			connectionId: byId(simple),
			attempt: { ...attempt, ...userThere },
			additionalFields: {
				categorization: 'personal',
				dailyRefresh: true,
				includeFakeProviders: true,
			},
		},
		sends: `PUT /api/v5/connections/${simple}/refresh`,
		body:
			`{"data":{${attemptOnWire('"exclude_accounts":["EXCLUDED"]', '"user_present":true')},` +
			'"categorization":"personal","daily_refresh":true,"include_fake_providers":true}}',
		gives: [{ id: simple, last_attempt_last_stage_name: 'start' }],
	},
	connections_connection_id_interactive_put: {
		operation: 'sendInteractiveStep',
		parameters: {
			connectionId: byId(created),
			credentialsFrom: 'providerFields',
			providerFields: form({ sms: '123456' }),
			secretFields: {},
			additionalFields: { encryptedCredentials: { algorithm: 'x' } },
		},
		before: async (sandbox) => {
			await runSaltEdge(
				sandbox,
				'create',
				{
					customerId: byId(customer),
					countryCode: byId('XF'),
					providerCode: byId('fakebank_interactive_xf'),
					consentScopes: ['account_details'],
					providerFields: form({ login: 'username.step' }),
					secretFields: masked(['password', 'secret']),
					additionalFields: { includeFakeProviders: true },
				},
				{ credentials: signing(sandbox) },
			);
			await until(() => stageOf(sandbox) === 'interactive');
		},
		sends: `PUT /api/v5/connections/${created}/interactive`,
		body: '{"data":{"credentials":{"sms":"123456"},"encrypted_credentials":{"algorithm":"x"}}}',
		gives: [{ id: created, last_attempt_last_stage_name: 'interactive' }],
	},
};

const stageOf = ({ state }: SaltEdgeSandbox) =>
	state.connections.get(created)?.attempts.at(-1)?.stages.at(-1)?.name;

const signing = (sandbox: SaltEdgeSandbox) =>
	saltEdgeCredential(sandbox, { privateKey: keyPair.privateKey });

/** The operations that the node needs for itself, and does not offer. */
const isOffered = ({ path }: ContractOperation) => path.startsWith('/connections');
const documented = saltedgeV5Contract.filter(isOffered);
const offered = saltEdge.resources.flatMap(({ operations }) => operations);

function operationOf({ operation: wanted }: Case): Operation {
	return offered.find(({ value }) => value === wanted) as Operation;
}

const isField = (option: object): option is Field => 'type' in option;

/** The fields of an operation, those inside collections too. */
const leaves = (fields: readonly Field[]): Field[] =>
	fields.flatMap((field) =>
		field.type === 'collection' ? leaves((field.options ?? []).filter(isField)) : [field],
	);

/** A path with its placeholders left blank, for the node and the bank call them differently. */
const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

/** What is in the envelope. */
const dataOf = ({ body }: ContractOperation) => body?.properties?.data;

const schemaAt = (contract: ContractOperation, property: string): JsonSchema | undefined =>
	property
		.split('.')
		.reduce<JsonSchema | undefined>((schema, name) => schema?.properties?.[name], dataOf(contract));

/** A value or null is that value. */
const plain = (schema: JsonSchema | undefined) => schema?.anyOf?.[0] ?? schema;

/** What the body may hold; an object that takes fields without a name is one, besides those named. */
const namesIn = (schema: JsonSchema | undefined): string[] =>
	Object.entries(schema?.properties ?? {}).flatMap(([name, inner]) => {
		const inside = namesIn(inner).map((each) => `${name}.${each}`);
		return inside.length === 0 || inner.additionalProperties === true ? [name, ...inside] : inside;
	});

const bodyFields = (operation: Operation) =>
	leaves(operation.fields).filter(({ routing }) => routing?.send?.type === 'body');

const propertyOf = ({ routing }: Field) => String(routing?.send?.property);

it('offers every documented operation, each proven below, and nothing else', () => {
	const ids = documented.map(({ id }) => id);
	expect(ids).toHaveLength(8);
	expect(Object.keys(cases).sort()).toEqual([...ids].sort());
	expect(
		Object.values(cases)
			.map(({ operation }) => operation)
			.sort(),
	).toEqual(offered.map(({ value }) => value).sort());
});

describe.each(Object.entries(cases))('%s', (id, testCase) => {
	const contract = documented.find((each) => each.id === id) as ContractOperation;
	const operation = operationOf(testCase);

	it('has the method and the path of the contract', () => {
		expect([operation.request.method, shape(operation.request.path)]).toEqual([
			contract.method,
			shape(contract.path),
		]);
	});

	it('has a field for every property of the contract, and for no other', () => {
		const properties = new Set(bodyFields(operation).map(propertyOf));
		// A new connection has no accounts yet, and its user is there anyway.
		const forOldOnes = id === 'connections_post' ? ['exclude_accounts', 'user_present'] : [];
		expect([...properties].sort()).toEqual(
			namesIn(dataOf(contract))
				.filter((name) => !forOldOnes.includes(name.replace('attempt.', '')))
				.sort(),
		);
		const inQuery = leaves(operation.fields).filter(
			({ routing }) => routing?.send?.type === 'query',
		);
		// The engine itself asks for pages.
		const pages = ['from_id', 'per_page'];
		expect(inQuery.map(propertyOf)).toEqual(
			Object.keys(contract.query).filter((name) => !pages.includes(name)),
		);
	});

	it('requires what the contract requires', () => {
		const required = operation.fields.filter(
			({ required: isRequired, routing, displayOptions }) =>
				isRequired && routing?.send && !displayOptions,
		);
		const wanted = contract.body ? (dataOf(contract)?.required ?? []) : contract.requiredQuery;
		expect(required.map((field) => propertyOf(field).split('.')[0]).sort()).toEqual(
			[...(wanted ?? [])].sort(),
		);
		expect(
			operation.fields.find(({ name }) => operation.request.path.includes(`{${name}}`))?.required,
		).toBe(contract.path.includes('{') ? true : undefined);
	});

	it('writes values in the types of the contract, within its limits', () => {
		for (const field of bodyFields(operation)) {
			const schema = plain(schemaAt(contract, propertyOf(field)));
			const { type, options = [], wire, format, maxLength, name } = field;
			const isObject = type === 'json' || type === 'resourceMapper' || wire === 'keyed';
			expect([name, isObject]).toEqual([name, schema?.type === 'object']);
			expect([name, type === 'boolean']).toEqual([name, schema?.type === 'boolean']);
			expect([name, type === 'number']).toEqual([name, schema?.type === 'integer']);
			if (type === 'json') expect([name, wire]).toEqual([name, 'object']);
			if (schema?.maxLength) expect([name, maxLength]).toEqual([name, schema.maxLength]);
			if (schema?.description === 'Date') expect([name, wire]).toEqual([name, 'date']);
			if (schema?.description === 'ISO 8601') expect([name, wire]).toEqual([name, 'dateTime']);
			const choices = schema?.enum ?? plain(schema?.items)?.enum;
			if (choices && format) {
				// Languages were added over the years.
				for (const choice of choices) expect(format.pattern.test(String(choice))).toBe(true);
			} else if (choices) {
				const values = options.map((option) => ('value' in option ? option.value : ''));
				expect([name, [...values].sort()]).toEqual([name, [...choices].sort()]);
			}
		}
	});

	it.each(['unsigned', 'signed'])('sends what the contract says, %s', async (way) => {
		const isSigned = way === 'signed';
		const sandbox = await startSaltEdge();
		if (isSigned) sandbox.registerKey(keyPair.publicKey);
		await testCase.before?.(sandbox);
		const before = sandbox.requests.length;
		const account = firstAccount(sandbox);
		const excluding = testCase.body?.includes('EXCLUDED') && {
			attempt: { ...(testCase.parameters.attempt as IDataObject), attemptExcludeAccounts: account },
		};
		const { items, error } = await runSaltEdge(
			sandbox,
			testCase.operation,
			{ ...testCase.parameters, ...excluding },
			{ credentials: isSigned ? signing(sandbox) : saltEdgeCredential(sandbox) },
		);
		expect(error).toBeUndefined();

		const sent = sandbox.requests.slice(before);
		expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([testCase.sends]);
		const [request] = sent;
		const expected = testCase.body?.replace('EXCLUDED', account) ?? '';
		expect(request?.rawBody).toBe(expected);
		expect(request?.headers).toMatchObject({
			accept: 'application/json',
			'app-id': sandbox.keys.appId,
			secret: sandbox.keys.secret,
			'content-type': 'application/json',
		});
		const { signature, 'expires-at': expiresAt } = request?.headers ?? {};
		expect([signature !== undefined, expiresAt !== undefined]).toEqual([isSigned, isSigned]);
		expect(items.map(({ json }) => json)).toEqual(
			testCase.gives.map((json) => expect.objectContaining(json) as IDataObject),
		);
		for (const { json } of items) expect(json).not.toHaveProperty('secret');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			testCase.gives.map(() => ({ item: 0 })),
		);
		await sandbox.close();
	});
});

const shaped = Object.values(cases).filter(
	(testCase) => 'simplify' in operationOf(testCase).answer,
);

describe.each(shaped)('$operation', ({ operation, parameters, before }) => {
	it.each([true, false])('gives the secret on request only, simplified: %s', async (simplify) => {
		const sandbox = await startSaltEdge();
		await before?.(sandbox);
		const { items, error } = await runSaltEdge(sandbox, operation, {
			...parameters,
			simplify,
			options: { includeSecret: true },
		});
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		for (const { json } of items) {
			expect(json.secret).toBe(`sandbox-connection-secret-${String(json.id)}`);
		}
		await sandbox.close();
	});
});

describe('the fields that only some providers take', () => {
	let sandbox: SaltEdgeSandbox;
	beforeAll(async () => (sandbox = await startSaltEdge()));
	afterAll(async () => await sandbox.close());

	const fileUrl = 'https://example.com/Auszug%20März.pdf';

	it('the file of a provider of mode file goes along, without credentials', async () => {
		const file = { credentialsFrom: 'none', additionalFields: { fileUrl } };
		const { items, error } = await runSaltEdge(sandbox, 'create', {
			customerId: byId(customer),
			countryCode: byId('XF'),
			providerCode: byId('fakebank_file_xf'),
			consentScopes: ['account_details'],
			...file,
			options: { waitForCompletion: true },
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.rawBody).toBe(
			`{"data":{"customer_id":"${customer}","country_code":"XF","provider_code":"fakebank_file_xf",` +
				`"consent":{"scopes":["account_details"]},"file_url":"${fileUrl}"}}`,
		);
		const connectionId = byId(String(items[0]?.json.id));
		const again = await runSaltEdge(sandbox, 'reconnect', { connectionId, ...file });
		expect(again.error).toBeUndefined();
		expect(sandbox.requests.at(-1)?.rawBody).toBe(`{"data":{"file_url":"${fileUrl}"}}`);
	});
});

describe('Get Many', () => {
	let sandbox: SaltEdgeSandbox;
	// With the seeded ones, the customer has 2407.
	beforeAll(async () => (sandbox = await startSaltEdge({ connections: 2400 })));
	afterAll(async () => await sandbox.close());
	beforeEach(() => (sandbox.requests.length = 0));

	const list = async (parameters: IDataObject) => {
		const { items, error } = await runSaltEdge(sandbox, 'getMany', {
			customerId: byId(customer),
			...parameters,
		});
		expect(error).toBeUndefined();
		return items.map(({ json }) => String(json.id));
	};
	const queries = () => sandbox.requests.map(({ url }) => url.split('?')[1]);
	const of = `customer_id=${customer}`;

	it('goes from page to page until there is none, each connection once, in order', async () => {
		const ids = await list({ returnAll: true });
		expect(ids).toHaveLength(2407);
		expect(new Set(ids).size).toBe(2407);
		expect(ids[0]).toBe('98765432101');
		expect(ids).toEqual([...ids].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1)));
		expect(queries()).toEqual([
			`${of}&per_page=1000`,
			`${of}&from_id=907152193875451000&per_page=1000`,
			`${of}&from_id=907152193875452000&per_page=1000`,
		]);
	});

	it.each([
		[1, 1, [`${of}&per_page=1`]],
		[50, undefined, [`${of}&per_page=50`]],
		[1000, 1000, [`${of}&per_page=1000`]],
		[1001, 1001, [`${of}&per_page=1000`, `${of}&from_id=907152193875451000&per_page=1`]],
	])('gives %i with the limit %s, and asks for no more', async (count, limit, expected) => {
		const ids = await list(limit === undefined ? {} : { limit });
		expect(ids).toHaveLength(count);
		expect(queries()).toEqual(expected);
	});

	it('goes on where the bank gives smaller pages than asked for', async () => {
		// Another server, which caps its pages.
		sandbox.fault({
			path: '/api/v5/connections',
			body: { data: [{ id: '1' }, { id: '2' }], meta: { next_id: '98765432101', next_page: 'x' } },
		});
		const ids = await list({ limit: 4 });
		expect(ids).toEqual(['1', '2', '98765432101', '907152193875450001']);
		expect(queries()).toEqual([`${of}&per_page=4`, `${of}&from_id=98765432101&per_page=2`]);
	});

	it.each([
		['says so', { next_id: null, next_page: null }],
		['names nothing', { next_id: '' }],
		['does not speak of it', undefined],
	])('is at its end where the bank %s', async (_, meta) => {
		sandbox.fault({ path: '/api/v5/connections', body: { data: [{ id: '1' }], meta } });
		expect(await list({ returnAll: true })).toEqual(['1']);
		expect(queries()).toHaveLength(1);
	});

	it('signs every page', async () => {
		sandbox.registerKey(keyPair.publicKey);
		const { items, error } = await runSaltEdge(
			sandbox,
			'getMany',
			{ customerId: byId(customer), returnAll: true },
			{ credentials: signing(sandbox) },
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2407);
		sandbox.state.publicKey = undefined;
	});
});
