import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';

export const categorization: Field = {
	displayName: 'Categorization',
	name: 'categorization',
	type: 'options',
	options: [
		{ name: 'Business', value: 'business' },
		{ name: 'None', value: 'none' },
		{ name: 'Personal', value: 'personal' },
	],
	default: 'personal',
	description: 'How the transactions are sorted into categories',
	...body('categorization'),
};

export const dailyRefresh: Field = {
	displayName: 'Daily Refresh',
	name: 'dailyRefresh',
	type: 'boolean',
	default: false,
	description: 'Whether Salt Edge refreshes the connection by itself every day',
	...body('daily_refresh'),
};

export const fileUrl: Field = {
	displayName: 'File URL',
	name: 'fileUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/statement.pdf',
	description: 'The address of the statement file, for a provider of the mode File',
	...body('file_url'),
};

export const includeFakeProviders: Field = {
	displayName: 'Include Fake Providers',
	name: 'includeFakeProviders',
	type: 'boolean',
	default: false,
	description: 'Whether a client in live mode may use a fake provider, for tests',
	...body('include_fake_providers'),
};

export const overrideCredentials: Field = {
	displayName: 'Override Credentials',
	name: 'overrideCredentials',
	type: 'boolean',
	default: false,
	description: 'Whether new credentials replace the stored ones',
	...body('override_credentials'),
};

export const storeCredentials: Field = {
	displayName: 'Store Credentials',
	name: 'storeCredentials',
	type: 'boolean',
	default: true,
	description:
		'Whether Salt Edge stores the credentials. Without them, Refresh is not possible and Reconnect is needed.',
	...body('store_credentials'),
};
