import { Ajv } from 'ajv';
import { pathOf, readSchema, schemaPaths } from './files';
import { strictly } from './outputSchema';
import { schemaFor } from './schemaFor';
import { subjects } from './subjects';

const ajv = new Ajv({ allowUnionTypes: true });

it('there is a schema for each operation of each node, and no other (npm run schemas)', () => {
	expect(schemaPaths().sort()).toEqual(subjects.map(pathOf).sort());
});

describe.each(subjects)('$node: $resource $operation', (subject) => {
	it('has a schema that fits what comes out, and is made of it (npm run schemas)', async () => {
		const items = await subject.run('plain');
		expect(items).not.toHaveLength(0);
		const file = readSchema(pathOf(subject));
		// The editor takes none without properties.
		expect(file.properties).not.toEqual({});
		const fits = ajv.compile({ type: 'array', items: strictly(file) });
		fits(items);
		expect(fits.errors).toBeNull();
		expect(file).toEqual(await schemaFor(subject, items));
	});
});
