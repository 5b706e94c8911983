import type { IDataObject } from 'n8n-workflow';
import { isObject, parseJson } from '../../shared/wire/json';
import { UUID } from '../formats';

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

export type FinApiEvent = EndEvent;

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

/** What the sender of a call without an event is told. */
export const FORM =
	'An event is a JSON object with webFormId or taskId, an ID of 36 characters, and status';

/** The event in the body of a call. */
export function readEvent(body: Buffer): FinApiEvent | undefined {
	const value = parseJson(body.toString());
	return isObject(value) ? readEnd(value as IDataObject) : undefined;
}
