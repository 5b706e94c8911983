import type { IDataObject } from 'n8n-workflow';
import type { Request } from '../wire/request';
import type { Session } from '../wire/session';
import { listRecords, type Wanted } from './listing';

/**
 * Lists what several requests ask for between them, in their order. None goes out that isn't needed.
 *
 * @param limit most records to give; `Infinity` for all
 * @throws NodeApiError as `listRecords` does
 */
export async function listParts(
	session: Session,
	requests: readonly Request[],
	list: Wanted,
	limit: number,
): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	for (const request of requests) {
		if (records.length >= limit) break;
		const found = await listRecords(session, request, list, limit - records.length);
		for (const record of found) records.push(record);
	}
	return records;
}
