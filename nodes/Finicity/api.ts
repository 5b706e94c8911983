import type { Failure } from '../shared/failure';
import { isObject } from '../shared/json';
import type { Bank } from '../shared/operation';
import { storedToken } from '../shared/signIn';
import { account } from './resources/account';
import { appRegistration } from './resources/appRegistration';
import { customer } from './resources/customer';

function text(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Most endpoints answer `{ code, message, user_message? }`, where `user_message` is the more
 * telling one; older ones a list in `errors`, newer ones one in `Errors.Error`.
 */
function readFailure(body: unknown): Failure | undefined {
	if (!isObject(body)) return undefined;
	const wrapped = isObject(body.Errors) ? body.Errors.Error : body.errors;
	if (Array.isArray(wrapped)) {
		const failures = wrapped
			.map((entry) => (isObject(entry) ? readFailure(entry) : { message: String(entry) }))
			.filter((failure) => failure !== undefined);
		const [first] = failures;
		return first && { ...first, message: failures.map(({ message }) => message).join('; ') };
	}
	const parts = [body.message ?? body.Description ?? body.title, body.user_message]
		.map(text)
		.filter((part) => part !== undefined && part !== '');
	if (parts.length === 0) return undefined;
	return { message: parts.join(': '), code: text(body.code ?? body.ReasonCode) };
}

/** Finicity (Mastercard Open Finance US) as the engine sees it. */
export const finicity: Bank = {
	name: 'Finicity',
	credential: 'finicityApi',
	resources: [account, appRegistration, customer],
	baseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	secrets: ({ apiKey, appToken, partnerSecret, sessionToken }) => [
		...[apiKey, appToken, partnerSecret].map((secret) => String(secret ?? '')),
		storedToken(sessionToken),
	],
	requestIdHeaders: ['x-request-id', 'x-external-request-id', 'x-correlation-id'],
	readFailure,
};
