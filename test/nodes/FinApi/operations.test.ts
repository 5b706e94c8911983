import type { IDataObject } from 'n8n-workflow';
import { finApi } from '../../../nodes/FinApi/api';
import type { Field, FieldGroup, Operation } from '../../../nodes/shared/operation';
import { isOffered } from '../../../nodes/shared/panel/selection';
import type { ContractOperation, JsonSchema } from '../../contract/contract';
import type { FinApiOperation } from '../../contract/finapi.operation';
import { finapiV1Contract, finapiV2Contract, finapiWebFormContract } from '../../contract/finapi';
import { type ApiVersion, type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { runFinApi } from '../../support/finApi';
import { cases } from './cases';
import type { Case } from './cases/case';

const contracts = { V1: finapiV1Contract, V2: [...finapiV2Contract, ...finapiWebFormContract] };
const versions = ['V1', 'V2'] as const;

/** The operations that the node needs for itself in a version, and does not offer there. */
const behindTheScenes: Record<ApiVersion, string[]> = {
	V1: ['getToken', 'getAndSearchAllBanks', 'getClientConfiguration'],
	V2: ['getToken'],
};

const documented = (version: ApiVersion) =>
	contracts[version].filter(({ id }) => !behindTheScenes[version].includes(id));

const offered = (version: ApiVersion) =>
	finApi.resources.flatMap(({ value: resource, operations }) =>
		operations
			.filter((operation) => isOffered(operation, version))
			.map((operation) => ({ resource, operation })),
	);

const inMenu = (resource = 'bankConnection', operation: string) => `${resource}.${operation}`;

function operationOf(version: ApiVersion, wanted: Case): Operation {
	const found = offered(version).filter(
		({ resource, operation: { value } }) =>
			inMenu(resource, value) === inMenu(wanted.resource, wanted.operation),
	);
	expect(found).toHaveLength(1);
	return found[0]?.operation as Operation;
}

function contractOf(version: ApiVersion, id: string): FinApiOperation {
	return contracts[version].find((each) => each.id === id) as FinApiOperation;
}

const isField = (option: object): option is Field => 'type' in option;

/** The fields of an operation, those inside collections too. */
const leaves = (fields: readonly Field[]): Field[] =>
	fields.flatMap((field) =>
		field.type === 'collection' ? leaves((field.options ?? []).filter(isField)) : [field],
	);

/** A path with its placeholders left blank, for the node and the bank call them differently. */
const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

/** A schema without the null that Web Form takes for what may be left out. */
function given(schema: JsonSchema | undefined): JsonSchema | undefined {
	const [one, other] = schema?.anyOf ?? [];
	return other?.type === 'null' ? one : schema;
}

/** What a field puts into the body, as a schema of the contract's kind would have it. */
function schemaAt(contract: ContractOperation, property: string): JsonSchema | undefined {
	return property
		.split('.')
		.reduce<JsonSchema | undefined>(
			(schema, name) => given(schema?.properties?.[name]),
			contract.body,
		);
}

const namesIn = (schema: JsonSchema | undefined): string[] =>
	Object.entries(schema?.properties ?? {}).flatMap(([name, inner]) =>
		given(inner)?.type === 'object'
			? namesIn(given(inner)).map((each) => `${name}.${each}`)
			: [name],
	);

const bodyFields = (operation: Operation) =>
	leaves(operation.fields).filter(({ routing }) => routing?.send?.type === 'body');

const propertyOf = ({ routing }: Field) => String(routing?.send?.property);

describe.each(versions)('the node in %s', (version) => {
	it('offers every documented operation, each proven below, and nothing else', () => {
		const ids = documented(version).map(({ id }) => id);
		expect(Object.keys(cases[version]).sort()).toEqual(ids.sort());
		expect(
			Object.values(cases[version])
				.map(({ resource, operation }) => inMenu(resource, operation))
				.sort(),
		).toEqual(
			offered(version)
				.map(({ resource, operation }) => inMenu(resource, operation.value))
				.sort(),
		);
	});
});

const all = versions.flatMap((version) =>
	Object.entries(cases[version]).map(([id, testCase]) => ({ version, id, testCase })),
);

describe.each(all)('$id in $version', ({ version, id, testCase }) => {
	const contract = contractOf(version, id);
	const operation = operationOf(version, testCase);
	const { service } = operation.request;
	const prefix = service ? '' : (finApi.versions?.pathPrefix[version] ?? '');

	it('has the method and the path of the contract', () => {
		expect([operation.request.method, shape(prefix + operation.request.path)]).toEqual([
			contract.method,
			shape(contract.path),
		]);
	});

	it('has a field for every property of the contract, and for no other', () => {
		expect(bodyFields(operation).map(propertyOf).sort()).toEqual(namesIn(contract.body).sort());
		const inQuery = leaves(operation.fields).filter(
			({ routing }) => routing?.send?.type === 'query',
		);
		const paged = contract.paging ? ['page', 'perPage'] : [];
		expect([...inQuery.map(propertyOf), ...paged].sort()).toEqual(
			Object.keys(contract.query).sort(),
		);
	});

	it('has a field for every header of the contract, and for no other', () => {
		const headers = leaves(operation.fields).flatMap(({ header }) => header ?? []);
		expect(headers.sort()).toEqual(Object.keys(contract.headers ?? {}).sort());
	});

	it('requires what the contract requires', () => {
		// A choice always has a value; nothing else may be left empty.
		const required = operation.fields.filter(
			({ required, type, routing, countsWith, displayOptions }) =>
				routing?.send && (required || type === 'options') && !countsWith && !displayOptions,
		);
		const sent = (place: 'body' | 'query') =>
			required.filter(({ routing }) => routing?.send?.type === place).map(propertyOf);
		expect(sent('body').sort()).toEqual([...(contract.body?.required ?? [])].sort());
		expect(sent('query').sort()).toEqual([...(contract.requiredQuery ?? [])].sort());
	});

	it('writes values in the types of the contract, within its limits', () => {
		for (const field of bodyFields(operation)) {
			const schema = schemaAt(contract, propertyOf(field));
			const { type, options = [], wire, format, maxLength } = field;
			const label = `${field.name}: `;
			if (schema?.type === 'boolean') expect(label + type).toBe(`${label}boolean`);
			if (schema?.type === 'integer' && type !== 'number')
				expect(label + wire).toBe(`${label}integer`);
			if (schema?.items?.type === 'integer' && type !== 'multiOptions')
				expect(label + wire).toBe(`${label}integers`);
			if (schema?.maxItems) expect(label + maxLength).toBe(label + schema.maxItems);
			if (schema?.maxLength) {
				const tooLong = 'x'.repeat(schema.maxLength + 1);
				const isCut = maxLength === schema.maxLength || format?.pattern.test(tooLong) === false;
				const isChosen = type === 'options';
				expect(label + String(isCut || isChosen)).toBe(`${label}true`);
			}
			const choices = schema?.enum ?? schema?.items?.enum;
			if (choices) {
				const values = options.map((option) => ('value' in option ? option.value : ''));
				expect([...values].sort()).toEqual([...choices].sort());
			}
			if (type === 'fixedCollection') {
				const group = options.find((option): option is FieldGroup => 'values' in option);
				const names = group?.values.map(({ name }) => name);
				expect(names?.sort()).toEqual(Object.keys(schema?.items?.properties ?? {}).sort());
				const required = group?.values.filter((member) => member.required);
				expect(required?.map(({ name }) => name)).toEqual(schema?.items?.required);
			}
		}
	});

	it('sends what the contract says, and gives the records', async () => {
		const sandbox: FinApiSandbox = await startFinApi({
			version,
			...(testCase.resource && { now: '2026-03-15T09:00:00Z' }),
		});
		const { resource } = testCase;
		let parameters: IDataObject = { ...(resource && { resource }), ...testCase.parameters };
		Object.assign(parameters, await testCase.before?.(sandbox));
		let step: IDataObject = {};
		if (testCase.answer) {
			const first = await runFinApi(sandbox, testCase.operation, parameters);
			expect(first.error).toBeUndefined();
			step = first.items[0]?.json ?? {};
			expect(step.stepRequired).toBe(true);
			const answer = testCase.answer(step);
			parameters =
				version === 'V1'
					? {
							...parameters,
							additionalFields: { ...(parameters.additionalFields as IDataObject), ...answer },
						}
					: { ...parameters, ...answer };
		}
		const before = sandbox.requests.length;
		const holder = contract.token === 'client' ? 'client' : 'user';
		const { items: out, error } = await runFinApi(sandbox, testCase.operation, parameters);
		expect(error).toBeUndefined();

		const sent = sandbox.requests.slice(before).filter(({ path }) => !path.endsWith('/token'));
		expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([testCase.sends]);
		const [request] = sent;
		const expected = testCase.body?.(step, parameters) ?? '';
		expect(request?.rawBody).toBe(expected);
		expect(request?.headers).toMatchObject({
			accept: 'application/json',
			authorization: expect.stringMatching(`^Bearer sandbox-${holder}-token-`) as string,
			...(expected !== '' && { 'content-type': 'application/json' }),
			...testCase.headers,
		});
		expect(out.map(({ json }) => json)).toEqual(
			testCase.gives.map((json) => expect.objectContaining(json) as IDataObject),
		);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(
			testCase.gives.map(() => ({ item: 0 })),
		);
		await sandbox.close();
	});
});
