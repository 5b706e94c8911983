import { isDate } from '../../shared/time';
import type { Values } from '../../shared/validation';
import { refuse } from '../errors';

type QueryValue = Values['query'][string] | undefined;

/** Every word of a search must be part of one of the texts, whatever its case. */
export function matchesTerms(texts: readonly (string | null | undefined)[], search: QueryValue) {
	if (search === undefined) return true;
	const lower = texts.map((text) => (text ?? '').toLowerCase());
	const terms = String(search).toLowerCase().split(/\s+/);
	return terms.every((term) => lower.some((text) => text.includes(term)));
}

/** Whether a day or an amount lies between two bounds; what is unknown lies between none. */
export function isWithin(
	value: string | number | undefined,
	min: QueryValue,
	max: QueryValue,
): boolean {
	if (min === undefined && max === undefined) return true;
	if (value === undefined) return false;
	const [low, high] =
		typeof value === 'number'
			? [Number(min ?? -Infinity), Number(max ?? Infinity)]
			: [String(min ?? ''), String(max ?? '9999')];
	return low <= value && value <= high;
}

/** Refuses days that no calendar has. */
export function checkDays(query: Values['query'], ...names: readonly string[]): void {
	for (const name of names) {
		const day = query[name];
		if (day !== undefined && !isDate(String(day))) {
			refuse(400, 'BAD_REQUEST', `query ${name} is a day that no calendar has`);
		}
	}
}
