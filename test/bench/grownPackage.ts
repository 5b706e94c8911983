import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

/** How many operations the nodes of the bench's own package have: Finicity's own number first. */
export const GROWTH = [24, 156, 300] as const;

const NAME = 'n8n-nodes-open-banking-bench';

/** Its node types in workflows. */
export const grownType = (count: number) => `${NAME}.grown${count}`;
export const declarativeType = (count: number) => `${NAME}.declarative${count}`;

/** The classes, by the names that n8n wants them to have. */
const classes = new Map<string, string>([
	...GROWTH.map((count): [string, string] => [`Grown${count}`, `grownNode(${count})`]),
	[`Declarative${GROWTH[0]}`, `declarativeNode(${GROWTH[0]})`],
]);

/**
 * Writes the bench's own package of nodes into an n8n: copies of Finicity with more operations, and
 * a declarative twin, on the engine of this package as it is installed there.
 *
 * @param packages the folder of that n8n's packages
 */
export async function installGrownPackage(packages: string): Promise<void> {
	const folder = join(packages, NAME);
	// As deep as in the project, so that the imports in it hold.
	const code = join(folder, 'test/bench');
	await rm(folder, { recursive: true, force: true });
	await mkdir(code, { recursive: true });
	await symlink('../n8n-nodes-open-banking/dist/nodes', join(folder, 'nodes'));
	const source = await readFile(join(__dirname, 'grown.ts'), 'utf8');
	const { outputText } = transpileModule(source, {
		compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
	});
	await writeFile(join(code, 'grown.js'), outputText);
	for (const [name, node] of classes) {
		const file = `const { grownNode, declarativeNode } = require('./grown');\nexports.${name} = ${node};\n`;
		await writeFile(join(code, `${name}.node.js`), file);
	}
	const manifest = {
		name: NAME,
		version: '0.0.0',
		n8n: {
			n8nNodesApiVersion: 1,
			nodes: [...classes.keys()].map((name) => `test/bench/${name}.node.js`),
			credentials: [],
		},
	};
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}
