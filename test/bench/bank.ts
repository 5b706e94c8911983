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
}

/** What has arrived since the settings were last set. */
export interface BankCounts {
	/** Without calls for a token. */
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

/** finAPI's for the bank: a token that is there already. */
export function finApiKeys({ url }: BenchBank): Credential {
	return {
		type: 'finApi',
		name: 'finAPI',
		data: {
			environment: 'own',
			baseUrl: url,
			apiVersion: 'V2',
			authentication: 'accessToken',
			accessToken: FIRST_TOKEN,
		},
	};
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
			partnerSecret: 'bench-partner-secret',
			baseUrl: url,
		},
	};
}
