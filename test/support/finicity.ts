import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { FinicityApi } from '../../credentials/FinicityApi.credentials';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import type { FinicitySandbox } from '../sandbox/finicity';
import { StoredCredential } from './credentials';
import { type Outcome, runWorkflow, type Setup } from './engine';

/** The credential that a user of the local Finicity would enter. */
export function finicityCredential(
	{ baseUrl, keys }: Pick<FinicitySandbox, 'baseUrl' | 'keys'>,
	changes: ICredentialDataDecryptedObject = {},
): StoredCredential {
	const { partnerId, partnerSecret, appKey } = keys;
	return new StoredCredential(new FinicityApi(), {
		authentication: 'partner',
		apiKey: appKey,
		partnerId,
		partnerSecret,
		baseUrl,
		...changes,
	});
}

/** Sets one operation of the Finicity node up against a local Finicity. */
export function finicitySetup(
	sandbox: FinicitySandbox,
	[resource, operation]: readonly [string, string],
	parameters: IDataObject = {},
	more: Partial<Setup> = {},
): Setup {
	return {
		nodeType: new Finicity(),
		credential: 'finicityApi',
		credentials: finicityCredential(sandbox),
		parameters: { resource, operation, ...parameters },
		...more,
	};
}

/** Runs it. */
export async function runFinicity(...setup: Parameters<typeof finicitySetup>): Promise<Outcome> {
	return await runWorkflow(finicitySetup(...setup));
}

/** A resource locator as the panel stores an id typed in. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });
