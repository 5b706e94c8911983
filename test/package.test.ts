import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';
import {
	LazyPackageDirectoryLoader,
	PackageDirectoryLoader,
	resolveOutputSchemaPath,
} from 'n8n-core';
import { readSchema, schemaPaths } from './schemas/files';

interface Package {
	dependencies?: Record<string, string>;
	peerDependencies: Record<string, string>;
	keywords: string[];
	files: string[];
	n8n: { n8nNodesApiVersion: number; credentials: string[]; nodes: string[] };
}

let folder: string;

/** What npm would publish, unpacked. */
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'open-banking-tarball-'));
	execFileSync('npm', ['pack', '--pack-destination', folder, '--silent']);
	const [tarball = ''] = readdirSync(folder);
	execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
	// n8n-workflow comes from n8n, beside the package.
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unpacked = (...path: string[]) => join(folder, 'package', ...path);
const manifest = () => JSON.parse(readFileSync(unpacked('package.json'), 'utf8')) as Package;

describe('the published package', () => {
	it('is what n8n takes for a community package', () => {
		const { dependencies, peerDependencies, keywords, files, n8n } = manifest();
		expect(dependencies ?? {}).toEqual({});
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(keywords).toContain('n8n-community-node-package');
		expect(files).toEqual(['dist', '!dist/methods']);
		expect(n8n.n8nNodesApiVersion).toBe(1);
	});

	it('loads each node and credential that it lists, by the name of its file', () => {
		const { n8n } = manifest();
		for (const path of [...n8n.nodes, ...n8n.credentials]) {
			const name = path.split('/').pop()?.split('.')[0] ?? '';
			const exported = jest.requireActual<Record<string, new () => object>>(unpacked(path));
			const Class = exported[name];
			expect(Class && new Class()).toBeDefined();
		}
	});

	it('has the icons and codex files that they name', () => {
		for (const path of [
			'Finicity/finicity.svg',
			'Finicity/finicity.dark.svg',
			'Finicity/Finicity.node.json',
			'Finicity/FinicityTransactionTrigger.node.json',
			'Finicity/FinicityTrigger.node.json',
			'FinApi/finapi.svg',
			'FinApi/finapi.dark.svg',
			'FinApi/FinApi.node.json',
			'FinApi/FinApiTransactionTrigger.node.json',
			'SaltEdge/saltedge.svg',
			'SaltEdge/saltedge.dark.svg',
			'SaltEdge/SaltEdge.node.json',
			'SaltEdge/SaltEdgeTransactionTrigger.node.json',
			'SaltEdge/SaltEdgeTrigger.node.json',
		]) {
			expect(statSync(unpacked('dist', 'nodes', path)).size).toBeGreaterThan(0);
		}
	});

	it('holds only what runs', () => {
		const entries = readdirSync(unpacked(), { recursive: true, withFileTypes: true });
		const files = entries.filter((entry) => entry.isFile());
		const paths = files.map(({ parentPath, name }) => relative(unpacked(), join(parentPath, name)));
		const odd = paths.filter(
			(path) => !/\.(js|svg|node\.json)$/.test(path) && !path.split(sep).includes('__schema__'),
		);
		expect(odd.sort()).toEqual([
			'LICENSE',
			'README.md',
			'dist/known/credentials.json',
			'dist/known/nodes.json',
			'dist/types/credentials.json',
			'dist/types/nodes.json',
			'package.json',
		]);
	});

	it('has the descriptions that n8n reads at its start, without loading the nodes', async () => {
		const atStart = new LazyPackageDirectoryLoader(unpacked());
		const byLoading = new PackageDirectoryLoader(unpacked());
		await atStart.loadAll();
		await byLoading.loadAll();
		expect(atStart.isLazyLoaded).toBe(true);
		const plain = (types: unknown) =>
			JSON.parse(
				JSON.stringify(types, (name, value: unknown) =>
					// What n8n notes for itself while it loads a class.
					name === '__loadOptionsMethods' ? undefined : value,
				),
			) as unknown[];
		expect(atStart.types.nodes).toHaveLength(manifest().n8n.nodes.length);
		expect(atStart.types.nodes).toEqual(plain(byLoading.types.nodes));
		expect(atStart.types.credentials).toEqual(plain(byLoading.types.credentials));
		expect(atStart.known).toEqual(plain(byLoading.known));
	});

	it('has the schema of each operation where n8n looks for it', async () => {
		const loader = new LazyPackageDirectoryLoader(unpacked());
		await loader.loadAll();
		const found = schemaPaths().map((path) => {
			const [node = '', , , resource, file = ''] = path.split(sep);
			const { sourcePath = '' } =
				Object.values(loader.known.nodes).find(({ className }) => className === node) ?? {};
			const at = resolveOutputSchemaPath({
				nodeDir: dirname(unpacked(sourcePath)),
				version: '1.0.0',
				resource,
				operation: parse(file).name,
			});
			return [path, at && JSON.parse(readFileSync(at, 'utf8'))];
		});
		expect(found).toEqual(schemaPaths().map((path) => [path, readSchema(path)]));
	});

	it("passes n8n's own scan of community packages", async () => {
		const script = `
			import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
			const source = await analyzePackage(process.cwd(), SOURCE_FILE_PATTERNS);
			const built = await analyzePackage(${JSON.stringify(unpacked())}, ['**/*.js', 'package.json']);
			console.log(JSON.stringify([source, built]));
		`;
		const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
			encoding: 'utf8',
			// With jest's own NODE_ENV the lint rules take every file for one of their own tests.
			env: { ...process.env, NODE_ENV: 'production' },
		});
		const results = JSON.parse(output.trim().split('\n').pop() ?? '') as { passed: boolean }[];
		expect(results).toEqual([
			expect.objectContaining({ passed: true }),
			expect.objectContaining({ passed: true }),
		]);
	}, 120_000);
});
