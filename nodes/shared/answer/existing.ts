import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { Existing } from '../operation';
import type { Request } from '../wire/request';
import { send } from '../wire/send';
import type { Session } from '../wire/session';
import { listRecords } from './listing';
import { readRecord } from './reading';

/** A record, and whether it was not there before. */
interface Found {
	record: IDataObject;
	created: boolean;
}

/**
 * The record that is there already, or else a new one. Whoever loses a race against another run is
 * told so by the bank, and gets the record of the other one.
 *
 * @param request creates the record
 * @param has what is never missing in it
 * @throws NodeApiError, for a creation that the bank refuses because of a record that is not to be found,
 *   too
 */
export async function getOrCreate(
	session: Session,
	request: Request,
	{ path, property, paging, key, query, isSame, code }: Existing,
	has?: readonly string[],
): Promise<Found> {
	const sent = (request.body ?? {}) as IDataObject;
	async function find(): Promise<IDataObject | undefined> {
		const look: Request = { method: 'GET', path, query: query?.(sent) };
		const records = await listRecords(session, look, { property, paging, key }, Infinity);
		return records.find((record) => isSame(record, sent));
	}

	const known = await find();
	if (known) return { record: known, created: false };
	const create = async (): Promise<Found> => {
		const answer = await send(session, request);
		return { record: readRecord(session, request, answer, { has }), created: true };
	};
	return await create().catch(async (error: Error) => {
		const isThere =
			error instanceof NodeApiError &&
			(error.context.data as IDataObject | undefined)?.code === code;
		const other = isThere ? await find() : undefined;
		return other ? { record: other, created: false } : await Promise.reject<Found>(error);
	});
}
