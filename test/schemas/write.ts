import { pathOf, type SchemaFile, writeSchemas } from './files';
import { schemaFor } from './schemaFor';
import { subjects } from './subjects';

it('writes the schema of each operation', async () => {
	const files = new Map<string, SchemaFile>();
	for (const subject of subjects) {
		files.set(pathOf(subject), await schemaFor(subject, await subject.run('plain')));
	}
	writeSchemas(files);
}, 600_000);
