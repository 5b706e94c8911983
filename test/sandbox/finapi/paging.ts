import { numberedPage } from '../shared/paging';
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

export interface Page<T> {
	records: T[];
	paging: { page: number; perPage: number; totalCount: number; pageCount: number };
}

/** The page that the query asks for. */
export function pageOf<T>(all: readonly T[], query: Query): Page<T> {
	const page = Number(query.page);
	const perPage = Number(query.perPage);
	const { records, pages } = numberedPage(all, page, perPage);
	return { records, paging: { page, perPage, totalCount: all.length, pageCount: pages } };
}
