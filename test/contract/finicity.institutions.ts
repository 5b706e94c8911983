import type { ContractOperation, JsonSchema, WireValue } from './contract';
import { longId, recordIndex, recordPage, unixSeconds, usualFailures } from './finicity.values';
import { flag, integer, listOf, oneOf, record, text } from './schemas';

/** What an institution can be certified for; also the names of its flags. */
const products = [
	'transAgg',
	'ach',
	'stateAgg',
	'voi',
	'voa',
	'aha',
	'availBalance',
	'accountOwner',
];

const productFlags = Object.fromEntries(products.map((name) => [name, flag]));

const moreFlags = {
	studentLoanData: flag,
	loanPaymentDetails: flag,
	liabilityData: flag,
	billPayData: flag,
};

const branding = record({
	logo: text,
	alternateLogo: text,
	icon: text,
	primaryColor: text,
	tile: text,
});

const statuses = ['overallStatus', 'transAgg', 'voa', 'voi', 'stateAgg', 'ach', 'aha'];
const productionStatus = record(Object.fromEntries(statuses.map((name) => [name, text])), statuses);

const description: Record<string, JsonSchema> = {
	id: integer,
	name: text,
	...productFlags,
	...moreFlags,
	displayName: { type: 'string', maxLength: 255 },
	accountTypeDescription: text,
	phone: text,
	urlHomeApp: text,
	urlLogonApp: text,
	oauthEnabled: flag,
	urlForgotPassword: text,
	urlOnlineRegistration: text,
	class: text,
	specialText: text,
	timeZone: text,
	specialInstructions: listOf(text),
	specialInstructionsTitle: text,
	address: record({
		city: text,
		state: text,
		country: text,
		postalCode: text,
		addressLine1: text,
		addressLine2: text,
	}),
	currency: text,
	email: text,
	status: oneOf('online', 'offline', 'maintenance', 'testing', 'beta', 'validated', 'migrating'),
	newInstitutionId: integer,
	branding,
	oauthInstitutionId: integer,
};

const institution = record({ ...description, productionStatus }, [
	'id',
	...products,
	'oauthEnabled',
	'currency',
	'status',
]);

const certification: Record<string, JsonSchema> = {
	id: integer,
	name: text,
	...productFlags,
	...moreFlags,
	oauthEnabled: flag,
	productionStatus,
};
const certificationRequired = ['id', 'name', 'oauthEnabled', 'productionStatus'];

const childInstitution = record(
	{ rssd: integer, parentRSSD: integer, name: text, institutionId: integer },
	['rssd', 'parentRSSD', 'name', 'institutionId'],
);

const certifiedPage = (more: Record<string, JsonSchema> = {}): JsonSchema =>
	recordPage(
		'institutions',
		record({ ...certification, ...more }, certificationRequired),
		['found', 'displaying', 'moreAvailable', 'requestedDate', 'institutions'],
		{ requestedDate: unixSeconds },
	);

const byRoutingNumber = record({
	...description,
	paymentInitiation: flag,
	countryCodes: listOf(record({ countryCode: { type: 'string', minLength: 2, maxLength: 2 } })),
	overallStatusTemp: text,
	transAgg_status: text,
	voa_status: text,
	voi_status: text,
	stateAgg_status: text,
	ach_status: text,
	aha_status: text,
});

const supportedCountries: WireValue = {
	type: 'string',
	pattern: '^(\\*|[a-zA-Z]{2}(,[a-zA-Z]{2})*)$',
};

const productList: WireValue = {
	type: 'string',
	pattern: `^(${products.join('|')})(,(${products.join('|')}))*$`,
};

const paging = { style: 'recordIndex', records: 'institutions', maxPageSize: 1000 } as const;

/** Institutions. */
export const institutionOperations: readonly ContractOperation[] = [
	{
		id: 'GetInstitution',
		method: 'GET',
		path: '/institution/v2/institutions/{institutionId}',
		pathParameters: { institutionId: longId },
		query: {},
		success: { status: 200, body: record({ institution }, ['institution']) },
		failures: usualFailures,
	},
	{
		id: 'GetInstitutions',
		method: 'GET',
		path: '/institution/v2/institutions',
		pathParameters: {},
		query: { search: text, ...recordIndex(25, 1000), type: oneOf(...products), supportedCountries },
		success: {
			status: 200,
			body: recordPage(
				'institutions',
				institution,
				['found', 'displaying', 'moreAvailable', 'createdDate', 'institutions'],
				{ createdDate: unixSeconds },
			),
		},
		failures: [400, 401],
		paging,
	},
	{
		id: 'GetCertifiedInstitutions',
		method: 'GET',
		path: '/institution/v2/certifiedInstitutions',
		pathParameters: {},
		query: { search: text, ...recordIndex(25, 1000), type: productList, supportedCountries },
		success: { status: 200, body: certifiedPage() },
		failures: [400, 401],
		paging,
	},
	{
		id: 'GetCertifiedInstitutionsWithRSSD',
		method: 'GET',
		path: '/institution/v2/certifiedInstitutions/rssd',
		pathParameters: {},
		query: { search: text, ...recordIndex(25, 1000), type: productList, supportedCountries },
		success: {
			status: 200,
			body: certifiedPage({ rssd: integer, childInstitutions: listOf(childInstitution) }),
		},
		failures: [400, 401],
		paging,
	},
	{
		id: 'GetInstitutionBranding',
		method: 'GET',
		path: '/institution/v2/institutions/{institutionId}/branding',
		pathParameters: { institutionId: longId },
		query: {},
		success: { status: 200, body: record({ branding }, ['branding']) },
		failures: usualFailures,
	},
	{
		id: 'GetInstitutionsByRoutingNumber',
		method: 'GET',
		path: '/institution/v1/institutions/routingNumber/{routing_number}',
		// An integer in the vendor's file; but the first of its nine digits may be a zero.
		pathParameters: { routing_number: { type: 'string', pattern: '^[0-9]{9}$' } },
		query: {},
		success: {
			status: 200,
			body: recordPage('institutions', byRoutingNumber, [], { createdDate: unixSeconds }),
		},
		failures: usualFailures,
	},
];
