import type { IDataObject } from 'n8n-workflow';
import { isObject, parseJson } from '../../shared/wire/json';
import { type AddressName, type Told, tellType } from './types';

/** A callback as Salt Edge sent it, and what it is about. */
export interface Callback extends Told {
	/** Ids as strings. */
	data: IDataObject;
	meta: IDataObject;
}

/** Ids are texts in all that Salt Edge documents; a number would only fit as long as it is short. */
function withIdsAsText(data: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(data).map(([name, value]) => [
			name,
			name.endsWith('_id') && typeof value === 'number' ? String(value) : value,
		]),
	) as IDataObject;
}

/**
 * Reads a callback.
 *
 * @param address the address of the node that it came to
 * @returns `undefined` when the body is not a JSON object with `data`
 */
export function readCallback(address: AddressName, body: Buffer): Callback | undefined {
	const value = parseJson(body.toString());
	if (!isObject(value) || !isObject(value.data)) return undefined;
	const data = withIdsAsText(value.data);
	const meta = isObject(value.meta) ? (value.meta as IDataObject) : {};
	return { ...tellType(address, data, meta.version), data, meta };
}

/** The item that a callback becomes: its type, what it holds, and when it was made. */
export function callbackItem({ type, data, meta }: Callback): IDataObject {
	const item = { type, ...data };
	// Whatever the payload calls so.
	return { ...item, type, ...(meta.time !== undefined && { time: meta.time }), meta };
}
