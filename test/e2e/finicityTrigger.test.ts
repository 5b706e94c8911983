import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { runFinicity } from '../support/finicity';
import { finicityCredential } from './banks';
import { type Editor, type Run, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { type N8n, startN8n } from './n8n';
import { freePort } from './ports';
import { runsStartedBy } from './started';

const NODE_TYPE = 'n8n-nodes-open-banking.finicityTrigger';
const WEBHOOK_ID = '4d6d1d0a-6a4a-4f3e-9a53-8f5b3f0c2b11';
const CUSTOMER = '7000000001';
const ACCOUNT = '5011000001';
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

let n8n: N8n;
let editor: Editor;
let bank: FinicitySandbox;
let credentialIds: Record<string, string>;

async function start(port: number): Promise<void> {
	n8n = await startN8n(port, join(testFolder, 'finicityTrigger'));
	editor = await signIn(n8n.url);
}

beforeAll(async () => await start(await freePort()));

afterAll(async () => await n8n?.stop());

beforeEach(async () => {
	bank = await startFinicity();
	credentialIds = { finicityApi: await editor.saveCredential(finicityCredential(bank)) };
});

afterEach(async () => await bank?.close());

/** A workflow of a trigger alone. */
function triggerOf(parameters: Record<string, unknown>): Workflow {
	const trigger = {
		id: 'Trigger',
		name: 'Trigger',
		type: NODE_TYPE,
		typeVersion: 1,
		position: [0, 0],
		webhookId: WEBHOOK_ID,
		credentials: { finicityApi: { id: '', name: '' } },
		parameters,
	};
	return { id: 'finicityTrigger', name: 'Finicity trigger', nodes: [trigger], connections: {} };
}

const txPush = (accountIds: string[] = [ACCOUNT]) =>
	triggerOf({
		listenTo: 'txPush',
		customerId: byId(CUSTOMER),
		accountsFrom: 'chosen',
		accountIds,
	});

async function publish(workflow: Workflow): Promise<Workflow> {
	await editor.importWorkflow(workflow, credentialIds);
	await editor.publish(workflow);
	return workflow;
}

const addressOf = (end: string) => `${n8n.url}/webhook/${WEBHOOK_ID}/${end}`;

/** What the bank tells of, and to whom. */
const subscribed = () => [...bank.state.subscriptions.values()].map(({ accountId }) => accountId);

const itemOf = (run: Run | undefined) => run?.nodes[0]?.items[0]?.json;

async function testTransaction(): Promise<void> {
	const { error } = await runFinicity(bank, ['transaction', 'createTest'], {
		...{ customerId: byId(CUSTOMER), accountId: byId(ACCOUNT), amount: -12.34 },
		...{ description: 'A test purchase', transactionDate: new Date().toISOString() },
	});
	expect(error).toBeUndefined();
	await bank.txPush.settled();
}

async function post(end: string, event: object, headers: Record<string, string> = {}) {
	const body = JSON.stringify(event);
	const response = await fetch(addressOf(end), {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', ...headers },
		body,
	});
	await response.arrayBuffer();
	return response.status;
}

describe('TxPush', () => {
	it('is subscribed to on publishing, while n8n answers the handshake, and starts the workflow', async () => {
		const workflow = await publish(txPush());
		expect(subscribed()).toEqual([ACCOUNT, ACCOUNT]);
		const [run] = await runsStartedBy(editor, workflow, 1, testTransaction);
		expect(itemOf(run)).toMatchObject({
			...{ event: 'transaction.created', accountId: ACCOUNT, confirmed: true },
			transaction: { amount: -12.34, description: 'A test purchase' },
		});

		const before = [...bank.state.subscriptions.keys()];
		await n8n.stop();
		await start(Number(new URL(n8n.url).port));
		expect([...bank.state.subscriptions.keys()]).toEqual(before);
		await runsStartedBy(editor, workflow, 1, testTransaction);
		await runsStartedBy(editor, workflow, 0, async () => await bank.txPush.retry());

		await publish(txPush(['5011000002']));
		expect(subscribed()).toEqual(['5011000002', '5011000002']);
		await editor.unpublish(workflow);
		expect(subscribed()).toEqual([]);
	});

	it('refuses what Finicity does not confirm', async () => {
		const workflow = await publish(txPush());
		const record = { id: 4711, accountId: Number(ACCOUNT), customerId: Number(CUSTOMER) };
		const event = { class: 'transaction', type: 'created', records: [record] };
		await runsStartedBy(editor, workflow, 0, async () =>
			expect(await post('tx-push', { event })).toBe(401),
		);
		await editor.unpublish(workflow);
	});

	it('leaves nothing behind where publishing fails', async () => {
		await expect(publish(txPush([ACCOUNT, '5019999999']))).rejects.toThrow(
			/Account 5019999999 could not be subscribed to/,
		);
		expect(subscribed()).toEqual([]);
	});
});

it('events of Connect start the workflow when they are signed, and no forged ones', async () => {
	const workflow = await publish(triggerOf({ listenTo: 'connect', connectEvents: ['*'] }));
	expect(await post('connect', { eventType: 'ping', payload: {} })).toBe(200);
	const event = { customerId: CUSTOMER, eventType: 'added', eventId: '1-a', payload: {} };
	const signature = createHmac('sha256', bank.keys.partnerSecret).update(JSON.stringify(event));
	const headers = { 'X-Finicity-Signature': signature.digest('hex') };
	await runsStartedBy(editor, workflow, 0, async () =>
		expect(await post('connect', event)).toBe(401),
	);
	const [run] = await runsStartedBy(editor, workflow, 1, async () => {
		for (let times = 0; times < 3; times += 1) {
			expect(await post('connect', event, headers)).toBe(200);
		}
	});
	expect(itemOf(run)).toMatchObject(event);
	await editor.unpublish(workflow);
});

it('events of reports start the workflow with what Finicity says of the report', async () => {
	const workflow = await publish(triggerOf({ listenTo: 'reports' }));
	const [run] = await runsStartedBy(editor, workflow, 1, async () => {
		bank.reports.end(bank.reports.begin(CUSTOMER, 'voa', addressOf('reports')));
		await bank.reports.settled();
	});
	expect(itemOf(run)).toMatchObject({ eventName: 'done', status: 'success', confirmed: true });
	expect(await post('reports', { eventName: 'done', id: 'x', customerId: CUSTOMER })).toBe(200);
	await editor.unpublish(workflow);
});
