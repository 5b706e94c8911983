import type { IExecuteFunctions } from 'n8n-workflow';
import { ExpressionError } from 'n8n-workflow';
import type { Field } from '../operation';
import { isObject } from '../wire/json';
import { Item } from './item';
import { readAhead } from './readAhead';

/** What the user entered for one item: values of the displayed fields by their names. */
export type Values = Record<string, unknown>;

function hasExpression(raw: unknown): boolean {
	if (typeof raw === 'string') return raw.startsWith('=');
	if (typeof raw !== 'object' || raw === null) return false;
	return Object.values(raw).some(hasExpression);
}

function unwrapLocator(value: unknown): unknown {
	return isObject(value) && value.__rl === true ? value.value : value;
}

/** n8n's own words for an expression that fails; for a value that n8n can't even read, others. */
function unreadable(item: Item, name: string, error: Error): Error {
	if (error instanceof ExpressionError) return error;
	const isTooDeep = error.name === 'RangeError';
	const why = isTooDeep
		? 'refers to itself, or is nested too deeply'
		: `can't be read: ${error.message}`;
	return item.refusal(
		`'${name}' ${why}`,
		'Correct the field, or the expression that fills it. Nothing was sent for this item.',
	);
}

/**
 * What the user entered in one field.
 *
 * @throws NodeOperationError naming it, or what n8n throws for an expression that fails
 */
export function readField(
	context: IExecuteFunctions,
	{ name, displayName }: Pick<Field, 'name' | 'displayName'>,
	itemIndex: number,
	unless?: unknown,
): unknown {
	try {
		// Without n8n's own validation, which searches all properties of the node every time.
		return context.getNodeParameter(name, itemIndex, unless, { skipValidation: true });
	} catch (error) {
		throw unreadable(new Item(context, itemIndex), displayName, error as Error);
	}
}

/**
 * Reads the fields of the selected operation for one item after the other. Values without an
 * expression are read once, and no other property of the node is looked at, so an item costs the
 * same however many operations the node has.
 */
export function parameterReader(
	context: IExecuteFunctions,
	fields: readonly Field[],
): (itemIndex: number) => Values {
	const raw = context.getNode().parameters;
	const read = (field: Field, itemIndex: number) =>
		unwrapLocator(readField(context, field, itemIndex));

	// n8n leaves out the parameters of fields that aren't displayed.
	const displayed = fields.filter(({ name }) => raw[name] !== undefined);
	const changing = displayed.filter(({ name }) => hasExpression(raw[name]));
	const constant: Values = {};
	for (const field of displayed) {
		if (!changing.includes(field)) constant[field.name] = read(field, 0);
	}
	function readItem(itemIndex: number): Values {
		const values = { ...constant };
		for (const field of changing) values[field.name] = read(field, itemIndex);
		return values;
	}

	return changing.length > 0 ? readAhead(context.getInputData().length, readItem) : readItem;
}
