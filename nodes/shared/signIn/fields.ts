import type { INodeProperties } from 'n8n-workflow';
import { SESSION } from '../wire/errand';

/** Lets the user try refused keys once more. It belongs to the keys' `fingerprint`. */
export function signInAttempt(shownFor: readonly string[]): INodeProperties {
	return {
		displayName: 'Sign-In Attempt',
		name: 'attempt',
		type: 'number',
		displayOptions: { show: { authentication: [...shownFor] } },
		default: 1,
		description:
			'Refused keys are not tried again for a day. If they should work by now, for example because the account was activated or unlocked, raise this number to try them at once.',
	};
}

/** The address that the user has entered, for the request of a credential's test. */
export const ENTERED_BASE_URL = '$credentials.baseUrl.trim().replace(/\\/+$/, "")';

/** What the test of a credential says to a success that is not the bank's. */
export function notTheApi(bank: string): string {
	return `The address answered, but not as ${bank} does. Check the Base URL: a proxy or another service may stand there.`;
}

/** Where n8n keeps the session; it asks for a new one while this is empty, and after a 401. */
export const sessionToken: INodeProperties = {
	displayName: 'Session Token',
	name: SESSION,
	type: 'hidden',
	typeOptions: { expirable: true, password: true },
	default: '',
};
