import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { IBAN } from '../../../shared/panel/formats';

export const bankingInterface: Field = {
	displayName: 'Banking Interface',
	name: 'bankingInterface',
	type: 'options',
	options: [
		{ name: 'FinTS Server', value: 'FINTS_SERVER', description: 'The FinTS service of the bank' },
		{
			name: 'Web Scraper',
			value: 'WEB_SCRAPER',
			description: "The bank's website, read by finAPI",
		},
		{ name: 'XS2A', value: 'XS2A', description: 'The PSD2 service of the bank' },
	],
	default: 'XS2A',
	description: 'How finAPI reaches the bank. The interfaces of the bank say which it has.',
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

export const nameV2: Field = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Household account',
	description:
		'A name for the bank connection, at most 64 characters: letters, digits, spaces and usual punctuation',
	format: {
		pattern: /^[A-Za-z0-9¡-ʯ &(){}[\].:,;?!+\-_$@#~`^€]{1,64}$/,
		hint: '1 to 64 letters, digits, spaces or marks of & ( ) { } [ ] . : , ; ? ! + - _ $ @ # ~ ` ^ €',
	},
	...body('name'),
};

export const storeSecrets: Field = {
	displayName: 'Store Secrets',
	name: 'storeSecrets',
	type: 'boolean',
	default: false,
	description:
		'Whether finAPI keeps the secret parts of the login, without which it cannot update on its own',
	...body('storeSecrets'),
};

export const skipBalancesDownload: Field = {
	displayName: 'Skip Balances Download',
	name: 'skipBalancesDownload',
	type: 'boolean',
	default: false,
	description:
		"Whether to load only the accounts, without their balances. Goes together with 'Skip Positions Download'.",
	needs: 'skipPositionsDownload',
	...body('skipBalancesDownload'),
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
		{ name: 'Savings', value: 'Savings' },
		{ name: 'Security', value: 'Security' },
	],
	default: [],
	description: 'Only accounts of these types are imported; all of them when none is chosen',
	...body('accountTypes'),
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
