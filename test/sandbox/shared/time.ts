export const minute = 60 * 1000;
export const hour = 60 * minute;
export const day = 24 * hour;

export const dateTime = (at: number): string => new Date(at).toISOString();

export const dateTimeOrNull = (at: number | null | undefined): string | null =>
	at === null || at === undefined ? null : dateTime(at);

/** The date in UTC. Dates written like this can be compared as texts. */
export const dateOf = (at: number): string => dateTime(at).slice(0, 10);

/** Whether a calendar has the day. */
export function isDate(text: string): boolean {
	const at = Date.parse(text);
	// The parser takes the 31st of every month, and means a day of the next one.
	return !Number.isNaN(at) && dateOf(at) === text;
}
