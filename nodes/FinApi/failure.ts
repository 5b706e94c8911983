import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../shared/operation';
import { entryOf, isObject, textOf } from '../shared/wire/json';

const TOKEN =
	'The token has run out, or finAPI has withdrawn it. Run the node again: it fetches a new one. An Access Token of your own must be entered anew in the credential.';
const CLIENT =
	'Check the Client ID and the Client Secret of the credential, and that its Environment is theirs.';

/** What the user can do, by the code of the failure. The HTTP status tells less. */
const WAY_OUT: Readonly<Record<string, string>> = {
	ADDITIONAL_AUTHENTICATION_REQUIRED:
		"The bank asks for a further step, such as a TAN. Import and Update return an item that says which, unless 'Fail on Further Step' is switched on.",
	BANK_SERVER_REJECTION:
		'This is the message of the bank. Check the login before you try again: banks lock the access after a few wrong PINs.',
	ENTITY_EXISTS:
		'It exists already. A login that was imported before has a bank connection: find it with Get Many, and use Update. A new user needs another ID.',
	FORBIDDEN:
		"The client of the credential may not do this. If the message is about the API version, set 'API Version' in the credential and in the node to the version that finAPI has set for your client.",
	INVALID_CONSENT:
		"The bank has not withdrawn the consent, so nothing was changed. Try again later, or switch on 'Force Deletion' to remove it at finAPI anyway.",
	INVALID_TOKEN: TOKEN,
	LOCKED:
		"The record was still busy with an import, an update or the categorization of transactions. Nothing was changed. Try again later, or raise 'Max Busy Wait (Seconds)' if the operation has it.",
	LOGIN_FIELDS_MISMATCH:
		"Use the labels that the bank has for its login fields. The list of 'Login Credentials' shows them.",
	NO_EXISTING_CHALLENGE:
		'The step has expired, was answered before, or another field differs from the first call. Run the operation again without an answer.',
	NO_PSU_METADATA:
		"The bank wants to know that the user is present. If so, fill in 'PSU IP Address', 'PSU Device OS' and 'PSU User Agent'.",
	UNAUTHORIZED_ACCESS:
		"This needs another kind of token. Bank connections belong to a user: set 'Sign In With' to 'User' in the credential.",
	UNKNOWN_ENTITY:
		'Check the IDs: the record may be deleted, or belong to another user or environment.',
	UNSUPPORTED_BANK:
		'finAPI cannot reach this bank, or not with this banking interface. Nothing was changed.',
	USER_ALREADY_VERIFIED:
		'The user is verified and can sign in. To delete a verified user, use User › Delete with the credential of that user.',
	USER_NOT_VERIFIED: 'Verify the user first: User › Verify.',
	WEB_FORM_REQUIRED:
		"finAPI wants the login in its own web form. Import, Update and Edit return an item with the address, unless 'Fail on Further Step' is switched on.",
};

/** The same for an operation, told by the end of its address, in which a code means something else. */
const WAY_OUT_AT: Readonly<Record<string, string>> = {
	'ENTITY_EXISTS notificationRules':
		'The user already has the same rule: Notification Rule › Get Many lists it.',
	'LOCKED notificationRules':
		'While the automatic update runs, finAPI does not add or remove rules. Nothing was changed. Try again later.',
	'INVALID_TOKEN executePasswordChange':
		'The Password Change Token was used before, belongs to another user, or has expired. Get a new one with User › Request Password Change.',
};

function wayOutOf(code: string | undefined, endpoint: unknown): string | undefined {
	const at = textOf(endpoint)?.split('/').pop();
	return entryOf(WAY_OUT_AT, `${code} ${at}`) ?? entryOf(WAY_OUT, code);
}

/** The words of Web Form, but for fields that break its rules. */
function ofWebForm({ code, description }: IDataObject): Failure | undefined {
	if (typeof code !== 'string' || typeof description !== 'string') return undefined;
	return { message: description, code, wayOut: entryOf(WAY_OUT, code) };
}

/** The same for a refused token or client, which has the codes of OAuth. */
const OAUTH_WAY_OUT: Readonly<Record<string, string>> = {
	invalid_client: CLIENT,
	invalid_grant: 'Check the User ID and the Password of the credential.',
	invalid_token: TOKEN,
	unauthorized: CLIENT,
};

/**
 * finAPI's own words: `{ errors: [{ message, code, type }], requestId }`, or for a refused token
 * or client `{ error, error_description }`.
 */
export function readFailure(body: unknown): Failure | undefined {
	if (!isObject(body)) return undefined;
	const { errors, error, error_description: description, requestId, endpoint } = body;
	if (typeof error === 'string') {
		const message = textOf(description) || error;
		return { message, code: error, wayOut: entryOf(OAUTH_WAY_OUT, error) };
	}
	if (!Array.isArray(errors)) return ofWebForm(body as IDataObject);
	const failures = errors.filter(isObject);
	const [first] = failures;
	if (!first) return undefined;
	const code = textOf(first.code);
	return {
		message: failures
			.map((each, index) => {
				const own = textOf(each.code);
				const said = textOf(each.message) ?? own ?? '';
				const message = typeof each.field === 'string' ? `${each.field}: ${said}` : said;
				return index > 0 && own !== undefined && own !== code ? `${message} (${own})` : message;
			})
			.join('; '),
		code,
		wayOut: wayOutOf(code, endpoint),
		...(typeof requestId === 'string' && { requestId }),
	};
}
