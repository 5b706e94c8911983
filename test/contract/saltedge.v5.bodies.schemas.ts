import type { JsonSchema } from './contract';
import {
	accountNature,
	anyObject,
	categorization,
	consentOf,
	date,
	days,
	dateTime,
	flag,
	id,
	inData,
	integer,
	listOf,
	oneOf,
	open,
	orNull,
	providerMode,
	record,
	seenOnce,
	someOf,
	text,
} from './saltedge.schemas';

export const consentScopes = [
	'account_details',
	'holder_information',
	'transactions_details',
] as const;

const consent = consentOf(consentScopes, orNull(days));

const locale = oneOf(
	...['bg', 'cz', 'de', 'en', 'es', 'es-MX', 'fi', 'fr', 'he', 'hr', 'hu', 'it', 'nl', 'pl'],
	...['pt', 'pt-BR', 'ro', 'ru', 'si', 'sk', 'sv', 'tr', 'uk', 'zh', 'zh-HK'],
);

/** The only object that takes fields without a name here: the vendor kept adding some. */
const attempt = open(
	record({
		fetch_scopes: someOf('accounts', 'holder_info', 'transactions', 'accounts_without_balance'),
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
	}),
);

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

/** An empty object does, too: nothing of it is needed. */
export const refresh: JsonSchema = { ...inData(record(fetching)), required: [] };

export const interactiveStep = inData(record(credentials));

export const connectionUpdate = inData(
	record({ status: oneOf('inactive'), daily_refresh: flag, store_credentials: flag }),
);

export const newCustomer = inData(
	record({ identifier: { ...text, minLength: 1 } }, ['identifier']),
);

/** What the widget is told, whatever it is opened for. */
const widget = {
	attempt,
	daily_refresh: flag,
	include_fake_providers: flag,
	categorization,
	connect_template: text,
	javascript_callback_type: orNull(
		oneOf('iframe', 'external_saltbridge', 'external_notify', 'post_message'),
	),
	lost_connection_notify: flag,
	provider_modes: listOf(providerMode),
	return_connection_id: flag,
	return_error_class: flag,
	show_connect_overview: seenOnce(flag),
	theme: oneOf('default', 'dark'),
};

/** What it is told besides when the end user logs in. */
const login = {
	consent,
	show_consent_confirmation: flag,
	credentials_strategy: oneOf('store', 'do_not_store', 'ask'),
};

export const connectSession = inData(
	record(
		{
			customer_id: id,
			allowed_countries: listOf(text),
			provider_code: orNull(text),
			disable_provider_search: flag,
			...login,
			...widget,
		},
		['customer_id', 'consent'],
	),
);

export const reconnectSession = inData(
	record(
		{
			connection_id: id,
			override_credentials_strategy: oneOf('ask', 'override'),
			...login,
			...widget,
		},
		['connection_id', 'consent'],
	),
);

export const refreshSession = inData(record({ connection_id: id, ...widget }, ['connection_id']));

/** The vendor takes a hundred at a time. */
export const duplicates = inData(
	record({ customer_id: id, transaction_ids: { ...listOf(id), minItems: 1, maxItems: 100 } }, [
		'customer_id',
		'transaction_ids',
	]),
);

export const cleanup = inData(
	record({ customer_id: id, account_id: id, keep_days: { ...integer, minimum: 0 } }, [
		'customer_id',
		'account_id',
		'keep_days',
	]),
);
