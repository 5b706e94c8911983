import {
	accountNature,
	anyObject,
	categorization,
	consentOf,
	date,
	flag,
	id,
	inData,
	listOf,
	oneOf,
	open,
	record,
	seenOnce,
	someOf,
	text,
} from './saltedge.schemas';

// The vendor adds fields to consent, attempt, widget and provider: those take others, too.

export const consentScopes = ['accounts', 'holder_info', 'transactions'] as const;

const consent = open(consentOf(consentScopes));

const attempt = open(
	record({
		fetch_scopes: someOf('accounts', 'holder_info', 'balance', 'transactions'),
		fetch_from_date: date,
		fetch_to_date: date,
		account_natures: seenOnce(listOf(accountNature)),
		custom_fields: anyObject,
		locale: text,
		store_credentials: flag,
		unduplication_strategy: oneOf('mark_as_pending', 'mark_as_duplicate', 'delete_duplicated'),
		return_to: { ...text, maxLength: 2040 },
	}),
);

const widget = open(
	record({
		template: text,
		theme: oneOf('default', 'dark', 'light'),
		javascript_callback_type: oneOf('iframe', 'post_message'),
		allowed_countries: listOf(text),
		popular_providers_country: text,
		disable_provider_search: flag,
		skip_provider_selection: flag,
		skip_stages_screen: flag,
		show_account_overview: flag,
		show_consent_confirmation: flag,
		credentials_strategy: oneOf('store', 'do_not_store', 'ask'),
	}),
);

const provider = open(
	record({
		code: text,
		include_sandboxes: flag,
		modes: seenOnce(listOf(oneOf('oauth', 'web', 'api'))),
	}),
);

export const newCustomer = inData(
	record(
		{
			identifier: { ...text, minLength: 1 },
			email: seenOnce(text),
			categorization_type: seenOnce(oneOf('personal', 'business')),
		},
		['identifier'],
	),
);

export const connect = inData(
	record(
		{
			customer_id: id,
			customer_identifier: { ...text, minLength: 1 },
			consent,
			attempt,
			widget,
			provider,
			kyc: record({ type_of_account: oneOf('personal', 'shared', 'business') }),
			return_connection_id: flag,
			return_error_class: flag,
			automatic_refresh: flag,
			categorization,
			categorization_vendor: oneOf('saltedge', 'fino'),
		},
		['consent'],
	),
);

export const reconnect = inData(
	record({
		consent,
		attempt,
		widget: seenOnce(widget),
		return_connection_id: seenOnce(flag),
		automatic_refresh: flag,
	}),
);

export const refresh = inData(
	record({
		attempt,
		show_widget: flag,
		consent: seenOnce(consent),
		return_connection_id: flag,
		automatic_refresh: flag,
	}),
);

export const backgroundRefresh = inData(record({ attempt, automatic_refresh: seenOnce(flag) }));

export const updatedTransactions = inData(
	record(
		{
			connection_id: id,
			transaction_ids: { ...listOf(id), minItems: 1 },
			duplicate: flag,
		},
		['connection_id', 'transaction_ids', 'duplicate'],
	),
);

/** Sent by the one client that revokes consents. */
export const nothing = inData(record({}));
