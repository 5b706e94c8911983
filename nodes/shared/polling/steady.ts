import type { IDataObject } from 'n8n-workflow';
import { listRecords } from '../answer/listing';
import type { List } from '../operation';
import { readPath } from '../wire/json';
import type { Request } from '../wire/request';
import { apiError, type Session } from '../wire/session';

/** How often a list is read that shrinks each time. */
const TRIES = 3;

/**
 * Reads a whole list in pages that are counted, not named. When a record is removed meanwhile, those
 * behind it move forward, and one of them would be on no page; so it is read again.
 *
 * @param count where a page says how many records there are
 */
export async function listSteadily(
	session: Session,
	request: Request,
	{ paging, ...list }: List & Required<Pick<List, 'paging'>>,
	count: string,
): Promise<IDataObject[]> {
	for (let tries = 0; tries < TRIES; tries++) {
		const counts: number[] = [];
		const counted: List = {
			...list,
			paging: {
				...paging,
				hasMore(page, position) {
					counts.push(Number(readPath(page, count) ?? Infinity));
					return paging.hasMore(page, position);
				},
			},
		};
		const records = await listRecords(session, request, counted, Infinity);
		const hasShrunk = counts.some((each, index) => each < (counts[index - 1] ?? 0));
		if (!hasShrunk) return records;
	}
	throw apiError(session, {
		message: `${session.bank.name} has removed transactions each time they were read`,
		description: 'The list is not whole, so nothing is given. The next poll reads it again.',
	});
}
