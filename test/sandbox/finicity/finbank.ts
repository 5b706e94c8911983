import { aggregate } from './bookkeeping';
import { grantConsent } from './consents';
import { institutionWith } from './institutions';
import type { Account, InstitutionLogin } from './model';
import type { FinicityState } from './state';

type Given = Pick<Account, 'id' | 'name' | 'type' | 'balance' | 'number'> & Partial<Account>;

/** An account that a bank has, before anybody has added it. */
export type Offer = Omit<Given, 'id'>;

/** Adds an account below a login; what is not given is what an ordinary US account has. */
export function openAccount(
	state: FinicityState,
	login: InstitutionLogin,
	at: number,
	given: Given,
): Account {
	const { customerId, institutionId, id: institutionLoginId } = login;
	const { id, number, name, ...more } = given;
	const last4 = number.slice(-4);
	const account: Account = {
		id,
		number,
		name,
		accountNumberDisplay: last4,
		realAccountNumberLast4: last4,
		accountNickname: name,
		aggregationStatusCode: 0,
		status: 'active',
		customerId,
		institutionId,
		balanceDate: at,
		aggregationSuccessDate: at,
		aggregationAttemptDate: at,
		createdDate: at,
		lastUpdatedDate: at,
		marketSegment: 'personal',
		currency: institutionWith(institutionId)?.currency ?? 'USD',
		institutionLoginId: BigInt(institutionLoginId),
		displayPosition: state.accountsOfLogin(customerId, institutionLoginId).length + 1,
		linkedAccountDate: at,
		...more,
	};
	state.addAccount(account);
	return account;
}

const checkingAccount: Offer = {
	name: 'FinBank Checking',
	type: 'checking',
	number: '1111222233',
	balance: 1284.5,
	detail: { availableBalanceAmount: 1250.5 },
};
const savingsAccount: Offer = {
	name: 'FinBank Savings',
	type: 'savings',
	number: '1111222244',
	balance: 6022.91,
	detail: { availableBalanceAmount: 6022.91, interestYtdAmount: 41.16 },
};

/** The persons that FinBank knows: each signs in with this name, which is the password, too. */
export const profiles: Readonly<Record<string, readonly Offer[]>> = {
	profile_02: [checkingAccount, savingsAccount],
	profile_03: [
		{ ...checkingAccount, name: 'Zoë & Jörgs Haushalt 🏡', number: '1111333311' },
		{ ...savingsAccount, name: 'Sparbüchse', number: '1111333322' },
		{
			name: 'FinBank Platinum Card',
			type: 'creditCard',
			number: '4000123412343333',
			balance: -412.77,
			detail: { interestRate: '19.99', creditAvailableAmount: 7587.23 },
			position: null,
		},
		{
			name: 'FinBank Student Loan',
			type: 'studentLoan',
			number: '9900333344',
			balance: -18250.4,
			detail: null,
		},
		{ name: 'FinBank Brokerage', type: 'investment', number: '77333355', balance: 30410.11 },
	],
	/** Has nothing that could be added. */
	profile_empty: [],
	/** The bank asks for more than the password. */
	profile_mfa: [{ ...checkingAccount, number: '1111444411' }],
	/** The bank cannot be reached. */
	profile_down: [checkingAccount],
};

/** What FinBank asks `profile_mfa`, and the answer that it takes. */
export const securityQuestion = { text: 'What is your favorite color?', answer: 'blue' };

/** What a person signs in to at a bank with. */
export const isRightLogin = (username: string, password: string): boolean =>
	Object.hasOwn(profiles, username) && password === username;

/** Adds accounts that a person has chosen to a customer, under a new login. */
export function linkAccounts(
	state: FinicityState,
	customerId: string,
	institutionId: string,
	offers: readonly Offer[],
): { login: InstitutionLogin; accounts: Account[] } {
	const now = state.clock.seconds();
	const isOAuth = institutionWith(institutionId)?.oauthEnabled ?? false;
	const login: InstitutionLogin = {
		id: state.newId('institutionLogin'),
		customerId,
		institutionId,
		connection: isOAuth ? 'oauth' : 'legacy',
		authorization: isOAuth ? { start: now, end: now + 365 * 24 * 60 * 60 } : undefined,
	};
	state.institutionLogins.set(login.id, login);
	const accounts = offers.map(({ detail, ...offer }) =>
		openAccount(state, login, now, {
			...offer,
			detail: detail && { ...detail },
			id: state.newId('account'),
		}),
	);
	aggregate(state, accounts);
	grantConsent(state, login, accounts);
	return { login, accounts };
}
