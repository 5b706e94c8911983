import { orderOf, transactionsOf } from './bookkeeping';
import { dayOf, noonOf } from './clock';
import { cents } from './ledger/booking';
import type { Account, Transaction } from './model';
import type { FinicityState } from './state';

/** The balance of an account after each of its final transactions, counted back from today's. */
export function runningBalances(state: FinicityState, account: Account): Map<bigint, number> {
	const balances = new Map<bigint, number>();
	let balance = account.balance;
	for (const { id, status, amount } of transactionsOf(state, account).reverse()) {
		if (status !== 'active') continue;
		balances.set(id, cents(balance));
		balance -= amount;
	}
	return balances;
}

/** The balance at the beginning and the end of each day that has final transactions. */
export function dailyBalances(state: FinicityState, account: Account, chosen: Transaction[]) {
	const running = runningBalances(state, account);
	const days = new Map<number, { date: number; beginning: number; ending: number }>();
	for (const transaction of transactionsOf(state, account)) {
		const ending = running.get(transaction.id);
		if (ending === undefined) continue;
		const day = dayOf(orderOf(transaction));
		const beginning = days.get(day)?.beginning ?? cents(ending - transaction.amount);
		days.set(day, { date: noonOf(day), beginning, ending });
	}
	const wanted = new Set(chosen.map((transaction) => dayOf(orderOf(transaction))));
	return [...days].filter(([day]) => wanted.has(day)).map(([, balances]) => balances);
}
