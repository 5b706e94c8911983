import type { IDataObject } from 'n8n-workflow';
import { readPath } from './json';

/** Where a listing stands: records received so far, pages asked for so far, records still wanted. */
export interface Position {
	received: number;
	pages: number;
	wanted: number;
	/** What the page before has named as the beginning of the next one. */
	cursor?: string;
	/** Records of a page, when they are always the same; otherwise a page is as large as useful. */
	pageSize?: number;
}

/** How a bank cuts a long list into pages. */
export interface Paging {
	/** The query of the next page. */
	query(position: Position): Record<string, number | string>;
	/** What a page names as the beginning of the next one, for a bank that pages by that. */
	cursor?(page: IDataObject): string | undefined;
	/** Whether the bank has more after this page. */
	hasMore(page: IDataObject, position: Position): boolean;
}

/** The words of a bank that pages by record index. */
interface RecordIndexWords {
	/** Query parameters. */
	start: string;
	limit: string;
	/** Property of the answer: whether there is more, as a boolean or its text. */
	more: string;
	/** Most records that the API gives at once. */
	maxPageSize: number;
}

/** Pages by the 1-based index of their first record (`start=51` after fifty records). */
export function recordIndexPaging({ start, limit, more, maxPageSize }: RecordIndexWords): Paging {
	return {
		query: ({ received, wanted }) => ({
			[start]: received + 1,
			[limit]: Math.min(maxPageSize, wanted),
		}),
		hasMore: (page) => page[more] === true || page[more] === 'true',
	};
}

/** The words of a bank that pages by page number. */
interface PageNumberWords {
	/** Query parameters. */
	page: string;
	size: string;
	/** Property of the answer: how many pages there are. Dots lead into objects. */
	pages: string;
	/** Records to ask for at once when all are wanted. */
	maxPageSize: number;
}

/**
 * Pages by their 1-based number. The page size stays the same for a whole listing, or the pages
 * would overlap.
 */
export function pageNumberPaging({ page, size, pages, maxPageSize }: PageNumberWords): Paging {
	return {
		query: (position) => ({
			[page]: position.pages + 1,
			[size]: Math.min(maxPageSize, position.pageSize ?? position.received + position.wanted),
		}),
		hasMore: (answer, position) => position.pages < Number(readPath(answer, pages)),
	};
}

/** The words of a bank whose pages name the next one. */
interface CursorWords {
	/** Query parameters. */
	from: string;
	size: string;
	/** Property of the answer: where the next page begins, or null. Dots lead into objects. */
	next: string;
	/** Most records that the API gives at once. */
	maxPageSize: number;
}

/** Pages by what the page before has named. */
export function cursorPaging({ from, size, next, maxPageSize }: CursorWords): Paging {
	function cursor(page: IDataObject): string | undefined {
		const value = readPath(page, next);
		return value === undefined || value === null || value === '' ? undefined : String(value);
	}
	return {
		query: (position) => ({
			...(position.cursor !== undefined && { [from]: position.cursor }),
			[size]: Math.min(maxPageSize, position.wanted),
		}),
		cursor,
		hasMore: (page) => cursor(page) !== undefined,
	};
}
