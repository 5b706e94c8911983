import type { FinicitySandbox } from '../sandbox/finicity';
import { exchange, type Reply as Answer, type Sending } from './exchange';
import type { Reply } from './loopback';

/** Calls a local Finicity the way a right client does. */
export class FinicityCaller {
	constructor(
		private readonly bank: FinicitySandbox,
		public token = bank.issueToken(),
	) {}

	/** Headers given as '' are left out. */
	async send(method: string, path: string, { body, headers }: Sending = {}): Promise<Answer> {
		const { baseUrl, keys } = this.bank;
		return await exchange(method, baseUrl + path, {
			body,
			headers: {
				'Finicity-App-Key': keys.appKey,
				'Finicity-App-Token': this.token,
				Accept: 'application/json',
				...headers,
			},
		});
	}

	async get(path: string): Promise<Answer> {
		return await this.send('GET', path);
	}
}

/** Gives the code back without which an address can't be subscribed. */
export const echoCode: Reply = ({ url }, response) => {
	const code = new URL(url, 'http://localhost').searchParams.get('txpush_verification_code');
	if (code === null) return {};
	response.setHeader('Content-Type', 'text/plain').end(code);
	return undefined;
};

/** What a refusal looks like, to be matched. */
export const refused = (status: number, code: string | number) => ({
	status,
	json: expect.objectContaining({ code }) as unknown,
});
