import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';

export const getWithAppData: Operation = {
	value: 'getWithAppData',
	name: 'Get with App Data',
	action: 'Get customer with app data',
	description: 'Look up one customer together with the app that the customer is assigned to',
	request: { method: 'GET', path: '/aggregation/v1/customers/{customerId}/application' },
	fields: [customerId],
	answer: { kind: 'record' },
};
