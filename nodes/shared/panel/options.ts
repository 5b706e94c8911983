import type { Bank, Field, Operation } from '../operation';
import { isRead } from '../wire/request';

export const DEFAULT_PARALLEL = 10;
export const MAX_PARALLEL = 50;

const maxParallelRequests: Field = {
	displayName: 'Max Parallel Requests',
	name: 'maxParallelRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_PARALLEL },
	default: DEFAULT_PARALLEL,
	description: `How many requests are out at the same time, over all input items and the pages of their lists, from 1 to ${MAX_PARALLEL}. A higher number is faster; a lower one is gentler on the rate limit of the bank.`,
};

export const failOnFurtherStep: Field = {
	displayName: 'Fail on Further Step',
	name: 'failOnFurtherStep',
	type: 'boolean',
	default: false,
	description:
		'Whether to stop with an error when the bank asks for a further step, such as a TAN, instead of giving an item that says what to do',
};

export const includeSecret: Field = {
	displayName: 'Include Secret',
	name: 'includeSecret',
	type: 'boolean',
	default: false,
	description:
		'Whether to give the secret of a record as well, which opens it to an app of the end user. Without it, the secret stays out of the output and of the execution log.',
};

export const maxBusyWait: Field = {
	displayName: 'Max Wait While Busy',
	name: 'maxBusyWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 60,
	description:
		'How many seconds to go on asking while the record is busy with something else. With 0, a busy record is an error at once.',
};

export const maxCompletionWait: Field = {
	displayName: 'Max Wait for Completion',
	name: 'maxCompletionWait',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 300,
	description: "How many seconds 'Wait for Completion' waits at most",
};

export const waitForCompletion: Field = {
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
		placeholder: 'Add Option',
		default: {},
		options,
	};
	collections.set(key, collection);
	return [collection];
}
