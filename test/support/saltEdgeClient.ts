import type { ApiVersion, SaltEdgeSandbox } from '../sandbox/saltedge';

/** What came back for a request. */
export interface Reply {
	status: number;
	headers: Headers;
	text: string;
	/** Whatever the text says as JSON; undefined when it is none. */
	json: Record<string, unknown> | undefined;
	/** What the JSON wraps. */
	data: never;
}

export interface RequestOptions {
	/** A text or bytes are sent as they are, anything else as JSON. */
	body?: unknown;
	/** An empty one is left out. */
	headers?: Record<string, string>;
}

const asSent = (body: unknown): string | Buffer | undefined =>
	body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
		? body
		: JSON.stringify(body);

/** Calls a local Salt Edge as its client, without a signature. */
export async function callSaltEdge(
	{ baseUrls, keys }: Pick<SaltEdgeSandbox, 'baseUrls' | 'keys'>,
	version: ApiVersion,
	address: string,
	{ body, headers }: RequestOptions = {},
): Promise<Reply> {
	const [method = 'GET', path = ''] = address.split(' ');
	const all: Record<string, string> = {
		'App-id': keys.appId,
		Secret: keys.secret,
		Accept: 'application/json',
		...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
		...headers,
	};
	const response = await fetch(baseUrls[version] + path, {
		method,
		headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
		body: asSent(body),
		redirect: 'manual',
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.startsWith('application/json');
	const json = isJson ? (JSON.parse(text) as Reply['json']) : undefined;
	return {
		status: response.status,
		headers: response.headers,
		text,
		json,
		data: json?.data as never,
	};
}
