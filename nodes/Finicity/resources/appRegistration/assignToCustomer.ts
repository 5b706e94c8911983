import type { Operation } from '../../../shared/operation';
import { applicationId, customerId } from '../../fields';

export const assignToCustomer: Operation = {
	value: 'assignToCustomer',
	name: 'Assign to Customer',
	action: 'Assign application to customer',
	description:
		"Assign one of several registered apps to an existing customer. It can't be changed afterwards.",
	request: {
		method: 'PUT',
		path: '/aggregation/v1/customers/{customerId}/applications/{applicationId}',
	},
	fields: [customerId, applicationId],
	answer: { kind: 'done' },
};
