import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fillWebForm, type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { runFinApi } from '../support/finApi';
import { PUBLIC_ADDRESS } from '../support/trigger';
import { finApiCredential } from './banks';
import { type Editor, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { type N8n, startN8n } from './n8n';
import { freePort } from './ports';
import { runsStartedBy } from './started';

const WEBHOOK_ID = '0c0f9a52-6a0d-4f0e-8f43-6b9f3a6f5d10';
const DAY = 24 * 60 * 60 * 1000;

let n8n: N8n;
let editor: Editor;
let bank: FinApiSandbox;

beforeAll(async () => {
	n8n = await startN8n(await freePort(), join(testFolder, 'finApiTrigger'));
	editor = await signIn(n8n.url);
});

afterAll(async () => await n8n?.stop());

beforeEach(async () => {
	bank = await startFinApi({ now: '2026-03-15T09:00:00Z' });
	// finAPI only calls https, and n8n is on this machine.
	bank.callbacks.route(PUBLIC_ADDRESS, n8n.url);
});

afterEach(async () => await bank?.close());

const path = (end: string) => `/webhook/${WEBHOOK_ID}/${end}`;

/** Publishes a workflow of a trigger alone. */
async function listen(parameters: Record<string, unknown>): Promise<Workflow> {
	const trigger = {
		id: 'Trigger',
		name: 'Trigger',
		type: 'n8n-nodes-open-banking.finApiTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId: WEBHOOK_ID,
		credentials: { finApi: { id: '', name: '' } },
		parameters,
	};
	const workflow = {
		id: 'finApiTrigger',
		name: 'finAPI trigger',
		nodes: [trigger],
		connections: {},
	};
	const finApi = await editor.saveCredential(finApiCredential(bank));
	await editor.importWorkflow(workflow, { finApi });
	await editor.publish(workflow);
	return workflow;
}

async function tell(end: string, says: object): Promise<number> {
	const response = await fetch(n8n.url + path(end), {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(says),
	});
	await response.arrayBuffer();
	return response.status;
}

async function make(operation: string, parameters: Record<string, unknown>) {
	const { items, error } = await runFinApi(bank, operation, parameters as never);
	expect(error).toBeUndefined();
	return items[0]?.json ?? {};
}

it('starts when a user is through with a web form, and not for one that finAPI does not have', async () => {
	const end = 'forms-and-tasks';
	const workflow = await listen({ listenTo: 'formsAndTasks', endEvents: ['*'] });
	const form = await make('createForBankConnectionImport', {
		resource: 'webForm',
		additionalFields: {
			finalised: PUBLIC_ADDRESS + path(end),
			redirectUrl: 'https://n8n.example.com/done',
		},
	});
	const forged = { webFormId: randomUUID(), status: 'COMPLETED' };
	await runsStartedBy(editor, workflow, 0, async () => expect(await tell(end, forged)).toBe(401));

	const [run] = await runsStartedBy(editor, workflow, 1, async () => {
		await fillWebForm(String(form.url), {
			bankId: '280001',
			login: ['demo_no_msa', 'demo_no_msa'],
		});
		await bank.callbacks.settled();
	});
	expect(run?.nodes[0]?.items).toMatchObject([
		{ json: { event: 'webForm.COMPLETED', webFormId: form.id, confirmed: true } },
	]);
	const again = { webFormId: form.id, status: 'COMPLETED' };
	await runsStartedBy(editor, workflow, 0, async () => expect(await tell(end, again)).toBe(200));

	await editor.unpublish(workflow);
	expect(await tell(end, again)).toBe(404);
});

it('starts with the new transactions of a rule, decrypted', async () => {
	const end = 'notifications';
	const options = { ignoreRepeats: false };
	const workflow = await listen({ listenTo: end, notificationEvents: ['*'], options });
	bank.state.settings.userNotificationCallbackUrl = PUBLIC_ADDRESS + path(end);
	const accountIds = '8400000000001';
	await make('create', {
		resource: 'notificationRule',
		triggerEvent: 'NEW_TRANSACTIONS',
		additionalFields: { accountIds, includeDetails: true },
	});
	const [run] = await runsStartedBy(editor, workflow, 1, async () => {
		bank.advance(5 * DAY);
		bank.runBatch();
		await bank.callbacks.settled();
	});
	const items = run?.nodes[0]?.items ?? [];
	expect(items.length).toBeGreaterThan(1);
	for (const { json } of items) {
		expect(json).toMatchObject({ event: 'NEW_TRANSACTIONS', accountName: 'Girokonto' });
		expect(json.transaction).toMatchObject({ amount: expect.any(Number) as number });
	}
	await editor.unpublish(workflow);
});
