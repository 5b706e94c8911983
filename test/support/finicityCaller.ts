import type { FinicitySandbox } from '../sandbox/finicity';
import { exchange, type Reply, type Sending } from './exchange';

/** Calls a local Finicity the way a right client does. */
export class FinicityCaller {
	constructor(
		private readonly bank: FinicitySandbox,
		public token = bank.issueToken(),
	) {}

	/** Headers given as '' are left out. */
	async send(method: string, path: string, { body, headers }: Sending = {}): Promise<Reply> {
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

	async get(path: string): Promise<Reply> {
		return await this.send('GET', path);
	}
}

/** What a refusal looks like, to be matched. */
export const refused = (status: number, code: string | number) => ({
	status,
	json: expect.objectContaining({ code }) as unknown,
});
