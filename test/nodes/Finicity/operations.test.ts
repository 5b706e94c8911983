import type { IDataObject } from 'n8n-workflow';
import { finicity } from '../../../nodes/Finicity/api';
import type { Field, Operation } from '../../../nodes/shared/operation';
import type { ContractOperation, JsonSchema } from '../../contract/contract';
import { finicityContract } from '../../contract/finicity';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { runFinicity } from '../../support/finicity';
import type { Loopback } from '../../support/loopback';
import { cases } from './cases';
import type { Case } from './cases/case';
import { sentTo, startListener } from './cases/listener';

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
		.map((send) => String(send?.property).split('.')[0] ?? '');
	return [...new Set(names)].sort();
}

/** What the contract says of the place that a field's value goes to, from the outside in. */
function schemasOf(
	{ query, requiredQuery = [], body, headers = {} }: ContractOperation,
	{ routing, header }: Field,
): { schema?: JsonSchema; isRequired: boolean } {
	const { type, property } = routing?.send ?? {};
	if (header) return { schema: headers[header], isRequired: false };
	if (type === 'query') {
		return {
			schema: query[String(property)],
			isRequired: requiredQuery.includes(String(property)),
		};
	}
	let schema = type === 'body' ? body : undefined;
	let isRequired = schema !== undefined;
	for (const name of schema ? String(property).split('.') : []) {
		isRequired &&= schema?.required?.includes(name) ?? false;
		schema = schema?.properties?.[name];
	}
	return { schema, isRequired };
}

/** Calls that wait for the bank itself, says the vendor. */
const ASKS_THE_BANK =
	/^(Refresh|LoadHistoric|GetAvailableBalanceLive|GetCustomerAccount(Multiple)?Statement)/;

const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

let sandbox: FinicitySandbox;
let listener: Loopback;

// A fresh one every time: what is known of a sign-in belongs to the address and the keys.
beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
	listener = await startListener();
});

afterEach(async () => {
	await sandbox.close();
	await listener.close();
});

describe('the node', () => {
	it('offers every documented operation, each proven below, and nothing else', () => {
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

const NAMES_ONE = ['applicationId', 'institutionId', 'preAppId', 'username'];

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
		const headers = leaves(operation.fields).flatMap(({ header }) => header ?? []);
		expect(headers.sort()).toEqual(Object.keys(contract.headers ?? {}).sort());
		expect(wireNames(operation, 'body', true)).toEqual([...(contract.body?.required ?? [])].sort());
		expect(operation.answer.kind === 'records' && operation.answer.paging !== undefined).toBe(
			contract.paging !== undefined,
		);
	});

	it('marks as required what the path and the body need, whichever way it is entered', () => {
		const { path } = operation.request;
		for (const field of leaves(operation.fields)) {
			const inQuery = field.routing?.send?.type === 'query';
			// A filter that names one record must not be empty once it is added, or all would be listed.
			const namesOne = inQuery && NAMES_ONE.includes(field.name);
			const isNeeded =
				namesOne || path.includes(`{${field.name}}`) || schemasOf(contract, field).isRequired;
			expect(`${field.name} ${String(field.required ?? false)}`).toBe(
				`${field.name} ${String(isNeeded)}`,
			);
		}
	});

	it('refuses what the contract does not take, and writes times as seconds', () => {
		const pathSchemas = Object.values(contract.pathParameters);
		const inPath = [...operation.request.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		for (const field of leaves(operation.fields)) {
			const schema = pathSchemas[inPath.indexOf(field.name)] ?? schemasOf(contract, field).schema;
			// Of several choices, none other is taken.
			if (field.type === 'multiOptions') continue;
			if (schema?.description === 'Unix seconds') {
				const isTime = ['unixSeconds', 'dayStart', 'dayEnd'].includes(String(field.wire));
				expect(isTime || field.writes?.('1970-01-01') === 43_200).toBe(true);
			} else if (schema?.description?.startsWith('ISO 8601')) expect(field.wire).toBe('dateTime');
			else if (schema?.pattern) expect(field.format?.pattern.test('a/b')).toBe(false);
			else if (schema?.type === 'integer') expect(field.format?.pattern.test('a')).toBe(false);
			if (schema?.maxLength) {
				const tooLong = 'x'.repeat(schema.maxLength + 1);
				const isTaken = field.format?.pattern.test(tooLong) ?? true;
				expect(isTaken && (field.maxLength ?? Infinity) > schema.maxLength).toBe(false);
			}
		}
	});

	it('waits three minutes where the bank is asked meanwhile, and a minute otherwise', () => {
		expect(operation.request.timeout).toBe(ASKS_THE_BANK.test(id) ? 180_000 : undefined);
	});

	it('offers exactly the values that the contract lists', () => {
		const lists = leaves(operation.fields)
			.filter(({ type, routing, header }) => type === 'options' && (routing?.send ?? header))
			.map((field): [Field, unknown[]] => [
				field,
				(field.options ?? [])
					.map((option) => ('value' in option ? option.value : undefined))
					.sort(),
			]);
		for (const [field, values] of lists) {
			expect(values).toEqual([...(schemasOf(contract, field).schema?.enum ?? [])].sort());
		}
	});

	it('sends what the contract says, and gives the records', async () => {
		testCase.before?.(sandbox);
		const items = testCase.binary && [
			{
				json: {},
				binary: { logo: { data: testCase.binary.toString('base64'), mimeType: 'image/svg+xml' } },
			},
		];
		const { items: out, error } = await runFinicity(
			sandbox,
			testCase.operation,
			sentTo(listener, testCase.parameters),
			{ items },
		);
		expect(error).toBeUndefined();

		const [signIn, request, ...more] = sandbox.requests;
		expect(signIn?.path).toBe('/aggregation/v2/partners/authentication');
		expect(more).toEqual([]);
		expect(`${request?.method} ${request?.url}`).toBe(testCase.sends);
		expect(request?.body).toEqual(sentTo(listener, testCase.body));
		expect(request?.headers).toMatchObject({
			accept: 'application/json',
			'finicity-app-key': sandbox.keys.appKey,
			'finicity-app-token': expect.stringMatching(/./) as string,
			...testCase.headers,
		});
		expect(out.map(({ json }) => json)).toEqual(
			testCase.gives.map((json) => expect.objectContaining(json) as IDataObject),
		);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(
			testCase.gives.map(() => ({ item: 0 })),
		);
	});
});
