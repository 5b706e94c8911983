import type { Account, Booking, Connection, Transaction } from '../model';
import type { FinApiState } from '../state';
import { daysAfter, germanDay, monthsAfter } from '../time';
import { bookingsBetween } from './calendar';
import { occasionsOf } from './occasions';

/** How far back banks go by themselves. */
const months = 13;

/** From this on, ids have more digits than a JavaScript number. */
const longId = 16;

/** Brings what has been booked on an account since the last time, or in the past at first. */
export function deliver(
	state: FinApiState,
	account: Account,
	{ at, maxDays }: { at: number; maxDays: number },
): Transaction[] {
	const today = germanDay(at);
	const firstDay =
		account.nextDay ??
		(maxDays > 0 ? daysAfter(today, 1 - maxDays) : daysAfter(monthsAfter(today, -months), 1));
	const bookings = [
		...bookingsBetween(account.type, firstDay, today),
		...occasionsOf(account, today, firstDay),
	].sort((one, other) =>
		one.bankBookingDate < other.bankBookingDate
			? -1
			: Number(one.bankBookingDate > other.bankBookingDate),
	);
	const before = account.comingAgain;
	account.comingAgain = [];
	account.nextDay = daysAfter(today, 1);
	account.deliveries += 1;
	return [...before, ...bookings].map((booking) =>
		addBooking(state, account, booking, { at, today }),
	);
}

/** Writes one booking down. */
export function addBooking(
	state: FinApiState,
	account: Account,
	booking: Booking,
	{ at, today }: { at: number; today: string },
): Transaction {
	const kind = account.id.length >= longId ? 'longTransaction' : 'transaction';
	const { bankBookingDate } = booking;
	const transaction: Transaction = {
		isPotentialDuplicate: false,
		isAdjustingEntry: false,
		...booking,
		id: state.newId(kind),
		accountId: account.id,
		parentId: null,
		finapiBookingDate: bankBookingDate > today ? today : bankBookingDate,
		categoryId: null,
		isCategorized: false,
		labelIds: [],
		isNew: true,
		importedAt: at,
	};
	state.transactions.set(transaction.id, transaction);
	return transaction;
}

/** Finds categories for all transactions of a connection that have none; the user's word stands. */
export function categorize(state: FinApiState, { accounts, userId }: Connection): void {
	const training = state.users.get(userId)?.training;
	const byName = new Map([...state.categories.values()].map(({ id, name }) => [name, id]));
	for (const transaction of state.transactionsOn(new Set(accounts.map(({ id }) => id)))) {
		if (transaction.isCategorized || transaction.categoryId !== null) continue;
		const { counterpartName, category } = transaction;
		const found = training?.get(counterpartName ?? '') ?? byName.get(category ?? '');
		transaction.categoryId = found ?? null;
	}
}

/** What is on an account, in cents: whatever was on it at first and everything since. */
export function balanceOf(state: FinApiState, account: Account): number {
	const on = state.transactionsOn(new Set([account.id]));
	const originals = on.filter(({ parentId }) => parentId === null);
	return originals.reduce((sum, { cents }) => sum + cents, account.opening);
}
