import type { Operation } from '../../../shared/operation';
import { newCustomerFields, username } from './fields';

export const createTesting: Operation = {
	value: 'createTesting',
	name: 'Create Testing',
	action: 'Create testing customer',
	description:
		'Enroll a customer for tests, who can only use the FinBank profiles (not the billable ones)',
	request: { method: 'POST', path: '/aggregation/v2/customers/testing' },
	fields: [username, newCustomerFields],
	answer: { kind: 'record' },
};
