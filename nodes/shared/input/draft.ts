import type { IDataObject } from 'n8n-workflow';
import type { Field, Operation } from '../operation';
import { isObject } from '../wire/json';
import { encode, type Request } from '../wire/request';
import { wireValue } from './composed';
import {
	type Entry,
	entriesOf,
	isGiven,
	isInPath,
	namesRecord,
	requireCompanions,
	requireForms,
	requireValues,
} from './entries';
import type { Item } from './item';
import type { Values } from './parameters';

function pathValue(item: Item, field: Field, wire: unknown): string {
	if (Array.isArray(wire)) return encode(wire);
	const text = String(wire).trim();
	if (text === '.' || text === '..') {
		throw item.complaint(
			field,
			`can't be '${text}', which would change the address of the request`,
			'Enter the id of the record.',
		);
	}
	return encode(text);
}

/** Puts a value where `outer.inner` says, an object beside what is there. */
function put(body: Record<string, unknown>, property: string, value: unknown): void {
	const [outer = property, ...inner] = property.split('.');
	const there = isObject(body[outer]) ? body[outer] : {};
	if (inner.length > 0) {
		put(there, inner.join('.'), value);
		body[outer] = there;
	} else {
		body[outer] = isObject(value) ? { ...there, ...value } : value;
	}
}

/** What the user entered for one item, ready to be sent. */
export interface Draft {
	request: Request;
	/** What asks for the rest, where a list of the user's is too long for one request. */
	more: Request[];
	/** Ids that went into the path, or name a record in a list, by field name. */
	ids: IDataObject;
	/** Values of masked fields, none of which may show in a message. */
	secrets: string[];
}

type Wires = ReadonlyMap<Field, unknown>;

/** The same values once for each part of a list that is too long for one request. */
function inParts(wires: Wires): Wires[] {
	for (const [field, wire] of wires) {
		const { perRequest } = field;
		if (perRequest === undefined || !Array.isArray(wire)) continue;
		// An entry that comes again in another part would be answered again.
		const entries = [...new Set(wire as unknown[])];
		const parts = Array.from({ length: Math.ceil(entries.length / perRequest) }, (_, part) =>
			entries.slice(part * perRequest, (part + 1) * perRequest),
		);
		return parts.map((part) => new Map(wires).set(field, part));
	}
	return [wires];
}

/** What a choice says in the query by itself, in n8n's own words. */
function queryOfChoice({ options }: Field, wire: unknown): IDataObject | undefined {
	const choice = options?.find((option) => 'value' in option && option.value === wire);
	return choice && 'value' in choice ? choice.routing?.request?.qs : undefined;
}

/** Puts each value into the path, the query, the body or a header. */
function place(item: Item, operation: Operation, wires: Wires): Pick<Draft, 'request' | 'ids'> {
	const { method, timeout, pathForOne, alwaysHasBody, hasNoBody } = operation.request;
	let { path } = operation.request;
	const placeholders: Record<string, string> = {};
	const query: Record<string, unknown> = {};
	const body: Record<string, unknown> = {};
	const headers: Record<string, string> = {};
	const ids: IDataObject = {};
	for (const [field, wire] of wires) {
		const send = field.routing?.send;
		const inPath = isInPath(operation, field);
		if (inPath && pathForOne && Array.isArray(wire) && wire.length === 1) {
			path = pathForOne;
			query[field.name] = wire;
		} else if (inPath) {
			placeholders[field.name] = pathValue(item, field, wire);
			ids[field.name] = String(wire).trim();
		} else if (namesRecord(operation, field)) {
			ids[field.name] = String(wire);
		} else if (send?.type === 'body') {
			put(body, send.property ?? field.name, wire);
		} else if (send) {
			query[send.property ?? field.name] = wire;
		} else if (field.header) {
			headers[field.header] = String(wire);
		}
		Object.assign(query, queryOfChoice(field, wire));
	}
	for (const [name, text] of Object.entries(placeholders)) {
		path = path.replace(`{${name}}`, () => text);
	}
	const hasBody = alwaysHasBody ?? Object.keys(body).length > 0;
	const hasHeaders = Object.keys(headers).length > 0;
	const more = { ...(hasBody && { body }), ...(hasHeaders && { headers }) };
	return { request: { method, path, query, timeout, hasNoBody, ...more }, ids };
}

/** Stops an item whose values the API doesn't take together. */
function checkTogether(
	item: Item,
	operation: Operation,
	entries: readonly Entry[],
	wires: Wires,
): void {
	const needsOthers = entries.some(({ field }) => field.needs !== undefined);
	if (!needsOthers && !operation.check) return;
	const sent = new Map([...wires].map(([{ name }, wire]) => [name, wire]));
	requireCompanions(item, entries, sent);
	const complaint = operation.check?.(sent);
	const wrong = entries.find(({ field }) => field.name === complaint?.field);
	if (complaint && wrong) throw item.complaint(wrong.field, complaint.message, complaint.wayOut);
}

/**
 * What the user entered for one item as one HTTP request. Blank optional fields are left out, path
 * values are percent-encoded, and a value that the API would not take stops the item here.
 *
 * @throws NodeOperationError naming the field
 */
export async function draftRequest(
	item: Item,
	operation: Operation,
	fields: readonly Field[],
	values: Values,
): Promise<Draft> {
	const entries = entriesOf(fields, values);
	requireValues(item, operation, entries);
	requireForms(item, entries, values);
	const secrets: string[] = [];
	const wires = new Map<Field, unknown>();
	for (const { field, value } of entries.filter(isGiven)) {
		// What is not sent may still decide what else is.
		const counts =
			field.routing?.send ??
			field.header ??
			(isInPath(operation, field) || namesRecord(operation, field) || field.type === 'options');
		if (counts) wires.set(field, await wireValue(item, field, value, secrets));
	}
	checkTogether(item, operation, entries, wires);
	const [first = wires, ...rest] = inParts(wires);
	const more = rest.map((part) => place(item, operation, part).request);
	return { ...place(item, operation, first), more, secrets };
}
