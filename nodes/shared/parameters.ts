import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject } from './json';
import type { Field } from './operation';

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
 * n8n evaluates expressions in a row in about half the time that it takes for each of them between
 * two requests. Not more than so many, as n8n does nothing else meanwhile.
 */
const READ_AHEAD = 20;

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

	const itemCount = context.getInputData().length;
	const ahead = new Map<number, Values>();
	function readOn(from: number): void {
		const end = Math.min(from + READ_AHEAD, itemCount);
		try {
			for (let itemIndex = from; itemIndex < end; itemIndex++) {
				ahead.set(itemIndex, readItem(itemIndex));
			}
		} catch {
			// The item that can't be read fails when it is its turn.
		}
	}
	return (itemIndex) => {
		if (!ahead.has(itemIndex)) readOn(itemIndex);
		const values = ahead.get(itemIndex) ?? readItem(itemIndex);
		ahead.delete(itemIndex);
		return values;
	};
}
