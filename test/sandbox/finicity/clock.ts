/** A span of time. */
export interface Span {
	days?: number;
	hours?: number;
	minutes?: number;
	seconds?: number;
}

export const secondsOfDay = 24 * 60 * 60;

const hourOfNight = 4;

/** The time at the bank: the machine's, or one that stands still until it is moved. */
export class BankClock {
	private moved = 0;

	/** @param stoodAt when given, the time stands still there */
	constructor(private readonly stoodAt?: Date) {}

	/** In Unix milliseconds. */
	now(): number {
		return (this.stoodAt?.getTime() ?? Date.now()) + this.moved;
	}

	/** In Unix seconds, as most of the API writes it. */
	seconds(): number {
		return Math.floor(this.now() / 1000);
	}

	advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): void {
		this.moved += (days * secondsOfDay + hours * 3600 + minutes * 60 + seconds) * 1000;
	}

	reset(): void {
		this.moved = 0;
	}
}

/** The day that a time in Unix seconds lies in, counted from 1970-01-01. */
export const dayOf = (seconds: number): number => Math.floor(seconds / secondsOfDay);

/** Noon of a day, in Unix seconds: where the bank puts what it only knows the day of. */
export const noonOf = (day: number): number => day * secondsOfDay + secondsOfDay / 2;

/** The first nightly aggregation at or after a time, in Unix seconds. */
export function nightFrom(seconds: number): number {
	const tonight = dayOf(seconds) * secondsOfDay + hourOfNight * 3600;
	return tonight >= seconds ? tonight : tonight + secondsOfDay;
}

/** The last nightly aggregation at or before a time, in Unix seconds. */
export function lastNight(seconds: number): number {
	const next = nightFrom(seconds);
	return next === seconds ? seconds : next - secondsOfDay;
}
