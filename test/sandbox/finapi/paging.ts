import type { Values } from '../shared/validation';

type Query = Values['query'];

/** A list of the query; undefined when it is not given. */
export const listIn = (query: Query, name: string): string[] | undefined =>
	query[name] as string[] | undefined;

/** What a record can be sorted by. */
export type SortKey = string | number | boolean | bigint | null | undefined;

function compare(one: SortKey, other: SortKey): number {
	if (typeof one === 'number' && typeof other === 'number') return one - other;
	return String(one ?? '').localeCompare(String(other ?? ''), 'de', { numeric: true });
}

/** Sorted as the query wants it, else left in its order. */
export function sorted<T>(
	list: readonly T[],
	orders: readonly string[],
	keyOf: (record: T, property: string) => SortKey,
): readonly T[] {
	if (orders.length === 0) return list;
	return [...list].sort((one, other) => {
		for (const order of orders) {
			const [property = '', direction = 'asc'] = order.split(',');
			const difference = compare(keyOf(one, property), keyOf(other, property));
			if (difference !== 0) return direction.toLowerCase() === 'desc' ? -difference : difference;
		}
		return 0;
	});
}

/** One page of a list, and what a page says of itself. */
export function pageOf<T>(list: readonly T[], query: Query) {
	const page = Number(query.page);
	const perPage = Number(query.perPage);
	return {
		records: list.slice((page - 1) * perPage, page * perPage),
		paging: {
			...{ page, perPage, totalCount: list.length },
			pageCount: Math.ceil(list.length / perPage),
		},
	};
}
