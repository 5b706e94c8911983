import type { IDataObject } from 'n8n-workflow';
import type { Completion, Progress, Shape } from '../shared/operation';
import { isObject, readPath } from '../shared/wire/json';
import { ready } from './completion';

/** What went wrong, where a form or a task says so. */
function failed({ payload }: IDataObject, otherwise: string, wayOut: string): Progress {
	const { errorCode, errorMessage } = isObject(payload) ? payload : {};
	return {
		message: errorMessage ? String(errorMessage) : otherwise,
		...(typeof errorCode === 'string' && { code: errorCode }),
		wayOut:
			errorCode === 'INVALID_TOKEN'
				? 'The token that it lived on has run out meanwhile. Create a new one.'
				: wayOut,
	};
}

const NEW_FORM = 'Create a new form, and give its address to the user.';

/** An end that is not known is an end all the same, or the wait for it would be in vain. */
function formProgress(form: IDataObject): Progress {
	switch (form.status) {
		case 'NOT_YET_OPENED':
		case 'IN_PROGRESS':
			return 'running';
		case 'COMPLETED':
			return 'done';
		case 'COMPLETED_WITH_ERROR':
			return failed(form, 'it ended with an error (COMPLETED_WITH_ERROR)', NEW_FORM);
		case 'EXPIRED':
			return failed(form, 'nobody has finished it in time (EXPIRED)', NEW_FORM);
		case 'ABORTED':
			return failed(form, 'the user has given it up (ABORTED)', NEW_FORM);
		case 'CANCELLED':
			return failed(form, 'it was cancelled (CANCELLED)', NEW_FORM);
		default:
			return failed(
				form,
				`it ended in a way that is not known (${String(form.status)})`,
				'Look at the form, and at the bank connections of the user.',
			);
	}
}

function taskProgress(task: IDataObject): Progress {
	switch (task.status) {
		case 'NOT_YET_STARTED':
		case 'IN_PROGRESS':
			return 'running';
		case 'COMPLETED':
		case 'WEB_FORM_REQUIRED':
			return 'done';
		case 'COMPLETED_WITH_ERROR':
			return failed(
				task,
				'it ended with an error (COMPLETED_WITH_ERROR)',
				'Look at the bank connection, then create a new task.',
			);
		default:
			return failed(
				task,
				`it ended in a way that is not known (${String(task.status)})`,
				'Look at the task and at the bank connection.',
			);
	}
}

/** What only the user can do before the bank gives new data. */
function formStep(task: IDataObject): IDataObject | undefined {
	const form = readPath(task, 'payload.webForm');
	if (task.status !== 'WEB_FORM_REQUIRED' || !isObject(form)) return undefined;
	return {
		stepRequired: true,
		status: 'WEB_FORM_REQUIRED',
		webFormId: form.id,
		webFormUrl: form.url,
		bankConnectionId: readPath(task, 'payload.bankConnectionId'),
		howToGoOn:
			"Send the user to webFormUrl, which lives 20 minutes and opens once. Then use Web Form › Get with this webFormId and 'Wait for Completion'.",
	} as IDataObject;
}

/** Milliseconds that a form lives. What runs longer than its token comes to nothing. */
export const FORM_LIFE = 20 * 60_000;

/** A form or a task ends before the bank's data is there. */
const leadsTo = (shape: Shape): Completion['leadsTo'] => ({
	id: 'payload.bankConnectionId',
	completion: ready,
	shape,
});

/** A form is over when the user has gone through it, or it has come to nothing. */
export const formEnd = (shape: Shape): Completion => ({
	path: '/api/webForms/{id}',
	record: 'web form',
	failed: 'it came to nothing',
	progress: formProgress,
	leadsTo: leadsTo(shape),
});

/** A task is over when the data is there, or the user is needed. */
export const taskEnd = (shape: Shape): Completion => ({
	path: '/api/tasks/{id}',
	record: 'task',
	failed: 'it came to nothing',
	progress: taskProgress,
	step: formStep,
	leadsTo: leadsTo(shape),
});
