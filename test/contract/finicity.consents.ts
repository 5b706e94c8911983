import type { ContractOperation, JsonSchema } from './contract';
import {
	dateTimeText,
	isoDateTime,
	recordIndex,
	recordPage,
	uuid,
	withoutBody,
} from './finicity.values';
import { digits, integer, listOf, oneOf, record, text } from './schemas';

const context = oneOf('partner', 'crossPartner');
const loginId: JsonSchema = { ...digits, minLength: 1, maxLength: 40 };

const statusDetails = (status: JsonSchema): JsonSchema =>
	record({ status, statusDate: dateTimeText }, ['status', 'statusDate']);

const accessPeriod = record({ startDate: isoDateTime, endDate: isoDateTime }, [
	'startDate',
	'endDate',
]);

const account = record(
	{
		id: loginId,
		realAccountNumberLast4: { type: 'string', minLength: 1, maxLength: 4 },
		type: text,
		name: { type: 'string', minLength: 1, maxLength: 40 },
		status: oneOf('ACTIVE', 'INACTIVE'),
	},
	['id', 'status'],
);

const institution = record(
	{
		institutionId: loginId,
		institutionLoginId: loginId,
		institutionName: { type: 'string', minLength: 1, maxLength: 50 },
		accounts: listOf(account),
		createdDate: isoDateTime,
		dataHandling: record({ postUsageStorage: text, statement: text }, [
			'postUsageStorage',
			'statement',
		]),
		lastUpdatedBy: oneOf('CUSTOMER', 'PARTNER', 'INSTITUTION', 'SYSTEM', 'INTERNAL'),
		statusDetails: statusDetails(oneOf('ACTIVE', 'REVOKED', 'EXPIRED')),
		accessPeriod,
		isBusinessConsumerStatement: oneOf('true', 'false'),
		accountOwnerCategory: text,
		dataScopes: listOf(record({ id: text, name: text }, ['id', 'name'])),
	},
	[
		'institutionId',
		'institutionName',
		'statusDetails',
		'accessPeriod',
		'isBusinessConsumerStatement',
		'accountOwnerCategory',
		'dataScopes',
		'createdDate',
	],
);

const consent = record(
	{
		consentReceiptId: uuid,
		receiptVersion: integer,
		customerId: { ...digits, maxLength: 22 },
		customerCategory: oneOf('INDIVIDUAL', 'BUSINESS'),
		// Required by the vendor's file, though not among the properties.
		partnerId: text,
		purpose: text,
		purposeStatement: { type: 'string', minLength: 1, maxLength: 255 },
		applicationId: text,
		applicationName: text,
		context,
		allowedTrnxHistoryInDays: { type: 'integer', minimum: 0, maximum: 365 },
		createdDate: dateTimeText,
		disclosures: listOf(record({ type: text, name: text }, ['type', 'name'])),
		statusDetails: statusDetails(oneOf('ACTIVE', 'INACTIVE')),
		institutions: listOf(institution),
		accessPeriod,
	},
	[
		'consentReceiptId',
		'receiptVersion',
		'customerId',
		'customerCategory',
		'purpose',
		'partnerId',
		'statusDetails',
		'accessPeriod',
		'createdDate',
	],
);

const ofConsent = { consent_receipt_id: uuid };
const updatedBy = { 'Update-By': oneOf('CUSTOMER', 'PARTNER') };

/** Data Sharing Consent. */
export const consentOperations: readonly ContractOperation[] = [
	{
		id: 'GetDataSharingConsentsByCustomerId',
		method: 'GET',
		path: '/data-sharing-consents',
		pathParameters: {},
		query: {
			customer_id: { ...digits, minLength: 1 },
			status: oneOf('ACTIVE', 'INACTIVE'),
			sort_by: { ...oneOf('startDate', 'endDate', 'status'), default: 'startDate' },
			sort_order: { ...oneOf('Asc', 'Desc'), default: 'Desc' },
			...recordIndex(25, 1000),
			context,
		},
		requiredQuery: ['customer_id'],
		success: {
			status: 200,
			body: recordPage('consents', consent, ['found', 'displaying', 'moreAvailable', 'consents']),
		},
		failures: [400, 401, 404],
		paging: { style: 'recordIndex', records: 'consents', maxPageSize: 1000 },
	},
	{
		id: 'GetDataSharingConsentsByID',
		method: 'GET',
		path: '/data-sharing-consents/{consent_receipt_id}',
		pathParameters: ofConsent,
		query: {},
		success: { status: 200, body: consent },
		failures: [401, 404],
	},
	{
		id: 'RevokeDataSharingConsentById',
		method: 'DELETE',
		path: '/data-sharing-consents/{consent_receipt_id}',
		pathParameters: ofConsent,
		query: {},
		headers: updatedBy,
		success: withoutBody,
		failures: [401, 404],
	},
	{
		id: 'RevokeDataSharingConsentByInstitutionLoginID',
		method: 'DELETE',
		path: '/data-sharing-consents/{consent_receipt_id}/institutionLogins/{institution_login_id}',
		pathParameters: { ...ofConsent, institution_login_id: { ...digits, maxLength: 20 } },
		query: {},
		headers: updatedBy,
		success: withoutBody,
		failures: [401, 404],
	},
];
