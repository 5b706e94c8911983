import type { ApiVersion } from '../../contract/saltedge';
import { dateTime } from '../shared/time';
import type { Attempt, Connection, ConnectionEvent, Customer, Provider, Stage } from './model';
import { lastAttempt } from './model';
import { gaveUp } from './progress';
import { optionsOf } from './views/common';
import type { ConnectSession } from './widget/session';

/** Each of these is sent to an address of its own; no body tells which of them it is. */
export const callbackTypes = [
	'success',
	'failure',
	'notify',
	'interactive',
	'destroy',
	'service',
	'providerChanges',
] as const;
export type CallbackType = (typeof callbackTypes)[number];

/** The data of a callback. */
export interface CallbackPayload {
	version: ApiVersion;
	type: CallbackType;
	data: Record<string, unknown>;
}

/** Who it is about: v6 tells the client's own name of the customer, too. */
const customerParts = (version: ApiVersion, { id, identifier }: Customer) => ({
	customer_id: id,
	...(version === 'v6' ? { customer_identifier: identifier } : {}),
});

interface Subject {
	version: ApiVersion;
	connection: Connection;
	/** The customer of the connection. */
	owner: Customer;
}

const idsOf = ({ version, connection, owner }: Subject) => ({
	connection_id: connection.id,
	...customerParts(version, owner),
});

const dataOf = (subject: Subject, { request }: Attempt) => ({
	...idsOf(subject),
	custom_fields: request.custom_fields ?? {},
});

function failureOf({ id, failure }: Attempt) {
	if (!failure) throw new Error(`The attempt ${id} has not failed`);
	return { error_class: failure.errorClass, error_message: failure.message };
}

function questionOf({ id, question }: Stage) {
	if (!question) throw new Error(`The stage ${id} asks nothing`);
	return {
		html: question.html,
		session_expires_at: dateTime(question.expiresAt),
		interactive_fields_names: question.fields.map(({ name }) => name),
		interactive_fields_options: optionsOf(question.fields),
	};
}

/** What an event is told with. */
export function eventPayload(
	{ version, type, connection, attempt, stage }: ConnectionEvent,
	owner: Customer,
): CallbackPayload {
	const subject = { version, connection, owner };
	const data = dataOf(subject, attempt);
	switch (type) {
		case 'notify':
			return { version, type, data: { ...data, stage: stage.name } };
		case 'interactive':
			return { version, type, data: { ...data, stage: stage.name, ...questionOf(stage) } };
		case 'success': {
			// The one that comes after the accounts does not end anything, and names no stage.
			const end = stage.name === 'finish' ? { stage: stage.name } : {};
			return { version, type, data: { ...data, ...end } };
		}
		case 'fail':
			return { version, type: 'failure', data: { ...data, ...failureOf(attempt) } };
		case 'destroy':
			return { version, type, data: version === 'v6' ? data : idsOf(subject) };
	}
}

/** Tells v6 that an end user gave up before there was a connection. */
export const gaveUpPayload = (
	{ attempt }: ConnectSession,
	customer: Customer,
): CallbackPayload => ({
	version: 'v6',
	type: 'failure',
	data: {
		...customerParts('v6', customer),
		custom_fields: attempt.custom_fields ?? {},
		error_class: gaveUp.v6.errorClass,
		error_message: gaveUp.v6.message,
	},
});

/** Tells that Salt Edge itself has changed a connection. */
export function servicePayload(connection: Connection, owner: Customer): CallbackPayload {
	const attempt = lastAttempt(connection);
	const { version } = attempt;
	const data = dataOf({ version, connection, owner }, attempt);
	return { version, type: 'service', data: { ...data, reason: 'updated' } };
}

/** Tells the status of a provider. */
export const providerPayload = (
	version: ApiVersion,
	{ code, status }: Provider,
): CallbackPayload => ({
	version,
	type: 'providerChanges',
	data: { provider_code: code, provider_status: status },
});
