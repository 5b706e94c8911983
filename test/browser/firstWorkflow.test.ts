import type { Page } from 'playwright-core';
import { byTestId, chooseEntry, openPanelOfNodes, searchNodes } from './editorTab';
import { type LocalBanks, startBanks } from './localBanks';
import { type Stage, startStage } from './stage';

let stage: Stage;
let page: Page;
let banks: LocalBanks;

beforeAll(async () => {
	stage = await startStage('firstWorkflow');
	({ page } = stage.tab);
	banks = await startBanks(stage);
});

afterEach(() => expect(stage.tab.problems()).toEqual([]));

afterAll(async () => {
	for (const running of [stage, banks]) await running?.close();
});

/** Clicks what the panel of nodes calls so. */
async function add(name: string): Promise<void> {
	const names = byTestId(page, 'node-creator-item-name');
	await names.filter({ has: page.getByText(name, { exact: true }) }).click();
}

it('an empty canvas becomes a list of transactions by clicking alone', async () => {
	await openPanelOfNodes(page);
	await add('Trigger manually');
	await byTestId(page, 'canvas-node').waitFor();

	await byTestId(page, 'canvas-handle-plus').click();
	await searchNodes(page, 'finicity', (names) => names.includes('Finicity'));
	await add('Finicity');
	await add('Get many transactions');

	await byTestId(page, 'node-credentials-select').click();
	await page.getByText('Local Finicity', { exact: true }).last().click();
	await chooseEntry(page, 'customerId', 'maria.santos');
	await byTestId(page, 'ndv-close-button').click();

	await byTestId(page, 'execute-workflow-button').click();
	await page.getByText('Workflow executed successfully').waitFor();
	await byTestId(page, 'canvas-node').nth(1).dblclick();
	const rows = page.locator('[data-test-id="output-panel"] tbody tr');
	await rows.first().waitFor();
	const known = [...banks.finicity.state.accounts.values()].map(({ id }) => id);
	const [row = ''] = await rows.allInnerTexts();
	expect(known.some((id) => row.includes(id))).toBe(true);
});
