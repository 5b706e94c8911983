import type { IDataObject } from 'n8n-workflow';
import type { Paging, Position } from '../operation';
import { readPath, textOf } from '../wire/json';

/** The words of a bank that pages by record index. */
interface RecordIndexWords {
	/** Query parameters. */
	start: string;
	limit: string;
	/** Property of the answer: whether there is more, as a boolean or its text. */
	more: string;
	/** Property of the answer: how many records there are in all. */
	total: string;
	/** Most records that the API gives at once. */
	maxPageSize: number;
}

/** Pages by the 1-based index of their first record (`start=51` after fifty records). */
export function recordIndexPaging(words: RecordIndexWords): Paging {
	const { start, limit, more, maxPageSize } = words;
	const total = (page: IDataObject) => Number(textOf(page[words.total]));
	return {
		query: ({ received, wanted }) => ({
			[start]: received + 1,
			[limit]: Math.min(maxPageSize, wanted),
		}),
		hasMore: (page) => page[more] === true || page[more] === 'true',
		pagesAfter: (page, { received }, size) => Math.ceil((total(page) - received) / size),
		total,
	};
}

/** The words of a bank that pages by page number. */
interface PageNumberWords {
	/** Query parameters. */
	page: string;
	size: string;
	/** Property of the answer: how many pages there are. Dots lead into objects. */
	pages: string;
	/** Property of the answer: how many records there are in all. Dots lead into objects. */
	total: string;
	/** Records to ask for at once when all are wanted. */
	maxPageSize: number;
}

/**
 * Pages by their 1-based number. The page size stays the same for a whole listing, or the pages
 * would overlap.
 */
export function pageNumberPaging(words: PageNumberWords): Paging {
	const { page, size, pages, total, maxPageSize } = words;
	const pagesAfter = (answer: IDataObject, position: Position) =>
		Number(textOf(readPath(answer, pages))) - position.pages;
	return {
		query: (position) => ({
			[page]: position.pages + 1,
			[size]: Math.min(maxPageSize, position.pageSize),
		}),
		hasMore: (answer, position) => pagesAfter(answer, position) > 0,
		pagesAfter,
		total: (answer) => Number(textOf(readPath(answer, total))),
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
	function hasMore(page: IDataObject): boolean {
		const value = readPath(page, next);
		return value !== undefined && value !== null && value !== '';
	}
	return {
		query: (position) => ({
			...(position.cursor !== undefined && { [from]: position.cursor }),
			[size]: Math.min(maxPageSize, position.wanted),
		}),
		cursor: (page) => (hasMore(page) ? textOf(readPath(page, next)) : undefined),
		hasMore,
	};
}
