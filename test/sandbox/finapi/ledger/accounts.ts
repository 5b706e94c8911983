import type { Account, AccountAtBank, AccountType } from '../model';

/** What was on an account before its first transaction, in cents. */
const openings: Record<AccountType, number> = {
	Checking: 123_456,
	Savings: 500_000,
	CreditCard: 0,
	Security: 1_250_099,
	Loan: -2_500_000,
	Pocket: 0,
	Membership: 10_000,
	Bausparen: 300_000,
};

/** An account as it is when finAPI has just heard of it. */
export const openAccount = (id: string, atBank: AccountAtBank): Account => ({
	id,
	...atBank,
	name: null,
	isNew: true,
	opening: openings[atBank.type],
	hasBalance: false,
	lastSuccessfulUpdate: null,
	lastUpdateAttempt: null,
	deliveries: 0,
	nextDay: null,
	comingAgain: [],
});
