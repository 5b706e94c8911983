import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorLines, Failure } from './failure';
import { dataFolder, n8nFolder } from './folders';
import { startGroup, stopGroup } from './group';

/** Kept where `npm ci` begins by deleting it, so an interrupted installation is never taken for a complete one. */
const stampFile = join(n8nFolder, 'node_modules/.complete');
const logFile = join(dataFolder, 'install.log');
const REPORT_EVERY = 10_000;

const steps = [
	{ what: 'Downloading n8n', args: ['ci'] },
	{
		// Of all the packages' install scripts only these two are needed and run.
		what: 'Preparing its database driver and its Node.js',
		args: ['rebuild', '--ignore-scripts=false', 'sqlite3', 'node'],
	},
];

async function currentStamp(): Promise<string> {
	const lock = await readFile(join(n8nFolder, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex');
	return `${hash} ${process.platform} ${process.arch}\n`;
}

/** Whether n8n, in the version of the lock file, is completely there. */
export async function isInstalled(): Promise<boolean> {
	const stamp = await readFile(stampFile, 'utf8').catch(() => undefined);
	return stamp === (await currentStamp());
}

async function runNpm(what: string, args: string[], signal?: AbortSignal): Promise<void> {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1_000);
	const log = await open(logFile, 'a');
	const npm = startGroup('npm', args, {
		cwd: n8nFolder,
		// Where the database driver must be compiled, the compiler's files stay in the project too.
		env: { ...process.env, npm_config_devdir: join(dataFolder, 'node-gyp') },
		stdio: ['ignore', log.fd, log.fd],
	});
	// npm takes its time to give up, and what it leaves behind is deleted at the next start anyway.
	const stop = () => void stopGroup(npm, 1_000);
	signal?.addEventListener('abort', stop, { once: true });
	const report = setInterval(() => console.log(`  ${what}: ${seconds()} s`), REPORT_EVERY);
	try {
		const [code] = (await once(npm, 'exit')) as [number | null];
		signal?.throwIfAborted();
		if (code !== 0) {
			throw new Failure(
				`"npm ${args.join(' ')}" failed in ${n8nFolder}:\n${await errorLines(logFile)}`,
			);
		}
		console.log(`  ${what}: done in ${seconds()} s`);
	} finally {
		clearInterval(report);
		signal?.removeEventListener('abort', stop);
		await log.close();
	}
}

/** Installs n8n into its folder in the project, unless it is already there. */
export async function installN8n(signal?: AbortSignal): Promise<void> {
	if (await isInstalled()) return;
	console.log('Installing n8n, once: this takes several minutes and about 2.3 GB in test/e2e/n8n.');
	await mkdir(dataFolder, { recursive: true });
	await writeFile(logFile, '');
	for (const { what, args } of steps) await runNpm(what, args, signal);
	await writeFile(stampFile, await currentStamp());
}
