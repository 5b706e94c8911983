import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { FinApi as FinApiCredential } from '../../credentials/FinApi.credentials';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import type { FinApiSandbox } from '../sandbox/finapi';
import { StoredCredential } from './credentials';
import { type Outcome, runWorkflow, type Setup } from './engine';

/** The credential that a user of the local finAPI would enter. */
export function finApiCredential(
	{
		baseUrl,
		version,
		client,
		user,
		webFormUrl,
		dataDecryptionKey,
	}: Pick<FinApiSandbox, 'baseUrl' | 'version' | 'client' | 'user'> &
		Partial<Pick<FinApiSandbox, 'webFormUrl' | 'dataDecryptionKey'>>,
	changes: ICredentialDataDecryptedObject = {},
): StoredCredential {
	return new StoredCredential(new FinApiCredential(), {
		environment: 'own',
		baseUrl,
		...(webFormUrl !== undefined && { webFormUrl }),
		...(dataDecryptionKey !== undefined && { dataDecryptionSecret: dataDecryptionKey }),
		apiVersion: version,
		authentication: 'user',
		...client,
		...user,
		...changes,
	});
}

/** Sets one operation on bank connections up against a local finAPI, in its version. */
export function finApiSetup(
	sandbox: FinApiSandbox,
	operation: string,
	parameters: IDataObject = {},
	more: Partial<Setup> = {},
): Setup {
	return {
		nodeType: new FinApi(),
		credential: 'finApi',
		credentials: finApiCredential(sandbox),
		parameters: {
			apiVersion: sandbox.version,
			resource: 'bankConnection',
			operation,
			...parameters,
		},
		...more,
	};
}

/** Runs it. */
export async function runFinApi(...setup: Parameters<typeof finApiSetup>): Promise<Outcome> {
	return await runWorkflow(finApiSetup(...setup));
}
