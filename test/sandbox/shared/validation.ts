import type { Ajv, ErrorObject, ValidateFunction } from 'ajv';
import type { ContractOperation, JsonSchema } from '../../contract/contract';
import { parseExactly } from './json';
import { placeholdersIn } from './paths';
import type { RecordedRequest } from './request';
import { splitOnce } from './request';

/** The first thing found wrong with a request. */
export interface Problem {
	in: 'address' | 'path' | 'query' | 'body';
	/** The parameter or field; empty for the whole. */
	name: string;
	/**
	 * The broken JSON Schema keyword, or a word for what schemas cannot say: of an address,
	 * `unknown` or, when it takes other methods only, `method`.
	 */
	rule: string;
	message: string;
	/** The methods that the address takes; given with an address only. */
	allowed?: readonly string[];
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

/** Makes an operation checkable: tells what in a request breaks the rules of the contract. */
export function checkedOperation(ajv: Ajv, contract: ContractOperation): CheckedOperation {
	const pathSchema = valuesSchema(contract.pathParameters);
	const querySchema = valuesSchema(contract.query, contract.requiredQuery);
	// Ajv compiles a schema once. Not before it is needed: most tests call few of many operations.
	const rulesFor = (schema: JsonSchema) => ajv.compile(schema);

	function checkedPath(raw: string): Values['path'] {
		const path = pathValues(contract.path, raw);
		apply('path', rulesFor(pathSchema), path);
		return path;
	}

	return {
		contract,
		fits: (raw) => attempt(() => checkedPath(raw)).ok,
		check: (request) =>
			attempt(() => {
				const path = checkedPath(request.path);
				const query = queryValues(contract, splitOnce(request.url, '?')[1] ?? '');
				apply('query', rulesFor(querySchema), query);
				return { path, query, body: bodyValues(contract, request, rulesFor) };
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

function pathValues(template: string, path: string): Record<string, string> {
	return Object.fromEntries(
		(placeholdersIn(template, path) ?? []).map(([name, value]) => [
			name,
			decoded('path', name, value),
		]),
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
	{ body: schema, bodyType, bodyOptional }: ContractOperation,
	request: RecordedRequest,
	rulesFor: (schema: JsonSchema) => ValidateFunction,
): Record<string, unknown> {
	if (!schema) {
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
	apply('body', rulesFor(schema), body);
	return (bodyType === 'form' ? body : parseExactly(request.rawBody)) as Record<string, unknown>;
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
