import type { IDataObject, NodeApiError } from 'n8n-workflow';
import type { Paging, Position } from '../operation';
import type { Request } from '../wire/request';
import { send } from '../wire/send';
import { apiError, type Session } from '../wire/session';
import { readObject, readRecords } from './reading';

/** A list in a bank's answers: the property that holds it, and how the bank cuts it into pages. */
export interface List {
	property: string;
	paging?: Paging;
}

function notWhole(session: Session, complaint: string): NodeApiError {
	return apiError(session, {
		message: `${session.bank.name} sent ${complaint}`,
		description: 'The list is not whole. Try again later, or set a smaller Limit.',
	});
}

/**
 * Asks for one page after the other until `limit` records are there or the bank has no more. The
 * filters go along on every page, and no page is asked for that isn't needed.
 *
 * @param limit most records to give; `Infinity` for all
 * @throws NodeApiError when the bank sends a page that it has sent before, or an empty one while it
 *   says that there is more: a part of the list would pass for the whole, or it would never end
 */
export async function listRecords(
	session: Session,
	request: Request,
	{ property, paging }: List,
	limit: number,
): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	const seen = new Set<string>();
	const position: Position = { received: 0, pages: 0, wanted: limit };
	for (;;) {
		const query = { ...request.query, ...paging?.query(position) };
		const answer = await send(session, { ...request, query });
		const page = await readObject(session, request, answer);
		const found = await readRecords(session, request, answer, property, page);
		if (!paging) return found.slice(0, limit);
		for (const record of found) records.push(record);
		position.received = records.length;
		position.wanted = limit - records.length;
		position.pages += 1;
		position.cursor = paging.cursor?.(page);
		const more = paging.hasMore(page, position);
		// Enough to tell pages apart: the same record at the same end of two pages is a doubled one.
		const fingerprint = JSON.stringify([found.length, found[0], found.at(-1)]);
		if (found.length > 0 && seen.has(fingerprint)) {
			throw notWhole(session, 'the same page of records twice');
		}
		if (more && found.length === 0) {
			throw notWhole(session, 'an empty page and says that there is more');
		}
		if (!more || position.wanted <= 0) {
			return records.length > limit ? records.slice(0, limit) : records;
		}
		seen.add(fingerprint);
	}
}
