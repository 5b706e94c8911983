import type { Complaint, Field } from '../../../shared/operation';
import { body, inOrder } from '../../../shared/panel/field';
import { dateComplaint, futureComplaint } from './dates';

/** What kinds of accounts there are, in the words of Salt Edge. */
export const natures = [
	{ name: 'Account', value: 'account' },
	{ name: 'Bonus', value: 'bonus' },
	{ name: 'Card', value: 'card' },
	{ name: 'Checking', value: 'checking' },
	{ name: 'Credit', value: 'credit' },
	{ name: 'Credit Card', value: 'credit_card' },
	{ name: 'Debit Card', value: 'debit_card' },
	{ name: 'E-Wallet', value: 'ewallet' },
	{ name: 'Insurance', value: 'insurance' },
	{ name: 'Investment', value: 'investment' },
	{ name: 'Loan', value: 'loan' },
	{ name: 'Mortgage', value: 'mortgage' },
	{ name: 'Savings', value: 'savings' },
];

const fetchScopes: Field = {
	displayName: 'Fetch Scopes',
	name: 'attemptFetchScopes',
	type: 'multiOptions',
	options: [
		{ name: 'Accounts', value: 'accounts' },
		{ name: 'Accounts Without Balance', value: 'accounts_without_balance' },
		{ name: 'Holder Info', value: 'holder_info' },
		{ name: 'Transactions', value: 'transactions' },
	],
	default: [],
	description:
		'What to fetch this time, within the consent; all that it allows when none is chosen. For transactions, choose the accounts as well.',
	...body('attempt.fetch_scopes'),
};

const userPresent: Field = {
	displayName: 'User Present',
	name: 'attemptUserPresent',
	type: 'boolean',
	default: false,
	description:
		'Whether the end user is present and has asked for the fetch. Without the user, a PSD2 bank allows four fetches a day.',
	...body('attempt.user_present'),
};

const excludeAccounts: Field = {
	displayName: 'Exclude Accounts',
	name: 'attemptExcludeAccounts',
	type: 'string',
	default: '',
	placeholder: 'e.g. 333333333333333333, 333333333333333334',
	description: 'The IDs of accounts to leave out, separated by commas',
	wire: 'ids',
	...body('attempt.exclude_accounts'),
};

export const additionalJson: Field = {
	displayName: 'Additional JSON',
	name: 'attemptJson',
	type: 'json',
	default: '',
	description:
		'More properties of the attempt as a JSON object, such as new ones of Salt Edge. They are sent together with the other fields.',
	wire: 'object',
	...body('attempt'),
};

export const customFields: Field = {
	displayName: 'Custom Fields',
	name: 'attemptCustomFields',
	type: 'json',
	default: '',
	description:
		'Data of your own as a JSON object of at most 1 KB. It comes back in every callback of this attempt.',
	wire: 'object',
	...body('attempt.custom_fields'),
};

export const returnTo: Field = {
	displayName: 'Return To',
	name: 'attemptReturnTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/back-from-the-bank',
	description:
		'Where the bank sends the end user back to, at most 2040 characters. Required for interactive providers of the mode API.',
	maxLength: 2040,
	...body('attempt.return_to'),
};

export const storeCredentials: Field = {
	displayName: 'Store Credentials',
	name: 'attemptStoreCredentials',
	type: 'boolean',
	default: true,
	description:
		'Whether Salt Edge stores the credentials. Without them it cannot refresh the connection.',
	...body('attempt.store_credentials'),
};

export const locale: Field = {
	displayName: 'Locale',
	name: 'attemptLocale',
	type: 'string',
	default: '',
	placeholder: 'e.g. en',
	description:
		'The language of messages, such as en, de, fr, es, pt-BR or zh-HK; English when empty',
	format: { pattern: /^[a-z]{2}(-[A-Za-z]{2})?$/, hint: 'a locale such as en or pt-BR' },
	...body('attempt.locale'),
};

