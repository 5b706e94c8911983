import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject } from './json';
import type { Field, FieldGroup, Operation } from './operation';
import type { Values } from './parameters';
import type { Request } from './send';
import { fieldError, isBlank, toWire } from './value';

/** A field with what the user entered, out of the collection that it may stand in. */
interface Entry {
	field: Field;
	value: unknown;
}

const PLACEHOLDER = /\{(\w+)\}/g;

function isField(option: object): option is Field {
	return 'type' in option;
}

/**
 * Whether another field's value lets this one count. n8n has no value at all for a field that is
 * not displayed, but it displays everything that hangs on an expression.
 */
function isDisplayed({ name, displayOptions }: Field, values: Values): boolean {
	if (!displayOptions) return true;
	const conditions = Object.entries(displayOptions.show ?? {});
	return (
		name in values &&
		conditions.every(([other, choices]) => choices?.includes(values[other] as string))
	);
}

/** What counts for one item, with the entries of a list of objects taken out of n8n's wrapping. */
function entries(fields: readonly Field[], values: Values): Entry[] {
	return fields.flatMap((field) => {
		if (!isDisplayed(field, values)) return [];
		const value = values[field.name];
		if (field.type === 'fixedCollection') return [{ field, value: rowsOf(field, value) }];
		if (field.type !== 'collection') return [{ field, value }];
		const options = (field.options ?? []).filter(isField);
		return isObject(value) ? entries(options, value) : [];
	});
}

function groupOf({ options = [] }: Field): FieldGroup | undefined {
	return options.find((option): option is FieldGroup => 'values' in option);
}

function rowsOf(field: Field, value: unknown): unknown {
	const group = groupOf(field);
	return group && isObject(value) ? value[group.name] : undefined;
}

function isInPath({ request }: Operation, { name }: Field): boolean {
	return request.path.includes(`{${name}}`);
}

function pathValue(
	context: IExecuteFunctions,
	itemIndex: number,
	field: Field,
	wire: unknown,
): string {
	if (Array.isArray(wire)) return encode(wire);
	const text = String(wire).trim();
	if (text === '.' || text === '..') {
		throw fieldError(
			context,
			itemIndex,
			field,
			`can't be '${text}', which would change the address of the request`,
			'Enter the id of the record.',
		);
	}
	return encodeURIComponent(text);
}

/** A value in an address; a list as the ids that it holds, with commas. */
function encode(value: unknown): string {
	return Array.isArray(value) ? value.map(encode).join(',') : encodeURIComponent(String(value));
}

