import type { JsonSchema, WireValue } from './contract';
import { digits, flag, integer, listOf, oneOf, orNull, record, text } from './schemas';

export { digits, flag, integer, listOf, oneOf, orNull, record, text };

export const limited = (maxLength: number, minLength = 0): JsonSchema => ({
	type: 'string',
	minLength,
	maxLength,
});

export const textOrNull = orNull(text);

export const atLeastTwoIds: WireValue = { type: 'string', pattern: '^[0-9]+(,[0-9]+)+$' };
export const idList: WireValue = { type: 'array', items: digits, maxItems: 1000 };

/** An id in a body or an answer: an integer of 64 bits. */
export const id: JsonSchema = { type: 'integer', minimum: 0 };
export const day: WireValue = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
/** An amount in an address, with two decimals at most. */
export const decimal: WireValue = { type: 'string', pattern: '^-?\\d+(\\.\\d{1,2})?$' };
export const amount: JsonSchema = { type: 'number' };

const allowedCharacters = 'A-Za-z0-9¡-ʯ &(){}\\[\\].:,;?!+\\-_$@#~`^€';

/** A text of the characters that finAPI takes. */
export const plainText = (maxLength: number, minLength = 1): JsonSchema => ({
	...limited(maxLength, minLength),
	pattern: `^[${allowedCharacters}]*$`,
});

/** Properties to sort by, most important first. */
export const orderBy = (...properties: readonly string[]): WireValue => ({
	type: 'array',
	items: {
		type: 'string',
		pattern: `^(${properties.join('|').replaceAll('.', '\\.')})(,(asc|desc|ASC|DESC))?$`,
	},
	description: 'A property, and asc or desc behind a comma',
});

export const countryList: WireValue = {
	type: 'array',
	items: { type: 'string', pattern: '^[A-Z]{2}$' },
};

export const page: Record<string, WireValue> = {
	page: { ...integer, minimum: 1, default: 1 },
	perPage: { ...integer, minimum: 1, maximum: 500, default: 20 },
};

/** What the date of all transactions to be downloaded is counted back from today by. */
export const maxDaysForDownload: JsonSchema = {
	type: 'integer',
	anyOf: [
		{ minimum: 0, maximum: 0 },
		{ minimum: 14, maximum: 3650 },
	],
	description: '0, which is no limit, or 14 to 3650',
};

export const tokenRequest = record(
	{
		grant_type: oneOf('client_credentials', 'password', 'refresh_token'),
		client_id: text,
		client_secret: text,
		refresh_token: text,
		username: text,
		password: text,
	},
	['grant_type', 'client_id', 'client_secret'],
);

export const seconds: JsonSchema = {
	type: 'integer',
	minimum: 0,
	description: 'Seconds; 0 is forever',
};

export const token = record(
	{
		access_token: text,
		token_type: oneOf('bearer'),
		expires_in: seconds,
		scope: oneOf('all'),
		refresh_token: text,
	},
	['access_token', 'token_type', 'expires_in', 'scope'],
);

export const identifiers = record({ identifiers: listOf(integer) }, ['identifiers']);

/** The refusal of a client or a token. */
export const badCredentials = record({ error: text, error_description: text }, [
	'error',
	'error_description',
]);

export const paging = record(
	{ page: integer, perPage: integer, pageCount: integer, totalCount: integer },
	['page', 'perPage', 'pageCount', 'totalCount'],
);

export const bankPage = (bank: JsonSchema): JsonSchema =>
	record({ banks: listOf(bank), paging }, ['banks', 'paging']);

export const connectionList = (connection: JsonSchema): JsonSchema =>
	record({ connections: listOf(connection) }, ['connections']);

export const updateStatus = oneOf('IN_PROGRESS', 'READY');
export const categorizationStatus = oneOf('PENDING', 'IN_PROGRESS', 'READY');
export const errorType = oneOf('BUSINESS', 'TECHNICAL');

/** V1 always sends every property, without a value as null; V2 may leave those out. */
export const alwaysWhole = (properties: Record<string, JsonSchema>): JsonSchema =>
	record(properties, Object.keys(properties));

export const bankingInterface = oneOf('XS2A', 'FINTS_SERVER', 'WEB_SCRAPER');

export const accountTypeName: WireValue = oneOf(
	'Checking',
	'Savings',
	'CreditCard',
	'Security',
	'Loan',
	'Membership',
	'Bausparen',
);

export const loginCredentials = listOf(record({ label: text, value: text }, ['label', 'value']));

/** What a call answers that a bank has asked for. */
export const multiStepAuthentication = record(
	{
		hash: limited(32, 1),
		challengeResponse: { type: 'string', minLength: 1 },
		twoStepProcedureId: limited(512, 1),
		redirectCallback: limited(2048, 1),
		decoupledCallback: flag,
	},
	['hash'],
);

export const accountReferences = listOf(record({ iban: limited(88, 1) }, ['iban']));

export const bankGroup = record({ id: integer, name: text }, ['id', 'name']);

/** What a bank asks for before it goes on. */
export const challenge: Record<string, JsonSchema> = {
	hash: text,
	status: oneOf(
		'CHALLENGE_RESPONSE_REQUIRED',
		'TWO_STEP_PROCEDURE_REQUIRED',
		'REDIRECT_REQUIRED',
		'DECOUPLED_AUTH_REQUIRED',
		'DECOUPLED_AUTH_IN_PROGRESS',
	),
	challengeMessage: textOrNull,
	answerFieldLabel: textOrNull,
	redirectUrl: textOrNull,
	redirectContext: textOrNull,
	redirectContextField: textOrNull,
	photoTanMimeType: textOrNull,
	photoTanData: textOrNull,
	opticalData: textOrNull,
};

export const updateResult = (timestamp: JsonSchema): Record<string, JsonSchema> => ({
	result: oneOf('OK', 'BANK_SERVER_REJECTION', 'INTERNAL_SERVER_ERROR'),
	errorMessage: textOrNull,
	errorType: orNull(errorType),
	timestamp,
});

export const twoStepProcedure: Record<string, JsonSchema> = {
	procedureId: text,
	procedureName: text,
	procedureChallengeType: orNull(oneOf('TEXT', 'PHOTO', 'FLICKER_CODE')),
	implicitExecute: flag,
};

export const owner: Record<string, JsonSchema> = Object.fromEntries(
	[
		'firstName',
		'lastName',
		'salutation',
		'title',
		'email',
		'dateOfBirth',
		'postCode',
		'country',
		'city',
		'street',
		'houseNumber',
	].map((name) => [name, textOrNull]),
);
