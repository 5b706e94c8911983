import { join } from 'node:path';
import {
	type ApiVersion,
	type FinApiOptions,
	type FinApiSandbox,
	startFinApi,
} from '../sandbox/finapi';
import { gate } from '../support/gate';
import { until } from '../support/until';
import { finApiCredential } from './banks';
import { type Dropdown, type Editor, type Item, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { type N8n, startN8n } from './n8n';
import { freePort } from './ports';
import { readWorkflow } from './workflows';

const NODE_TYPE = 'n8n-nodes-open-banking.finApi';
const TOKEN_CALL = 'POST /api/v2/oauth/token';
const CONNECTIONS = '/api/v2/bankConnections';
/** Of the seeded connections; the last one is beyond what a JavaScript number can hold. */
const IDS = ['4500000000002', '4500000000003', '9007199254740993'];

let n8n: N8n;
let editor: Editor;
let bank: FinApiSandbox;
let credentialId: string;

beforeAll(async () => {
	n8n = await startN8n(await freePort(), join(testFolder, 'finapi'));
	editor = await signIn(n8n.url);
});

afterAll(async () => await n8n?.stop());

/** Opens a bank, and gives n8n its keys. */
async function openBank(options: FinApiOptions = {}): Promise<void> {
	bank = await startFinApi(options);
	const credential = finApiCredential(bank);
	// Without the token of the bank before, which the form would keep.
	const data = { ...credential.data, sessionToken: '' };
	credentialId = await editor.saveCredential({ ...credential, data });
}

afterEach(async () => await bank?.close());

const received = () => bank.requests.map(({ method, url }) => `${method} ${url}`);

const bodiesOf = (request: string) =>
	bank.requests.filter(({ method, url }) => `${method} ${url}` === request).map(({ body }) => body);

/** A workflow of a trigger, which gives these items, and a single finAPI node. */
function workflowOf(parameters: Record<string, unknown>, items: Item[]): Workflow {
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
		{ name: 'finAPI', type: NODE_TYPE, credentials: { finApi: { id: '', name: '' } }, parameters },
	];
	return {
		id: 'singleFinApi',
		name: 'Single node',
		nodes: nodes.map((node, index) => ({
			...node,
			id: node.name,
			typeVersion: 1,
			position: [220 * index, 0],
		})),
		connections: { Start: { main: [[{ node: 'finAPI', type: 'main', index: 0 }]] } },
		pinData: { Start: items },
	};
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const onConnections = (operation: string, parameters: Record<string, unknown> = {}) => ({
	apiVersion: 'V2',
	resource: 'bankConnection',
	operation,
	...parameters,
});

async function runNode(parameters: Record<string, unknown>, items: Item[] = [{ json: {} }]) {
	const workflow = workflowOf(parameters, items);
	await editor.importWorkflow(workflow, { finApi: credentialId });
	const run = await editor.run(workflow);
	const given = run.nodes.find(({ node }) => node === 'finAPI')?.items ?? [];
	return { status: run.status, items: given, error: run.error };
}

describe('what the editor is given', () => {
	interface NodeType {
		name: string;
		iconUrl?: string | { light: string; dark: string };
	}

	it.each([NODE_TYPE, `${NODE_TYPE}Tool`])('has %s with its icons', async (name) => {
		const types = (await (await editor.load('/types/nodes.json')).json()) as NodeType[];
		const type = types.find((each) => each.name === name);
		expect(type?.iconUrl).toEqual({
			light: expect.stringContaining('finapi.svg') as string,
			dark: expect.stringContaining('finapi.dark.svg') as string,
		});
		for (const path of Object.values(type?.iconUrl ?? {})) {
			const icon = await editor.load(`/${path}`);
			expect(icon.headers.get('content-type')).toContain('image/svg+xml');
		}
	});

	it('has the credential with its icon', async () => {
		const types = (await (await editor.load('/types/credentials.json')).json()) as NodeType[];
		const type = types.find(({ name }) => name === 'finApi');
		expect(JSON.stringify(type?.iconUrl)).toContain('finapi.svg');
	});
});

describe('the example workflow', () => {
	const IMPORT = `POST ${CONNECTIONS}/import`;

	async function runExample() {
		const workflow = await readWorkflow('finapi.json');
		await editor.importWorkflow(workflow, { finApi: credentialId });
		return await editor.run(workflow);
	}

	it('imports with a procedure and a TAN, waits for the data, and lists the connection as ready', async () => {
		await openBank();
		const run = await runExample();

		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(run.nodes.map(({ node, items }) => [node, items.length])).toEqual([
			['Manual Trigger', 1],
			['Find Earlier Connections', 3],
			['Only the Test Bank', 0],
			['Import Bank Connection', 1],
			['Choose the Procedure', 1],
			['Import with the Procedure', 1],
			['Ask for the TAN', 1],
			['Import with the TAN', 1],
			['Get Bank Connections', 4],
		]);
		const itemsOf = (name: string) => run.nodes.find(({ node }) => node === name)?.items ?? [];
		const [chosen] = itemsOf('Choose the Procedure');
		expect(chosen?.json).toMatchObject({
			stepRequired: true,
			answerWith: 'twoStepProcedureId',
			procedureId: '955',
		});
		const [asked] = itemsOf('Ask for the TAN');
		expect(asked?.json).toMatchObject({
			stepRequired: true,
			answerWith: 'challengeResponse',
			message: expect.stringContaining('TAN') as string,
			tan: '123456',
		});
		const [imported] = itemsOf('Import with the TAN');
		const ready = { name: 'Example', updateStatus: 'READY', categorizationStatus: 'READY' };
		expect(imported?.json).toMatchObject(ready);
		const { id } = imported?.json ?? {};
		const listed = itemsOf('Get Bank Connections').find(({ json }) => json.id === id);
		expect(listed?.json).toMatchObject({ ...ready, bankName: 'finAPI Test Bank' });
		for (const { items } of run.nodes.slice(3)) {
			for (const { pairedItem } of items) expect(pairedItem).toEqual({ item: 0 });
		}

		const look = `GET ${CONNECTIONS}/${String(id)}`;
		const looks = received().filter((request) => request === look);
		expect(looks.length).toBeGreaterThan(0);
		expect(received()).toEqual([
			TOKEN_CALL,
			`GET ${CONNECTIONS}`,
			IMPORT,
			IMPORT,
			IMPORT,
			...looks,
			`GET ${CONNECTIONS}`,
		]);
		const login = {
			bankId: 280001,
			bankingInterface: 'XS2A',
			loginCredentials: [
				{ label: 'Nutzerkennung', value: 'demo' },
				{ label: 'PIN', value: 'demo' },
			],
			name: 'Example',
		};
		const hashes = [chosen, asked].map((item) => item?.json.hash);
		for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{32}$/);
		const [ofProcedure, ofTan] = hashes;
		expect(bodiesOf(IMPORT)).toEqual([
			login,
			{ ...login, multiStepAuthentication: { hash: ofProcedure, twoStepProcedureId: '955' } },
			{ ...login, multiStepAuthentication: { hash: ofTan, challengeResponse: '123456' } },
		]);
	});

	it('runs again, in place of what it has left before', async () => {
		await openBank();
		await runExample();
		const before = [...bank.state.connections.keys()].at(-1) ?? '';
		const run = await runExample();

		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		const deleted = run.nodes.find(({ node }) => node === 'Delete Earlier Connections');
		expect(deleted?.items.map(({ json }) => json)).toEqual([{ deleted: true }]);
		expect(received()).toContain(`DELETE ${CONNECTIONS}/${before}`);
		const connections = [...bank.state.connections.values()];
		const atTestBank = connections.filter(({ bankId }) => bankId === '280001');
		expect(atTestBank.map(({ id, updateStatus }) => [id !== before, updateStatus])).toEqual([
			[true, 'READY'],
		]);
		expect(connections.map(({ id }) => id)).toEqual(expect.arrayContaining(IDS));
		expect(bank.tokenCalls()).toBe(1);
	});
});

