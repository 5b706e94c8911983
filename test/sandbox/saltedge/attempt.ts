import { isHttpAddress } from '../shared/address';
import { dateOf, day, isDate } from '../shared/time';
import { checkDates, fetchScopeOf, goTogether, isWithinReach } from './consent';
import { refuse } from './errors';
import type { Attempt, AttemptRequest, Consent, FetchScope, Provider } from './model';
import { planOf } from './progress';
import type { SaltEdgeState } from './state';

const maxCustomFieldsBytes = 1024;

/** What only answers have: the vendor fills it in itself. */
const answerOnly = [
	'api_mode',
	'automatic_fetch',
	'categorize',
	'consent_id',
	'device_type',
	'remote_ip',
	'user_agent',
];

const within = (consent: Consent): FetchScope[] =>
	consent.scopes.map((scope) => fetchScopeOf[scope]);

/** What the consent is for, with or without the balances of the accounts. */
function checkScopes(scopes: readonly FetchScope[], consent: Consent): void {
	if (!goTogether(scopes)) refuse('FetchScopesInvalid', 'attempt fetch_scopes do not go together');
	const allowed = within(consent);
	if (allowed.includes('accounts')) allowed.push('accounts_without_balance');
	if (!scopes.every((scope) => allowed.includes(scope))) {
		refuse('FetchScopesNotAllowed', 'attempt fetch_scopes go further than the consent');
	}
}

function checkRange({ from_date, to_date }: AttemptRequest, consent: Consent): void {
	checkDates({ 'attempt from_date': from_date, 'attempt to_date': to_date });
	if (from_date !== undefined && !isWithinReach(from_date)) {
		refuse('InvalidFromDate', 'attempt from_date is too far back, or has not come yet');
	}
	const from = from_date ?? consent.fromDate;
	const tomorrow = dateOf(Date.now() + day);
	if (to_date !== undefined && (to_date < from || to_date > tomorrow)) {
		refuse('InvalidToDate', 'attempt to_date is before from_date, or after tomorrow');
	}
	const isAfterConsent = (date = '') => consent.toDate !== null && date > consent.toDate;
	if (from < consent.fromDate || isAfterConsent(from) || isAfterConsent(to_date)) {
		refuse('DateOutOfAispConsentRange', 'The attempt wants data that the consent is not for');
	}
}

function checkLastLogin({ customer_last_logged_at }: AttemptRequest): void {
	if (customer_last_logged_at === undefined) return;
	const at = Date.parse(customer_last_logged_at);
	if (Number.isNaN(at) || !isDate(customer_last_logged_at.slice(0, 10))) {
		refuse('DateTimeFormatInvalid', 'attempt customer_last_logged_at is no time');
	}
	if (at > Date.now()) {
		refuse('DateTimeOutOfRange', 'attempt customer_last_logged_at has not come yet');
	}
}

function checkReturn({ return_to }: AttemptRequest, { mode, interactive }: Provider): void {
	const isNeeded = mode === 'api' && interactive;
	if (return_to === undefined ? isNeeded : !isHttpAddress(return_to)) {
		refuse('ReturnURLInvalid', 'attempt return_to must be an address to come back to');
	}
}

function checkAccounts({ exclude_accounts }: AttemptRequest, known: readonly string[]): void {
	if (!exclude_accounts?.length) return;
	const unknown = exclude_accounts.find((id) => !known.includes(id));
	if (unknown !== undefined) refuse('AccountNotFound', `There is no account ${unknown}`);
	if (known.every((id) => exclude_accounts.includes(id))) {
		refuse('AllAccountsExcluded', 'attempt exclude_accounts leaves none');
	}
}

/** What an attempt is made of, next to what its own part of the body says. */
export type AttemptBasis = Pick<
	Attempt,
	'consent' | 'credentials' | 'mustMatch' | 'dailyRefresh' | 'categorization'
> & {
	/** Whether the connection is there already. */
	again: boolean;
	/** The accounts of the connection. */
	accountIds: readonly string[];
};

/** A new attempt, if what is asked of it can be done. */
export function attemptIn(
	state: SaltEdgeState,
	provider: Provider,
	request: AttemptRequest,
	{ again, accountIds, ...basis }: AttemptBasis,
): Attempt {
	const foreign = answerOnly.find((name) => name in request);
	if (foreign) refuse('WrongRequestFormat', `attempt ${foreign} cannot be set`);
	const fetchScopes = request.fetch_scopes ?? within(basis.consent);
	checkScopes(fetchScopes, basis.consent);
	checkRange(request, basis.consent);
	checkLastLogin(request);
	checkReturn(request, provider);
	checkAccounts(request, accountIds);
	const customFields = Buffer.byteLength(JSON.stringify(request.custom_fields ?? {}));
	if (customFields > maxCustomFieldsBytes) {
		refuse('CustomFieldsSizeTooBig', 'attempt custom_fields is longer than 1 KB');
	}
	return {
		...basis,
		id: state.newId('attempt'),
		createdAt: Date.now(),
		request,
		fetchScopes,
		inBackground: again && provider.regulated && !request.user_present,
		automaticFetch: provider.automatic_fetch && (request.store_credentials ?? true),
		stages: [],
		plan: planOf(provider, fetchScopes),
		finishedRecent: false,
	};
}
