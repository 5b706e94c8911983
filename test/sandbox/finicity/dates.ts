/** Unix seconds the way the newer calls write them: with a space where ISO 8601 has a T. */
export const dateTimeText = (seconds: number): string =>
	`${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}+00:00`;

export const isoDateTime = (seconds: number): string =>
	`${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
