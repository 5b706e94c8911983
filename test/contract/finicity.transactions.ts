import type { ContractOperation, JsonSchema } from './contract';
import {
	isoDate,
	isoDateTime,
	longId,
	ofAccount,
	ofCustomer,
	recordIndex,
	unixSeconds,
	unixSecondsText,
	usualFailures,
	uuid,
} from './finicity.values';
import { digits, flag, integer, listOf, number, oneOf, record, text } from './schemas';

const categorization = record(
	{
		normalizedPayeeName: text,
		category: text,
		city: text,
		state: text,
		postalCode: text,
		country: text,
		bestRepresentation: text,
		entityStandardizationConfidenceScore: { type: 'number', minimum: 0, maximum: 100 },
	},
	['normalizedPayeeName', 'category', 'country'],
);

const transaction = record(
	{
		id: integer,
		amount: number,
		uniqueTransactionId: text,
		accountId: integer,
		customerId: integer,
		status: oneOf('active', 'pending', 'shadow'),
		description: text,
		memo: text,
		type: text,
		transactionDate: unixSeconds,
		postedDate: unixSeconds,
		createdDate: unixSeconds,
		firstEffectiveDate: unixSeconds,
		effectiveDate: unixSeconds,
		optionExpireDate: unixSeconds,
		checkNum: text,
		escrowAmount: number,
		feeAmount: number,
		suspenseAmount: number,
		interestAmount: number,
		principalAmount: number,
		optionStrikePrice: number,
		unitQuantity: number,
		unitPrice: number,
		categorization,
		runningBalanceAmount: number,
		subaccountSecurityType: text,
		commissionAmount: integer,
		ticker: text,
		investmentTransactionType: text,
		taxesAmount: integer,
		currencySymbol: text,
		incomeType: text,
		splitDenominator: number,
		splitNumerator: number,
		sharesPerContract: number,
		subAccountFund: text,
		securityId: text,
		securityIdType: oneOf('CUSIP', 'ISIN', 'SEDOL', 'SICC', 'VALOR', 'WKN'),
	},
	['id', 'amount', 'accountId', 'customerId', 'status', 'description', 'createdDate'],
);

const dailyBalance = record({ date: unixSeconds, beginning: number, ending: number }, [
	'date',
	'beginning',
	'ending',
]);

const transactionPage = record(
	{
		found: integer,
		displaying: integer,
		moreAvailable: { ...oneOf('false', 'true'), description: 'A text here, not a boolean' },
		fromDate: unixSecondsText,
		toDate: unixSecondsText,
		sort: text,
		transactions: listOf(transaction),
		dailyBalances: listOf(dailyBalance),
	},
	['found', 'displaying', 'moreAvailable', 'fromDate', 'toDate', 'sort', 'transactions'],
);

const listing = {
	query: {
		fromDate: unixSeconds,
		toDate: unixSeconds,
		...recordIndex(25, 1000),
		sort: { ...oneOf('asc', 'desc'), default: 'desc' },
		includePending: flag,
	},
	requiredQuery: ['fromDate', 'toDate'],
	success: { status: 200, body: transactionPage },
	failures: usualFailures,
	paging: { style: 'recordIndex', records: 'transactions', maxPageSize: 1000 },
} as const;

const refreshMode = oneOf('standard', 'historic', 'custom');
const refreshStatus = oneOf('NEW', 'IN_PROGRESS', 'COMPLETED', 'FAILED');

const startedRefresh = record({
	refreshId: uuid,
	customerId: digits,
	institutionLoginId: digits,
	accountIds: listOf(digits),
	mode: refreshMode,
	fromDate: isoDateTime,
	toDate: isoDateTime,
	status: refreshStatus,
	createdAt: isoDateTime,
});

const refreshedAccount = record({
	accountId: digits,
	institutionLoginId: digits,
	institutionId: digits,
	aggregationStatusCode: integer,
	aggregationSuccessDate: isoDateTime,
	// Of an account that could not be refreshed; only the vendor's examples show them.
	code: integer,
	message: text,
});

