import { type IDataObject, UserError } from 'n8n-workflow';
import type { OtherSignIn } from '../shared/operation';
import { storedToken } from '../shared/signIn/signIn';
import { decryptionKey } from './decryption';

/** What every path of a version begins with, but for the token call of V1. */
export const PATH_PREFIX: Readonly<Record<string, string>> = { V2: '/api/v2', V1: '/api/v1' };

/** Where a client gets its tokens. */
export const TOKEN_PATH: Readonly<Record<string, string>> = {
	V2: '/api/v2/oauth/token',
	V1: '/oauth/token',
};

const HOSTS: Readonly<Record<string, string>> = {
	sandbox: 'https://sandbox.finapi.io',
	live: 'https://live.finapi.io',
};

/** The address that a credential speaks of: one of finAPI's own, or what the user has entered. */
export function baseUrlOf({ environment, baseUrl }: IDataObject): string {
	// The paths begin with the version by themselves.
	return HOSTS[String(environment)] ?? String(baseUrl ?? '').replace(/\/api\/v\d\/*\s*$/, '');
}

const WEB_FORM_HOSTS: Readonly<Record<string, string>> = {
	sandbox: 'https://webform-sandbox.finapi.io',
	live: 'https://webform-live.finapi.io',
};

/**
 * The address of Web Form, a service of its own.
 *
 * @throws UserError when the user has an API of their own and has not entered it
 */
export function webFormUrlOf({ environment, webFormUrl }: IDataObject): string {
	const known = WEB_FORM_HOSTS[String(environment)] ?? String(webFormUrl ?? '').trim();
	if (known !== '') return known;
	throw new UserError("'Web Form URL' of the credential is empty", {
		description: 'Web forms and tasks are at a host of their own. Enter its address there.',
	});
}

/** The token that the user has fetched, also when it was copied with what stands before it. */
export function pastedToken({ accessToken }: IDataObject): string {
	return String(accessToken ?? '')
		.trim()
		.replace(/^Bearer\s+/i, '');
}

/** Whose token an operation goes with: the user's unless it says another one. */
export const CLIENT = 'client';
/** The token of either will do. */
export const ANYBODY = 'anybody';

/** The field of the credential that keeps the client's token beside the user's. */
export const CLIENT_SESSION = 'clientToken';

const FOR_A_USER = {
	message: "The operation is a user's, but the credential signs in with Client",
	description:
		"In the credential, set 'Sign In With' to User and enter the User ID and the Password, or choose another credential in the node. Nothing was sent.",
};

const FOR_THE_CLIENT = {
	message: "The operation is the client's, but the credential has an Access Token only",
	description:
		"In the credential, set 'Sign In With' to User or Client and enter the Client ID and the Client Secret, or choose another credential in the node. Nothing was sent.",
};

/**
 * How an operation is signed in. A credential of a user has the client's keys as well.
 *
 * @throws UserError when the credential has no such token
 */
export function signInAs(
	{ authentication }: IDataObject,
	wanted?: string,
): OtherSignIn | undefined {
	const isClient = authentication === 'client';
	if (wanted === ANYBODY || (wanted === CLIENT && isClient)) return undefined;
	const lacks =
		wanted === CLIENT ? authentication === 'accessToken' && FOR_THE_CLIENT : isClient && FOR_A_USER;
	if (lacks) throw new UserError(lacks.message, { description: lacks.description });
	return wanted === CLIENT ? { as: CLIENT, keptIn: CLIENT_SESSION } : undefined;
}

/** The secrets in a credential, the tokens that it keeps among them. */
export function secrets(credentials: IDataObject): string[] {
	const { clientSecret, password, sessionToken, [CLIENT_SESSION]: clientToken } = credentials;
	return [
		...[clientSecret, password].map((secret) => String(secret ?? '')),
		decryptionKey(credentials),
		pastedToken(credentials),
		...[sessionToken, clientToken].map(storedToken),
	];
}
