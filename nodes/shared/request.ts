import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	emptyError,
	entriesOf,
	isGiven,
	isInPath,
	membersOf,
	requireCompanions,
	requireValues,
} from './entries';
import { isObject } from './json';
import type { Field, Operation } from './operation';
import type { Values } from './parameters';
import type { Request } from './send';
import { fieldError, isBlank, toWire } from './value';

const PLACEHOLDER = /\{(\w+)\}/g;

/** A value in an address; a list as the ids that it holds, with commas. */
function encode(value: unknown): string {
	return Array.isArray(value) ? value.map(encode).join(',') : encodeURIComponent(String(value));
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
	return encode(text);
}

/** Query text in the one way that every server reads: percent-encoded, spaces as `%20`. */
export function queryString(query: Record<string, unknown>): string {
	const pairs = Object.entries(query).map(
		([name, value]) => `${encodeURIComponent(name)}=${encode(value)}`,
	);
	return pairs.length > 0 ? `?${pairs.join('&')}` : '';
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
	for (const member of membersOf(list)) {
		const field = { ...member, displayName: `${list.displayName}: ${member.displayName}` };
		const value = values[member.name];
		if (!isBlank(value)) {
			wire[field.name] = await wireValue(context, itemIndex, field, value, secrets);
		} else if (field.required) {
			throw emptyError(context, itemIndex, field);
		}
	}
	return wire;
}

/** What is filled into a form of a bank, which takes texts; it may be a login, so no message shows it. */
async function wireForm(
	context: IExecuteFunctions,
	itemIndex: number,
	form: Field,
	value: unknown,
): Promise<Record<string, unknown>> {
	const wire: Record<string, unknown> = {};
	for (const [name, each] of Object.entries(isObject(value) ? value : {})) {
		const field: Field = {
			displayName: `${form.displayName}: ${name}`,
			name,
			type: 'string',
			typeOptions: { password: true },
			default: '',
		};
		wire[name] = await toWire(context, itemIndex, field, each);
	}
	return wire;
}

/** The texts in a value that must not show. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
	return [String(value)];
}

/** A field's value as it goes over the wire; what it must hide joins the secrets. */
async function wireValue(
	context: IExecuteFunctions,
	itemIndex: number,
	field: Field,
	value: unknown,
	secrets: string[],
): Promise<unknown> {
	// Only a text that may be empty comes here when it is.
	if (isBlank(value)) return '';
	if (field.type === 'fixedCollection') {
		const rows = Array.isArray(value) ? value : [value];
		const wires = await Promise.all(
			rows.map((row) => wireRow(context, itemIndex, field, row, secrets)),
		);
		if (field.wire !== 'keyed') return wires;
		return Object.fromEntries(wires.map((row) => [String(row.name), row.value]));
	}
	// Whoever fills in a form of a bank logs in with it.
	const isSecret = field.typeOptions?.password === true || field.type === 'resourceMapper';
	const wire =
		field.type === 'resourceMapper'
			? await wireForm(context, itemIndex, field, value)
			: await toWire(context, itemIndex, field, value);
	if (isSecret) secrets.push(...textsIn(wire));
	return wire;
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

/** One item's request, its query still apart because paging adds to it. */
export interface Draft {
	request: Request;
	query: Record<string, unknown>;
	/** Ids that went into the path, by field name. */
	ids: IDataObject;
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
	const entries = entriesOf(fields, values);
	requireValues(context, itemIndex, operation, entries);

	const { method, timeout, pathForOne } = operation.request;
	let { path } = operation.request;
	const query: Record<string, unknown> = {};
	const body: Record<string, unknown> = {};
	const placeholders: Record<string, string> = {};
	const ids: IDataObject = {};
	const secrets: string[] = [];
	const sent = new Map<string, unknown>();
	for (const entry of entries.filter(isGiven)) {
		const { field, value } = entry;
		const send = field.routing?.send;
		const inPath = isInPath(operation, field);
		// What is not sent may still decide what else is.
		if (!send && !inPath && field.type !== 'options') continue;
		const wire = await wireValue(context, itemIndex, field, value, secrets);
		sent.set(field.name, wire);
		if (inPath && pathForOne && Array.isArray(wire) && wire.length === 1) {
			path = pathForOne;
			query[field.name] = wire;
		} else if (inPath) {
			placeholders[field.name] = pathValue(context, itemIndex, field, wire);
			ids[field.name] = String(wire).trim();
		} else if (send?.type === 'body') {
			put(body, send.property ?? field.name, wire);
		} else if (send) {
			query[send.property ?? field.name] = wire;
		}
	}
	requireCompanions(context, itemIndex, entries, sent);
	const complaint = operation.check?.(sent);
	const wrong = entries.find(({ field }) => field.name === complaint?.field);
	if (complaint && wrong) {
		throw fieldError(context, itemIndex, wrong.field, complaint.message, complaint.wayOut);
	}
	const url = baseUrl + path.replace(PLACEHOLDER, (_, name: string) => placeholders[name] ?? '');
	return {
		request: { method, url, timeout, secrets, ...(Object.keys(body).length > 0 && { body }) },
		query,
		ids,
	};
}
