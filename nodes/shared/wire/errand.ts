import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** What a sign-in should know of the request that it is for. */
export interface Errand {
	/** Says that the request is not wanted any more. */
	signal?: AbortSignal;
	/** Takes down a secret that goes out with the request, for the messages about it. */
	sent(secret: string): void;
}

/** Out of sight of whoever looks through the fields. */
const ERRAND = Symbol('errand');

/**
 * A copy of a credential's data for one request, which says what it is for: n8n hands a credential
 * type nothing but the data.
 */
export function sentOn(
	errand: Errand,
	credentials: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	return Object.assign({ ...credentials }, { [ERRAND]: errand });
}

/** What a credential's data is for; nothing when the request is not the engine's own. */
export function errandOf(credentials: ICredentialDataDecryptedObject): Errand | undefined {
	return (credentials as { [ERRAND]?: Errand })[ERRAND];
}
