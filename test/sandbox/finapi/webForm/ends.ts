import type { End, FormStatus, Task, TaskStatus, WebForm } from './model';
import type { Service } from './side';
import { formInTask } from './views';

function writeDown(work: WebForm | Task, { errorCode, errorMessage }: End<unknown>): void {
	work.errorCode = errorCode ?? null;
	work.errorMessage = errorMessage ?? null;
}

/** Ends a form, and tells whoever has asked to be told; a form that was cancelled tells nobody. */
export function endForm(
	{ callbacks }: Pick<Service, 'callbacks'>,
	form: WebForm,
	end: End<FormStatus>,
): void {
	form.status = end.status;
	form.bankConnectionId = end.bankConnectionId ?? form.bankConnectionId;
	writeDown(form, end);
	if (end.status === 'CANCELLED') return;
	callbacks.send(form.callbackUrl, { webFormId: form.id, status: end.status });
}

/** Ends a task, and tells whoever has asked to be told. */
export function endTask(
	{ state, callbacks }: Pick<Service, 'state' | 'callbacks'>,
	task: Task,
	end: End<TaskStatus>,
): void {
	task.status = end.status;
	writeDown(task, end);
	const needsForm = end.status === 'WEB_FORM_REQUIRED';
	const { webFormRequired, finalised } = task.callbackUrls;
	callbacks.send(needsForm ? webFormRequired : finalised, {
		taskId: task.id,
		status: end.status,
		...(needsForm && { webForm: formInTask(state, task) }),
	});
}
