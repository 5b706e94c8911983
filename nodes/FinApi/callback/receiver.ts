import type { Receiver } from '../../shared/callback/receiver';
import { confirmedEnd, connectionWithData } from './confirm';
import { type FinApiEvent, FORM, NEEDS_FORM, readEvent } from './event';
import { itemsOf } from './items';
import { ADDRESS_ENDS, type Kind } from './kinds';
import { isChosen, readSettings, type Settings } from './settings';

/** finAPI's calls, of which it signs none: so it is asked about each. */
export const receiver: Receiver<Kind, Settings, FinApiEvent> = {
	name: 'finAPI Trigger',
	ends: ADDRESS_ENDS,
	readSettings,
	isClosed: (name, { listensTo }) => name !== listensTo,
	complaintOf: () => undefined,
	read: ({ body }) => readEvent(body),
	form: FORM,
	isWanted: ({ type }, settings) => isChosen(settings, type),
	ignoresRepeats: ({ ignoresRepeats }) => ignoresRepeats,
	// Whatever else is told of it: a form ends once, and so does a task, which may need its user before.
	identity: ({ about, id, status }) =>
		`${about} ${id.toLowerCase()} ${status === NEEDS_FORM ? 'needs its user' : 'is over'}`,
	confirmation: {
		isWanted: ({ confirms }) => confirms,
		ask: async ({ context }, event, _, signal) => await confirmedEnd(context, event, signal),
	},
	items: itemsOf,
	addition: ({ context }, event, settings) => connectionWithData(context, event, settings),
};
