import { dateOf, day } from '../../shared/time';
import type { Account } from './accounts';
import { openingCents } from './accounts';
import type { Booking } from './bookings';
import { booking, bookingsOn } from './bookings';

/** What becomes of a booking that a bank hands out again in a way that it is not known by. */
export type UnduplicationStrategy = 'mark_as_pending' | 'mark_as_duplicate' | 'delete_duplicated';

/** What was fetched of a connection at one time. */
export interface Fetch {
	at: number;
	accounts: readonly Account[];
	/** Days; what was made before or after is left out. */
	from: string;
	to: string;
	strategy: UnduplicationStrategy;
}

/** A transaction as Salt Edge keeps it. */
export interface Transaction extends Omit<Booking, 'key' | 'arrivesOn' | 'comesTwice'> {
	id: string;
	accountId: string;
	status: 'posted' | 'pending';
	duplicated: boolean;
	createdAt: number;
	updatedAt: number;
}

/** A payment that is not booked yet. */
interface Reservation {
	account: Account;
	booking: Booking;
	/** The number of the fetch that finds it booked. */
	bookedAt: number;
}

/** What banks hand out at the most: 13 months. */
const daysKept = 396;

/** Ids are handed out when a transaction arrives, so those that arrive late have high ones. */
export class Ledger {
	/** In the order in which they have arrived. */
	transactions: Transaction[] = [];
	private readonly balances = new Map<string, number>();
	private readonly known = new Set<string>();
	private reservations: Reservation[] = [];
	private nextId: bigint;
	private fetches = 0;

	constructor(firstId: string) {
		this.nextId = BigInt(firstId);
	}

	/** Takes in what is there at the bank. */
	take(fetch: Fetch): void {
		// What was reserved is dropped each time, and comes back under another id.
		const taken = new Set(fetch.accounts.map(({ id }) => id));
		this.transactions = this.transactions.filter(
			({ status, accountId }) => status === 'posted' || !taken.has(accountId),
		);
		const { reservations } = this;
		this.reservations = [];
		for (const account of fetch.accounts) {
			const latest = this.transactions.filter(({ accountId }) => accountId === account.id).at(-1);
			for (const each of newlyArrived(account, fetch)) this.post(fetch, account, each);
			const reserved = reservations.filter((one) => one.account.id === account.id);
			this.comeBack(fetch, reserved);
			if (this.fetches > 0) this.refresh(fetch, account, latest);
			this.reserve(fetch, account);
		}
		this.reservations.push(...reservations.filter((one) => !taken.has(one.account.id)));
		this.fetches += 1;
	}

	/** What is on an account, in cents. */
	balance({ id, kind }: Account): number {
		return this.balances.get(id) ?? openingCents[kind];
	}

	/** Forgets what an account had before a day. */
	forget(accountId: string, before: string): void {
		this.transactions = this.transactions.filter(
			(each) => each.accountId !== accountId || each.madeOn >= before,
		);
	}

	private post(fetch: Fetch, account: Account, one: Booking): void {
		const key = `${account.id} ${one.key}`;
		if (this.known.has(key) || !isWithin(fetch, one.madeOn)) return;
		this.known.add(key);
		this.add(fetch, account, one);
		this.balances.set(account.id, this.balance(account) + one.cents);
		if (one.comesTwice) this.add(fetch, account, repeated(one), { duplicated: true });
	}

	/** What was reserved is booked, or still is not. */
	private comeBack(fetch: Fetch, reserved: readonly Reservation[]): void {
		for (const reservation of reserved) {
			const { account, bookedAt } = reservation;
			if (this.fetches >= bookedAt) this.post(fetch, account, reservation.booking);
			else this.hold(fetch, reservation);
		}
	}

	/** What only a bank that was asked before has: something of today, of a week ago, and again. */
	private refresh(fetch: Fetch, account: Account, latest: Transaction | undefined): void {
		const number = this.fetches;
		const instant = {
			cents: 1_000 + number,
			description: `Echtzeit-Überweisung von Zoë, Runde ${number} 🍻`,
			category: 'restaurants',
			extra: { payer: 'Zoë Brønsted' },
		};
		this.post(fetch, account, booking(`instant ${number}`, fetch.at, instant));
		const late = {
			cents: -250 - number,
			description: `Nachbuchung Parkhaus Süd ${number}`,
			category: 'parking',
			daysLate: 5 + (number % 4),
		};
		const madeAt = fetch.at - late.daysLate * day;
		this.post(fetch, account, booking(`late ${number}`, madeAt, late));
		if (latest) this.takeAgain(fetch, account, latest);
	}

	private takeAgain(fetch: Fetch, account: Account, latest: Transaction): void {
		const again = repeated({ ...latest, key: '', arrivesOn: dateOf(fetch.at) });
		if (!isWithin(fetch, again.madeOn) || fetch.strategy === 'delete_duplicated') return;
		const isPending = fetch.strategy === 'mark_as_pending';
		this.add(fetch, account, again, isPending ? { status: 'pending' } : { duplicated: true });
	}

	/** What somebody has just paid by card: the bank knows of it, and books it later. */
	private reserve(fetch: Fetch, account: Account): void {
		const number = this.fetches;
		for (const [index, payee] of ['Café Zürich', 'Döner „Ümit“ 🥙'].entries()) {
			const details = {
				cents: -480 - 10 * number - index,
				description: payee,
				category: 'restaurants',
				extra: { payee, time: `08:1${index}:00` },
			};
			const key = `reserved ${number} ${index}`;
			const made = booking(key, fetch.at, details);
			this.hold(fetch, { account, booking: made, bookedAt: number + 1 + index });
		}
	}

	private hold(fetch: Fetch, reservation: Reservation): void {
		const { account, booking: made } = reservation;
		if (!isWithin(fetch, made.madeOn)) return;
		this.reservations.push(reservation);
		this.add(fetch, account, made, { status: 'pending' });
	}

	private add(
		{ at }: Fetch,
		account: Account,
		{ cents, madeOn, mode, description, category, extra }: Booking,
		particulars: Partial<Transaction> = {},
	): void {
		this.transactions.push({
			id: String(this.nextId++),
			accountId: account.id,
			status: 'posted',
			duplicated: false,
			...{ cents, madeOn, mode, description, category, extra },
			...{ createdAt: at, updatedAt: at },
			...particulars,
		});
	}
}

const isWithin = ({ from, to }: Fetch, date: string): boolean => date >= from && date <= to;

/** The same in other words, as some banks have it when they are asked once more. */
const repeated = (one: Booking): Booking => ({
	...one,
	description: one.description.toUpperCase(),
	extra: { ...one.extra, possible_duplicate: true },
});

/** What has arrived at the bank by the time of a fetch, in the order of its arrival. */
function newlyArrived(account: Account, { at, from }: Fetch): Booking[] {
	const today = dateOf(at);
	const start = Math.max(Date.parse(from), Date.parse(today) - daysKept * day);
	const bookings: Booking[] = [];
	for (let date = start; date <= Date.parse(today); date += day) {
		bookings.push(...bookingsOn(account, dateOf(date)));
	}
	return bookings
		.filter(({ arrivesOn }) => arrivesOn <= today)
		.sort((one, other) =>
			one.arrivesOn < other.arrivesOn ? -1 : Number(one.arrivesOn > other.arrivesOn),
		);
}
