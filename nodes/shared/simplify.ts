import type { IDataObject } from 'n8n-workflow';
import { readPath } from './json';

/**
 * The name under which an inner property comes out, in the bank's own way of writing: `bank.name` as
 * `bankName`, `last_attempt.id` as `last_attempt_id`.
 */
function flatName(path: string): string {
	if (path.includes('_')) return path.replaceAll('.', '_');
	return path.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What is left of a record when only these properties are kept, inner ones made flat. */
export function simplified(record: IDataObject, kept: readonly string[]): IDataObject {
	return Object.fromEntries(
		kept
			.map((path) => [flatName(path), readPath(record, path)] as const)
			.filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/** A record without what only comes out when the user asks for it. */
export function without(record: IDataObject, confidential: readonly string[]): IDataObject {
	return Object.fromEntries(
		Object.entries(record).filter(([name]) => !confidential.includes(name)),
	);
}
