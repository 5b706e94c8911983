import type { ApiVersion } from '../../contract/saltedge';
import { dateOf, day, isDate } from '../shared/time';
import { refuse } from './errors';
import type { Consent, ConsentScope, ConsentTerms, FetchScope, Provider } from './model';
import type { SaltEdgeState } from './state';

/** The consent part of a body. */
export interface ConsentRequest {
	scopes: string[];
	from_date?: string;
	to_date?: string;
	period_days?: number | null;
}

/** The oldest data there can be is from so many days ago, in consents and attempts alike. */
export const maxDaysBack: Record<ApiVersion, number> = { v5: 365, v6: 730 };
const defaultDaysBack = 90;

/** What v5 calls the scopes of a consent. */
const scopesOfV5: Record<ConsentScope, string> = {
	accounts: 'account_details',
	holder_info: 'holder_information',
	transactions: 'transactions_details',
};

/** The scopes in the words of a version. */
export const consentWords = (version: ApiVersion, scopes: readonly ConsentScope[]): string[] =>
	scopes.map((scope) => (version === 'v5' ? scopesOfV5[scope] : scope));

function scopesIn(version: ApiVersion, words: readonly string[]): ConsentScope[] {
	const all = Object.keys(scopesOfV5) as ConsentScope[];
	return words.map((word) => {
		const scope = all.find((one) => consentWords(version, [one])[0] === word);
		return scope ?? refuse('AispConsentScopesInvalid', `There is no consent scope ${word}`);
	});
}

/** Whether scopes are different ones that go together: no transactions without their accounts. */
export function goTogether(scopes: readonly FetchScope[]): boolean {
	const has = (scope: FetchScope) => scopes.includes(scope);
	return (
		new Set(scopes).size === scopes.length &&
		(has('accounts') || !(has('transactions') || has('balance'))) &&
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
export function isWithinReach(state: SaltEdgeState, version: ApiVersion, date: string): boolean {
	const now = state.now();
	return date >= dateOf(now - maxDaysBack[version] * day) && date <= dateOf(now);
}

/** What the consent in a body is about, if there can be such a consent at some provider. */
export function termsIn(
	state: SaltEdgeState,
	version: ApiVersion,
	{ scopes: words, from_date, to_date, period_days }: ConsentRequest,
): ConsentTerms {
	const scopes = scopesIn(version, words);
	if (!goTogether(scopes)) {
		refuse('AispConsentScopesInvalid', 'consent scopes do not go together');
	}
	checkDates({ 'consent from_date': from_date, 'consent to_date': to_date });
	if (from_date === undefined && version === 'v6' && state.needsConsentFromDate) {
		refuse('WrongRequestFormat', 'consent from_date must be filled');
	}
	const fromDate = from_date ?? dateOf(state.now() - defaultDaysBack * day);
	if (!isWithinReach(state, version, fromDate)) {
		const limit = maxDaysBack[version];
		refuse('InvalidAispConsentFromDate', `consent from_date is not in the last ${limit} days`);
	}
	if (to_date !== undefined && to_date < fromDate) {
		refuse('InvalidToDate', 'consent to_date is before from_date');
	}
	return { scopes, fromDate, toDate: to_date ?? null, periodDays: period_days ?? null };
}

/** Refuses what the client may not ask for, or the provider does not have. */
export function checkAllowed(
	state: SaltEdgeState,
	{ scopes }: ConsentTerms,
	provider?: Provider,
): void {
	const isAllowed = (scope: ConsentScope) =>
		state.allowedFetchScopes.includes(scope) &&
		(provider?.supported_fetch_scopes.includes(scope) ?? true);
	if (!scopes.every(isAllowed)) {
		refuse('AispConsentScopesNotAllowed', 'The client or the provider lacks a scope');
	}
}

/** The consent that an end user gives for a provider. */
export function grant(
	state: SaltEdgeState,
	provider: Provider,
	terms: ConsentTerms,
	collectedBy: Consent['collectedBy'],
): Consent {
	checkAllowed(state, terms, provider);
	const limit = provider.max_consent_days ?? Infinity;
	const period = terms.periodDays ?? limit;
	if (period > limit) {
		refuse('InvalidAispConsentPeriod', `The provider takes consents for ${limit} days at most`);
	}
	const createdAt = state.now();
	return {
		...terms,
		id: state.newId('consent'),
		periodDays: Number.isFinite(period) ? period : null,
		collectedBy,
		createdAt,
		expiresAt: createdAt + period * day,
	};
}

/** What a consent is worth. */
export function consentStatus(
	{ revokedAt, expiresAt }: Consent,
	now: number,
): 'active' | 'expired' | 'revoked' {
	if (revokedAt !== undefined) return 'revoked';
	return expiresAt <= now ? 'expired' : 'active';
}

/** Refuses to fetch with a consent that is over. */
export function checkConsent(consent: Consent, now: number): void {
	const status = consentStatus(consent, now);
	if (status === 'revoked') refuse('AispConsentRevoked', 'The consent has been revoked');
	if (status === 'expired') refuse('AispConsentExpired', 'The consent has expired');
}
