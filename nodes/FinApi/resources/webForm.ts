import type { Field, Resource } from '../../shared/operation';
import { additionalFields, body, filters, query } from '../../shared/panel/field';
import { INTEGER_ID } from '../../shared/panel/formats';
import { UUID } from '../formats';
import { formPages } from '../paging';
import { FORM_LIFE, formEnd } from '../webForms';
import { maxDaysForDownload, plainName } from './bankConnection/fields';
import { connectionSummary } from './bankConnection/shape';
import { callback, downloadFields } from './download';

/** What is left of a form when it is simplified: first what the user needs. */
const simplifiedForm = {
	url: 'url',
	expiresAt: 'expiresAt',
	id: 'id',
	status: 'status',
	type: 'type',
	createdAt: 'createdAt',
	bankConnectionId: 'payload.bankConnectionId',
	errorCode: 'payload.errorCode',
	errorMessage: 'payload.errorMessage',
};

const webFormId: Field = {
	displayName: 'Web Form ID',
	name: 'webFormId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 3fa85f64-5717-4562-b3fc-2c963f66afa6',
	description:
		'The ID of the form (36 characters), which Create for Bank Connection Import returns',
	format: UUID,
};

/** In which order forms and tasks come. */
export const byCreation: Field = {
	displayName: 'Sort By',
	name: 'order',
	type: 'options',
	options: [
		{ name: 'Newest First', value: 'createdAt,desc' },
		{ name: 'Oldest First', value: 'createdAt,asc' },
	],
	default: 'createdAt,asc',
	description: 'The order of the results',
	...query('order'),
};

export const webForm: Resource = {
	value: 'webForm',
	name: 'Web Form',
	operations: [
		{
			value: 'cancel',
			name: 'Cancel',
			action: 'Cancel web form',
			description: 'Cancel a form that should not be used any more; one in use may still complete',
			versions: ['V2'],
			request: { method: 'POST', service: 'webForm', path: '/api/webForms/{webFormId}/cancel' },
			fields: [webFormId],
			answer: { kind: 'record', has: ['id', 'status'], simplify: simplifiedForm },
		},
		{
			value: 'createForBankConnectionImport',
			name: 'Create for Bank Connection Import',
			action: 'Create web form for bank connection import',
			description:
				'Make a form for the user to connect a bank; its link opens once, within 20 minutes',
			versions: ['V2'],
			request: {
				method: 'POST',
				service: 'webForm',
				path: '/api/webForms/bankConnectionImport',
				alwaysHasBody: true,
				tokenLife: FORM_LIFE,
			},
			fields: [
				additionalFields([
					...downloadFields,
					{
						displayName: 'Allow Test Bank',
						name: 'allowTestBank',
						type: 'boolean',
						default: true,
						description: 'Whether the user may choose a test bank',
						...body('allowTestBank'),
					},
					{
						displayName: 'Bank ID',
						name: 'bankId',
						type: 'string',
						default: '',
						placeholder: 'e.g. 280001',
						description:
							"The ID of the bank to connect (digits only). Not together with 'Bank Search'.",
						wire: 'integer',
						format: INTEGER_ID,
						...body('bank.id'),
					},
					{
						displayName: 'Bank Search',
						name: 'bankSearch',
						type: 'string',
						default: '',
						placeholder: 'e.g. Sparkasse Köln',
						description: 'Search words that match exactly one bank',
						...body('bank.search'),
					},
					{
						...plainName,
						displayName: 'Connection Name',
						name: 'bankConnectionName',
						format: undefined,
						maxLength: 64,
						description: 'A name for the bank connection, at most 64 characters',
						...body('bankConnectionName'),
					},
					callback('finalised', 'Callback URL', 'the form has come to an end'),
					maxDaysForDownload,
				]),
			],
			check: (sent) =>
				sent.has('bankId') && sent.has('bankSearch')
					? {
							field: 'bankSearch',
							message: "does not go with 'Bank ID'",
							wayOut: 'Remove one of the two fields. Nothing was sent.',
						}
					: undefined,
			answer: { kind: 'record', has: ['id', 'url'], simplify: simplifiedForm },
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete web form',
			description: 'Remove a form and its data',
			notice: "This can't be undone.",
			versions: ['V2'],
			request: { method: 'DELETE', service: 'webForm', path: '/api/webForms/{webFormId}' },
			fields: [webFormId],
			answer: { kind: 'deleted' },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get web form',
			description: 'Look up a form, or wait until it is done and get the bank connection',
			versions: ['V2'],
			request: { method: 'GET', service: 'webForm', path: '/api/webForms/{webFormId}' },
			fields: [webFormId],
			answer: { kind: 'record', has: ['id', 'status'], simplify: simplifiedForm },
			completion: formEnd({ simplify: connectionSummary }),
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many web forms',
			description: 'List the forms of the user',
			versions: ['V2'],
			request: { method: 'GET', service: 'webForm', path: '/api/webForms' },
			fields: [filters([byCreation])],
			answer: { kind: 'records', ...formPages, simplify: simplifiedForm },
		},
	],
};
