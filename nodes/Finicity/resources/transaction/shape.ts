import type { IDataObject } from 'n8n-workflow';
import type { Columns } from '../../../shared/operation';
import { isoDay } from '../../times';

const text = (value: unknown) =>
	value === undefined || value === null ? null : String(value as string);

/** Posted first, or for a pending one the day on which it was made. */
function dateOf({ status, transactionDate, postedDate }: IDataObject): unknown {
	return status === 'pending' ? (transactionDate ?? postedDate) : (postedDate ?? transactionDate);
}

/** A short transaction; the names are the same for all banks. */
export const transactionSummary: Columns = {
	id: ({ id }) => text(id),
	accountId: ({ accountId }) => text(accountId),
	date: (transaction) => isoDay(dateOf(transaction)),
	valueDate: ({ effectiveDate }) => isoDay(effectiveDate),
	amount: 'amount',
	// A transaction is in the currency of its account, and doesn't name it.
	currency: () => null,
	description: 'description',
	counterparty: 'categorization.normalizedPayeeName',
	category: 'categorization.category',
	status: ({ status }) => (status === 'active' ? 'posted' : text(status)),
};

/** The same with the balances of the day, for the list that can be asked for them. */
export const accountTransactionSummary: Columns = {
	...transactionSummary,
	dayBeginningBalance: 'dailyBalance.beginning',
	dayEndingBalance: 'dailyBalance.ending',
};

/** A transaction with the balances of its day, when the page has some. */
export function withDailyBalance(transaction: IDataObject, { dailyBalances }: IDataObject) {
	if (!Array.isArray(dailyBalances)) return transaction;
	const day = isoDay(transaction.transactionDate ?? transaction.postedDate);
	const dailyBalance = (dailyBalances as IDataObject[]).find(({ date }) => isoDay(date) === day);
	return { ...transaction, dailyBalance: dailyBalance ?? null };
}
