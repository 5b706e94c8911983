import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject } from './json';
import type { Field, Operation } from './operation';
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

/** The fields that are displayed; n8n has no value at all for one that another one hides. */
function entries(fields: readonly Field[], values: Values): Entry[] {
	return fields.flatMap((field) => {
		if (!(field.name in values) && field.displayOptions) return [];
		const value = values[field.name];
		if (field.type !== 'collection') return [{ field, value }];
		const options = (field.options ?? []).filter(isField);
		return isObject(value) ? entries(options, value) : [];
	});
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

/** Query text in the one way that every server reads: percent-encoded, spaces as `%20`. */
export function queryString(query: Record<string, unknown>): string {
	const pairs = Object.entries(query).map(
		([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
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

function requireValues(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: Operation,
	given: readonly Entry[],
): void {
	for (const { field, value } of given) {
		if ((field.required || isInPath(operation, field)) && isBlank(value)) {
			throw fieldError(
				context,
				itemIndex,
				field,
				'is empty',
				'Fill the field in, or check that its expression gives a value for this item. Nothing was sent for this item.',
			);
		}
	}
	const { atLeastOneOf } = operation;
	if (!atLeastOneOf) return;
	const candidates = given.filter(({ field }) => atLeastOneOf.includes(field.name));
	if (candidates.some(({ value }) => !isBlank(value))) return;
	const names = candidates.map(({ field }) => `'${field.displayName}'`).join(' or ');
	throw new NodeOperationError(context.getNode(), `Enter ${names} [item ${itemIndex}]`, {
		itemIndex,
		description: 'The API needs at least one of them. Nothing was sent for this item.',
	});
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
	const body: IDataObject = {};
	const ids: IDataObject = {};
	const path: Record<string, string> = {};
	const secrets: string[] = [];
	for (const { field, value } of given) {
		if (isBlank(value)) continue;
		const send = field.routing?.send;
		const inPath = isInPath(operation, field);
		if (!send && !inPath) continue;
		const wire = await toWire(context, itemIndex, field, value);
		if (field.typeOptions?.password) secrets.push(String(wire));
		if (inPath) {
			path[field.name] = pathValue(context, itemIndex, field, wire);
			ids[field.name] = String(wire).trim();
		} else if (send?.type === 'body') {
			body[send.property ?? field.name] = wire as IDataObject[string];
		} else {
			query[send?.property ?? field.name] = wire;
		}
	}
	const url =
		baseUrl + operation.request.path.replace(PLACEHOLDER, (_, name: string) => path[name] ?? '');
	const { method, timeout } = operation.request;
	return {
		request: { method, url, timeout, secrets, ...(Object.keys(body).length > 0 && { body }) },
		query,
		ids,
	};
}
