import type { IDataObject } from 'n8n-workflow';
import type { Completion, Progress } from '../shared/operation';
import { isObject, plainText, textOf } from '../shared/wire/json';
import { interfaceName } from './bankingInterfaces';

function timeOf({ timestamp }: IDataObject): string {
	return plainText(timestamp);
}

/**
 * What the last download by hand came to: of the interface that it went over, where that was told. V1
 * says it of the connection itself; where it doesn't, of the interface that was used last.
 */
function lastResult(
	{ interfaces, lastManualUpdate }: IDataObject,
	bankingInterface: unknown,
): IDataObject | undefined {
	const connected = Array.isArray(interfaces) ? (interfaces as unknown[]).filter(isObject) : [];
	const ofInterfaces = connected
		.filter((each) => !bankingInterface || interfaceName(each as IDataObject) === bankingInterface)
		.map((each) => each.lastManualUpdate);
	const [newest] = (bankingInterface ? ofInterfaces : [lastManualUpdate, ...ofInterfaces])
		.filter((each): each is IDataObject => isObject(each))
		.sort((one, other) => timeOf(other).localeCompare(timeOf(one)));
	return newest;
}

/** The download comes first; only when it is over does the state of the categorization mean it. */
function progress(record: IDataObject, sent?: Record<string, unknown>): Progress {
	if (record.updateStatus !== 'READY') return 'running';
	const last = lastResult(record, sent && interfaceName(sent as IDataObject));
	if (last && last.result !== 'OK') {
		const code = textOf(last.result);
		return {
			message: textOf(last.errorMessage) ?? 'the bank gave no reason',
			code,
			wayOut:
				code === 'BANK_SERVER_REJECTION'
					? 'Check the login of the bank connection, then use Update.'
					: 'finAPI had trouble with the bank. Use Update later.',
		};
	}
	return record.categorizationStatus === 'READY' ? 'done' : 'running';
}

/** finAPI answers an import or an update before it has the data. */
export const download: Completion = {
	path: '/bankConnections/{id}',
	record: 'bank connection',
	progress,
};

/** The same for who has only just learned of the connection: an earlier failure is none of theirs. */
export const ready: Completion = {
	...download,
	progress: ({ updateStatus, categorizationStatus }) =>
		updateStatus === 'READY' && categorizationStatus === 'READY' ? 'done' : 'running',
};
