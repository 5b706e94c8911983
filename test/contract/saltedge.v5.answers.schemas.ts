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
	keyOwner,
	listOf,
	number,
	oneOf,
	orNull,
	pageOf,
	providerMode,
	record,
	someOf,
	text,
} from './saltedge.schemas';
import {
	consentTerms,
	holder,
	loginField,
	transactionExtra,
	transactionPageWith,
} from './saltedge.records.schemas';
import { consentScopes } from './saltedge.v5.bodies.schemas';

const fetchScopes = someOf(
	...['accounts', 'holder_info', 'transactions', 'accounts_without_balance'],
);

const stage = full({
	id,
	name: oneOf(
		'start',
		'connect',
		'interactive',
		'fetch_holder_info',
		'fetch_accounts',
		'fetch_recent',
		'fetch_full',
		'disconnect',
		'finish',
	),
	interactive_html: orNull(text),
	interactive_fields_names: orNull(listOf(text)),
	interactive_fields_options: orNull(anyObject),
	created_at: dateTime,
	updated_at: dateTime,
});

/** An attempt, without the stages that it has gone through. */
const attemptProperties = {
	id,
	api_mode: oneOf('app', 'service'),
	api_version: oneOf('5'),
	automatic_fetch: flag,
	user_present: flag,
	daily_refresh: flag,
	categorize: flag,
	categorization,
	customer_last_logged_at: orNull(dateTime),
	custom_fields: anyObject,
	device_type: oneOf('desktop', 'tablet', 'mobile'),
	remote_ip: text,
	user_agent: orNull(text),
	exclude_accounts: listOf(id),
	fetch_scopes: fetchScopes,
	from_date: orNull(date),
	to_date: orNull(date),
	finished: flag,
	finished_recent: flag,
	partial: flag,
	interactive: flag,
	locale: text,
	store_credentials: flag,
	include_natures: orNull(listOf(accountNature)),
	show_consent_confirmation: flag,
	consent_id: orNull(id),
	success_at: orNull(dateTime),
	fail_at: orNull(dateTime),
	fail_error_class: orNull(text),
	fail_message: orNull(text),
	created_at: dateTime,
	updated_at: dateTime,
};

const lastAttempt = full({ ...attemptProperties, last_stage: stage });

export const attempt = inData(full({ ...attemptProperties, stages: listOf(stage) }));
export const attemptPage = pageOf(lastAttempt);

const connectionRecord = full({
	id,
	secret: text,
	provider_id: id,
	provider_code: text,
	provider_name: text,
	customer_id: id,
	country_code: text,
	status: connectionStatus,
	categorization,
	daily_refresh: flag,
	store_credentials: flag,
	show_consent_confirmation: flag,
	last_consent_id: orNull(id),
	last_success_at: orNull(dateTime),
	next_refresh_possible_at: orNull(dateTime),
	created_at: dateTime,
	updated_at: dateTime,
	last_attempt: lastAttempt,
});

export const connection = inData(connectionRecord);
export const connectionPage = pageOf(connectionRecord);
export const removedConnection = inData(full({ id, removed: flag }));

const customerRecord = full({
	id,
	identifier: text,
	secret: text,
	blocked_at: orNull(dateTime),
	created_at: dateTime,
	updated_at: dateTime,
});

export const customer = inData(customerRecord);
export const customerPage = pageOf(customerRecord);

export const countries = inData(
	listOf(
		full({ code: text, name: text, refresh_start_time: { ...integer, minimum: 0, maximum: 23 } }),
	),
);

const providerProperties = {
	id,
	code: text,
	name: text,
	mode: providerMode,
	status: connectionStatus,
	automatic_fetch: flag,
	interactive: flag,
	customer_notified_on_sign_in: flag,
	identification_mode: keyOwner,
	instruction: text,
	home_url: text,
	login_url: text,
	logo_url: text,
	country_code: text,
	refresh_timeout: { ...integer, description: 'Minutes' },
	holder_info: listOf(text),
	max_consent_days: orNull(integer),
	timezone: text,
	max_interactive_delay: { ...integer, description: 'Seconds' },
	optional_interactivity: flag,
	regulated: flag,
	max_fetch_interval: { ...integer, description: 'Days' },
	supported_fetch_scopes: fetchScopes,
	supported_account_extra_fields: listOf(text),
	supported_transaction_extra_fields: listOf(text),
	supported_account_natures: listOf(accountNature),
	supported_account_types: listOf(oneOf('personal', 'business')),
	identification_codes: listOf(text),
	bic_codes: listOf(text),
	supported_iframe_embedding: flag,
	payment_templates: listOf(text),
	created_at: dateTime,
	updated_at: dateTime,
};

const providerFields = {
	required_fields: listOf(loginField),
	interactive_fields: listOf(loginField),
};

const paymentProperties = {
	supported_payment_fields: anyObject,
	required_payment_fields: anyObject,
};

/** The list shows fields, and what payments need, only on request. */
export const providerPage = pageOf(
	record(
		{ ...providerProperties, ...providerFields, ...paymentProperties },
		Object.keys(providerProperties),
	),
);

export const provider = inData(full({ ...providerProperties, ...providerFields }));

export const connectSession = inData(full({ connect_url: text, expires_at: dateTime }));

export const removedCustomer = inData(full({ id, deleted: flag }));
export const lockedCustomer = inData(full({ id, locked: flag }));
export const unlockedCustomer = inData(full({ id, unlocked: flag }));

const consentRecord = full({
	id,
	connection_id: id,
	customer_id: id,
	scopes: listOf(oneOf(...consentScopes)),
	...consentTerms,
});

export const consent = inData(consentRecord);
export const consentPage = pageOf(consentRecord);

/** The last two are known in some countries only. */
export const holderInfo = inData(record({ ...holder, ssn: text, cpf: text }, Object.keys(holder)));

export const rates = record(
	{
		data: listOf(full({ currency_code: text, rate: number, issued_on: date, fail: flag })),
		meta: full({ issued_on: date }),
	},
	['data', 'meta'],
);

export const duplicated = inData(full({ duplicated: flag }));
export const unduplicated = inData(full({ unduplicated: flag }));
export const cleanupStarted = inData(full({ cleanup_started: flag }));

export const transactionPage = transactionPageWith({
	...transactionExtra,
	exchange_rate: number,
	installment_debt_amount: number,
});
