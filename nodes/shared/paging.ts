import type { IDataObject } from 'n8n-workflow';

/** Where a listing stands: records received so far, pages asked for so far, records still wanted. */
export interface Position {
	received: number;
	pages: number;
	wanted: number;
}

/** How a bank cuts a long list into pages. */
export interface Paging {
	/** The query of the next page. */
	query(position: Position): Record<string, number>;
	/** Whether the bank has more after this page. */
	hasMore(page: IDataObject, position: Position): boolean;
}

/**
 * Pages by the 1-based index of their first record (`start=51` after fifty records); the answer
 * says in `moreAvailable` (a boolean, or its text) whether there is more.
 *
 * @param maxPageSize most records that the API gives at once
 */
export function recordIndexPaging(maxPageSize: number): Paging {
	return {
		query: ({ received, wanted }) => ({
			start: received + 1,
			limit: Math.min(maxPageSize, wanted),
		}),
		hasMore: ({ moreAvailable }) => moreAvailable === true || moreAvailable === 'true',
	};
}

/**
 * Pages by their 1-based number; the answer counts them in `totalPages`. The page size stays the
 * same for a whole listing, or the pages would overlap.
 *
 * @param maxPageSize records to ask for at once when all are wanted
 */
export function pageNumberPaging(maxPageSize: number): Paging {
	return {
		query: ({ received, pages, wanted }) => ({
			page: pages + 1,
			pageSize: Math.min(maxPageSize, received + wanted),
		}),
		hasMore: ({ totalPages }, { pages }) => pages < Number(totalPages),
	};
}
