import type { Operation } from '../../../shared/operation';
import { newCustomerFields, username } from './fields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create customer',
	description: 'Enroll a customer with real bank accounts. Active customers are billed.',
	request: { method: 'POST', path: '/aggregation/v2/customers/active' },
	fields: [username, newCustomerFields],
	answer: { kind: 'record' },
};
