import type { ApiVersion } from '../../contract/saltedge';
import { Refusal } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { Problem } from '../shared/validation';

/** The classes of Salt Edge that the sandbox refuses with. */
export type ErrorClass =
	| 'AccountNotFound'
	| 'ActionNotAllowed'
	| 'AispConsentAlreadyRevoked'
	| 'AispConsentExpired'
	| 'AispConsentNotFound'
	| 'AispConsentRevoked'
	| 'AispConsentScopesInvalid'
	| 'AispConsentScopesNotAllowed'
	| 'AllAccountsExcluded'
	| 'ApiKeyNotFound'
	| 'AppIdNotProvided'
	| 'AttemptNotFound'
	| 'BackgroundFetchLimitExceeded'
	| 'BatchSizeLimitExceeded'
	| 'ConnectionAlreadyProcessing'
	| 'ConnectionCannotBeRefreshed'
	| 'ConnectionDisabled'
	| 'ConnectionDuplicated'
	| 'ConnectionLimitReached'
	| 'ConnectionNotFound'
	| 'CountryNotFound'
	| 'CustomFieldsFormatInvalid'
	| 'CustomFieldsSizeTooBig'
	| 'CustomerLocked'
	| 'CustomerNotFound'
	| 'DateFormatInvalid'
	| 'DateOutOfAispConsentRange'
	| 'DateOutOfRange'
	| 'DateTimeFormatInvalid'
	| 'DateTimeOutOfRange'
	| 'DuplicatedCustomer'
	| 'ExpiresAtInvalid'
	| 'FetchScopesInvalid'
	| 'FetchScopesNotAllowed'
	| 'FileError'
	| 'FileNotProvided'
	| 'HolderInfoNotSupported'
	| 'IdentifierInvalid'
	| 'InvalidAispConsentFromDate'
	| 'InvalidAispConsentPeriod'
	| 'InvalidEncoding'
	| 'InvalidFromDate'
	| 'InvalidToDate'
	| 'JsonParseError'
	| 'MissingExpiresAt'
	| 'MissingSignature'
	| 'ProviderDisabled'
	| 'ProviderInactive'
	| 'ProviderNotFound'
	| 'ProviderNotInteractive'
	| 'RateLimitExceeded'
	| 'RequestExpired'
	| 'ReturnURLInvalid'
	| 'ReturnURLTooLong'
	| 'RouteNotFound'
	| 'SecretNotProvided'
	| 'SignatureNotMatch'
	| 'TransactionNotFound'
	| 'ValueOutOfRange'
	| 'WrongProviderMode'
	| 'WrongRequestFormat';

/** Why a call is refused. */
export interface Failure {
	errorClass: ErrorClass;
	message: string;
	/** What the failure says beside itself. */
	beside?: Readonly<Record<string, unknown>>;
}

/** Ends the call with a failure. */
export function refuse(errorClass: ErrorClass, message: string, beside?: Failure['beside']): never {
	throw new Refusal<Failure>({ errorClass, message, beside });
}

/** What v6 was seen to answer with something else than a bad request. */
const statusesOfV6: Partial<Record<ErrorClass, number>> = {
	ConnectionCannotBeRefreshed: 406,
	DuplicatedCustomer: 409,
};

/** Refused keys are a bad request like most others, not a 401. */
function statusOf(errorClass: ErrorClass, version: ApiVersion): number {
	const inV6 = version === 'v6' ? statusesOfV6[errorClass] : undefined;
	if (inV6 !== undefined) return inV6;
	if (errorClass === 'RateLimitExceeded') return 429;
	return errorClass.endsWith('NotFound') && errorClass !== 'ApiKeyNotFound' ? 404 : 400;
}

const documentation: Record<ApiVersion, string> = {
	v5: 'https://docs.saltedge.com/account_information/v5/',
	v6: 'https://docs.saltedge.com/v6/',
};

/** What the front server says by itself. */
const page = (status: number, title: string): Answer => ({
	status,
	contentType: 'text/html',
	body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

/** The front server turns clients away that do not say who they are. */
export const forbidden = page(403, '403 Forbidden');

/** A failure as Salt Edge writes it, which repeats what it was sent: credentials, too. */
export function failure(
	{ errorClass, message, beside }: Failure,
	request: RecordedRequest,
	{ requestId, version }: { requestId: string; version: ApiVersion },
): Answer {
	if (version === 'v6' && errorClass === 'RouteNotFound') return page(404, '404 Not Found');
	return {
		status: statusOf(errorClass, version),
		body: {
			error: {
				class: errorClass,
				message,
				documentation_url: `${documentation[version]}#errors-${errorClass}`,
				request_id: requestId,
			},
			request: { ...request.query, ...asObject(request.body) },
			...beside,
		},
	};
}

const asObject = (body: unknown): object =>
	typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};

/** By field and broken rule. */
const classesOfFields: Record<string, ErrorClass> = {
	'connection_id pattern': 'ConnectionNotFound',
	'customer_id pattern': 'CustomerNotFound',
	'account_id pattern': 'AccountNotFound',
	'attempt_id pattern': 'AttemptNotFound',
	'consent_id pattern': 'AispConsentNotFound',
	'identifier minLength': 'IdentifierInvalid',
	'customer_identifier minLength': 'IdentifierInvalid',
	'transaction_ids pattern': 'TransactionNotFound',
	'transaction_ids maxItems': 'BatchSizeLimitExceeded',
	'date pattern': 'DateFormatInvalid',
	'from_date pattern': 'DateFormatInvalid',
	'consent/scopes enum': 'AispConsentScopesInvalid',
	'consent/scopes minItems': 'AispConsentScopesInvalid',
	'consent/from_date pattern': 'DateFormatInvalid',
	'consent/to_date pattern': 'DateFormatInvalid',
	'consent/period_days anyOf': 'InvalidAispConsentPeriod',
	'consent/period_days minimum': 'InvalidAispConsentPeriod',
	'attempt/fetch_scopes enum': 'FetchScopesInvalid',
	'attempt/fetch_scopes minItems': 'FetchScopesInvalid',
	'attempt/from_date pattern': 'DateFormatInvalid',
	'attempt/to_date pattern': 'DateFormatInvalid',
	'attempt/fetch_from_date pattern': 'DateFormatInvalid',
	'attempt/fetch_to_date pattern': 'DateFormatInvalid',
	'attempt/custom_fields type': 'CustomFieldsFormatInvalid',
	'attempt/include_natures anyOf': 'ValueOutOfRange',
	'attempt/exclude_accounts pattern': 'AccountNotFound',
	'attempt/customer_last_logged_at pattern': 'DateTimeFormatInvalid',
	'attempt/return_to maxLength': 'ReturnURLTooLong',
};

const classesOfRules: Record<string, ErrorClass> = {
	enum: 'ValueOutOfRange',
	minimum: 'ValueOutOfRange',
	maximum: 'ValueOutOfRange',
};

/** Tells a broken rule with the class Salt Edge has for it, or the general one. */
export function refuseProblem({ in: place, name, rule, message }: Problem): never {
	// An address of another method is as unknown as any other.
	if (place === 'address') refuse('RouteNotFound', message);
	if (rule === 'malformed')
		refuse(place === 'body' ? 'JsonParseError' : 'InvalidEncoding', message);
	const field = name.replace(/^data\//, '').replace(/\/\d+$/, '');
	refuse(
		classesOfFields[`${field} ${rule}`] ?? classesOfRules[rule] ?? 'WrongRequestFormat',
		message,
	);
}
