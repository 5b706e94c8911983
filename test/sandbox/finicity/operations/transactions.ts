import { dailyBalances, runningBalances } from '../balances';
import { aggregate, hasHistory, loadHistory, orderOf, transactionsOf } from '../bookkeeping';
import { badRequest, failure, numberedFailure, refuse } from '../errors';
import type { Account, Refresh, Transaction } from '../model';
import { aggregationCode } from '../model';
import { pageFromRecord } from '../paging';
import { recurringStreams } from '../recurring';
import type { Call, FinicityOperations } from './operation';
import { accountOf, accountsOfCustomer, customerOf } from './operation';

/** A transaction as it is answered: with the balance after it. */
type Shown = Transaction & { runningBalanceAmount?: number };

function shown({ state }: Call, account: Account): Shown[] {
	const running = runningBalances(state, account);
	return transactionsOf(state, account).map((transaction) => ({
		...transaction,
		runningBalanceAmount: running.get(transaction.id),
	}));
}

/** The transactions of accounts that the query asks for, in the order it asks for. */
function chosen(call: Call, accounts: readonly Account[]): Shown[] {
	const { fromDate, toDate, includePending, sort } = call.query;
	if (Number(toDate) < Number(fromDate)) refuse(badRequest('toDate is before fromDate'));
	const transactions = accounts
		.flatMap((account) => shown(call, account))
		.filter(
			(transaction) =>
				orderOf(transaction) >= Number(fromDate) &&
				orderOf(transaction) <= Number(toDate) &&
				(transaction.status !== 'pending' || includePending === true),
		)
		.sort((one, other) => orderOf(one) - orderOf(other) || (one.id < other.id ? -1 : 1));
	return sort === 'desc' ? transactions.reverse() : transactions;
}

function page(call: Call, transactions: readonly Shown[]) {
	const { records, moreAvailable, ...counts } = pageFromRecord(transactions, call.query);
	const { fromDate, toDate, sort } = call.query;
	return {
		...counts,
		// A text here, unlike everywhere else.
		moreAvailable: String(moreAvailable),
		fromDate: String(fromDate),
		toDate: String(toDate),
		sort,
		transactions: records,
	};
}

/** The one of a customer's transactions that is wanted. */
function transactionOf(call: Call, isWanted: (transaction: Transaction) => boolean) {
	const found = accountsOfCustomer(call)
		.flatMap((account) => shown(call, account))
		.find(isWanted);
	return found
		? { status: 200, body: found }
		: numberedFailure(404, 24553, 'Transaction not found.');
}

/** The accounts that a refresh is to be about. */
function accountsToRefresh(call: Call): Account[] {
	const { institutionLoginId, accountIds } = call.body as Partial<Refresh>;
	const all = accountsOfCustomer(call);
	if (accountIds === undefined) {
		if (institutionLoginId === undefined) {
			refuse(numberedFailure(400, 10005, 'Missing parameter (institutionLoginId or accountIds)'));
		}
		const ofLogin = call.state.accountsOfLogin(customerOf(call).id, institutionLoginId);
		return ofLogin.length > 0 ? ofLogin : refuse(noSuchAccount(institutionLoginId));
	}
	if (accountIds.length === 0)
		refuse(numberedFailure(400, 10100, 'Invalid parameter (accountIds)'));
	return accountIds.map(
		(id) => all.find((account) => account.id === id) ?? refuse(noSuchAccount(id)),
	);
}

const noSuchAccount = (id: string) =>
	numberedFailure(404, 10005, `Customer does not have the specified account (${id})`);

/** From when to when; a span of its own is only looked at where it counts. */
function customSpan({ body, state }: Call): { fromDate?: string; toDate?: string } {
	const { mode, fromDate, toDate } = body as Record<string, string | undefined>;
	if (mode !== 'custom') return {};
	if (fromDate === undefined) refuse(numberedFailure(400, 10005, 'Missing parameter (fromDate)'));
	const end = toDate ?? new Date(state.clock.now()).toISOString();
	if (Date.parse(end) < Date.parse(fromDate)) {
		refuse(numberedFailure(400, 41002, 'Invalid date range: toDate is before fromDate'));
	}
	return { fromDate, toDate: end };
}

/** What a refresh has come to at one of its accounts. */
function refreshed(call: Call, account: Account, isOver: boolean) {
	const { id: accountId, institutionId } = account;
	const known = {
		accountId,
		institutionLoginId: String(account.institutionLoginId),
		institutionId,
	};
	if (!isOver) return known;
	const code = account.aggregationStatusCode ?? 0;
	if (code !== 0) return { ...known, code, message: 'The bank did not give any transactions.' };
	const seconds = account.aggregationSuccessDate ?? call.state.clock.seconds();
	const aggregationSuccessDate = new Date(seconds * 1000).toISOString();
	return { ...known, aggregationStatusCode: code, aggregationSuccessDate };
}

