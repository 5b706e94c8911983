import { once } from 'node:events';
import { join } from 'node:path';
import { banks, type LocalBank, type RunningBank } from './banks';
import { signIn } from './editor';
import { Failure, lastLines } from './failure';
import { dataFolder } from './folders';
import { installN8n } from './install';
import { Job, TABLE } from './job';
import { owner, startN8n } from './n8n';
import { usualPort } from './ports';

/** Takes down what was set up, the last first. */
const closers: (() => Promise<void>)[] = [];

async function demo(signal: AbortSignal): Promise<void> {
	const n8nPort = await usualPort('N8N_PORT', 5678);
	const bankPorts: number[] = [];
	for (const { portVariable, port } of banks) bankPorts.push(await usualPort(portVariable, port));

	await installN8n(signal);

	const running: { bank: LocalBank; local: RunningBank }[] = [];
	for (const [index, bank] of banks.entries()) {
		const local = await bank.start(bankPorts[index] ?? bank.port);
		closers.push(local.close);
		running.push({ bank, local });
		console.log(`The local ${bank.name} listens on ${local.url}`);
	}

	console.log('Starting n8n, which takes a minute the first time');
	// Two of them at once must not share a database, so each port has its own.
	const n8n = await startN8n(n8nPort, join(dataFolder, `start-${n8nPort}`), signal);
	closers.push(n8n.stop);
	// The banks begin anew at each start, and so does what was read from them.
	const editor = await signIn(n8n.url);
	await editor.deleteTable(TABLE);
	const jobs: Job[] = [];
	for (const { bank, local } of running) {
		const job = await Job.prepare({ n8n, editor, signal }, bank, local);
		await job.run();
		jobs.push(job);
	}

	console.log('\nNow you: connect a bank yourself, and see the table grow.');
	for (const job of jobs) console.log(await job.invite());
	console.log(
		'This starts the triggers of the bank again, the Transaction Trigger within a minute',
	);
	console.log(
		'(but that of Finicity watches the customer above only, and each link has a new one).',
	);
	console.log('Each start of a workflow is in its Executions.');
	console.log(`\nThe editor: ${n8n.url}`);
	console.log(`Sign in:    ${owner.email}   ${owner.password}`);
	console.log('Ctrl+C stops everything. Workflows of your own are there again at the next start.');
	await Promise.race([n8n.ended, once(signal, 'abort')]);
	if (!signal.aborted) {
		throw new Failure(`n8n ended by itself. The end of its log:\n${await lastLines(n8n.logFile)}`);
	}
}

async function main(): Promise<void> {
	const stop = new AbortController();
	stop.signal.addEventListener('abort', () => console.log('\nStopping'));
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(name, () => stop.abort());
	}
	try {
		await demo(stop.signal);
	} catch (error) {
		// Whatever breaks off after Ctrl+C does so because of it.
		if (!stop.signal.aborted) {
			console.error(error instanceof Failure ? error.message : error);
			process.exitCode = 1;
		}
	}
	for (const close of closers.reverse()) await close();
}

void main();
