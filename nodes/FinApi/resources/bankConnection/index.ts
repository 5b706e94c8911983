import type { Field, Resource } from '../../../shared/operation';
import { additionalFields, filters, query, updateFields } from '../../../shared/panel/field';
import { download } from '../../completion';
import { bankConnectionId, bankId, updatedConnectionId } from '../../fields';
import { furtherStepFields } from '../../furtherStepFields';
import { connectionList } from '../../paging';
import { perVersion } from '../../../shared/panel/perVersion';
import { presence } from '../../presence';
import {
	accountReferences,
	bankingInterface,
	defaultTwoStepProcedureId,
	ids,
	importNewAccounts,
	loadOwnerData,
	loginCredentials,
	maxDaysForDownload,
	plainName,
	redirectUrl,
	skipPositionsDownload,
	storeSecrets,
} from './fields';
import * as v1 from './fieldsV1';
import * as v2 from './fieldsV2';
import { connectionSummary } from './shape';

/** A field that, left empty, removes what is stored. */
const cleared = (field: Field): Field => ({
	...field,
	description: `${field.description?.replace(/\.$/, '')}. Leave it empty to remove what is stored.`,
	clears: true,
});

export const bankConnection: Resource = {
	value: 'bankConnection',
	name: 'Bank Connection',
	operations: [
		{
			value: 'connectInterface',
			name: 'Connect Interface',
			action: 'Connect interface to bank connection',
			description: 'Add another banking interface to a bank connection and load its accounts',
			versions: ['V2'],
			request: { method: 'POST', path: '/bankConnections/connectInterface', timeout: 180_000 },
			fields: [
				updatedConnectionId,
				{ ...bankingInterface, required: true },
				loginCredentials,
				...furtherStepFields,
				additionalFields([
					...presence,
					accountReferences,
					v2.accountTypes,
					v2.loadOwnerData,
					maxDaysForDownload,
					redirectUrl,
					v2.skipBalancesDownload,
					skipPositionsDownload,
					v2.sourceBankingInterface,
					storeSecrets,
				]),
			],
			answer: { kind: 'record', has: ['id'], simplify: connectionSummary },
			furtherSteps: true,
			completion: download,
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete bank connection',
			description: 'Remove a bank connection with its accounts and transactions',
			notice:
				"This can't be undone. It also removes balances and the notification rules that are for this connection only. The consent at the bank is withdrawn if the API allows it.",
			request: { method: 'DELETE', path: '/bankConnections/{bankConnectionId}' },
			fields: [bankConnectionId, additionalFields(presence)],
			answer: { kind: 'deleted' },
		},
		{
			value: 'deleteAll',
			name: 'Delete All',
			action: 'Delete all bank connections',
			description: 'Remove every bank connection of the user',
			notice:
				"This deletes ALL bank connections of the user of the credential, with their accounts, transactions and balances. It can't be undone. While one of them is busy, none is removed.",
			request: { method: 'DELETE', path: '/bankConnections' },
			fields: [additionalFields(presence)],
			answer: { kind: 'deletedMany', property: 'identifiers' },
		},
		{
			value: 'deleteConsent',
			name: 'Delete Consent',
			action: 'Delete consent of bank connection',
			description: 'Withdraw the consent of the user to XS2A access, at finAPI and at the bank',
			notice:
				"This can't be undone. Without a consent, this interface gets no updates until the user gives a new one. The bank connection and its data stay.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/bankConnections/{bankConnectionId}/aisConsent' },
			fields: [
				bankConnectionId,
				{ ...bankingInterface, required: true, ...query('bankingInterface') },
				additionalFields([
					...presence,
					{
						displayName: 'Force Deletion',
						name: 'forceDeletion',
						type: 'boolean',
						default: false,
						description:
							'Whether to remove the consent at finAPI even if the bank does not withdraw it. Otherwise nothing changes in that case.',
						...query('forceDeletion'),
					},
				]),
			],
			answer: { kind: 'record', has: ['local', 'remote'] },
		},
		...perVersion(
			{
				value: 'edit',
				name: 'Edit',
				action: 'Edit bank connection',
				description:
					'Change the name of a bank connection, its stored login, or its two-step procedure',
				request: { method: 'PATCH', path: '/bankConnections/{bankConnectionId}' },
				answer: { kind: 'record', has: ['id'], simplify: connectionSummary },
			},
			{
				V2: {
					fields: [
						bankConnectionId,
						updateFields([
							bankingInterface,
							{ ...defaultTwoStepProcedureId, needs: 'bankingInterface' },
							{ ...loginCredentials, needs: 'bankingInterface' },
							cleared(plainName),
						]),
					],
					atLeastOneOf: ['defaultTwoStepProcedureId', 'loginCredentials', 'name'],
				},
				V1: {
					fields: [
						bankConnectionId,
						updateFields([
							cleared(v1.bankingCustomerId),
							v1.bankingInterface,
							cleared(v1.bankingPin),
							v1.bankingUserId,
							defaultTwoStepProcedureId,
							v1.loginCredentials,
							cleared(plainName),
						]),
					],
					atLeastOneOf: [
						'bankingCustomerId',
						'bankingPin',
						'bankingUserId',
						'defaultTwoStepProcedureId',
						'loginCredentials',
						'name',
					],
					furtherSteps: true,
				},
			},
		),
		{
			value: 'get',
			name: 'Get',
			action: 'Get bank connection',
			description: 'Look up one bank connection by ID: its status, its accounts, its last download',
			request: { method: 'GET', path: '/bankConnections/{bankConnectionId}' },
			fields: [bankConnectionId],
			answer: { kind: 'record', has: ['id'], simplify: connectionSummary },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many bank connections',
			description: 'List the bank connections of the user, or those with certain IDs',
			request: { method: 'GET', path: '/bankConnections' },
			fields: [
				// An empty list of ids must not give all of them.
				filters([{ ...ids, required: true, ...query('ids') }]),
			],
			answer: { kind: 'records', ...connectionList, simplify: connectionSummary },
		},
		// A single id in the path would be another operation, with another answer.
		{
			value: 'getMultiple',
			name: 'Get Multiple (Deprecated)',
			action: 'Get multiple bank connections',
			description: 'Look up several bank connections by their IDs',
			notice: "finAPI has replaced this operation. Use Get Many with the filter 'IDs' instead.",
			versions: ['V1'],
			request: { method: 'GET', path: '/bankConnections/{ids}', pathForOne: '/bankConnections' },
			fields: [{ ...ids, required: true }],
			answer: { kind: 'records', ...connectionList, isWhole: true, simplify: connectionSummary },
		},
		...perVersion(
			{
				value: 'import',
				name: 'Import',
				action: 'Import bank connection',
				description: 'Connect the user to a bank and load accounts and transactions',
				request: { method: 'POST', path: '/bankConnections/import', timeout: 180_000 },
				answer: { kind: 'record', has: ['id'], simplify: connectionSummary },
				furtherSteps: true,
				completion: download,
			},
			{
				V2: {
					fields: [
						bankId,
						{ ...bankingInterface, required: true },
						loginCredentials,
						...furtherStepFields,
						additionalFields([
							...presence,
							accountReferences,
							v2.accountTypes,
							v2.loadOwnerData,
							maxDaysForDownload,
							plainName,
							redirectUrl,
							v2.skipBalancesDownload,
							skipPositionsDownload,
							storeSecrets,
						]),
					],
				},
				V1: {
					fields: [
						bankId,
						v1.bankingUserId,
						v1.bankingPin,
						...furtherStepFields,
						additionalFields([
							...presence,
							accountReferences,
							v1.accountTypeIds,
							v1.accountTypes,
							v1.bankingCustomerId,
							v1.bankingInterface,
							v1.challengeResponse,
							loadOwnerData,
							v1.loginCredentials,
							maxDaysForDownload,
							v1.nameV1,
							redirectUrl,
							skipPositionsDownload,
							v1.storePin,
							storeSecrets,
						]),
					],
				},
			},
		),
		{
			value: 'removeInterface',
			name: 'Remove Interface',
			action: 'Remove interface from bank connection',
			description: 'Remove one of the banking interfaces from a bank connection',
			notice:
				"This can't be undone. The stored login and the consent of the interface are removed. The bank connection and its accounts stay.",
			versions: ['V2'],
			request: { method: 'POST', path: '/bankConnections/removeInterface' },
			fields: [
				updatedConnectionId,
				{ ...bankingInterface, required: true },
				additionalFields(presence),
			],
			answer: { kind: 'done' },
		},
		...perVersion(
			{
				value: 'update',
				name: 'Update',
				action: 'Update bank connection',
				description: 'Load new data from the bank',
				notice:
					"Don't run this on frequent schedules: while the user is not present, a bank allows four XS2A updates a day.",
				request: { method: 'POST', path: '/bankConnections/update', timeout: 180_000 },
				answer: { kind: 'record', has: ['id'], simplify: connectionSummary },
				furtherSteps: true,
				completion: download,
			},
			{
				V2: {
					fields: [
						updatedConnectionId,
						{ ...bankingInterface, required: true },
						loginCredentials,
						...furtherStepFields,
						additionalFields([
							...presence,
							accountReferences,
							v2.accountTypes,
							importNewAccounts,
							v2.loadOwnerData,
							redirectUrl,
							v2.skipBalancesDownload,
							skipPositionsDownload,
							storeSecrets,
						]),
					],
				},
				V1: {
					fields: [
						updatedConnectionId,
						v1.bankingPin,
						...furtherStepFields,
						additionalFields([
							...presence,
							accountReferences,
							v1.accountTypes,
							v1.bankingInterface,
							v1.challengeResponse,
							v1.forceWebForm,
							importNewAccounts,
							loadOwnerData,
							v1.loginCredentials,
							redirectUrl,
							skipPositionsDownload,
							v1.storePin,
							storeSecrets,
						]),
					],
				},
			},
		),
	],
};
