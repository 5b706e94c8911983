import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import { saltEdgeCredential } from './banks';
import { type Dropdown, type Editor, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { type N8n, startN8n } from './n8n';
import { freePort } from './ports';
import { readWorkflow } from './workflows';

const NODE_TYPE = 'n8n-nodes-open-banking.saltEdge';
const CONNECTIONS = '/api/v5/connections';
const INTERACTIVE = '907152193875460302';

/** Any key pair; its halves as the user pastes them. */
const pair = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

let n8n: N8n;
let editor: Editor;
let bank: SaltEdgeSandbox;
let credentialId: string;

beforeAll(async () => {
	n8n = await startN8n(await freePort(), join(testFolder, 'saltedge'));
	editor = await signIn(n8n.url);
});

afterAll(async () => await n8n?.stop());

const changed = (changes: Record<string, unknown>) => {
	const credential = saltEdgeCredential(bank, 'v5');
	return { ...credential, data: { ...credential.data, ...changes } };
};

/** Opens a bank, and gives n8n its keys. */
async function openBank(): Promise<void> {
	bank = await startSaltEdge();
	// Without the key of the bank before, which the form would keep.
	credentialId = await editor.saveCredential(changed({ privateKey: '' }));
}

afterEach(async () => await bank?.close());

const received = () => bank.requests.map(({ method, url }) => `${method} ${url}`);

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** A workflow of a trigger and a single Salt Edge node. */
function workflowOf(parameters: Record<string, unknown>): Workflow {
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
		{
			name: 'Salt Edge',
			type: NODE_TYPE,
			credentials: { saltEdgeApi: { id: '', name: '' } },
			parameters: { apiVersion: 'v5', resource: 'connection', ...parameters },
		},
	];
	return {
		id: 'singleSaltEdge',
		name: 'Single node',
		nodes: nodes.map((node, index) => ({
			...node,
			id: node.name,
			typeVersion: 1,
			position: [220 * index, 0],
		})),
		connections: { Start: { main: [[{ node: 'Salt Edge', type: 'main', index: 0 }]] } },
	};
}

async function runNode(parameters: Record<string, unknown>) {
	const workflow = workflowOf(parameters);
	await editor.importWorkflow(workflow, { saltEdgeApi: credentialId });
	const run = await editor.run(workflow);
	const items = run.nodes.find(({ node }) => node === 'Salt Edge')?.items ?? [];
	return { status: run.status, items, error: run.error };
}

it.each([NODE_TYPE, `${NODE_TYPE}Tool`])('gives the editor %s with its icons', async (name) => {
	const types = (await (await editor.load('/types/nodes.json')).json()) as {
		name: string;
		iconUrl?: { light: string; dark: string };
	}[];
	const type = types.find((each) => each.name === name);
	expect(type?.iconUrl).toEqual({
		light: expect.stringContaining('saltedge.svg') as string,
		dark: expect.stringContaining('saltedge.dark.svg') as string,
	});
	for (const path of Object.values(type?.iconUrl ?? {})) {
		const icon = await editor.load(`/${path}`);
		expect(icon.headers.get('content-type')).toContain('image/svg+xml');
	}
});

it('runs the example, time and again: connects with a code, and refreshes with another', async () => {
	await openBank();
	const workflow = await readWorkflow('saltedge.json');
	await editor.importWorkflow(workflow, { saltEdgeApi: credentialId });
	for (const count of [8, 9]) {
		const run = await editor.run(workflow);
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(run.nodes.map(({ node, items }) => [node, items.length])).toEqual([
			['Manual Trigger', 1],
			['Create Connection', 1],
			['Ask for the Code', 1],
			['Send the Code', 1],
			['Refresh Connection', 1],
			['Ask for Another Code', 1],
			['Send the Other Code', 1],
			['Get Connections', count],
		]);
		const jsonOf = (name: string) => run.nodes.find(({ node }) => node === name)?.items[0]?.json;
		const { id } = jsonOf('Create Connection') ?? {};
		const waits = {
			id,
			last_attempt_last_stage_name: 'interactive',
			last_attempt_last_stage_interactive_fields_names: ['sms'],
		};
		const ready = { id, status: 'active', last_attempt_last_stage_name: 'finish' };
		expect(jsonOf('Create Connection')).toMatchObject(waits);
		expect(jsonOf('Send the Code')).toMatchObject(ready);
		expect(jsonOf('Refresh Connection')).toMatchObject(waits);
		expect(jsonOf('Send the Other Code')).toMatchObject(ready);
		expect(JSON.stringify(run.nodes)).not.toContain('sandbox-connection-secret');
		const calls = received().filter((request) => !request.startsWith('GET'));
		expect(calls.slice(-4)).toEqual([
			`POST ${CONNECTIONS}`,
			`PUT ${CONNECTIONS}/${String(id)}/interactive`,
			`PUT ${CONNECTIONS}/${String(id)}/refresh`,
			`PUT ${CONNECTIONS}/${String(id)}/interactive`,
		]);
	}
});

