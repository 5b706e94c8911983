import type { JsonSchema } from './contract';
import type { ApiVersion, SaltEdgeOperation } from './saltedge.operation';
import { isSeenOnce } from './saltedge.schemas';
import { saltedgeV5Contract } from './saltedge.v5';
import { saltedgeV6Contract } from './saltedge.v6';

export type { ApiVersion, SaltEdgeOperation };
export { saltedgeV5Contract, saltedgeV6Contract };

/** Every request carries the first two; a client with a public key adds the others. */
export const saltedgeHeaders = {
	appId: 'App-id',
	secret: 'Secret',
	expiresAt: 'Expires-at',
	signature: 'Signature',
} as const;

/** Salt Edge Account Information, by version; paths begin behind `/api/` and the version. */
export const saltedgeContracts: Record<ApiVersion, readonly SaltEdgeOperation[]> = {
	v5: saltedgeV5Contract,
	v6: saltedgeV6Contract,
};

/**
 * The parameters of the query and the fields of the body that are known from one client only, each
 * with the names around it: `attempt.account_natures`.
 */
export function seenOnceIn({ query, body }: SaltEdgeOperation): string[] {
	const data = body?.properties?.data ?? {};
	return [...markedIn({ properties: query }), ...markedIn(data)];
}

const markedIn = ({ properties = {} }: JsonSchema): string[] =>
	Object.entries(properties).flatMap(([name, schema]) =>
		isSeenOnce(schema) ? [name] : markedIn(schema).map((inner) => `${name}.${inner}`),
	);
