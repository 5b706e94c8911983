import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './folders';

const run = promisify(execFile);

/**
 * Puts this package into an n8n's folder the way n8n's own installer does: packed, then unpacked,
 * so n8n sees the files that npm would publish and no others.
 *
 * @param userFolder the folder that holds that n8n's `.n8n`
 */
export async function installPackage(userFolder: string): Promise<void> {
	const manifest = await readFile(join(projectFolder, 'package.json'), 'utf8');
	const { name } = JSON.parse(manifest) as { name: string };
	const target = join(userFolder, '.n8n/nodes/node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	const pack = ['pack', '--silent', '--pack-destination', userFolder];
	const { stdout } = await run('npm', pack, { cwd: projectFolder });
	const tarball = join(userFolder, stdout.trim());
	await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	await rm(tarball);
}
