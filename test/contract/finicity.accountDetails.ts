import type { ContractOperation, JsonSchema } from './contract';
import {
	dateTimeText,
	isoDateTime,
	longId,
	ofAccount,
	unixSeconds,
	usualFailures,
} from './finicity.values';
import { digits, flag, integer, listOf, number, record, text } from './schemas';

const owner = record({ ownerName: text, ownerAddress: text, asOfDate: unixSeconds }, [
	'ownerName',
	'ownerAddress',
]);

const insightTexts = [
	'requestRefId',
	'emailDomainCreationDate',
	'emailToName',
	'ipGeolocationCountryCode',
	'ipGeolocationSubdivision',
	'phoneLineType',
	'phoneCarrier',
	'phoneCountryCode',
	'phoneToName',
	'phoneToAddress',
	'addressValidityLevel',
	'addressToName',
];
const insightNumbers = [
	'emailFirstSeenDays',
	'ipRiskScore',
	'ipLastSeenDays',
	'ipPhoneDistance',
	'ipAddressDistance',
	'phoneLastSeenDays',
	'phoneEmailFirstSeenDays',
	'emailRisk',
	'identityRiskScore',
];
const insightFlags = ['isEmailValid', 'ipRisk', 'isPhoneValid'];

const named = (names: readonly string[], schema: JsonSchema): Record<string, JsonSchema> =>
	Object.fromEntries(names.map((name) => [name, schema]));

const identityInsights = record({
	...named(insightTexts, text),
	...named(insightNumbers, number),
	...named(insightFlags, flag),
	device: { type: 'object' },
	warnings: listOf(text),
	alerts: listOf(text),
});

const holder = record(
	{
		relationship: text,
		ownerName: text,
		firstName: text,
		middleName: text,
		lastName: text,
		suffix: text,
		nameClassification: text,
		// Written like this in the vendor's file, whose list of required names has another spelling.
		nameClassificationconfidencescore: { type: 'number', minimum: 0, maximum: 1 },
		addresses: listOf(
			record({
				ownerAddress: text,
				type: text,
				line1: text,
				line2: text,
				line3: text,
				city: text,
				state: text,
				postalCode: text,
				country: text,
			}),
		),
		emails: listOf(record({ isPrimary: flag, email: text, emailType: text })),
		phones: listOf(record({ type: text, country: text, phone: text })),
		documentations: listOf(record({ taxId: text, taxIdCountry: text, governmentId: text })),
		identityInsights,
	},
	['ownerName', 'nameClassification'],
);

const paymentInstruction = record(
	{
		type: text,
		accountNumber: text,
		tanEnabled: flag,
		descriptors: listOf(record({ type: text, value: text }, ['type', 'value'])),
		transferInEnabled: flag,
		transferOutEnabled: flag,
	},
	['type', 'accountNumber'],
);

const balanceProperties: Record<string, JsonSchema> = {
	// Of the customer, says the vendor's file.
	id: integer,
	realAccountNumberLast4: text,
	availableBalance: number,
	availableBalanceDate: unixSeconds,
	clearedBalance: number,
	clearedBalanceDate: unixSeconds,
	aggregationStatusCode: integer,
	currency: text,
};
const balance = record(balanceProperties, Object.keys(balanceProperties));

/** Number and address for payments, and what pays it off; the names begin with what it is about. */
const payable = (what: string): Record<string, JsonSchema> => ({
	[`${what}PaymentNumber`]: text,
	[`${what}PaymentAddress`]: text,
	[`${what}FuturePayoffAmount`]: number,
	[`${what}FuturePayoffDate`]: isoDateTime,
});

const loan = record({ accountId: digits, loanNumber: text, ...payable('loan') }, [
	'accountId',
	'loanNumber',
	'loanPaymentNumber',
	'loanPaymentAddress',
]);

const loanGroup = record(
	{ accountId: digits, groupNumber: text, ...payable('group'), groupLoanDetail: listOf(loan) },
	['accountId', 'groupNumber', 'groupPaymentNumber', 'groupPaymentAddress', 'groupLoanDetail'],
);

const loanDetails = record(
	{
		loanNumber: text,
		loanPaymentNumber: text,
		loanPaymentAddress: text,
		accountDetail: record(
			{
				accountId: digits,
				accountNumber: text,
				...payable('account'),
				groupDetail: listOf(loanGroup),
				loanDetail: listOf(loan),
			},
			['accountId', 'accountNumber', 'accountPaymentNumber', 'accountPaymentAddress'],
		),
	},
	['loanNumber', 'loanPaymentNumber', 'loanPaymentAddress'],
);

