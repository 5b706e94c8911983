import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { until } from '../support/until';
import { banks } from './banks';
import { type Editor, type Run, signIn } from './editor';
import { dataFolder, projectFolder } from './folders';
import { connectAtSaltEdge } from './people';
import { freePort } from './ports';

const run = promisify(execFile);

/** What names the ports, n8n's first. */
const variables = ['N8N_PORT', ...banks.map(({ portVariable }) => portVariable)];

/** Ports by the variables that name them. */
type Ports = Record<string, number>;

interface Start {
	process: ChildProcess;
	ports: Ports;
	output(): string;
	ended: Promise<unknown[]>;
}

const starts: Start[] = [];

/** What `npm start` does after the build, on ports that nobody uses unless they are given. */
async function start(given: Ports = {}): Promise<Start> {
	const ports: Ports = {};
	for (const variable of variables) ports[variable] = given[variable] ?? (await freePort());
	const named = Object.entries(ports).map(([variable, port]) => [variable, String(port)]);
	const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'start.ts')], {
		cwd: projectFolder,
		env: { ...process.env, ...Object.fromEntries(named) },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	child.stdout.on('data', (text) => (output += String(text)));
	child.stderr.on('data', (text) => (output += String(text)));
	const started = { process: child, ports, output: () => output };
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

/** Fails when something of a start goes on answering after its end. */
async function expectNothingLeft({ ports }: Start): Promise<void> {
	const urls = Object.values(ports).map((port) => `http://127.0.0.1:${port}`);
	const isNoneUp = async () => !(await Promise.all(urls.map(isUp))).includes(true);
	await until(isNoneUp, { everyMs: 100 });
}

afterEach(async () => {
	for (const { process: child, ports, ended } of starts.splice(0)) {
		child.kill('SIGKILL');
		await ended;
		const folder = join(dataFolder, `start-${ports.N8N_PORT}`);
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
});

/** What it printed of a workflow, told by the beginning of its name. */
function printedOf({ output }: Start, name: string): string {
	const [, workflow = ''] = output().split(`\n${name}`);
	return workflow.split('\n\n')[0] ?? '';
}

/** What it printed of the job of a bank. */
const jobIn = (start: Start, bank: string): string => printedOf(start, `${bank}: connect a bank`);

/** How many transactions of a bank it has found in the table. */
const foundIn = (start: Start, bank: string): number =>
	Number(new RegExp(`has (\\d+) transactions of ${bank},`).exec(start.output())?.[1]);

function expectJobs(started: Start): void {
	const ofSaltEdge = jobIn(started, 'Salt Edge');
	expect(ofSaltEdge).toContain('The link that a person is sent: http://127.0.0.1:');
	expect(ofSaltEdge).toContain('Salt Edge Trigger: 1 item\n');
	expect(ofSaltEdge).toContain('List the Accounts: 2 items\n');
	expect(ofSaltEdge).toMatch(/ 20\d\d-\d\d-\d\d .* EUR /);
	const ofFinicity = jobIn(started, 'Finicity');
	expect(ofFinicity).toContain('Wait for the Person: 1 item\n');
	expect(ofFinicity).toContain('List the Accounts: 2 items\n');
	expect(ofFinicity).toContain('Get the Newest Statement: 1 item\n');
	expect(started.output()).toContain('finAPI: create a user\n');
	const ofFinApi = jobIn(started, 'finAPI');
	expect(ofFinApi).toContain('Wait for the Person: 1 item\n');
	expect(ofFinApi).toMatch(/Only What Is New: [1-9]\d* items?\n/);
	for (const { name } of banks) {
		expect(jobIn(started, name)).toContain('Ended with: success');
		const written = /Write to the Table: (\d+) items/.exec(jobIn(started, name))?.[1];
		expect(foundIn(started, name)).toBeGreaterThanOrEqual(Number(written));
	}
}

/** Of each trigger that no job begins with: a workflow that it has started, and with what. */
function expectTriggers(started: Start): void {
	const ofFinicity = printedOf(started, 'Finicity Trigger: ');
	expect(ofFinicity).toContain('started the workflow with 1 item:\n');
	expect(ofFinicity).toMatch(/\n +added +7\d{9}\b/);
	const ofFinApi = printedOf(started, 'finAPI Trigger: ');
	expect(ofFinApi).toContain('started the workflow with 1 item:\n');
	expect(ofFinApi).toMatch(/\n +webForm\.COMPLETED /);
	for (const { name } of banks) {
		const ofBank = printedOf(started, `${name} Transaction Trigger: `);
		expect(ofBank).toMatch(/started the workflow with [1-9]\d+ items/);
		expect(ofBank).toMatch(/\n +20\d\d-\d\d-\d\d +-?\d/);
	}
}

/** The newest of so many runs that a trigger has started, also within the minute of a poll. */
async function startedBy(editor: Editor, type: string, count: number): Promise<Run> {
	const workflow = { id: `start-${type}`, name: '', nodes: [], connections: {} };
	let ids: string[] = [];
	const isThere = async () => (ids = await editor.listRuns(workflow)).length >= count;
	await until(isThere, { everyMs: 500, withinMs: 180_000 });
	return await editor.openRun(String(ids[0]));
}

it('runs the job of each bank, lets you click yourself, and stops at Ctrl+C, time and again', async () => {
	const first = await start();
	await untilReady(first);
	expectJobs(first);
	expectTriggers(first);
	const editorUrl = `http://127.0.0.1:${first.ports.N8N_PORT}`;
	expect(first.output()).toContain(`The editor: ${editorUrl}\n`);

	const [, link = ''] = /Now you: [^]*?(http:\S+)/.exec(first.output()) ?? [];
	await connectAtSaltEdge(link, 'username_2');
	const editor = await signIn(editorUrl);
	const before = foundIn(first, 'Salt Edge');
	const rowsOfSaltEdge = async () =>
		(await editor.readTable('Bank transactions')).rows.filter(({ bank }) => bank === 'Salt Edge');
	await until(async () => (await rowsOfSaltEdge()).length > before, { everyMs: 200 });
	const polled = await startedBy(editor, 'saltEdgeTransactionTrigger', 2);
	expect(polled.nodes[0]?.items.length).toBeGreaterThan(0);
	first.process.kill('SIGINT');
	expect(await first.ended).toEqual([0, null]);
	await expectNothingLeft(first);

	const second = await start(first.ports);
	await untilReady(second);
	expectJobs(second);
	expectTriggers(second);
	second.process.kill('SIGTERM');
	expect(await second.ended).toEqual([0, null]);
	await expectNothingLeft(second);
}, 1_200_000);

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

it.each(variables)('names a port that is taken, and %s to choose another', async (variable) => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as { port: number };
	const started = await start({ [variable]: port });
	expect(await started.ended).toEqual([1, null]);
	expect(started.output()).toMatch(
		new RegExp(
			`^Port ${port} is already in use\\. Stop what uses it, .*${variable}=\\d+ npm start\\n$`,
		),
	);
	server.close();
});

it('refuses a port that is none', async () => {
	const started = await start({ N8N_PORT: 70_000 });
	expect(await started.ended).toEqual([1, null]);
	expect(started.output()).toBe('N8N_PORT must be a port from 1 to 65535, not "70000".\n');
});
