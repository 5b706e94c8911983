import { randomUUID } from 'node:crypto';

/** JSON texts (skipped whole) and numbers, so that digits inside a text are left alone. */
const TEXTS_AND_NUMBERS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MAYBE_UNSAFE_INTEGER = /\d{16}/;
const INTEGER = /^-?\d+$/;

/**
 * Parses JSON without losing digits: an integer that a JavaScript number can't hold exactly
 * (64-bit ids) comes out as a string of the same digits.
 *
 * @returns the value, or `undefined` when the text is not JSON
 */
export function parseJson(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		if (!MAYBE_UNSAFE_INTEGER.test(text)) return value;
	} catch {
		return undefined;
	}
	const exact = text.replace(TEXTS_AND_NUMBERS, (token) =>
		INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
	);
	return JSON.parse(exact) as unknown;
}

/** Writes JSON, a `bigint` as an integer with all of its digits. */
export function writeJson(value: unknown): string {
	// Stands before the digits until the quotes around them are taken off. No text can hold it.
	const marker = `${randomUUID()}:`;
	function mark(this: Record<string, unknown>, name: string, member: unknown): unknown {
		// As it was before a `toJSON`, which some libraries give to all of them.
		const original = this[name];
		return typeof original === 'bigint' ? marker + String(original) : member;
	}
	return JSON.stringify(value, mark).replace(new RegExp(`"${marker}(-?\\d+)"`, 'g'), '$1');
}

/** What stands where `outer.inner` says. */
export function readPath(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce((at: unknown, name) => (isObject(at) ? at[name] : undefined), value);
}

/** Whether a parsed value is a JSON object: neither a list nor a plain value. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
