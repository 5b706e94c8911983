import type { IDataObject } from 'n8n-workflow';
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
