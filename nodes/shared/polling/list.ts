import type { IDataObject } from 'n8n-workflow';
import { listRecords } from '../answer/listing';
import type { List } from '../operation';
import type { Request } from '../wire/request';
import type { Watch } from './source';

/**
 * Reads a list for a trigger, whose user has no Limit to set.
 *
 * @param limit most records to give; all when absent
 * @throws NodeApiError as `listRecords` does
 */
export async function readList(
	{ session }: Watch,
	request: Request,
	list: List,
	limit = Infinity,
): Promise<IDataObject[]> {
	const wayOut = 'Try again, or wait for the next poll: nothing is lost.';
	return await listRecords(session, request, { ...list, wayOut }, limit);
}
