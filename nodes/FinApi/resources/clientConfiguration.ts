import type { Field, Format, Resource } from '../../shared/operation';
import { body, updateFields } from '../../shared/panel/field';
import { CLIENT } from '../access';

/** What is left of the configuration when it is simplified: what decides how workflows are built. */
const simplifiedConfiguration = [
	'mandatorLicense',
	'aisEnabled',
	'aisViaWebForm',
	'pfmServicesEnabled',
	'isAutomaticBatchUpdateEnabled',
	'isUserAutoVerificationEnabled',
	'maxUserLoginAttempts',
	'preferredConsentType',
	'betaBanksEnabled',
	'userNotificationCallbackUrl',
	'userSynchronizationCallbackUrl',
	'userAccessTokensValidityPeriod',
	'clientAccessTokensValidityPeriod',
	'refreshTokensValidityPeriod',
];

const ADDRESS: Format = {
	pattern: /^https?:\/\/[^\s/][^\s]*$/,
	hint: 'an address of at most 512 characters that begins with https://, or in the sandbox http://',
	holds: (text) => text.length <= 512,
};

const PERIOD: Format = {
	pattern: /^(0|[6-9]\d|[1-9]\d{2,8})$/,
	hint: '0 or a whole number of at least 60',
};

const callbackUrl = (name: string, displayName: string, when: string): Field => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/finapi',
	description: `The address that finAPI calls when ${when}. There is only one for the whole client. Leave it empty to remove it.`,
	format: ADDRESS,
	clears: true,
	...body(name),
});

const validityPeriod = (name: string, displayName: string, what: string): Field => ({
	displayName,
	name,
	type: 'number',
	default: 3600,
	description: `How many seconds new ${what} are valid: at least 60, or 0 for no end`,
	format: PERIOD,
	...body(name),
});

const changes: readonly Field[] = [
	{
		displayName: 'Beta Banks',
		name: 'betaBanksEnabled',
		type: 'boolean',
		default: false,
		description: 'Whether banks that finAPI is still testing can be used',
		...body('betaBanksEnabled'),
	},
	{
		displayName: 'Business Banks',
		name: 'businessBanksEnabled',
		type: 'boolean',
		default: false,
		description:
			'Whether banks for companies can be used. This applies to all clients of your company (mandator).',
		...body('businessBanksEnabled'),
	},
	validityPeriod(
		'clientAccessTokensValidityPeriod',
		'Client Token Life (Seconds)',
		'tokens of the client',
	),
	{
		displayName: 'FinTS Product Registration Number',
		name: 'finTSProductRegistrationNumber',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'The number of your product for FinTS, at most 25 digits and letters from A to F. Leave it empty to remove it.',
		format: {
			pattern: /^[0-9A-F]{1,25}$/,
			hint: '1 to 25 digits and capital letters from A to F',
		},
		clears: true,
		...body('finTSProductRegistrationNumber'),
	},
	callbackUrl(
		'userNotificationCallbackUrl',
		'Notification Callback URL',
		'a notification rule of a user applies',
	),
	{
		displayName: 'Preferred Consent Type',
		name: 'preferredConsentType',
		type: 'options',
		options: [
			{ name: 'One-Time', value: 'ONETIME', description: 'For one import or update' },
			{ name: 'Recurring', value: 'RECURRING', description: 'For updates without the user' },
		],
		default: 'RECURRING',
		description: 'Which consent finAPI asks for, if the bank offers both',
		...body('preferredConsentType'),
	},
	validityPeriod('refreshTokensValidityPeriod', 'Refresh Token Life (Seconds)', 'refresh tokens'),
	callbackUrl(
		'userSynchronizationCallbackUrl',
		'User Deletion Callback URL',
		'a user was deleted, whoever did it',
	),
	validityPeriod('userAccessTokensValidityPeriod', 'User Token Life (Seconds)', 'tokens of users'),
	{
		displayName: 'Verify New Users Automatically',
		name: 'userAutoVerificationEnabled',
		type: 'boolean',
		default: false,
		description:
			'Whether a new user can sign in right away, without Verify. This applies to all clients of your company (mandator).',
		...body('userAutoVerificationEnabled'),
	},
];

export const clientConfiguration: Resource = {
	value: 'clientConfiguration',
	name: 'Client Configuration',
	operations: [
		{
			value: 'edit',
			name: 'Edit',
			action: 'Edit client configuration',
			description: 'Change callback URLs, token lifetimes and the settings for new users',
			notice:
				'This changes the settings of the whole client, for all of its users and all other workflows. A callback URL replaces the one that was there.',
			versions: ['V2'],
			request: { method: 'PATCH', path: '/clientConfiguration', signInAs: CLIENT },
			fields: [updateFields(changes)],
			atLeastOneOf: changes.map(({ name }) => name),
			answer: { kind: 'record', has: ['mandatorLicense'], simplify: simplifiedConfiguration },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get client configuration',
			description: 'Look up what finAPI allows the client to do, and its settings',
			versions: ['V2'],
			request: { method: 'GET', path: '/clientConfiguration', signInAs: CLIENT },
			fields: [],
			answer: { kind: 'record', has: ['mandatorLicense'], simplify: simplifiedConfiguration },
		},
	],
};
