import { numberedPage } from '../shared/paging';
import type { Values } from '../shared/validation';

export interface Page<T> {
	records: T[];
	paging: { page: number; perPage: number; totalCount: number; pageCount: number };
}

/** The page that the query asks for. */
export function pageOf<T>(all: readonly T[], query: Values['query']): Page<T> {
	const page = Number(query.page);
	const perPage = Number(query.perPage);
	const { records, pages } = numberedPage(all, page, perPage);
	return { records, paging: { page, perPage, totalCount: all.length, pageCount: pages } };
}
