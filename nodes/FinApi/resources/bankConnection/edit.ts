import type { Field, Operation } from '../../../shared/operation';
import { bankConnectionId } from '../../fields';
import { defaultTwoStepProcedureId } from './fields';
import * as v1 from './fieldsV1';
import * as v2 from './fieldsV2';
import { simplifiedConnection } from './simplified';

const updateFields: Field = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What is not added stays as it is',
};

const edit: Operation = {
	value: 'edit',
	name: 'Edit',
	action: 'Edit bank connection',
	description:
		'Change the name of a bank connection, its stored login, or how the user confirms by default',
	request: { method: 'PATCH', path: '/bankConnections/{bankConnectionId}' },
	fields: [],
	answer: { kind: 'record', simplify: simplifiedConnection },
};

const cleared = (field: Field): Field => ({
	...field,
	description: `${field.description?.replace(/\.$/, '')}. Leave it empty to remove what is stored.`,
	clears: true,
});

export const editV2: Operation = {
	...edit,
	versions: ['V2'],
	fields: [
		bankConnectionId,
		{
			...updateFields,
			options: [
				v2.bankingInterface,
				{ ...defaultTwoStepProcedureId, needs: 'bankingInterface' },
				{ ...v2.loginCredentials, needs: 'bankingInterface' },
				cleared(v2.nameV2),
			],
		},
	],
	atLeastOneOf: ['defaultTwoStepProcedureId', 'loginCredentials', 'name'],
};

export const editV1: Operation = {
	...edit,
	versions: ['V1'],
	fields: [
		bankConnectionId,
		{
			...updateFields,
			options: [
				cleared(v1.bankingCustomerId),
				cleared({ ...v1.bankingPin, description: 'The new PIN, at most 170 characters' }),
				{ ...v1.bankingUserId, description: 'The new user ID, at most 64 characters' },
				defaultTwoStepProcedureId,
				cleared(v1.nameV1),
			],
		},
	],
	atLeastOneOf: [
		'bankingCustomerId',
		'bankingPin',
		'bankingUserId',
		'defaultTwoStepProcedureId',
		'name',
	],
	furtherSteps: true,
};
