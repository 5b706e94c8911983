import type { Page } from 'playwright-core';
import { finApiCredential, finicityCredential, saltEdgeCredential } from '../e2e/banks';
import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import { byId } from '../support/finicity';
import {
	byTestId,
	chooseEntry,
	entriesOf,
	openNode,
	openPanelOfNodes,
	searchNodes,
	waitForChosen,
} from './editorTab';
import { type Stage, startStage } from './stage';
import { singleNode } from './workflows';

let stage: Stage;
let page: Page;
let finicity: FinicitySandbox;
let finApi: FinApiSandbox;
let saltEdge: SaltEdgeSandbox;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	stage = await startStage('editor');
	({ page } = stage.tab);
	[finicity, finApi, saltEdge] = await Promise.all([
		startFinicity(),
		startFinApi(),
		startSaltEdge(),
	]);
	credentialIds = await stage.save([
		finicityCredential(finicity),
		finApiCredential(finApi),
		saltEdgeCredential(saltEdge),
	]);
});

afterEach(() => expect(stage.tab.problems()).toEqual([]));

afterAll(async () => {
	for (const running of [stage, finicity, finApi, saltEdge]) await running?.close();
});

/** Opens a node of this package that stands alone in a workflow. */
async function open(type: string, credential: string, parameters: Record<string, unknown> = {}) {
	const workflow = singleNode(type, parameters, credential);
	await stage.editor.importWorkflow(workflow, credentialIds);
	return await openNode(page, workflow.id, type);
}

describe('the search for nodes', () => {
	beforeAll(async () => await openPanelOfNodes(page));

	it.each([
		['finicity', ['Finicity']],
		['finapi', ['finAPI']],
		['salt edge', ['Salt Edge']],
		['mastercard', ['Finicity']],
		['sepa', ['finAPI']],
		['psd2', ['finAPI', 'Salt Edge']],
		['bank', ['finAPI', 'Finicity', 'Salt Edge']],
		['bank feed', ['finAPI', 'Finicity', 'Salt Edge']],
		['transactions', ['finAPI', 'Finicity', 'Salt Edge']],
		['accounts', ['finAPI', 'Finicity', 'Salt Edge']],
		['balance', ['finAPI', 'Finicity', 'Salt Edge']],
		['open banking', ['finAPI', 'Finicity', 'Salt Edge']],
	])('finds by "%s": %j', async (words, names) => {
		const hasAll = (found: string[]) => names.every((name) => found.includes(name));
		expect(await searchNodes(page, words, hasAll)).toEqual(expect.arrayContaining(names));
	});

	it('shows the icon of each', async () => {
		await searchNodes(page, 'open banking', (found) => found.length >= 3);
		const icons = page.locator('[data-test-id="node-creator"] img');
		await icons.first().waitFor();
		const widths = await icons.evaluateAll((images) =>
			(images as unknown as { complete: boolean; naturalWidth: number }[]).map(
				({ complete, naturalWidth }) => complete && naturalWidth,
			),
		);
		expect(widths.length).toBeGreaterThanOrEqual(3);
		expect(widths).not.toContain(0);
	});
});

describe('a credential', () => {
	const secretField = async () => {
		const field = byTestId(page, 'parameter-input-partnerSecret').locator('input');
		await field.waitFor();
		return field;
	};

	it('says that its keys are right, or in plain words what is wrong with them', async () => {
		await open('finicity', 'finicityApi');
		await byTestId(page, 'credential-edit-button').click();
		await page.getByText('Connection tested successfully').waitFor();

		await (await secretField()).fill('not the secret');
		await byTestId(page, 'credential-save-button').click();
		await page.getByText('More details').click();
		await page.getByText('Partner Secret', { exact: false }).nth(1).waitFor();

		await (await secretField()).fill(finicity.keys.partnerSecret);
		await byTestId(page, 'credential-save-button').click();
		await page.getByText('Connection tested successfully').waitFor();
	});
});

describe('From List', () => {
	it('lets people choose a Finicity account of a customer', async () => {
		await open('finicity', 'finicityApi', { resource: 'account', operation: 'get' });
		await chooseEntry(page, 'customerId', 'maria.santos');
		expect(await entriesOf(page, 'accountId')).toEqual(
			expect.arrayContaining([expect.stringContaining('Everyday Checking')]),
		);
	});

	it('forgets the account when another customer is chosen', async () => {
		await open('finicity', 'finicityApi', { resource: 'account', operation: 'get' });
		await chooseEntry(page, 'customerId', 'maria.santos');
		await chooseEntry(page, 'accountId', 'Everyday Checking');
		await chooseEntry(page, 'customerId', 'renee+household');
		await waitForChosen(page, 'accountId', (chosen) => chosen === '');
	});

	it('forgets the connection when another Salt Edge customer is chosen', async () => {
		await open('saltEdge', 'saltEdgeApi', { resource: 'connection', operation: 'delete' });
		await chooseEntry(page, 'customerId', 'erika.mustermann');
		const [connection = ''] = await entriesOf(page, 'connectionId');
		await chooseEntry(page, 'connectionId', connection);
		await chooseEntry(page, 'customerId', 'alter Kunde');
		await waitForChosen(page, 'connectionId', (chosen) => chosen === '');
	});

	it('shows the bank connections of finAPI by name', async () => {
		await open('finApi', 'finApi', { resource: 'bankConnection', operation: 'get' });
		expect(await entriesOf(page, 'bankConnectionId')).toEqual(
			expect.arrayContaining([expect.stringContaining('Haushaltskonto')]),
		);
	});
});

describe('a run', () => {
	it('shows the records in a table', async () => {
		await open('finicity', 'finicityApi', {
			resource: 'transaction',
			operation: 'getMany',
			customerId: byId('7000000001'),
		});
		await byTestId(page, 'node-execute-button').click();
		const heads = page.locator('[data-test-id="output-panel"] th');
		await heads.first().waitFor();
		expect((await heads.allInnerTexts()).map((text) => text.trim())).toEqual(
			expect.arrayContaining(['id', 'accountId', 'date', 'amount', 'currency', 'status']),
		);
	});

	it("shows an error in the bank's words, and what to do", async () => {
		await open('finicity', 'finicityApi', {
			resource: 'customer',
			operation: 'get',
			customerId: byId('7999999999'),
		});
		await byTestId(page, 'node-execute-button').click();
		const error = byTestId(page, 'node-error-message');
		await error.waitFor();
		expect(await error.innerText()).toMatch(/^Finicity: .+ \(code \d+\)$/);
		expect(await byTestId(page, 'node-error-description').innerText()).toContain('Check the ids');
	});
});

describe('a trigger', () => {
	it('shows the addresses to copy, one for each kind of callback', async () => {
		await open('saltEdgeTrigger', 'saltEdgeApi');
		await page.getByText('Webhook URLs', { exact: true }).click();
		const addresses = page.locator('[class*="webhookUrl"], .webhook-url');
		await addresses.first().waitFor();
		expect((await addresses.allInnerTexts()).join('\n')).toMatch(/\/webhook(-test)?\/.*\/success/);
	});
});
