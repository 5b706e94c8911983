import { createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { tidyPem } from '../pem';

/**
 * The public key in a PEM, also one pasted on one line or behind other blocks of a file.
 *
 * @returns `undefined` when there is no RSA public key in it; private keys and certificates are none
 */
export function publicKey(pem: string): KeyObject | undefined {
	try {
		const key = createPublicKey(tidyPem(pem, 'public'));
		return key.asymmetricKeyType === 'rsa' ? key : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Whether a signature is that of the key's owner over `address|body`: RSA with SHA-256, as base64.
 *
 * @param address as it is registered at Salt Edge, to the letter
 * @param body the bytes as they came
 */
export function isSignedBy(
	key: KeyObject,
	signature: string,
	address: string,
	body: Buffer,
): boolean {
	const bytes = Buffer.from(signature, 'base64');
	// Node skips over what is not base64, so many texts would stand for the same signature.
	if (bytes.toString('base64') !== signature) return false;
	return createVerify('sha256').update(`${address}|`).update(body).verify(key, bytes);
}
