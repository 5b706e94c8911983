import { UserError } from 'n8n-workflow';
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** Seconds that a signed request is good for. The API allows an hour at most. */
const GOOD_FOR = 60;
const BASE64_LINE = /.{1,64}/g;
const PEM = /-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END \1-----/;
/**
 * What stands before the base64 of a key that an older OpenSSL has encrypted. The length of its last
 * word hangs on the cipher: a browser takes the breaks out of what is pasted, and the base64 follows.
 */
const ENCRYPTION =
	/Proc-Type:\s*(4,ENCRYPTED)\s*DEK-Info:\s*((?:AES|ARIA|CAMELLIA)-[\dA-Z-]+,[\dA-F]{32}|[\dA-Z-]+,[\dA-F]{16})/;
const MOST_KEYS = 20;

/** Reading a key costs more than signing with it. */
const readKeys = new Map<string, KeyObject>();

/** A PEM as OpenSSL wants it, out of one that was pasted on one line, or with `\n` for its breaks. */
function tidyPem(text: string): string {
	const [, label = '', content = ''] = text.replace(/\\r|\\n/g, '\n').match(PEM) ?? [];
	const [header = '', procType, dekInfo] = content.match(ENCRYPTION) ?? [];
	const base64 = content.replace(header, '').replace(/\s+/g, '');
	const lines = base64.match(BASE64_LINE) ?? [];
	const headers = procType ? [`Proc-Type: ${procType}`, `DEK-Info: ${dekInfo}`, ''] : [];
	return [`-----BEGIN ${label}-----`, ...headers, ...lines, `-----END ${label}-----`, ''].join(
		'\n',
	);
}

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
		key: tidyPem(pem),
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

/**
 * The headers that sign a request, as clients in live mode must: RSA with SHA-256 over
 * `Expires-at|METHOD|URL|body`.
 *
 * @param now milliseconds since 1970
 */
export function signatureHeaders(
	{ method, url, body }: Outgoing,
	key: KeyObject,
	now: number,
): Record<string, string> {
	const expiresAt = String(Math.floor(now / 1000) + GOOD_FOR);
	const text = [expiresAt, method.toUpperCase(), url, body].join('|');
	return {
		'Expires-at': expiresAt,
		Signature: sign('sha256', Buffer.from(text), key).toString('base64'),
	};
}
