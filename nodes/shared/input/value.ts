import { type NodeOperationError, tryToParseDateTime } from 'n8n-workflow';
import type { Field, Format } from '../operation';
import { isObject, parseJson, plainText } from '../wire/json';
import type { Item } from './item';

const LONGEST_SHOWN = 60;
const LONGEST_DATE = 100;
/** Unix time: nine or ten digits are seconds, thirteen milliseconds. Eight are a day. */
const SECONDS = /^\d{9,10}(\.\d+)?$/;
const MILLISECONDS = /^\d{13}(\.\d+)?$/;
/** ISO 8601 and SQL: a calendar day, perhaps with a time, then perhaps with a zone. */
const CALENDAR =
	/^(\d{4}-?\d{2}-?(\d{2}))([T ]\d{2}(:?\d{2}(:?\d{2}([.,]\d+)?)?)?( ?(?<zone>Z|[+-](0\d|1[0-4])(:?[0-5]\d)?))?(\[[\w/+-]+\])?)?$/i;
/** As HTTP headers, emails and JavaScript write it, always with the zone. */
const WRITTEN_OUT =
	/^[A-Z][a-z]{2}(?:, (\d{1,2}) [A-Z][a-z]{2}| [A-Z][a-z]{2} (\d{2})) \d{4} \d{2}:\d{2}(:\d{2})? (GMT|UTC|(GMT)?[+-](0\d|1[0-4])[0-5]\d)( \([^)]*\))?$/;
const TEXT_ONLY = 'text, because a number loses leading zeros';
const DIGITS = /^\d+$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether the user left a field empty. `0` and `false` are values. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		(typeof value === 'string' && value.trim() === '') ||
		(Array.isArray(value) && value.length === 0)
	);
}

function isMasked({ typeOptions }: Field): boolean {
	return typeOptions?.password === true;
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
	const text = isObject(value) || Array.isArray(value) ? written(value) : String(value);
	return `'${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}'`;
}

/** A value as JSON, or what it is when it can't be written: a circle, or a `bigint` in it. */
function written(value: unknown): string {
	try {
		return JSON.stringify(value);
	} catch {
		return 'an object that cannot be written as JSON';
	}
}

type Time = ReturnType<typeof tryToParseDateTime>;

function toText(value: unknown): string | undefined {
	if (typeof value === 'string') return LONE_SURROGATE.test(value) ? undefined : value;
	if (typeof value === 'boolean') return String(value);
	// A longer number has lost digits before it got here.
	if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
	return undefined;
}

/** A number, also as text; `undefined` for anything else, and for one that has lost digits. */
export function toNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
	return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/** True or false, also as text; `undefined` for anything else. */
export function toBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (value === 'true') return true;
	return value === 'false' ? false : undefined;
}

/** The time that a text names. A day that the calendar doesn't have would be read as a later one. */
function textToTime(text: string, zone: string): Time | undefined {
	if (text.length > LONGEST_DATE) return undefined;
	if (SECONDS.test(text)) return tryToParseDateTime(new Date(Number(text) * 1000), zone);
	if (MILLISECONDS.test(text)) return tryToParseDateTime(new Date(Number(text)), zone);
	const [, day, ofCalendar] = text.match(CALENDAR) ?? [];
	if (day) {
		const exists = tryToParseDateTime(day, zone).day === Number(ofCalendar);
		return exists ? tryToParseDateTime(text, zone) : undefined;
	}
	const [, ofHeader, ofScript] = text.match(WRITTEN_OUT) ?? [];
	const written = ofHeader ?? ofScript;
	if (!written) return undefined;
	const [withoutTime = ''] = text.split(/ \d{2}:\d{2}/);
	const exists = new Date(`${withoutTime} 12:00 UTC`).getUTCDate() === Number(written);
	return exists ? tryToParseDateTime(text, zone) : undefined;
}

/** The time that n8n users have in many forms; a text without a zone is in `zone`. */
function toTime(value: unknown, zone: string): Time | undefined {
	try {
		if (Array.isArray(value)) return undefined;
		return typeof value === 'object'
			? tryToParseDateTime(value, zone)
			: textToTime(String(value).trim(), zone);
	} catch {
		return undefined;
	}
}

