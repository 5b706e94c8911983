import type { Field, Format } from '../shared/operation';
import { body, query } from '../shared/panel/field';
import { locator } from '../shared/panel/locator';

/** Ids of records. */
export const DIGITS: Format = { pattern: /^\d{1,30}$/, hint: 'an id of digits only' };
/** What the help says of what is known of one client only. */
const SEEN_ONCE = 'Unconfirmed in v6.';

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

/** The customer that an operation is about. */
export const customerInPath: Field = locator({
	...customer,
	description:
		'The customer. Choose one from the list, or enter the ID (digits only). You can search the list by ID, or by the whole identifier that you gave the customer.',
});

/** Whose connections are listed. */
export const customerId: Field = { ...customerInPath, ...query('customer_id') };

/** Whom something new belongs to, or what is changed. */
export const customerInBody: Field = { ...customerInPath, ...body('customer_id') };

/** Whose records are listed, where a connection may be named instead. */
export const customerOrConnection: Field = {
	...locator({
		...customer,
		required: false,
		description:
			'The customer whose records to list. If you choose a connection below, only its records are listed.',
	}),
	...query('customer_id'),
};

/** Not sent: an operation on a connection needs the customer for the list of connections only. */
export const customerOfList: Field = locator({
	...customer,
	required: false,
	description:
		'Only fills the list of connections below. Not needed if you enter the connection by ID.',
});

const connection = {
	displayName: 'Connection',
	name: 'connectionId',
	search: 'searchConnections',
	dependsOn: ['customerId.value'],
	format: DIGITS,
	example: '111111111111111111',
};

export const connectionId: Field = locator({
	...connection,
	description: 'The connection. Choose one from the list, or enter the ID (digits only).',
});

/** Whose records are listed. */
export const connectionInQuery: Field = { ...connectionId, ...query('connection_id') };

export const connectionInBody: Field = { ...connectionId, ...body('connection_id') };

/** Whose records are listed, where a customer may be named instead. */
export const connectionOrCustomer: Field = {
	...locator({
		...connection,
		required: false,
		description: 'The connection whose records to list. Not needed if you choose a customer above.',
	}),
	...query('connection_id'),
};

/** Not sent: it is needed for the list below only. */
export const connectionOfList: Field = locator({
	...connection,
	required: false,
	description: 'Only fills the list below. Not needed if you enter the ID there.',
});

/** One account, or several. */
const ACCOUNTS: Format = {
	pattern: /^\s*\d{1,30}(\s*,\s*\d{1,30})*\s*$/,
	hint: 'one or several account IDs of digits, separated by commas',
};

const account = {
	displayName: 'Account',
	search: 'searchAccounts',
	dependsOn: ['connectionId.value'],
	example: '333333333333333333',
};

/** The accounts of the connection that are read, each once. */
export const accountsOfConnection: Field = {
	...locator({
		...account,
		name: 'accountIds',
		format: ACCOUNTS,
		required: false,
		description:
			'The account. To choose several, enter their IDs, separated by commas. All accounts of the connection when empty.',
	}),
	wire: 'ids',
	perRequest: 1,
	...query('account_id'),
};

export const accountInBody: Field = {
	...locator({
		...account,
		name: 'accountId',
		format: DIGITS,
		description: 'The account. Choose one from the list, or enter the ID (digits only).',
	}),
	...body('account_id'),
};

const country = {
	displayName: 'Country',
	name: 'countryCode',
	search: 'searchCountries',
	format: COUNTRY,
	example: 'DE',
	by: 'Code',
} as const;

export const countryInList: Field = locator({
	...country,
	description:
		'The country, as a code of two letters. XF is the country of the fake providers. XO stands for other countries.',
});

export const countryCode: Field = {
	...locator({
		...country,
		description:
			'The country of the provider. XF is the country of the fake providers. XO stands for other countries.',
	}),
	...body('country_code'),
};

/** Not sent: it is needed for the list of providers only. */
export const countryOfList: Field = locator({
	...country,
	required: false,
	description:
		'Only fills the list of providers below. Not needed if you enter the provider by code.',
});

const provider = {
	displayName: 'Provider',
	name: 'providerCode',
	search: 'searchProviders',
	format: PROVIDER,
	example: 'fakebank_simple_xf',
	by: 'Code',
} as const;

/** The provider that an operation is about. */
export const providerInPath: Field = locator({
	...provider,
	dependsOn: ['countryCode.value'],
	description: 'The bank. The list shows the banks of the country above.',
});

const providerToConnect = {
	...provider,
	dependsOn: ['countryCode.value'],
	description: 'The bank to connect to. The list shows the banks of the country above.',
};

export const providerCode: Field = { ...locator(providerToConnect), ...body('provider_code') };

/** The provider that the end user need not choose. */
export const providerOfWidget: Field = locator({
	...providerToConnect,
	required: false,
	description:
		'The bank to connect to. The list shows the banks of the country above. When empty, the end user chooses one.',
});

/** Marks what is known of one client only. */
export function seenOnce(field: Field): Field {
	return { ...field, description: `${field.description?.replace(/\.$/, '')}. ${SEEN_ONCE}` };
}
