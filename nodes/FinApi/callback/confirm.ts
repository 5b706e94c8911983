import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { waitForCompletion } from '../../shared/answer/completion';
import { saysMissing } from '../../shared/answer/none';
import { readRecord } from '../../shared/answer/reading';
import { shaper } from '../../shared/answer/simplify';
import type { Addition } from '../../shared/callback/receiver';
import type { Completion } from '../../shared/operation';
import { pause } from '../../shared/wire/cancel';
import { plainText, readPath } from '../../shared/wire/json';
import type { Request } from '../../shared/wire/request';
import { send } from '../../shared/wire/send';
import { openSession, type Session } from '../../shared/wire/session';
import { CLIENT } from '../access';
import { finApi } from '../api';
import { ready } from '../completion';
import { connectionSummary } from '../resources/bankConnection/shape';
import { formEnd, taskEnd } from '../webForms';
import { type EndEvent, inState, NEEDS_FORM, type Notification, type UserDeletion } from './event';
import type { Settings } from './settings';

/** Milliseconds between two looks at what is not as far yet as its event says. */
const LOOK_AGAIN = 2_000;

const ENDS: Readonly<Record<EndEvent['about'], Completion>> = {
	webForm: formEnd({}),
	task: taskEnd({}),
};

/** A record that finAPI has, or nothing when it says that there is none. */
async function lookUp(
	session: Session,
	path: string,
	has: readonly string[],
): Promise<IDataObject | undefined> {
	const request: Request = { method: 'GET', path };
	try {
		return readRecord(session, request, await send(session, request), { has });
	} catch (error) {
		return saysMissing(error) ? undefined : await Promise.reject(error as Error);
	}
}

/**
 * An event as finAPI confirms it: the state of the form or the task decides. A form comes to one end,
 * a task may need its user before: so a call about the one is never taken for the other.
 */
export async function confirmedEnd(
	context: IWebhookFunctions,
	event: EndEvent,
	signal: AbortSignal,
): Promise<EndEvent | undefined> {
	const session = { ...(await openSession(context, finApi, { service: 'webForm' })), signal };
	const { path, progress } = ENDS[event.about];
	for (;;) {
		const record = await lookUp(session, path.replace('{id}', event.id), ['id', 'status']);
		if (!record) return undefined;
		const status = plainText(record.status);
		const isThere = progress(record, undefined, record) !== 'running';
		if (isThere && (status === NEEDS_FORM) === (event.status === NEEDS_FORM)) {
			return { ...inState(event, status), record };
		}
		// It has gone on since.
		if (isThere && event.status === NEEDS_FORM) return undefined;
		await pause(session, LOOK_AGAIN);
	}
}

/**
 * A notification, if the user has its rule, for the same event and with the same handle. What it has
 * found is not looked up.
 */
export async function confirmedNotification(
	context: IWebhookFunctions,
	event: Notification,
	signal: AbortSignal,
): Promise<Notification | undefined> {
	const session = { ...(await openSession(context, finApi)), signal };
	const path = `/notificationRules/${event.ruleId}`;
	const rule = await lookUp(session, path, ['id', 'triggerEvent']);
	const isSame =
		rule?.triggerEvent === event.type && (rule.callbackHandle ?? undefined) === event.handle;
	return isSame ? event : undefined;
}

/** The deletion of a user, if finAPI knows none of this id. */
export async function confirmedDeletion(
	context: IWebhookFunctions,
	event: UserDeletion,
	signal: AbortSignal,
): Promise<UserDeletion | undefined> {
	const session = { ...(await openSession(context, finApi, { signInAs: CLIENT })), signal };
	const path = `/users/verificationStatus?userId=${encodeURIComponent(event.userId)}`;
	return (await lookUp(session, path, ['userId'])) ? undefined : event;
}

/** The bank connection that an event has led to, when its accounts and transactions are there. */
export function connectionWithData(
	context: IWebhookFunctions,
	{ status, record }: EndEvent,
	{ waitsForData, maxWait: seconds }: Settings,
): Addition | undefined {
	const id = readPath(record ?? {}, 'payload.bankConnectionId') as IDataObject[string];
	if (!waitsForData || status !== 'COMPLETED' || id === undefined || id === null) return undefined;
	return {
		// A moment more than the wait, which says best what it has waited for.
		longestWait: (seconds + 5) * 1000,
		errorAs: 'bankConnectionError',
		async fetch(signal) {
			const session = { ...(await openSession(context, finApi)), signal };
			const request: Request = { method: 'GET', path: ready.path };
			const wait = { completion: ready, seconds };
			const connection = await waitForCompletion(session, wait, request, { id });
			const wanted = { simplify: true, includeSecret: false };
			return { bankConnection: shaper({ simplify: connectionSummary }, wanted)(connection) };
		},
	};
}
