import type { JsonSchema } from '../../contract/contract';

/** Where in a sample a value stands. */
interface Place {
	/** Of the property, for texts that show where they come from. */
	name: string;
	/** That of the record in its list, from 1. */
	number: number;
	/** Full: with a value wherever there can be one. Else only what cannot be left out. */
	isFull: boolean;
}

/** How many records a list has, so that it shows whether it is taken apart. */
const listLength = 2;

/**
 * A value that a schema allows, the same one every time. Texts carry the name of their property and
 * the number of their record.
 *
 * @param options - `fullOnly` names the one property that is full; all others say as little as the
 *   schema lets them
 */
export function sampleOf(schema: JsonSchema, options: { fullOnly?: string } = {}): unknown {
	const { fullOnly } = options;
	const place = { name: 'value', number: 1, isFull: true };
	if (fullOnly === undefined) return valueOf(schema, place);
	return Object.fromEntries(
		Object.entries(schema.properties ?? {}).map(([name, property]) => [
			name,
			valueOf(property, { ...place, name, isFull: name === fullOnly }),
		]),
	);
}

function valueOf(schema: JsonSchema, place: Place): unknown {
	const { number, isFull } = place;
	if (schema.anyOf) {
		return valueOf({ ...schema, anyOf: undefined, ...chosenOf(schema.anyOf, place) }, place);
	}
	switch (schema.type) {
		case 'object':
			return objectOf(schema, place);
		case 'array':
			return listOf(schema, place);
		case 'integer':
			return clamped(number, schema);
		case 'number':
			return clamped(number + 0.5, schema);
		case 'boolean':
			return isFull;
		case 'null':
			return null;
		default:
			return textOf(schema, place);
	}
}

/** A value where there can be one, or null where that is enough. */
function chosenOf(alternatives: readonly JsonSchema[], { isFull }: Place): JsonSchema | undefined {
	return alternatives.find(({ type }) => (type === 'null') !== isFull) ?? alternatives[0];
}

function objectOf({ properties = {}, required = [] }: JsonSchema, place: Place): unknown {
	const shown = Object.entries(properties).filter(
		([name]) => place.isFull || required.includes(name),
	);
	return Object.fromEntries(
		shown.map(([name, property]) => [name, valueOf(property, { ...place, name })]),
	);
}

function listOf({ items, minItems = 0, maxItems = Infinity }: JsonSchema, place: Place): unknown {
	const wanted = place.isFull ? listLength : 0;
	const length = items ? Math.min(Math.max(wanted, minItems), maxItems) : 0;
	return Array.from({ length }, (_value, index) =>
		valueOf(items ?? {}, { ...place, number: index + 1 }),
	);
}

const clamped = (value: number, { minimum = -Infinity, maximum = Infinity }: JsonSchema): number =>
	Math.min(Math.max(value, minimum), maximum);

function textOf(schema: JsonSchema, { name, number }: Place): string {
	const { enum: values, examples, pattern, minLength = 0, maxLength = Infinity } = schema;
	const listed = values ?? examples;
	if (listed) return listed[(number - 1) % listed.length] ?? '';
	if (pattern === undefined) {
		return `${name} ${number}`.padEnd(minLength, '.').slice(0, maxLength);
	}
	const allowed = new RegExp(pattern, 'u');
	const text = texts(number).find(
		(one) => one.length >= minLength && one.length <= maxLength && allowed.test(one),
	);
	if (text === undefined) {
		throw new Error(`No sample of '${name}' is like ${pattern}: give its schema examples`);
	}
	return text;
}

/** Texts of the kinds that patterns ask for. */
const texts = (number: number): string[] => [
	String(1_000_000_000 + number),
	String(number),
	...timesOf(new Date(Date.UTC(2025, 0, number, 9, 30)).toISOString()),
	`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
	`https://bank.example/${number}`,
	`sample.${number}@bank.example`,
	`sample-${number}`,
	`sample_${number}`,
	...['sample', 'Sample', 'SAMPLE'],
	...['EUR', 'DE', 'de'],
	`DE${String(number).padStart(20, '0')}`,
];

/** A time and parts of it, as the banks write them. */
function timesOf(iso: string): string[] {
	const [date = '', time = ''] = iso.replace('Z', '').split('T');
	const [toTheSecond = ''] = time.split('.');
	return [
		date,
		iso,
		`${date}T${toTheSecond}Z`,
		`${date} ${time}`,
		`${date} ${toTheSecond}`,
		`${date} ${toTheSecond}+00:00`,
		toTheSecond,
		date.slice(0, 7),
	];
}