describe('the Test button of the credential', () => {
	it('passes with the right keys', async () => {
		await openBank();
		const result = await editor.testCredential(credentialId, changed({}));
		expect(result).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	it.each(['appId', 'secret'])('fails with a wrong %s', async (field) => {
		await openBank();
		const result = await editor.testCredential(credentialId, changed({ [field]: 'wrong' }));
		expect(result).toEqual({
			status: 'Error',
			message: expect.stringContaining('Check the App-ID and the Secret') as string,
		});
	});

	it('passes at a live client with its private key, and fails without or with another', async () => {
		await openBank();
		bank.registerKey(pair.publicKey);
		const test = async (privateKey: string) => {
			const result = await editor.testCredential(credentialId, changed({ privateKey }));
			return result.status;
		};
		const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
		expect(await test('')).toBe('Error');
		expect(await test(other.export({ type: 'pkcs8', format: 'pem' }).toString())).toBe('Error');
		expect(await test(pair.privateKey)).toBe('OK');
	});
});

describe('a live client', () => {
	const listing = {
		operation: 'getMany',
		customerId: byId('905731486325476355'),
		returnAll: true,
	};

	it('signs what it reads and what it writes, with a key pasted on one line', async () => {
		await openBank();
		bank.registerKey(pair.publicKey);
		const privateKey = pair.privateKey.replaceAll('\n', ' ');
		credentialId = await editor.saveCredential(changed({ privateKey }));
		const listed = await runNode(listing);
		expect(listed.error).toBeUndefined();
		expect(listed.items.map(({ json }) => json.id)).toEqual(['907152193875460307']);
		const created = await runNode({
			operation: 'create',
			customerId: byId(bank.customerId),
			countryCode: byId('XF'),
			providerCode: byId('fakebank_simple_xf'),
			consentScopes: ['account_details'],
			credentialsFrom: 'json',
			credentialsJson: '{ "login": "username, größer & Söhne", "password": "secret" }',
			additionalFields: { includeFakeProviders: true },
			options: { waitForCompletion: true },
		});
		expect(created.error).toBeUndefined();
		expect(created.items[0]?.json).toMatchObject({ last_attempt_last_stage_name: 'finish' });
		expect(received()).toContain(`POST ${CONNECTIONS}`);
	});

	it('is refused without a signature', async () => {
		await openBank();
		bank.registerKey(pair.publicKey);
		const { status, items } = await runNode(listing);
		expect(status).toBe('error');
		expect(items).toEqual([]);
	});
});

describe('the form and the dropdowns', () => {
	const form: Dropdown = { path: 'parameters.providerFields', method: 'getProviderFields' };
	const secrets: Dropdown = {
		path: 'parameters.secretFields.field[0].name',
		method: 'getSecretFields',
	};

	const opened = (operation: string, parameters: Record<string, unknown>) => ({
		type: NODE_TYPE,
		parameters: { apiVersion: 'v5', resource: 'connection', operation, ...parameters },
		credentials: { saltEdgeApi: { id: credentialId, name: 'Local Salt Edge' } },
	});

	it('has the login of a provider, the password apart', async () => {
		await openBank();
		const node = opened('create', {
			countryCode: byId('DE'),
			providerCode: byId('musterbank_de'),
			credentialsFrom: 'providerFields',
		});
		const fields = await editor.loadForm(node, form);
		expect(fields.map(({ id, required }) => [id, required])).toEqual([
			['login', true],
			// Not shown, as n8n can't mask it: it is one of the secret fields.
			['password', false],
			['branch', true],
			['customer_number', false],
		]);
		expect(fields[2]).toMatchObject({
			displayName: 'Branch',
			type: 'options',
			options: [
				{ name: 'Cologne', value: 'koeln' },
				{ name: 'Munich', value: 'muenchen' },
			],
		});
		expect(await editor.loadOptions(node, secrets)).toMatchObject([
			{ name: 'PIN', value: 'password' },
		]);
	});

	it('has the code that a connection waits for, while it does', async () => {
		await openBank();
		const refresh = { operation: 'refresh', connectionId: byId(INTERACTIVE) };
		const refreshed = await runNode({
			...refresh,
			attempt: { attemptUserPresent: true },
			options: { waitForCompletion: true },
		});
		expect(refreshed.error).toBeUndefined();
		const node = opened('sendInteractiveStep', {
			connectionId: byId(INTERACTIVE),
			credentialsFrom: 'providerFields',
		});
		const schema = await editor.loadForm(node, form);
		expect(schema).toMatchObject([{ id: 'sms', displayName: 'SMS code', required: true }]);
		const value = { mappingMode: 'defineBelow', value: { sms: '123456' }, schema };
		const sent = await runNode({
			operation: 'sendInteractiveStep',
			connectionId: byId(INTERACTIVE),
			credentialsFrom: 'providerFields',
			providerFields: value,
			options: { waitForCompletion: true },
		});
		expect(sent.error).toBeUndefined();
		expect(sent.items[0]?.json).toMatchObject({ last_attempt_last_stage_name: 'finish' });
		expect(await editor.loadForm(node, form)).toEqual([]);
	});

	it('lists customers, countries, providers and connections, and searches them', async () => {
		await openBank();
		const search = async (name: string, method: string, filter?: string) => {
			const node = opened('create', {
				customerId: byId(bank.customerId),
				countryCode: byId('XF'),
			});
			const dropdown = { path: `parameters.${name}`, method };
			const { results } = await editor.searchList(node, dropdown, { filter });
			return results.map(({ value }) => value);
		};
		expect(await search('customerId', 'searchCustomers', 'erika.mustermann')).toEqual([
			bank.customerId,
		]);
		expect(await search('countryCode', 'searchCountries', 'fake')).toEqual(['XF']);
		expect(await search('providerCode', 'searchProviders', 'interactive')).toEqual([
			'fakebank_interactive_xf',
		]);
		expect(await search('connectionId', 'searchConnections')).toContain(INTERACTIVE);
	});
});
