import type { Operation } from '../../../shared/operation';
import { accountId, customerId } from '../../fields';

export const deleteAccount: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete account',
	description: "Remove one account of a customer. This can't be undone.",
	request: {
		method: 'DELETE',
		path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}',
	},
	fields: [customerId, accountId],
	answer: { kind: 'deleted' },
};
