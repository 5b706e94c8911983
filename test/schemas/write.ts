import { pathOf, type SchemaFile, writeSchemas } from './files';
import { schemaFor } from './schemaFor';
import { subjects } from './subjects';

const files = new Map<string, SchemaFile>();

it.each(subjects)('makes the schema of $node: $resource $operation', async (subject) => {
	files.set(pathOf(subject), await schemaFor(subject, await subject.run('plain')));
});

it('writes all of them, or none', () => {
	expect(files.size).toBe(subjects.length);
	writeSchemas(files);
});
