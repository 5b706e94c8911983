const DAY = 24 * 60 * 60 * 1000;

/**
 * The moment so many days before another one, both in milliseconds since 1970. None is earlier than
 * that: who enters a great many days wants all that there is.
 */
export function daysBefore(moment: number, days: number): number {
	return Math.max(0, moment - days * DAY);
}

/** The day of a moment in UTC. Days written like this can be compared as texts. */
export function dayOf(moment: number): string {
	return new Date(moment).toISOString().slice(0, 10);
}
