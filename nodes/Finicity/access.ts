import type { IDataObject } from 'n8n-workflow';
import { storedToken } from '../shared/signIn/signIn';

/** The secrets in a credential, the token that it keeps among them. */
export function secrets({ apiKey, appToken, partnerSecret, sessionToken }: IDataObject): string[] {
	return [
		...[apiKey, appToken, partnerSecret].map((secret) => String(secret ?? '')),
		storedToken(sessionToken),
	];
}
