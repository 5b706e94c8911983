import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';

/** The countries that the end user can choose from, by whatever name a version has for them. */
export const allowedCountries: Field = {
	displayName: 'Allowed Country Names or IDs',
	name: 'widgetAllowedCountries',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getCountries' },
	default: [],
	description:
		'The countries whose providers the end user can choose from; all when empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	...body('allowed_countries'),
};

export const credentialsStrategy: Field = {
	displayName: 'Credentials Strategy',
	name: 'widgetCredentialsStrategy',
	type: 'options',
	options: [
		{ name: 'Ask', value: 'ask', description: 'The end user decides' },
		{
			name: 'Do Not Store',
			value: 'do_not_store',
			description: 'Each refresh asks for the credentials again',
		},
		{ name: 'Store', value: 'store' },
	],
	default: 'store',
	description:
		'Whether Salt Edge stores the credentials. Without them it cannot refresh the connection.',
	...body('credentials_strategy'),
};

export const returnConnectionId: Field = {
	displayName: 'Return Connection ID',
	name: 'returnConnectionId',
	type: 'boolean',
	default: true,
	description: 'Whether to add the ID of the connection to the Return To address, as connection_id',
	...body('return_connection_id'),
};

export const returnErrorClass: Field = {
	displayName: 'Return Error Class',
	name: 'returnErrorClass',
	type: 'boolean',
	default: true,
	description: 'Whether to add the class of an error to the Return To address, as error_class',
	...body('return_error_class'),
};
