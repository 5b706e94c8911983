import type { Operation } from '../../../shared/operation';
import { customerPages } from '../../paging';

export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many customers',
	description: 'List your customers, or search them by name',
	request: { method: 'GET', path: '/aggregation/v1/customers' },
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'e.g. Lovelace',
					description: 'Text to find in the username, the first name or the last name',
					routing: { send: { type: 'query', property: 'search' } },
				},
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: [
						{ name: 'Active', value: 'active' },
						{ name: 'Testing', value: 'testing' },
					],
					default: 'active',
					description: 'Only customers of this type',
					routing: { send: { type: 'query', property: 'type' } },
				},
				{
					displayName: 'Username',
					name: 'username',
					type: 'string',
					default: '',
					placeholder: 'e.g. customer-4711',
					description: 'The one customer with exactly this username',
					routing: { send: { type: 'query', property: 'username' } },
				},
			],
		},
	],
	answer: { kind: 'records', ...customerPages },
};
