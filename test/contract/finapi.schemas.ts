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

export const bankOrder: WireValue = {
	type: 'array',
	items: {
		type: 'string',
		pattern: '^(id|name|blz|bic|popularity)(,(asc|desc|ASC|DESC))?$',
	},
	description: 'A property, and asc or desc behind a comma',
};

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

const seconds: JsonSchema = {
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

/** What both versions tell a client about itself, and what is only told in one of them. */
export function clientConfiguration(more: Record<string, JsonSchema>): JsonSchema {
	const properties = {
		isAutomaticBatchUpdateEnabled: flag,
		isUserAutoVerificationEnabled: flag,
		isMandatorAdmin: flag,
		isWebScrapingEnabled: flag,
		clientAccessTokensValidityPeriod: seconds,
		userAccessTokensValidityPeriod: seconds,
		refreshTokensValidityPeriod: seconds,
		maxUserLoginAttempts: { ...integer, minimum: 0, description: '0 is no limit' },
		availableBankGroups: countryList,
		...more,
	};
	return record(properties, Object.keys(properties));
}

/** The refusal of a client or a token. */
export const badCredentials = record({ error: text, error_description: text }, [
	'error',
	'error_description',
]);

const paging = record(
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

export const updateResult = (timestamp: JsonSchema): JsonSchema =>
	record(
		{
			result: oneOf('OK', 'BANK_SERVER_REJECTION', 'INTERNAL_SERVER_ERROR'),
			errorMessage: textOrNull,
			errorType: orNull(errorType),
			timestamp,
		},
		['result', 'timestamp'],
	);

export const twoStepProcedure = record(
	{
		procedureId: text,
		procedureName: text,
		procedureChallengeType: orNull(oneOf('TEXT', 'PHOTO', 'FLICKER_CODE')),
		implicitExecute: flag,
	},
	['procedureId', 'procedureName', 'implicitExecute'],
);

export const owner = record(
	Object.fromEntries(
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
	),
);
