import { dateOf, day, hour } from '../shared/time';

const berlin = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Europe/Berlin',
	dateStyle: 'short',
	timeStyle: 'medium',
});

/** V1 writes German time, without a zone. */
export function germanTime(at: number): string {
	const milliseconds = String(((at % 1000) + 1000) % 1000).padStart(3, '0');
	return `${berlin.format(at)}.${milliseconds}`;
}

/** V2 writes RFC 3339, with the offset that Germany has at the time. */
export function dateTime(at: number): string {
	const local = germanTime(at).replace(' ', 'T');
	const offset = (Date.parse(`${local}Z`) - at) / hour;
	return `${local}+${String(offset).padStart(2, '0')}:00`;
}

/** Web Form writes UTC, and its offset without a colon. */
export const utcTime = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

/** The day in Germany. Days written like this can be compared as texts. */
export const germanDay = (at: number): string => berlin.format(at).slice(0, 10);

/** The day that comes so many days after another one, or before it. */
export const daysAfter = (start: string, days: number): string =>
	dateOf(Date.parse(start) + days * day);

/** The same day of another month, or the last one that it has. */
export function monthsAfter(start: string, months: number): string {
	const [year = 0, month = 0, date = 0] = start.split('-').map(Number);
	const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
	return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDay)))
		.toISOString()
		.slice(0, 10);
}

/** What time it is at the bank: that of the machine, or one that stands still; moved on by hand. */
export class BankTime {
	private shift = 0;

	constructor(private readonly standsStillAt?: number) {}

	now(): number {
		return (this.standsStillAt ?? Date.now()) + this.shift;
	}

	/** Lets time pass at once. */
	advance(milliseconds: number): void {
		this.shift += milliseconds;
	}

	/** The same moment by the clock of the machine. */
	readonly onTheMachine = (at: number): number => at - this.shift;

	reset(): void {
		this.shift = 0;
	}
}
