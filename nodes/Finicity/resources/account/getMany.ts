import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';
import { accountList } from './fields';

export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many accounts',
	description: 'List the accounts of a customer with their balances',
	request: { method: 'GET', path: '/aggregation/v1/customers/{customerId}/accounts' },
	fields: [
		customerId,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Account Type',
					name: 'accountType',
					type: 'options',
					options: [
						{
							name: 'Account Validation Assistance (AVA)',
							value: 'ava',
							description: 'Accounts added for micro-deposit verification',
						},
					],
					default: 'ava',
					description: 'Only accounts of this type; the API knows no other value',
					routing: { send: { type: 'query', property: 'account_type' } },
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{ name: 'Active', value: 'active' },
						{
							name: 'Pending',
							value: 'pending',
							description: 'Found at the bank, but not activated yet',
						},
					],
					default: 'active',
					description: 'Only accounts in this state',
					routing: { send: { type: 'query', property: 'status' } },
				},
			],
		},
	],
	answer: accountList,
};
