import { toJson } from '../shared/json';
import { worked } from './background';
import type { Callbacks } from './callbacks';
import { encrypted } from './encryption';
import { categorize, deliver } from './ledger/delivery';
import type { Account, Connection, NotificationRule, Transaction } from './model';
import type { FinApiState } from './state';
import { nameOf, numberOf } from './views/accounts';
import { asAmount, asId } from './views/values';

interface Side {
	state: FinApiState;
	callbacks: Callbacks;
}

/** How many transactions a notification tells at most. */
const mostDetails = 100;

/** Tells the client what a rule is about, at the one address that it has for all. */
export function notify({ state, callbacks }: Side, rule: NotificationRule, says: object): void {
	const { id, triggerEvent, callbackHandle } = rule;
	callbacks.send(state.settings.userNotificationCallbackUrl, {
		...{ notificationRuleId: asId(id), triggerEvent },
		...(callbackHandle !== undefined && { callbackHandle }),
		...says,
	});
}

const viewDetail = (transaction: Transaction) => ({
	id: asId(transaction.id),
	finapiBookingDate: transaction.finapiBookingDate,
	bankBookingDate: transaction.bankBookingDate,
	amount: asAmount(transaction.cents),
	counterpartName: transaction.counterpartName,
	purpose: transaction.purpose,
	isAdjustingEntry: transaction.isAdjustingEntry,
});

/** What an automatic update has brought on an account. */
interface News {
	account: Account;
	connection: Connection;
	transactions: Transaction[];
}

/** What a notification says of an account: names and numbers are encrypted. */
function viewNews(state: FinApiState, rule: NotificationRule, news: News) {
	const { account, connection, transactions } = news;
	const most = Math.min(mostDetails, Number(rule.params.maxTransactionsCount ?? mostDetails));
	const transactionDetails = transactions.slice(0, most).map(viewDetail);
	return {
		accountId: asId(account.id),
		accountName: encrypted(nameOf(account)),
		accountNumber: encrypted(numberOf(account)),
		accountIban: encrypted(account.iban),
		bankName: state.bankOf(connection).name,
		bankConnectionName: encrypted(connection.name ?? ''),
		newTransactionsCount: transactions.length,
		...(rule.includeDetails && { details: encrypted(toJson({ transactionDetails })) }),
	};
}

/** Whether finAPI updates a connection without its user. */
const isUpdated = (state: FinApiState, { userId, interfaces }: Connection): boolean =>
	state.users.get(userId)?.isAutoUpdateEnabled === true &&
	interfaces.some(({ userActionRequired }) => !userActionRequired);

/** Loads what is new on all connections that need no user, and tells of it by the rules. */
export function runBatch(side: Side): void {
	const { state } = side;
	if (!state.isAutomaticBatchUpdateEnabled) return;
	const at = state.now();
	const all: News[] = [];
	for (const connection of state.connections.values()) {
		if (!isUpdated(state, connection)) continue;
		for (const on of connection.interfaces) on.lastAutoUpdate = worked(at);
		for (const account of connection.accounts) {
			const transactions = deliver(state, account, { at, maxDays: 0 });
			if (transactions.length > 0) all.push({ account, connection, transactions });
		}
		categorize(state, connection);
	}
	for (const rule of state.notificationRules.values()) {
		if (rule.triggerEvent !== 'NEW_TRANSACTIONS') continue;
		const named = rule.params.accountIds?.split(',');
		const news = all.filter(
			({ account, connection }) =>
				connection.userId === rule.userId && (named?.includes(account.id) ?? true),
		);
		if (news.length === 0) continue;
		notify(side, rule, { newTransactions: news.map((each) => viewNews(state, rule, each)) });
	}
}
