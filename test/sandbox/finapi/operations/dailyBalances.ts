import { refuse } from '../errors';
import { balanceOf } from '../ledger/delivery';
import type { Account, Transaction } from '../model';
import { listIn, pageOf, sorted } from '../paging';
import type { FinApiState } from '../state';
import { dateTime, daysAfter, germanDay, monthsAfter } from '../time';
import { asAmount, asId } from '../views/values';
import { checkDays } from './filters';
import type { Call, FinApiOperations } from './operation';
import { accountOf } from './operation';

const maxDays = 366;

/** The accounts that are asked for, or all that have a balance of this kind. */
function accountsFor(call: Call): Account[] {
	const ids = listIn(call.query, 'accountIds');
	if (!ids) {
		const all = call.state.accountsOf(call.userId).map(({ account }) => account);
		return all.filter(({ type }) => type !== 'Security');
	}
	return ids.map((id) => {
		const { account } = accountOf(call, id);
		if (account.type === 'Security') {
			refuse(422, 'ILLEGAL_FIELD_VALUE', `Account ${id} holds securities`);
		}
		return account;
	});
}

function periodIn({ query, state }: Call): { from: string; to: string } {
	checkDays(query, 'startDate', 'endDate');
	const to = String(query.endDate ?? germanDay(state.now()));
	const from = String(query.startDate ?? monthsAfter(to, -1));
	if (from > to) refuse(422, 'ILLEGAL_FIELD_VALUE', 'endDate is before startDate');
	if (daysAfter(from, maxDays - 1) < to) {
		refuse(422, 'ILLEGAL_FIELD_VALUE', `The period is longer than ${maxDays} days`);
	}
	return { from, to };
}

interface DayOnAccount {
	balance: number;
	transactions: Transaction[];
}

/** What an account was like on each day of a period; nothing on days that are not known. */
function daysOn(
	state: FinApiState,
	account: Account,
	{ from, to }: { from: string; to: string },
	withProjection: boolean,
): Map<string, DayOnAccount> {
	const days = new Map<string, DayOnAccount>();
	if (!account.hasBalance) return days;
	const transactions = state
		.transactionsOn(new Set([account.id]))
		.filter(({ parentId }) => parentId === null);
	const first = transactions.map((each) => each.finapiBookingDate).sort()[0];
	const last = germanDay(account.lastSuccessfulUpdate ?? state.now());
	let balance = balanceOf(state, account);
	for (const { finapiBookingDate, cents } of transactions) {
		if (finapiBookingDate >= from) balance -= cents;
	}
	for (let day = from; day <= to; day = daysAfter(day, 1)) {
		const ofDay = transactions.filter(({ finapiBookingDate }) => finapiBookingDate === day);
		balance += ofDay.reduce((sum, { cents }) => sum + cents, 0);
		const isKnown = day >= (first ?? last) && day <= last;
		if (isKnown || withProjection) days.set(day, { balance, transactions: ofDay });
	}
	return days;
}

const sum = (list: readonly { cents: number }[]): number =>
	list.reduce((total, { cents }) => total + cents, 0);

function viewDay(date: string, accounts: readonly DayOnAccount[]) {
	const transactions = accounts.flatMap((each) => each.transactions);
	return {
		date,
		balance: asAmount(accounts.reduce((total, { balance }) => total + balance, 0)),
		income: asAmount(sum(transactions.filter(({ cents }) => cents > 0))),
		spending: asAmount(Math.abs(sum(transactions.filter(({ cents }) => cents < 0)))),
		internalAdjustingEntries: asAmount(
			sum(transactions.filter(({ isAdjustingEntry }) => isAdjustingEntry)),
		),
		transactions: transactions.map(({ id }) => asId(id)),
	};
}

export const dailyBalanceOperations: FinApiOperations = {
	getDailyBalances: (call) => {
		const { state, query } = call;
		const accounts = accountsFor(call);
		const period = periodIn(call);
		const known = accounts.map((account) =>
			daysOn(state, account, period, query.withProjection === true),
		);
		const dates = [...new Set(known.flatMap((days) => [...days.keys()]))].sort();
		const all = dates.map((date) =>
			viewDay(
				date,
				known.flatMap((days) => days.get(date) ?? []),
			),
		);
		const inOrder = sorted(all, listIn(query, 'order') ?? [], (record, property) => {
			const value = record[property as 'date' | 'balance' | 'income' | 'spending'];
			return value;
		});
		const { records, paging } = pageOf(inOrder, query);
		const updates = accounts.flatMap(({ lastSuccessfulUpdate }) => lastSuccessfulUpdate ?? []);
		return {
			status: 200,
			body: {
				latestCommonBalanceTimestamp: updates.length > 0 ? dateTime(Math.min(...updates)) : null,
				dailyBalances: records,
				paging,
			},
		};
	},
};