describe('single operations', () => {
	it('gets a new token once for many items at a time, and keeps their order', async () => {
		await openBank();
		await runNode(onConnections('getMany'));
		expect(bank.tokenCalls()).toBe(1);
		bank.expireTokens();
		// As many items as run side by side are to meet the refusal at once.
		const { opened, open } = gate();
		bank.fault({ path: /bankConnections/, times: 10, until: opened });

		const wanted = Array.from({ length: 50 }, (_, index) => IDS[index % IDS.length] ?? '');
		const run = runNode(
			onConnections('get', { bankConnectionId: byId('={{ $json.wanted }}') }),
			wanted.map((id) => ({ json: { wanted: id } })),
		);
		await until(() => bank.mostInFlight() >= 10);
		open();
		const { error, items } = await run;
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => String(json.id))).toEqual(wanted);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(wanted.map((_, item) => ({ item })));
		expect(bank.tokenCalls()).toBe(2);
	});

	it('sends a long id as an integer with all of its digits', async () => {
		await openBank();
		const { error, items } = await runNode(
			onConnections('update', {
				bankConnectionId: byId('9007199254740993'),
				bankingInterface: 'FINTS_SERVER',
			}),
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json.id).toBe('9007199254740993');
		expect(bank.requests.at(-1)?.rawBody).toBe(
			'{"bankConnectionId":9007199254740993,"bankingInterface":"FINTS_SERVER"}',
		);
	});

	it('goes through several further steps with one node, which takes them out of its items', async () => {
		await openBank();
		const parameters = onConnections('import', {
			bankId: byId('280001'),
			bankingInterface: 'XS2A',
			loginCredentials: {
				field: ['Nutzerkennung', 'PIN'].map((label) => ({ label, value: 'demo' })),
			},
			furtherStep: "={{ $json.answerWith ?? 'none' }}",
			furtherStepAnswer: {
				hash: '={{ $json.hash }}',
				challengeResponse: '={{ $json.answer }}',
				twoStepProcedureId: '={{ $json.answer }}',
			},
		});
		async function answer(json: Record<string, unknown>) {
			const { error, items } = await runNode(parameters, [{ json }]);
			expect(error).toBeUndefined();
			return items[0]?.json ?? {};
		}
		const procedure = await answer({});
		expect(procedure.status).toBe('TWO_STEP_PROCEDURE_REQUIRED');
		const challenge = await answer({ ...procedure, answer: '955' });
		expect(challenge.status).toBe('CHALLENGE_RESPONSE_REQUIRED');
		const imported = await answer({ ...challenge, answer: '123456' });
		expect(imported).toMatchObject({ bankId: 280001, bankName: 'finAPI Test Bank' });
		const sent = bodiesOf(`POST ${CONNECTIONS}/import`) as Record<string, unknown>[];
		expect(sent.map(({ multiStepAuthentication }) => multiStepAuthentication)).toEqual([
			undefined,
			{ hash: procedure.hash, twoStepProcedureId: '955' },
			{ hash: challenge.hash, challengeResponse: '123456' },
		]);
	});

	it("shows the bank's own words when it refuses", async () => {
		await openBank();
		const { status, error } = await runNode(
			onConnections('import', {
				bankId: byId('280001'),
				bankingInterface: 'XS2A',
				loginCredentials: {
					field: [
						{ label: 'Nutzerkennung', value: 'demo' },
						{ label: 'PIN', value: 'not-the-pin' },
					],
				},
			}),
		);
		expect(status).toBe('error');
		expect(error?.message).toContain('Die Zugangsdaten sind falsch.');
		expect(error?.description).toContain('This is the message of the bank.');
	});
});

