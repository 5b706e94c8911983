import type { ContractOperation, WireValue } from './contract';
import { accountList } from './finicity.accounts';
import {
	applicationId,
	atLeastOne,
	dateTimeText,
	ofCustomer,
	ofInstitutionLogin,
	recordIndex,
	recordPage,
	unixSeconds,
	usualFailures,
} from './finicity.values';
import { digits, flag, integer, listOf, record, text } from './schemas';

const registrationStatus: WireValue = {
	type: 'string',
	enum: ['A', 'P', 'D', 'R', 'S'],
	description: 'Approved, pending, deleted, rejected or skipped',
};

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

const appRegistration = record(
	{
		...Object.fromEntries(appRegistrationFields.map((name) => [name, text])),
		image: { type: 'string', description: 'Base64 of a square SVG under 50 KB' },
	},
	[...appRegistrationFields, 'image'],
);

const registeredApp = record({ preAppId: integer, status: registrationStatus }, [
	'preAppId',
	'status',
]);

const applicationPage = recordPage(
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

const institutionPage = recordPage(
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

const applicationStatusPage = record({ ...pageCounts, applications: listOf(applicationStatus) }, [
	...Object.keys(pageCounts),
	'applications',
]);

/** App Registration. */
export const applicationOperations: readonly ContractOperation[] = [
	{
		id: 'GetAppRegistrationStatus',
		method: 'GET',
		path: '/aggregation/v2/partners/applications',
		pathParameters: {},
		query: {
			preAppId: digits,
			applicationId,
			status: registrationStatus,
			appName: text,
			submittedDate: unixSeconds,
			modifiedDate: unixSeconds,
			page: { ...atLeastOne, default: 1 },
			pageSize: { ...atLeastOne, default: 1 },
		},
		success: { status: 200, body: applicationStatusPage },
		failures: usualFailures,
		paging: { style: 'pageNumber', records: 'applications' },
	},
	{
		id: 'getApplications',
		method: 'GET',
		path: '/applications',
		pathParameters: {},
		query: {
			...recordIndex(50, 100),
			pre_app_id: integer,
			application_id: applicationId,
			name: text,
			status: registrationStatus,
		},
		success: { status: 200, body: applicationPage },
		failures: [400, 401],
		paging: { style: 'recordIndex', records: 'applications', maxPageSize: 100 },
	},
	{
		id: 'getRegisteredInstitutions',
		method: 'GET',
		path: '/applications/{application_id}/institutions',
		pathParameters: { application_id: applicationId },
		query: { ...recordIndex(25, 1000), institution_id: integer },
		success: { status: 200, body: institutionPage },
		failures: usualFailures,
		paging: { style: 'recordIndex', records: 'institutions', maxPageSize: 1000 },
	},
	{
		id: 'MigrateInstitutionLoginAccounts',
		method: 'PUT',
		path: '/aggregation/v2/customers/{customerId}/institutionLogins/{institutionLoginId}/migration',
		pathParameters: ofInstitutionLogin,
		query: {},
		success: accountList,
		failures: usualFailures,
	},
	{
		id: 'ModifyAppRegistration',
		method: 'PUT',
		path: '/aggregation/v1/partners/applications/{preAppId}',
		pathParameters: { preAppId: digits },
		query: {},
		body: appRegistration,
		success: { status: 200, body: registeredApp },
		failures: usualFailures,
	},
	{
		id: 'RegisterApp',
		method: 'POST',
		path: '/aggregation/v1/partners/applications',
		pathParameters: {},
		query: {},
		body: appRegistration,
		success: { status: 201, body: registeredApp },
		failures: [400, 401],
	},
	{
		id: 'SetCustomerAppID',
		method: 'PUT',
		path: '/aggregation/v1/customers/{customerId}/applications/{applicationId}',
		pathParameters: { ...ofCustomer, applicationId },
		query: {},
		success: { status: 200 },
		failures: usualFailures,
	},
];
