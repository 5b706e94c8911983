import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { OtherSignIn } from '../operation';

/** The field of a credential in which n8n keeps what came of a sign-in. */
export const SESSION = 'sessionToken';

/** What a sign-in should know of the request that it is for. */
export interface Errand {
	/** Says that the request is not wanted any more. */
	signal?: AbortSignal;
	/** Takes down a secret that goes out with the request, for the messages about it. */
	sent(secret: string): void;
	/** Whose token the request goes with, when it is not that of the credential itself. */
	signIn?: OtherSignIn;
	/** Milliseconds for which the token should live on. */
	tokenLife?: number;
}

/** An errand under way. */
interface Sent {
	errand: Errand;
	/** What stands in the credential where n8n looks for a session. */
	session: unknown;
	/** n8n asks for a token before it sends. */
	isAhead: boolean;
}

/** Out of sight of whoever looks through the fields, and the same for whoever has loaded this file. */
const ERRAND = Symbol.for('n8n-nodes-open-banking.errand');

/**
 * A copy of a credential's data for one request, which says what it is for: n8n hands a credential
 * type nothing but the data. n8n asks for a token while there is no session, and after a 401, so the
 * copy has the session that goes with the request.
 */
export function sentOn(
	errand: Errand,
	credentials: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	const { [SESSION]: session } = credentials;
	const own = errand.signIn ? credentials[errand.signIn.keptIn] : session;
	// Whether a token lives long enough is for the sign-in to say, which knows whose it is.
	const isAhead = !own || errand.tokenLife !== undefined;
	const sent: Sent = { errand, session, isAhead };
	return { ...credentials, [SESSION]: isAhead ? '' : own, [ERRAND]: sent };
}

function sentIn(credentials: ICredentialDataDecryptedObject): Sent | undefined {
	return (credentials as { [ERRAND]?: Sent })[ERRAND];
}

/** What a credential's data is for; nothing when the request is not the engine's own. */
export function errandOf(credentials: ICredentialDataDecryptedObject): Errand | undefined {
	return sentIn(credentials)?.errand;
}

/**
 * The session of a credential, whatever stands in its place for the errand.
 *
 * @returns with `isAhead` for the call before anything was sent, which comes once
 */
export function sessionOf(credentials: ICredentialDataDecryptedObject): {
	session: unknown;
	isAhead: boolean;
} {
	const sent = sentIn(credentials);
	if (!sent) return { session: credentials[SESSION], isAhead: false };
	const { session, isAhead } = sent;
	sent.isAhead = false;
	return { session, isAhead };
}
