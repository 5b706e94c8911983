import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import * as both from './fields';

export const bankingUserId: Field = {
	displayName: 'Banking User ID',
	name: 'bankingUserId',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"The user's ID for online banking, at most 170 characters. Ignored if 'Banking Interface' or 'Login Credentials' is set, which finAPI prefers.",
	maxLength: 170,
	...body('bankingUserId'),
};

export const bankingPin: Field = {
	displayName: 'Banking PIN',
	name: 'bankingPin',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"The PIN for online banking, at most 170 characters. Ignored if 'Banking Interface' or 'Login Credentials' is set, which finAPI prefers.",
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
		"The second ID that a few banks ask for, at most 170 characters. Ignored if 'Banking Interface' or 'Login Credentials' is set, which finAPI prefers.",
	maxLength: 170,
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
	displayName: 'Store PIN (Deprecated)',
	name: 'storePin',
	type: 'boolean',
	default: false,
	description:
		"Whether finAPI keeps the PIN for later updates. finAPI has replaced this by 'Store Secrets'.",
	...body('storePin'),
};

export const challengeResponse: Field = {
	displayName: 'Challenge Response (Deprecated)',
	name: 'challengeResponse',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"What the user answers to a challenge that came without a hash, such as a TAN. For one with a hash, use 'Further Step'. Repeat all other fields of the call.",
	...body('challengeResponse'),
};

export const accountTypeIds: Field = {
	displayName: 'Account Type IDs (Deprecated)',
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
	description: "Import only accounts of these types. finAPI has replaced this by 'Account Types'.",
	...body('accountTypeIds'),
};

export const accountTypes: Field = {
	displayName: 'Account Types',
	name: 'accountTypes',
	type: 'multiOptions',
	options: [
		{ name: 'Bausparen', value: 'Bausparen' },
		{ name: 'Checking', value: 'Checking' },
		{ name: 'Credit Card', value: 'CreditCard' },
		{ name: 'Loan', value: 'Loan' },
		{ name: 'Membership', value: 'Membership' },
		{ name: 'Pocket', value: 'Pocket' },
		{ name: 'Savings', value: 'Savings' },
		{ name: 'Security', value: 'Security' },
	],
	default: [],
	description: 'Import only accounts of these types; all types when none is chosen',
	...body('accountTypes'),
};

/** V1 may leave it to finAPI how to reach the bank. */
export const bankingInterface: Field = {
	...both.bankingInterface,
	...body('interface'),
};

export const loginCredentials: Field = {
	...both.loginCredentials,
	needs: 'bankingInterface',
};

export const forceWebForm: Field = {
	displayName: 'Force Web Form (Deprecated)',
	name: 'forceWebForm',
	type: 'boolean',
	default: false,
	description:
		"Whether to send the user to finAPI's web form even if finAPI has all it needs, to change what is stored",
	...body('forceWebForm'),
};
