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

/** Turns a record into what comes out. */
type Shaper = (record: IDataObject) => IDataObject;

/** What stands where a path says. */
function readAt(path: string): (record: IDataObject) => unknown {
	return path.includes('.') ? (record) => readPath(record, path) : (record) => record[path];
}

/** Leaves only these properties, inner ones made flat. */
function keeping(kept: readonly string[]): Shaper {
	const properties = kept.map((path) => ({ name: flatName(path), read: readAt(path) }));
	return (record) => {
		const left: Record<string, unknown> = {};
		for (const { name, read } of properties) {
			const value = read(record);
			if (value !== undefined) left[name] = value;
		}
		return left as IDataObject;
	};
}

/** Puts a record into columns, with null where it has nothing to say. */
function inColumns(columns: Columns): Shaper {
	const readers = Object.entries(columns).map(([name, from]) => ({
		name,
		read: typeof from === 'string' ? readAt(from) : from,
	}));
	return (record) => {
		const row: Record<string, unknown> = {};
		for (const { name, read } of readers) row[name] = read(record) ?? null;
		return row as IDataObject;
	};
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

/** Those that were made, by shape and by what is wanted of it. */
const shapers = new WeakMap<Shape, Map<string, Shaper>>();

/**
 * How a record comes out: simplified or whole, and what is confidential only on request. Made once for
 * all items that want the same, because it takes the paths apart.
 */
export function shaper(shape: Shape, wanted: Wanted): Shaper {
	const known = shapers.get(shape) ?? new Map<string, Shaper>();
	shapers.set(shape, known);
	const want = `${wanted.simplify} ${wanted.includeSecret}`;
	const made = known.get(want) ?? newShaper(shape, wanted);
	known.set(want, made);
	return made;
}

function newShaper({ simplify, confidential = [] }: Shape, wanted: Wanted): Shaper {
	const { includeSecret } = wanted;
	if (simplify && wanted.simplify) {
		const asked = includeSecret ? confidential : [];
		if (isList(simplify)) return keeping([...simplify, ...asked]);
		const [row, rest] = [inColumns(simplify), keeping(asked)];
		return asked.length > 0 ? (record) => ({ ...row(record), ...rest(record) }) : row;
	}
	if (includeSecret || confidential.length === 0) return (record) => record;
	return (record) => without(record, confidential);
}
