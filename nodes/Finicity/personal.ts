import type { Format } from '../shared/operation';

/** A social security number, which every field for it masks. */
export const SSN: Format = {
	pattern: /^(\d{9}|\d{3}-\d{2}-\d{4})$/,
	hint: 'nine digits, with hyphens (123-45-6789) or without',
};

export function plainSsn(text: string): string {
	return text.replaceAll('-', '');
}

const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

/** A birthday, which every field for it masks. */
export const BIRTHDAY: Format = {
	pattern: /^[12]\d{3}-\d{2}-\d{2}$/,
	hint: 'a day as YYYY-MM-DD',
	// One that the calendar doesn't have would be taken for a later one.
	holds: (text) => {
		const noon = noonOf(text);
		return !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(text);
	},
};

/** The noon of the day in Unix seconds, which is that day in every time zone of the country. */
export function birthdayToNoon(text: string): number {
	return noonOf(text).getTime() / 1000;
}

export function birthdayToParts(text: string): object {
	const [year, month, dayOfMonth] = text.split('-').map(Number);
	return { year, month, dayOfMonth };
}
