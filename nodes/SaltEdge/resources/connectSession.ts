import type { Field, Operation, Resource } from '../../shared/operation';
import { additionalFields, body } from '../../shared/panel/field';
import {
	connectionInBody,
	countryOfList,
	customerInBody,
	customerOfList,
	providerOfWidget,
	seenOnce,
} from '../fields';
import { attemptComplaint, firstAttempt, furtherAttempt } from './connection/attempt';
import { consentComplaint, consentLimits, consentScopes } from './connection/consent';
import { categorization, dailyRefresh, includeFakeProviders } from './connection/fields';
import {
	allowedCountries,
	credentialsStrategy,
	returnConnectionId,
	returnErrorClass,
} from './connection/widget';

/** What the page is told, whatever it is opened for. */
const widget: readonly Field[] = [
	categorization,
	{
		displayName: 'Connect Template',
		name: 'connectTemplate',
		type: 'string',
		default: '',
		placeholder: 'e.g. default_template',
		description: 'The name of the widget template, as shown in the dashboard of Salt Edge',
		...body('connect_template'),
	},
	dailyRefresh,
	includeFakeProviders,
	{
		displayName: 'JavaScript Callback Type',
		name: 'javascriptCallbackType',
		type: 'options',
		options: [
			{ name: 'External Notify', value: 'external_notify' },
			{ name: 'External Saltbridge', value: 'external_saltbridge' },
			{ name: 'Iframe', value: 'iframe' },
			{ name: 'Post Message', value: 'post_message' },
		],
		default: 'iframe',
		description: 'How the widget reports its progress to the page or app around it',
		...body('javascript_callback_type'),
	},
	{
		displayName: 'Lost Connection Notify',
		name: 'lostConnectionNotify',
		type: 'boolean',
		default: true,
		description: 'Whether the page around the widget is told when the internet connection is lost',
		...body('lost_connection_notify'),
	},
	{
		displayName: 'Provider Modes',
		name: 'providerModes',
		type: 'multiOptions',
		options: [
			{ name: 'API', value: 'api' },
			{ name: 'File', value: 'file' },
			{ name: 'OAuth', value: 'oauth' },
			{ name: 'Web', value: 'web' },
		],
		default: [],
		description:
			'Only providers that Salt Edge reaches in these ways; all ways when none is chosen',
		...body('provider_modes'),
	},
	returnConnectionId,
	returnErrorClass,
	seenOnce({
		displayName: 'Show Connect Overview',
		name: 'showConnectOverview',
		type: 'boolean',
		default: true,
		description: 'Whether the end user sees an overview at the end',
		...body('show_connect_overview'),
	}),
	{
		displayName: 'Theme',
		name: 'theme',
		type: 'options',
		options: [
			{ name: 'Dark', value: 'dark' },
			{ name: 'Default', value: 'default' },
		],
		default: 'default',
		description: 'The colors of the widget',
		...body('theme'),
	},
];

/** What it is told besides when the end user logs in. */
const login: readonly Field[] = [
	...consentLimits,
	credentialsStrategy,
	{
		displayName: 'Show Consent Confirmation',
		name: 'showConsentConfirmation',
		type: 'boolean',
		default: true,
		description:
			'Whether the widget asks the end user for the consent. Switch this off only if you have collected it yourself.',
		...body('show_consent_confirmation'),
	},
];

const requiredScopes: Field = { ...consentScopes, required: true };
const check: Operation['check'] = (sent) => consentComplaint(sent) ?? attemptComplaint(sent);
const answer: Operation['answer'] = { kind: 'record', has: ['connect_url'] };

export const connectSession: Resource = {
	value: 'connectSession',
	name: 'Connect Session',
	operations: [
		{
			value: 'create',
			name: 'Create',
			action: 'Create connect session',
			description: 'Make a link for an end user to connect a bank in the browser',
			versions: ['v5'],
			request: { method: 'POST', path: '/connect_sessions/create' },
			fields: [
				customerInBody,
				countryOfList,
				{ ...providerOfWidget, ...body('provider_code') },
				requiredScopes,
				firstAttempt,
				additionalFields([
					...login,
					...widget,
					allowedCountries,
					{
						displayName: 'Disable Provider Search',
						name: 'disableProviderSearch',
						type: 'boolean',
						default: true,
						description:
							'Whether to turn off the search, so that the end user can only choose a provider from the list',
						...body('disable_provider_search'),
					},
				]),
			],
			check,
			answer,
		},
		{
			value: 'reconnect',
			name: 'Reconnect',
			action: 'Reconnect with connect session',
			description: 'Make a link for an end user to log in again or renew the consent',
			versions: ['v5'],
			request: { method: 'POST', path: '/connect_sessions/reconnect' },
			fields: [
				customerOfList,
				connectionInBody,
				requiredScopes,
				furtherAttempt,
				additionalFields([
					...login,
					...widget,
					{
						displayName: 'Override Credentials Strategy',
						name: 'overrideCredentialsStrategy',
						type: 'options',
						options: [
							{ name: 'Ask', value: 'ask', description: 'The end user decides' },
							{ name: 'Override', value: 'override' },
						],
						default: 'ask',
						description: 'Whether new credentials replace the stored ones',
						...body('override_credentials_strategy'),
					},
				]),
			],
			check,
			answer,
		},
		{
			value: 'refresh',
			name: 'Refresh',
			action: 'Refresh with connect session',
			description: 'Make a link for an end user to fetch new data',
			versions: ['v5'],
			request: { method: 'POST', path: '/connect_sessions/refresh' },
			fields: [customerOfList, connectionInBody, furtherAttempt, additionalFields([...widget])],
			check: attemptComplaint,
			answer,
		},
	],
};
