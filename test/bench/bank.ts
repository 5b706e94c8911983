import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Credential } from '../e2e/editor';

/** How the bank behaves. */
export interface BankSettings {
	/** Milliseconds that an answer takes. */
	latency: number;
	/** How many records its lists have. */
	records: number;
	/** The most records that it gives in a page, however many it is asked for. */
	pageSize: number;
}

/** What has arrived since the settings were last set. */
export interface BankCounts {
	/** Without calls for a token, and those that ask about a web form. */
	requests: number;
	signIns: number;
	/** Requests that came with another token than the current one. */
	refused: number;
	signed: number;
	/** Most connections that were open at the same time. */
	mostConnections: number;
}

/** What the bank is told to do differently. `expire`: that partner's tokens so far have run out. */
export type BankOrder = Partial<BankSettings> & { expire?: string };

/** What it takes from the partner `bench` from the beginning, for nodes that don't sign in. */
export const FIRST_TOKEN = 'bench-first-session';

/** Any key will do. */
export const APP_KEY = 'bench-app-key';

/** What the bank signs its events with. */
export const PARTNER_SECRET = 'bench-partner-secret';

/** How the ids of finAPI's web forms begin: all of these are over, and nobody knows the others. */
export const ENDED_FORMS = '0c0ffee0-0000-4000-8000-';
export const UNKNOWN_FORMS = '0badf00d-0000-4000-8000-';

/** A bank that does nothing but answer, in a process of its own: it shares no event loop with n8n. */
export interface BenchBank {
	url: string;
	/** Changes it, and begins to count anew. */
	set(order: BankOrder): Promise<void>;
	/** The counts, as soon as that many requests have had their answer. */
	counts(requests?: number): Promise<BankCounts>;
	close(): void;
}

/** Starts the bank. */
export async function startBank(): Promise<BenchBank> {
	const bank = fork(join(__dirname, 'bankProcess.ts'), { execArgv: ['--import', 'tsx'] });
	const [port] = (await once(bank, 'message')) as [number];
	const url = `http://127.0.0.1:${port}`;
	return {
		url,
		async set(order) {
			await fetch(`${url}/bench`, { method: 'POST', body: JSON.stringify(order) });
		},
		async counts(requests = 0) {
			const response = await fetch(`${url}/bench`, { headers: { requests: String(requests) } });
			return (await response.json()) as BankCounts;
		},
		close: () => void bank.kill(),
	};
}

function finApiCredential({ url }: BenchBank, data: Record<string, string>): Credential {
	return {
		type: 'finApi',
		name: `finAPI ${data.authentication}`,
		data: { environment: 'own', baseUrl: url, webFormUrl: url, apiVersion: 'V2', ...data },
	};
}

/** finAPI's for the bank: a token that is there already. */
export function finApiKeys(bank: BenchBank): Credential {
	return finApiCredential(bank, { authentication: 'accessToken', accessToken: FIRST_TOKEN });
}

/** The same with a sign-in of a user. */
export function finApiUserKeys(bank: BenchBank): Credential {
	return finApiCredential(bank, {
		authentication: 'user',
		clientId: 'bench-client',
		clientSecret: 'bench-client-secret',
		userId: 'bench-user',
		password: 'bench-password',
	});
}

/** Finicity's keys for the bank. A `partnerId` of its own means a sign-in of its own. */
export function finicityKeys({ url }: BenchBank, partnerId = 'bench'): Credential {
	return {
		type: 'finicityApi',
		name: `Finicity ${partnerId}`,
		data: {
			authentication: 'partner',
			apiKey: APP_KEY,
			partnerId,
			partnerSecret: PARTNER_SECRET,
			baseUrl: url,
		},
	};
}
