import type { Bank, Field, Operation } from '../operation';
import { isRead } from '../wire/request';
import { optionsOf } from './options';

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

/** Where an item holds the file that came for it. */
export const outputField: Field = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
	description: 'Name of the binary field of the output that holds the file',
};

/** Whether the user chooses how many records to get. What a write gives, or ids name, comes out whole. */
export function listsByLimit({ answer, request }: Operation): boolean {
	return answer.kind === 'records' && !answer.isWhole && isRead(request);
}

/** The fields that an operation gets from the engine, after its own. */
export function engineFields(operation: Operation, bank: Bank): Field[] {
	const { answer } = operation;
	return [
		...(listsByLimit(operation) ? [returnAll, limit] : []),
		...('simplify' in answer && answer.simplify ? [simplify] : []),
		...(answer.kind === 'file' ? [outputField] : []),
		...optionsOf(operation, bank),
	];
}
