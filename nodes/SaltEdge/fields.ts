import type { Field, Format } from '../shared/operation';
import { body, query } from '../shared/panel/field';
import { locator } from '../shared/panel/locator';

/** Ids of records. */
export const DIGITS: Format = { pattern: /^\d{1,30}$/, hint: 'an id of digits only' };
const COUNTRY: Format = { pattern: /^[A-Za-z]{2}$/, hint: 'a country code of two letters' };
const PROVIDER: Format = {
	pattern: /^[A-Za-z0-9_-]{1,100}$/,
	hint: 'a provider code of letters, digits and underscores',
};

const customer = {
	displayName: 'Customer',
	name: 'customerId',
	search: 'searchCustomers',
	format: DIGITS,
	example: '222222222222222222',
};

/** Whose connections are listed. */
export const customerId: Field = {
	...locator({
		...customer,
		description:
			'The customer, as an ID of digits. The list is searched by the whole identifier that you gave the customer.',
	}),
	...query('customer_id'),
};

/** Whom a new connection belongs to. */
export const newConnectionsCustomerId: Field = {
	...customerId,
	...body('customer_id'),
};

/** Not sent: an operation on a connection needs the customer for the list of connections only. */
export const customerOfList: Field = locator({
	...customer,
	required: false,
	description:
		'Whose connections the list below shows. Not needed when the connection is chosen by ID.',
});

export const connectionId: Field = locator({
	displayName: 'Connection',
	name: 'connectionId',
	description: 'The connection, as an ID of digits. Get Many lists those of a customer.',
	search: 'searchConnections',
	dependsOn: ['customerId.value'],
	format: DIGITS,
	example: '111111111111111111',
});

export const countryCode: Field = {
	...locator({
		displayName: 'Country',
		name: 'countryCode',
		description:
			'The country of the provider. XF is that of the fake providers, XO stands for others.',
		search: 'searchCountries',
		format: COUNTRY,
		example: 'DE',
		by: 'Code',
	}),
	...body('country_code'),
};

export const providerCode: Field = {
	...locator({
		displayName: 'Provider',
		name: 'providerCode',
		description: 'The bank to connect to, by its code. The list shows those of the country.',
		search: 'searchProviders',
		dependsOn: ['countryCode.value'],
		format: PROVIDER,
		example: 'fakebank_simple_xf',
		by: 'Code',
	}),
	...body('provider_code'),
};
