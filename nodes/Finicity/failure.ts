import type { Failure } from '../shared/operation';
import { isObject } from '../shared/wire/json';

function text(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Finicity's own words. Most endpoints answer `{ code, message, user_message? }`, where
 * `user_message` is the more telling one; older ones a list in `errors`, newer ones one in
 * `Errors.Error`.
 */
export function readFailure(body: unknown): Failure | undefined {
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
