import { randomUUID } from 'node:crypto';

/** Not inside of a text, unless it looks like more JSON. */
const MAYBE_LOSING = /(?:^|[:[,\s])-?\d(?:[\d.]{15}|[\d.]{0,14}[eE])/;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const INTEGER = /^-?\d+$/;
/** What has no exponent and is shorter keeps its digits. */
const SHORTEST_LOSING = 16;
/** No JavaScript number is written with more characters. */
const LONGEST_KEPT = 400;

function isDigit(unit: number): boolean {
	return unit >= 0x30 && unit <= 0x39;
}

/** Whether a number can go on with it: a digit, or one of `.eE+-`. */
function isOfNumber(unit: number): boolean {
	return isDigit(unit) || unit === 0x2e || isOfExponent(unit) || unit === 0x2b || unit === 0x2d;
}

function isOfExponent(unit: number): boolean {
	return unit === 0x45 || unit === 0x65;
}

/** The digits that count in a number, without the zeros at both ends. */
function significantDigits(number: string): string {
	const [mantissa = ''] = number.split(/e/i);
	return mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
}

/** Whether a number is none that JavaScript can hold exactly. */
function losesDigits(number: string): boolean {
	if (number.length > LONGEST_KEPT) return true;
	if (INTEGER.test(number)) return !Number.isSafeInteger(Number(number));
	return significantDigits(number) !== significantDigits(String(Number(number)));
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(json: string, at: number): boolean {
	let before = at;
	while (json.charCodeAt(before - 1) === BACKSLASH) before--;
	return (at - before) % 2 === 1;
}

/** Where a text ends that begins here. */
function textEnd(json: string, at: number): number {
	let end = json.indexOf('"', at + 1);
	while (end >= 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
	return end < 0 ? json.length : end + 1;
}

/** The same JSON with quotes around the numbers that JavaScript can't hold exactly. */
function withLongNumbersAsText(json: string): string {
	let [kept, copied, at] = ['', 0, 0];
	while (at < json.length) {
		const unit = json.charCodeAt(at);
		if (unit === QUOTE) {
			at = textEnd(json, at);
			continue;
		}
		const start = at++;
		if (!isDigit(unit) && unit !== 0x2d) continue;
		let hasExponent = false;
		for (; isOfNumber(json.charCodeAt(at)); at++) hasExponent ||= isOfExponent(json.charCodeAt(at));
		if (at - start < SHORTEST_LOSING && !hasExponent) continue;
		const number = json.slice(start, at);
		if (!NUMBER.test(number) || !losesDigits(number)) continue;
		kept += `${json.slice(copied, start)}"${number}"`;
		copied = at;
	}
	return copied === 0 ? json : kept + json.slice(copied);
}

/**
 * Parses JSON without losing digits: a number that JavaScript can't hold exactly (a 64-bit id, an
 * amount of more than 15 digits) comes out as a string of the same digits.
 *
 * @returns the value, or `undefined` when the text is not JSON
 */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(MAYBE_LOSING.test(text) ? withLongNumbersAsText(text) : text) as unknown;
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

/** What a table has under a name of the bank's; nothing that every object has, such as 'constructor'. */
export function entryOf<T>(
	table: Readonly<Record<string, T>>,
	name: string | undefined,
): T | undefined {
	return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A text, a number or a truth value as text; `undefined` for anything else that JSON may hold. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The same, and nothing for anything else. */
export function plainText(value: unknown): string {
	return textOf(value) ?? '';
}
