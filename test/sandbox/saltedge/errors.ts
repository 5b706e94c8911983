import { Refusal } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { Problem } from '../shared/validation';

/** The classes of Salt Edge that the sandbox refuses with. */
export type ErrorClass =
	| 'AccountNotFound'
	| 'ActionNotAllowed'
	| 'AispConsentExpired'
	| 'AispConsentRevoked'
	| 'AispConsentScopesInvalid'
	| 'AispConsentScopesNotAllowed'
	| 'AllAccountsExcluded'
	| 'ApiKeyNotFound'
	| 'AppIdNotProvided'
	| 'BackgroundFetchLimitExceeded'
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
	| 'DateTimeFormatInvalid'
	| 'DateTimeOutOfRange'
	| 'DuplicatedCustomer'
	| 'ExpiresAtInvalid'
	| 'FetchScopesInvalid'
	| 'FetchScopesNotAllowed'
	| 'FileError'
	| 'FileNotProvided'
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
	| 'ValueOutOfRange'
	| 'WrongProviderMode'
	| 'WrongRequestFormat';

/** Why a call is refused. */
export interface Failure {
	errorClass: ErrorClass;
	message: string;
}

/** Ends the call with a failure. */
export function refuse(errorClass: ErrorClass, message: string): never {
	throw new Refusal<Failure>({ errorClass, message });
}

/** Refused keys are a bad request like most others, not a 401. */
function statusOf(errorClass: ErrorClass): number {
	if (errorClass === 'RateLimitExceeded') return 429;
	return errorClass.endsWith('NotFound') && errorClass !== 'ApiKeyNotFound' ? 404 : 400;
}

/** A failure as Salt Edge writes it, which repeats what it was sent: credentials, too. */
export function failure(
	{ errorClass, message }: Failure,
	request: RecordedRequest,
	requestId: string,
): Answer {
	return {
		status: statusOf(errorClass),
		body: {
			error: {
				class: errorClass,
				message,
				documentation_url: `https://docs.saltedge.com/account_information/v5/#errors-${errorClass}`,
				request_id: requestId,
			},
			request: { ...request.query, ...asObject(request.body) },
		},
	};
}

const asObject = (body: unknown): object =>
	typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};

/** By field and broken rule. */
const classesOfFields: Record<string, ErrorClass> = {
	'connection_id pattern': 'ConnectionNotFound',
	'customer_id pattern': 'CustomerNotFound',
	'identifier minLength': 'IdentifierInvalid',
	'from_date pattern': 'DateFormatInvalid',
	'consent/scopes enum': 'AispConsentScopesInvalid',
	'consent/scopes minItems': 'AispConsentScopesInvalid',
	'consent/from_date pattern': 'DateFormatInvalid',
	'consent/to_date pattern': 'DateFormatInvalid',
	'consent/period_days anyOf': 'InvalidAispConsentPeriod',
	'attempt/fetch_scopes enum': 'FetchScopesInvalid',
	'attempt/fetch_scopes minItems': 'FetchScopesInvalid',
	'attempt/from_date pattern': 'DateFormatInvalid',
	'attempt/to_date pattern': 'DateFormatInvalid',
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
