import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject } from './json';
import { isRead, type Bank, type Field, type Operation } from './operation';
import type { Values } from './parameters';
import { fieldError, isBlank, toBoolean, toNumber } from './value';

export const DEFAULT_PARALLEL = 10;
export const MAX_PARALLEL = 50;

const maxParallelRequests: Field = {
	displayName: 'Max Parallel Requests',
	name: 'maxParallelRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_PARALLEL },
	default: DEFAULT_PARALLEL,
	description: `How many input items are worked on at the same time, from 1 to ${MAX_PARALLEL}. A higher number is faster; a lower one is gentler on the rate limit of the bank.`,
};

const failOnFurtherStep: Field = {
	displayName: 'Fail on Further Step',
	name: 'failOnFurtherStep',
	type: 'boolean',
	default: false,
	description:
		'Whether to stop with an error when the bank asks for a further step, such as a TAN, instead of giving an item that says what to do',
};

const includeSecret: Field = {
	displayName: 'Include Secret',
	name: 'includeSecret',
	type: 'boolean',
	default: false,
	description:
		'Whether to give the secret of a record as well, which opens it to an app of the end user. Without it, the secret stays out of the output and of the execution log.',
};

const maxBusyWait: Field = {
	displayName: 'Max Wait While Busy',
	name: 'maxBusyWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 60,
	description:
		'How many seconds to go on asking while the record is busy with something else. With 0, a busy record is an error at once.',
};

const maxCompletionWait: Field = {
	displayName: 'Max Wait for Completion',
	name: 'maxCompletionWait',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 300,
	description: "How many seconds 'Wait for Completion' waits at most",
};

const waitForCompletion: Field = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: false,
	description:
		'Whether to wait until the data is there, or the bank asks for a further step, and to stop with an error when the download came to nothing. Without it, the data arrives in the background.',
};

const collections = new Map<string, Field>();

/** The options that the engine offers for an operation; the same ones are the same field. */
export function optionsOf(operation: Operation, bank: Bank): Field[] {
	const reads = isRead(operation.request);
	const options = [
		...(operation.furtherSteps ? [failOnFurtherStep] : []),
		...('confidential' in operation.answer ? [includeSecret] : []),
		...(reads ? [maxParallelRequests] : []),
		...(operation.completion ? [maxCompletionWait] : []),
		...(!reads && bank.busyStatus ? [maxBusyWait] : []),
		...(operation.completion ? [waitForCompletion] : []),
	];
	if (options.length === 0) return [];
	const key = options.map(({ name }) => name).join();
	const known = collections.get(key);
	if (known) return [known];
	const collection: Field = {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
	collections.set(key, collection);
	return [collection];
}

/** The options of one item, the defaults for those that the user has not added. */
export interface Options {
	failOnFurtherStep: boolean;
	includeSecret: boolean;
	/** Seconds. */
	maxBusyWait: number;
	waitForCompletion: boolean;
	/** Seconds. */
	maxCompletionWait: number;
}

/**
 * Reads the options of one item.
 *
 * @throws NodeOperationError naming the option that has a value which is none
 */
export function readOptions(
	context: IExecuteFunctions,
	itemIndex: number,
	{ options }: Values,
): Options {
	const chosen = isObject(options) ? options : {};
	const valueOf = ({ name, default: unless }: Field) =>
		isBlank(chosen[name]) ? unless : chosen[name];
	const wrong = (field: Field, expected: string) =>
		fieldError(
			context,
			itemIndex,
			field,
			`must be ${expected}, but is '${String(valueOf(field))}'`,
			'Correct the option, or the expression that fills it. Nothing was sent for this item.',
		);
	function readSwitch(field: Field): boolean {
		const value = toBoolean(valueOf(field));
		if (value === undefined) throw wrong(field, 'true or false');
		return value;
	}
	function readSeconds(field: Field): number {
		const least = field.typeOptions?.minValue ?? 0;
		const value = toNumber(valueOf(field));
		if (value === undefined || value < least) {
			throw wrong(field, `a number of seconds, at least ${least}`);
		}
		return value;
	}
	return {
		failOnFurtherStep: readSwitch(failOnFurtherStep),
		includeSecret: readSwitch(includeSecret),
		maxBusyWait: readSeconds(maxBusyWait),
		waitForCompletion: readSwitch(waitForCompletion),
		maxCompletionWait: readSeconds(maxCompletionWait),
	};
}
