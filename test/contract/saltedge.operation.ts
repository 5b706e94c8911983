import type { ContractOperation, JsonSchema, WireValue } from './contract';
import { id, page, text } from './saltedge.schemas';

export type ApiVersion = 'v5' | 'v6';

/** A call of Salt Edge's API. */
export interface SaltEdgeOperation extends ContractOperation {
	version: ApiVersion;
	/** Known from one client only, the whole call. Single fields are marked in their schemas. */
	seenOnce?: true;
	/** In the query or in the data of the body: at least one of these must be given. */
	eitherOf?: readonly string[];
}

type Facts = Omit<Partial<SaltEdgeOperation>, 'id' | 'version' | 'method' | 'path'> &
	Pick<SaltEdgeOperation, 'success'>;

/** `/consents/{consent_id}/revoke` with PUT is `consents_consent_id_revoke_put`. */
const idOf = (method: string, path: string): string =>
	`${path.slice(1).replace(/[{}]/g, '').replaceAll('/', '_')}_${method.toLowerCase()}`;

const placeholdersIn = (path: string): string[] =>
	[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));

/** Makes the operations of one version: an id and what is in the path follow from the path. */
export const operationsOf =
	(version: ApiVersion) =>
	(method: SaltEdgeOperation['method'], path: string, facts: Facts): SaltEdgeOperation => ({
		id: idOf(method, path),
		version,
		method,
		path,
		pathParameters: Object.fromEntries(
			placeholdersIn(path).map((name): [string, WireValue] => [
				name,
				name.endsWith('_id') ? id : text,
			]),
		),
		query: {},
		failures: path.includes('{') ? [400, 404] : [400],
		...facts,
	});

export const gives = (body: JsonSchema) => ({ success: { status: 200, body } });

/** A list that comes in pages, and what it can be narrowed by. */
export const givesPages = (body: JsonSchema, query: Record<string, WireValue> = {}) => ({
	...gives(body),
	query: { ...query, ...page },
	paging: { style: 'nextId', records: 'data', maxPageSize: 1000 } as const,
});
