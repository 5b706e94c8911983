import type { Answer, Complaint, Field, Operation } from '../../../shared/operation';
import { additionalFields, body, updateFields } from '../../../shared/panel/field';
import { fetching, fetchingOn } from '../../completion';
import {
	connectionId,
	countryCode,
	customerInBody,
	customerOfList,
	providerCode,
} from '../../fields';
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

// What v5 alone has: the node itself hands the login over, without the widget.

/** How a connection is answered, and what of it comes out. */
const answer: Answer = { kind: 'record', has: ['id'], ...connectionShape };

/** What may go along with a login. */
const besidesLogin: readonly Field[] = [
	...consentLimits,
	categorization,
	dailyRefresh,
	encryptedCredentials,
	fileUrl,
	includeFakeProviders,
];

/** What is wrong with a login, its consent or its attempt. */
function loginComplaint(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	return consentComplaint(sent) ?? credentialsComplaint(sent) ?? attemptComplaint(sent);
}

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create connection',
	description: 'Connect a customer to a bank with login data that you send',
	notice: 'Only if Salt Edge allows you to handle the bank credentials of your users.',
	versions: ['v5'],
	request: { method: 'POST', path: '/connections' },
	fields: [
		customerInBody,
		countryCode,
		providerCode,
		{ ...consentScopes, required: true },
		...loginOfProvider,
		firstAttempt,
		additionalFields(besidesLogin),
	],
	check: loginComplaint,
	answer,
	completion: fetching,
};

export const reconnect: Operation = {
	value: 'reconnect',
	name: 'Reconnect',
	action: 'Reconnect connection',
	description: 'Log in again with new credentials or a new consent, and fetch the data',
	versions: ['v5'],
	request: { method: 'PUT', path: '/connections/{connectionId}/reconnect' },
	fields: [
		customerOfList,
		connectionId,
		...loginOfConnection,
		furtherAttempt,
		additionalFields([consentScopes, ...besidesLogin, overrideCredentials]),
	],
	check: loginComplaint,
	answer,
	completion: fetching,
};

export const refresh: Operation = {
	value: 'refresh',
	name: 'Refresh',
	action: 'Refresh connection',
	description: 'Fetch new data with the stored credentials',
	notice:
		"Don't run this on frequent schedules: without the user, a PSD2 bank allows four fetches a day. The next one is possible at next_refresh_possible_at of the connection.",
	versions: ['v5'],
	request: { method: 'PUT', path: '/connections/{connectionId}/refresh' },
	fields: [
		customerOfList,
		connectionId,
		furtherAttempt,
		additionalFields([categorization, dailyRefresh, includeFakeProviders]),
	],
	check: attemptComplaint,
	answer,
	completion: fetching,
};

export const sendInteractiveStep: Operation = {
	value: 'sendInteractiveStep',
	name: 'Send Interactive Step',
	action: 'Send interactive step for connection',
	description: 'Send what the bank asks for during a fetch, such as a one-time code (TAN)',
	versions: ['v5'],
	request: { method: 'PUT', path: '/connections/{connectionId}/interactive' },
	fields: [
		customerOfList,
		connectionId,
		...answersOfStep,
		additionalFields([encryptedCredentials]),
	],
	atLeastOneOf: ['providerFields', 'secretFields', 'credentialsJson', 'encryptedCredentials'],
	check: credentialsComplaint,
	answer,
	completion: fetchingOn,
};

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update connection',
	description:
		'Change the settings of a connection: its daily refresh, its status, its credentials',
	versions: ['v5'],
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
						description: 'No longer refreshed until it is reconnected',
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
	answer,
};
