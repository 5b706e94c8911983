/** What a client got back. */
export interface Reply {
	status: number;
	headers: Headers;
	text: string;
	/** What `text` was before it was read as UTF-8. */
	bytes: Buffer;
	/** Whatever the text says as JSON; undefined when it is none. */
	json: Record<string, unknown> | undefined;
}

/** What a client sends, next to method and address. */
export interface Sending {
	/** A text or bytes are sent as they are, anything else as JSON. */
	body?: unknown;
	/** An empty one is left out. */
	headers?: Record<string, string>;
}

/** Sends a request as it stands, and reads the answer to its end; a redirect is an answer. */
export async function exchange(
	method: string,
	url: string,
	{ body, headers }: Sending = {},
): Promise<Reply> {
	const all: Record<string, string> = {
		...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
		...headers,
	};
	const response = await fetch(url, {
		method,
		headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
		body: asSent(body),
		redirect: 'manual',
	});
	const bytes = Buffer.from(await response.arrayBuffer());
	const text = bytes.toString('utf8');
	const isJson = response.headers.get('content-type')?.startsWith('application/json');
	const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : undefined;
	return { status: response.status, headers: response.headers, text, bytes, json };
}

/** A body as it goes out. */
export const asSent = (body: unknown): string | Buffer | undefined =>
	body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
		? body
		: JSON.stringify(body);
