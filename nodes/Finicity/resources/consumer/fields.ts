import type { Complaint, Field, Format } from '../../../shared/operation';
import { additionalFields, body, updateFields } from '../../../shared/panel/field';
import { CONSUMER, firstName, lastName } from '../../fields';
import { BIRTHDAY, birthdayToParts, plainSsn, SSN } from '../../personal';

export const consumerId: Field = {
	displayName: 'Consumer ID',
	name: 'consumerId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 0bf46322c167b562e6cbed9d40e19a4c',
	description: 'The ID of the consumer, which Create and Get by Customer return',
	format: CONSUMER,
};

const PHONE: Format = {
	pattern: /^[\d+() -]{7,15}$/,
	hint: '7 to 15 characters out of digits, spaces and + ( ) -',
};

const state: Field = {
	displayName: 'State',
	name: 'state',
	type: 'string',
	default: '',
	placeholder: 'e.g. UT',
	description: 'State of the address, as a code of two letters',
	...body('state'),
};

const ssn: Field = {
	displayName: 'Social Security Number',
	name: 'ssn',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'All nine digits of the social security number, with or without hyphens',
	format: SSN,
	writes: plainSsn,
	...body('ssn'),
};

const birthday: Field = {
	displayName: 'Birthday',
	name: 'birthday',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	placeholder: 'e.g. 1975-12-31',
	description: 'Birthday of the person as YYYY-MM-DD',
	format: BIRTHDAY,
	writes: birthdayToParts,
	...body('birthday'),
};

const phone: Field = {
	displayName: 'Phone',
	name: 'phone',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1-801-984-4200',
	description: 'Phone number of the person, at most 15 characters',
	format: PHONE,
	...body('phone'),
};

const email: Field = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. name@email.com',
	description: 'Email address of the person',
	format: { pattern: /^[^\s@]+@[^\s@]+$/, hint: 'an email address' },
	...body('email'),
};

const optional: readonly Field[] = [
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		placeholder: 'e.g. 434 W Ascension Way',
		description: 'Street and number',
		...body('address'),
	},
	{
		displayName: 'City',
		name: 'city',
		type: 'string',
		default: '',
		placeholder: 'e.g. Murray',
		description: 'City of the address',
		...body('city'),
	},
	{
		displayName: 'Suffix',
		name: 'suffix',
		type: 'string',
		default: '',
		placeholder: 'e.g. Jr.',
		description: 'What comes after the name',
		...body('suffix'),
	},
	{
		displayName: 'ZIP',
		name: 'zip',
		type: 'string',
		default: '',
		placeholder: 'e.g. 84123',
		description: 'ZIP code of the address',
		isCode: true,
		...body('zip'),
	},
];

/** What the bank wants of an end user, when there is one. */
const END_USER_NEEDS = ['Name', 'Address', 'City', 'State', 'Zip', 'Phone'].map(
	(name) => `endUser${name}`,
);

/** On whose behalf a reseller asks. */
const endUser: readonly Field[] = [
	{
		displayName: 'End User: Address',
		name: 'endUserAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1 Main Street',
		description: 'For resellers: street and number of the company that you act for',
		...body('endUser.address'),
	},
	{
		displayName: 'End User: City',
		name: 'endUserCity',
		type: 'string',
		default: '',
		placeholder: 'e.g. Murray',
		description: 'City of the company',
		...body('endUser.city'),
	},
	{
		displayName: 'End User: Email',
		name: 'endUserEmail',
		type: 'string',
		default: '',
		placeholder: 'e.g. name@email.com',
		description: 'Email address of the company',
		...body('endUser.email'),
	},
	{
		displayName: 'End User: Name',
		name: 'endUserName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Example Lending Inc.',
		description: 'For resellers: name of the company that you act for',
		...body('endUser.name'),
	},
	{
		displayName: 'End User: Phone',
		name: 'endUserPhone',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1-801-984-4200',
		description: 'Phone number of the company, at most 15 characters',
		format: PHONE,
		...body('endUser.phone'),
	},
	{
		displayName: 'End User: State',
		name: 'endUserState',
		type: 'string',
		default: '',
		placeholder: 'e.g. UT',
		description: 'State of the company, as a code of two letters',
		...body('endUser.state'),
	},
	{
		displayName: 'End User: URL',
		name: 'endUserUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com',
		description: 'Website of the company, 2 to 999 characters',
		format: { pattern: /^.{2,999}$/, hint: '2 to 999 characters long' },
		...body('endUser.url'),
	},
	{
		displayName: 'End User: ZIP',
		name: 'endUserZip',
		type: 'string',
		default: '',
		placeholder: 'e.g. 84123',
		description: 'ZIP code of the company',
		isCode: true,
		...body('endUser.zip'),
	},
];

type Sent = ReadonlyMap<string, unknown>;

/** An end user is given whole, or not at all. */
export function checkEndUser(sent: Sent): Complaint | undefined {
	const isGiven = [...sent.keys()].some((name) => name.startsWith('endUser'));
	const missing = END_USER_NEEDS.find((name) => !sent.has(name));
	if (!isGiven || !missing) return undefined;
	return {
		field: missing,
		message: 'is empty, but other values of the end user are not',
		wayOut: 'Fill in name, address, city, state, ZIP and phone of the end user, or none of them.',
	};
}

export function checkNew(sent: Sent): Complaint | undefined {
	if (!sent.has('ssn') && !sent.has('birthday')) {
		return {
			field: 'birthday',
			message: "is empty, and so is 'Social Security Number'",
			wayOut: 'The API needs at least one of them. Nothing was sent for this item.',
		};
	}
	if (!sent.has('phone') && !sent.has('email')) {
		return {
			field: 'email',
			message: "is empty, and so is 'Phone'",
			wayOut: 'The API needs at least one of them. Nothing was sent for this item.',
		};
	}
	return checkEndUser(sent);
}

const everyField = [
	firstName,
	lastName,
	state,
	ssn,
	birthday,
	phone,
	email,
	...optional,
	...endUser,
];

/** What a new consumer is made of. */
export const newConsumerFields: readonly Field[] = [
	{ ...firstName, required: true },
	{ ...lastName, required: true },
	{ ...state, required: true },
	birthday,
	ssn,
	email,
	phone,
	additionalFields([...optional, ...endUser]),
];

/** What may be changed of one. */
export const changes = updateFields(everyField);

export const changeable = everyField.map(({ name }) => name);
