import type { Account, Consent, ConsentedInstitution, InstitutionLogin } from './model';
import { aggregationCode } from './model';
import type { FinicityState } from './state';

const secondsOfConsent = 365 * 24 * 60 * 60;

export const consentsOf = (state: FinicityState, customerId: string): Consent[] =>
	[...state.consents.values()].filter((consent) => consent.customerId === customerId);

/** Keeps that a customer allows the data of a login to be read; one receipt holds all of them. */
export function grantConsent(
	state: FinicityState,
	{ id: institutionLoginId, customerId, institutionId }: InstitutionLogin,
	accounts: readonly Account[],
	createdDate = state.clock.seconds(),
): void {
	const granted: ConsentedInstitution = {
		institutionLoginId,
		institutionId,
		createdDate,
		endDate: createdDate + secondsOfConsent,
		accounts: accounts.map((account) => {
			const { id, name, type, realAccountNumberLast4 } = account;
			return { id, name, type, realAccountNumberLast4 };
		}),
	};
	const [consent] = consentsOf(state, customerId);
	if (consent) {
		consent.version += 1;
		consent.institutions.push(granted);
		return;
	}
	const newOne = { id: state.newUuid('consent'), customerId, version: 1, createdDate };
	state.consents.set(newOne.id, { ...newOne, institutions: [granted] });
}

/** Takes back what is allowed at some banks; from then on they give nothing. */
export function revoke(
	state: FinicityState,
	institutions: readonly ConsentedInstitution[],
	by: 'CUSTOMER' | 'PARTNER',
): void {
	for (const institution of institutions) {
		institution.revoked ??= { by, date: state.clock.seconds() };
		const login = state.institutionLogins.get(institution.institutionLoginId);
		if (login) login.trouble = aggregationCode.consentRevoked;
	}
}