function inSome(value: unknown, test: (each: unknown) => boolean): boolean {
	if (typeof value !== 'object' || value === null) return test(value);
	return Object.values(value).some((each) => inSome(each, test));
}

const hasLostDigits = (value: unknown) =>
	typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;

const isNumber = (value: unknown) => typeof value === 'number' || typeof value === 'bigint';

/** What JSON has no word for: it would go out as `null`. */
const isNoJson = (value: unknown) => typeof value === 'number' && !Number.isFinite(value);

/** Whether a value can be written as JSON: it has no circle, and nothing that JSON doesn't know. */
function isWritable(value: unknown): boolean {
	try {
		return JSON.stringify(value) !== undefined && !inSome(value, isNoJson);
	} catch {
		return false;
	}
}

function fits(text: string, { pattern, holds }: Format): boolean {
	return pattern.test(text) && (holds === undefined || holds(text));
}

/** A day is that day; a moment is in the day that it is in the zone of the workflow. */
function dayOf(time: Time, value: unknown, zone: string): string | null {
	const match = typeof value === 'object' ? null : CALENDAR.exec(String(value).trim());
	const isDay = match !== null && match.groups?.zone === undefined;
	return (isDay ? time : time.setZone(zone)).toISODate();
}

function seconds(time: Time): number {
	return Math.floor(time.toMillis() / 1000);
}

/** The query that n8n has taken apart, put together again in its order. */
function toQuery(query: Record<string, unknown>): string {
	const pairs = (name: string, value: unknown): string[] => {
		if (Array.isArray(value)) return value.flatMap((each) => pairs(name, each));
		if (isObject(value)) {
			return Object.entries(value).flatMap(([inner, each]) => pairs(`${name}[${inner}]`, each));
		}
		return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value ?? ''))}`];
	};
	return Object.entries(query)
		.flatMap(([name, value]) => pairs(name, value))
		.join('&');
}

function toJson(value: unknown): unknown {
	return typeof value === 'string' ? parseJson(value) : value;
}

/** The entries of a list, as an array, as JSON, or as text with commas. */
function toList(value: unknown): unknown[] {
	if (Array.isArray(value)) return value as unknown[];
	if (typeof value !== 'string') return [value];
	const list = parseJson(value);
	return Array.isArray(list)
		? (list as unknown[])
		: value
				.split(',')
				.map((entry) => entry.trim())
				.filter((entry) => entry !== '');
}

function toIds(value: unknown): string[] | undefined {
	const ids = toList(value).map(toText);
	const areIds = ids.every((id): id is string => id !== undefined && DIGITS.test(id));
	return areIds && ids.length > 0 ? ids : undefined;
}

type Wrong = (expected: string) => NodeOperationError;

/** One of the values that the field offers, also as text where they are numbers. */
function toChoice(field: Field, value: unknown, wrong: Wrong): unknown {
	const { options = [] } = field;
	const choices = options.flatMap((option) => ('value' in option ? [option.value] : []));
	// A list that the editor fetches from the bank is not known here.
	if (choices.length === 0) {
		const text = toText(value);
		if (text === undefined) throw wrong('text');
		return checkedLength(text, wrong, 'characters long', field);
	}
	const choice = choices.find((each) => String(each) === plainText(value).trim());
	if (choice === undefined) throw wrong(`one of ${choices.map(String).join(', ')}`);
	return choice;
}

function checkedLength<T extends { length: number }>(
	value: T,
	wrong: Wrong,
	unit: string,
	{ maxLength = Infinity }: Field,
): T {
	if (value.length > maxLength) throw wrong(`at most ${maxLength} ${unit}`);
	return value;
}

async function toBase64(item: Item, field: Field, value: unknown): Promise<string> {
	const { context, index } = item;
	const name = plainText(value);
	if (!context.getInputData()[index]?.binary?.[name]) {
		throw item.complaint(
			field,
			`names '${name}', which the item doesn't have as binary data`,
			'Enter the name of the binary field as the Binary tab of the input shows it.',
		);
	}
	return (await context.helpers.getBinaryDataBuffer(index, name)).toString('base64');
}

