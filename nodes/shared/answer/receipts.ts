import type { IDataObject } from 'n8n-workflow';
import type { Answer, RawAnswer } from '../operation';
import type { Request } from '../wire/request';
import type { Session } from '../wire/session';
import { readObject, readRecords } from './reading';

/** What was asked for, and the ids that it named. */
interface Asked {
	request: Request;
	ids: IDataObject;
}

/**
 * The items of an operation that answers with no record: that it worked, or which records are gone.
 *
 * @throws NodeApiError when the bank does not say which
 */
export async function readReceipts(
	session: Session,
	answer: Exclude<Answer, { kind: 'file' | 'record' | 'records' }>,
	{ request, ids }: Asked,
	response: RawAnswer,
): Promise<IDataObject[]> {
	if (answer.kind === 'deleted') return [{ deleted: true }];
	if (answer.kind === 'done') return [{ success: true, ...ids }];
	const body = await readObject(session, request, response);
	const gone = await readRecords(session, body, answer.property);
	if (gone.length === 0) return [{ deleted: false }];
	return gone.map(({ value: id, ...record }) => ({
		...record,
		deleted: true,
		...(id && { id }),
	}));
}
