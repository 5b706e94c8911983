import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';
import { dataPages } from '../../paging';
import { connectionShape } from './shape';

export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many connections',
	description: 'List the connections of a customer',
	request: { method: 'GET', path: '/connections' },
	fields: [customerId],
	answer: { kind: 'records', ...dataPages, ...connectionShape },
};
