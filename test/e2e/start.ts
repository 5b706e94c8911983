import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { banks, type LocalBank, type RunningBank } from './banks';
import { chosenTypes, enterAddresses, trusting } from './callbacks';
import { type Editor, signIn } from './editor';
import { Failure, lastLines } from './failure';
import { dataFolder } from './folders';
import { installN8n } from './install';
import { type N8n, owner, startN8n } from './n8n';
import { usualPort } from './ports';
import { describeRun, describeStarts } from './report';
import { readWorkflow } from './workflows';

/** Takes down what was set up, the last first. */
const closers: (() => Promise<void>)[] = [];

type CredentialIds = Record<string, string>;

/**
 * Publishes the example that the callbacks of a bank start.
 *
 * @returns what tells, at the end, of the runs that there were; nothing for a bank without callbacks
 */
async function listenToCallbacks(
	n8n: N8n,
	editor: Editor,
	{ name, callbacksWorkflow: file }: LocalBank,
	{ callbacks }: RunningBank,
	credentialIds: CredentialIds,
): Promise<((signal: AbortSignal) => Promise<void>) | undefined> {
	if (!file || !callbacks) return undefined;
	const workflow = trusting(await readWorkflow(file), callbacks.publicKey);
	await editor.importWorkflow(workflow, credentialIds);
	await editor.publish(workflow);
	enterAddresses(callbacks, chosenTypes(workflow), n8n.url, workflow);
	const earlier = await editor.listRuns(workflow);
	return async (signal) => {
		await callbacks.settled();
		const taken = callbacks.sent.filter(({ status }) => status === 200);
		let ids: string[];
		// n8n answers before it lists a run.
		do {
			await sleep(100, undefined, { signal });
			ids = (await editor.listRuns(workflow)).filter((id) => !earlier.includes(id)).reverse();
		} while (ids.length < taken.length);
		const runs = await Promise.all(ids.map((id) => editor.openRun(id, signal)));
		console.log(`\nWhat ${name} has called meanwhile, "${workflow.name}":`);
		console.log(describeStarts(runs));
		console.log(`  Open it at ${n8n.url}/workflow/${workflow.id}`);
	};
}

async function runExample(
	n8n: N8n,
	bank: LocalBank,
	local: RunningBank,
	signal: AbortSignal,
): Promise<void> {
	const { type } = local.credential;
	const editor = await signIn(n8n.url);
	const credentialIds = { [type]: await editor.saveCredential(local.credential) };
	const tellOfCallbacks = await listenToCallbacks(n8n, editor, bank, local, credentialIds);
	const workflow = await readWorkflow(bank.workflow);
	await editor.importWorkflow(workflow, credentialIds);
	const run = await editor.run(workflow, signal);
	console.log(`\nThe example for ${bank.name}, "${workflow.name}", as n8n has run it:`);
	console.log(describeRun(run));
	console.log(`  Open it at ${n8n.url}/workflow/${workflow.id}`);
	await tellOfCallbacks?.(signal);
}

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

	console.log('Starting n8n');
	// Two of them at once must not share a database, so each port has its own.
	const n8n = await startN8n(n8nPort, join(dataFolder, `start-${n8nPort}`), signal);
	closers.push(n8n.stop);
	for (const { bank, local } of running) await runExample(n8n, bank, local, signal);

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
