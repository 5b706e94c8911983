import { createHmac, timingSafeEqual } from 'node:crypto';

const HEX = /^[0-9a-f]{64}$/;

/**
 * Whether a signature is that of who has the secret over a body: HMAC with SHA-256, as hexadecimal
 * digits in lower case. Takes as long for a wrong one as for the right one.
 *
 * @param body the bytes as they came
 */
export function isSignedWith(secret: string, signature: string, body: Buffer): boolean {
	if (!HEX.test(signature)) return false;
	const right = createHmac('sha256', secret).update(body).digest();
	return timingSafeEqual(right, Buffer.from(signature, 'hex'));
}
