import type { IDataObject } from 'n8n-workflow';
import type { Completion, Progress } from '../shared/operation';
import { isObject, textOf } from '../shared/wire/json';

function lastStage({ last_attempt: attempt }: IDataObject): IDataObject {
	const stage = isObject(attempt) ? attempt.last_stage : undefined;
	return isObject(stage) ? (stage as IDataObject) : {};
}

/** A fetch is over at its last stage, and at an interactive one it waits for the end user. */
function progress(record: IDataObject): Progress {
	const { last_attempt: attempt } = record;
	if (!isObject(attempt)) return 'running';
	const { fail_error_class: code, fail_message: message } = attempt;
	if (typeof code === 'string' && code !== '') {
		return {
			message: textOf(message) ?? 'the provider gave no reason',
			code,
			wayOut: 'Use Reconnect with the right credentials, or Refresh later.',
		};
	}
	const { name } = lastStage(record);
	return name === 'finish' || name === 'interactive' ? 'done' : 'running';
}

/** The same, but the stage that has just been answered does not wait any more. */
function progressOfAnswer(record: IDataObject, _: unknown, answered: IDataObject): Progress {
	const [{ name, id }, { id: answeredId }] = [lastStage(record), lastStage(answered)];
	const standing = progress(record);
	return standing === 'done' && name === 'interactive' && id === answeredId ? 'running' : standing;
}

const connection = { path: '/connections/{id}', record: 'connection' };

/** Salt Edge answers before the bank has been asked. */
export const fetching: Completion = { ...connection, progress };

/** After an answer to the bank, the fetch goes on. */
export const fetchingOn: Completion = { ...connection, progress: progressOfAnswer };
