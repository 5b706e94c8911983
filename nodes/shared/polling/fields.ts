import type { Field } from '../operation';

export const includePending: Field = {
	displayName: 'Include Pending',
	name: 'includePending',
	type: 'boolean',
	default: false,
	description: 'Whether to give transactions that are not booked yet as well',
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
	description: 'Only transactions of at least this amount, whatever the sign of theirs',
};

export const text: Field = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	default: '',
	placeholder: 'e.g. rent',
	description:
		'Words that must all stand in the description or the counterparty of a transaction, whatever their case',
};

export const filters: Field = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'After a change of them the trigger begins anew, as with its first poll',
	options: [direction, minimumAmount, text],
};

export const firstDays: Field = {
	displayName: 'Begin With Last Days',
	name: 'firstDays',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'From how many days back the first poll gives what is there already. With 0 it gives nothing.',
};

export const newAccountDays: Field = {
	displayName: 'Last Days of New Accounts',
	name: 'newAccountDays',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'From how many days back to give what an account brings along that is linked later. With 0 its history is left out.',
};

export const maximumAge: Field = {
	displayName: 'Maximum Age',
	name: 'maximumAge',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 90,
	description:
		'How many days ago a transaction may have been booked. Leaves out old ones that a bank hands in later. Without this option they are given.',
};
