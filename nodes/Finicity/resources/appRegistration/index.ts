import type { Resource } from '../../../shared/operation';
import { filters, query } from '../../../shared/panel/field';
import { INTEGER_ID } from '../../../shared/panel/formats';
import {
	applicationId,
	customerId,
	institutionLoginId,
	optionalApplicationId,
	preAppId,
	registrationStatus,
} from '../../fields';
import {
	applicationPages,
	registeredInstitutionPages,
	registrationStatusPages,
} from '../../paging';
import { refreshedAccounts } from '../account/shapes';
import { registrationFields } from './fields';

export const appRegistration: Resource = {
	value: 'appRegistration',
	name: 'App Registration',
	operations: [
		{
			value: 'assignToCustomer',
			name: 'Assign to Customer',
			action: 'Assign app to customer',
			description: 'Assign one of several registered apps to an existing customer',
			notice: "This can't be undone: the customer stays assigned to the app.",
			request: {
				method: 'PUT',
				path: '/aggregation/v1/customers/{customerId}/applications/{applicationId}',
			},
			fields: [customerId, applicationId],
			answer: { kind: 'done' },
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create app registration',
			description: 'Register an app so that its users can sign in to banks with OAuth',
			request: { method: 'POST', path: '/aggregation/v1/partners/applications' },
			fields: registrationFields,
			answer: { kind: 'record', has: ['preAppId'] },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many app registrations',
			description: 'List your app registrations with their details and status',
			request: { method: 'GET', path: '/applications' },
			fields: [
				filters([
					{
						...optionalApplicationId,
						required: true,
						description: 'Only the registration of this approved app',
						...query('application_id'),
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Budget Buddy',
						description: 'Only registrations of the app with this name',
						...query('name'),
					},
					{
						displayName: 'Pre-App ID',
						name: 'preAppId',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. 2581',
						description: 'Only the registration with this ID of digits',
						format: INTEGER_ID,
						...query('pre_app_id'),
					},
					registrationStatus,
				]),
			],
			answer: { kind: 'records', ...applicationPages },
		},
		{
			value: 'getManyByInstitution',
			name: 'Get Many by Institution',
			action: 'Get many app registrations by institution',
			description: 'List the status of an app registration at each bank, or at one bank',
			request: { method: 'GET', path: '/applications/{applicationId}/institutions' },
			fields: [
				applicationId,
				filters([
					{
						displayName: 'Institution ID',
						name: 'institutionId',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. 170716',
						description: 'Only the state at this bank, an ID of digits',
						format: INTEGER_ID,
						...query('institution_id'),
					},
				]),
			],
			answer: { kind: 'records', ...registeredInstitutionPages },
		},
		{
			value: 'getManyStatuses',
			name: 'Get Many Statuses (Deprecated)',
			action: 'Get many app registration statuses',
			description: 'List the status of your app registrations, also at each bank',
			notice:
				'The provider has announced the end of this call for May 2026. Use Get Many and Get Many by Institution instead.',
			request: { method: 'GET', path: '/aggregation/v2/partners/applications' },
			fields: [
				filters([
					{
						displayName: 'App Name',
						name: 'appName',
						type: 'string',
						default: '',
						placeholder: 'e.g. Budget Buddy',
						description: 'Only registrations of the app with this name',
						...query('appName'),
					},
					{
						...optionalApplicationId,
						required: true,
						description: 'Only the registration of this approved app',
						...query('applicationId'),
					},
					{
						displayName: 'Modified Date',
						name: 'modifiedDate',
						type: 'dateTime',
						default: '',
						description:
							'Only registrations that were changed on this date, for example approved. Sent as the Unix time in seconds.',
						wire: 'unixSeconds',
						...query('modifiedDate'),
					},
					{
						displayName: 'Pre-App ID',
						name: 'preAppId',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. 2581',
						description: 'Only the registration with this ID of digits',
						format: INTEGER_ID,
						...query('preAppId'),
					},
					registrationStatus,
					{
						displayName: 'Submitted Date',
						name: 'submittedDate',
						type: 'dateTime',
						default: '',
						description:
							'Only registrations that were handed in on this date. Sent as the Unix time in seconds.',
						wire: 'unixSeconds',
						...query('submittedDate'),
					},
				]),
			],
			answer: { kind: 'records', ...registrationStatusPages },
		},
		{
			value: 'migrateInstitutionLogin',
			name: 'Migrate Institution Login Accounts',
			action: 'Migrate institution login accounts',
			description: 'Move the accounts of an institution login to the OAuth connection of the bank',
			request: {
				method: 'PUT',
				path: '/aggregation/v2/customers/{customerId}/institutionLogins/{institutionLoginId}/migration',
			},
			fields: [customerId, institutionLoginId],
			answer: refreshedAccounts,
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update app registration',
			description: 'Replace all details of an app registration',
			notice: 'All details are replaced, and the app is pending until it is approved again.',
			request: { method: 'PUT', path: '/aggregation/v1/partners/applications/{preAppId}' },
			fields: [preAppId, ...registrationFields],
			answer: { kind: 'record', has: ['preAppId'] },
		},
	],
};
