import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';
import { firstName, lastName } from './fields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: 'Change the first name, the last name or both of a customer',
	request: { method: 'PUT', path: '/aggregation/v1/customers/{customerId}' },
	fields: [customerId, firstName, lastName],
	atLeastOneOf: ['firstName', 'lastName'],
	answer: { kind: 'done' },
};
