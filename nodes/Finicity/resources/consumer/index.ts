import type { Columns, Resource } from '../../../shared/operation';
import { customerId } from '../../fields';
import { isoTime } from '../../times';
import {
	changeable,
	changes,
	checkEndUser,
	checkNew,
	consumerId,
	newConsumerFields,
} from './fields';

/** What Simplify keeps of a consumer: nothing that is secret. */
const consumerSummary: Columns = {
	id: 'id',
	customerId: ({ customerId: id }) => (id === undefined ? null : String(id as string)),
	firstName: 'firstName',
	lastName: 'lastName',
	suffix: 'suffix',
	address: 'address',
	city: 'city',
	state: 'state',
	zip: 'zip',
	phone: 'phone',
	email: 'email',
	createdDate: ({ createdDate }) => isoTime(createdDate),
};

export const consumer: Resource = {
	value: 'consumer',
	name: 'Consumer',
	operations: [
		{
			value: 'create',
			name: 'Create',
			action: 'Create consumer',
			description: 'Add the person behind a customer, which reports need',
			request: { method: 'POST', path: '/decisioning/v1/customers/{customerId}/consumer' },
			fields: [customerId, ...newConsumerFields],
			check: checkNew,
			answer: { kind: 'record', has: ['id'] },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get consumer',
			description: 'Look up one consumer by ID',
			request: { method: 'GET', path: '/decisioning/v1/consumers/{consumerId}' },
			fields: [consumerId],
			answer: { kind: 'record', has: ['id'], simplify: consumerSummary },
		},
		{
			value: 'getByCustomer',
			name: 'Get by Customer',
			action: 'Get consumer by customer',
			description: 'Look up the consumer of a customer',
			request: { method: 'GET', path: '/decisioning/v1/customers/{customerId}/consumer' },
			fields: [customerId],
			answer: { kind: 'record', has: ['id'], simplify: consumerSummary },
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update consumer',
			description: 'Change some details of a consumer and keep the rest',
			request: { method: 'PUT', path: '/decisioning/v1/consumers/{consumerId}' },
			fields: [consumerId, changes],
			atLeastOneOf: changeable,
			check: checkEndUser,
			answer: { kind: 'done' },
		},
	],
};
