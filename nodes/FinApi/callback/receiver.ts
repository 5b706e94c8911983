import { randomUUID } from 'node:crypto';
import type { Call, Receiver } from '../../shared/callback/receiver';
import { isObject } from '../../shared/wire/json';
import {
	confirmedDeletion,
	confirmedEnd,
	confirmedNotification,
	connectionWithData,
} from './confirm';
import { type FinApiEvent, FORM, NEEDS_FORM, type Notification, readEvent } from './event';
import { itemsOf } from './items';
import { ADDRESS_ENDS, type Kind } from './kinds';
import { isChosen, readSettings, type Settings } from './settings';

/** A secret of the user's own, which finAPI brings along, is all that a notification can prove. */
function complaintOf({ name, body }: Call<Kind>, { handleSecret }: Settings): string | undefined {
	const event = handleSecret === '' ? undefined : readEvent(name, body);
	if (event?.kind !== 'notifications' || event.handle?.includes(handleSecret)) return undefined;
	return "its handle does not have the 'Secret in Handle'";
}

/** Whether a notification tells which transactions there are, and not only how many. */
function tellsWhich({ told: { newTransactions } }: Notification): boolean {
	const accounts: unknown[] = Array.isArray(newTransactions) ? newTransactions : [];
	return accounts.some((each) => isObject(each) && Boolean(each.details));
}

/**
 * A form ends once, whatever else is told of it, and so does a task, which may need its user before.
 * Two notifications that tell how many transactions there are may be the same to the letter.
 */
function identity(event: FinApiEvent): string | undefined {
	if (event.kind === 'userDeletions') return undefined;
	if (event.kind === 'notifications') return tellsWhich(event) ? undefined : randomUUID();
	const { about, id, status } = event;
	return `${about} ${id.toLowerCase()} ${status === NEEDS_FORM ? 'needs its user' : 'is over'}`;
}

/** finAPI's calls, of which it signs none: so it is asked about each. */
export const receiver: Receiver<Kind, Settings, FinApiEvent> = {
	name: 'finAPI Trigger',
	ends: ADDRESS_ENDS,
	readSettings,
	isClosed: (name, { listensTo }) => name !== listensTo,
	complaintOf,
	read: ({ name, body }) => readEvent(name, body),
	form: FORM,
	isWanted: ({ type }, settings) => isChosen(settings, type),
	ignoresRepeats: ({ ignoresRepeats }) => ignoresRepeats,
	identity,
	confirmation: {
		isWanted: ({ confirms }) => confirms,
		async ask({ context }, event, _, signal) {
			if (event.kind === 'userDeletions') return await confirmedDeletion(context, event, signal);
			if (event.kind === 'formsAndTasks') return await confirmedEnd(context, event, signal);
			return await confirmedNotification(context, event, signal);
		},
	},
	items: itemsOf,
	addition: ({ context }, event, settings) =>
		event.kind === 'formsAndTasks' ? connectionWithData(context, event, settings) : undefined,
};
