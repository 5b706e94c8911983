import type { IDataObject } from 'n8n-workflow';
import { isObject, parseJson, plainText } from '../../shared/wire/json';
import { INTEGER_ID } from '../../shared/panel/formats';
import { UUID } from '../formats';
import type { Kind } from './kinds';

/** A web form or a task that has come to an end, or a task that needs its user. */
export interface EndEvent {
	kind: 'formsAndTasks';
	/** `webForm.COMPLETED` and so on. The list of states is an open one. */
	type: string;
	about: 'webForm' | 'task';
	id: string;
	status: string;
	told: IDataObject;
	/** The form or the task, as finAPI has it. */
	record?: IDataObject;
}

/** What finAPI has found in its automatic update, by a rule of a user. */
export interface Notification {
	kind: 'notifications';
	/** `NEW_TRANSACTIONS` and so on. The list is an open one. */
	type: string;
	ruleId: string;
	/** The text that the rule was made with. */
	handle?: string;
	told: IDataObject;
}

/** A user who is gone, whoever has deleted them. */
export interface UserDeletion {
	kind: 'userDeletions';
	type: 'DELETED';
	userId: string;
}

export type FinApiEvent = EndEvent | Notification | UserDeletion;

/** The state of a task that goes on when its user has gone through a form. */
export const NEEDS_FORM = 'WEB_FORM_REQUIRED';

const STATE = /^[A-Z][A-Z_]{0,39}$/;

/** The same event with another state. */
export function inState(event: EndEvent, status: string): EndEvent {
	return { ...event, status, type: `${event.about}.${status}` };
}

function readEnd(body: IDataObject): EndEvent | undefined {
	const { webFormId, taskId, status } = body;
	const about = webFormId === undefined ? 'task' : 'webForm';
	const id = webFormId ?? taskId;
	if (typeof id !== 'string' || !UUID.pattern.test(id)) return undefined;
	if (typeof status !== 'string' || !STATE.test(status)) return undefined;
	return inState({ kind: 'formsAndTasks', type: '', about, id, status, told: body }, status);
}

function readNotification(body: IDataObject): Notification | undefined {
	const { notificationRuleId, triggerEvent, callbackHandle } = body;
	const ruleId = plainText(notificationRuleId ?? '');
	if (!INTEGER_ID.pattern.test(ruleId)) return undefined;
	if (typeof triggerEvent !== 'string' || !STATE.test(triggerEvent)) return undefined;
	const handle = typeof callbackHandle === 'string' ? callbackHandle : undefined;
	return { kind: 'notifications', type: triggerEvent, ruleId, handle, told: body };
}

const USER_ID = /^[a-zA-Z0-9\-_.+@]{1,36}$/;

function readDeletion({ userId, event: type }: IDataObject): UserDeletion | undefined {
	if (typeof userId !== 'string' || !USER_ID.test(userId) || type !== 'DELETED') return undefined;
	return { kind: 'userDeletions', type, userId };
}

/** What the sender of a call without an event is told. */
export const FORM =
	'An event is a JSON object with webFormId or taskId, an ID of 36 characters, and status, or with notificationRuleId and triggerEvent, or with userId and the event DELETED';

/** The event in the body of a call to the address of a kind. */
export function readEvent(kind: Kind, body: Buffer): FinApiEvent | undefined {
	const value = parseJson(body.toString());
	if (!isObject(value)) return undefined;
	const told = value as IDataObject;
	if (kind === 'userDeletions') return readDeletion(told);
	return kind === 'notifications' ? readNotification(told) : readEnd(told);
}
