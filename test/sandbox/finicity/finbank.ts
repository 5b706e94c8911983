import type { Account, FinicityState, InstitutionLogin } from './state';
import { nowInSeconds } from './state';

/** The id of FinBank, the bank for tests. */
export const finBank = '101732';

type Given = Pick<Account, 'id' | 'name' | 'type' | 'balance' | 'number'> & Partial<Account>;

/** Adds an account below a login; what is not given is what an ordinary US account has. */
export function openAccount(
	state: FinicityState,
	login: InstitutionLogin,
	at: number,
	given: Given,
): void {
	const { customerId, institutionId, id: institutionLoginId } = login;
	const { id, number, name, ...more } = given;
	const last4 = number.slice(-4);
	state.accounts.set(id, {
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
		currency: 'USD',
		institutionLoginId: BigInt(institutionLoginId),
		displayPosition: state.accountsOfLogin(customerId, institutionLoginId).length + 1,
		...more,
	});
}

/** Gives a customer a FinBank login with a checking and a savings account. */
export function openFinBankLogin(state: FinicityState, customerId: string): void {
	const id = state.newId('institutionLogin');
	const login: InstitutionLogin = { id, customerId, institutionId: finBank, connection: 'oauth' };
	state.institutionLogins.set(id, login);
	const now = nowInSeconds();
	openAccount(state, login, now, {
		id: state.newId('account'),
		name: 'FinBank Checking',
		type: 'checking',
		number: '1111222233',
		balance: 1284.5,
		detail: { availableBalanceAmount: 1250.5 },
	});
	openAccount(state, login, now, {
		id: state.newId('account'),
		name: 'FinBank Savings',
		type: 'savings',
		number: '1111222244',
		balance: 6022.91,
		detail: { availableBalanceAmount: 6022.91, interestYtdAmount: 41.16 },
	});
}
