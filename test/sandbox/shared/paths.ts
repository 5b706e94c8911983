/** The still encoded values of a template's placeholders; undefined when the path is another one. */
export function placeholdersIn(template: string, path: string): [string, string][] | undefined {
	const expected = template.split('/');
	const given = path.split('/');
	if (expected.length !== given.length) return undefined;
	const values: [string, string][] = [];
	for (const [index, part] of expected.entries()) {
		const value = given[index] ?? '';
		const name = /^\{(.+)\}$/.exec(part)?.[1];
		if (name === undefined ? part !== value : value === '') return undefined;
		if (name !== undefined) values.push([name, value]);
	}
	return values;
}
