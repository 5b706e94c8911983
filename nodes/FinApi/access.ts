import type { IDataObject } from 'n8n-workflow';

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
