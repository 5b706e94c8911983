import { orderOf } from './bookkeeping';
import { dayOf, noonOf } from './clock';
import { cents } from './ledger/booking';
import type { Transaction } from './model';

/** So many of a kind, and they are taken for one that comes back. */
const leastCount = 3;

const isoDay = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

const mean = (numbers: readonly number[]): number =>
	numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? 0;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Whether days lie about as far from one another each time. */
const isRegular = (gaps: readonly number[]): boolean =>
	Math.min(...gaps) > 10 && Math.max(...gaps) - Math.min(...gaps) <= 4;

function streamOf(transactions: readonly Transaction[], now: number) {
	const days = transactions.map((one) => dayOf(orderOf(one)));
	const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
	const [first] = transactions;
	if (!first || transactions.length < leastCount || !isRegular(gaps)) return [];
	const cadence = Math.round(mean(gaps));
	const next = (days.at(-1) ?? 0) + cadence;
	const amounts = transactions.map(({ amount }) => amount);
	return [
		{
			normalizedPayeeName: first.categorization.normalizedPayeeName,
			transactionCategories: [first.categorization.category],
			transactionIds: transactions.map(({ id }) => String(id)),
			cadence,
			status: next + cadence < dayOf(now) ? 'INACTIVE' : 'ACTIVE',
			expectedNextTransactionDate: isoDay(noonOf(next)),
			expectedNextTransactionAmount: cents(mean(amounts)),
			minimumHistoricalAmount: Math.min(...amounts),
			maximumHistoricalAmount: Math.max(...amounts),
			meanHistoricalAmount: cents(mean(amounts)),
			medianHistoricalAmount: cents(median(amounts)),
			countOfTransactions: transactions.length,
		},
	];
}

/** What comes back again and again among transactions that are in the order of their days. */
export function recurringStreams(transactions: readonly Transaction[], now: number) {
	const byPayee = new Map<string, Transaction[]>();
	for (const transaction of transactions.filter(({ status }) => status === 'active')) {
		const { normalizedPayeeName } = transaction.categorization;
		byPayee.set(normalizedPayeeName, [...(byPayee.get(normalizedPayeeName) ?? []), transaction]);
	}
	const streams = [...byPayee.values()].flatMap((group) => streamOf(group, now));
	return {
		recurringOutflows: streams.filter(({ meanHistoricalAmount }) => meanHistoricalAmount < 0),
		recurringInflows: streams.filter(({ meanHistoricalAmount }) => meanHistoricalAmount >= 0),
	};
}
