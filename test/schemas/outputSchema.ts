import type { JsonSchema } from '../contract/contract';

/**
 * What the editor reads: of a list of types it shows the first one, and numbers are all the same to
 * it. That a value can be null it does not tell.
 */
export interface OutputSchema {
	type: string | string[];
	properties?: Record<string, OutputSchema>;
	/** Missing where nothing is known of the entries. */
	items?: OutputSchema;
}

/** The schema of a value that has been each of these. Null says nothing, unless there is nothing else. */
export function schemaOf(values: readonly unknown[]): OutputSchema {
	const known = values.filter((value) => value !== null && value !== undefined);
	const types = [...new Set(known.map(typeOf))].sort();
	const [type = 'null', ...others] = types;
	if (type === 'array' && others.length === 0) {
		const entries = (known as unknown[][]).flat();
		return entries.length > 0 ? { type, items: schemaOf(entries) } : { type };
	}
	if (type === 'object' && others.length === 0) {
		return { type, properties: propertiesOf(known as object[]) };
	}
	if (types.includes('array') || types.includes('object')) {
		throw new Error(`The editor can't show what is at times ${types.join(' and at times ')}`);
	}
	return { type: others.length > 0 ? types : type };
}

function typeOf(value: unknown): string {
	return Array.isArray(value) ? 'array' : typeof value;
}

function propertiesOf(records: readonly object[]): Record<string, OutputSchema> {
	const names = new Set(records.flatMap((record) => Object.keys(record)));
	return Object.fromEntries(
		[...names].map((name) => [
			name,
			schemaOf(records.map((record) => (record as Record<string, unknown>)[name])),
		]),
	);
}

/** Whether there is something in it of which nothing is known but its name. */
export function hasGaps({ type, properties, items }: OutputSchema): boolean {
	if (type === 'null') return true;
	if (type === 'array') return !items || hasGaps(items);
	const inside = Object.values(properties ?? {});
	return type === 'object' && (inside.length === 0 || inside.some(hasGaps));
}

/** The same schema, with the types of another one where nothing is known but the name. */
export function withGapsFilled(
	schema: OutputSchema,
	other: OutputSchema | undefined,
): OutputSchema {
	if (!other || !hasGaps(schema)) return schema;
	const { type, properties = {}, items } = schema;
	const names = Object.keys(properties);
	if (type === 'null' || (type === other.type && names.length === 0 && !items)) return other;
	if (type !== other.type) return schema;
	if (items) return { type, items: withGapsFilled(items, other.items) };
	return {
		type,
		properties: Object.fromEntries(
			Object.entries(properties).map(([name, inner]) => [
				name,
				withGapsFilled(inner, other.properties?.[name]),
			]),
		),
	};
}

/** A schema that refuses every other type, and every property that it doesn't name. */
export function strictly({ type, properties, items }: OutputSchema): object {
	if (type === 'null') return { type };
	const orNull = [type, 'null'].flat();
	if (type === 'array')
		return { type: orNull, ...(items ? { items: strictly(items) } : { maxItems: 0 }) };
	if (type !== 'object') return { type: orNull };
	const inside = Object.entries(properties ?? {}).map(([name, inner]) => [name, strictly(inner)]);
	return {
		type: orNull,
		properties: Object.fromEntries(inside) as Record<string, JsonSchema>,
		additionalProperties: false,
	};
}
