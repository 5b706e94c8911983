import { byId } from '../../shared/paging';
import type { Category } from '../model';
import { listIn, pageOf, sorted, type SortKey } from '../paging';
import { viewCategory } from '../views/transactions';
import { matchesTerms } from './filters';
import type { Call, FinApiOperations } from './operation';

/** Those of finAPI and the user's own, the smallest id first. */
const categoriesFor = ({ state, userId }: Call): Category[] =>
	[...state.categories.values()]
		.filter((category) => category.userId === null || category.userId === userId)
		.sort(byId);

const isCustom = ({ userId }: Category): boolean => userId !== null;

/** What a list can be sorted by. */
const sortKeys: Record<string, (category: Category) => SortKey> = {
	id: ({ id }) => id,
	name: ({ name }) => name,
	isCustom,
};

export const categoryOperations: FinApiOperations = {
	getAndSearchAllCategories: (call) => {
		const { state, query } = call;
		const found = categoriesFor(call).filter(
			(category) =>
				(listIn(query, 'ids')?.includes(category.id) ?? true) &&
				matchesTerms([category.name], query.search) &&
				(query.isCustom ?? isCustom(category)) === isCustom(category),
		);
		const inOrder = sorted(found, listIn(query, 'order') ?? [], (category, property) =>
			sortKeys[property]?.(category),
		);
		const { records, paging } = pageOf(inOrder, query);
		return {
			status: 200,
			body: { categories: records.map((category) => viewCategory(state, category)), paging },
		};
	},
};
