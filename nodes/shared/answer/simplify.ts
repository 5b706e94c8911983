import type { IDataObject } from 'n8n-workflow';
import type { Column, Shape } from '../operation';
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
function reduced(record: IDataObject, kept: readonly string[]): IDataObject {
	return Object.fromEntries(
		kept
			.map((path) => [flatName(path), readPath(record, path)] as const)
			.filter(([, value]) => value !== undefined),
	) as IDataObject;
}

function valueOf(record: IDataObject, column: Column): unknown {
	return typeof column === 'string' ? (readPath(record, column) ?? null) : column(record);
}

/** A record under names of the project's own, the same for every record of its kind. */
function renamed(record: IDataObject, columns: Readonly<Record<string, Column>>): IDataObject {
	return Object.fromEntries(
		Object.entries(columns)
			.map(([name, column]) => [name, valueOf(record, column)] as const)
			.filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/** A record without some of its properties. */
function without(record: IDataObject, left: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => !left.includes(name)));
}

function isList<T>(value: readonly string[] | T): value is readonly string[] {
	return Array.isArray(value);
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
		const secret = reduced(record, includeSecret ? confidential : []);
		const short = isList(simplify) ? reduced(record, simplify) : renamed(record, simplify);
		return { ...short, ...secret };
	}
	return includeSecret || confidential.length === 0 ? record : without(record, confidential);
}
