import type { Resource } from '../../../shared/operation';
import { additionalFields, body, updateFields } from '../../../shared/panel/field';
import { fetching, fetchingOn } from '../../completion';
import {
	connectionId,
	countryCode,
	customerId,
	customerOfList,
	newConnectionsCustomerId,
	providerCode,
} from '../../fields';
import { dataPages } from '../../paging';
import { attemptComplaint, firstAttempt, furtherAttempt } from './attempt';
import { consentComplaint, consentLimits, consentScopes } from './consent';
import {
	answersOfStep,
	credentialsComplaint,
	encryptedCredentials,
	loginOfConnection,
	loginOfProvider,
} from './credentials';
import {
	categorization,
	dailyRefresh,
	fileUrl,
	includeFakeProviders,
	overrideCredentials,
	storeCredentials,
} from './fields';
import { connectionShape } from './shape';

export const connection: Resource = {
	value: 'connection',
	name: 'Connection',
	operations: [
		{
			value: 'create',
			name: 'Create',
			action: 'Create connection',
			description: 'Connect a customer to a bank and begin to fetch the accounts',
			notice:
				'Only for clients that Salt Edge allows to handle the credentials of users themselves.',
			request: { method: 'POST', path: '/connections' },
			fields: [
				newConnectionsCustomerId,
				countryCode,
				providerCode,
				{ ...consentScopes, required: true },
				...loginOfProvider,
				firstAttempt,
				additionalFields([
					...consentLimits,
					categorization,
					dailyRefresh,
					encryptedCredentials,
					fileUrl,
					includeFakeProviders,
				]),
			],
			check: (sent) =>
				consentComplaint(sent) ?? credentialsComplaint(sent) ?? attemptComplaint(sent),
			answer: { kind: 'record', ...connectionShape },
			completion: fetching,
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete connection',
			description: 'Remove a connection with its accounts and transactions',
			notice: "This can't be undone. The consent is revoked as well.",
			request: { method: 'DELETE', path: '/connections/{connectionId}' },
			fields: [customerOfList, connectionId],
			answer: { kind: 'deleted' },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get connection',
			description: 'Look up one connection by ID: its state, and what its last fetch came to',
			request: { method: 'GET', path: '/connections/{connectionId}' },
			fields: [customerOfList, connectionId],
			answer: { kind: 'record', ...connectionShape },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many connections',
			description: 'List the connections of a customer',
			request: { method: 'GET', path: '/connections' },
			fields: [customerId],
			answer: { kind: 'records', ...dataPages, ...connectionShape },
		},
		{
			value: 'reconnect',
			name: 'Reconnect',
			action: 'Reconnect connection',
			description:
				'Log in at the bank anew, with new credentials or a new consent, and fetch the data again',
			request: { method: 'PUT', path: '/connections/{connectionId}/reconnect' },
			fields: [
				customerOfList,
				connectionId,
				...loginOfConnection,
				furtherAttempt,
				additionalFields([
					consentScopes,
					...consentLimits,
					categorization,
					dailyRefresh,
					encryptedCredentials,
					fileUrl,
					includeFakeProviders,
					overrideCredentials,
				]),
			],
			check: (sent) =>
				consentComplaint(sent) ?? credentialsComplaint(sent) ?? attemptComplaint(sent),
			answer: { kind: 'record', ...connectionShape },
			completion: fetching,
		},
		{
			value: 'refresh',
			name: 'Refresh',
			action: 'Refresh connection',
			description: 'Fetch new data with the stored credentials and an active consent',
			notice:
				'Not before next_refresh_possible_at of the connection, and not for frequent schedules: without the user, a PSD2 bank allows four fetches a day.',
			request: { method: 'PUT', path: '/connections/{connectionId}/refresh' },
			fields: [
				customerOfList,
				connectionId,
				furtherAttempt,
				additionalFields([categorization, dailyRefresh, includeFakeProviders]),
			],
			check: attemptComplaint,
			answer: { kind: 'record', ...connectionShape },
			completion: fetching,
		},
		{
			value: 'sendInteractiveStep',
			name: 'Send Interactive Step',
			action: 'Send interactive step of connection',
			description: 'Send what the connection waits for at its interactive stage, such as a TAN',
			request: { method: 'PUT', path: '/connections/{connectionId}/interactive' },
			fields: [
				customerOfList,
				connectionId,
				...answersOfStep,
				additionalFields([encryptedCredentials]),
			],
			atLeastOneOf: ['providerFields', 'secretFields', 'credentialsJson', 'encryptedCredentials'],
			check: credentialsComplaint,
			answer: { kind: 'record', ...connectionShape },
			completion: fetchingOn,
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update connection',
			description:
				'Change the settings of a connection: its daily refresh, its status, its credentials',
			request: { method: 'PUT', path: '/connections/{connectionId}' },
			fields: [
				customerOfList,
				connectionId,
				updateFields([
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
						...body('status'),
					},
					storeCredentials,
				]),
			],
			atLeastOneOf: ['dailyRefresh', 'status', 'storeCredentials'],
			answer: { kind: 'record', ...connectionShape },
		},
	],
};
