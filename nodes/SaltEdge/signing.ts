import { UserError } from 'n8n-workflow';
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { tidyPem } from './pem';

/** Seconds that a signed request is good for. The API allows an hour at most. */
const GOOD_FOR = 60;
const MOST_KEYS = 20;

/** Reading a key costs more than signing with it. */
const readKeys = new Map<string, KeyObject>();

function unreadable(why: string): UserError {
	return new UserError(`The credential's 'Private Key' can't be used: ${why}`, {
		description:
			"Paste the whole file of the RSA key whose public half is stored at Salt Edge, from '-----BEGIN' to '-----END', and its passphrase when it has one.",
	});
}

function whyNot(pem: string, passphrase: string): string {
	if (passphrase !== '') {
		return 'it is not a private key in PEM, or the Passphrase is not the right one';
	}
	return pem.includes('ENCRYPTED')
		? 'it is protected, and the Passphrase is empty'
		: 'it is not a private key in PEM';
}

function parseKey(pem: string, passphrase: string): KeyObject {
	const key = createPrivateKey({
		key: tidyPem(pem, 'private'),
		...(passphrase !== '' && { passphrase }),
	});
	if (key.asymmetricKeyType !== 'rsa') throw unreadable('it is not an RSA key');
	return key;
}

/**
 * The key to sign with.
 *
 * @param pem PKCS#1 or PKCS#8, also pasted on one line, or with `\n` for its line breaks
 * @param passphrase empty when the key has none
 * @throws UserError that says what is wrong with it, and shows nothing of it
 */
export function privateKey(pem: string, passphrase: string): KeyObject {
	const name = JSON.stringify([pem, passphrase]);
	const known = readKeys.get(name);
	if (known) return known;
	let key: KeyObject;
	try {
		key = parseKey(pem, passphrase);
	} catch (error) {
		throw error instanceof UserError ? error : unreadable(whyNot(pem, passphrase));
	}
	const [oldest] = readKeys.keys();
	if (readKeys.size >= MOST_KEYS && oldest !== undefined) readKeys.delete(oldest);
	readKeys.set(name, key);
	return key;
}

/** A request as it goes out, to the byte. */
export interface Outgoing {
	method: string;
	/** The whole address with its query. */
	url: string;
	/** Empty when there is none. */
	body: string;
}

/** RSA with SHA-256, off the thread that n8n runs on. */
async function signatureOf(text: string, key: KeyObject): Promise<string> {
	return await new Promise((resolve, reject) => {
		sign('sha256', Buffer.from(text), key, (error, signature) => {
			if (error) reject(error);
			else resolve(signature.toString('base64'));
		});
	});
}

/**
 * The headers that sign a request, as clients in live mode must: RSA with SHA-256 over
 * `Expires-at|METHOD|URL|body`.
 *
 * @param now milliseconds since 1970
 */
export async function signatureHeaders(
	{ method, url, body }: Outgoing,
	key: KeyObject,
	now: number,
): Promise<Record<string, string>> {
	const expiresAt = String(Math.floor(now / 1000) + GOOD_FOR);
	const text = [expiresAt, method.toUpperCase(), url, body].join('|');
	return { 'Expires-at': expiresAt, Signature: await signatureOf(text, key) };
}
