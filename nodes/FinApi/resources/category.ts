import type { Resource } from '../../shared/operation';
import { filters, query } from '../../shared/panel/field';
import { checkOrder, idsFilter } from '../fields';
import { categoryPages } from '../paging';
import { sortOrder } from '../sortOrder';

export const category: Resource = {
	value: 'category',
	name: 'Category',
	operations: [
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many categories',
			description: 'List the transaction categories, both of finAPI and of the user',
			versions: ['V2'],
			request: { method: 'GET', path: '/categories' },
			fields: [
				filters([
					idsFilter({
						placeholder: 'e.g. 378, 379',
						description:
							'Only these categories: their IDs, separated by commas, at most 1000. IDs differ between sandbox and live, and may change with a release of finAPI.',
					}),
					{
						displayName: 'Is Custom',
						name: 'isCustom',
						type: 'boolean',
						default: true,
						description: "Whether to list the user's own categories only, or those of finAPI only",
						...query('isCustom'),
					},
					{
						displayName: 'Search',
						name: 'search',
						type: 'string',
						default: '',
						placeholder: 'e.g. Miete',
						description: 'Words that must all be in the name. Upper and lower case do not matter.',
						...query('search'),
					},
					sortOrder(['id', 'name', 'isCustom']),
				]),
			],
			check: checkOrder,
			answer: { kind: 'records', ...categoryPages },
		},
	],
};
