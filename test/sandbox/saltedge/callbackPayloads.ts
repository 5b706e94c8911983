import { dateTime } from '../shared/time';
import type { Attempt, Connection, ConnectionEvent, Provider, Stage } from './model';
import { lastAttempt } from './model';
import { optionsOf } from './views';

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
	type: CallbackType;
	data: Record<string, unknown>;
}

const idsOf = ({ id, customerId }: Connection) => ({ connection_id: id, customer_id: customerId });

const dataOf = (connection: Connection, { request }: Attempt) => ({
	...idsOf(connection),
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
export function eventPayload({
	type,
	connection,
	attempt,
	stage,
}: ConnectionEvent): CallbackPayload {
	const data = dataOf(connection, attempt);
	switch (type) {
		case 'notify':
			return { type, data: { ...data, stage: stage.name } };
		case 'interactive':
			return { type, data: { ...data, stage: stage.name, ...questionOf(stage) } };
		case 'success':
			// The one that comes after the accounts does not end anything, and names no stage.
			return { type, data: stage.name === 'finish' ? { ...data, stage: stage.name } : data };
		case 'fail':
			return { type: 'failure', data: { ...data, ...failureOf(attempt) } };
		case 'destroy':
			return { type, data: idsOf(connection) };
	}
}

/** Tells that Salt Edge itself has changed a connection. */
export const servicePayload = (connection: Connection): CallbackPayload => ({
	type: 'service',
	data: { ...dataOf(connection, lastAttempt(connection)), reason: 'updated' },
});

/** Tells the status of a provider. */
export const providerPayload = ({ code, status }: Provider): CallbackPayload => ({
	type: 'providerChanges',
	data: { provider_code: code, provider_status: status },
});
