import type { IDataObject } from 'n8n-workflow';
import type { Columns, Shape } from '../operation';
import { readPath } from '../wire/json';

/**
 * The name under which an inner property comes out, in the bank's own way of writing: `bank.name` as
 * `bankName`, `last_attempt.id` as `last_attempt_id`.
 */
function flatName(path: string): string {
	if (path.includes('_')) return path.replaceAll('.', '_');
	return path.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What is left of a record when only these properties are kept, inner ones made flat. */
function simplified(record: IDataObject, kept: readonly string[]): IDataObject {
	return Object.fromEntries(
		kept
			.map((path) => [flatName(path), readPath(record, path)] as const)
			.filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/** A record in these columns, with null where it has nothing to say. */
function inColumns(record: IDataObject, columns: Columns): IDataObject {
	return Object.fromEntries(
		Object.entries(columns).map(([name, from]) => [
			name,
			(typeof from === 'string' ? readPath(record, from) : from(record)) ?? null,
		]),
	) as IDataObject;
}

function isList(simplify: readonly string[] | Columns): simplify is readonly string[] {
	return Array.isArray(simplify);
}

/** A record without some of its properties. */
function without(record: IDataObject, left: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => !left.includes(name)));
}

/** How much of a record the user wants. */
interface Wanted {
	simplify: boolean;
	includeSecret: boolean;
}

/** A record as it comes out: simplified or whole, and what is confidential only on request. */
export function shaped(
	record: IDataObject,
	{ simplify, confidential = [] }: Shape,
	wanted: Wanted,
): IDataObject {
	const { includeSecret } = wanted;
	if (simplify && wanted.simplify) {
		const asked = includeSecret ? confidential : [];
		return isList(simplify)
			? simplified(record, [...simplify, ...asked])
			: { ...inColumns(record, simplify), ...simplified(record, asked) };
	}
	return includeSecret || confidential.length === 0 ? record : without(record, confidential);
}
