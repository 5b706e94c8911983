import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { startFinicity, type FinicitySandbox } from '../sandbox/finicity';
import { type Callbacks, type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import type { Credential } from './editor';

/** A local bank that runs. */
export interface RunningBank {
	url: string;
	/** Opens this bank and no other. */
	credential: Credential;
	/** What it tells n8n unasked, if anything. */
	callbacks?: Callbacks;
	close(): Promise<void>;
}

/** What the demo needs to know of a bank. */
export interface LocalBank {
	name: string;
	/** Where it listens, unless the variable names another port. */
	port: number;
	portVariable: string;
	/** Its example, a file in `workflows/`. */
	workflow: string;
	/** The example that its callbacks start, if it has any. */
	callbacksWorkflow?: string;
	start(port: number): Promise<RunningBank>;
}

/** The credential for a local Finicity. */
export function finicityCredential({ baseUrl, keys }: FinicitySandbox): Credential {
	const { partnerId, partnerSecret, appKey } = keys;
	return {
		type: 'finicityApi',
		name: 'Local Finicity',
		data: { authentication: 'partner', partnerId, partnerSecret, apiKey: appKey, baseUrl },
	};
}

/** The credential for a local finAPI, in its version. */
export function finApiCredential({
	baseUrl,
	webFormUrl,
	version,
	client,
	user,
	dataDecryptionKey,
}: FinApiSandbox): Credential {
	return {
		type: 'finApi',
		name: 'Local finAPI',
		data: {
			environment: 'own',
			baseUrl,
			webFormUrl,
			dataDecryptionSecret: dataDecryptionKey,
			apiVersion: version,
			authentication: 'user',
			...client,
			...user,
		},
	};
}

/** The credential for a local Salt Edge, in test mode: without a key to sign with. */
export function saltEdgeCredential({ baseUrl, keys }: SaltEdgeSandbox): Credential {
	return {
		type: 'saltEdgeApi',
		name: 'Local Salt Edge',
		data: { ...keys, apiVersion: 'v5', baseUrl },
	};
}

/** The banks of the demo. A further bank is one more entry, and its example workflow. */
export const banks: readonly LocalBank[] = [
	{
		name: 'Finicity',
		port: 5701,
		portVariable: 'FINICITY_PORT',
		workflow: 'finicity.json',
		async start(port) {
			// Nobody is there to go through Connect in the middle of the example.
			const bank = await startFinicity({ port, autoConnect: true });
			return {
				url: bank.baseUrl,
				credential: finicityCredential(bank),
				close: async () => await bank.close(),
			};
		},
	},
	{
		name: 'finAPI',
		port: 5702,
		portVariable: 'FINAPI_PORT',
		workflow: 'finapi.json',
		async start(port) {
			// Slow enough to see that the example waits for the data.
			const bank = await startFinApi({ port, importDelayMs: 1_500 });
			return {
				url: bank.baseUrl,
				credential: finApiCredential(bank),
				close: async () => await bank.close(),
			};
		},
	},
	{
		name: 'Salt Edge',
		port: 5703,
		portVariable: 'SALTEDGE_PORT',
		workflow: 'saltedge.json',
		callbacksWorkflow: 'saltedge-callbacks.json',
		async start(port) {
			// Slow enough to see that the example waits for the data.
			const bank = await startSaltEdge({ port, stageDelayMs: 300 });
			return {
				url: bank.baseUrl,
				credential: saltEdgeCredential(bank),
				callbacks: bank.callbacks,
				close: async () => await bank.close(),
			};
		},
	},
];
