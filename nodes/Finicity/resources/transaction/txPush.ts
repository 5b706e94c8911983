import type { Field, Operation } from '../../../shared/operation';
import { additionalFields, body } from '../../../shared/panel/field';
import { INTEGER_ID } from '../../../shared/panel/formats';
import { accountId, customerId, HTTP_ADDRESS } from '../../fields';

const subscriptionId: Field = {
	displayName: 'Subscription ID',
	name: 'subscriptionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1045102',
	description: 'The ID of the subscription, which Subscribe to TxPush returns',
	format: INTEGER_ID,
};

const callbackUrl: Field = {
	displayName: 'Callback URL',
	name: 'callbackUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://listener.example.com/txpush',
	description:
		'Where to send the events, on port 80 or 443, with HTTPS for real accounts. Finicity first calls it with txpush_verification_code, and it must answer with that code as plain text.',
	format: HTTP_ADDRESS,
	...body('callbackUrl'),
};

const testTransaction: readonly Field[] = [
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'number',
		required: true,
		typeOptions: { numberPrecision: 2 },
		default: 0,
		placeholder: 'e.g. -12.34',
		description: 'In the currency of the account; negative for money that goes out',
		...body('amount'),
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. A test purchase',
		description: 'The description of the transaction',
		...body('description'),
	},
	{
		displayName: 'Transaction Date',
		name: 'transactionDate',
		type: 'dateTime',
		required: true,
		default: '={{ $now }}',
		description: 'When the transaction was made',
		wire: 'unixSeconds',
		...body('transactionDate'),
	},
	additionalFields([
		{
			displayName: 'Posted Date',
			name: 'postedDate',
			type: 'dateTime',
			default: '',
			description: 'When the bank booked the transaction',
			wire: 'unixSeconds',
			...body('postedDate'),
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Active', value: 'active', description: 'Booked' },
				{ name: 'Pending', value: 'pending', description: 'Not booked yet' },
			],
			default: 'active',
			description: 'Whether the bank has booked the transaction',
			...body('status'),
		},
	]),
];

const ACCOUNT = '/aggregation/v1/customers/{customerId}/accounts/{accountId}';

/** For testing customers, to see events without waiting for a bank. */
export const createTest: Operation = {
	value: 'createTest',
	name: 'Create Test',
	action: 'Create test transaction',
	description: 'Add a transaction to a testing customer, which triggers TxPush events',
	request: { method: 'POST', path: `${ACCOUNT}/transactions` },
	fields: [customerId, accountId, ...testTransaction],
	answer: { kind: 'record', has: ['id'] },
};

export const deleteSubscription: Operation = {
	value: 'deleteTxPushSubscription',
	name: 'Delete TxPush Subscription',
	action: 'Delete transaction push subscription',
	description: 'Stop one kind of TxPush event for an account',
	notice: "This can't be undone; Subscribe to TxPush makes a new one.",
	request: {
		method: 'DELETE',
		path: '/aggregation/v1/customers/{customerId}/subscriptions/{subscriptionId}',
	},
	fields: [customerId, subscriptionId],
	answer: { kind: 'deleted' },
};

export const subscribe: Operation = {
	value: 'subscribeToTxPush',
	name: 'Subscribe to TxPush',
	action: 'Subscribe to transaction push events',
	description: 'Have new transactions of an account sent to a URL',
	notice:
		'The Finicity Trigger does this by itself. Keep the two IDs that come out: you need them to end the subscriptions, and Finicity has no list of them.',
	request: { method: 'POST', path: `${ACCOUNT}/txpush` },
	fields: [customerId, accountId, callbackUrl],
	answer: {
		kind: 'records',
		property: 'subscriptions',
		isWhole: true,
		confidential: ['signingKey'],
	},
};
