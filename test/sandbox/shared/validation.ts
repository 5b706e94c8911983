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

/** What a value of the query is once it is read as its contract says. */
export type QueryValue = string | number | boolean | string[];

/** The values of a request that keeps to its contract. */
export interface Values {
	path: Record<string, string>;
	query: Record<string, QueryValue>;
	body: Record<string, unknown>;
}

export type Checked = { ok: true; values: Values } | { ok: false; problem: Problem };

/** Where a request leads: an operation, other methods of the same path, or nowhere. */
export type Route = { operation: CheckedOperation } | { allowed: readonly string[] };

export interface CheckedOperation {
	contract: ContractOperation;
	/** Whether the values in the path are such as the contract wants them. */
	fits(path: string): boolean;
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
	const operations = contract.map((operation) => compileOperation(ajv, operation));
	return ({ method, path }) => {
		const here = operations.filter((operation) => rawValues(operation.contract.path, path));
		const candidates = here.filter((candidate) => candidate.contract.method === method);
		// Operations may share a method and a path, and differ in what its placeholder may hold.
		const operation = candidates.find((candidate) => candidate.fits(path)) ?? candidates[0];
		return operation ? { operation } : { allowed: here.map((other) => other.contract.method) };
	};
}

function compileOperation(ajv: Ajv, contract: ContractOperation): CheckedOperation {
	const pathRules = ajv.compile(valuesSchema(contract.pathParameters));
	const queryRules = ajv.compile(valuesSchema(contract.query, contract.requiredQuery));
	const bodyRules = contract.body && ajv.compile(contract.body);

	function checkedPath(raw: string): Values['path'] {
		const path = pathValues(contract.path, raw);
		apply('path', pathRules, path);
		return path;
	}

	return {
		contract,
		fits: (raw) => attempt(() => checkedPath(raw)).ok,
		check: (request) =>
			attempt(() => {
				const path = checkedPath(request.path);
				const query = queryValues(contract, splitOnce(request.url, '?')[1] ?? '');
				apply('query', queryRules, query);
				return { path, query, body: bodyValues(contract, bodyRules, request) };
			}),
	};
}

/** The outcome of work that may find something broken. */
function attempt<T>(work: () => T): { ok: true; values: T } | { ok: false; problem: Problem } {
	try {
		return { ok: true, values: work() };
	} catch (error) {
		if (error instanceof Broken) return { ok: false, problem: error.problem };
		throw error;
	}
}

const valuesSchema = (
	properties: Record<string, JsonSchema>,
	required: readonly string[] = [],
): JsonSchema => ({
	type: 'object',
	properties,
	required,
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
	{ query, commaSeparated }: ContractOperation,
	rawQuery: string,
): Values['query'] {
	// Without a prototype, a parameter called __proto__ is seen like any other.
	const values = Object.create(null) as Values['query'];
	for (const [name, value] of decodedPairs('query', rawQuery)) {
		const type = query[name]?.type;
		const before = values[name];
		if (type === 'array') {
			const items = commaSeparated?.includes(name) ? value.split(',') : [value];
			values[name] = Array.isArray(before) ? [...before, ...items] : items;
			continue;
		}
		if (before !== undefined) broken('query', name, 'repeated', 'is given more than once');
		const isWhole = type === 'integer' && /^-?(0|[1-9]\d*)$/.test(value);
		const isFlag = type === 'boolean' && /^(true|false)$/.test(value);
		values[name] = isWhole ? Number(value) : isFlag ? value === 'true' : value;
	}
	return values;
}

function bodyValues(
	{ bodyType, bodyOptional }: ContractOperation,
	rules: ValidateFunction | undefined,
	request: RecordedRequest,
): Record<string, unknown> {
	if (!rules) {
		if (request.rawBody !== '') broken('body', '', 'unexpected', 'must not be sent');
		return {};
	}
	if (bodyOptional && request.rawBody === '') return {};
	const wanted = bodyType === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
	const [given = ''] = (request.headers['content-type'] ?? '').split(';');
	if (given.trim().toLowerCase() !== wanted) {
		broken('body', '', 'contentType', `must be sent as ${wanted}`);
	}
	const body = bodyType === 'form' ? formValues(request.rawBody) : request.body;
	if (body === undefined) broken('body', '', 'malformed', 'must be JSON');
	apply('body', rules, body);
	return body as Record<string, unknown>;
}

function formValues(rawBody: string): Record<string, string> {
	const values = Object.create(null) as Record<string, string>;
	for (const [name, value] of decodedPairs('body', rawBody)) {
		if (name in values) broken('body', name, 'repeated', 'is given more than once');
		values[name] = value;
	}
	return values;
}

/** The names and values of a query or a form. */
function decodedPairs(place: Problem['in'], text: string): [name: string, value: string][] {
	return text
		.replaceAll('+', ' ')
		.split('&')
		.filter((pair) => pair !== '')
		.map((pair) => {
			const [rawName = '', rawValue = ''] = splitOnce(pair, '=');
			const name = decoded(place, rawName, rawName);
			return [name, decoded(place, name, rawValue)];
		});
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
	// The last one: of alternatives, each tells what it misses before they tell it together.
	const error = rules.errors?.at(-1) as ErrorObject<string, Record<string, unknown>>;
	const { additionalProperty, missingProperty } = error.params;
	const name = String(additionalProperty ?? missingProperty ?? error.instancePath.slice(1));
	broken(place, name, error.keyword, error.message ?? error.keyword);
}

function broken(place: Problem['in'], name: string, rule: string, message: string): never {
	throw new Broken({ in: place, name, rule, message: [place, name, message].join(' ') });
}
