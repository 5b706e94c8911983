import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workflow } from './editor';
import { projectFolder } from './folders';

async function read(path: string): Promise<Workflow> {
	return JSON.parse(await readFile(path, 'utf8')) as Workflow;
}

/** A workflow that only tests use, out of `workflows/`. */
export async function readWorkflow(file: string): Promise<Workflow> {
	return await read(join(__dirname, 'workflows', file));
}

/** An example for users, out of `examples/`. */
export async function readExample(file: string): Promise<Workflow> {
	return await read(join(projectFolder, 'examples', file));
}
