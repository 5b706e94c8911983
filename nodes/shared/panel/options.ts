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
	description: `How many requests to send at the same time, across all input items and pages, from 1 to ${MAX_PARALLEL}. A higher number is faster. A lower one is less likely to hit the rate limit of the bank.`,
};

export const failOnFurtherStep: Field = {
	displayName: 'Fail on Further Step',
	name: 'failOnFurtherStep',
	type: 'boolean',
	default: false,
	description:
		'Whether to stop with an error when the bank asks for a further step, such as a one-time code (TAN), instead of returning an item that says what to do',
};

export const includeSecret: Field = {
	displayName: 'Include Secret',
	name: 'includeSecret',
	type: 'boolean',
	default: false,
	description:
		'Whether to include the secret of the record in the output. Otherwise it stays out of the output and of the execution log.',
};

export const maxBusyWait: Field = {
	displayName: 'Max Busy Wait (Seconds)',
	name: 'maxBusyWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 60,
	description:
		'How many seconds to keep trying while the record is busy with something else. With 0, a busy record is an error right away.',
};

export const maxCompletionWait: Field = {
	displayName: 'Max Completion Wait (Seconds)',
	name: 'maxCompletionWait',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 300,
	description: "The longest time that 'Wait for Completion' waits, in seconds",
};

export const waitForCompletion: Field = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: false,
	description:
		'Whether to wait until the data is there or the bank asks for a further step. If the download fails, the node stops with an error. Without this option, the data arrives in the background.',
};

const collections = new Map<string, Field>();

/** The options that the engine offers for an operation; the same ones are the same field. */
export function optionsOf(operation: Operation, bank: Bank): Field[] {
	const reads = isRead(operation.request);
	const options = [
		...(operation.furtherSteps ? [failOnFurtherStep] : []),
		...('confidential' in operation.answer ? [includeSecret] : []),
		...(!reads && bank.busyStatus ? [maxBusyWait] : []),
		...(operation.completion ? [maxCompletionWait] : []),
		...(reads ? [maxParallelRequests] : []),
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
