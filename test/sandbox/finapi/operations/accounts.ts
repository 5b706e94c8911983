import type { Values } from '../../shared/validation';
import { isBusy } from '../background';
import { refuse } from '../errors';
import { balanceOf } from '../ledger/delivery';
import type { Account, AccountType, Connection } from '../model';
import { listIn } from '../paging';
import type { FinApiState } from '../state';
import { germanDay } from '../time';
import { nameOf, numberOf, viewAccount } from '../views/accounts';
import { asId } from '../views/values';
import { checkDays, isWithin, matchesTerms } from './filters';
import type { Call, FinApiOperations } from './operation';
import { accountOf, refuseBusy } from './operation';

type Query = Values['query'];

function matches(state: FinApiState, query: Query, account: Account, connection: Connection) {
	const { id, type, iban, lastSuccessfulUpdate } = account;
	const texts = [nameOf(account), iban, numberOf(account)];
	const updated = lastSuccessfulUpdate === null ? undefined : germanDay(lastSuccessfulUpdate);
	const balance = account.hasBalance ? balanceOf(state, account) / 100 : undefined;
	return (
		(listIn(query, 'ids')?.includes(id) ?? true) &&
		(listIn(query, 'accountTypes')?.includes(type) ?? true) &&
		(listIn(query, 'bankConnectionIds')?.includes(connection.id) ?? true) &&
		matchesTerms(texts, query.search) &&
		isWithin(updated, query.minLastSuccessfulUpdate, query.maxLastSuccessfulUpdate) &&
		isWithin(balance, query.minBalance, query.maxBalance)
	);
}

interface EditBody {
	accountName?: string;
	accountType?: AccountType;
	isNew?: boolean;
}

const viewed = ({ state }: Call, account: Account, connection: Connection) => ({
	status: 200,
	body: viewAccount(state, account, connection),
});

export const accountOperations: FinApiOperations = {
	getAndSearchAllAccounts: ({ state, userId, query }) => {
		checkDays(query, 'minLastSuccessfulUpdate', 'maxLastSuccessfulUpdate');
		const accounts = state
			.accountsOf(userId)
			.filter(({ account, connection }) => matches(state, query, account, connection))
			.map(({ account, connection }) => viewAccount(state, account, connection));
		return { status: 200, body: { accounts } };
	},

	getAccount: (call) => {
		const { account, connection } = accountOf(call, call.path.id ?? '');
		return viewed(call, account, connection);
	},

	editAccount: (call) => {
		const { account, connection } = accountOf(call, call.path.id ?? '');
		const { accountName, accountType, isNew } = call.body as EditBody;
		if (accountName === undefined && accountType === undefined && isNew === undefined) {
			refuse(400, 'MISSING_FIELD', 'body must say what to change');
		}
		if (connection.updateStatus === 'IN_PROGRESS') refuseBusy();
		account.name = accountName ?? account.name;
		account.type = accountType ?? account.type;
		account.isNew = isNew ?? account.isNew;
		return viewed(call, account, connection);
	},

	deleteAccount: (call) => {
		const { account, connection } = accountOf(call, call.path.id ?? '');
		if (isBusy(connection)) refuseBusy();
		call.state.removeAccount(account, connection);
		return { status: 200 };
	},

	deleteAllAccounts: ({ state, userId }) => {
		const all = state.accountsOf(userId);
		if (state.connectionsOf(userId).some(isBusy)) refuseBusy();
		for (const { account, connection } of all) state.removeAccount(account, connection);
		return { status: 200, body: { identifiers: all.map(({ account }) => asId(account.id)) } };
	},
};
