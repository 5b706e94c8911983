import {
	consentTerms,
	holder,
	loginField,
	transactionExtra,
	transactionPageWith,
} from './saltedge.records.schemas';
import {
	accountNature,
	anyObject,
	categorization,
	connectionStatus,
	date,
	dateTime,
	flag,
	full,
	id,
	inData,
	integer,
	listOf,
	number,
	oneOf,
	orNull,
	pageOf,
	providerMode,
	record,
	seenOnce,
	text,
} from './saltedge.schemas';
import { consentScopes } from './saltedge.v6.bodies.schemas';

const fetchScopes = listOf(oneOf('accounts', 'holder_info', 'balance', 'transactions'));

export const countries = inData(
	listOf(
		full({
			code: seenOnce(text),
			name: seenOnce(text),
			refresh_start_time: seenOnce({ ...integer, minimum: 0, maximum: 23 }),
		}),
	),
);

const provider = {
	id,
	code: text,
	name: text,
	country_code: text,
	bic_codes: listOf(text),
	identification_codes: listOf(text),
	dynamic_registration_code: orNull(text),
	group_code: orNull(text),
	group_name: orNull(text),
	hub: orNull(text),
	status: connectionStatus,
	mode: providerMode,
	regulated: flag,
	logo_url: text,
	timezone: text,
	supported_iframe_embedding: flag,
	optional_interactivity: flag,
	customer_notified_on_sign_in: flag,
	created_at: dateTime,
	updated_at: dateTime,
};

/** What belongs to accounts, to payments and to the login comes on request only. */
const providerParts = {
	automatic_fetch: flag,
	custom_pendings_period: orNull(integer),
	holder_info: listOf(text),
	instruction_for_connections: text,
	interactive_for_connections: flag,
	max_consent_days: orNull(integer),
	max_fetch_interval: { ...integer, description: 'Days' },
	fetch_policies: seenOnce(anyObject),
	max_interactive_delay: { ...integer, description: 'Seconds' },
	refresh_timeout: { ...integer, description: 'Minutes' },
	supported_account_extra_fields: listOf(text),
	supported_account_natures: listOf(accountNature),
	supported_account_types: listOf(oneOf('personal', 'business')),
	supported_fetch_scopes: fetchScopes,
	supported_transaction_extra_fields: listOf(text),
	payment_templates: listOf(text),
	instruction_for_payments: text,
	interactive_for_payments: seenOnce(flag),
	required_payment_fields: listOf({}),
	supported_payment_fields: listOf({}),
	no_funds_rejection_supported: flag,
	vrp_consent_fields: seenOnce(listOf({})),
	credentials_fields: listOf(loginField),
	interactive_fields: listOf(loginField),
};

const providerRecord = record({ ...provider, ...providerParts }, Object.keys(provider));

export const oneProvider = inData(providerRecord);
export const providerPage = pageOf(providerRecord);

const customerRecord = record(
	{
		customer_id: id,
		identifier: text,
		email: seenOnce(text),
		categorization_type: orNull(oneOf('personal', 'business')),
		blocked_at: orNull(dateTime),
		created_at: dateTime,
		updated_at: dateTime,
		secret: seenOnce(text),
	},
	['customer_id', 'identifier', 'categorization_type', 'blocked_at', 'created_at', 'updated_at'],
);

export const customer = inData(customerRecord);
export const customerPage = pageOf(customerRecord);
export const removedCustomer = inData(full({ customer_id: id, deleted: flag }));

/** No list of names: further stages are to be expected. */
const stage = full({ id, name: text, created_at: dateTime, updated_at: dateTime });

const lastAttempt = full({
	id,
	consent_id: id,
	api_mode: text,
	api_version: oneOf('6'),
	automatic_fetch: flag,
	automatic_refresh: seenOnce(flag),
	categorize: seenOnce(flag),
	custom_fields: anyObject,
	exclude_accounts: seenOnce(listOf(id)),
	fetch_from_date: seenOnce(orNull(date)),
	fetch_to_date: seenOnce(orNull(date)),
	fetch_scopes: seenOnce(fetchScopes),
	finished: seenOnce(flag),
	finished_recent: seenOnce(flag),
	include_natures: seenOnce(listOf(accountNature)),
	interactive: seenOnce(flag),
	locale: seenOnce(text),
	partial: seenOnce(flag),
	show_consent_confirmation: seenOnce(flag),
	store_credentials: seenOnce(flag),
	user_present: seenOnce(flag),
	created_at: dateTime,
	updated_at: dateTime,
	success_at: orNull(dateTime),
	fail_at: orNull(dateTime),
	fail_error_class: orNull(text),
	fail_message: orNull(text),
	last_stage: stage,
});

const holderInfo = full({
	...holder,
	extra: record({ ssn: text, cpf: text, birth_date: text, document_number: text }),
});

const connection = {
	id,
	customer_id: id,
	customer_identifier: text,
	provider_code: text,
	provider_name: text,
	country_code: text,
	status: connectionStatus,
	consent_status: seenOnce(text),
	categorization,
	categorization_vendor: orNull(text),
	automatic_refresh: flag,
	next_refresh_possible_at: orNull(dateTime),
	created_at: dateTime,
	updated_at: dateTime,
	last_consent_id: orNull(id),
	last_attempt: lastAttempt,
};

export const oneConnection = inData(
	record({ ...connection, holder_info: holderInfo }, Object.keys(connection)),
);
export const connectionPage = pageOf(full(connection));
export const removedConnection = inData(full({ id, removed: flag }));

export const connectSession = inData(
	record({ connect_url: text, expires_at: dateTime, customer_id: id, token: seenOnce(text) }, [
		'connect_url',
		'expires_at',
		'customer_id',
	]),
);

/** A link when the end user has to act; otherwise what has begun. */
export const refreshResult = inData(
	record({
		connect_url: text,
		expires_at: dateTime,
		customer_id: seenOnce(id),
		next_refresh_possible_at: seenOnce(orNull(dateTime)),
		id: seenOnce(id),
		attempt_id: seenOnce(id),
	}),
);

export const transactionPage = transactionPageWith({
	...transactionExtra,
	end_to_end_id: text,
	exchange_rate: { anyOf: [number, anyObject] },
	posted_by_aspsp: seenOnce(flag),
	transfer_id: seenOnce(text),
});

export const updatedTransactions = inData(
	full({ duplicated: seenOnce(flag), transaction_ids: seenOnce(listOf(id)) }),
);

const consentRecord = full({
	id,
	connection_id: id,
	customer_id: id,
	status: oneOf('active', 'expired', 'revoked'),
	scopes: listOf(oneOf(...consentScopes)),
	...consentTerms,
});

export const consent = inData(consentRecord);
export const consentPage = pageOf(consentRecord);

export const rates = record(
	{
		data: listOf(full({ currency_code: text, rate: number, fail: seenOnce(flag) })),
		meta: full({ issued_on: seenOnce(date) }),
	},
	['data', 'meta'],
);
