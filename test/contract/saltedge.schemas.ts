import type { JsonSchema, WireValue } from './contract';
import { anyObject, digits, flag, integer, listOf, oneOf, orNull, record, text } from './schemas';

export { anyObject, flag, integer, listOf, oneOf, orNull, record, text };

/** An answer's object, in which nothing may be missing. */
export const full = (properties: Record<string, JsonSchema>): JsonSchema =>
	record(properties, Object.keys(properties));

/** Salt Edge wraps what goes in and what comes out. */
export const inData = (data: JsonSchema): JsonSchema => record({ data }, ['data']);

/** Ids are texts of digits, most of them with more than a JavaScript number holds. */
export const id: WireValue = digits;

export const date: WireValue = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2}$',
	description: 'Date',
};

export const dateTime: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
	description: 'ISO 8601',
};

export const categorization = oneOf('none', 'personal', 'business');
export const connectionStatus = oneOf('active', 'inactive', 'disabled');
export const providerMode = oneOf('oauth', 'web', 'api', 'file');
export const keyOwner = oneOf('client', 'saltedge');

export const fetchScopes: JsonSchema = {
	...listOf(oneOf('accounts', 'holder_info', 'transactions', 'accounts_without_balance')),
	minItems: 1,
};

export const accountNature = oneOf(
	'account',
	'bonus',
	'card',
	'checking',
	'credit',
	'credit_card',
	'debit_card',
	'ewallet',
	'insurance',
	'investment',
	'loan',
	'mortgage',
	'savings',
);

/** The part of a query that asks for one page. */
export const page: Record<string, WireValue> = {
	from_id: id,
	per_page: { ...integer, minimum: 1, maximum: 1000 },
};

/** Every failure; the echo of the request holds whatever was sent, credentials too. */
export const failure = full({
	error: full({
		class: { type: 'string', pattern: '^([A-Z][A-Za-z]+)$' },
		message: text,
		documentation_url: text,
		request_id: text,
	}),
	request: anyObject,
});
