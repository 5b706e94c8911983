import { byId } from '../../../support/finicity';
import { type Case, inBoth } from './case';
import { asIs, customer, simple } from './values';

const account = {
	id: 'ACCOUNT1',
	connectionId: simple,
	type: 'account',
	currency: 'EUR',
	status: 'active',
};

/** Written from the API facts, not from the node. */
export const accounts: Case[] = [
	...inBoth((version) => ({
		operation: 'account.getMany',
		contract: 'accounts_get',
		parameters: { customerId: byId(customer), connectionId: byId(simple), returnAll: true },
		sends: `GET /api/${version}/accounts?customer_id=${customer}&connection_id=${simple}&per_page=1000`,
		gives: [account, { ...account, id: 'ACCOUNT2', type: 'credit_card' }],
	})),
	{
		version: 'v6',
		operation: 'transaction.getMany',
		contract: 'transactions_get',
		parameters: {
			connectionId: byId(simple),
			accountIds: byId('ACCOUNT1'),
			which: 'pending',
			limit: 1,
		},
		sends: `GET /api/v6/transactions?connection_id=${simple}&account_id=ACCOUNT1&pending=true&per_page=1`,
		gives: [{ accountId: 'ACCOUNT1', currency: 'EUR', status: 'pending' }],
	},
	{
		version: 'v6',
		operation: 'transaction.getMany',
		contract: 'transactions_get',
		parameters: { connectionId: byId(simple), which: 'duplicated', limit: 1, ...asIs },
		sends: `GET /api/v6/transactions?connection_id=${simple}&duplicated=true&per_page=1`,
		gives: [{ id: 'TRANSACTION2', duplicated: true }],
	},
	...(
		[
			['getMany', '', 'posted'],
			['getManyDuplicates', '/duplicates', 'posted'],
			['getManyPending', '/pending', 'pending'],
		] as const
	).map(([operation, path, status]): Case => ({
		version: 'v5',
		operation: `transaction.${operation}`,
		contract: `transactions${path.replace('/', '_')}_get`,
		parameters: { connectionId: byId(simple), accountIds: byId('ACCOUNT1'), limit: 1 },
		sends: `GET /api/v5/transactions${path}?connection_id=${simple}&account_id=ACCOUNT1&per_page=1`,
		gives: [{ accountId: 'ACCOUNT1', status }],
	})),
	{
		version: 'v6',
		operation: 'transaction.mark',
		contract: 'transactions_put',
		parameters: {
			connectionId: byId(simple),
			transactionIds: 'TRANSACTION1, TRANSACTION2',
			duplicate: false,
		},
		sends: 'PUT /api/v6/transactions',
		body: `{"data":{"connection_id":"${simple}","transaction_ids":["TRANSACTION1","TRANSACTION2"],"duplicate":false}}`,
		gives: [{ duplicated: false, transaction_ids: ['TRANSACTION1', 'TRANSACTION2'] }],
	},
	...(['mark', 'unmark'] as const).map((operation): Case => ({
		version: 'v5',
		operation: `transaction.${operation}`,
		contract: `transactions_${operation === 'mark' ? '' : 'un'}duplicate_put`,
		parameters: { customerId: byId(customer), transactionIds: ['TRANSACTION1'] },
		sends: `PUT /api/v5/transactions/${operation === 'mark' ? '' : 'un'}duplicate`,
		body: `{"data":{"customer_id":"${customer}","transaction_ids":["TRANSACTION1"]}}`,
		gives: [{ success: true }],
	})),
	{
		version: 'v5',
		operation: 'transaction.deleteOld',
		contract: 'transactions_delete',
		parameters: { customerId: byId(customer), accountId: byId('ACCOUNT1'), keepDays: 0 },
		sends: 'DELETE /api/v5/transactions',
		body: `{"data":{"customer_id":"${customer}","account_id":"ACCOUNT1","keep_days":0}}`,
		gives: [{ success: true }],
	},
];
