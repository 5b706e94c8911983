/**
 * What becomes of a booking: final at once; pending first and then final in place or under another
 * id; pending and never final; or final and taken back by the bank a week later.
 */
export type Fate = 'final' | 'inPlace' | 'newId' | 'dropped' | 'takenBack';

/** What a bank knows of one movement of money. */
export interface Booking {
	/** Days since 1970-01-01. */
	day: number;
	/** Of the bookings of the account on that day. */
	number: number;
	amount: number;
	description: string;
	memo?: string;
	type: string;
	payee: string;
	category: string;
	fate: Fate;
	city?: string;
	state?: string;
	country?: string;
	/** The day of the purchase is not told, only that of the booking. */
	onlyPosted?: boolean;
	/** What loans and investments tell besides. */
	more?: Record<string, string | number>;
}

/** A booking before it has its place in the ledger. */
export type Draft = Pick<Booking, 'amount' | 'description' | 'payee' | 'category' | 'type'> &
	Partial<Booking>;

/** The day of a month: 1 to 31. */
export const dayOfMonth = (day: number): number => dateOf(day).getUTCDate();

export const isLastOfMonth = (day: number): boolean => dayOfMonth(day + 1) === 1;

export const dateOf = (day: number): Date => new Date(day * 24 * 60 * 60 * 1000);

export const cents = (amount: number): number => Math.round(amount * 100) / 100;
