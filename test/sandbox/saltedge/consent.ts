import { dateOf, day, isDate } from '../shared/time';
import { refuse } from './errors';
import type { Consent, ConsentScope, FetchScope, Provider } from './model';
import type { SaltEdgeState } from './state';

/** The consent part of a body. */
export interface ConsentRequest {
	scopes: ConsentScope[];
	from_date?: string;
	to_date?: string;
	period_days?: number | null;
}

/** The oldest data there can be is from so many days ago, in consents and attempts alike. */
const maxDaysBack = 365;
const defaultDaysBack = 90;

/** What each scope of a consent lets an attempt fetch. */
export const fetchScopeOf: Record<ConsentScope, FetchScope> = {
	account_details: 'accounts',
	holder_information: 'holder_info',
	transactions_details: 'transactions',
};

/** Whether scopes are different ones that go together: no transactions without their accounts. */
export function goTogether(scopes: readonly FetchScope[]): boolean {
	const has = (scope: FetchScope) => scopes.includes(scope);
	return (
		new Set(scopes).size === scopes.length &&
		(!has('transactions') || has('accounts')) &&
		!(has('accounts_without_balance') && has('accounts'))
	);
}

/** Refuses days that no calendar has. */
export function checkDates(dates: Record<string, string | undefined>): void {
	for (const [name, date] of Object.entries(dates)) {
		if (date !== undefined && !isDate(date)) refuse('DateFormatInvalid', `${name} is no date`);
	}
}

/** Whether data of this day can be had. */
export function isWithinReach(date: string): boolean {
	const now = Date.now();
	return date >= dateOf(now - maxDaysBack * day) && date <= dateOf(now);
}

/** The consent that a body gives, if it may be given for the provider. */
export function consentIn(
	state: SaltEdgeState,
	provider: Provider,
	{ scopes, from_date, to_date, period_days }: ConsentRequest,
): Consent {
	const fetched = scopes.map((scope) => fetchScopeOf[scope]);
	if (!goTogether(fetched)) {
		refuse('AispConsentScopesInvalid', 'consent scopes do not go together');
	}
	const { supported_fetch_scopes } = provider;
	const isAllowed = (scope: FetchScope) =>
		state.allowedFetchScopes.includes(scope) && supported_fetch_scopes.includes(scope);
	if (!fetched.every(isAllowed)) {
		refuse('AispConsentScopesNotAllowed', 'The client or the provider lacks a scope');
	}
	const fromDate = from_date ?? dateOf(Date.now() - defaultDaysBack * day);
	checkDates({ 'consent from_date': from_date, 'consent to_date': to_date });
	if (!isWithinReach(fromDate)) {
		refuse(
			'InvalidAispConsentFromDate',
			`consent from_date is not in the last ${maxDaysBack} days`,
		);
	}
	if (to_date !== undefined && to_date < fromDate) {
		refuse('InvalidToDate', 'consent to_date is before from_date');
	}
	const limit = provider.max_consent_days ?? Infinity;
	const period = period_days ?? limit;
	if (period > limit) {
		refuse('InvalidAispConsentPeriod', `The provider takes consents for ${limit} days at most`);
	}
	return {
		id: state.newId('consent'),
		scopes,
		fromDate,
		toDate: to_date ?? null,
		expiresAt: Date.now() + period * day,
	};
}

/** Refuses to fetch with a consent that is over. */
export function checkConsent({ revokedAt, expiresAt }: Consent): void {
	if (revokedAt !== undefined) refuse('AispConsentRevoked', 'The consent has been revoked');
	if (expiresAt <= Date.now()) refuse('AispConsentExpired', 'The consent has expired');
}
