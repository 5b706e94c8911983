import type { KeyPairKeyObjectResult } from 'node:crypto';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { ApiVersion } from '../../contract/saltedge';

/** What is sent, and sent again, without a byte of it changing. */
export interface SignedCallback {
	headers: Record<'Content-Type' | 'Signature' | 'Signature-key-version', string>;
	body: Buffer;
}

// One for each version of the API, and only when it is asked for: making one takes a while.
const pairs: Partial<Record<ApiVersion, KeyPairKeyObjectResult>> = {};
const keyPair = (version: ApiVersion): KeyPairKeyObjectResult =>
	(pairs[version] ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));

/** The PEM of the key that the signatures of a version are checked with. */
export const callbackPublicKey = (version: ApiVersion): string =>
	keyPair(version).publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Signs a body together with the address it is for, both to the letter. */
export function signCallback(
	address: string,
	body: Buffer,
	{ version, keyVersion }: { version: ApiVersion; keyVersion: string },
): SignedCallback {
	const signed = Buffer.concat([Buffer.from(`${address}|`), body]);
	return {
		headers: {
			'Content-Type': 'application/json',
			Signature: sign('sha256', signed, keyPair(version).privateKey).toString('base64'),
			'Signature-key-version': keyVersion,
		},
		body,
	};
}
