import type { IHttpRequestMethods } from 'n8n-workflow';

/** One HTTP request without its sign-in. */
export interface Request {
	method: IHttpRequestMethods;
	/** Below the session's address, percent-encoded. */
	path: string;
	query?: Readonly<Record<string, unknown>>;
	/** Besides those of every request. */
	headers?: Readonly<Record<string, string>>;
	/** To send as JSON, a `bigint` as an integer; nothing when absent. */
	body?: Record<string, unknown>;
	/** Not even the bank's envelope is sent. */
	hasNoBody?: boolean;
	/** Milliseconds. */
	timeout?: number;
	/** Whether the answer is a file, whose bytes must stay as they are. */
	wantsFile?: boolean;
	/** Whether an answer that asks for a further step is no failure. */
	takesFurtherStep?: boolean;
	/** Milliseconds to go on asking while the bank is busy with the record. */
	patience?: number;
	/** The time, in milliseconds, after which it must not be sent again. */
	deadline?: number;
}

/** Whether a request changes nothing at the bank: it may run beside others and be sent again. */
export function isRead({ method }: Pick<Request, 'method'>): boolean {
	return method === 'GET';
}

/** A value in an address; a list as the ids that it holds, with commas. */
export function encode(value: unknown): string {
	if (Array.isArray(value)) return value.map(encode).join(',');
	// Half a character can't be sent.
	return encodeURIComponent(String(value).replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** Query text in the one way that every server reads: percent-encoded, spaces as `%20`. */
export function queryString(query: Readonly<Record<string, unknown>> = {}): string {
	const pairs = Object.entries(query).map(
		([name, value]) => `${encodeURIComponent(name)}=${encode(value)}`,
	);
	return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