const statement = record(
	{
		id: text,
		description: text,
		asOfDate: unixSeconds,
		documentDate: text,
		index: text,
		// Of a statement that there is none of.
		code: text,
		message: text,
	},
	['asOfDate', 'index'],
);

const monthsBack = '([1-9]|1[0-9]|2[0-4])';

/** What the bank tells of one account: its owner, numbers for payments, balance, loan, statements. */
export const accountDetailOperations: readonly ContractOperation[] = [
	{
		id: 'GetAccountOwnerDetails',
		method: 'GET',
		path: '/aggregation/v3/customers/{customerId}/accounts/{accountId}/owner',
		pathParameters: ofAccount,
		query: { withInsights: flag },
		headers: { 'Meta-Data': text },
		success: { status: 200, body: record({ holders: listOf(holder) }, ['holders']) },
		// Not in the vendor's file, which has it for the older call.
		otherAnswers: [203],
		failures: [400, 401],
	},
	{
		id: 'GetAccountOwner',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/owner',
		pathParameters: ofAccount,
		query: {},
		success: { status: 200, body: owner },
		otherAnswers: [203],
		failures: usualFailures,
	},
	{
		id: 'GetAccountACHDetails',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/details',
		pathParameters: ofAccount,
		query: {},
		success: {
			status: 200,
			body: record({ routingNumber: text, realAccountNumber: text }, [
				'routingNumber',
				'realAccountNumber',
			]),
		},
		failures: usualFailures,
	},
	{
		id: 'GetAccountPaymentInstructionDetails',
		method: 'GET',
		path: '/aggregation/v3/customers/{customerId}/accounts/{accountId}/details',
		pathParameters: ofAccount,
		query: {},
		success: { status: 200, body: record({ paymentInstruction: listOf(paymentInstruction) }) },
		failures: usualFailures,
	},
	{
		id: 'GetAvailableBalanceLive',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/availableBalance/live',
		pathParameters: ofAccount,
		query: {
			balance_cache_interval: {
				...integer,
				minimum: 0,
				maximum: 1440,
				default: 30,
				description: 'Minutes',
			},
		},
		success: { status: 200, body: balance },
		failures: usualFailures,
	},
	{
		id: 'GetAvailableBalance',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/availableBalance',
		pathParameters: ofAccount,
		query: {},
		success: { status: 200, body: balance },
		failures: usualFailures,
	},
	{
		id: 'GetLoanPaymentDetails',
		method: 'GET',
		path: '/aggregation/v2/customers/{customerId}/accounts/{accountId}/loanDetails',
		pathParameters: ofAccount,
		query: {},
		success: { status: 200, body: loanDetails },
		failures: usualFailures,
	},
	{
		id: 'GetCustomerAccountStatement',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/statement',
		pathParameters: ofAccount,
		query: { index: { ...integer, minimum: 1, maximum: 24, default: 1 } },
		// The file is a PDF.
		success: { status: 200, contentType: 'application/octet-stream' },
		failures: usualFailures,
	},
	{
		id: 'GetCustomerAccountMultipleStatement',
		method: 'GET',
		path: '/aggregation/v3/customers/{customerId}/accounts/{accountId}/statement',
		pathParameters: ofAccount,
		query: {
			index: { type: 'string', pattern: `^${monthsBack}(,${monthsBack})*$`, default: '1' },
		},
		success: {
			status: 200,
			body: record({ statements: listOf(statement) }, ['statements']),
		},
		failures: usualFailures,
	},
];

/** What a person has allowed at one bank. */
export const authorizationOperations: readonly ContractOperation[] = [
	{
		id: 'getCustomerAuthorizationDetails',
		method: 'GET',
		path: '/customers/institution-logins/{institution_login_id}/authorization-details',
		pathParameters: { institution_login_id: longId },
		query: {},
		success: {
			status: 200,
			body: record(
				{
					institutionLoginId: integer,
					authorizationStartDate: dateTimeText,
					authorizationEndDate: dateTimeText,
				},
				['institutionLoginId', 'authorizationStartDate', 'authorizationEndDate'],
			),
		},
		failures: usualFailures,
	},
];