/** Query text in the one way that every server reads: percent-encoded, spaces as `%20`. */
export function queryString(query: Record<string, unknown>): string {
	const pairs = Object.entries(query).map(
		([name, value]) => `${encodeURIComponent(name)}=${encode(value)}`,
	);
	return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** One item's request, its query still apart because paging adds to it. */
export interface Draft {
	request: Request;
	query: Record<string, unknown>;
	/** Ids that went into the path, by field name. */
	ids: IDataObject;
}

/** Whether an entry says something to the bank: a text may do so by being empty. */
function isGiven({ field, value }: Entry): boolean {
	return !isBlank(value) || (field.clears === true && typeof value === 'string');
}

function emptyError(context: IExecuteFunctions, itemIndex: number, field: Field): Error {
	return fieldError(
		context,
		itemIndex,
		field,
		'is empty',
		'Fill the field in, or check that its expression gives a value for this item. Nothing was sent for this item.',
	);
}

function requireValues(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: Operation,
	given: readonly Entry[],
): void {
	for (const { field, value } of given) {
		if ((field.required || isInPath(operation, field)) && isBlank(value)) {
			throw emptyError(context, itemIndex, field);
		}
	}
	const { atLeastOneOf } = operation;
	if (!atLeastOneOf) return;
	const candidates = given.filter(({ field }) => atLeastOneOf.includes(field.name));
	if (candidates.some(isGiven)) return;
	const names = candidates.map(({ field }) => `'${field.displayName}'`).join(' or ');
	throw new NodeOperationError(context.getNode(), `Enter ${names} [item ${itemIndex}]`, {
		itemIndex,
		description: 'The API needs at least one of them. Nothing was sent for this item.',
	});
}

/** Stops an item with a field that the API takes only together with another one. */
function requireCompanions(
	context: IExecuteFunctions,
	itemIndex: number,
	given: readonly Entry[],
	sent: ReadonlyMap<string, unknown>,
): void {
	for (const { field } of given) {
		const { name, needs } = field;
		if (!needs || !sent.has(name) || sent.get(name) === false) continue;
		if (sent.has(needs) && sent.get(needs) !== false) continue;
		const other = given.find((entry) => entry.field.name === needs)?.field.displayName;
		throw fieldError(
			context,
			itemIndex,
			field,
			`needs '${other}'`,
			'Fill that field in as well. Nothing was sent for this item.',
		);
	}
}

/** One entry of a list of objects as it goes over the wire. */
async function wireRow(
	context: IExecuteFunctions,
	itemIndex: number,
	list: Field,
	row: unknown,
	secrets: string[],
): Promise<Record<string, unknown>> {
	const values = isObject(row) ? row : {};
	const wire: Record<string, unknown> = {};
	for (const member of groupOf(list)?.values ?? []) {
		const field = { ...member, displayName: `${list.displayName}: ${member.displayName}` };
		const value = values[member.name];
		if (isBlank(value)) {
			if (field.required) throw emptyError(context, itemIndex, field);
			continue;
		}
		wire[field.name] = await wireValue(context, itemIndex, field, value, secrets);
	}
	return wire;
}

/** A field's value as it goes over the wire; what it must hide joins the secrets. */
async function wireValue(
	context: IExecuteFunctions,
	itemIndex: number,
	field: Field,
	value: unknown,
	secrets: string[],
): Promise<unknown> {
	if (field.type === 'fixedCollection') {
		const rows = Array.isArray(value) ? value : [value];
		return await Promise.all(rows.map((row) => wireRow(context, itemIndex, field, row, secrets)));
	}
	const wire = await toWire(context, itemIndex, field, value);
	if (field.typeOptions?.password) secrets.push(String(wire));
	return wire;
}

/** Puts a value where `outer.inner` says. */
function put(body: Record<string, unknown>, property: string, value: unknown): void {
	const [outer = property, ...inner] = property.split('.');
	if (inner.length === 0) {
		body[outer] = value;
		return;
	}
	const nested = isObject(body[outer]) ? body[outer] : {};
	put(nested, inner.join('.'), value);
	body[outer] = nested;
}

/**
 * What the user entered for one item as one HTTP request. Blank optional fields are left out, path
 * values are percent-encoded, and a value that the API would not take stops the item here.
 *
 * @param baseUrl without a slash at the end
 * @throws NodeOperationError naming the field
 */
export async function draftRequest(
	context: IExecuteFunctions,
	itemIndex: number,
	baseUrl: string,
	operation: Operation,
	fields: readonly Field[],
	values: Values,
): Promise<Draft> {
	const given = entries(fields, values);
	requireValues(context, itemIndex, operation, given);

	const query: Record<string, unknown> = {};
	const body: Record<string, unknown> = {};
	const ids: IDataObject = {};
	const filled: Record<string, string> = {};
	const secrets: string[] = [];
	const sent = new Map<string, unknown>();
	let { path } = operation.request;
	for (const entry of given) {
		const { field, value } = entry;
		if (!isGiven(entry)) continue;
		const send = field.routing?.send;
		const inPath = isInPath(operation, field);
		if (!send && !inPath) {
			// Not sent, but it may decide what else is.
			if (field.type === 'options') await toWire(context, itemIndex, field, value);
			continue;
		}
		const wire = isBlank(value) ? '' : await wireValue(context, itemIndex, field, value, secrets);
		sent.set(field.name, wire);
		const { pathForOne } = operation.request;
		if (inPath && pathForOne && Array.isArray(wire) && wire.length === 1) {
			path = pathForOne;
			query[field.name] = wire;
		} else if (inPath) {
			filled[field.name] = pathValue(context, itemIndex, field, wire);
			ids[field.name] = String(wire).trim();
		} else if (send?.type === 'body') {
			put(body, send.property ?? field.name, wire);
		} else {
			query[send?.property ?? field.name] = wire;
		}
	}
	requireCompanions(context, itemIndex, given, sent);
	const url = baseUrl + path.replace(PLACEHOLDER, (_, name: string) => filled[name] ?? '');
	const { method, timeout } = operation.request;
	return {
		request: { method, url, timeout, secrets, ...(Object.keys(body).length > 0 && { body }) },
		query,
		ids,
	};
}
