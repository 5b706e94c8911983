import type { JsonSchema, WireValue } from './contract';
import { anyObject, digits, flag, integer, listOf, number, record, text } from './schemas';

export { digits, integer, text };

export const applicationId: WireValue = { type: 'string', pattern: '^[A-Za-z0-9-]+$' };
export const unixSeconds: WireValue = { type: 'integer', description: 'Unix seconds' };
export const registrationStatus: WireValue = {
	type: 'string',
	enum: ['A', 'P', 'D', 'R', 'S'],
	description: 'Approved, pending, deleted, rejected or skipped',
};
export const customerType: WireValue = { type: 'string', enum: ['testing', 'active'] };
export const accountStatus: WireValue = { type: 'string', enum: ['pending', 'active'] };

const unixSecondsText: JsonSchema = { ...digits, description: 'Unix seconds, as text' };
const dateTimeText: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\+00:00$',
	description: 'Date, a space, time and offset',
};

export const credentials = record({ partnerId: text, partnerSecret: text }, [
	'partnerId',
	'partnerSecret',
]);

export const token = record({ token: text }, ['token']);

const username: JsonSchema = {
	type: 'string',
	minLength: 6,
	maxLength: 255,
	pattern: '^[A-Za-z0-9!@.#$%&*_+-]+$',
};

export const newCustomer = record(
	{
		username,
		firstName: text,
		lastName: text,
		applicationId,
		phone: { type: 'string', maxLength: 15 },
		email: text,
	},
	['username'],
);

export const customerUpdate = record({ firstName: text, lastName: text });

export const createdCustomer = record({ id: digits, username, createdDate: unixSeconds }, [
	'id',
	'username',
	'createdDate',
]);

const customerProperties: Record<string, JsonSchema> = {
	id: digits,
	username,
	firstName: text,
	lastName: text,
	phone: text,
	email: text,
	type: customerType,
	createdDate: unixSecondsText,
	lastModifiedDate: unixSecondsText,
};
const customerRequired = ['id', 'username', 'type', 'createdDate'];

export const customer = record({ ...customerProperties, applicationId }, customerRequired);

export const customerWithAppData = record(
	{ ...customerProperties, applicationId, applicationName: text },
	[...customerRequired, 'firstName', 'lastName', 'applicationId', 'applicationName'],
);

const recordPage = (records: string, items: JsonSchema, required: readonly string[]): JsonSchema =>
	record(
		{ found: integer, displaying: integer, moreAvailable: flag, [records]: listOf(items) },
		required,
	);

export const customerPage = recordPage('customers', record(customerProperties, customerRequired), [
	'displaying',
	'moreAvailable',
	'customers',
]);

export const account = record(
	{
		id: digits,
		number: text,
		accountNumberDisplay: text,
		realAccountNumberLast4: text,
		name: text,
		accountNickname: text,
		balance: number,
		type: text,
		aggregationStatusCode: integer,
		status: accountStatus,
		customerId: digits,
		institutionId: digits,
		balanceDate: unixSeconds,
		aggregationSuccessDate: unixSeconds,
		aggregationAttemptDate: unixSeconds,
		createdDate: unixSeconds,
		lastUpdatedDate: unixSeconds,
		marketSegment: { type: 'string', enum: ['personal', 'business'] },
		currency: text,
		lastTransactionDate: unixSeconds,
		oldestTransactionDate: unixSeconds,
		institutionLoginId: integer,
		authorizationStartDate: unixSeconds,
		authorizationEndDate: unixSeconds,
		authorizationExpires: flag,
		detail: anyObject,
		position: listOf(anyObject),
		displayPosition: integer,
		parentAccount: text,
		linkedAccountDate: unixSeconds,
	},
	[
		'id',
		'accountNumberDisplay',
		'name',
		'accountNickname',
		'number',
		'type',
		'status',
		'customerId',
		'institutionId',
		'createdDate',
		'currency',
		'institutionLoginId',
	],
);

export const accounts = record({ accounts: listOf(account) }, ['accounts']);

const appRegistrationFields = [
	'appDescription',
	'appName',
	'appUrl',
	'ownerAddressLine1',
	'ownerAddressLine2',
	'ownerCity',
	'ownerCountry',
	'ownerName',
	'ownerPostalCode',
	'ownerState',
];

export const appRegistration = record(
	{
		...Object.fromEntries(appRegistrationFields.map((name) => [name, text])),
		image: { type: 'string', description: 'Base64 of a square SVG under 50 KB' },
	},
	[...appRegistrationFields, 'image'],
);

export const registeredApp = record({ preAppId: integer, status: registrationStatus }, [
	'preAppId',
	'status',
]);

export const applicationPage = recordPage(
	'applications',
	record({
		preAppId: integer,
		applicationId,
		status: registrationStatus,
		name: text,
		scopes: text,
		note: text,
		createdDate: dateTimeText,
		modifiedDate: dateTimeText,
		submittedDate: dateTimeText,
	}),
	[],
);

export const institutionPage = recordPage(
	'institutions',
	record({
		institutionId: integer,
		institutionName: text,
		status: flag,
		createdDate: dateTimeText,
		modifiedDate: dateTimeText,
	}),
	[],
);

const institutionRegistration = record(
	{
		id: integer,
		abbrvName: text,
		logoUrl: text,
		decryptionKeyActivated: flag,
		createdDate: unixSeconds,
		lastModifiedDate: unixSeconds,
		status: flag,
	},
	['id', 'decryptionKeyActivated', 'createdDate', 'lastModifiedDate', 'status'],
);

const applicationStatus = record(
	{
		partnerId: text,
		preAppId: digits,
		note: text,
		applicationId,
		appName: text,
		submittedDate: unixSeconds,
		modifiedDate: unixSeconds,
		status: registrationStatus,
		scopes: text,
		institutionDetails: listOf(institutionRegistration),
	},
	['partnerId', 'preAppId', 'appName', 'submittedDate', 'modifiedDate', 'status'],
);

const pageCounts = {
	totalRecords: integer,
	totalPages: integer,
	pageNumber: integer,
	numberOfRecordsPerPage: integer,
};

export const applicationStatusPage = record(
	{ ...pageCounts, applications: listOf(applicationStatus) },
	[...Object.keys(pageCounts), 'applications'],
);
