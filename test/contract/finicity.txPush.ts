import type { ContractOperation } from './contract';
import {
	longId,
	ofAccount,
	ofCustomer,
	unixSeconds,
	usualFailures,
	withoutBody,
} from './finicity.values';
import { integer, listOf, number, oneOf, record, text } from './schemas';

const subscription = record(
	{
		id: integer,
		accountId: integer,
		type: oneOf('account', 'transaction'),
		callbackUrl: text,
		signingKey: text,
	},
	['id', 'accountId', 'type', 'callbackUrl', 'signingKey'],
);

/** Being told of new transactions, account by account. */
export const txPushOperations: readonly ContractOperation[] = [
	{
		id: 'SubscribeToTxPushNotifications',
		method: 'POST',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/txpush',
		pathParameters: ofAccount,
		query: {},
		body: record({ callbackUrl: text }, ['callbackUrl']),
		success: {
			status: 201,
			body: record({ subscriptions: listOf(subscription) }, ['subscriptions']),
		},
		failures: usualFailures,
	},
	{
		id: 'DeleteTxPushSubscription',
		method: 'DELETE',
		path: '/aggregation/v1/customers/{customerId}/subscriptions/{subscriptionId}',
		pathParameters: { ...ofCustomer, subscriptionId: longId },
		query: {},
		success: withoutBody,
		failures: usualFailures,
	},
	{
		id: 'CreateTxPushTestTransaction',
		method: 'POST',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}/transactions',
		pathParameters: ofAccount,
		query: {},
		body: record(
			{
				amount: number,
				description: text,
				status: { ...oneOf('active', 'pending'), default: 'active' },
				postedDate: unixSeconds,
				transactionDate: unixSeconds,
			},
			['amount', 'description', 'transactionDate'],
		),
		success: {
			status: 201,
			body: record({ id: integer, createdDate: unixSeconds }, ['id', 'createdDate']),
		},
		failures: usualFailures,
	},
];
