import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { PAGES, withTables } from './operations';

/** Writes the tables of operations into the pages of the banks. */
async function main(): Promise<void> {
	for (const [path, bank] of Object.entries(PAGES)) {
		const page = withTables(await readFile(path, 'utf8'), bank);
		const options = { ...(await resolveConfig(path)), filepath: path };
		await writeFile(path, await format(page, options));
	}
}

void main();
