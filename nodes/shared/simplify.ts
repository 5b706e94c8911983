import type { IDataObject } from 'n8n-workflow';
import { readPath } from './json';

/** The name under which an inner property comes out: `bank.name` as `bankName`. */
function flatName(path: string): string {
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
