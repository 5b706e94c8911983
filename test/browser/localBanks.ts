import { finApiCredential, finicityCredential, saltEdgeCredential } from '../e2e/banks';
import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import type { Stage } from './stage';

/** The local banks, and the credentials that open them. */
export interface LocalBanks {
	finicity: FinicitySandbox;
	finApi: FinApiSandbox;
	saltEdge: SaltEdgeSandbox;
	/** By type, as n8n has saved them. */
	credentialIds: Record<string, string>;
	close(): Promise<void>;
}

/** Starts all local banks, and saves a credential for each in the n8n of a stage. */
export async function startBanks(stage: Stage): Promise<LocalBanks> {
	const [finicity, finApi, saltEdge] = await Promise.all([
		startFinicity(),
		startFinApi(),
		startSaltEdge(),
	]);
	const credentialIds = await stage.save([
		finicityCredential(finicity),
		finApiCredential(finApi),
		saltEdgeCredential(saltEdge),
	]);
	return {
		...{ finicity, finApi, saltEdge, credentialIds },
		async close() {
			for (const bank of [finicity, finApi, saltEdge]) await bank.close();
		},
	};
}
