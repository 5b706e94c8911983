import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { type IDataObject, UserError } from 'n8n-workflow';

/** 16 bytes in hexadecimal digits. */
const KEY = /^[0-9a-f]{32}$/i;
const ROUNDS = 1_000;
const BYTES = 16;

/** The Data Decryption Key in a credential, as it was entered. */
export function decryptionKey({ dataDecryptionSecret }: IDataObject): string {
	return String(dataDecryptionSecret ?? '').trim();
}

/**
 * How to read what finAPI has encrypted for the client: a token for the change of a password, names
 * and numbers in a notification. It is AES with 128 bits in CBC, and all that it takes comes out of
 * the one key: the password by PBKDF2, and the salt and the first block by its bytes.
 *
 * @param credentials a decrypted credential of finAPI
 * @returns gives the text behind an encrypted one (Base64), and throws UserError for one that was not
 *   encrypted with this key; whoever reads several texts may ask once and keep it
 * @throws UserError when the credential has no key, or one that can't be it
 */
export function decryption(credentials: IDataObject): (encrypted: string) => string {
	const entered = decryptionKey(credentials);
	if (!KEY.test(entered)) {
		const what = entered === '' ? 'is empty' : 'is not a key of 32 hexadecimal digits';
		throw new UserError(`'Data Decryption Key' of the credential ${what}`, {
			description:
				'finAPI has encrypted what comes out here. Enter the key there that finAPI has given you beside the Client ID. Nothing was sent.',
		});
	}
	const salt = Buffer.from(entered, 'hex');
	const key = pbkdf2Sync(entered, salt, ROUNDS, BYTES, 'sha1');
	return (encrypted) => {
		try {
			const decipher = createDecipheriv('aes-128-cbc', key, salt);
			const bytes = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
			const text = bytes.toString('utf8');
			// Another key may leave an end that looks right, but no text before it.
			if (Buffer.from(text, 'utf8').equals(bytes)) return text;
		} catch {
			// Told below.
		}
		throw new UserError(
			"finAPI's answer can't be read with the credential's 'Data Decryption Key'",
			{
				description:
					'Check the key: it must be the one of this client, in this environment. Then run the node again.',
			},
		);
	};
}
