import { type IDataObject, UserError } from 'n8n-workflow';
import { storedToken } from '../shared/signIn/signIn';

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

/** The secrets in a credential, the token that it keeps among them. */
export function secrets(credentials: IDataObject): string[] {
	const { clientSecret, password, sessionToken } = credentials;
	return [
		...[clientSecret, password].map((secret) => String(secret ?? '')),
		pastedToken(credentials),
		storedToken(sessionToken),
	];
}