describe('the version of the API', () => {
	it('goes by V1 all the way with a client of V1', async () => {
		await openBank({ version: 'V1' });
		const parameters = onConnections('import', {
			apiVersion: 'V1',
			bankId: byId('280001'),
			additionalFields: { name: 'MSA' },
		});
		const first = await runNode(parameters);
		expect(first.error).toBeUndefined();
		expect(first.items[0]?.json).toMatchObject({
			stepRequired: true,
			answerWith: 'challengeResponse',
		});
		const second = await runNode({
			...parameters,
			additionalFields: { name: 'MSA', challengeResponse: '123456' },
			options: { waitForCompletion: true },
		});
		expect(second.error).toBeUndefined();
		expect(second.items[0]?.json).toMatchObject({ name: 'MSA', updateStatus: 'READY' });
		const paths = new Set(bank.requests.map(({ path }) => path));
		expect([...paths]).toEqual([
			'/oauth/token',
			'/api/v1/bankConnections/import',
			`/api/v1/bankConnections/${String(second.items[0]?.json.id)}`,
		]);
		expect(bank.tokenCalls()).toBe(1);
	});

	it.each<[ApiVersion, ApiVersion]>([
		['V1', 'V2'],
		['V2', 'V1'],
	])('stops a node for %s with a credential for %s before anything is sent', async (node, own) => {
		await openBank({ version: own });
		const { status, error } = await runNode(onConnections('getMany', { apiVersion: node }));
		expect(status).toBe('error');
		expect(error?.message).toBe(
			`'API Version' of the node is ${node}, but the credential is for ${own}`,
		);
		expect(error?.description).toContain(`Set 'API Version' to ${own}`);
		expect(received()).toEqual([]);
	});
});

