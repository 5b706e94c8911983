import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import type { ContractOperation, JsonSchema } from '../../contract/contract';
import type { RecordedRequest } from './request';
import { splitOnce } from './request';

/** The first thing found wrong with a request. */
export interface Problem {
	in: 'path' | 'query' | 'body';
	/** The parameter or field; empty for the whole. */
	name: string;
	/** The broken JSON Schema keyword, or a word for what schemas cannot say. */
	rule: string;
	message: string;
}

/** The values of a request that keeps to its contract; integers of the query are numbers. */
export interface Values {
	path: Record<string, string>;
	query: Record<string, string | number>;
	body: Record<string, unknown>;
}

export type Checked = { ok: true; values: Values } | { ok: false; problem: Problem };

/** Where a request leads: an operation, other methods of the same path, or nowhere. */
export type Route = { operation: CheckedOperation } | { allowed: readonly string[] };

export interface CheckedOperation {
	contract: ContractOperation;
	check(request: RecordedRequest): Checked;
}

class Broken extends Error {
	constructor(readonly problem: Problem) {
		super(problem.message);
	}
}

/** Makes a contract checkable: finds the operation of a request and tells what breaks its rules. */
export function compileContract(
	contract: readonly ContractOperation[],
): (request: RecordedRequest) => Route {
	const ajv = new Ajv({ strict: true, useDefaults: true });
	const operations = contract.map((operation) => ({
		contract: operation,
		check: compileOperation(ajv, operation),
	}));
	return ({ method, path }) => {
		const here = operations.filter((operation) => rawValues(operation.contract.path, path));
		const operation = here.find((candidate) => candidate.contract.method === method);
		return operation ? { operation } : { allowed: here.map((other) => other.contract.method) };
	};
}

function compileOperation(
	ajv: Ajv,
	operation: ContractOperation,
): (request: RecordedRequest) => Checked {
	const pathRules = ajv.compile(valuesSchema(operation.pathParameters));
	const queryRules = ajv.compile(valuesSchema(operation.query));
	const bodyRules = operation.body && ajv.compile(operation.body);
	return (request) => {
		try {
			const path = pathValues(operation.path, request.path);
			apply('path', pathRules, path);
			const query = queryValues(operation.query, splitOnce(request.url, '?')[1] ?? '');
			apply('query', queryRules, query);
			return { ok: true, values: { path, query, body: bodyValues(bodyRules, request) } };
		} catch (error) {
			if (error instanceof Broken) return { ok: false, problem: error.problem };
			throw error;
		}
	};
}

const valuesSchema = (properties: Record<string, JsonSchema>): JsonSchema => ({
	type: 'object',
	properties,
	additionalProperties: false,
});

/** The still encoded values of the placeholders; undefined when the path is another one. */
function rawValues(template: string, path: string): [string, string][] | undefined {
	const expected = template.split('/');
	const given = path.split('/');
	if (expected.length !== given.length) return undefined;
	const values: [string, string][] = [];
	for (const [index, part] of expected.entries()) {
		const value = given[index] ?? '';
		const name = /^\{(.+)\}$/.exec(part)?.[1];
		if (name === undefined ? part !== value : value === '') return undefined;
		if (name !== undefined) values.push([name, value]);
	}
	return values;
}

function pathValues(template: string, path: string): Record<string, string> {
	return Object.fromEntries(
		(rawValues(template, path) ?? []).map(([name, value]) => [name, decoded('path', name, value)]),
	);
}

function queryValues(
	schemas: ContractOperation['query'],
	rawQuery: string,
): Record<string, string | number> {
	// Without a prototype, a parameter called __proto__ is seen like any other.
	const values = Object.create(null) as Record<string, string | number>;
	for (const pair of rawQuery.split('&').filter((part) => part !== '')) {
		const [rawName = '', rawValue = ''] = splitOnce(pair.replaceAll('+', ' '), '=');
		const name = decoded('query', rawName, rawName);
		if (name in values) broken('query', name, 'repeated', 'is given more than once');
		const value = decoded('query', name, rawValue);
		const isWhole = schemas[name]?.type === 'integer' && /^-?(0|[1-9]\d*)$/.test(value);
		values[name] = isWhole ? Number(value) : value;
	}
	return values;
}

function bodyValues(
	rules: ValidateFunction | undefined,
	request: RecordedRequest,
): Record<string, unknown> {
	if (!rules) {
		if (request.rawBody !== '') broken('body', '', 'unexpected', 'must not be sent');
		return {};
	}
	if (!/^application\/json(\s*;|$)/i.test(request.headers['content-type'] ?? '')) {
		broken('body', '', 'contentType', 'must be sent as application/json');
	}
	if (request.body === undefined) broken('body', '', 'malformed', 'must be JSON');
	apply('body', rules, request.body);
	return request.body as Record<string, unknown>;
}

function decoded(place: Problem['in'], name: string, value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return broken(place, name, 'malformed', 'is not well encoded');
	}
}

function apply(place: Problem['in'], rules: ValidateFunction, values: unknown): void {
	if (rules(values)) return;
	const error = rules.errors?.[0] as ErrorObject<string, Record<string, unknown>>;
	const { additionalProperty, missingProperty } = error.params;
	const name = String(additionalProperty ?? missingProperty ?? error.instancePath.slice(1));
	broken(place, name, error.keyword, error.message ?? error.keyword);
}

function broken(place: Problem['in'], name: string, rule: string, message: string): never {
	throw new Broken({ in: place, name, rule, message: [place, name, message].join(' ') });
}
