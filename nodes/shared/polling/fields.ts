import type { Field } from '../operation';

export const includePending: Field = {
	displayName: 'Include Pending',
	name: 'includePending',
	type: 'boolean',
	default: false,
	description: 'Whether to include transactions that are not booked yet',
};

export const direction: Field = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	options: [
		{ name: 'All', value: 'all' },
		{ name: 'Incoming', value: 'incoming', description: 'With a positive amount' },
		{ name: 'Outgoing', value: 'outgoing', description: 'With a negative amount' },
	],
	default: 'all',
	description: 'Which transactions start the workflow, by the sign of the amount',
};

export const minimumAmount: Field = {
	displayName: 'Minimum Amount',
	name: 'minimumAmount',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 0,
	description: 'Only transactions of at least this amount, whether positive or negative',
};

export const text: Field = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	default: '',
	placeholder: 'e.g. rent',
	description:
		'Words that must all be in the description or the counterparty of a transaction. Upper and lower case do not matter.',
};

export const filters: Field = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'After you change the filters, the trigger starts over with a first poll',
	options: [direction, minimumAmount, text],
};

export const firstDays: Field = {
	displayName: 'First Poll History (Days)',
	name: 'firstDays',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'How many days of existing transactions the first poll returns. With 0, it returns none.',
};

export const newAccountDays: Field = {
	displayName: 'New Account History (Days)',
	name: 'newAccountDays',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'How many days of existing transactions to return for an account that is linked later. With 0, none.',
};

export const maximumAge: Field = {
	displayName: 'Maximum Age (Days)',
	name: 'maximumAge',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 90,
	description:
		'Leave out transactions that were booked more than this many days ago. A bank may deliver such old ones late. Without this option they are included.',
};
