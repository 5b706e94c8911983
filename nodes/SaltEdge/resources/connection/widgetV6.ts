import type { Field } from '../../../shared/operation';
import { body, inOrder } from '../../../shared/panel/field';
import { seenOnce } from '../../fields';
import { allowedCountries, credentialsStrategy } from './widget';

const options: readonly Field[] = inOrder([
	{
		displayName: 'Additional JSON',
		name: 'widgetJson',
		type: 'json',
		default: '',
		description:
			'Further properties of the widget as a JSON object, such as new ones of Salt Edge. They are sent together with the other fields.',
		wire: 'object',
		...body('widget'),
	},
	{ ...allowedCountries, ...body('widget.allowed_countries') },
	{ ...credentialsStrategy, ...body('widget.credentials_strategy') },
	{
		displayName: 'Disable Provider Search',
		name: 'widgetDisableProviderSearch',
		type: 'boolean',
		default: true,
		description:
			'Whether to turn off the search, so that the end user can only choose a provider from the list',
		...body('widget.disable_provider_search'),
	},
	{
		displayName: 'JavaScript Callback Type',
		name: 'widgetJavascriptCallbackType',
		type: 'options',
		options: [
			{ name: 'Iframe', value: 'iframe' },
			{ name: 'Post Message', value: 'post_message' },
		],
		default: 'post_message',
		description: 'How the widget reports its progress to the page in which it is embedded',
		...body('widget.javascript_callback_type'),
	},
	{
		displayName: 'Popular Providers Country Name or ID',
		name: 'widgetPopularProvidersCountry',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getCountries' },
		default: '',
		description:
			'The country whose popular providers are shown first. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		...body('widget.popular_providers_country'),
	},
	{
		displayName: 'Show Account Overview',
		name: 'widgetShowAccountOverview',
		type: 'boolean',
		default: true,
		description: 'Whether the end user sees the accounts at the end',
		...body('widget.show_account_overview'),
	},
	{
		displayName: 'Show Consent Confirmation',
		name: 'widgetShowConsentConfirmation',
		type: 'boolean',
		default: true,
		description:
			'Whether the widget asks the end user for the consent. Switch this off only if you have collected it yourself.',
		...body('widget.show_consent_confirmation'),
	},
	{
		displayName: 'Skip Provider Selection',
		name: 'widgetSkipProviderSelection',
		type: 'boolean',
		default: true,
		description: 'Whether to go to the chosen provider right away. Only with a provider.',
		...body('widget.skip_provider_selection'),
	},
	{
		displayName: 'Skip Stages Screen',
		name: 'widgetSkipStagesScreen',
		type: 'boolean',
		default: true,
		description: 'Whether to send the end user back as soon as the connection has started',
		...body('widget.skip_stages_screen'),
	},
	{
		displayName: 'Template',
		name: 'widgetTemplate',
		type: 'string',
		default: '',
		placeholder: 'e.g. default_template',
		description: 'The name of the widget template, as shown in the dashboard of Salt Edge',
		...body('widget.template'),
	},
	{
		displayName: 'Theme',
		name: 'widgetTheme',
		type: 'options',
		options: [
			{ name: 'Dark', value: 'dark' },
			{ name: 'Default', value: 'default' },
			{ name: 'Light', value: 'light' },
		],
		default: 'default',
		description: 'The colors of the widget',
		...body('widget.theme'),
	},
]);

/** What the page looks like in which the end user connects a bank. */
export const widget: Field = {
	displayName: 'Widget',
	name: 'widget',
	type: 'collection',
	placeholder: 'Add Widget Field',
	default: {},
	description: 'The design of the page on which the end user connects the bank',
	options: [...options],
};

/** The same for a connection that is there. */
export const widgetAgain: Field = {
	...widget,
	options: options.map(seenOnce),
};