const refreshProgress = record({
	refreshId: uuid,
	customerId: digits,
	accounts: listOf(refreshedAccount),
	mode: refreshMode,
	status: refreshStatus,
	totalCount: integer,
	successCount: integer,
	failedCount: integer,
});

const recurringStream = record({
	normalizedPayeeName: text,
	transactionCategories: listOf(text),
	transactionIds: listOf(text),
	cadence: integer,
	status: oneOf('ACTIVE', 'INACTIVE'),
	expectedNextTransactionDate: isoDate,
	expectedNextTransactionAmount: number,
	minimumHistoricalAmount: number,
	maximumHistoricalAmount: number,
	meanHistoricalAmount: number,
	medianHistoricalAmount: number,
	countOfTransactions: integer,
});

const recurringStreams: Record<string, JsonSchema> = {
	recurringOutflows: listOf(recurringStream),
	recurringInflows: listOf(recurringStream),
};

/** Transactions. */
export const transactionOperations: readonly ContractOperation[] = [
	{
		id: 'GetAllCustomerTransactions',
		method: 'GET',
		path: '/aggregation/v3/customers/{customerId}/transactions',
		pathParameters: ofCustomer,
		...listing,
	},
	{
		id: 'GetCustomerAccountTransactions',
		method: 'GET',
		path: '/aggregation/v4/customers/{customerId}/accounts/{accountId}/transactions',
		pathParameters: ofAccount,
		...listing,
		query: { ...listing.query, showDailyBalance: flag },
	},
	{
		id: 'GetCustomerTransaction',
		method: 'GET',
		path: '/aggregation/v2/customers/{customerId}/transactions/{transactionId}',
		pathParameters: { ...ofCustomer, transactionId: longId },
		query: {},
		success: { status: 200, body: transaction },
		failures: usualFailures,
	},
	{
		id: 'GetTransactionByUniqueTransactionId',
		method: 'GET',
		path: '/aggregation/customers/{customerId}/transactions/{uniqueTransactionId}',
		pathParameters: { ...ofCustomer, uniqueTransactionId: text },
		query: {},
		success: { status: 200, body: transaction },
		failures: usualFailures,
	},
	{
		id: 'LoadHistoricTransactionsForCustomerAccount',
		method: 'POST',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/transactions/historic',
		pathParameters: ofAccount,
		query: {},
		// Named in the vendor's text only: asks the bank again though it was asked before.
		body: record({ force: flag }),
		bodyOptional: true,
		success: { status: 204 },
		otherAnswers: [203],
		failures: usualFailures,
	},
	{
		id: 'refreshTransactions',
		method: 'POST',
		path: '/aggregation/customers/{customerId}/transactions/refreshes',
		pathParameters: ofCustomer,
		query: {},
		body: record({
			institutionLoginId: digits,
			accountIds: listOf(digits),
			mode: refreshMode,
			fromDate: isoDateTime,
			toDate: isoDateTime,
		}),
		bodyOptional: true,
		success: { status: 202, body: startedRefresh },
		failures: usualFailures,
	},
	{
		id: 'getTransactionRefreshStatus',
		method: 'GET',
		path: '/aggregation/customers/{customerId}/transactions/refreshes/{refreshId}',
		pathParameters: { ...ofCustomer, refreshId: uuid },
		query: {},
		success: { status: 200, body: refreshProgress },
		failures: [401, 404],
	},
	{
		id: 'GetRecurringTransactions',
		method: 'POST',
		path: '/aggregation/customers/{customerId}/recurring-transactions',
		pathParameters: ofCustomer,
		query: {},
		body: record({ accountIds: listOf(digits) }),
		bodyOptional: true,
		success: {
			status: 200,
			body: record({
				customerRecurringTransactions: record(recurringStreams),
				accountRecurringTransactions: listOf(record({ accountId: digits, ...recurringStreams })),
			}),
		},
		failures: usualFailures,
	},
];
