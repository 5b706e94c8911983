import type { Resource } from '../../shared/operation';
import { customerForList, institutionLoginId } from '../fields';

export const institutionLogin: Resource = {
	value: 'institutionLogin',
	name: 'Institution Login',
	operations: [
		{
			value: 'getAuthorizationDetails',
			name: 'Get Authorization Details',
			action: 'Get institution login authorization details',
			description: 'Look up when the access to a bank with OAuth begins and ends',
			request: {
				method: 'GET',
				path: '/customers/institution-logins/{institutionLoginId}/authorization-details',
			},
			fields: [customerForList, institutionLoginId],
			answer: { kind: 'record', has: ['institutionLoginId'] },
		},
	],
};
