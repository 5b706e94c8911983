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
		const decrypted = ENCRYPTED.flatMap((name) => {
			const text = textOf(record[name]);
			return text === undefined ? [] : [[name, decrypt(text)] as const];
		});
		return { ...record, ...Object.fromEntries(decrypted) };
	};
}
