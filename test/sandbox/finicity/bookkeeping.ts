import { dayOf, nightFrom, noonOf } from './clock';
import type { Booking } from './ledger/booking';
import { cents } from './ledger/booking';
import { bookingsOn } from './ledger';
import type { Account, Transaction } from './model';
import type { FinicityState } from './state';

/** How far back an account's transactions go when it is added, and when history is loaded. */
const daysWhenAdded = 180;
const daysOfHistory = 730;

/** A purchase is pending for so long. */
const daysPending = 3;
/** Banks change and add what lies back so far. */
const daysRewritten = 15;
/** What a bank takes back is gone after so long. */
const daysUntilTakenBack = 7;

const sumOf = (transactions: Iterable<Transaction>): number =>
	[...transactions]
		.filter(({ status }) => status === 'active')
		.reduce((sum, { amount }) => sum + amount, 0);

/** All that the bank has booked on a day. */
function allBookings(state: FinicityState, account: Account, day: number): Booking[] {
	const further = state.furtherBookings.get(account.id) ?? [];
	return [...bookingsOn(account, day), ...further.filter((booking) => booking.day === day)];
}

/** The status of a booking so many days after it; none when there is nothing of it any more. */
function statusOf({ fate }: Booking, age: number): Transaction['status'] | undefined {
	if (fate === 'takenBack') return age < daysUntilTakenBack ? 'active' : 'shadow';
	if (fate === 'final') return 'active';
	if (age < daysPending) return 'pending';
	return fate === 'dropped' ? undefined : 'active';
}

const hasNewId = ({ fate }: Booking, status: Transaction['status']): boolean =>
	fate === 'newId' && status === 'active';

/**
 * The id is one of the customer's only: the first accounts of two customers have the same ones.
 * At accounts whose id is beyond 2^53, so are those of the transactions.
 */
function idOf(state: FinicityState, account: Account, booking: Booking, isNew: boolean): bigint {
	const place = state.places.get(account.id) ?? 0;
	const beyond = account.institutionLoginId > 2n ** 53n ? 9_007_199_254_740_992n : 0n;
	const number = booking.day * 1_000 + booking.number + (isNew ? 500 : 0);
	return beyond + BigInt(place) * 10_000_000_000n + BigInt(number);
}

function transactionOf(
	state: FinicityState,
	account: Account,
	booking: Booking,
	status: Transaction['status'],
	createdDate: number,
): Transaction {
	const id = idOf(state, account, booking, hasNewId(booking, status));
	const { amount, description, memo, type, payee, category, city, country = 'US' } = booking;
	return {
		id,
		amount,
		uniqueTransactionId: `${account.id}-${id}`,
		accountId: Number(account.id),
		customerId: Number(account.customerId),
		status,
		description,
		memo,
		type,
		...datesOf(booking, status),
		createdDate,
		...booking.more,
		categorization: {
			normalizedPayeeName: payee,
			category,
			city,
			state: booking.state,
			country,
			bestRepresentation: description.replace(/[^\p{L} ]+/gu, ' ').trim(),
		},
	};
}

function datesOf(
	{ day, fate, onlyPosted }: Booking,
	status: Transaction['status'],
): Pick<Transaction, 'transactionDate' | 'postedDate'> {
	const waited = fate === 'inPlace' || fate === 'newId' ? daysPending : 0;
	return {
		transactionDate: onlyPosted ? undefined : noonOf(day),
		postedDate: status === 'pending' ? undefined : noonOf(day + waited),
	};
}

/** Brings what is known of a booking to what the bank has of it now. */
function takeOver(
	known: Map<string, Transaction>,
	key: string,
	now: Transaction | undefined,
): void {
	const before = known.get(key);
	if (!now) known.delete(key);
	else if (before?.id !== now.id) known.set(key, now);
	else if (before.status !== now.status)
		known.set(key, { ...now, createdDate: before.createdDate });
}

/**
 * Takes over the bookings of some days as the bank has them at a time.
 *
 * @param seenAt when a booking was first seen
 */
function read(
	state: FinicityState,
	account: Account,
	{ from, to, at }: { from: number; to: number; at: number },
	seenAt: (booking: Booking, status: Transaction['status']) => number,
): Map<string, Transaction> {
	const known = state.transactions.get(account.id) ?? new Map<string, Transaction>();
	state.transactions.set(account.id, known);
	for (let day = from; day <= to; day += 1) {
		if (noonOf(day) > at) break;
		for (const booking of allBookings(state, account, day)) {
			const status = statusOf(booking, dayOf(at) - day);
			const transaction =
				status && transactionOf(state, account, booking, status, seenAt(booking, status));
			takeOver(known, `${day}.${booking.number}`, transaction);
		}
	}
	return known;
}

