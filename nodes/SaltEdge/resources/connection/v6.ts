import type { Complaint, Field, Operation } from '../../../shared/operation';
import { additionalFields, body } from '../../../shared/panel/field';
import {
	connectionId,
	countryOfList,
	customerOfList,
	customerOrConnection,
	providerOfWidget,
	seenOnce,
} from '../../fields';
import { attempt, attemptComplaint, returnToAfterwards } from './attemptV6';
import { consentComplaint, consentFromDate, consentLimits, consentScopes } from './consentV6';
import { categorization } from './fields';
import { returnConnectionId, returnErrorClass } from './widget';
import { widget, widgetAgain } from './widgetV6';

// What v6 alone has: the end user logs in at the bank by a link.

const automaticRefresh: Field = {
	displayName: 'Automatic Refresh',
	name: 'automaticRefresh',
	type: 'boolean',
	default: false,
	description: 'Whether Salt Edge refreshes the connection by itself as often as the bank allows',
	...body('automatic_refresh'),
};

/** Whom the connection will belong to, one way or the other. */
const customer: Field = {
	...customerOrConnection,
	description:
		"The customer who connects a bank. Choose one from the list, which you can search by your identifier, or enter the ID (digits only). Not needed if you enter 'Customer Identifier'.",
	...body('customer_id'),
};

const customerIdentifier: Field = {
	displayName: 'Customer Identifier',
	name: 'customerIdentifier',
	type: 'string',
	default: '',
	placeholder: 'e.g. customer-4711',
	description: 'Your own name for the customer, in place of the ID above',
	...body('customer_identifier'),
};

/** Two names might be those of two customers. */
function customerComplaint(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	if (!sent.has('customerId') || !sent.has('customerIdentifier')) return undefined;
	return {
		field: 'customerIdentifier',
		message: "can't be used together with 'Customer'",
		wayOut: 'Leave one of the two empty. Nothing was sent for this item.',
	};
}

function complaint(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	return consentComplaint(sent) ?? attemptComplaint(sent);
}

export const createConnectUrl: Operation = {
	value: 'createConnectUrl',
	name: 'Create Connect URL',
	action: 'Create connect URL',
	description: 'Make a link for an end user to connect a bank in the browser',
	versions: ['v6'],
	request: { method: 'POST', path: '/connections/connect' },
	fields: [
		customer,
		customerIdentifier,
		countryOfList,
		{ ...providerOfWidget, ...body('provider.code') },
		{ ...consentScopes, required: true },
		consentFromDate,
		returnToAfterwards,
		attempt,
		widget,
		additionalFields([
			...consentLimits,
			automaticRefresh,
			categorization,
			{
				displayName: 'Categorization Vendor',
				name: 'categorizationVendor',
				type: 'options',
				options: [
					{ name: 'Fino', value: 'fino' },
					{ name: 'Salt Edge', value: 'saltedge' },
				],
				default: 'saltedge',
				description: 'Who sorts the transactions into categories',
				...body('categorization_vendor'),
			},
			{
				displayName: 'Include Sandboxes',
				name: 'includeSandboxes',
				type: 'boolean',
				default: false,
				description: 'Whether the end user can choose a fake provider, for tests',
				...body('provider.include_sandboxes'),
			},
			{
				displayName: 'Provider as JSON',
				name: 'providerJson',
				type: 'json',
				default: '',
				description:
					'Further properties of the provider as a JSON object, such as new ones of Salt Edge. They are sent together with the other fields.',
				wire: 'object',
				...body('provider'),
			},
			seenOnce({
				displayName: 'Provider Modes',
				name: 'providerModes',
				type: 'multiOptions',
				options: [
					{ name: 'API', value: 'api' },
					{ name: 'OAuth', value: 'oauth' },
					{ name: 'Web', value: 'web' },
				],
				default: [],
				description:
					'Only providers that Salt Edge reaches in these ways; all ways when none is chosen',
				...body('provider.modes'),
			}),
			returnConnectionId,
			returnErrorClass,
			{
				displayName: 'Type of Account',
				name: 'typeOfAccount',
				type: 'options',
				options: [
					{ name: 'Business', value: 'business' },
					{ name: 'Personal', value: 'personal' },
					{ name: 'Shared', value: 'shared' },
				],
				default: 'personal',
				description:
					'The type of account that the end user will connect, for the checks of Salt Edge (KYC)',
				...body('kyc.type_of_account'),
			},
		]),
	],
	atLeastOneOf: ['customerId', 'customerIdentifier'],
	check: (sent) => customerComplaint(sent) ?? complaint(sent),
	answer: { kind: 'record', has: ['connect_url'] },
};

export const createReconnectUrl: Operation = {
	value: 'createReconnectUrl',
	name: 'Create Reconnect URL',
	action: 'Create reconnect URL',
	description: 'Make a link for an end user to log in again or renew the consent',
	versions: ['v6'],
	request: { method: 'POST', path: '/connections/{connectionId}/reconnect' },
	fields: [
		customerOfList,
		connectionId,
		consentScopes,
		consentFromDate,
		returnToAfterwards,
		attempt,
		widgetAgain,
		additionalFields([...consentLimits, automaticRefresh, seenOnce(returnConnectionId)]),
	],
	check: complaint,
	answer: { kind: 'record', has: ['connect_url'] },
};

export const refresh: Operation = {
	value: 'refresh',
	name: 'Refresh',
	action: 'Refresh connection',
	description: 'Fetch new data while the end user is present, with a link or right away',
	versions: ['v6'],
	request: { method: 'POST', path: '/connections/{connectionId}/refresh' },
	fields: [
		customerOfList,
		connectionId,
		{
			displayName: 'Show Widget',
			name: 'showWidget',
			type: 'boolean',
			default: true,
			description:
				'Whether to make a link for the end user. Without it, the fetch starts right away. If the bank asks the user for something, the link is needed.',
			...body('show_widget'),
		},
		returnToAfterwards,
		attempt,
		additionalFields([
			...[consentScopes, consentFromDate, ...consentLimits].map(seenOnce),
			automaticRefresh,
			returnConnectionId,
		]),
	],
	check: complaint,
	answer: { kind: 'record' },
};

export const refreshInBackground: Operation = {
	value: 'refreshInBackground',
	name: 'Refresh in Background',
	action: 'Refresh connection in background',
	description: 'Fetch new data without the end user, while the consent lasts',
	notice:
		"Don't run this on frequent schedules: without the user, a PSD2 bank allows four fetches a day. The next one is possible at next_refresh_possible_at of the connection.",
	versions: ['v6'],
	request: { method: 'POST', path: '/connections/{connectionId}/background_refresh' },
	fields: [
		customerOfList,
		connectionId,
		returnToAfterwards,
		attempt,
		additionalFields([seenOnce(automaticRefresh)]),
	],
	check: attemptComplaint,
	answer: { kind: 'record' },
};
