import { type SchemaFile } from './files';
import { hasGaps, type OutputSchema, schemaOf, withGapsFilled } from './outputSchema';
import type { Subject } from './subject';

/**
 * The schema of what comes out of an operation.
 *
 * @param plainly - what has come out of a plain run
 */
export async function schemaFor(subject: Subject, plainly: object[]): Promise<SchemaFile> {
	let schema: OutputSchema = schemaOf(plainly);
	for (const way of ['wholeAnswer', 'allFields'] as const) {
		if (hasGaps(schema)) schema = withGapsFilled(schema, schemaOf(await subject.run(way)));
	}
	return { ...schema, version: 1 };
}