function progress(call: Call, { id, customerId, accountIds, mode, looks }: Refresh) {
	const all = accountIds.flatMap((one) => call.state.accounts.get(one) ?? []);
	const parts = call.settings.refreshLooks + 1;
	const count = Math.min(all.length, Math.floor((all.length * looks) / parts));
	const accounts = all.map((account, index) => refreshed(call, account, index < count));
	const successCount = accounts.filter((one) => 'aggregationStatusCode' in one).length;
	const failedCount = accounts.filter((one) => 'code' in one).length;
	const isOver = successCount + failedCount === all.length;
	const outcome = failedCount === all.length ? 'FAILED' : 'COMPLETED';
	return {
		refreshId: id,
		customerId,
		accounts,
		mode,
		status: isOver ? outcome : 'IN_PROGRESS',
		totalCount: all.length,
		successCount,
		failedCount,
	};
}

export const transactionOperations: FinicityOperations = {
	GetAllCustomerTransactions: (call) => ({
		status: 200,
		body: page(call, chosen(call, accountsOfCustomer(call))),
	}),

	GetCustomerAccountTransactions: (call) => {
		const account = accountOf(call);
		const transactions = chosen(call, [account]);
		const answered = page(call, transactions);
		if (call.query.showDailyBalance !== true) return { status: 200, body: answered };
		const balances = dailyBalances(call.state, account, answered.transactions);
		return { status: 200, body: { ...answered, dailyBalances: balances } };
	},

	GetCustomerTransaction: (call) =>
		transactionOf(call, ({ id }) => String(id) === call.path.transactionId),

	GetTransactionByUniqueTransactionId: (call) =>
		transactionOf(
			call,
			({ uniqueTransactionId }) => uniqueTransactionId === call.path.uniqueTransactionId,
		),

	LoadHistoricTransactionsForCustomerAccount: (call) => {
		const account = accountOf(call);
		if (hasHistory(call.state, account) && call.body.force !== true) return { status: 204 };
		const trouble = call.state.loginOf(account)?.trouble;
		// The person would have to answer the bank.
		if (trouble === aggregationCode.questionAsked) return { status: 203 };
		if (trouble !== undefined) return failure(400, String(trouble), 'The bank gave nothing.');
		loadHistory(call.state, account);
		return { status: 204 };
	},

	refreshTransactions: (call) => {
		const accounts = accountsToRefresh(call);
		const span = customSpan(call);
		const { institutionLoginId, mode = 'standard' } = call.body as Partial<Refresh>;
		const { id: customerId } = customerOf(call);
		const accountIds = accounts.map(({ id }) => id);
		const refresh: Refresh = {
			...{ id: call.state.newUuid('refresh'), customerId, institutionLoginId },
			...{ accountIds, mode, looks: 0 },
		};
		call.state.refreshes.set(refresh.id, refresh);
		call.txPush.watch(accounts, () => void aggregate(call.state, accounts));
		if (mode === 'historic') {
			for (const account of accounts) {
				if (account.aggregationStatusCode === 0) loadHistory(call.state, account);
			}
		}
		const createdAt = new Date(call.state.clock.now()).toISOString();
		const told = { refreshId: refresh.id, customerId, institutionLoginId, accountIds, mode };
		return { status: 202, body: { ...told, ...span, status: 'NEW', createdAt } };
	},

	getTransactionRefreshStatus: (call) => {
		const { id } = customerOf(call);
		const refresh = call.state.refreshes.get(call.path.refreshId ?? '');
		if (refresh?.customerId !== id) return numberedFailure(404, 10008, 'data not found');
		refresh.looks += 1;
		return { status: 200, body: progress(call, refresh) };
	},

	GetRecurringTransactions: (call) => {
		const all = accountsOfCustomer(call);
		const { accountIds } = call.body as { accountIds?: string[] };
		const accounts = all.filter(({ id }) => accountIds?.includes(id) ?? true);
		if (accounts.length === 0 || accounts.length < (accountIds?.length ?? 0)) {
			return numberedFailure(404, 38003, 'Customer does not have any accounts');
		}
		const now = call.state.clock.seconds();
		const streams = (some: readonly Account[]) => recurringStreams(chronological(call, some), now);
		return {
			status: 200,
			body: {
				customerRecurringTransactions: streams(accounts),
				accountRecurringTransactions: accounts.map((account) => ({
					accountId: account.id,
					...streams([account]),
				})),
			},
		};
	},
};

const chronological = ({ state }: Call, accounts: readonly Account[]): Transaction[] =>
	accounts
		.flatMap((account) => transactionsOf(state, account))
		.sort((one, other) => orderOf(one) - orderOf(other));
