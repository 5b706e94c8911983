import type { IDataObject } from 'n8n-workflow';
import { plainText } from '../wire/json';
import { dayOf, daysBefore } from './days';
import { Seen } from './seen';
import type { Found, Reading, Watch } from './source';
import type { State } from './state';

/** A transaction with its columns, by which it is judged. */
export interface Row extends Found {
	columns: IDataObject;
}

/** What a poll has come to. */
export interface Verdict {
	/** Those that are new, in the order of the reading. */
	fresh: Row[];
	/** What is known from now on. */
	state: State;
}

/** Whether it was booked within so many days; none of them when there are 0. */
function isRecent({ columns }: Row, now: number, days: number): boolean {
	return days > 0 && plainText(columns.date) >= dayOf(daysBefore(now, days));
}

/**
 * Decides what is new. Ids alone tell what is known: a date or a time would miss what arrives late.
 * What an account brings before its history is in counts as history, and so does what the first poll
 * finds, but for the last days that the user wants of either.
 *
 * @param before what was known; nothing at the first poll
 */
export function judge(
	{ settings, now }: Watch,
	{ rows, reading, scope }: { rows: readonly Row[]; reading: Reading; scope: string },
	before: State | undefined,
): Verdict {
	const { firstDays, newAccountDays } = settings;
	const seen = before?.seen ?? new Seen();
	const isNews = (row: Row): boolean => {
		if (!before) return isRecent(row, now, firstDays);
		const isHistory = !before.accounts.has(plainText(row.columns.accountId));
		if (isHistory) return isRecent(row, now, newAccountDays);
		// A bank may give more than it was asked for, and would give it each time.
		return reading.asksFor?.(row.group) ?? reading.holds(row.group);
	};
	const fresh: Row[] = [];
	for (const row of rows) {
		const { key, group } = row;
		if (!seen.has(key) && isNews(row)) fresh.push(row);
		if (reading.holds(group)) seen.add(key, group);
	}
	seen.prune((group) => reading.holds(group));
	const accounts = new Set([...(before?.accounts ?? []), ...reading.accounts]);
	const cursor = { ...before?.cursor, ...reading.cursor };
	return { fresh, state: { scope, at: now, accounts, cursor, seen } };
}
