import type { FinApiState } from '../state';
import { utcTime } from '../time';
import { asId, asIdOrNull } from '../views/values';
import type { Task, WebForm } from './model';

const finalStatuses = ['COMPLETED', 'COMPLETED_WITH_ERROR', 'EXPIRED', 'ABORTED', 'CANCELLED'];

/** Whether nothing more comes of a form. */
export const isFinal = ({ status }: WebForm): boolean => finalStatuses.includes(status);

export const viewForm = (form: WebForm) => ({
	id: form.id,
	url: form.url,
	createdAt: utcTime(form.createdAt),
	expiresAt: utcTime(form.expiresAt),
	type: form.type,
	status: form.status,
	payload: {
		bankConnectionId: isFinal(form) ? asIdOrNull(form.bankConnectionId) : null,
		errorCode: form.errorCode,
		errorMessage: form.errorMessage,
	},
});

/** The form that a task ended in, if any. */
export function formInTask(
	state: FinApiState,
	{ webFormId }: Task,
): Pick<WebForm, 'id' | 'url' | 'status'> | null {
	const form = state.webForms.get(webFormId ?? '');
	return form ? { id: form.id, url: form.url, status: form.status } : null;
}

export const viewTask = (state: FinApiState, task: Task) => ({
	id: task.id,
	createdAt: utcTime(task.createdAt),
	type: 'BANK_CONNECTION_UPDATE',
	status: task.status,
	payload: {
		bankConnectionId: asId(task.bankConnectionId),
		webForm: formInTask(state, task),
		errorCode: task.errorCode,
		...(task.errorMessage !== null && { errorMessage: task.errorMessage }),
	},
});
