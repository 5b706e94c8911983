import type { JsonSchema } from './contract';
import {
	accountNature,
	anyObject,
	date,
	dateTime,
	flag,
	full,
	id,
	integer,
	listOf,
	number,
	oneOf,
	orNull,
	pageOf,
	record,
	text,
} from './saltedge.schemas';

// What both versions answer alike. Nothing is missing in it unless it is one of the extras.

/** What a consent is for how long, and what has become of it. */
export const consentTerms = {
	period_days: orNull(integer),
	expires_at: orNull(dateTime),
	from_date: orNull(date),
	to_date: orNull(date),
	collected_by: oneOf('client', 'saltedge'),
	revoked_at: orNull(dateTime),
	revoke_reason: orNull(oneOf('expired', 'client', 'provider', 'saltedge')),
	created_at: dateTime,
	updated_at: dateTime,
};

const address = full({
	city: orNull(text),
	state: orNull(text),
	street: orNull(text),
	country_code: orNull(text),
	post_code: orNull(text),
});

/** Who an account is of. */
export const holder = {
	names: listOf(text),
	emails: listOf(text),
	phone_numbers: listOf(text),
	addresses: listOf(address),
};

const texts = (...names: readonly string[]): Record<string, JsonSchema> =>
	Object.fromEntries(names.map((name) => [name, text]));

const numbers = (...names: readonly string[]): Record<string, JsonSchema> =>
	Object.fromEntries(names.map((name) => [name, number]));

/** The vendor knows some sixty; those of loans, funds and policies are left out. */
const accountExtra = record({
	...texts('account_name', 'account_number', 'balance_type', 'client_name', 'iban', 'swift'),
	...texts('sort_code', 'product_type', 'last_posted_transaction_id', 'current_time'),
	...numbers('available_amount', 'blocked_amount', 'credit_limit', 'interest_rate'),
	...numbers('opening_balance', 'closing_balance', 'minimum_payment', 'next_payment_amount'),
	card_type: oneOf(
		...['american_express', 'china_unionpay', 'diners_club', 'jcb', 'maestro', 'master_card'],
		...['mir', 'uatp', 'visa'],
	),
	cards: listOf(text),
	current_date: date,
	expiry_date: date,
	next_payment_date: date,
	open_date: date,
	partial: flag,
	status: oneOf('active', 'inactive'),
	transactions_count: record({ posted: integer, pending: integer }),
});

export const accountPage = pageOf(
	full({
		id,
		connection_id: id,
		name: text,
		nature: accountNature,
		balance: number,
		currency_code: text,
		extra: accountExtra,
		created_at: dateTime,
		updated_at: dateTime,
	}),
);

/** The extras that both versions have. */
export const transactionExtra = {
	...texts('account_number', 'additional', 'asset_code', 'check_number', 'constant_code'),
	...texts('customer_category_code', 'customer_category_name', 'id', 'information', 'mcc'),
	...texts('merchant_id', 'original_category', 'original_currency_code', 'original_subcategory'),
	...texts('payee', 'payee_information', 'payer', 'payer_information', 'posting_time'),
	...texts('record_number', 'specific_code', 'time', 'transfer_account_name', 'type'),
	...texts('variable_code'),
	...numbers('account_balance_snapshot', 'asset_amount', 'categorization_confidence'),
	...numbers('closing_balance', 'opening_balance', 'original_amount', 'unit_price', 'units'),
	convert: flag,
	possible_duplicate: flag,
	posting_date: date,
	tags: listOf(text),
};

/** One page of transactions, with the extras of a version. */
export const transactionPageWith = (extra: Record<string, JsonSchema>): JsonSchema =>
	pageOf(
		full({
			id,
			account_id: id,
			mode: oneOf('normal', 'fee', 'transfer'),
			status: oneOf('posted', 'pending'),
			made_on: date,
			amount: number,
			currency_code: text,
			description: text,
			category: text,
			duplicated: flag,
			extra: record(extra),
			created_at: dateTime,
			updated_at: dateTime,
		}),
	);

/** What somebody who logs in is asked for. */
const choice = full({
	name: text,
	english_name: text,
	localized_name: text,
	option_value: text,
	selected: flag,
});

export const loginField = record(
	{
		name: text,
		english_name: text,
		localized_name: text,
		nature: text,
		optional: flag,
		position: integer,
		extra: orNull(anyObject),
		field_options: listOf(choice),
	},
	['name', 'english_name', 'localized_name', 'nature', 'optional', 'position', 'extra'],
);
