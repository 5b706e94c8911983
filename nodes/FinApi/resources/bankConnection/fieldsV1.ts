import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';

export const bankingUserId: Field = {
	displayName: 'Banking User ID',
	name: 'bankingUserId',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"The user's ID for online banking, at most 64 characters. Every bank but the demo bank needs it; its loginFieldUserId says what it calls it.",
	maxLength: 64,
	...body('bankingUserId'),
};

export const bankingPin: Field = {
	displayName: 'Banking PIN',
	name: 'bankingPin',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'The PIN for online banking, at most 170 characters. Every bank but the demo bank needs it, unless it is stored.',
	maxLength: 170,
	...body('bankingPin'),
};

export const bankingCustomerId: Field = {
	displayName: 'Banking Customer ID',
	name: 'bankingCustomerId',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'The second ID that a few banks ask for, at most 64 characters. The loginFieldCustomerId of the bank says what it calls it.',
	maxLength: 64,
	...body('bankingCustomerId'),
};

export const nameV1: Field = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Household account',
	description: 'A name for the bank connection, at most 64 characters',
	maxLength: 64,
	...body('name'),
};

export const storePin: Field = {
	displayName: 'Store PIN',
	name: 'storePin',
	type: 'boolean',
	default: false,
	description:
		'Whether finAPI keeps the PIN for later updates. Of no use where the bank has pinsAreVolatile.',
	...body('storePin'),
};

export const challengeResponse: Field = {
	displayName: 'Challenge Response',
	name: 'challengeResponse',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'What the user answers to a challenge, such as a TAN. Only when the same call has given an item with stepRequired; repeat all of its other fields.',
	...body('challengeResponse'),
};

export const accountTypeIds: Field = {
	displayName: 'Account Types',
	name: 'accountTypeIds',
	type: 'multiOptions',
	options: [
		{ name: 'Bausparen', value: 8 },
		{ name: 'Checking', value: 1 },
		{ name: 'Credit Card', value: 3 },
		{ name: 'Loan', value: 5 },
		{ name: 'Membership', value: 7 },
		{ name: 'Pocket (Deprecated)', value: 6 },
		{ name: 'Savings', value: 2 },
		{ name: 'Security', value: 4 },
	],
	default: [],
	description: 'Only accounts of these types are imported; all of them when none is chosen',
	...body('accountTypeIds'),
};
