import type { JsonSchema, WireValue } from './contract';
import {
	anyObject,
	digits,
	flag,
	integer,
	listOf,
	number,
	oneOf,
	orNull,
	record,
	text,
} from './schemas';

export { anyObject, flag, integer, listOf, number, oneOf, orNull, record, text };

/** An answer's object, in which nothing may be missing. */
export const full = (properties: Record<string, JsonSchema>): JsonSchema =>
	record(properties, Object.keys(properties));

/** A list with something in it. */
export const someOf = (...values: readonly string[]): JsonSchema => ({
	...listOf(oneOf(...values)),
	minItems: 1,
});

const SEEN_ONCE = 'Known from one client only';

/** Marks what is known from one client only. */
export const seenOnce = <Schema extends JsonSchema>(schema: Schema): Schema => ({
	...schema,
	$comment: SEEN_ONCE,
});

export const isSeenOnce = (schema: JsonSchema): boolean =>
	'$comment' in schema && schema.$comment === SEEN_ONCE;

/** What may stand beside the named fields where the vendor keeps adding some. */
export const open = (schema: JsonSchema): JsonSchema => ({ ...schema, additionalProperties: true });

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

/** One page of a list. */
export const pageOf = (item: JsonSchema): JsonSchema =>
	full({ data: listOf(item), meta: full({ next_id: orNull(id), next_page: orNull(text) }) });

/** What a call may send that sends nothing: the vendor's own examples do. */
export const emptyBody: JsonSchema = record({});

/** How many days a consent is for. */
export const days: JsonSchema = { ...integer, minimum: 1 };

/** What the end user agrees to, in the words of a version. */
export const consentOf = (scopes: readonly string[], period_days: JsonSchema = days): JsonSchema =>
	record({ scopes: someOf(...scopes), from_date: date, to_date: date, period_days }, ['scopes']);

/** Every failure; the echo of the request holds whatever was sent, credentials too. */
export const failure = record(
	{
		error: full({
			class: { type: 'string', pattern: '^([A-Z][A-Za-z]+)$' },
			message: text,
			documentation_url: text,
			request_id: text,
		}),
		request: anyObject,
		/** With a connection that cannot be refreshed yet. */
		next_refresh_possible_at: orNull(dateTime),
	},
	['error', 'request'],
);
