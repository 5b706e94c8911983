import type { IDataObject } from 'n8n-workflow';
import type { Completion, Progress } from '../shared/completion';
import { isObject } from '../shared/json';

function lastStage({ last_attempt: attempt }: IDataObject): IDataObject {
	const stage = isObject(attempt) ? attempt.last_stage : undefined;
	return isObject(stage) ? (stage as IDataObject) : {};
}

/**
 * A fetch is over at its last stage. At an interactive one it waits for the end user, unless that is
 * the one that has just been answered.
 */
function progress(record: IDataObject, _: unknown, answered: IDataObject): Progress {
	const { last_attempt: attempt } = record;
	if (!isObject(attempt)) return 'running';
	const { fail_error_class: code, fail_message: message } = attempt;
	if (typeof code === 'string' && code !== '') {
		return {
			message: String(message ?? 'the provider gave no reason'),
			code,
			wayOut: 'Use Reconnect with the right credentials, or Refresh later.',
		};
	}
	const { name, id } = lastStage(record);
	const asks = name === 'interactive' && id !== lastStage(answered).id;
	return name === 'finish' || asks ? 'done' : 'running';
}

/** Salt Edge answers before the bank has been asked. */
export const fetching: Completion = { path: '/connections/{id}', record: 'connection', progress };
