import { join } from 'node:path';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { until } from '../support/until';
import { finicityCredential } from './banks';
import { type Editor, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { type N8n, startN8n } from './n8n';
import { freePort } from './ports';

const CUSTOMER = '7000000001';
const ACCOUNT = '5011000001';
/** n8n polls every minute, and takes its time on a busy machine. */
const PATIENCE = { everyMs: 500, withinMs: 180_000 };

let n8n: N8n;
let editor: Editor;
let bank: FinicitySandbox;

async function start(port: number): Promise<void> {
	n8n = await startN8n(port, join(testFolder, 'transactionTriggers'));
	editor = await signIn(n8n.url);
}

beforeAll(async () => {
	await start(await freePort());
	bank = await startFinicity();
});

afterAll(async () => {
	await n8n?.stop();
	await bank?.close();
});

/** A workflow that is started by the new transactions which a test makes, and no others. */
const workflow: Workflow = {
	id: 'transactionTrigger',
	name: 'New transactions',
	nodes: [
		{
			...{ id: 'Trigger', name: 'Trigger', typeVersion: 1, position: [0, 0] },
			type: 'n8n-nodes-open-banking.finicityTransactionTrigger',
			credentials: { finicityApi: { id: '', name: '' } },
			parameters: {
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				customerId: { __rl: true, mode: 'id', value: CUSTOMER },
				filters: { text: 'polled' },
			},
		},
		{
			...{ id: 'After', name: 'After', typeVersion: 1, position: [200, 0] },
			type: 'n8n-nodes-base.noOp',
			parameters: {},
		},
	] as Workflow['nodes'],
	connections: { Trigger: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
};

/** The bank books something, and tells of it after the night. */
function book(description: string, account = ACCOUNT): void {
	bank.book(account, {
		...{ description, amount: -12.5 },
		...{ payee: 'Shop', category: 'Shopping', type: 'debit' },
	});
	bank.passNights();
}

/** What each run of the workflow so far was started with, the first run first. */
async function started(): Promise<unknown[][]> {
	const ids = await editor.listRuns(workflow);
	const runs = await Promise.all(ids.map(async (id) => await editor.openRun(id)));
	return runs.reverse().map(({ nodes }) => {
		const trigger = nodes.find(({ node }) => node === 'Trigger');
		return (trigger?.items ?? []).map(({ json }) => json.description);
	});
}

const polls = () => bank.requests.filter(({ path }) => path.endsWith('/transactions')).length;

/** Waits for another poll to be over. */
async function nextPoll(): Promise<void> {
	const before = polls();
	await until(() => polls() > before, PATIENCE);
}

it('start a workflow with what is new over several polls and a restart, each once', async () => {
	const credentialIds = { finicityApi: await editor.saveCredential(finicityCredential(bank)) };
	book('polled, but before');
	await editor.importWorkflow(workflow, credentialIds);
	await editor.publish(workflow);
	await until(() => polls() > 0, PATIENCE);
	await nextPoll();
	expect(await started()).toEqual([]);

	book('polled first');
	await until(async () => (await started()).length === 1, PATIENCE);
	expect(await started()).toEqual([['polled first']]);

	// What a poll that gives nothing has learned is forgotten with the restart.
	await nextPoll();
	await n8n.stop();
	book('polled second');
	await start(Number(new URL(n8n.url).port));
	await until(async () => (await started()).length === 2, PATIENCE);

	// An account that becomes known is kept by an execution without items.
	const added = bank.connect(CUSTOMER);
	await until(async () => (await started()).length === 3, PATIENCE);
	await n8n.stop();
	book('polled third', added[0]?.id);
	await start(Number(new URL(n8n.url).port));
	await until(async () => (await started()).length === 4, PATIENCE);
	await nextPoll();
	expect(await started()).toEqual([['polled first'], ['polled second'], [], ['polled third']]);
	await editor.unpublish(workflow);
}, 900_000);
