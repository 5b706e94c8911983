import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workflow } from './editor';

/** An example workflow, out of `workflows/`. */
export async function readWorkflow(file: string): Promise<Workflow> {
	return JSON.parse(await readFile(join(__dirname, 'workflows', file), 'utf8')) as Workflow;
}
