import type { IDataObject } from 'n8n-workflow';
import { saltEdge } from '../../../nodes/SaltEdge/api';
import type { Field, Operation } from '../../../nodes/shared/operation';
import { isOffered } from '../../../nodes/shared/panel/selection';
import type { ContractOperation, JsonSchema } from '../../contract/contract';
import {
	type ApiVersion,
	saltedgeContracts,
	type SaltEdgeOperation,
	seenOnceIn,
} from '../../contract/saltedge';
import { type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import { byId } from '../../support/finicity';
import { keyPair, runSaltEdge, saltEdgeCredential } from '../../support/saltEdge';
import { cases } from './cases';
import type { Case } from './cases/case';
import { filledIn, known } from './cases/placeholders';
import { customer, signing } from './cases/values';

const transactionColumns = [
	...['id', 'accountId', 'date', 'valueDate', 'amount', 'currency'],
	...['description', 'counterparty', 'category', 'status'],
];

const versionNames = ['v6', 'v5'] as const;

/** What the node offers, by version and name with the resource. */
const offered = versionNames.flatMap((version) =>
	saltEdge.resources.flatMap((resource) =>
		resource.operations
			.filter((operation) => isOffered(operation, version))
			.map((operation) => ({ name: `${version} ${resource.value}.${operation.value}`, operation })),
	),
);

function operationOf({ version, operation: wanted }: Case): Operation {
	return offered.find(({ name }) => name === `${version} ${wanted}`)?.operation as Operation;
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

const fieldsTo = (operation: Operation, destination: 'body' | 'query') =>
	leaves(operation.fields).filter(({ routing }) => routing?.send?.type === destination);

const propertyOf = ({ routing }: Field) => String(routing?.send?.property);

/** What the choices of a field say in the query by themselves. */
const queryOfChoices = ({ options = [] }: Field): string[] =>
	options.flatMap((option) =>
		'value' in option ? Object.keys(option.routing?.request?.qs ?? {}) : [],
	);

it('offers every documented operation, each proven below, and nothing else', () => {
	const inVersion = (version: ApiVersion) => cases.filter((each) => each.version === version);
	for (const version of versionNames) {
		const documented = saltedgeContracts[version].map(({ id }) => id).sort();
		expect([...new Set(inVersion(version).map(({ contract }) => contract))].sort()).toEqual(
			documented,
		);
	}
	const proven = new Set(cases.map(({ version, operation }) => `${version} ${operation}`));
	expect([...proven].sort()).toEqual(offered.map(({ name }) => name).sort());
});

describe.each(cases)('$version $operation', (testCase) => {
	const { version } = testCase;
	const contract = saltedgeContracts[version].find(
		({ id }) => id === testCase.contract,
	) as SaltEdgeOperation;
	const operation = operationOf(testCase);

	it('has the method and the path of the contract', () => {
		expect([operation.request.method, shape(operation.request.path)]).toEqual([
			contract.method,
			shape(contract.path),
		]);
	});

	it('has a field for every property of the contract, and for no other', () => {
		const properties = new Set(fieldsTo(operation, 'body').map(propertyOf));
		// A new connection has no accounts yet, and its user is there anyway.
		const isNew = ['connections_post', 'connect_sessions_create_post'].includes(contract.id);
		const forOldOnes = isNew ? ['exclude_accounts', 'user_present'] : [];
		expect([...properties].sort()).toEqual(
			namesIn(dataOf(contract))
				.filter((name) => !forOldOnes.includes(name.replace('attempt.', '')))
				.sort(),
		);
		const inQuery = [
			...fieldsTo(operation, 'query').map(propertyOf),
			...leaves(operation.fields).flatMap(queryOfChoices),
		];
		// The engine itself asks for pages.
		const pages = ['from_id', 'per_page'];
		expect(inQuery.sort()).toEqual(
			Object.keys(contract.query)
				.filter((name) => !pages.includes(name))
				.sort(),
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
		const either = operation.fields.filter(({ name }) => operation.atLeastOneOf?.includes(name));
		if (contract.eitherOf) {
			expect(either.map(propertyOf).sort()).toEqual([...contract.eitherOf].sort());
		}
		expect(
			operation.fields.find(({ name }) => operation.request.path.includes(`{${name}}`))?.required,
		).toBe(contract.path.includes('{') ? true : undefined);
	});

	it('writes values in the types of the contract, within its limits', () => {
		for (const field of fieldsTo(operation, 'body')) {
			const schema = plain(schemaAt(contract, propertyOf(field)));
			const { type, options = [], wire, format, maxLength, name } = field;
			const isObject = type === 'json' || type === 'resourceMapper' || wire === 'keyed';
			expect([name, isObject]).toEqual([name, schema?.type === 'object']);
			expect([name, type === 'boolean']).toEqual([name, schema?.type === 'boolean']);
			expect([name, type === 'number']).toEqual([name, schema?.type === 'integer']);
			const isList = type === 'multiOptions' || wire === 'ids';
			expect([name, isList]).toEqual([name, schema?.type === 'array']);
			if (type === 'json') expect([name, wire]).toEqual([name, 'object']);
			if (schema?.maxLength) expect([name, maxLength]).toEqual([name, schema.maxLength]);
			if (schema?.maxItems) expect([name, maxLength]).toEqual([name, schema.maxItems]);
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

	it('says so where something is known from one client only', () => {
		const SEEN_ONCE = /unconfirmed in v6/i;
		const marked = seenOnceIn(contract);
		if (contract.seenOnce) expect(operation.description).toMatch(SEEN_ONCE);
		for (const field of [...fieldsTo(operation, 'body'), ...fieldsTo(operation, 'query')]) {
			const property = propertyOf(field);
			const isMarked = marked.some((name) => property === name || property.startsWith(`${name}.`));
			expect([property, SEEN_ONCE.test(field.description ?? '')]).toEqual([property, isMarked]);
		}
	});

	it.each(['unsigned', 'signed'])('sends what the contract says, %s', async (way) => {
		const isSigned = way === 'signed';
		const sandbox = await startSaltEdge();
		sandbox.pass(60 * 60 * 1000);
		if (isSigned) sandbox.registerKey(keyPair.publicKey);
		await testCase.before?.(sandbox);
		const before = sandbox.requests.length;
		const ids = known(sandbox);
		const { parameters, sends, body, gives } = {
			...testCase,
			parameters: filledIn(testCase.parameters, ids),
			sends: filledIn([testCase.sends].flat(), ids),
			body: filledIn(testCase.body ?? '', ids),
		};
		const { items, error } = await runSaltEdge(
			sandbox,
			testCase.operation,
			{ apiVersion: version, ...parameters },
			{
				credentials: isSigned
					? signing(sandbox, version)
					: saltEdgeCredential(sandbox, { apiVersion: version }),
			},
		);
		expect(error).toBeUndefined();

		const sent = sandbox.requests.slice(before);
		expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(sends);
		expect(sent.at(-1)?.rawBody).toBe(body);
		for (const { headers } of sent) {
			expect(headers).toMatchObject({
				accept: 'application/json',
				'app-id': sandbox.keys.appId,
				secret: sandbox.keys.secret,
				'content-type': 'application/json',
			});
			const { signature, 'expires-at': expiresAt } = headers;
			expect([signature !== undefined, expiresAt !== undefined]).toEqual([isSigned, isSigned]);
		}
		expect(items).toHaveLength(testCase.count ?? gives.length);
		gives.forEach((given, index) => {
			const withIds = Object.fromEntries(
				Object.entries(given).map(([name, value]) => [
					name,
					typeof value === 'string' || Array.isArray(value) ? filledIn(value, ids) : value,
				]),
			);
			expect(items[index]?.json).toMatchObject(withIds);
		});
		for (const { json, pairedItem } of items) {
			expect(json).not.toHaveProperty('secret');
			expect(pairedItem).toEqual({ item: 0 });
		}
		if (testCase.operation.startsWith('transaction.get') && parameters.simplify !== false) {
			for (const { json } of items) expect(Object.keys(json)).toEqual(transactionColumns);
		}
		await sandbox.close();
	});
});

/** v6 shows no secret of a connection; where it shows one of a customer, the same holds. */
const withSecret = cases.filter(
	(testCase) => testCase.version === 'v5' && 'confidential' in operationOf(testCase).answer,
);

describe.each(withSecret)('$operation', (testCase) => {
	const { operation, parameters, before } = testCase;
	const simplifies = 'simplify' in operationOf(testCase).answer;
	it.each(simplifies ? [true, false] : [undefined])(
		'gives the secret on request only, simplified: %s',
		async (simplify) => {
			const sandbox = await startSaltEdge();
			sandbox.pass(60 * 60 * 1000);
			await before?.(sandbox);
			const { items, error } = await runSaltEdge(sandbox, operation, {
				...filledIn(parameters, known(sandbox)),
				...(simplify !== undefined && { simplify }),
				options: { includeSecret: true },
			});
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThan(0);
			const [resource] = operation.split('.');
			for (const { json } of items) {
				expect(json.secret).toBe(`sandbox-${resource}-secret-${String(json.id)}`);
			}
			await sandbox.close();
		},
	);
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
