import { numberedPage } from '../shared/paging';
import type { Values } from '../shared/validation';

/** A page that begins at the record number `start`, counted from 1. */
export function pageFromRecord<T>(
	all: readonly T[],
	query: Values['query'],
): { found: number; displaying: number; moreAvailable: boolean; records: T[] } {
	const from = Number(query.start) - 1;
	const records = all.slice(from, from + Number(query.limit));
	return {
		found: all.length,
		displaying: records.length,
		moreAvailable: from + records.length < all.length,
		records,
	};
}

/** A page with a number, counted from 1. */
export function pageByNumber<T>(
	all: readonly T[],
	query: Values['query'],
): {
	totalRecords: number;
	totalPages: number;
	pageNumber: number;
	numberOfRecordsPerPage: number;
	records: T[];
} {
	const pageNumber = Number(query.page);
	const size = Number(query.pageSize);
	const { records, pages } = numberedPage(all, pageNumber, size);
	return {
		totalRecords: all.length,
		totalPages: pages,
		pageNumber,
		numberOfRecordsPerPage: size,
		records,
	};
}
