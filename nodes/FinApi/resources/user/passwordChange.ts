import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../../../shared/wire/json';
import { decryption } from '../../decryption';

const ENCRYPTED = ['userEmail', 'passwordChangeToken'];

/**
 * How the answer to a request for a new password is read: finAPI encrypts in it what opens the
 * account of the user.
 *
 * @throws UserError when the credential has no key for that
 */
export function readPasswordChange(credentials: IDataObject): (record: IDataObject) => IDataObject {
	const decrypt = decryption(credentials);
	return (record) => {
		const texts = ENCRYPTED.map((name) => [name, textOf(record[name])] as const);
		const decrypted = texts.map(([name, text]) => [name, text && decrypt(text)]);
		return { ...record, ...Object.fromEntries(decrypted) };
	};
}
