import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PACKAGE = 'n8n-nodes-open-banking';

let folder: string;
let home: string;
let tarball: string;

/** What npm is told by its surroundings, but for who started this test. */
const env = () => ({
	...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
	HOME: home,
	npm_config_audit: 'false',
	npm_config_cache: join(folder, 'cache'),
	npm_config_fund: 'false',
	npm_config_offline: 'true',
	npm_config_update_notifier: 'false',
});

const run = (command: string, cwd: string) =>
	execFileSync('sh', ['-c', command], { cwd, env: env(), encoding: 'utf8', stdio: 'pipe' });

/** Files of a project, as they lie in its folder. */
function write(at: string, files: Record<string, object>): void {
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(join(at, path, '..'), { recursive: true });
		writeFileSync(join(at, path), JSON.stringify(content));
	}
}

/** What lies below a folder, with its content. */
const filesIn = (at: string) =>
	Object.fromEntries(
		readdirSync(at, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => join(parentPath, name))
			.sort()
			.map((path) => [path, readFileSync(path, 'utf8')]),
	);

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'open-banking-install-'));
	home = join(folder, 'home');
	mkdirSync(home);
	const source = join(folder, 'package');
	const peerDependencies = { 'n8n-workflow': '*' };
	write(source, { 'package.json': { name: PACKAGE, version: '0.1.0', peerDependencies } });
	run(`npm pack --silent --pack-destination '${folder}'`, source);
	tarball = join(folder, `${PACKAGE}-0.1.0.tgz`);
});

beforeEach(() => {
	rmSync(home, { recursive: true, force: true });
	mkdirSync(home);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The commands of the README, for a package without anything in it. */
function command(): string {
	const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
	const [found = ''] = /^mkdir .*\nnpm install .*\.tgz"$/m.exec(readme) ?? [];
	expect(found).toContain(' "$PWD/');
	return found.replace(/"\$PWD\/[^"]+"/, `'${tarball}'`);
}

const project = {
	'package.json': { name: 'of-the-user', dependencies: { kept: '1.0.0' } },
	'node_modules/kept/package.json': { name: 'kept', version: '1.0.0' },
};

describe("the README's command to install", () => {
	it.each([
		['the home folder', '.'],
		['the folder of n8n', '.n8n'],
	])('leaves a project in %s as it is', (_, place) => {
		write(join(home, place), project);
		const before = filesIn(home);
		run(command(), home);
		const after = filesIn(home);
		const nodes = join(home, '.n8n/nodes/');
		const own = Object.entries(after).filter(([path]) => !path.startsWith(nodes));
		expect(Object.fromEntries(own)).toEqual(before);
		expect(Object.keys(after)).toContain(join(nodes, 'node_modules', PACKAGE, 'package.json'));
	});

	it('brings no second n8n-workflow, which n8n has itself', () => {
		run(command(), home);
		expect(readdirSync(join(home, '.n8n/nodes/node_modules'))).not.toContain('n8n-workflow');
	});

	it('leaves the other packages that n8n has there', () => {
		const nodes = join(home, '.n8n/nodes');
		const other = join(folder, 'other');
		write(other, { 'package.json': { name: 'n8n-nodes-other', version: '1.0.0' } });
		write(nodes, { 'package.json': { name: 'installed-nodes', private: true } });
		run(`npm install --prefix '${nodes}' '${other}'`, home);
		run(command(), nodes);
		expect(readdirSync(join(nodes, 'node_modules'))).toEqual(
			expect.arrayContaining([PACKAGE, 'n8n-nodes-other']),
		);
	});
});
