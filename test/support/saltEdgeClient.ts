import type { ApiVersion, SaltEdgeSandbox } from '../sandbox/saltedge';
import { exchange, type Reply, type Sending } from './exchange';

export interface SaltEdgeReply extends Reply {
	/** What the JSON wraps. */
	data: unknown;
}

/** Calls a local Salt Edge as its client, without a signature: `GET /customers`. */
export async function callSaltEdge(
	{ baseUrls, keys }: Pick<SaltEdgeSandbox, 'baseUrls' | 'keys'>,
	version: ApiVersion,
	address: string,
	{ body, headers }: Sending = {},
): Promise<SaltEdgeReply> {
	const [method = '', path = ''] = address.split(' ');
	const own = { 'App-id': keys.appId, Secret: keys.secret, Accept: 'application/json' };
	const reply = await exchange(method, baseUrls[version] + path, {
		body,
		headers: { ...own, ...headers },
	});
	return { ...reply, data: reply.json?.data };
}
