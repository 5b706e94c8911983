import { randomUUID } from 'node:crypto';

/** Where a text begins or ends, what is escaped in it, and numbers. */
const TOKENS = /\\.|"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Not inside of a text, unless it looks like more JSON. */
const MAYBE_UNSAFE_INTEGER = /(?:^|[:[,\s])-?\d{16}/;
const INTEGER = /^-?\d+$/;

/** The same JSON with quotes around the integers that a JavaScript number can't hold. */
function quoteUnsafeIntegers(text: string): string {
	let isInText = false;
	return text.replace(TOKENS, (token) => {
		if (token === '"') isInText = !isInText;
		const isUnsafe = !isInText && INTEGER.test(token) && !Number.isSafeInteger(Number(token));
		return isUnsafe ? `"${token}"` : token;
	});
}

/**
 * Parses JSON without losing digits: an integer that a JavaScript number can't hold exactly
 * (64-bit ids) comes out as a string of the same digits.
 *
 * @returns the value, or `undefined` when the text is not JSON
 */
export function parseJson(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return MAYBE_UNSAFE_INTEGER.test(text) ? JSON.parse(quoteUnsafeIntegers(text)) : value;
	} catch {
		return undefined;
	}
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
