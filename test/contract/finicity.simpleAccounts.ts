import type { ContractOperation } from './contract';
import { accountStatus } from './finicity.accounts';
import {
	longId,
	ofAccount,
	ofCustomer,
	ofInstitutionLogin,
	unixSeconds,
	usualFailures,
} from './finicity.values';
import { digits, flag, integer, listOf, record, text } from './schemas';

const simpleAccount = record(
	{
		id: digits,
		accountNumberDisplay: text,
		name: text,
		type: text,
		aggregationStatusCode: integer,
		status: accountStatus,
		customerId: digits,
		institutionId: digits,
		aggregationSuccessDate: unixSeconds,
		aggregationAttemptDate: unixSeconds,
		createdDate: unixSeconds,
		currency: text,
		institutionLoginId: integer,
		authorizationStartDate: unixSeconds,
		authorizationEndDate: unixSeconds,
		authorizationExpires: flag,
		displayPosition: integer,
		parentAccount: digits,
		linkedAccountDate: unixSeconds,
	},
	[
		'id',
		'accountNumberDisplay',
		'name',
		'type',
		'status',
		'customerId',
		'institutionId',
		'createdDate',
		'currency',
		'institutionLoginId',
	],
);

const list = {
	status: 200,
	body: record({ accounts: listOf(simpleAccount) }, ['accounts']),
};

/** Accounts (Simple): without numbers and balances. */
export const simpleAccountOperations: readonly ContractOperation[] = [
	{
		id: 'GetCustomerAccountsSimple',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/accounts/simple',
		pathParameters: ofCustomer,
		query: {},
		success: list,
		failures: usualFailures,
	},
	{
		id: 'GetCustomerAccountSimple',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/simple',
		pathParameters: ofAccount,
		query: {},
		success: { status: 200, body: simpleAccount },
		failures: usualFailures,
	},
	{
		id: 'GetCustomerAccountsByInstitutionSimple',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/institutions/{institutionId}/accounts/simple',
		pathParameters: { ...ofCustomer, institutionId: longId },
		query: {},
		success: list,
		failures: usualFailures,
	},
	{
		id: 'GetCustomerAccountsByInstitutionLoginSimple',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/institutionLogins/{institutionLoginId}/accounts/simple',
		pathParameters: ofInstitutionLogin,
		query: {},
		success: list,
		failures: usualFailures,
	},
];
