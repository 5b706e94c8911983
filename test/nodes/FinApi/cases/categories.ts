import type { Case } from './case';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const categories: Record<string, Case> = {
	getAndSearchAllCategories: {
		resource: 'category',
		operation: 'getMany',
		parameters: {
			returnAll: false,
			limit: 2,
			filters: {
				ids: '372,1502,381',
				search: 'UND in',
				isCustom: true,
				order: 'name,desc',
			},
		},
		sends:
			'GET /api/v2/categories?ids=372,1502,381&isCustom=true&search=UND%20in&order=name%2Cdesc' +
			'&page=1&perPage=2',
		gives: [
			{
				id: 1502,
				name: 'Noten und Instrumente',
				parentId: 1501,
				parentName: 'Musikverein',
				isCustom: true,
			},
		],
	},
};
