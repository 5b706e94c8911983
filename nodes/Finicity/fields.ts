import type { Field, Format } from '../shared/operation';
import { body, query } from '../shared/panel/field';
import { INTEGER_ID } from '../shared/panel/formats';
import { locator } from '../shared/panel/locator';

export const DIGITS: Format = { pattern: /^\d{1,20}$/, hint: 'an id of digits only' };
const APPLICATION: Format = {
	pattern: /^[A-Za-z0-9-]{1,100}$/,
	hint: 'an id of letters, digits and hyphens',
};

export const CONSUMER: Format = {
	pattern: /^[0-9a-f]{32}$/,
	hint: 'an id of 32 digits and letters from a to f',
};
export const UUID: Format = {
	pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	hint: 'an id in the form 00000000-0000-0000-0000-000000000000',
};

export const HTTP_ADDRESS: Format = {
	pattern: /^https?:\/\/\S+$/,
	hint: 'an address that begins with https://',
};

/** Milliseconds. The bank is asked while the call waits; the vendor recommends to wait this long. */
export const BANK_TIMEOUT = 180_000;

export const customerId = locator({
	displayName: 'Customer',
	name: 'customerId',
	description: 'The customer. Choose one from the list, or enter the ID (digits only).',
	search: 'searchCustomers',
	format: DIGITS,
	example: '1005061234',
});

export const accountId = locator({
	displayName: 'Account',
	name: 'accountId',
	description: 'The account. Choose one from the list, or enter the ID (digits only).',
	search: 'searchAccounts',
	dependsOn: ['customerId.value'],
	format: DIGITS,
	example: '5011648377',
});

export const institutionLoginId = locator({
	displayName: 'Institution Login',
	name: 'institutionLoginId',
	description:
		'The login of the customer at a bank. Choose one from the list, or enter the ID (digits only), which every account has as institutionLoginId.',
	search: 'searchInstitutionLogins',
	dependsOn: ['customerId.value'],
	format: DIGITS,
	example: '1007302745',
});

export const institutionId = locator({
	displayName: 'Institution',
	name: 'institutionId',
	description:
		'The bank. Choose one from the list, or enter the ID (digits only), which every account has as institutionId.',
	search: 'searchInstitutions',
	format: INTEGER_ID,
	example: '4222',
});

/** Whose records a list beside it shows; it is not sent. */
export const customerForList: Field = {
	...customerId,
	required: undefined,
	description: 'Only fills the list of the next field. It is not sent.',
};

/** The same as part of a body. */
export const customerInBody: Field = { ...customerId, ...body('customerId') };

export const preAppId = locator({
	displayName: 'App Registration',
	name: 'preAppId',
	description:
		'The registration. Choose one from the list, or enter its preAppId (digits only), which Create returns before the app is approved.',
	search: 'searchAppRegistrations',
	format: INTEGER_ID,
	example: '2581',
});

export const applicationId = locator({
	displayName: 'App',
	name: 'applicationId',
	description:
		'The approved app. Choose one from the list, or enter its applicationId, which it has once it is approved.',
	search: 'searchApplications',
	format: APPLICATION,
	example: '00278431-b712-4f30-a044-b611f25e533d',
});

/** States of an app registration, as the API codes them. */
export const registrationStatus: Field = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Approved', value: 'A' },
		{ name: 'Deleted', value: 'D' },
		{ name: 'Pending', value: 'P' },
		{ name: 'Rejected', value: 'R' },
		{ name: 'Skipped', value: 'S', description: 'The bank does not ask for a registration' },
	],
	default: 'A',
	description: 'Only registrations in this state',
	...query('status'),
};

export const optionalApplicationId: Field = {
	displayName: 'App ID',
	name: 'applicationId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 00278431-b712-4f30-a044-b611f25e533d',
	format: APPLICATION,
};

export const firstName: Field = {
	displayName: 'First Name',
	name: 'firstName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Ada',
	description: 'First name of the person',
	...body('firstName'),
};

export const lastName: Field = {
	displayName: 'Last Name',
	name: 'lastName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Lovelace',
	description: 'Last name of the person',
	...body('lastName'),
};
