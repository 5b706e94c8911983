import type { KeyObject } from 'node:crypto';
import { createPublicKey, verify } from 'node:crypto';
import { saltedgeHeaders } from '../../contract/saltedge';
import type { RecordedRequest } from '../shared/request';
import { hour } from '../shared/time';
import { refuse } from './errors';

/** Reads the public half of the client's key pair. */
export function rsaPublicKey(pem: string): KeyObject {
	const key = createPublicKey(pem);
	if (key.asymmetricKeyType !== 'rsa') throw new Error('Salt Edge takes RSA keys only');
	return key;
}

/** Refuses a request that is not signed, not any more, or not with this key. */
export function checkSignature(request: RecordedRequest, publicKey: KeyObject): void {
	const expiresAt = request.headers[saltedgeHeaders.expiresAt.toLowerCase()];
	const signature = request.headers[saltedgeHeaders.signature.toLowerCase()];
	if (!expiresAt) refuse('MissingExpiresAt', 'A live client must send Expires-at');
	if (!signature) refuse('MissingSignature', 'A live client must send Signature');
	checkExpiry(expiresAt);
	const signed = Buffer.concat([
		Buffer.from(`${expiresAt}|${request.method}|${originalUrl(request)}|`),
		request.rawBytes,
	]);
	// Node would skip over whatever is not base64.
	const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(signature);
	if (!isBase64 || !verify('sha256', signed, publicKey, Buffer.from(signature, 'base64'))) {
		refuse('SignatureNotMatch', 'The signature is not that of this request');
	}
}

function checkExpiry(expiresAt: string): void {
	const at = Number(expiresAt) * 1000;
	if (!/^\d+$/.test(expiresAt) || at > Date.now() + hour) {
		refuse('ExpiresAtInvalid', 'Expires-at must be Unix seconds, at most an hour from now');
	}
	if (at <= Date.now()) refuse('RequestExpired', 'Expires-at is over');
}

/** The whole address as the client wrote it. */
const originalUrl = ({ headers, url }: RecordedRequest): string => `http://${headers.host}${url}`;
