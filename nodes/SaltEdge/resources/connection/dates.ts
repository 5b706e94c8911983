import type { Complaint } from '../../../shared/operation';

const DAY = 24 * 60 * 60 * 1000;
const OLDEST_DAYS = 365;

/** A day as `YYYY-MM-DD`, so many days from now. */
function day(fromNow: number): string {
	return new Date(Date.now() + fromNow * DAY).toISOString().slice(0, 10);
}

/**
 * What is wrong with a pair of days as `YYYY-MM-DD`, which sort as texts. Where it may be another day
 * already in the time zone of the bank, the bank decides.
 */
export function dateComplaint(
	sent: ReadonlyMap<string, unknown>,
	{ from, to }: { from: string; to: string },
): Complaint | undefined {
	const start = sent.get(from);
	if (typeof start === 'string' && start < day(-OLDEST_DAYS - 1)) {
		return {
			field: from,
			message: `must be at most ${OLDEST_DAYS} days back, but is ${start}`,
			wayOut: 'Salt Edge gives no older data. Choose a later day.',
		};
	}
	return orderComplaint(sent, { from, to });
}

/** What is wrong with a pair of days as `YYYY-MM-DD` that has its end before its beginning. */
export function orderComplaint(
	sent: ReadonlyMap<string, unknown>,
	{ from, to }: { from: string; to: string },
): Complaint | undefined {
	const [start, end] = [sent.get(from), sent.get(to)];
	return typeof start === 'string' && typeof end === 'string' && end < start
		? {
				field: to,
				message: `must not be before the from date ${start}, but is ${end}`,
				wayOut: 'Choose a later day, or an earlier from date.',
			}
		: undefined;
}

/** What is wrong with a last day that may be tomorrow at most. */
export function futureComplaint(
	sent: ReadonlyMap<string, unknown>,
	field: string,
): Complaint | undefined {
	const end = sent.get(field);
	return typeof end === 'string' && end > day(2)
		? {
				field,
				message: `must be tomorrow at most, but is ${end}`,
				wayOut: 'Leave it empty for everything until today.',
			}
		: undefined;
}
