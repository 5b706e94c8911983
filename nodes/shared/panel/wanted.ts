import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Item } from '../input/item';
import { readField, type Values } from '../input/parameters';
import { isBlank, toBoolean, toNumber } from '../input/value';
import type { Field, Operation } from '../operation';
import { isObject, plainText } from '../wire/json';
import { isRead } from '../wire/request';
import { limit, listsByLimit, outputField, returnAll, simplify } from './engineFields';
import {
	DEFAULT_PARALLEL,
	failOnFurtherStep,
	includeSecret,
	MAX_PARALLEL,
	maxBusyWait,
	maxCompletionWait,
	waitForCompletion,
} from './options';

/** What the user wants of the answer for one item, the defaults for what is not filled in. */
export interface Wanted {
	/** Most records; `Infinity` for all. */
	limit: number;
	simplify: boolean;
	/** Where the item is to hold a file. */
	binaryField: string;
	failOnFurtherStep: boolean;
	includeSecret: boolean;
	/** Seconds. */
	maxBusyWait: number;
	waitForCompletion: boolean;
	/** Seconds. */
	maxCompletionWait: number;
}

/** A value as a message names it; what is inside an object is nobody's business. */
function shown(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return isObject(value) ? 'an object' : `'${String(value)}'`;
}

/**
 * How many requests may be out at once: reads as many as the user allows, writes one.
 *
 * @throws NodeOperationError when it is no number in the range
 */
export function readMostInFlight(context: IExecuteFunctions, { request }: Operation): number {
	if (!isRead(request)) return 1;
	const option = { name: 'options.maxParallelRequests', displayName: 'Max Parallel Requests' };
	const chosen = readField(context, option, 0, DEFAULT_PARALLEL);
	if (isBlank(chosen)) return DEFAULT_PARALLEL;
	const number = toNumber(chosen) ?? NaN;
	if (Number.isInteger(number) && number >= 1 && number <= MAX_PARALLEL) return number;
	throw new NodeOperationError(
		context.getNode(),
		`'Max Parallel Requests' must be a whole number from 1 to ${MAX_PARALLEL}, but is ${shown(chosen)}`,
		{ description: 'Correct the option, or the expression that fills it. Nothing was sent.' },
	);
}

function readSwitch(item: Item, field: Field, value: unknown): boolean {
	const chosen = toBoolean(value);
	if (chosen !== undefined) return chosen;
	throw item.complaint(
		field,
		`must be true or false, but is ${shown(value)}`,
		'Correct the expression that fills it. Nothing was sent for this item.',
	);
}

function readSeconds(item: Item, field: Field, value: unknown): number {
	const least = field.typeOptions?.minValue ?? 0;
	const seconds = toNumber(value);
	if (seconds !== undefined && seconds >= least) return seconds;
	throw item.complaint(
		field,
		`must be a number of seconds, at least ${least}, but is ${shown(value)}`,
		'Correct the option, or the expression that fills it. Nothing was sent for this item.',
	);
}

function readName(item: Item, field: Field, value: unknown): string {
	const name = plainText(value ?? field.default).trim();
	if (name !== '') return name;
	throw item.complaint(
		field,
		`must be the name of a field, but is ${shown(value)}`,
		'Correct the expression that fills it. Nothing was sent for this item.',
	);
}

function readLimit(item: Item, operation: Operation, values: Values): number {
	if (!listsByLimit(operation)) return Infinity;
	if (readSwitch(item, returnAll, values[returnAll.name])) return Infinity;
	const value = values[limit.name];
	const most = toNumber(value) ?? NaN;
	if (Number.isInteger(most) && most >= 1) return most;
	throw item.complaint(
		limit,
		`must be a whole number of at least 1, but is ${shown(value)}`,
		'Turn on Return All to get every record.',
	);
}

/**
 * Reads what the user wants of the answer for one item.
 *
 * @throws NodeOperationError naming the field that has a value which is none
 */
export function readWanted(item: Item, operation: Operation, values: Values): Wanted {
	const options = isObject(values.options) ? values.options : {};
	const option = ({ name, default: unless }: Field) =>
		isBlank(options[name]) ? unless : options[name];
	const isOn = (field: Field) => readSwitch(item, field, option(field));
	const seconds = (field: Field) => readSeconds(item, field, option(field));
	const { answer } = operation;
	return {
		limit: readLimit(item, operation, values),
		simplify:
			'simplify' in answer && answer.simplify !== undefined
				? readSwitch(item, simplify, values[simplify.name])
				: false,
		binaryField: readName(item, outputField, values[outputField.name]),
		failOnFurtherStep: isOn(failOnFurtherStep),
		includeSecret: isOn(includeSecret),
		maxBusyWait: seconds(maxBusyWait),
		waitForCompletion: isOn(waitForCompletion),
		maxCompletionWait: seconds(maxCompletionWait),
	};
}
