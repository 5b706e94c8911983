import { byId } from '../shared/paging';
import type { RecordedRequest } from '../shared/request';
import type { Values } from '../shared/validation';

export interface Page<T> {
	records: T[];
	meta: { next_id: string | null; next_page: string | null };
}

/** How long pages are. */
interface PageRules {
	pageSize: number;
	maxPageSize: number;
}

/** The page that begins with the id asked for, of records in the order of their ids. */
export function pageOf<T extends { id: string }>(
	all: readonly T[],
	query: Values['query'],
	{ pageSize, maxPageSize, url }: PageRules & Pick<RecordedRequest, 'url'>,
): Page<T> {
	const from = BigInt(String(query.from_id ?? 0));
	const rest = [...all].sort(byId).filter(({ id }) => BigInt(id) >= from);
	const size = Math.min(Number(query.per_page ?? pageSize), maxPageSize);
	const next = rest[size]?.id;
	return {
		records: rest.slice(0, size),
		meta: { next_id: next ?? null, next_page: next === undefined ? null : pageFrom(url, next) },
	};
}

/** The same address for another page, without the host. */
function pageFrom(url: string, id: string): string {
	const { pathname, searchParams } = new URL(url, 'http://localhost');
	searchParams.set('from_id', id);
	return `${pathname}?${searchParams.toString()}`;
}
