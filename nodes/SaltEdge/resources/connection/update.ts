import type { Operation } from '../../../shared/operation';
import { connectionId, customerOfList } from '../../fields';
import { dailyRefresh, storeCredentials } from './fields';
import { connectionShape } from './shape';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update connection',
	description:
		'Change the settings of a connection: its daily refresh, its status, its credentials',
	request: { method: 'PUT', path: '/connections/{connectionId}' },
	fields: [
		customerOfList,
		connectionId,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			description: 'What is not added stays as it is',
			options: [
				dailyRefresh,
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{
							name: 'Inactive',
							value: 'inactive',
							description: 'Not refreshed any more, until it is reconnected',
						},
					],
					default: 'inactive',
					description: 'The API can only switch a connection off',
					routing: { send: { type: 'body', property: 'status' } },
				},
				storeCredentials,
			],
		},
	],
	atLeastOneOf: ['dailyRefresh', 'status', 'storeCredentials'],
	answer: { kind: 'record', ...connectionShape },
};