/**
 * One field's value as it goes over the wire: text, number, boolean, list or object; a `bigint`
 * for an id that is a number there.
 *
 * @param value not blank
 * @throws NodeOperationError naming the field when the value is not what the API takes
 */
export async function toWire(item: Item, field: Field, value: unknown): Promise<unknown> {
	const wrong = (expected: string) =>
		item.complaint(
			field,
			`must be ${expected}${isMasked(field) ? '' : `, but is ${shown(value)}`}`,
			'Correct the field, or the expression that fills it. Nothing was sent for this item.',
		);

	if (field.wire === 'base64') return await toBase64(item, field, value);
	if (field.wire === 'ids' || field.wire === 'integers') {
		const ids = toIds(value);
		if (!ids) throw wrong('ids of digits, separated by commas');
		const { format } = field;
		if (format && !ids.every((id) => fits(id, format))) {
			throw wrong(`a list, each of it ${format.hint}`);
		}
		checkedLength(ids, wrong, 'ids', field);
		return field.wire === 'integers' ? ids.map(BigInt) : ids;
	}
	if (
		field.wire === 'unixSeconds' ||
		field.wire === 'dayStart' ||
		field.wire === 'dayEnd' ||
		field.wire === 'date' ||
		field.wire === 'dateTime'
	) {
		const time = toTime(value, item.zone);
		if (!time) throw wrong('a date, for example 2026-01-31 or 2026-01-31T09:30:00Z');
		if (field.wire === 'date') return dayOf(time, value, item.zone);
		if (field.wire === 'dateTime') return time.toUTC().toISO();
		if (field.wire === 'unixSeconds') return seconds(time);
		const day = tryToParseDateTime(dayOf(time, value, item.zone) ?? '', item.zone);
		return seconds(field.wire === 'dayStart' ? day.startOf('day') : day.endOf('day'));
	}
	// What is chosen out of a list of the bank is checked like what is entered.
	const isOfBank = field.type === 'options' && !field.options;
	switch (isOfBank ? 'string' : field.type) {
		case 'number': {
			const number = toNumber(value);
			if (number === undefined) throw wrong('a number');
			if (field.format && !fits(String(number), field.format)) throw wrong(field.format.hint);
			return number;
		}
		case 'options':
			return toChoice(field, value, wrong);
		case 'multiOptions': {
			const list = toList(value);
			if (list.length === 0) throw wrong('a list of choices, or empty');
			return list.map((entry) => toChoice(field, entry, wrong));
		}
		case 'json': {
			const json = toJson(value);
			if (json === undefined || !isWritable(json)) throw wrong('JSON');
			if (field.wire === 'object' && !isObject(json)) throw wrong('a JSON object');
			if (isMasked(field) && inSome(json, isNumber)) throw wrong(`JSON with ${TEXT_ONLY}`);
			if (inSome(json, hasLostDigits)) {
				throw wrong('JSON with long numbers as text, or they lose digits');
			}
			return json;
		}
		case 'boolean': {
			const boolean = toBoolean(value);
			if (boolean === undefined) throw wrong('true or false');
			return boolean;
		}
		default: {
			if (field.wire === 'query' && isObject(value)) {
				return checkedLength(toQuery(value), wrong, 'characters long', field);
			}
			// A TAN, a login or a ZIP code that begins with a zero has lost it by then.
			if ((isMasked(field) || field.isCode) && isNumber(value)) throw wrong(TEXT_ONLY);
			const text = toText(value);
			if (text === undefined) {
				throw wrong(
					typeof value === 'number'
						? 'text (a number this long has lost digits: pass the id as text)'
						: 'text',
				);
			}
			if (!field.format) {
				const whole = checkedLength(text, wrong, 'characters long', field);
				return field.writes ? field.writes(whole) : whole;
			}
			const trimmed = checkedLength(text.trim(), wrong, 'characters long', field);
			if (!fits(trimmed, field.format)) throw wrong(field.format.hint);
			if (field.writes) return field.writes(trimmed);
			return field.wire === 'integer' ? BigInt(trimmed) : trimmed;
		}
	}
}
