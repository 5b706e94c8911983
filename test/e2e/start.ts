import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { banks, type LocalBank, type RunningBank } from './banks';
import { chosenTypes, enterAddresses, trusting } from './callbacks';
import { type Credential, type Editor, type Run, signIn, type Workflow } from './editor';
import { Failure, lastLines } from './failure';
import { dataFolder } from './folders';
import { installN8n } from './install';
import { type N8n, owner, startN8n } from './n8n';
import { usualPort } from './ports';
import { describeRows, describeRun } from './report';
import { readExample } from './workflows';

/** Takes down what was set up, the last first. */
const closers: (() => Promise<void>)[] = [];

/** Where the examples write to. */
const TABLE = 'Bank transactions';

const isAt = (n8n: N8n, { id, name }: Workflow): string => `\n${name}\n  ${n8n.url}/workflow/${id}`;

/** Has a user created by the client, and copies the keys into the credential. */
async function withNewUser(
	n8n: N8n,
	editor: Editor,
	{ newUser }: LocalBank,
	{ credential }: RunningBank,
): Promise<Credential> {
	if (!newUser) return credential;
	const { type, name, data } = credential;
	const asClient = {
		type,
		name: `${name}, as client`,
		data: { ...data, authentication: 'client' },
	};
	const workflow = await readExample(newUser.example);
	await editor.importWorkflow(workflow, { [type]: await editor.saveCredential(asClient) });
	const run = await editor.run(workflow);
	console.log(isAt(n8n, workflow));
	console.log(describeRun(run));
	const keys = run.nodes.find(({ node }) => node === newUser.node)?.items[0]?.json ?? {};
	return { type, name, data: { ...data, userId: keys['User ID'], password: keys.Password } };
}

/** The job of a bank in n8n, with a link that connects a bank at each run. */
class Job {
	/** Of a bank that calls: the runs of earlier starts, and those without a call. */
	private known: string[] = [];
	/** The run that has made the link. */
	private begun = '';

	private constructor(
		private readonly editor: Editor,
		private readonly bank: LocalBank,
		readonly workflow: Workflow,
		private readonly local: RunningBank,
		private readonly signal: AbortSignal,
	) {}

	/** Gives n8n the example, the keys, and the address that it is called at. */
	static async prepare(
		n8n: N8n,
		bank: LocalBank,
		local: RunningBank,
		signal: AbortSignal,
	): Promise<Job> {
		const { callbacks } = local;
		const editor = await signIn(n8n.url);
		const credential = await withNewUser(n8n, editor, bank, local);
		const example = await readExample(bank.example);
		const workflow = callbacks ? trusting(example, callbacks.publicKeyOf('v6')) : example;
		const credentialId = await editor.saveCredential(credential);
		await editor.importWorkflow(workflow, { [credential.type]: credentialId });
		if (callbacks) {
			await editor.publish(workflow);
			enterAddresses(callbacks, chosenTypes(workflow), n8n.url, workflow);
		}
		const job = new Job(editor, bank, workflow, local, signal);
		job.known = await editor.listRuns(workflow);
		return job;
	}

	/** Runs it up to the link. */
	async makeLink(): Promise<string> {
		const id = await this.editor.start(this.workflow);
		this.begun = id;
		this.known.push(id);
		const { node, field } = this.bank.link;
		for (;;) {
			const { nodes, error } = await this.editor.lookAtRun(id);
			const link = nodes.find((each) => each.node === node)?.items[0]?.json[field];
			if (typeof link === 'string') return link;
			if (error) throw new Failure(`There is no link to a bank: ${error.message}`);
			await sleep(100, undefined, { signal: this.signal });
		}
	}

	/** The end of what the person has set off: the same run goes on, or a call has begun another. */
	async untilRead(): Promise<Run> {
		if (!this.local.callbacks) return await this.editor.openRun(this.begun, this.signal);
		for (;;) {
			const runs = await this.editor.listRuns(this.workflow);
			const id = runs.find((each) => !this.known.includes(each));
			if (id !== undefined) return await this.editor.openRun(id, this.signal);
			await sleep(100, undefined, { signal: this.signal });
		}
	}

	async tell(run: Run): Promise<void> {
		console.log(describeRun(run));
		const { rows, url } = await this.editor.readTable(TABLE);
		const own = rows.filter(({ bank }) => bank === this.bank.name);
		console.log(`  The Data table "${TABLE}" has ${own.length} transactions of ${this.bank.name}:`);
		console.log(describeRows(own, ['date', 'amount', 'currency', 'description', 'category']));
		console.log(`  ${url}`);
	}
}

/** Runs the job of a bank and plays the person who is sent the link. */
async function runJob(
	n8n: N8n,
	bank: LocalBank,
	local: RunningBank,
	signal: AbortSignal,
): Promise<Job> {
	const job = await Job.prepare(n8n, bank, local, signal);
	console.log(isAt(n8n, job.workflow));
	const link = await job.makeLink();
	console.log(`  The link that a person is sent: ${link}`);
	await bank.connect(link);
	console.log('  The demo has opened it and connected a bank. After that:');
	await job.tell(await job.untilRead());
	return job;
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
	// The banks begin anew at each start, and so does what was read from them.
	await (await signIn(n8n.url)).deleteTable(TABLE);
	const links: string[] = [];
	for (const { bank, local } of running) {
		const job = await runJob(n8n, bank, local, signal);
		if (local.callbacks) links.push(await job.makeLink());
	}

	for (const link of links) {
		console.log(
			'\nNow you: connect a bank yourself, and see the table grow. Take Fake Bank Simple,',
		);
		console.log(`with "username_2" and "secret":\n  ${link}`);
	}
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
