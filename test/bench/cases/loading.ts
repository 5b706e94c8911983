import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Case } from '../bench';
import { n8nFolder, projectFolder } from '../../e2e/folders';
import { atMost, shown } from '../report';
import { runScript } from '../scripts';
import { byTurns, ratios } from '../statistics';

const run = promisify(execFile);
const KILOBYTE = 1_000;

/** What a fresh process tells of the nodes that it has loaded. */
interface Load {
	milliseconds: number;
	/** Bytes. */
	heap: number;
	operations: number;
	/** Characters of JSON. */
	description: number;
}

const others = ['Stripe', 'Hubspot', 'Airtable'] as const;

/** The files that n8n loads for this package, as it is installed there. */
async function ownFiles(folder: string): Promise<string[]> {
	const manifest = await readFile(join(folder, 'package.json'), 'utf8');
	const { n8n: entry } = JSON.parse(manifest) as { n8n: { nodes: string[] } };
	return entry.nodes.map((file) => join(folder, file));
}

const baseFolder = join(n8nFolder, 'node_modules/n8n-nodes-base');

function otherFile(name: string): string {
	return join(baseFolder, 'dist/nodes', name, `${name}.node.js`);
}

async function packedSize(): Promise<{ size: number; unpackedSize: number }> {
	const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: projectFolder });
	const [packed] = JSON.parse(stdout) as { size: number; unpackedSize: number }[];
	if (!packed) throw new Error('npm pack says nothing');
	return packed;
}

/** What it costs n8n that the package is there, and that it is used. */
export const loading: Case = async (bench) => {
	const { n8n, rounds, isSmoke } = bench;
	const folder = join(n8n.packages, 'n8n-nodes-open-banking');
	const files = await ownFiles(folder);
	const start = (path: string) => async () => await runScript<Load>('start', { folder: path });
	const load = (paths: string[]) => async () => await runScript<Load>('load', { files: paths });
	const [stripe, hubspot, airtable] = others;
	const jobs = {
		ownStart: start(folder),
		baseStart: start(baseFolder),
		own: load(files),
		[stripe]: load([otherFile(stripe)]),
		[hubspot]: load([otherFile(hubspot)]),
		[airtable]: load([otherFile(airtable)]),
	};
	const results = await byTurns(isSmoke ? 1 : 2 * rounds, jobs, n8n.settle);
	const rowOf = (name: string, loads: readonly Load[]) => [
		name,
		shown(loads.map(({ operations }) => operations)),
		shown(loads.map(({ milliseconds }) => milliseconds)),
		shown(loads.map(({ milliseconds, operations }) => milliseconds / operations)),
		shown(loads.map(({ heap }) => heap / KILOBYTE)),
		shown(loads.map(({ description }) => description / KILOBYTE)),
	];
	const perOperation = (loads: readonly Load[]) =>
		loads.map(({ milliseconds, operations }) => milliseconds / operations);
	const { size, unpackedSize } = await packedSize();
	return {
		title: 'Loading',
		explanation: `A fresh process of the same Node.js, with n8n's own packages loaded already. At its start n8n reads the descriptions of all nodes in a package; it loads a node's code, and makes one, when a workflow uses it. Shown are the time, the heap that is held afterwards, and the size of the descriptions as JSON. An operation counts once, whatever versions of the API it is there for. The package is ${shown([size / KILOBYTE])} kB packed and ${shown([unpackedSize / KILOBYTE])} kB unpacked.`,
		columns: ['Nodes', 'Operations', 'ms', 'ms an operation', 'Heap, kB', 'Description, kB'],
		rows: [
			rowOf("This package, at n8n's start", results.ownStart),
			rowOf("n8n-nodes-base, at n8n's start", results.baseStart),
			rowOf(`This package, ${files.length} nodes, when used`, results.own),
			...others.map((name) => rowOf(`${name}, when used`, results[name])),
		],
		verdicts: [
			atMost(
				"Loading at n8n's start: time an operation ÷ n8n-nodes-base",
				ratios(perOperation(results.ownStart), perOperation(results.baseStart)),
				1,
			),
			...others.map((name) =>
				atMost(
					`Loading when used: time an operation ÷ ${name}`,
					ratios(perOperation(results.own), perOperation(results[name])),
					1,
				),
			),
			atMost('Package, packed', [size / KILOBYTE], 200, ' kB'),
		],
	};
};
