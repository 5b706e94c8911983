import type { IDataObject } from 'n8n-workflow';
import type { Completion, Progress } from '../shared/completion';
import { isObject } from '../shared/json';

/** What the last download by hand came to: of the used interface in V2, of the connection in V1. */
function lastResult(record: IDataObject, bankingInterface: unknown): unknown {
	if (!Array.isArray(record.interfaces)) return record.lastManualUpdate;
	const used = record.interfaces.find(
		(each) => isObject(each) && each.bankingInterface === bankingInterface,
	);
	return isObject(used) ? used.lastManualUpdate : undefined;
}

/** The download comes first; only when it is over does the state of the categorization mean it. */
function progress(record: IDataObject, sent?: Record<string, unknown>): Progress {
	if (record.updateStatus !== 'READY') return 'running';
	const last = lastResult(record, sent?.bankingInterface);
	if (isObject(last) && last.result !== 'OK') {
		const code = String(last.result);
		return {
			message: String(last.errorMessage ?? 'the bank gave no reason'),
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
