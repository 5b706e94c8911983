import type { IDataObject, NodeApiError } from 'n8n-workflow';
import type { List, Position } from '../operation';
import type { Request } from '../wire/request';
import { send } from '../wire/send';
import { apiError, type Session } from '../wire/session';
import { saysNone } from './none';
import { PagesAhead } from './pagesAhead';
import { type Page, readPage } from './reading';

/** A list, and what whoever asks for it can do when it can't be had whole. */
export type Wanted = List & { wayOut?: string };

function notWhole(session: Session, { wayOut }: Wanted, complaint: string): NodeApiError {
	return apiError(session, {
		message: `${session.bank.name} sent ${complaint}`,
		description: `The list is not whole. ${wayOut ?? 'Try again later.'}`,
	});
}

/** A value as JSON; nothing when it is nested too deeply for that. */
function written(value: unknown): string {
	try {
		return JSON.stringify(value);
	} catch {
		return '';
	}
}

/**
 * Collects the records of a list, each once: one that was added or removed meanwhile moves others
 * from one page to the next.
 */
class Collection {
	readonly records: IDataObject[] = [];
	/** Whether a record of one page came on a later one again. */
	hasMoved = false;
	private readonly ids = new Set<unknown>();
	/** Of pages whose records have no id. */
	private readonly pages = new Set<string>();

	constructor(private readonly key: string) {}

	/** @returns whether the page has brought anything new */
	add(page: IDataObject[]): boolean {
		const before = this.records.length;
		let isAnonymous = false;
		for (const record of page) {
			const id = record[this.key];
			const known = this.ids.size;
			if (id === undefined || id === null) isAnonymous = true;
			else if (this.ids.add(id).size === known) {
				// A page that has it twice itself says nothing of the others.
				this.hasMoved ||= page.find((each) => each[this.key] === id) === record;
				continue;
			}
			this.records.push(record);
		}
		return this.records.length > before && !(isAnonymous && this.hasSeen(page));
	}

	/** Enough to tell pages apart: the same record at the same end of two pages is a doubled one. */
	private hasSeen(page: IDataObject[]): boolean {
		const fingerprint = written([page.length, page[0], page.at(-1)]);
		const isSeen = this.pages.has(fingerprint);
		this.pages.add(fingerprint);
		return isSeen;
	}
}

/** The page at a position; none when the bank says by a failure that there is nothing to list. */
async function pageAt(
	session: Session,
	request: Request,
	list: List,
	position: Position,
): Promise<Page | undefined> {
	const query = { ...request.query, ...list.paging?.query(position) };
	const answer = await send(session, { ...request, query }).catch((error: unknown) => {
		if (position.pages === 0 && saysNone(error, list.noneCodes)) return undefined;
		throw error;
	});
	return answer && readPage(session, request, answer, list);
}

/** How often a list is read that changes meanwhile. */
const TRIES = 3;

/** What came of reading a list once. */
interface ReadOnce {
	records: IDataObject[];
	/** The bank has sent as many as there are, some of them twice: others are on no page. */
	hasGaps: boolean;
}

/** Whether a list has the same records in the same order as before: it has some of them twice itself. */
function isSame(records: IDataObject[], before: IDataObject[] | undefined, key: string): boolean {
	return (
		records.length === before?.length &&
		records.every((record, index) => record[key] === before[index]?.[key])
	);
}

/**
 * Asks for pages until `limit` records are there or the bank has no more, side by side where the bank
 * says how many there are. The filters go along on every page, and no page is asked for that isn't
 * needed. When a record is removed meanwhile, those behind it move forward, and one of them may be on
 * no page; so a list that has got shorter is read again. So is one that is as long as before and has a
 * record on two pages: a bank that sorts by what many have alike may do so otherwise for each page.
 *
 * @param limit most records to give; `Infinity` for all
 * @throws NodeApiError when the bank sends a page with nothing new in it, or names one as the next
 *   that it has named before, or when the list changes each time: a part of it would pass for the
 *   whole, or it would never end
 */
export async function listRecords(
	session: Session,
	request: Request,
	list: Wanted,
	limit: number,
): Promise<IDataObject[]> {
	const { key = 'id' } = list;
	let before: IDataObject[] | undefined;
	for (let tries = 0; tries < TRIES; tries++) {
		const pages = new PagesAhead(
			session,
			list.paging,
			async (own, position) => await pageAt(own, request, list, position),
		);
		try {
			const read = await collect(session, pages, list, limit);
			if (read && (!read.hasGaps || isSame(read.records, before, key))) return read.records;
			before = read?.records;
		} finally {
			pages.close();
		}
	}
	throw notWhole(session, list, 'a list that changed each time it was read');
}

/**
 * Takes the pages one after the other.
 *
 * @returns nothing when the list has got shorter meanwhile
 */
async function collect(
	session: Session,
	pages: PagesAhead,
	list: Wanted,
	limit: number,
): Promise<ReadOnce | undefined> {
	const { paging, key = 'id' } = list;
	const collection = new Collection(key);
	const { records } = collection;
	const cursors = new Set<string>();
	const position: Position = { received: 0, pages: 0, wanted: limit, pageSize: limit };
	let [total, isLonger] = [-Infinity, false];
	for (;;) {
		const page = await pages.take(position);
		if (!page) return { records: [], hasGaps: false };
		const found = page.records;
		if (!paging) return { records: found.slice(0, limit), hasGaps: false };
		const totalBefore = total;
		total = paging.total?.(page.whole) ?? NaN;
		if (total < totalBefore) return undefined;
		isLonger ||= position.pages > 0 && total > totalBefore;
		const isNew = collection.add(found);
		position.received += found.length;
		position.wanted = limit - records.length;
		position.pages += 1;
		position.cursor = paging.cursor?.(page.whole);
		const more = paging.hasMore(page.whole, position);
		if (found.length > 0 && !isNew) throw notWhole(session, list, 'the same page of records twice');
		if (more && found.length === 0) {
			throw notWhole(session, list, 'an empty page and says that there is more');
		}
		if (!more || position.wanted <= 0) {
			const hasGaps = collection.hasMoved && !isLonger && position.received === total;
			return { records: records.length > limit ? records.slice(0, limit) : records, hasGaps };
		}
		pages.plan(page, position);
		if (position.cursor === undefined) continue;
		if (cursors.has(position.cursor)) throw notWhole(session, list, 'the same next page twice');
		cursors.add(position.cursor);
	}
}
