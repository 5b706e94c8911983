import { generateKeyPairSync } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { SaltEdgeApi } from '../../credentials/SaltEdgeApi.credentials';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import type { SaltEdgeSandbox } from '../sandbox/saltedge';
import { StoredCredential } from './credentials';
import { type Outcome, runWorkflow, type Setup } from './engine';

/** A client's pair of keys, as OpenSSL writes it. */
export const keyPair = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The credential that a user of the local Salt Edge would enter, for v5 unless told otherwise. */
export function saltEdgeCredential(
	{ baseUrl, keys }: Pick<SaltEdgeSandbox, 'baseUrl' | 'keys'>,
	changes: ICredentialDataDecryptedObject = {},
): StoredCredential {
	const address = baseUrl.replace(/\/v5$/, '');
	return new StoredCredential(new SaltEdgeApi(), {
		...keys,
		...{ apiVersion: 'v5', baseUrl: address },
		...changes,
	});
}

/**
 * Sets one operation up against a local Salt Edge, in v5 unless told otherwise.
 *
 * @param operation with its resource (`customer.get`), or one on connections
 */
export function saltEdgeSetup(
	sandbox: SaltEdgeSandbox,
	operation: string,
	parameters: IDataObject = {},
	more: Partial<Setup> = {},
): Setup {
	const [name = '', resource = 'connection'] = operation.split('.').reverse();
	const { apiVersion = 'v5' } = parameters;
	return {
		nodeType: new SaltEdge(),
		credential: 'saltEdgeApi',
		credentials: saltEdgeCredential(sandbox, { apiVersion: String(apiVersion) }),
		parameters: { apiVersion, resource, operation: name, ...parameters },
		...more,
	};
}

/** Runs it. */
export async function runSaltEdge(...setup: Parameters<typeof saltEdgeSetup>): Promise<Outcome> {
	return await runWorkflow(saltEdgeSetup(...setup));
}

/** A field of a provider as the form in the panel stores it: in the form, or masked beside it. */
export const inForm = (id: string, required = true) => ({
	...{ id, displayName: id, required, defaultMatch: false, display: true },
});
export const besideForm = (id: string, isRequired = true) => ({
	...{ id, displayName: id, required: false, defaultMatch: isRequired, display: false },
});

/**
 * The form of a provider's fields as the panel stores it. Unless told otherwise the provider asks
 * for what is filled in, and for a password beside it.
 */
export const form = (
	value: IDataObject,
	schema: IDataObject[] = [
		...Object.entries(value).map(([id, each]) => inForm(id, Boolean(each))),
		besideForm('password', false),
	],
) => ({ mappingMode: 'defineBelow', value, schema });

/** The masked fields of a provider as the panel stores them. */
export const masked = (...fields: [name: string, value: string][]) => ({
	field: fields.map(([name, value]) => ({ name, value })),
});

/** The day so many days from now, in UTC. */
export function day(fromNow: number): string {
	return new Date(Date.now() + fromNow * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
