import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { dataFolder, projectFolder } from './folders';
import { freePort } from './ports';

const run = promisify(execFile);

interface Start {
	process: ChildProcess;
	n8nPort: number;
	bankPort: number;
	output(): string;
	ended: Promise<unknown[]>;
}

const starts: Start[] = [];

/** What `npm start` does after the build, on ports that nobody uses unless they are given. */
async function start(ports: { n8n?: number; bank?: number } = {}): Promise<Start> {
	const n8nPort = ports.n8n ?? (await freePort());
	const bankPort = ports.bank ?? (await freePort());
	const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'start.ts')], {
		cwd: projectFolder,
		env: { ...process.env, N8N_PORT: String(n8nPort), FINICITY_PORT: String(bankPort) },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	child.stdout.on('data', (text) => (output += String(text)));
	child.stderr.on('data', (text) => (output += String(text)));
	const started = { process: child, n8nPort, bankPort, output: () => output };
	starts.push({ ...started, ended: once(child, 'exit') });
	return starts.at(-1) as Start;
}

async function isUp(url: string): Promise<boolean> {
	return await fetch(url).then(
		() => true,
		() => false,
	);
}

async function untilReady({ process: child, output }: Start): Promise<void> {
	while (!output().includes('Ctrl+C')) {
		if (child.exitCode !== null) throw new Error(output());
		await sleep(100);
	}
}

/** Fails when something of a start still answers some seconds after its end. */
async function expectNothingLeft({ n8nPort, bankPort }: Start): Promise<void> {
	for (
		let patience = 100;
		patience > 0 && (await isUp(`http://127.0.0.1:${n8nPort}`));
		patience -= 1
	) {
		await sleep(100);
	}
	expect(await isUp(`http://127.0.0.1:${n8nPort}`)).toBe(false);
	expect(await isUp(`http://127.0.0.1:${bankPort}`)).toBe(false);
}

afterEach(async () => {
	for (const { process: child, n8nPort, ended } of starts.splice(0)) {
		child.kill('SIGKILL');
		await ended;
		await rm(join(dataFolder, `start-${n8nPort}`), { recursive: true, force: true, maxRetries: 5 });
	}
});

it('runs the example, names the editor, and stops everything at Ctrl+C, time and again', async () => {
	const first = await start();
	await untilReady(first);
	expect(first.output()).toContain('Create Testing Customer: 1 item\n');
	expect(first.output()).toContain('Get Accounts: 2 items\n');
	expect(first.output()).toContain('FinBank Checking');
	expect(first.output()).toContain('Ended with: success');
	expect(first.output()).toContain(`The editor: http://127.0.0.1:${first.n8nPort}\n`);
	first.process.kill('SIGINT');
	expect(await first.ended).toEqual([0, null]);
	await expectNothingLeft(first);

	const second = await start({ n8n: first.n8nPort, bank: first.bankPort });
	await untilReady(second);
	expect(second.output()).toContain('Ended with: success');
	second.process.kill('SIGTERM');
	expect(await second.ended).toEqual([0, null]);
	await expectNothingLeft(second);
});

it('can be stopped while it still starts', async () => {
	const started = await start();
	while (!started.output().includes('Starting n8n')) await sleep(50);
	await sleep(1_500);
	started.process.kill('SIGINT');
	expect(await started.ended).toEqual([0, null]);
	await expectNothingLeft(started);
});

it('says so when n8n ends by itself', async () => {
	const started = await start();
	await untilReady(started);
	await run('pkill', ['-KILL', '-P', String(started.process.pid)]);
	expect(await started.ended).toEqual([1, null]);
	expect(started.output()).toContain('n8n ended by itself. The end of its log:');
	expect(started.output()).toContain('Editor is now accessible via:');
	await expectNothingLeft(started);
});

it('leaves nothing behind when it is killed itself', async () => {
	const started = await start();
	await untilReady(started);
	started.process.kill('SIGKILL');
	await started.ended;
	await expectNothingLeft(started);
});

it.each([
	['N8N_PORT', 'n8n'],
	['FINICITY_PORT', 'bank'],
])('names a port that is taken, and %s to choose another', async (variable, which) => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as { port: number };
	const started = await start({ [which]: port });
	expect(await started.ended).toEqual([1, null]);
	expect(started.output()).toMatch(
		new RegExp(
			`^Port ${port} is already in use\\. Stop what uses it, .*${variable}=\\d+ npm start\\n$`,
		),
	);
	server.close();
});

it('refuses a port that is none', async () => {
	const started = await start({ n8n: 70_000 });
	expect(await started.ended).toEqual([1, null]);
	expect(started.output()).toBe('N8N_PORT must be a port from 1 to 65535, not "70000".\n');
});
