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

/** Those of v6 have no `id` in the list of customers. */
export const customerPages = { v6: { ...dataPages, key: 'customer_id' }, v5: dataPages };
