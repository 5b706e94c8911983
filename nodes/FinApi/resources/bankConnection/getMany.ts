import type { Operation } from '../../../shared/operation';
import { connectionList } from '../../paging';
import { ids } from './fields';
import { simplifiedConnection } from './simplified';

export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many bank connections',
	description: 'List the bank connections of the user, or those with certain IDs',
	request: { method: 'GET', path: '/bankConnections' },
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			// An empty list of ids must not give all of them.
			options: [{ ...ids, required: true, routing: { send: { type: 'query', property: 'ids' } } }],
		},
	],
	answer: { kind: 'records', ...connectionList, simplify: simplifiedConnection },
};