const common: readonly Field[] = [
	additionalJson,
	customFields,
	returnTo,
	storeCredentials,
	{
		displayName: 'Customer Last Logged At',
		name: 'attemptCustomerLastLoggedAt',
		type: 'dateTime',
		default: '',
		description: 'When the end user was last active in your app',
		wire: 'dateTime',
		...body('attempt.customer_last_logged_at'),
	},
	fetchScopes,
	{
		displayName: 'Fetched Accounts Notify',
		name: 'attemptFetchedAccountsNotify',
		type: 'boolean',
		default: false,
		description: 'Whether to send one more success callback, as soon as the accounts are there',
		...body('attempt.fetched_accounts_notify'),
	},
	{
		displayName: 'From Date',
		name: 'attemptFromDate',
		type: 'dateTime',
		default: '',
		description:
			'The first day of the transactions to fetch, at most 365 days back and within the consent. When empty, the first day of the consent.',
		wire: 'date',
		...body('attempt.from_date'),
	},
	{
		displayName: 'Include Natures',
		name: 'attemptIncludeNatures',
		type: 'multiOptions',
		options: natures,
		default: [],
		description: 'Only accounts of these types (natures); all types when none is chosen',
		...body('attempt.include_natures'),
	},
	locale,
	{
		displayName: 'To Date',
		name: 'attemptToDate',
		type: 'dateTime',
		default: '',
		description:
			'The last day of the transactions to fetch, tomorrow at the latest; today when empty',
		wire: 'date',
		...body('attempt.to_date'),
	},
];

function attemptFields(extra: readonly Field[]): Field {
	return {
		displayName: 'Attempt',
		name: 'attempt',
		type: 'collection',
		placeholder: 'Add Attempt Field',
		default: {},
		description: 'Settings for this fetch only',
		options: inOrder([...common, ...extra]),
	};
}

/** The attempt of a new connection. */
export const firstAttempt: Field = attemptFields([]);

/** The attempt of a connection that has been fetched before. */
export const furtherAttempt: Field = attemptFields([excludeAccounts, userPresent]);

const MOST_BYTES = 1024;

function scopesComplaint(scopes: unknown): string | undefined {
	if (!Array.isArray(scopes)) return undefined;
	const has = (scope: string) => scopes.includes(scope);
	if (has('transactions') && !has('accounts')) return "has 'Transactions' without 'Accounts'";
	if (has('accounts_without_balance') && has('accounts')) {
		return "has 'Accounts' and 'Accounts Without Balance'";
	}
	return undefined;
}

/** What is wrong with an attempt, by what the API states. */
export function attemptComplaint(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const scopes = scopesComplaint(sent.get('attemptFetchScopes'));
	if (scopes) {
		return {
			field: 'attemptFetchScopes',
			message: scopes,
			wayOut: 'Choose scopes that go together.',
		};
	}
	const custom = sent.get('attemptCustomFields');
	if (custom !== undefined && Buffer.byteLength(JSON.stringify(custom)) > MOST_BYTES) {
		return {
			field: 'attemptCustomFields',
			message: `must be at most ${MOST_BYTES} bytes long`,
			wayOut: 'Keep the data elsewhere, and only its ID here.',
		};
	}
	return (
		dateComplaint(sent, { from: 'attemptFromDate', to: 'attemptToDate' }) ??
		futureComplaint(sent, 'attemptToDate') ??
		outsideConsent(sent)
	);
}

/** The window of an attempt lies in that of the consent that goes along with it. */
function outsideConsent(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const [from, to, oldest, newest] = [
		'attemptFromDate',
		'attemptToDate',
		'consentFromDate',
		'consentToDate',
	].map((name) => sent.get(name) as string | undefined);
	if (from && oldest && from < oldest) {
		return {
			field: 'attemptFromDate',
			message: `must not be before 'Consent From Date' (${oldest}), but is ${from}`,
			wayOut: 'Choose a later day, or an earlier one for the consent.',
		};
	}
	if (to && newest && to > newest) {
		return {
			field: 'attemptToDate',
			message: `must not be after 'Consent To Date' (${newest}), but is ${to}`,
			wayOut: 'Choose an earlier day, or a later one for the consent.',
		};
	}
	return undefined;
}
