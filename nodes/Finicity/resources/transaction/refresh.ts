import type { IDataObject } from 'n8n-workflow';
import type { Progress } from '../../../shared/operation';

/** How the accounts of a refresh that came to nothing say why. */
function reasonsOf({ accounts }: IDataObject): IDataObject[] {
	const all = Array.isArray(accounts) ? (accounts as IDataObject[]) : [];
	return all.filter(({ code }) => code !== undefined && code !== null);
}

/**
 * How far a refresh is. One that some of the accounts have failed in is done: the record says which.
 */
export function refreshProgress(refresh: IDataObject): Progress {
	if (refresh.status === 'COMPLETED') return 'done';
	if (refresh.status !== 'FAILED') return 'running';
	const reasons = reasonsOf(refresh);
	const messages = [...new Set(reasons.map(({ message }) => String(message)))];
	return {
		message: messages.join('; ') || 'no account could be read',
		code: reasons[0] && String(reasons[0].code),
		wayOut:
			'When the login at the bank is the reason, let the person repair it by a link of Generate Fix URL, then try again.',
	};
}
