import { createCipheriv, pbkdf2Sync } from 'node:crypto';

/** The key by which the client reads what finAPI sends it encrypted. */
export const dataDecryptionKey = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

/** A text as finAPI encrypts it: AES in blocks of 128 bits, with all that it needs in one key. */
export function encrypted(text: string): string {
	const salt = Buffer.from(dataDecryptionKey, 'hex');
	const key = pbkdf2Sync(dataDecryptionKey, salt, 1000, 16, 'sha1');
	const cipher = createCipheriv('aes-128-cbc', key, salt);
	return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}
