import type { Failure } from '../shared/operation';
import { isObject } from '../shared/wire/json';

const WAY_OUT: Readonly<Record<string, string>> = {
	ADDITIONAL_AUTHENTICATION_REQUIRED:
		"The bank asks for a further step, such as a TAN. Import and Update give an item that says which, unless 'Fail on Further Step' is switched on.",
	BANK_SERVER_REJECTION:
		'The words are those of the bank. Check the login before another try: banks lock an access after a few wrong PINs.',
	ENTITY_EXISTS:
		'The login has been imported before. Find its bank connection with Get Many, and use Update.',
	FORBIDDEN:
		"The client of the credential may not do this. When finAPI speaks of the API version, set 'API Version' in the credential and in the node to the one that the client is bound to.",
	LOCKED:
		"The record was still busy with an import, an update or the sorting of transactions. Nothing was changed: try again later, or raise 'Max Wait While Busy' where the operation has it.",
	LOGIN_FIELDS_MISMATCH:
		"Use the labels that the bank has for its login; the list of 'Login Credentials' shows them.",
	NO_EXISTING_CHALLENGE:
		'The step is over, was answered before, or another field differs from the first call. Send the operation again without an answer.',
	NO_PSU_METADATA:
		"The bank wants to know that the user is there. When that is so, fill in 'PSU IP Address', 'PSU Device OS' and 'PSU User Agent'.",
	UNAUTHORIZED_ACCESS:
		"The token is not of the right kind. Bank connections belong to a user: sign in with 'User' in the credential.",
	UNKNOWN_ENTITY:
		'Check the ids: the record may be gone, or belong to another user or environment.',
	UNSUPPORTED_BANK:
		'finAPI cannot reach this bank, or not by this banking interface. Nothing was changed.',
	WEB_FORM_REQUIRED:
		"finAPI wants the login in a web form of its own. Import, Update and Edit give an item with its address, unless 'Fail on Further Step' is switched on.",
};

/**
 * finAPI's own words: `{ errors: [{ message, code, type }], requestId }`, or for a refused token
 * or client `{ error, error_description }`.
 */
export function readFailure(body: unknown): Failure | undefined {
	if (!isObject(body)) return undefined;
	const { errors, error, error_description: description, requestId } = body;
	if (typeof error === 'string') return { message: String(description ?? error), code: error };
	if (!Array.isArray(errors)) return undefined;
	const failures = errors.filter(isObject);
	const [first] = failures;
	if (!first) return undefined;
	const code = typeof first.code === 'string' ? first.code : undefined;
	return {
		message: failures
			.map((each, index) => {
				const message = String(each.message ?? each.code ?? '');
				return index > 0 && each.code !== code ? `${message} (${String(each.code)})` : message;
			})
			.join('; '),
		code,
		wayOut: code && WAY_OUT[code],
		...(typeof requestId === 'string' && { requestId }),
	};
}
