import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get customer',
	description: 'Look up one customer by ID',
	request: { method: 'GET', path: '/aggregation/v1/customers/{customerId}' },
	fields: [customerId],
	answer: { kind: 'record' },
};
