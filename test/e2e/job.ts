import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalBank, RunningBank } from './banks';
import { chosenTypes, enterAddresses, trusting } from './callbacks';
import type { Credential, Run, Workflow } from './editor';
import { Failure } from './failure';
import { announce, newRun, type Place } from './place';
import { describeRows, describeRun } from './report';
import { callingTrigger, publishTrigger, type ShownTrigger, tellStart } from './triggers';
import { readExample } from './workflows';

/** Where the examples write to. */
export const TABLE = 'Bank transactions';

/** What is printed of transactions. */
const COLUMNS = ['date', 'amount', 'currency', 'description', 'category'];

const PER_NODE = '  What came out of each node:';

/** Has a user created by the client, and copies the keys into the credential. */
async function withNewUser(
	place: Place,
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
	const { editor } = place;
	const workflow = await readExample(newUser.example);
	await editor.importWorkflow(workflow, { [type]: await editor.saveCredential(asClient) });
	const run = await editor.run(workflow);
	announce(place, workflow);
	console.log(`${PER_NODE}\n${describeRun(run)}`);
	const keys = run.nodes.find(({ node }) => node === newUser.node)?.items[0]?.json ?? {};
	return { type, name, data: { ...data, userId: keys['User ID'], password: keys.Password } };
}

/** Begins with what is there already, and gives what a bank brings along that is connected later. */
function transactionTrigger({ name, polling }: LocalBank, job: Run): ShownTrigger {
	return {
		type: polling.type,
		name: `${name} Transaction Trigger`,
		event: 'new transactions',
		parameters: {
			pollTimes: { item: [{ mode: 'everyMinute' }] },
			...polling.watched(job),
			options: { firstDays: 30, newAccountDays: 30 },
		},
		cause: `n8n asks ${name} every minute for new transactions, and begins with the last 30 days.`,
		columns: COLUMNS,
	};
}

/** What n8n is given for a job. */
interface Setup {
	workflow: Workflow;
	credentialIds: Record<string, string>;
	/** The workflow of the trigger that the bank calls when somebody uses the link. */
	called?: Workflow;
}

/** Gives n8n the example and the keys, and each side the address that the bank calls. */
async function setUp(place: Place, bank: LocalBank, local: RunningBank): Promise<Setup> {
	const { n8n, editor } = place;
	const { callbacks } = local;
	const credential = await withNewUser(place, bank, local);
	const credentialIds = { [credential.type]: await editor.saveCredential(credential) };
	let workflow = await readExample(bank.example);
	let called: Workflow | undefined;
	if (bank.called) {
		called = await publishTrigger(place, bank.called, credentialIds);
		const origin = local.originOf?.(n8n.url) ?? n8n.url;
		workflow = callingTrigger(workflow, bank.link.node, bank.called, origin);
	}
	if (callbacks) workflow = trusting(workflow, callbacks.publicKeyOf('v6'));
	await editor.importWorkflow(workflow, credentialIds);
	if (callbacks) {
		await editor.publish(workflow);
		enterAddresses(callbacks, chosenTypes(workflow), n8n.url, workflow);
	}
	return { workflow, credentialIds, called };
}

/** The job of a bank in n8n, with a link that connects a bank at each run. */
export class Job {
	/** The run that has made the link. */
	private begun = '';

	private constructor(
		private readonly place: Place,
		private readonly bank: LocalBank,
		private readonly setup: Setup,
		/** Of a bank that calls: the runs of earlier starts, and those without a call. */
		private readonly known?: string[],
	) {}

	static async prepare(place: Place, bank: LocalBank, local: RunningBank): Promise<Job> {
		const setup = await setUp(place, bank, local);
		const known = await place.editor.listRuns(setup.workflow);
		return new Job(place, bank, setup, local.callbacks && known);
	}

	/** Runs it and plays the person who is sent the link. */
	async run(): Promise<void> {
		announce(this.place, this.setup.workflow);
		const link = await this.makeLink();
		console.log(`  The link that a person is sent: ${link}`);
		await this.bank.connect(link);
		console.log('  The demo has opened it and connected a bank.');
		const run = await this.untilRead();
		await this.tell(run);
		await this.tellTriggers(run);
	}

	/** How to connect a bank by hand: a run with a link that nobody uses may only wait at who calls. */
	async invite(): Promise<string> {
		const { name, byHand } = this.bank;
		const first = this.known
			? `Open ${await this.makeLink()}`
			: 'Click Execute workflow in its workflow, and open the link that comes out.';
		return `  ${name}: ${first}\n    ${byHand}`;
	}

	/** Runs it up to the link. */
	private async makeLink(): Promise<string> {
		const { editor, signal } = this.place;
		const id = await editor.start(this.setup.workflow);
		this.begun = id;
		this.known?.push(id);
		const { node, field } = this.bank.link;
		for (;;) {
			const { nodes, error } = await editor.lookAtRun(id);
			const link = nodes.find((each) => each.node === node)?.items[0]?.json[field];
			if (typeof link === 'string') return link;
			if (error) throw new Failure(`There is no link to a bank: ${error.message}`);
			await sleep(100, undefined, { signal });
		}
	}

	/** The end of what the person has set off: the same run goes on, or a call has begun another. */
	private async untilRead(): Promise<Run> {
		const { editor, signal } = this.place;
		return this.known
			? await newRun(this.place, this.setup.workflow, this.known)
			: await editor.openRun(this.begun, signal);
	}

	private async tell(run: Run): Promise<void> {
		console.log(`${PER_NODE}\n${describeRun(run)}`);
		const { rows, url } = await this.place.editor.readTable(TABLE);
		const own = rows
			.filter(({ bank }) => bank === this.bank.name)
			.sort((one, other) => String(one.date).localeCompare(String(other.date)));
		const sentence = `The Data table "${TABLE}" has ${own.length} transactions of ${this.bank.name}`;
		console.log(describeRows(sentence, own, COLUMNS));
		console.log(`  The table: ${url}`);
	}

	/** Shows the triggers that the job does without. */
	private async tellTriggers(job: Run): Promise<void> {
		const { called, credentialIds } = this.setup;
		const polling = transactionTrigger(this.bank, job);
		const polled = await publishTrigger(this.place, polling, credentialIds);
		if (this.bank.called && called) await tellStart(this.place, this.bank.called, called);
		await tellStart(this.place, polling, polled);
	}
}
