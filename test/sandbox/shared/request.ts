import type { IncomingMessage } from 'node:http';

/** A request as it came in, whether or not it was right. */
export interface RecordedRequest {
	method: string;
	/** Raw, as sent, with the query. */
	url: string;
	/** Raw, still percent-encoded. */
	path: string;
	/** Decoded; of a repeated parameter the last value. */
	query: Record<string, string>;
	headers: Record<string, string>;
	/** The parsed JSON; undefined without a body or when it is not JSON. */
	body: unknown;
	rawBody: string;
	/** What `rawBody` was before it was read as UTF-8. */
	rawBytes: Buffer;
	at: number;
}

/** Reads a request to its end; `url` is the one that was sent. */
export async function readRequest(message: IncomingMessage, url: string): Promise<RecordedRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	const rawBytes = Buffer.concat(chunks);
	const rawBody = rawBytes.toString('utf8');
	const [path = '/', rawQuery = ''] = splitOnce(url, '?');
	return {
		method: message.method ?? 'GET',
		url,
		path,
		query: Object.fromEntries(new URLSearchParams(rawQuery)),
		headers: Object.fromEntries(
			Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
		),
		body: parsedOrUndefined(rawBody),
		rawBody,
		rawBytes,
		at: Date.now(),
	};
}

/** Splits at the first occurrence only; one part when there is none. */
export function splitOnce(text: string, separator: string): string[] {
	const at = text.indexOf(separator);
	return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function parsedOrUndefined(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Whether a request names what it wants the answer to be. */
export function accepts({ headers }: RecordedRequest, type: string): boolean {
	return (headers.accept ?? '').split(',').some((one) => one.split(';')[0]?.trim() === type);
}
