import type { ApiVersion } from '../../contract/saltedge';
import { isHttpAddress } from '../shared/address';
import { dateOf, day, isDate } from '../shared/time';
import { checkDates, goTogether, isWithinReach } from './consent';
import { refuse } from './errors';
import type { Attempt, AttemptRequest, ConsentTerms, FetchScope, Provider } from './model';
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

/** What v6 calls otherwise, by the names that it is known by here. */
const namesInV6: Partial<Record<keyof AttemptRequest, string>> = {
	from_date: 'fetch_from_date',
	to_date: 'fetch_to_date',
	include_natures: 'account_natures',
};

/** The attempt part of a body in the words of v5; v5's words for what v6 calls otherwise are refused. */
export function attemptRequestIn(
	version: ApiVersion,
	request: Record<string, unknown> = {},
): AttemptRequest {
	const foreign = answerOnly.find((name) => name in request);
	if (foreign) refuse('WrongRequestFormat', `attempt ${foreign} cannot be set`);
	if (version === 'v5') return request;
	const wrong = Object.entries(namesInV6).find(([name]) => name in request);
	if (wrong) refuse('WrongRequestFormat', `attempt ${wrong[0]} is called ${wrong[1]} here`);
	const { fetch_from_date: from_date, fetch_to_date: to_date, ...others } = request;
	const { account_natures: include_natures, ...same } = others;
	return { ...same, from_date, to_date, include_natures } as AttemptRequest;
}

/** What the consent is for, with the balances of the accounts. */
function checkScopes(scopes: readonly FetchScope[], { scopes: allowed }: ConsentTerms): void {
	if (!goTogether(scopes)) refuse('FetchScopesInvalid', 'attempt fetch_scopes do not go together');
	const isAllowed = (scope: FetchScope) =>
		allowed.some((one) => one === scope) ||
		(allowed.includes('accounts') && /balance$/.test(scope));
	if (!scopes.every(isAllowed)) {
		refuse('FetchScopesNotAllowed', 'attempt fetch_scopes go further than the consent');
	}
}

function checkRange(
	state: SaltEdgeState,
	version: ApiVersion,
	{ from_date, to_date }: AttemptRequest,
	consent: ConsentTerms,
): void {
	checkDates({ 'attempt from_date': from_date, 'attempt to_date': to_date });
	if (from_date !== undefined && !isWithinReach(state, version, from_date)) {
		refuse('InvalidFromDate', 'attempt from_date is too far back, or has not come yet');
	}
	const from = from_date ?? consent.fromDate;
	const tomorrow = dateOf(state.now() + day);
	if (to_date !== undefined && (to_date < from || to_date > tomorrow)) {
		refuse('InvalidToDate', 'attempt to_date is before from_date, or after tomorrow');
	}
	const isAfterConsent = (date = '') => consent.toDate !== null && date > consent.toDate;
	if (from < consent.fromDate || isAfterConsent(from) || isAfterConsent(to_date)) {
		refuse('DateOutOfAispConsentRange', 'The attempt wants data that the consent is not for');
	}
}

function checkLastLogin(state: SaltEdgeState, { customer_last_logged_at }: AttemptRequest): void {
	if (customer_last_logged_at === undefined) return;
	const at = Date.parse(customer_last_logged_at);
	if (Number.isNaN(at) || !isDate(customer_last_logged_at.slice(0, 10))) {
		refuse('DateTimeFormatInvalid', 'attempt customer_last_logged_at is no time');
	}
	if (at > state.now()) {
		refuse('DateTimeOutOfRange', 'attempt customer_last_logged_at has not come yet');
	}
}

function checkReturn({ return_to }: AttemptRequest): void {
	if (return_to !== undefined && !isHttpAddress(return_to)) {
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

/** Refuses what cannot be done at any provider. */
export function checkAttempt(
	state: SaltEdgeState,
	version: ApiVersion,
	request: AttemptRequest,
	{ terms, accountIds }: { terms: ConsentTerms; accountIds: readonly string[] },
): void {
	if (request.fetch_scopes) checkScopes(request.fetch_scopes, terms);
	checkRange(state, version, request, terms);
	checkLastLogin(state, request);
	checkReturn(request);
	checkAccounts(request, accountIds);
	const customFields = Buffer.byteLength(JSON.stringify(request.custom_fields ?? {}));
	if (customFields > maxCustomFieldsBytes) {
		refuse('CustomFieldsSizeTooBig', 'attempt custom_fields is longer than 1 KB');
	}
}

/** What an attempt is made of, next to what its own part of the body says. */
export type AttemptBasis = Pick<
	Attempt,
	| 'version'
	| 'inWidget'
	| 'consent'
	| 'credentials'
	| 'mustMatch'
	| 'dailyRefresh'
	| 'categorization'
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
	const { version, inWidget, consent } = basis;
	checkAttempt(state, version, request, { terms: consent, accountIds });
	const needsReturn = provider.mode === 'api' && provider.interactive && !inWidget;
	if (needsReturn && request.return_to === undefined) {
		refuse('ReturnURLInvalid', 'attempt return_to is missing');
	}
	const fetchScopes = request.fetch_scopes ?? consent.scopes;
	return {
		...basis,
		id: state.newId('attempt'),
		createdAt: state.now(),
		request,
		fetchScopes,
		inBackground: again && provider.regulated && !inWidget && !request.user_present,
		automaticFetch: provider.automatic_fetch && (request.store_credentials ?? true),
		stages: [],
		plan: planOf(version, provider, fetchScopes),
		finishedRecent: false,
	};
}
