/** A time of the bank, in Unix seconds, as ISO 8601; null when there is none. */
export function isoTime(seconds: unknown): string | null {
	const time = new Date(Number(seconds) * 1000);
	return seconds === undefined || seconds === null || Number.isNaN(time.getTime())
		? null
		: time.toISOString();
}

/** The same as a day. The bank writes a day as its noon in UTC. */
export function isoDay(seconds: unknown): string | null {
	return isoTime(seconds)?.slice(0, 10) ?? null;
}
