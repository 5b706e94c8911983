import type { FinicitySandbox } from '../sandbox/finicity';

export interface Reply {
	status: number;
	headers: Headers;
	text: string;
	/** Whatever the text says as JSON; undefined when it is none. */
	json: Record<string, unknown> | undefined;
}

export interface CallOptions {
	/** A text is sent as it is, anything else as JSON. */
	body?: unknown;
	headers?: Record<string, string>;
}

/** Calls a local Finicity the way a right client does. */
export class FinicityCaller {
	constructor(
		private readonly bank: FinicitySandbox,
		public token = bank.issueToken(),
	) {}

	/** Headers given as '' are left out. */
	async send(method: string, path: string, options: CallOptions = {}): Promise<Reply> {
		const response = await this.fetch(method, path, options);
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json');
		return {
			status: response.status,
			headers: response.headers,
			text,
			json: isJson ? (JSON.parse(text) as Record<string, unknown>) : undefined,
		};
	}

	async get(path: string): Promise<Reply> {
		return await this.send('GET', path);
	}

	async file(path: string): Promise<Buffer> {
		return Buffer.from(await (await this.fetch('GET', path)).arrayBuffer());
	}

	private async fetch(
		method: string,
		path: string,
		{ body, headers: given }: CallOptions = {},
	): Promise<Response> {
		const headers: Record<string, string> = {
			'Finicity-App-Key': this.bank.keys.appKey,
			'Finicity-App-Token': this.token,
			Accept: 'application/json',
			...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			...given,
		};
		return await fetch(this.bank.baseUrl + path, {
			method,
			headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
			body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
		});
	}
}

/** What a refusal looks like, to be matched. */
export const refused = (status: number, code: string | number) => ({
	status,
	json: expect.objectContaining({ code }) as unknown,
});
