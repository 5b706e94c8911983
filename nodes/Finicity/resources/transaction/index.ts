import type { Resource } from '../../../shared/operation';
import { accountId, BANK_TIMEOUT, customerId } from '../../fields';
import { transactionPages } from '../../paging';
import {
	accountTransactionFilters,
	checkPeriod,
	checkRefresh,
	historicFields,
	period,
	recurringAccounts,
	refreshFields,
	refreshId,
	sort,
	transactionFilters,
	transactionId,
	uniqueTransactionId,
} from './fields';
import { refreshProgress } from './refresh';
import { accountTransactionSummary, transactionSummary, withDailyBalance } from './shape';
import { createTest, deleteSubscription, subscribe } from './txPush';

const REFRESHES = '/aggregation/customers/{customerId}/transactions/refreshes';

export const transaction: Resource = {
	value: 'transaction',
	name: 'Transaction',
	operations: [
		createTest,
		deleteSubscription,
		{
			value: 'get',
			name: 'Get',
			action: 'Get transaction',
			description: 'Look up one transaction of a customer by its ID',
			request: {
				method: 'GET',
				path: '/aggregation/v2/customers/{customerId}/transactions/{transactionId}',
			},
			fields: [customerId, transactionId],
			answer: { kind: 'record', has: ['id'], simplify: transactionSummary },
		},
		{
			value: 'getByUniqueId',
			name: 'Get by Unique ID',
			action: 'Get transaction by unique ID',
			description: 'Look up one transaction by the ID that is unique across all customers',
			request: {
				method: 'GET',
				path: '/aggregation/customers/{customerId}/transactions/{uniqueTransactionId}',
			},
			fields: [customerId, uniqueTransactionId],
			answer: { kind: 'record', has: ['id'], simplify: transactionSummary },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many transactions',
			description: 'List the transactions of all accounts of a customer in a period',
			request: { method: 'GET', path: '/aggregation/v3/customers/{customerId}/transactions' },
			fields: [customerId, ...period, transactionFilters, sort],
			check: checkPeriod,
			answer: {
				kind: 'records',
				...transactionPages,
				noneCodes: ['38003', '38006'],
				simplify: transactionSummary,
			},
		},
		{
			value: 'getManyByAccount',
			name: 'Get Many by Account',
			action: 'Get many transactions by account',
			description: 'List the transactions of one account, with daily balances if you like',
			request: {
				method: 'GET',
				path: '/aggregation/v4/customers/{customerId}/accounts/{accountId}/transactions',
			},
			fields: [customerId, accountId, ...period, accountTransactionFilters, sort],
			check: checkPeriod,
			answer: {
				kind: 'records',
				...transactionPages,
				complete: withDailyBalance,
				simplify: accountTransactionSummary,
			},
		},
		{
			value: 'getRecurring',
			name: 'Get Recurring',
			action: 'Get recurring transactions',
			description: 'Find the recurring payments of a customer',
			request: {
				method: 'POST',
				path: '/aggregation/customers/{customerId}/recurring-transactions',
			},
			fields: [customerId, recurringAccounts],
			answer: { kind: 'record' },
		},
		{
			value: 'getRefreshStatus',
			name: 'Get Refresh Status',
			action: 'Get transaction refresh status',
			description: 'Look up the progress of a refresh, overall and for each account',
			request: { method: 'GET', path: `${REFRESHES}/{refreshId}` },
			fields: [customerId, refreshId],
			answer: { kind: 'record', has: ['refreshId'] },
		},
		{
			value: 'loadHistoric',
			name: 'Load Historic',
			action: 'Load historic transactions',
			description: 'Load up to two years of transactions of an account from the bank',
			notice: 'This is billed.',
			request: {
				method: 'POST',
				path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/transactions/historic',
				timeout: BANK_TIMEOUT,
			},
			fields: [customerId, accountId, historicFields],
			answer: { kind: 'done' },
			furtherSteps: true,
		},
		{
			value: 'refresh',
			name: 'Refresh',
			action: 'Refresh transactions',
			description: 'Start fetching transactions from the bank',
			notice: "Don't run this on a schedule: the provider doesn't allow it.",
			request: { method: 'POST', path: REFRESHES },
			fields: [customerId, ...refreshFields],
			atLeastOneOf: ['institutionLoginId', 'accountIds'],
			check: checkRefresh,
			answer: { kind: 'record', has: ['refreshId'] },
			completion: {
				path: `${REFRESHES}/{refreshId}`,
				id: 'refreshId',
				record: 'transaction refresh',
				progress: refreshProgress,
			},
		},
		subscribe,
	],
};
