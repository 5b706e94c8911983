import type { Columns, Field, Resource } from '../../shared/operation';
import { filters, header, query } from '../../shared/panel/field';
import { locator } from '../../shared/panel/locator';
import { customerForList, customerId, institutionLoginId, UUID } from '../fields';
import { consentPages } from '../paging';

const consentReceiptId = locator({
	displayName: 'Consent',
	name: 'consentReceiptId',
	description: 'The consent. Choose one from the list, or enter its consentReceiptId.',
	search: 'searchConsents',
	dependsOn: ['customerId.value'],
	format: UUID,
	example: '4e2b1a6c-7d3f-4a51-9b0e-2f6c8d1e5a70',
});

const updatedBy: Field = {
	displayName: 'Updated By',
	name: 'updatedBy',
	type: 'options',
	options: [
		{ name: 'Customer', value: 'CUSTOMER', description: 'The person has asked for it' },
		{
			name: 'Partner',
			value: 'PARTNER',
			description: 'You revoke it yourself, for example together with the customer',
		},
	],
	default: 'CUSTOMER',
	description: 'Who revokes the consent',
	...header('Update-By'),
};

/** With what the consent says in all, and the banks that it is about. */
const consentSummary: Columns = {
	consentReceiptId: 'consentReceiptId',
	customerId: 'customerId',
	status: 'statusDetails.status',
	statusDate: 'statusDetails.statusDate',
	startDate: 'accessPeriod.startDate',
	endDate: 'accessPeriod.endDate',
	purpose: 'purpose',
	applicationId: 'applicationId',
	applicationName: 'applicationName',
	institutionLoginIds: ({ institutions }) =>
		Array.isArray(institutions)
			? (institutions as { institutionLoginId?: string }[])
					.flatMap(({ institutionLoginId: id }) => id ?? [])
					.join()
			: null,
};

export const consent: Resource = {
	value: 'consent',
	name: 'Consent',
	operations: [
		{
			value: 'get',
			name: 'Get',
			action: 'Get consent',
			description: 'Look up what a person has agreed to share, from which banks, and until when',
			request: { method: 'GET', path: '/data-sharing-consents/{consentReceiptId}' },
			fields: [customerForList, consentReceiptId],
			answer: { kind: 'record', has: ['consentReceiptId'], simplify: consentSummary },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many consents',
			description: 'List the consents of a customer',
			request: { method: 'GET', path: '/data-sharing-consents' },
			fields: [
				{ ...customerId, ...query('customer_id') },
				filters([
					{
						displayName: 'Context',
						name: 'context',
						type: 'options',
						options: [
							{ name: 'Cross Partner', value: 'crossPartner', description: 'For another partner' },
							{ name: 'Partner', value: 'partner', description: 'For you' },
						],
						default: 'partner',
						description: 'Only consents for this use',
						...query('context'),
					},
					{
						displayName: 'Status',
						name: 'status',
						type: 'options',
						options: [
							{ name: 'Active', value: 'ACTIVE', description: 'For at least one bank' },
							{ name: 'Inactive', value: 'INACTIVE' },
						],
						default: 'ACTIVE',
						description: 'Only consents in this state',
						...query('status'),
					},
				]),
				{
					displayName: 'Sort',
					name: 'sort',
					type: 'collection',
					placeholder: 'Add Sort',
					default: {},
					options: [
						{
							displayName: 'By',
							name: 'sortBy',
							type: 'options',
							options: [
								{ name: 'End Date', value: 'endDate' },
								{ name: 'Start Date', value: 'startDate' },
								{ name: 'Status', value: 'status' },
							],
							default: 'startDate',
							description: 'The field to sort the consents by',
							...query('sort_by'),
						},
						{
							displayName: 'Direction',
							name: 'sortOrder',
							type: 'options',
							options: [
								{ name: 'Ascending', value: 'Asc' },
								{ name: 'Descending', value: 'Desc' },
							],
							default: 'Desc',
							description: 'The order of the values',
							...query('sort_order'),
						},
					],
				},
			],
			answer: {
				kind: 'records',
				...consentPages,
				noneCodes: ['10215'],
				simplify: consentSummary,
			},
		},
		{
			value: 'revoke',
			name: 'Revoke',
			action: 'Revoke consent',
			description: 'Revoke a consent for all of its banks',
			notice: "This can't be undone.",
			request: { method: 'DELETE', path: '/data-sharing-consents/{consentReceiptId}' },
			fields: [customerForList, consentReceiptId, updatedBy],
			answer: { kind: 'done' },
		},
		{
			value: 'revokeByInstitutionLogin',
			name: 'Revoke by Institution Login',
			action: 'Revoke consent by institution login',
			description: 'Revoke a consent for the banks of one login',
			notice: "This can't be undone.",
			request: {
				method: 'DELETE',
				path: '/data-sharing-consents/{consentReceiptId}/institutionLogins/{institutionLoginId}',
			},
			fields: [customerForList, consentReceiptId, institutionLoginId, updatedBy],
			answer: { kind: 'done' },
		},
	],
};
