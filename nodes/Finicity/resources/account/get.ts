import type { Operation } from '../../../shared/operation';
import { accountId, customerId } from '../../fields';
import { accountSummary } from './fields';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get account',
	description: 'Look up one account with its balance and details',
	request: {
		method: 'GET',
		path: '/aggregation/v2/customers/{customerId}/accounts/{accountId}',
	},
	fields: [customerId, accountId],
	answer: { kind: 'record', simplify: accountSummary },
};
