import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';

export const deleteCustomer: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete customer',
	description: "Remove a customer with all of the customer's accounts. This can't be undone.",
	request: { method: 'DELETE', path: '/aggregation/v1/customers/{customerId}' },
	fields: [customerId],
	answer: { kind: 'deleted' },
};
