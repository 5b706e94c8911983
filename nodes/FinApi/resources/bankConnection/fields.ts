import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { IBAN, INTEGER_ID } from '../../../shared/panel/formats';
import { BANKING_INTERFACES } from '../../bankingInterfaces';
import { plainText } from '../../formats';

/** Several connections, of which the API takes a thousand. */
export const ids: Field = {
	displayName: 'IDs',
	name: 'ids',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1005061234, 1005061235',
	description:
		'The IDs of the bank connections, separated by commas, at most 1000. Those that the user does not have are left out of the result.',
	wire: 'ids',
	format: INTEGER_ID,
	maxLength: 1000,
	// A thousand would make an address of 20 kB, which servers refuse.
	perRequest: 100,
};

export const bankingInterface: Field = {
	displayName: 'Banking Interface Name or ID',
	name: 'bankingInterface',
	type: 'options',
	typeOptions: {
		loadOptionsMethod: 'getBankingInterfaces',
		loadOptionsDependsOn: ['bankId.value', 'bankConnectionId.value'],
	},
	options: [...BANKING_INTERFACES],
	default: '',
	description:
		'How finAPI reaches the bank: XS2A, FINTS_SERVER or WEB_SCRAPER. Not every bank has all three. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	...body('bankingInterface'),
};

export const loginCredentials: Field = {
	displayName: 'Login Credentials',
	name: 'loginCredentials',
	type: 'fixedCollection',
	placeholder: 'Add Login Field',
	typeOptions: { multipleValues: true },
	default: {},
	description:
		'What the user enters at the bank to log in. Not needed where the bank has its own login page (redirect), or where the login is stored.',
	options: [
		{
			displayName: 'Login Field',
			name: 'field',
			values: [
				{
					displayName: 'Label Name or ID',
					name: 'label',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getLoginLabels',
						loadOptionsDependsOn: [
							'bankId.value',
							'bankConnectionId.value',
							'bankingInterface',
							'updateFields.bankingInterface',
							'additionalFields.bankingInterface',
						],
					},
					required: true,
					default: '',
					description:
						'What the bank calls this part of its login. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					typeOptions: { password: true },
					required: true,
					default: '',
					description: 'What the user enters there',
				},
			],
		},
	],
	...body('loginCredentials'),
};

export const plainName: Field = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Household account',
	description:
		'A name for the bank connection, at most 64 characters: letters, digits, spaces and usual punctuation',
	format: plainText(64),
	...body('name'),
};

export const storeSecrets: Field = {
	displayName: 'Store Secrets',
	name: 'storeSecrets',
	type: 'boolean',
	default: false,
	description:
		'Whether finAPI stores the secret parts of the login. Without them it cannot update by itself.',
	...body('storeSecrets'),
};

export const accountReferences: Field = {
	displayName: 'Account References',
	name: 'accountReferences',
	type: 'fixedCollection',
	placeholder: 'Add Account',
	typeOptions: { multipleValues: true },
	default: {},
	description:
		'The accounts that the user consents to, for a bank that asks for them (DETAILED_CONSENT in the properties of its interface)',
	options: [
		{
			displayName: 'Account',
			name: 'account',
			values: [
				{
					displayName: 'IBAN',
					name: 'iban',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. DE89370400440532013000',
					description: 'The IBAN of the account, without spaces',
					format: IBAN,
				},
			],
		},
	],
	...body('accountReferences'),
};

export const redirectUrl: Field = {
	displayName: 'Redirect URL',
	name: 'redirectUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/back-from-the-bank',
	description:
		'Where the bank sends the user back to, at most 2048 characters; for a bank with a login page of its own (REDIRECT_APPROACH in the properties of its interface)',
	maxLength: 2048,
	...body('redirectUrl'),
};

export const maxDaysForDownload: Field = {
	displayName: 'Max Days for Download',
	name: 'maxDaysForDownload',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 3650 },
	default: 0,
	description:
		'How many days of transactions to load, today included: 14 to 3650, or 0 for as many as the bank gives',
	format: {
		pattern: /^(0|1[4-9]|[2-9]\d|\d{3}|[12]\d{3}|3[0-5]\d{2}|36[0-4]\d|3650)$/,
		hint: '0 or a whole number from 14 to 3650',
	},
	...body('maxDaysForDownload'),
};

export const skipPositionsDownload: Field = {
	displayName: 'Skip Positions Download',
	name: 'skipPositionsDownload',
	type: 'boolean',
	default: false,
	description:
		'Whether to load only accounts and balances, without transactions and securities. Not possible once they have been loaded.',
	...body('skipPositionsDownload'),
};

export const loadOwnerData: Field = {
	displayName: 'Load Owner Data',
	name: 'loadOwnerData',
	type: 'boolean',
	default: false,
	description: 'Whether to load the owners of the accounts as well',
	...body('loadOwnerData'),
};

export const importNewAccounts: Field = {
	displayName: 'Import New Accounts',
	name: 'importNewAccounts',
	type: 'boolean',
	default: false,
	description:
		'Whether to load accounts that are not there yet, including those that an earlier import left out',
	...body('importNewAccounts'),
};

/** The procedure that the bank is to use without asking, out of those that the connection has. */
export const defaultTwoStepProcedureId: Field = {
	displayName: 'Default Two-Step Procedure Name or ID',
	name: 'defaultTwoStepProcedureId',
	type: 'options',
	typeOptions: {
		loadOptionsMethod: 'getTwoStepProcedures',
		loadOptionsDependsOn: ['bankConnectionId.value', 'updateFields.bankingInterface'],
	},
	default: '',
	description:
		'How the user confirms by default when the bank asks for a further step. Empty for no default. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	maxLength: 512,
	clears: true,
	...body('defaultTwoStepProcedureId'),
};
