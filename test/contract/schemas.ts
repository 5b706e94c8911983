import type { JsonSchema, WireValue } from './contract';

/** An object that may hold the named properties and no others. */
export const record = (
	properties: Record<string, JsonSchema>,
	required: readonly string[] = [],
): JsonSchema => ({ type: 'object', properties, required, additionalProperties: false });

export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

export const text: WireValue = { type: 'string' };
export const flag: WireValue = { type: 'boolean' };
export const integer: WireValue = { type: 'integer' };
export const number: WireValue = { type: 'number' };
export const anyObject: JsonSchema = { type: 'object' };
export const oneOf = (...values: readonly string[]): WireValue => ({
	type: 'string',
	enum: values,
});

/** An id in an address: a text, as a JavaScript number does not hold the digits of all of them. */
export const digits: WireValue = { type: 'string', pattern: '^[0-9]+$' };
