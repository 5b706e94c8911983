import type { Operation } from '../../../shared/operation';
import { digits, optionalApplicationId, registrationStatus } from '../../fields';
import { registrationStatusPages } from '../../paging';

export const getManyStatuses: Operation = {
	value: 'getManyStatuses',
	name: 'Get Many Statuses (Deprecated)',
	action: 'Get many app registration statuses',
	description:
		'List the states of your app registrations with those at each bank. The provider has announced the end of this call for May 2026: prefer Get Many and Get Many by Institution.',
	request: { method: 'GET', path: '/aggregation/v2/partners/applications' },
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'App Name',
					name: 'appName',
					type: 'string',
					default: '',
					placeholder: 'e.g. Budget Buddy',
					description: 'Only registrations of the app with this name',
					routing: { send: { type: 'query', property: 'appName' } },
				},
				{
					...optionalApplicationId,
					description: 'Only the registration of this approved app',
					routing: { send: { type: 'query', property: 'applicationId' } },
				},
				{
					displayName: 'Modified Date',
					name: 'modifiedDate',
					type: 'dateTime',
					default: '',
					description:
						'Only registrations that were changed on this date, for example approved. Sent as the Unix time in seconds; a time without a zone is in the time zone of the workflow.',
					wire: 'unixSeconds',
					routing: { send: { type: 'query', property: 'modifiedDate' } },
				},
				{
					displayName: 'Pre-App ID',
					name: 'preAppId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2581',
					description: 'Only the registration with this ID of digits',
					format: digits,
					routing: { send: { type: 'query', property: 'preAppId' } },
				},
				registrationStatus,
				{
					displayName: 'Submitted Date',
					name: 'submittedDate',
					type: 'dateTime',
					default: '',
					description:
						'Only registrations that were handed in on this date. Sent as the Unix time in seconds; a time without a zone is in the time zone of the workflow.',
					wire: 'unixSeconds',
					routing: { send: { type: 'query', property: 'submittedDate' } },
				},
			],
		},
	],
	answer: { kind: 'records', ...registrationStatusPages },
};
