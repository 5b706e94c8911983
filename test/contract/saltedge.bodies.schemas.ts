import type { JsonSchema } from './contract';
import {
	accountNature,
	anyObject,
	categorization,
	date,
	dateTime,
	fetchScopes,
	flag,
	id,
	inData,
	integer,
	listOf,
	oneOf,
	orNull,
	record,
	text,
} from './saltedge.schemas';

const consent = record(
	{
		scopes: {
			...listOf(oneOf('account_details', 'holder_information', 'transactions_details')),
			minItems: 1,
		},
		from_date: date,
		to_date: date,
		period_days: orNull({ ...integer, minimum: 1 }),
	},
	['scopes'],
);

const locale = oneOf(
	...['bg', 'cz', 'de', 'en', 'es', 'es-MX', 'fi', 'fr', 'he', 'hr', 'hu', 'it', 'nl', 'pl'],
	...['pt', 'pt-BR', 'ro', 'ru', 'si', 'sk', 'sv', 'tr', 'uk', 'zh', 'zh-HK'],
);

/** The only object that takes fields without a name here: the vendor kept adding some. */
const attempt: JsonSchema = {
	type: 'object',
	properties: {
		fetch_scopes: fetchScopes,
		from_date: date,
		to_date: date,
		fetched_accounts_notify: flag,
		custom_fields: anyObject,
		locale,
		include_natures: orNull(listOf(accountNature)),
		customer_last_logged_at: dateTime,
		exclude_accounts: listOf(id),
		store_credentials: flag,
		user_present: flag,
		return_to: { ...text, maxLength: 2040 },
	},
	additionalProperties: true,
};

const credentials = { credentials: anyObject, encrypted_credentials: anyObject };
const fetching = { attempt, daily_refresh: flag, include_fake_providers: flag, categorization };

export const newConnection = inData(
	record(
		{
			customer_id: id,
			country_code: text,
			provider_code: text,
			consent,
			...credentials,
			...fetching,
			file_url: text,
		},
		['customer_id', 'country_code', 'provider_code', 'consent'],
	),
);

export const reconnection = inData(
	record({ consent, ...credentials, ...fetching, file_url: text, override_credentials: flag }),
);

export const refresh = inData(record(fetching));

export const interactiveStep = inData(record(credentials));

export const connectionUpdate = inData(
	record({ status: oneOf('inactive'), daily_refresh: flag, store_credentials: flag }),
);

export const newCustomer = inData(
	record({ identifier: { ...text, minLength: 1 } }, ['identifier']),
);