/** What the nights since the account was added have brought. */
function known(state: FinicityState, account: Account): Map<string, Transaction> {
	const already = state.transactions.get(account.id);
	if (already) return already;
	const { createdDate, aggregationSuccessDate } = account;
	if (aggregationSuccessDate === undefined) return new Map();
	const span = {
		from: dayOf(createdDate) - daysWhenAdded,
		to: dayOf(aggregationSuccessDate),
		at: aggregationSuccessDate,
	};
	return read(state, account, span, (booking, status) => {
		const waited = hasNewId(booking, status) ? daysPending : 0;
		return Math.max(createdDate, nightFrom(noonOf(booking.day + waited)));
	});
}

/** The transactions of an account as they were read last, in the order of their days. */
export function transactionsOf(state: FinicityState, account: Account): Transaction[] {
	return [...known(state, account).values()].sort(
		(one, other) => orderOf(one) - orderOf(other) || (one.id < other.id ? -1 : 1),
	);
}

/** What a transaction is sorted and chosen by. */
export const orderOf = ({ transactionDate, postedDate }: Transaction): number =>
	transactionDate ?? postedDate ?? 0;

/** What is pending on an account, in money. */
export const pendingAmount = (state: FinicityState, account: Account): number =>
	transactionsOf(state, account)
		.filter(({ status }) => status === 'pending')
		.reduce((sum, { amount }) => sum + amount, 0);

/** Reads what the bank has, up to now; a bank that gives nothing leaves its code. */
export function aggregate(state: FinicityState, accounts: readonly Account[]): Account[] {
	const now = state.clock.seconds();
	for (const account of accounts) {
		account.aggregationAttemptDate = now;
		account.lastUpdatedDate = now;
		account.aggregationStatusCode = state.loginOf(account)?.trouble ?? 0;
		if (account.aggregationStatusCode === 0) readUpToNow(state, account, now);
	}
	return [...accounts];
}

function readUpToNow(state: FinicityState, account: Account, now: number): void {
	const { aggregationSuccessDate: last, createdDate } = account;
	const oldest = dayOf(createdDate) - daysWhenAdded;
	const before = sumOf(known(state, account).values());
	const from = last === undefined ? oldest : Math.max(dayOf(last) - daysRewritten, oldest);
	const after = sumOf(read(state, account, { from, to: dayOf(now), at: now }, () => now).values());
	// What was there when the account was added is in its balance already.
	if (last !== undefined) account.balance = cents(account.balance + after - before);
	account.aggregationSuccessDate = now;
	account.status = 'active';
	account.balanceDate = now;
	setSpan(state, account);
	const { detail } = account;
	if (detail && 'availableBalanceAmount' in detail) {
		detail.availableBalanceAmount = cents(account.balance + pendingAmount(state, account));
	}
}

/** Tells how far the transactions of an account reach. */
function setSpan(state: FinicityState, account: Account): void {
	const dates = transactionsOf(state, account).map(orderOf);
	account.oldestTransactionDate = dates[0];
	account.lastTransactionDate = dates.at(-1);
}

/** Loads what is older than what was read when the account was added; a second time nothing. */
export function loadHistory(state: FinicityState, account: Account): void {
	const now = state.clock.seconds();
	known(state, account);
	const added = dayOf(account.createdDate);
	const span = { from: added - daysOfHistory, to: added - daysWhenAdded - 1, at: now };
	read(state, account, span, () => now);
	Object.assign(account, { aggregationAttemptDate: now, aggregationSuccessDate: now });
	setSpan(state, account);
}

/** A transaction that no bank has booked, for who tests what he is told of. */
export function addTransaction(
	state: FinicityState,
	account: Account,
	{
		amount,
		description,
		status,
		...dates
	}: Pick<Transaction, 'amount' | 'description' | 'status' | 'postedDate' | 'transactionDate'>,
): Transaction {
	const id = BigInt(state.newId('testTransaction'));
	const now = state.clock.seconds();
	const transaction: Transaction = {
		...{ id, amount, uniqueTransactionId: `${account.id}-${id}` },
		...{ accountId: Number(account.id), customerId: Number(account.customerId) },
		...{ status, description, type: amount < 0 ? 'debit' : 'credit', ...dates },
		createdDate: now,
		categorization: {
			...{ normalizedPayeeName: description, category: 'Uncategorized', country: 'US' },
			bestRepresentation: description,
		},
	};
	known(state, account).set(`test.${id}`, transaction);
	if (status === 'active') account.balance = cents(account.balance + amount);
	setSpan(state, account);
	return transaction;
}

/** Whether what is older has been loaded. */
export function hasHistory(state: FinicityState, account: Account): boolean {
	const first = transactionsOf(state, account)[0];
	return first !== undefined && dayOf(orderOf(first)) < dayOf(account.createdDate) - daysWhenAdded;
}