describe('the dropdowns', () => {
	const dropdowns = {
		banks: { path: 'parameters.bankId', method: 'searchBanks' },
		connections: { path: 'parameters.bankConnectionId', method: 'searchBankConnections' },
		labels: { path: 'parameters.loginCredentials.field[0].label', method: 'getLoginLabels' },
		procedures: {
			path: 'parameters.updateFields.defaultTwoStepProcedureId',
			method: 'getTwoStepProcedures',
		},
	} satisfies Record<string, Dropdown>;

	const opened = (parameters: Record<string, unknown>) => ({
		type: NODE_TYPE,
		parameters,
		credentials: { finApi: { id: credentialId, name: 'Local finAPI' } },
	});

	it('lists the banks page by page, and searches them', async () => {
		await openBank({ banks: 150 });
		const node = opened(onConnections('import'));
		const first = await editor.searchList(node, dropdowns.banks);
		const { paginationToken } = first;
		const second = await editor.searchList(node, dropdowns.banks, { paginationToken });
		expect([first.results.length, second.results.length]).toEqual([100, 58]);
		expect(second.paginationToken).toBeUndefined();
		const values = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(values).size).toBe(158);

		const found = await editor.searchList(node, dropdowns.banks, { filter: 'demo0001' });
		expect(found.results).toMatchObject([
			{ name: 'finAPI Test Bank (BLZ DEMO0001, test bank)', value: '280001' },
		]);
		expect(bank.tokenCalls()).toBe(1);
	});

	it("lists the user's bank connections, and searches them", async () => {
		await openBank();
		const node = opened(onConnections('get'));
		const { results } = await editor.searchList(node, dropdowns.connections);
		expect(results.map(({ value }) => value)).toEqual(IDS);
		const found = await editor.searchList(node, dropdowns.connections, { filter: 'kredit' });
		expect(found.results).toMatchObject([
			{ name: 'Geschäftskonto & Kredit, Formularbank (4500000000003)', value: '4500000000003' },
		]);
	});

	it('lists what the bank calls the parts of its login', async () => {
		await openBank();
		const labels = ['Nutzerkennung', 'PIN'].map((name) => ({ name, value: name }));
		const importing = onConnections('import', { bankingInterface: 'FINTS_SERVER' });
		const atTestBank = opened({ ...importing, bankId: byId('280001') });
		expect(await editor.loadOptions(atTestBank, dropdowns.labels)).toMatchObject(labels);

		const updating = opened(
			onConnections('update', {
				bankConnectionId: byId('9007199254740993'),
				bankingInterface: 'FINTS_SERVER',
			}),
		);
		const more = { name: 'Kundennummer', value: 'Kundennummer' };
		expect(await editor.loadOptions(updating, dropdowns.labels)).toMatchObject([...labels, more]);

		const nowhere = opened({ ...importing, bankId: { __rl: true, mode: 'list', value: '' } });
		expect(await editor.loadOptions(nowhere, dropdowns.labels)).toMatchObject([
			{ name: '(Choose a bank first)', value: '' },
		]);
	});

	it('lists the ways to confirm that a connection has', async () => {
		await openBank();
		const node = opened(onConnections('edit', { bankConnectionId: byId('9007199254740993') }));
		expect(await editor.loadOptions(node, dropdowns.procedures)).toMatchObject([
			{ name: 'None', value: '' },
			{ name: 'smsTAN (955)', value: '955' },
			{ name: 'Freigabe per App (956)', value: '956' },
		]);
	});

	it('says so when the node and the credential are for different versions', async () => {
		await openBank();
		const node = opened(onConnections('get', { apiVersion: 'V1' }));
		await expect(editor.searchList(node, dropdowns.connections)).rejects.toThrow(
			"'API Version' of the node is V1, but the credential is for V2",
		);
		expect(received()).toEqual([]);
	});
});

