import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { OutputSchema } from './outputSchema';
import type { Subject } from './subject';

/** A schema as n8n reads it. */
export type SchemaFile = OutputSchema & { version: number };

const nodes = resolve(__dirname, '../../nodes');

/** Beside the node, for the only version that it has. */
const FOLDER = '__schema__';
const NODE_VERSION = 'v1.0.0';

/** Where n8n looks for the schema of an operation, below the folder of the nodes. */
export function pathOf({ node, resource, operation }: Subject): string {
	return join(node, FOLDER, NODE_VERSION, resource, `${operation}.json`);
}

/** The files that there are. */
export function schemaPaths(): string[] {
	return readdirSync(nodes, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).slice(nodes.length + 1))
		.filter((path) => path.split(sep).includes(FOLDER));
}

export function readSchema(path: string): SchemaFile {
	return JSON.parse(readFileSync(join(nodes, path), 'utf8')) as SchemaFile;
}

/** Writes these files, and removes all others. */
export function writeSchemas(files: ReadonlyMap<string, SchemaFile>): void {
	for (const path of schemaPaths()) rmSync(join(nodes, path));
	for (const [path, schema] of files) {
		mkdirSync(dirname(join(nodes, path)), { recursive: true });
		writeFileSync(join(nodes, path), JSON.stringify(schema));
	}
}
