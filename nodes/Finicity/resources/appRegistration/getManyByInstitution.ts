import type { Operation } from '../../../shared/operation';
import { applicationId, digits } from '../../fields';
import { registeredInstitutionPages } from '../../paging';

export const getManyByInstitution: Operation = {
	value: 'getManyByInstitution',
	name: 'Get Many by Institution',
	action: 'Get many app registrations by institution',
	description: 'List the state of an app registration at each bank, or at one of them',
	request: { method: 'GET', path: '/applications/{applicationId}/institutions' },
	fields: [
		applicationId,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Institution ID',
					name: 'institutionId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 170716',
					description: 'Only the state at this bank, an ID of digits',
					format: digits,
					routing: { send: { type: 'query', property: 'institution_id' } },
				},
			],
		},
	],
	answer: { kind: 'records', ...registeredInstitutionPages },
};