describe('the Test button of the credential', () => {
	const changed = (changes: Record<string, unknown>) => {
		const credential = finApiCredential(bank);
		return { ...credential, data: { ...credential.data, ...changes } };
	};

	const refused = (words: string) => ({
		status: 'Error',
		message: expect.stringContaining(words) as string,
	});

	it.each<[string, () => Record<string, unknown>]>([
		['as a user', () => ({})],
		['as a client', () => ({ authentication: 'client', userId: '', password: '' })],
		[
			'with a token',
			() => ({ authentication: 'accessToken', accessToken: bank.issueToken('user') }),
		],
	])('passes with the right keys %s', async (_way, changes) => {
		await openBank();
		const result = await editor.testCredential(credentialId, changed(changes()));
		expect(result).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	it.each([
		['secret', { clientSecret: 'not-the-secret' }, 'check the Client ID, the Client Secret'],
		['password', { password: 'not-the-password' }, 'check the User ID and the Password'],
		['version', { apiVersion: 'V1' }, 'the client is not bound to V1'],
	])('fails with a wrong %s, and pressing it again asks no more', async (_what, changes, words) => {
		await openBank();
		for (let press = 1; press <= 6; press += 1) {
			const result = await editor.testCredential(credentialId, changed(changes));
			expect(result).toEqual(refused(words));
		}
		expect(bank.tokenCalls()).toBe(1);
		expect(bank.locked()).toBe(false);
	});

	it('fails with a wrong secret while the token of the right one is still kept', async () => {
		await openBank();
		await runNode(onConnections('getMany'));
		const wrong = changed({ clientSecret: 'not-the-secret' });
		const words = 'check the Client ID, the Client Secret';
		expect(await editor.testCredential(credentialId, wrong)).toEqual(refused(words));
		// Once more as after a reload of the page, when the form shows what is saved.
		await editor.saveCredential(wrong);
		expect(await editor.testCredential(credentialId, wrong)).toEqual(refused(words));
		expect(bank.tokenCalls()).toBe(2);
	});

	it('fails with a token that has run out, without showing it', async () => {
		await openBank();
		const accessToken = bank.issueToken('user');
		bank.expireTokens();
		const result = await editor.testCredential(
			credentialId,
			changed({ authentication: 'accessToken', accessToken }),
		);
		expect(result).toEqual(refused('finAPI does not take the Access Token'));
		expect(result.message).not.toContain(accessToken);
	});

	it("fails with a client's token, which reaches no bank connections", async () => {
		await openBank();
		const accessToken = bank.issueToken('client');
		const pasted = changed({ authentication: 'accessToken', accessToken });
		const { status } = await editor.testCredential(credentialId, pasted);
		expect(status).toBe('Error');
	});
});
