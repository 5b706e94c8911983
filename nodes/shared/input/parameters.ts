import type { IExecuteFunctions } from 'n8n-workflow';
import type { Field } from '../operation';
import { isObject } from '../wire/json';
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
	const read = (name: string, itemIndex: number) =>
		// Without n8n's own validation, which searches all properties of the node every time.
		unwrapLocator(context.getNodeParameter(name, itemIndex, undefined, { skipValidation: true }));

	// n8n leaves out the parameters of fields that aren't displayed.
	const displayed = fields.map(({ name }) => name).filter((name) => raw[name] !== undefined);
	const changing = displayed.filter((name) => hasExpression(raw[name]));
	const constant: Values = {};
	for (const name of displayed) {
		if (!changing.includes(name)) constant[name] = read(name, 0);
	}
	function readItem(itemIndex: number): Values {
		const values = { ...constant };
		for (const name of changing) values[name] = read(name, itemIndex);
		return values;
	}

	return changing.length > 0 ? readAhead(context.getInputData().length, readItem) : readItem;
}
