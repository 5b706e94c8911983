import type { Answer } from '../../shared/server';
import { badRequest, failure, refuse, resourceNotFound } from '../errors';
import type { Account } from '../state';
import { nowInSeconds } from '../state';
import type { Call, FinicityOperations } from './operation';
import { customerOf } from './operation';

const answered = (accounts: Account[]): Answer => ({ status: 200, body: { accounts } });

function accountsOfCustomer(call: Call): Account[] {
	return call.state.accountsOf(customerOf(call).id);
}

/** The accounts of the institution login the path names; there is always one at least. */
export function accountsOfLogin(call: Call): Account[] {
	const { id } = customerOf(call);
	const accounts = call.state.accountsOfLogin(id, call.path.institutionLoginId ?? '');
	if (accounts.length > 0) return accounts;
	return refuse(
		failure(
			404,
			'38007',
			'Customer does not have any accounts associated with institutionLoginId.',
		),
	);
}

function accountOf(call: Call): Account {
	const account = accountsOfCustomer(call).find(({ id }) => id === call.path.accountId);
	return account ?? refuse(resourceNotFound());
}

function refreshed(accounts: Account[]): Account[] {
	const now = nowInSeconds();
	for (const account of accounts) {
		Object.assign(account, {
			aggregationStatusCode: 0,
			aggregationAttemptDate: now,
			aggregationSuccessDate: now,
			lastUpdatedDate: now,
		});
	}
	return accounts;
}

function checkDates({ query: { fromDate, toDate } }: Call): void {
	if (fromDate !== undefined && toDate !== undefined && toDate < fromDate) {
		refuse(badRequest('toDate is before fromDate'));
	}
}

export const accountOperations: FinicityOperations = {
	GetCustomerAccounts: (call) => {
		const { status, account_type: accountType } = call.query;
		const isAva = ({ institutionLoginId }: Account) =>
			call.state.institutionLogins.get(String(institutionLoginId))?.connection === 'ava';
		return answered(
			accountsOfCustomer(call).filter(
				(account) =>
					(status === undefined || account.status === status) &&
					(accountType === undefined || isAva(account)),
			),
		);
	},

	GetCustomerAccount: (call) => ({ status: 200, body: accountOf(call) }),

	GetCustomerAccountsByInstitution: (call) =>
		answered(
			accountsOfCustomer(call).filter(
				({ institutionId, status }) =>
					institutionId === call.path.institutionId && status === 'active',
			),
		),

	GetCustomerAccountsByInstitutionLogin: (call) => answered(accountsOfLogin(call)),

	RefreshCustomerAccounts: (call) => answered(refreshed(accountsOfCustomer(call))),

	RefreshCustomerAccountsByInstitutionLogin: (call) => {
		checkDates(call);
		return answered(refreshed(accountsOfLogin(call)));
	},

	RefreshCustomerAccountsV2: (call) => {
		refreshed(accountsOfCustomer(call));
		return { status: 204 };
	},

	RefreshCustomerAccountsByInstitutionLoginV2: (call) => {
		refreshed(accountsOfLogin(call));
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
		call.state.deleteAccounts([accountOf(call)]);
		return { status: 204 };
	},

	DeleteCustomerAccountsByInstitutionLogin: (call) => {
		call.state.deleteAccounts(accountsOfLogin(call));
		return { status: 204 };
	},
};
