import { category } from './finapi.data.schemas';
import type { FinApiOperation } from './finapi.operation';
import { flag, idList, listOf, orderBy, page, paging, record, text } from './finapi.schemas';

export const categories: readonly FinApiOperation[] = [
	{
		id: 'getAndSearchAllCategories',
		method: 'GET',
		path: '/api/v2/categories',
		token: 'user',
		pathParameters: {},
		query: {
			ids: idList,
			search: text,
			isCustom: flag,
			...page,
			order: orderBy('id', 'name', 'isCustom'),
		},
		commaSeparated: ['ids'],
		success: {
			status: 200,
			body: record({ categories: listOf(category), paging }, ['categories', 'paging']),
		},
		failures: [400, 401, 403],
		paging: { style: 'pageNumber', records: 'categories', maxPageSize: 500 },
	},
];
