import { pageNumberPaging } from '../shared/answer/paging';

/** The banks that finAPI knows come in pages; connections never do. */
export const bankPages = {
	property: 'banks',
	paging: pageNumberPaging({
		page: 'page',
		size: 'perPage',
		pages: 'paging.pageCount',
		maxPageSize: 500,
	}),
};

export const connectionList = { property: 'connections' };
