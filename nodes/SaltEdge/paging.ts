import { cursorPaging } from '../shared/answer/paging';

/** Every list of Salt Edge looks alike. */
export const dataPages = {
	property: 'data',
	paging: cursorPaging({
		from: 'from_id',
		size: 'per_page',
		next: 'meta.next_id',
		maxPageSize: 1000,
	}),
};
