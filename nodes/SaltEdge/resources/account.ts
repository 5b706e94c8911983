import type { IDataObject } from 'n8n-workflow';
import type { Columns, Resource } from '../../shared/operation';
import { readPath } from '../../shared/wire/json';
import { connectionOrCustomer, customerOrConnection } from '../fields';
import { dataPages } from '../paging';

/** The same columns as at every other bank. */
const columns: Columns = {
	id: 'id',
	connectionId: 'connection_id',
	name: 'name',
	type: 'nature',
	number: (account: IDataObject) =>
		readPath(account, 'extra.iban') ?? readPath(account, 'extra.account_number'),
	currency: 'currency_code',
	balance: 'balance',
	availableBalance: 'extra.available_amount',
	status: 'extra.status',
	updatedAt: 'updated_at',
};

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many accounts',
			description: 'List the accounts of a connection or a customer, with their balances',
			request: { method: 'GET', path: '/accounts' },
			fields: [customerOrConnection, connectionOrCustomer],
			atLeastOneOf: ['customerId', 'connectionId'],
			answer: { kind: 'records', ...dataPages, simplify: columns },
		},
	],
};
