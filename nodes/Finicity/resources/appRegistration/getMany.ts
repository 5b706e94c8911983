import type { Operation } from '../../../shared/operation';
import { digits, optionalApplicationId, registrationStatus } from '../../fields';
import { applicationPages } from '../../paging';

export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many app registrations',
	description: 'List your app registrations with their details and state',
	request: { method: 'GET', path: '/applications' },
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					...optionalApplicationId,
					description: 'Only the registration of this approved app',
					routing: { send: { type: 'query', property: 'application_id' } },
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Budget Buddy',
					description: 'Only registrations of the app with this name',
					routing: { send: { type: 'query', property: 'name' } },
				},
				{
					displayName: 'Pre-App ID',
					name: 'preAppId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2581',
					description: 'Only the registration with this ID of digits',
					format: digits,
					routing: { send: { type: 'query', property: 'pre_app_id' } },
				},
				registrationStatus,
			],
		},
	],
	answer: { kind: 'records', ...applicationPages },
};
