import { join } from 'node:path';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { readSchema, type SchemaFile } from '../schemas/files';
import { finicityCredential } from './banks';
import { type Editor, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { type N8n, startN8n } from './n8n';
import { freePort } from './ports';
import { readWorkflow } from './workflows';

const TOKEN_CALL = 'POST /aggregation/v2/partners/authentication';
const CUSTOMERS = '/aggregation/v1/customers';

let n8n: N8n;
let editor: Editor;
let bank: FinicitySandbox;
let credentialId: string;

async function startEditor(): Promise<void> {
	n8n = await startN8n(await freePort(), join(testFolder, 'finicity'));
	editor = await signIn(n8n.url);
}

beforeAll(startEditor);

afterAll(async () => await n8n?.stop());

/**
 * Opens a bank with as many customers more than the usual ones, and gives n8n its keys. Its new
 * testing customers have accounts at once, for nobody goes through Connect here.
 */
async function openBank(customers = 0): Promise<void> {
	bank = await startFinicity({ customers, autoConnect: true });
	const credential = finicityCredential(bank);
	// Without the token of the bank before, which the form would keep.
	const data = { ...credential.data, sessionToken: '' };
	credentialId = await editor.saveCredential({ ...credential, data });
}

afterEach(async () => await bank?.close());

const received = () => bank.requests.map(({ method, url }) => `${method} ${url}`);

/** A workflow of a trigger and a single Finicity node. */
function workflowOf(parameters: Record<string, unknown>): Workflow {
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
		{
			name: 'Finicity',
			type: 'n8n-nodes-open-banking.finicity',
			credentials: { finicityApi: { id: '', name: '' } },
			parameters,
		},
	];
	return {
		id: 'singleNode',
		name: 'Single node',
		nodes: nodes.map((node, index) => ({
			...node,
			id: node.name,
			typeVersion: 1,
			position: [220 * index, 0],
		})),
		connections: { Start: { main: [[{ node: 'Finicity', type: 'main', index: 0 }]] } },
	};
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

async function runNode(parameters: Record<string, unknown>) {
	const workflow = workflowOf(parameters);
	await editor.importWorkflow(workflow, { finicityApi: credentialId });
	const run = await editor.run(workflow);
	const items = run.nodes.find(({ node }) => node === 'Finicity')?.items ?? [];
	return { status: run.status, items, error: run.error };
}

describe('what the editor is given', () => {
	interface NodeType {
		name: string;
		iconUrl?: string | { light: string; dark: string };
	}

	it.each(['n8n-nodes-open-banking.finicity', 'n8n-nodes-open-banking.finicityTool'])(
		'has %s with its icons',
		async (name) => {
			const types = (await (await editor.load('/types/nodes.json')).json()) as NodeType[];
			const type = types.find((each) => each.name === name);
			expect(type?.iconUrl).toEqual({
				light: expect.stringContaining('finicity.svg') as string,
				dark: expect.stringContaining('finicity.dark.svg') as string,
			});
			for (const path of Object.values(type?.iconUrl ?? {})) {
				const icon = await editor.load(`/${path}`);
				expect(icon.headers.get('content-type')).toContain('image/svg+xml');
			}
		},
	);

	it.each(['finicity', 'finicityTool'])(
		'has for %s what comes out of an operation, before it is run',
		async (node) => {
			const path = `/schemas/n8n-nodes-open-banking.${node}/1.0.0/customer/get.json`;
			const schema = (await (await editor.load(path)).json()) as SchemaFile;
			expect(schema).toEqual(readSchema('Finicity/__schema__/v1.0.0/customer/get.json'));
			expect(schema.properties).toMatchObject({ id: { type: 'string' } });
		},
	);

	it('has the credential with its icon', async () => {
		const types = (await (await editor.load('/types/credentials.json')).json()) as NodeType[];
		const type = types.find(({ name }) => name === 'finicityApi');
		expect(JSON.stringify(type?.iconUrl)).toContain('finicity.svg');
	});
});

describe('the example workflow', () => {
	it('creates a customer, reads the accounts and refreshes them once', async () => {
		await openBank();
		const workflow = await readWorkflow('finicity.json');
		await editor.importWorkflow(workflow, { finicityApi: credentialId });
		const run = await editor.run(workflow);

		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		const [start, created, accounts, refreshed] = run.nodes;
		expect(run.nodes.map(({ node, items }) => [node, items.length])).toEqual([
			['Manual Trigger', 1],
			['Create Testing Customer', 1],
			['Get Accounts', 2],
			['Refresh Accounts', 2],
		]);
		expect(start?.items[0]?.json).toEqual({});
		const { id, username } = created?.items[0]?.json ?? {};
		expect(username).toMatch(/^customer-\d+$/);
		expect(accounts?.items.map(({ json }) => [json.customerId, json.name])).toEqual([
			[id, 'FinBank Checking'],
			[id, 'FinBank Savings'],
		]);
		expect(refreshed?.items.map(({ json }) => json.id)).toEqual(
			accounts?.items.map(({ json }) => json.id),
		);
		for (const { items } of run.nodes.slice(1)) {
			for (const { pairedItem } of items) expect(pairedItem).toEqual({ item: 0 });
		}

		expect(received()).toEqual([
			TOKEN_CALL,
			'POST /aggregation/v2/customers/testing',
			`GET ${CUSTOMERS}/${String(id)}/accounts`,
			`POST ${CUSTOMERS}/${String(id)}/accounts`,
		]);
		expect(bank.requests[1]?.body).toEqual({ username, firstName: 'Ada', lastName: 'Lovelace' });
	});

	it('signs in again when the token that it kept has run out, also after a restart', async () => {
		await openBank();
		const getMany = { resource: 'customer', operation: 'getMany' };
		await runNode(getMany);
		await n8n.stop();
		await startEditor();
		await runNode(getMany);
		expect(bank.tokenCalls()).toBe(1);

		await n8n.stop();
		await startEditor();
		bank.expireTokens();
		const { error, items } = await runNode(getMany);
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		expect(bank.tokenCalls()).toBe(2);
	});
});

describe('single operations', () => {
	it('lists customers over several pages, and asks for no more than the limit needs', async () => {
		await openBank(1_200);
		const getMany = { resource: 'customer', operation: 'getMany' };

		const all = await runNode({ ...getMany, returnAll: true });
		expect(all.error).toBeUndefined();
		expect(all.items.map(({ json }) => json.id)).toEqual([...bank.state.customers.keys()]);
		expect(all.items.length).toBeGreaterThan(1_200);
		expect(all.items.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
		expect(received()).toEqual([
			TOKEN_CALL,
			`GET ${CUSTOMERS}?start=1&limit=1000`,
			`GET ${CUSTOMERS}?start=1001&limit=1000`,
		]);

		const some = await runNode({ ...getMany, returnAll: false, limit: 7 });
		expect(some.items).toHaveLength(7);
		expect(received().slice(3)).toEqual([`GET ${CUSTOMERS}?start=1&limit=7`]);
	});

	it.each([
		['no-such-id', "The 'Finicity' node has issues:\n- 'Customer' must be an id of digits only"],
		[
			"={{ 'no-such-id' }}",
			"'Customer' must be an id of digits only, but is 'no-such-id' [item 0]",
		],
		['={{ $json.missing }}', "'Customer' is empty [item 0]"],
	])('stops at the customer %s before anything is sent', async (value, message) => {
		await openBank();
		const { status, error } = await runNode({
			resource: 'customer',
			operation: 'update',
			customerId: byId(value),
			lastName: 'Lovelace',
		});
		expect(status).toBe('error');
		expect(error?.message).toBe(message);
		expect(received()).toEqual([]);
	});

	it('updates and deletes a customer', async () => {
		await openBank();
		const [id = ''] = bank.state.customers.keys();
		const customer = { resource: 'customer', customerId: byId(id) };

		const updated = await runNode({ ...customer, operation: 'update', lastName: 'Lovelace' });
		expect(updated.items).toEqual([
			{ json: { success: true, customerId: id }, pairedItem: { item: 0 } },
		]);
		expect(bank.state.customers.get(id)?.lastName).toBe('Lovelace');

		const deleted = await runNode({ ...customer, operation: 'delete' });
		expect(deleted.items).toEqual([{ json: { deleted: true }, pairedItem: { item: 0 } }]);
		expect(bank.state.customers.has(id)).toBe(false);
		expect(received()).toEqual([TOKEN_CALL, `PUT ${CUSTOMERS}/${id}`, `DELETE ${CUSTOMERS}/${id}`]);
	});

	it("shows the bank's own words when it refuses", async () => {
		await openBank();
		const { status, error } = await runNode({
			resource: 'customer',
			operation: 'get',
			customerId: byId('999'),
		});
		expect(status).toBe('error');
		expect(error?.message).toContain('Customer not found');
	});
});

describe('the Test button of the credential', () => {
	const wrong = () => {
		const credential = finicityCredential(bank);
		return { ...credential, data: { ...credential.data, partnerSecret: 'not-the-secret' } };
	};
	const refused = {
		status: 'Error',
		message: expect.stringContaining('check the Partner ID and the Partner Secret') as string,
	};

	it('passes with the right keys', async () => {
		await openBank();
		const result = await editor.testCredential(credentialId, finicityCredential(bank));
		expect(result).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	it('fails with a wrong secret, and pressing it again does not lock the account', async () => {
		await openBank();
		for (let press = 1; press <= 6; press += 1) {
			expect(await editor.testCredential(credentialId, wrong())).toEqual(refused);
		}
		expect(bank.tokenCalls()).toBe(1);
		expect(bank.locked()).toBe(false);
	});

	it('fails with a wrong secret while the token of the right one is still kept', async () => {
		await openBank();
		await runNode({ resource: 'customer', operation: 'getMany' });
		expect(await editor.testCredential(credentialId, wrong())).toEqual(refused);
		// Once more as after a reload of the page, when the form shows what is saved.
		await editor.saveCredential(wrong());
		expect(await editor.testCredential(credentialId, wrong())).toEqual(refused);
		expect(bank.tokenCalls()).toBe(2);
		expect(bank.locked()).toBe(false);
	});
});
