import type { Failure } from '../shared/operation';
import { isObject } from '../shared/wire/json';

const KEYS =
	'Check the App-ID and the Secret of the credential: they belong to one API key of type Service.';
const SIGNING =
	"Clients in live mode must sign: enter the 'Private Key' of the credential, whose public half is stored with the API key at Salt Edge.";
const CONSENT =
	'The consent must cover what is fetched, and the client and the provider must allow its scopes. Use Reconnect with a new consent when it has run out.';

/** What the user can do, by the class of the error. The HTTP status tells little. */
const WAY_OUT: Readonly<Record<string, string>> = {
	ActionNotAllowed: 'The API key may not do this. Check its rights in the dashboard of Salt Edge.',
	AispConsentExpired: CONSENT,
	AispConsentNotFound: CONSENT,
	AispConsentRevoked: CONSENT,
	AispConsentScopesInvalid: CONSENT,
	AispConsentScopesNotAllowed: CONSENT,
	ApiKeyNotFound: KEYS,
	AppIdNotProvided: KEYS,
	BackgroundFetchLimitExceeded:
		"A bank allows four fetches a day without its user. Set 'User Present' when the user is there, or wait until tomorrow.",
	ClientNotFound: KEYS,
	ConnectionAlreadyProcessing:
		'The connection is being fetched. Wait until its last attempt has finished, then try again.',
	ConnectionCannotBeRefreshed:
		'Look at next_refresh_possible_at of the connection. When its credentials are not stored, use Reconnect.',
	ConnectionDisabled: 'Use Reconnect, or create the connection anew.',
	ConnectionDuplicated:
		'The customer has this connection already: find it with Get Many, and use Refresh or Reconnect.',
	ConnectionLimitReached:
		'Clients in pending or test mode may have a certain number of connections. Delete some, or ask Salt Edge for live mode.',
	ConnectionNotFound: 'Check the connection ID: it may be gone, or belong to another API key.',
	CredentialsNotMatch:
		"The credentials differ from the earlier ones. Switch on 'Override Credentials' when they are to replace them.",
	CustomerNotFound: 'Check the customer ID: it may be gone, or belong to another API key.',
	ExpiresAtInvalid: 'Check the clock of the machine that n8n runs on: it is part of the signature.',
	MissingExpiresAt: SIGNING,
	MissingSignature: SIGNING,
	ProviderNotFound:
		"Check the provider code and the country. Fake providers need 'Include Fake Providers' in live mode.",
	PublicKeyNotProvided: SIGNING,
	RateLimitExceeded: 'Too many connections are being fetched at once. Try again later.',
	RequestExpired: 'Check the clock of the machine that n8n runs on: it is part of the signature.',
	SecretNotProvided: KEYS,
	SignatureNotMatch: SIGNING,
};

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Salt Edge's own words: `{ error: { class, message, request_id } }`, in older answers flat as
 * `{ error_class, error_message }`, sometimes only a text.
 */
export function readFailure(body: unknown): Failure | undefined {
	if (!isObject(body)) return undefined;
	const error = isObject(body.error) ? body.error : {};
	const code = text(error.class) ?? text(body.error_class);
	const message = text(error.message) ?? text(body.error_message) ?? text(body.error) ?? code;
	if (message === undefined) return undefined;
	const requestId = text(error.request_id);
	// Not what every object has, such as 'constructor'.
	const wayOut = code && Object.hasOwn(WAY_OUT, code) ? WAY_OUT[code] : undefined;
	const next = text(body.next_refresh_possible_at);
	return {
		message: next === undefined ? message : `${message} (possible again at ${next})`,
		code,
		wayOut,
		...(requestId && { requestId }),
		...(next && { facts: { next_refresh_possible_at: next } }),
	};
}
