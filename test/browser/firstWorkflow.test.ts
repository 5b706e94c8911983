import type { Page } from 'playwright-core';
import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import {
	byTestId,
	choose,
	chooseEntry,
	entriesOf,
	openPanelOfNodes,
	searchNodes,
} from './editorTab';
import { type Stage, startStage } from './stage';

let stage: Stage;
let page: Page;
let finicity: FinicitySandbox;
let finApi: FinApiSandbox;
let saltEdge: SaltEdgeSandbox;

beforeAll(async () => {
	stage = await startStage('firstWorkflow');
	({ page } = stage.tab);
	[finicity, finApi, saltEdge] = await Promise.all([
		startFinicity(),
		startFinApi(),
		startSaltEdge(),
	]);
});

afterEach(() => expect(stage.tab.problems()).toEqual([]));

afterAll(async () => {
	for (const running of [stage, finicity, finApi, saltEdge]) await running?.close();
});

/** Clicks what the panel of nodes calls so. */
async function add(name: string): Promise<void> {
	const names = byTestId(page, 'node-creator-item-name');
	await names.filter({ has: page.getByText(name, { exact: true }) }).click();
}

/** Opens the form for the first credential of its type, from the panel of the node. */
async function connectTo(bank: string): Promise<void> {
	await page.getByText(`Connect to ${bank}`, { exact: true }).click();
	await byTestId(page, 'editCredential-modal').waitFor();
}

/** Enters keys in that form, and saves them: it closes when they are right. */
async function enter(keys: Record<string, string>): Promise<void> {
	const form = byTestId(page, 'editCredential-modal');
	for (const [field, key] of Object.entries(keys)) {
		await byTestId(form, `parameter-input-${field}`).locator('input').fill(key);
	}
	await byTestId(page, 'credential-save-button').click();
	await form.waitFor({ state: 'hidden' });
}

/** What somebody does at each bank who has added its node, before running it. */
const banks = [
	{
		bank: 'Finicity',
		async setUp() {
			const { partnerId, partnerSecret, appKey: apiKey } = finicity.keys;
			await connectTo('Finicity');
			await enter({ apiKey, partnerId, partnerSecret, baseUrl: finicity.baseUrl });
			await chooseEntry(page, 'customerId', 'maria.santos');
		},
	},
	{
		bank: 'finAPI',
		async setUp() {
			const { baseUrl, webFormUrl, client, user } = finApi;
			await connectTo('finAPI Access');
			await choose(page, 'environment', 'Own URL');
			await enter({ baseUrl, webFormUrl, ...client, ...user });
		},
	},
	{
		bank: 'Salt Edge',
		async setUp() {
			await connectTo('Salt Edge');
			await enter({ ...saltEdge.keys, baseUrl: saltEdge.baseUrls.v6 });
			await chooseEntry(page, 'customerId', 'erika.mustermann');
			const [connection = ''] = await entriesOf(page, 'connectionId');
			await chooseEntry(page, 'connectionId', connection);
		},
	},
];

it.each(banks)(
	'from an empty canvas to transactions of $bank, by clicking alone',
	async ({ bank, setUp }) => {
		await openPanelOfNodes(page);
		await add('Trigger manually');
		await byTestId(page, 'canvas-node').waitFor();
		await byTestId(page, 'canvas-handle-plus').click();
		await searchNodes(page, bank.toLowerCase(), (names) => names.includes(bank));
		await add(bank);
		// Which would be there twice if each version of an API had its own.
		await add('Get many transactions');
		await setUp();
		await byTestId(page, 'ndv-close-button').click();

		await byTestId(page, 'execute-workflow-button').click();
		await page.getByText('Workflow executed successfully').waitFor();
		await byTestId(page, 'canvas-node').nth(1).dblclick();
		const table = page.locator('[data-test-id="output-panel"] table');
		await table.locator('tbody td').first().waitFor();
		const columns = (await table.locator('th').allInnerTexts()).map((text) => text.trim());
		expect(columns).toEqual(expect.arrayContaining(['id', 'accountId', 'date', 'amount']));
		const [row = ''] = await table.locator('tbody tr').allInnerTexts();
		expect(row).toMatch(/\b20\d\d-\d\d-\d\d\b.*\d/s);
	},
);
