import { saltedgeHeaders } from '../../contract/saltedge';
import type { RecordedRequest } from '../shared/request';
import { accepts } from '../shared/request';
import { refuse } from './errors';

/** What a client signs in with, in the headers of every request. */
export interface ClientKeys {
	appId: string;
	secret: string;
}

/** Refuses whoever is not the client. */
export function checkKeys({ headers }: RecordedRequest, keys: ClientKeys): void {
	const appId = headers[saltedgeHeaders.appId.toLowerCase()];
	const secret = headers[saltedgeHeaders.secret.toLowerCase()];
	if (!appId) refuse('AppIdNotProvided', 'App-id is missing');
	if (!secret) refuse('SecretNotProvided', 'Secret is missing');
	if (appId !== keys.appId || secret !== keys.secret) {
		refuse('ApiKeyNotFound', 'There is no API key with this App-id and Secret');
	}
}

/** Every request is to name what it wants; here nobody may forget to. */
export function checkAccept(request: RecordedRequest): void {
	if (!accepts(request, 'application/json')) {
		refuse('WrongRequestFormat', 'Accept must name application/json');
	}
}

/** Whether the front server lets a client through: it has to say who it is, and not only in general. */
export function isNamed({ headers }: RecordedRequest): boolean {
	return !/^(|python-requests\/.*)$/.test(headers['user-agent'] ?? '');
}
