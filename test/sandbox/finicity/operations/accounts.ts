import type { Answer } from '../../shared/server';
import { aggregate } from '../bookkeeping';
import { accountNotFound, badRequest, failure, loginNotFound, refuse } from '../errors';
import type { Account } from '../model';
import type { Call, FinicityOperations } from './operation';
import { accountOf, accountsOfCustomer, customerOf } from './operation';

const answered = (accounts: Account[]): Answer => ({ status: 200, body: { accounts } });

/** The accounts of the institution login the path names; there is always one at least. */
function accountsOfLogin(call: Call): Account[] {
	const { id } = customerOf(call);
	const accounts = call.state.accountsOfLogin(id, call.path.institutionLoginId ?? '');
	return accounts.length > 0 ? accounts : refuse(loginNotFound());
}

/** The active accounts at the institution the path names; there is always one at least. */
function accountsAtInstitution(call: Call): Account[] {
	const accounts = accountsOfCustomer(call).filter(
		({ institutionId, status }) => institutionId === call.path.institutionId && status === 'active',
	);
	if (accounts.length > 0) return accounts;
	return refuse(failure(404, '38006', 'The customer has no accounts at this institution.'));
}

/** Reads accounts from their banks, and tells what is new there. */
function refreshed({ state, txPush }: Call, accounts: Account[]): Account[] {
	txPush.watch(accounts, () => void aggregate(state, accounts));
	return accounts;
}

/** An account without its numbers and balances. */
function simple(account: Account) {
	const { id, accountNumberDisplay, name, type, aggregationStatusCode, status } = account;
	const { customerId, institutionId, aggregationSuccessDate, aggregationAttemptDate } = account;
	const { createdDate, currency, institutionLoginId, displayPosition, linkedAccountDate } = account;
	return {
		...{ id, accountNumberDisplay, name, type, aggregationStatusCode, status },
		...{ customerId, institutionId, aggregationSuccessDate, aggregationAttemptDate },
		...{ createdDate, currency, institutionLoginId, displayPosition, linkedAccountDate },
	};
}

const answeredSimple = (accounts: Account[]): Answer => ({
	status: 200,
	body: { accounts: accounts.map(simple) },
});

function checkDates({ query: { fromDate, toDate } }: Call): void {
	if (fromDate !== undefined && toDate !== undefined && toDate < fromDate) {
		refuse(badRequest('toDate is before fromDate'));
	}
}

export const accountOperations: FinicityOperations = {
	GetCustomerAccounts: (call) => {
		const { status, account_type: accountType } = call.query;
		const isAva = (account: Account) => call.state.loginOf(account)?.connection === 'ava';
		return answered(
			accountsOfCustomer(call).filter(
				(account) =>
					(status === undefined || account.status === status) &&
					(accountType === undefined || isAva(account)),
			),
		);
	},

	GetCustomerAccount: (call) => ({ status: 200, body: accountOf(call) }),

	GetCustomerAccountsByInstitution: (call) => answered(accountsAtInstitution(call)),

	GetCustomerAccountsByInstitutionLogin: (call) => answered(accountsOfLogin(call)),

	RefreshCustomerAccounts: (call) => answered(refreshed(call, accountsOfCustomer(call))),

	RefreshCustomerAccountsByInstitutionLogin: (call) => {
		checkDates(call);
		return answered(refreshed(call, accountsOfLogin(call)));
	},

	RefreshCustomerAccountsV2: (call) => {
		refreshed(call, accountsOfCustomer(call));
		return { status: 204 };
	},

	RefreshCustomerAccountsByInstitutionLoginV2: (call) => {
		refreshed(call, accountsOfLogin(call));
		return { status: 204 };
	},

	MigrateInstitutionLoginAccounts: (call) => {
		const accounts = accountsOfLogin(call);
		const login = call.state.institutionLogins.get(call.path.institutionLoginId ?? '');
		if (login?.migratesTo !== undefined) {
			login.connection = 'oauth';
			login.institutionId = login.migratesTo;
			for (const account of accounts) account.institutionId = login.migratesTo;
		}
		return answered(accounts);
	},

	DeleteCustomerAccount: (call) => {
		const account = accountsOfCustomer(call).find(({ id }) => id === call.path.accountId);
		if (!account) return accountNotFound(call.path);
		call.txPush.watch([account], () => call.state.deleteAccounts([account]));
		return { status: 204 };
	},

	DeleteCustomerAccountsByInstitutionLogin: (call) => {
		// Whether there is such a customer is not looked at first.
		const { customerId = '', institutionLoginId = '' } = call.path;
		const accounts = call.state.accountsOfLogin(customerId, institutionLoginId);
		if (accounts.length === 0) return loginNotFound();
		call.txPush.watch(accounts, () => call.state.deleteAccounts(accounts));
		return { status: 204 };
	},

	GetCustomerAccountsSimple: (call) =>
		answeredSimple(accountsOfCustomer(call).filter(({ status }) => status === 'active')),

	GetCustomerAccountSimple: (call) => ({ status: 200, body: simple(accountOf(call)) }),

	GetCustomerAccountsByInstitutionSimple: (call) => answeredSimple(accountsAtInstitution(call)),

	GetCustomerAccountsByInstitutionLoginSimple: (call) => answeredSimple(accountsOfLogin(call)),
};
