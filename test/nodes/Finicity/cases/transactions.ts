import type { IDataObject } from 'n8n-workflow';
import { byId } from '../../../support/finicity';
import type { Case } from './case';
import { LISTENER } from './listener';
import { customerId, customersV1, customersV2, institutionLoginId } from './values';

const refreshId = '9a8f1f0e-2f1b-4a7c-9c55-0d8a3a1f6b7e';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const transactions: Record<string, Case> = {
	GetAllCustomerTransactions: {
		operation: ['transaction', 'getMany'],
		parameters: {
			customerId,
			from: '2026-03-13',
			to: '2026-03-13',
			filters: { includePending: true },
			sortBy: { sort: 'asc' },
			returnAll: true,
		},
		sends: `GET /aggregation/v3/customers/7000000001/transactions?fromDate=1773360000&toDate=1773446399&includePending=true&sort=asc&start=1&limit=1000`,
		gives: [
			{
				id: '10020525000',
				accountId: '5011000001',
				date: '2026-03-13',
				valueDate: null,
				amount: 2184.37,
				currency: null,
				description: 'ACME LOGISTICS PAYROLL PPD ID: 9111012345',
				counterparty: 'Acme Logistics',
				category: 'Paycheck',
				status: 'posted',
			},
			{ id: '10020525001', status: 'pending', amount: -7.54 },
			{ id: '30020525000', accountId: '5011000003' },
			{ id: '30020525001', counterparty: 'Zoë Ødegård' },
		],
	},
	GetCustomerAccountTransactions: {
		operation: ['transaction', 'getManyByAccount'],
		parameters: {
			customerId,
			accountId: byId('5011000001'),
			from: '2026-03-13',
			to: '2026-03-13',
			filters: { includePending: true, showDailyBalance: true },
			sortBy: { sort: 'asc' },
			returnAll: true,
		},
		sends: `GET /aggregation/v4/customers/7000000001/accounts/5011000001/transactions?fromDate=1773360000&toDate=1773446399&showDailyBalance=true&includePending=true&sort=asc&start=1&limit=1000`,
		gives: [
			{ id: '10020525000', dayBeginningBalance: expect.any(Number) as number },
			{ id: '10020525001', dayEndingBalance: expect.any(Number) as number },
		],
	},
	GetCustomerTransaction: {
		operation: ['transaction', 'get'],
		parameters: { customerId, transactionId: '10020525000' },
		sends: `GET ${customersV2}/7000000001/transactions/10020525000`,
		gives: [{ id: '10020525000', accountId: '5011000001', amount: 2184.37 }],
	},
	GetTransactionByUniqueTransactionId: {
		operation: ['transaction', 'getByUniqueId'],
		parameters: { customerId, uniqueTransactionId: '5011000001-10020525000' },
		sends: `GET /aggregation/customers/7000000001/transactions/5011000001-10020525000`,
		gives: [{ id: '10020525000', accountId: '5011000001' }],
	},
	LoadHistoricTransactionsForCustomerAccount: {
		operation: ['transaction', 'loadHistoric'],
		parameters: { customerId, accountId: byId('5011000001'), additionalFields: { force: true } },
		sends: `POST ${customersV1}/7000000001/accounts/5011000001/transactions/historic`,
		body: { force: true },
		gives: [{ success: true, customerId: '7000000001', accountId: '5011000001' }],
	},
	SubscribeToTxPushNotifications: {
		operation: ['transaction', 'subscribeToTxPush'],
		parameters: { customerId, accountId: byId('5011000001'), callbackUrl: LISTENER },
		sends: `POST ${customersV1}/7000000001/accounts/5011000001/txpush`,
		body: { callbackUrl: LISTENER },
		gives: [
			{ id: 5500000001, accountId: 5011000001, type: 'account' },
			{ id: 5500000002, accountId: 5011000001, type: 'transaction' },
		],
	},
	DeleteTxPushSubscription: {
		operation: ['transaction', 'deleteTxPushSubscription'],
		parameters: { customerId, subscriptionId: '5500000077' },
		before({ state }) {
			state.subscriptions.set('5500000077', {
				...{ id: '5500000077', customerId: '7000000001', accountId: '5011000001' },
				...{ type: 'account', callbackUrl: LISTENER, signingKey: 'key' },
			});
		},
		sends: `DELETE ${customersV1}/7000000001/subscriptions/5500000077`,
		gives: [{ deleted: true }],
	},
	CreateTxPushTestTransaction: {
		operation: ['transaction', 'createTest'],
		parameters: {
			customerId,
			accountId: byId('5011000001'),
			amount: -12.34,
			description: 'A test purchase',
			transactionDate: '2026-01-31T00:00:00Z',
			additionalFields: { postedDate: '2026-02-01T00:00:00Z', status: 'active' },
		},
		sends: `POST ${customersV1}/7000000001/accounts/5011000001/transactions`,
		body: {
			amount: -12.34,
			description: 'A test purchase',
			transactionDate: 1769817600,
			postedDate: 1769904000,
			status: 'active',
		},
		gives: [{ id: 9900000000001, createdDate: expect.any(Number) as number }],
	},
	refreshTransactions: {
		operation: ['transaction', 'refresh'],
		parameters: {
			customerId,
			institutionLoginId,
			accountIds: '5011000001, 5011000002',
			mode: 'custom',
			refreshFrom: '2026-01-01T00:00:00',
			refreshTo: '2026-02-01T00:00:00',
		},
		sends: 'POST /aggregation/customers/7000000001/transactions/refreshes',
		body: {
			institutionLoginId: '1007000001',
			accountIds: ['5011000001', '5011000002'],
			mode: 'custom',
			fromDate: '2026-01-01T00:00:00.000Z',
			toDate: '2026-02-01T00:00:00.000Z',
		},
		gives: [{ status: 'NEW', accountIds: ['5011000001', '5011000002'], mode: 'custom' }],
	},
	getTransactionRefreshStatus: {
		operation: ['transaction', 'getRefreshStatus'],
		parameters: { customerId, refreshId },
		before: ({ state }) => {
			const accountIds = ['5011000001'];
			const refresh = { id: refreshId, customerId: '7000000001', accountIds, looks: 0 };
			state.refreshes.set(refreshId, { ...refresh, mode: 'standard' });
		},
		sends: `GET /aggregation/customers/7000000001/transactions/refreshes/${refreshId}`,
		gives: [{ refreshId, status: 'IN_PROGRESS', totalCount: 1 }],
	},
	GetRecurringTransactions: {
		operation: ['transaction', 'getRecurring'],
		parameters: { customerId, accountIds: '5011000001' },
		sends: 'POST /aggregation/customers/7000000001/recurring-transactions',
		body: { accountIds: ['5011000001'] },
		gives: [
			{
				accountRecurringTransactions: [
					expect.objectContaining({ accountId: '5011000001' }) as IDataObject,
				],
			},
		],
	},
};
