import { pageNumberPaging } from '../shared/answer/paging';

const paging = pageNumberPaging({
	page: 'page',
	size: 'perPage',
	pages: 'paging.pageCount',
	total: 'paging.totalCount',
	maxPageSize: 500,
});

/** The banks that finAPI knows come in pages; connections and accounts never do. */
export const bankPages = { property: 'banks', paging };
export const transactionPages = { property: 'transactions', paging };
/** Forms and tasks. */
export const formPages = { property: 'items', paging };
export const categoryPages = { property: 'categories', paging };
export const dailyBalancePages = { property: 'dailyBalances', key: 'date', paging };

export const connectionList = { property: 'connections' };

export const accountList = { property: 'accounts' };

export const ruleList = { property: 'notificationRules' };
