import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { n8nFolder } from '../e2e/folders';

const run = promisify(execFile);
const nodeBinary = join(n8nFolder, 'node_modules/node/bin/node');

/**
 * Runs one of `scripts/` in a fresh process of the Node.js that n8n runs on, in n8n's folder.
 *
 * @param settings what it gets as its only argument, as JSON
 * @returns what it prints, as JSON
 */
export async function runScript<Result>(name: string, settings: object): Promise<Result> {
	const script = join(__dirname, 'scripts', `${name}.cjs`);
	const { stdout } = await run(nodeBinary, ['--expose-gc', script, JSON.stringify(settings)], {
		cwd: n8nFolder,
	});
	return JSON.parse(stdout) as Result;
}
