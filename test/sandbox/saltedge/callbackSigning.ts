import type { KeyPairKeyObjectResult } from 'node:crypto';
import { generateKeyPairSync, sign } from 'node:crypto';

/** What is sent, and sent again, without a byte of it changing. */
export interface SignedCallback {
	headers: Record<'Content-Type' | 'Signature' | 'Signature-key-version', string>;
	body: Buffer;
}

// One for the process, and only when it is asked for: making one takes a while.
let pair: KeyPairKeyObjectResult | undefined;
const keyPair = (): KeyPairKeyObjectResult =>
	(pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));

/** The PEM of the key that the signatures are checked with. */
export const callbackPublicKey = (): string =>
	keyPair().publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Signs a body together with the address it is for, both to the letter. */
export function signCallback(address: string, body: Buffer, keyVersion: string): SignedCallback {
	const signed = Buffer.concat([Buffer.from(`${address}|`), body]);
	return {
		headers: {
			'Content-Type': 'application/json',
			Signature: sign('sha256', signed, keyPair().privateKey).toString('base64'),
			'Signature-key-version': keyVersion,
		},
		body,
	};
}
