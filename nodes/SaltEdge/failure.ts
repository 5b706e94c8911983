import type { Failure } from '../shared/operation';
import { entryOf, isObject } from '../shared/wire/json';

const KEYS =
	'Check the App-ID and the Secret of the credential: they belong to one API key of type Service.';
const SIGNING =
	"Clients in live mode must sign: enter the 'Private Key' of the credential, whose public half is stored with the API key at Salt Edge.";
/** What the operation is called in each version. */
const RECONNECT = 'Reconnect (in V6: Create Reconnect URL)';
const CONSENT = `The consent must cover what is fetched, and the client and the provider must allow its scopes. Use ${RECONNECT} with a new consent when it has run out.`;

const PROVIDER_AWAY =
	'Salt Edge does not reach the provider at present. Try again later, or look at its status in the dashboard.';

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
	AppsRestricted:
		'The API key is of type App, which may not do this. Create one of type Service in the dashboard of Salt Edge, and enter its App-ID and Secret in the credential.',
	BackgroundFetchLimitExceeded:
		"A bank allows four fetches a day without the user. If the user is present, use Refresh (in V5 with 'User Present' switched on). Otherwise wait until tomorrow.",
	CategorizationLimitReached:
		'Salt Edge categorizes a limited number of transactions a day. Continue tomorrow.',
	ClientDisabled: 'Salt Edge has disabled the client. Ask its support.',
	ClientNotFound: KEYS,
	ClientPending:
		'Clients in pending mode can only use fake providers. Ask Salt Edge for test or live mode.',
	ClientRestricted: 'Salt Edge has restricted the client. Ask its support.',
	ConnectionAlreadyProcessing:
		'The connection is being fetched. Wait until its last attempt has finished, then try again.',
	ConnectionCannotBeRefreshed: `Look at next_refresh_possible_at of the connection. If its credentials are not stored, use ${RECONNECT}.`,
	ConnectionDisabled: `Use ${RECONNECT}, or create the connection anew.`,
	ConnectionDuplicated: `The customer has this connection already: find it with Get Many, and use Refresh or ${RECONNECT}.`,
	ConnectionLimitReached:
		'Clients in pending or test mode can only have a limited number of connections. Delete some, or ask Salt Edge for live mode.',
	ConnectionNotFound: 'Check the connection ID: it may be gone, or belong to another API key.',
	CredentialsNotMatch:
		"The credentials differ from the stored ones. To replace them, switch on 'Override Credentials'.",
	CustomerNotFound: 'Check the customer ID: it may be gone, or belong to another API key.',
	DuplicatedCustomer: 'A customer has this identifier already: find it in the list of customers.',
	ExpiresAtInvalid: 'Check the clock of the machine that n8n runs on: it is part of the signature.',
	MissingExpiresAt: SIGNING,
	MissingSignature: SIGNING,
	ProviderDisabled: PROVIDER_AWAY,
	ProviderInactive: PROVIDER_AWAY,
	ProviderNotFound:
		"Check the provider code and the country. Fake providers need 'Include Fake Providers' in live mode (in V6: 'Include Sandboxes').",
	ProviderUnavailable: PROVIDER_AWAY,
	PublicKeyNotProvided: SIGNING,
	RateLimitExceeded: 'Too many connections are being fetched at once. Try again later.',
	RequestExpired: 'Check the clock of the machine that n8n runs on: it is part of the signature.',
	RouteNotFound:
		'Check the Base URL of the credential: it may be that of another version of the API, or of something else.',
	SecretNotProvided: KEYS,
	SignatureNotMatch: SIGNING,
	TooManyRequests:
		'Too many requests came from this address. Lower Max Parallel Requests, or try again later.',
};

/** Limits of a day, not of a moment. */
const FINAL: ReadonlySet<string> = new Set([
	'BackgroundFetchLimitExceeded',
	'CategorizationLimitReached',
]);

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** When a connection can be refreshed again, which stands beside the failure or in it. */
function nextRefresh(message: string, places: Record<string, unknown>[]): Partial<Failure> {
	const [time] = places.map((each) => text(each.next_refresh_possible_at)).filter(Boolean);
	if (!time) return {};
	return {
		message: message.includes(time) ? message : `${message} (next refresh possible at ${time})`,
		wayOut: `The connection can be refreshed again at ${time}.`,
		details: { next_refresh_possible_at: time },
	};
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
	return {
		message,
		code,
		wayOut: entryOf(WAY_OUT, code),
		...(requestId && { requestId }),
		...(code && FINAL.has(code) && { isFinal: true as const }),
		...nextRefresh(message, [body, error]),
	};
}
