import { runningBalances } from './balances';
import { orderOf, transactionsOf } from './bookkeeping';
import { institutionWith } from './institutions';
import { cents } from './ledger/booking';
import type { Account, Transaction } from './model';
import { pdfOf } from './pdf';
import type { FinicityState } from './state';

/** A month that an account has a statement of. */
export interface Statement {
	from: Date;
	/** The last day of the month. */
	to: Date;
	transactions: Transaction[];
}

/** The statement so many whole months back; undefined when the account is younger than that. */
export function statementOf(
	state: FinicityState,
	account: Account,
	index: number,
): Statement | undefined {
	const now = new Date(state.clock.now());
	const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - index, 1));
	const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - index + 1, 1));
	const all = transactionsOf(state, account);
	const oldest = all[0];
	if (!oldest || orderOf(oldest) * 1000 >= next.getTime()) return undefined;
	const transactions = all.filter((transaction) => {
		const at = orderOf(transaction) * 1000;
		return transaction.status === 'active' && at >= from.getTime() && at < next.getTime();
	});
	return { from, to: new Date(next.getTime() - 1), transactions };
}

const usDay = (date: Date): string => {
	const [year, month, day] = date.toISOString().slice(0, 10).split('-');
	return `${month}/${day}/${year}`;
};

export const periodOf = ({ from, to }: Statement): string => `${usDay(from)} - ${usDay(to)}`;

export const documentDateOf = ({ to }: Statement): string => to.toISOString().slice(0, 10);

/** The statement as the bank would print it. */
export function statementPdf(state: FinicityState, account: Account, statement: Statement): Buffer {
	const running = runningBalances(state, account);
	const { transactions } = statement;
	const [first] = transactions;
	const last = transactions.at(-1);
	const opening = first ? (running.get(first.id) ?? 0) - first.amount : account.balance;
	const closing = last ? (running.get(last.id) ?? 0) : account.balance;
	const money = (amount: number) => cents(amount).toFixed(2);
	const bank = institutionWith(account.institutionId)?.name ?? 'Bank';
	const lines = [
		`${bank} - Statement`,
		`${account.name}, account ending ${account.accountNumberDisplay}`,
		`Period ${periodOf(statement)}`,
		'',
		`Opening balance ${money(opening)} ${account.currency}`,
		...transactions.map(
			(one) =>
				`${usDay(new Date(orderOf(one) * 1000))}  ${money(one.amount).padStart(10)}  ${one.description}`,
		),
		`Closing balance ${money(closing)} ${account.currency}`,
	];
	return pdfOf(`${bank} ${periodOf(statement)}`, lines);
}
