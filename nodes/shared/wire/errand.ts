import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** What a sign-in should know of the request that it is for. */
export interface Errand {
	/** Says that the request is not wanted any more. */
	signal?: AbortSignal;
	/** Takes down a secret that goes out with the request, for the messages about it. */
	sent(secret: string): void;
}

/**
 * n8n hands a credential type nothing but the credential's data. The engine makes a copy of that for
 * each request, so the copy tells which request it is.
 */
const errands = new WeakMap<ICredentialDataDecryptedObject, Errand>();

/** Notes what a request's own copy of the credential's data is for. */
export function sendOn(errand: Errand, credentials: ICredentialDataDecryptedObject): void {
	errands.set(credentials, errand);
}

/** What a credential's data is for; nothing when the request is not the engine's own. */
export function errandOf(credentials: ICredentialDataDecryptedObject): Errand | undefined {
	return errands.get(credentials);
}
