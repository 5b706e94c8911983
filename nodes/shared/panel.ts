import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { isRead, type Field, type Operation, type Resource } from './operation';

export const DEFAULT_PARALLEL = 10;
export const MAX_PARALLEL = 50;

export const returnAll: Field = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: Field = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { returnAll: [false] } },
	default: 50,
	description: 'Max number of results to return',
};

export const simplify: Field = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const options: Field = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Max Parallel Requests',
			name: 'maxParallelRequests',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_PARALLEL },
			default: DEFAULT_PARALLEL,
			description: `How many input items are worked on at the same time, from 1 to ${MAX_PARALLEL}. A higher number is faster; a lower one is gentler on the rate limit of the bank.`,
		},
	],
};

/** Whether the user chooses how many records to get. What a write gives comes out whole. */
export function listsByLimit({ answer, request }: Operation): boolean {
	return answer.kind === 'records' && isRead(request);
}

/** The fields that an operation gets from the engine, after its own. */
export function engineFields(operation: Operation): Field[] {
	const { answer, request } = operation;
	return [
		...(listsByLimit(operation) ? [returnAll, limit] : []),
		...('simplify' in answer && answer.simplify ? [simplify] : []),
		...(isRead(request) ? [options] : []),
	];
}

/** A field in n8n's words alone, without those that only the engine reads. */
function plain(field: Field): INodeProperties {
	const property: Field = { ...field };
	delete property.wire;
	delete property.format;
	property.options = field.options?.map((choice) => ('type' in choice ? plain(choice) : choice));
	if (!property.options) delete property.options;
	return property as INodeProperties;
}

/** A fresh node lists records: the first operation of the menu may well be Delete. */
function harmless(operations: readonly Operation[]): string {
	const read = operations.find(({ value }) => value === 'getMany') ?? operations[0];
	return read?.value ?? '';
}

function firstOf(choices: readonly { value: string }[]): string {
	return choices[0]?.value ?? '';
}

function operationMenu({ value, operations }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map(
			({ value: operation, name, action, description }): INodePropertyOptions => ({
				name,
				value: operation,
				action,
				description,
			}),
		),
		default: harmless(operations),
	};
}

/**
 * The order of the panel: which record, what else is needed, how much to return, what is optional,
 * options last.
 */
function rank(field: Field, operations: readonly Operation[]): number {
	const last = [returnAll, limit, simplify].indexOf(field);
	if (last >= 0) return last + 2;
	if (field === options) return 6;
	if (field.type === 'collection') return 5;
	return operations.some(({ request }) => request.path.includes(`{${field.name}}`)) ? 0 : 1;
}

/** A field that several operations share by reference becomes one property, shown for all. */
function resourceFields({ value, operations }: Resource): INodeProperties[] {
	const shownFor = new Map<Field, string[]>();
	for (const operation of operations) {
		for (const field of [...operation.fields, ...engineFields(operation)]) {
			shownFor.set(field, [...(shownFor.get(field) ?? []), operation.value]);
		}
	}
	return [...shownFor]
		.sort(([one], [other]) => rank(one, operations) - rank(other, operations))
		.map(([field, operation]) => ({
			...plain(field),
			displayOptions: {
				...field.displayOptions,
				show: { resource: [value], operation, ...field.displayOptions?.show },
			},
		}));
}

/**
 * The node panel of a bank: the Resource menu, each resource's Operation menu, and the fields of
 * every operation, each shown only where it belongs.
 */
export function nodeProperties(resources: readonly Resource[]): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: firstOf(resources),
		},
		...resources.map(operationMenu),
		...resources.flatMap(resourceFields),
	];
}
