import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { owner } from '../e2e/n8n';
import { openTab, type Tab } from './chromium';

/** Milliseconds for what the editor does after a click. */
const PATIENCE = 60_000;

/** n8n's editor as somebody sees it who clicks and types. */
export interface EditorTab {
	page: Page;
	/** What went wrong since it was asked last. */
	problems(): string[];
	close(): Promise<void>;
}

/** Reads until it is as it should be, or the patience ends: then what it is instead. */
export async function settled<T>(
	read: () => Promise<T>,
	isIt: (value: T) => boolean,
	patience = PATIENCE,
): Promise<T> {
	const deadline = Date.now() + patience;
	for (;;) {
		const value = await read();
		if (isIt(value) || Date.now() > deadline) return value;
		await sleep(100);
	}
}

/** An element by the name that n8n's own tests know it by. */
export const byTestId = (root: Page | Locator, id: string): Locator =>
	root.locator(`[data-test-id="${id}"]`);

/** The input of a field of the open node. */
export const fieldOf = (page: Page, name: string): Locator =>
	byTestId(page, `parameter-input-${name}`);

/** Signs in as the owner. */
export async function openEditor(browser: Browser, url: string): Promise<EditorTab> {
	const tab: Tab = await openTab(browser, url);
	const { page } = tab;
	page.setDefaultTimeout(PATIENCE);
	await page.goto('/signin');
	await page.fill('input[name=emailOrLdapLoginId]', owner.email);
	await page.fill('input[type=password]', owner.password);
	await byTestId(page, 'form-submit-button').click();
	await page.waitForURL(({ pathname }) => pathname !== '/signin');
	// The editor asks whether it is signed in, and is told that it isn't.
	const { problems, close } = tab;
	problems();
	return { page, problems, close };
}

/** Opens the panel of an empty workflow that nodes are found in. */
export async function openPanelOfNodes(page: Page): Promise<void> {
	await page.goto('/workflow/new');
	await byTestId(page, 'node-creator-plus-button').click();
	await byTestId(page, 'node-creator-search-bar').waitFor();
}

/** The names of the nodes that are found for some words, once they stand there as `isIt` wants them. */
export async function searchNodes(
	page: Page,
	words: string,
	isIt: (names: string[]) => boolean,
): Promise<string[]> {
	await byTestId(page, 'node-creator-search-bar').fill(words);
	// The list follows a little later, and has the finds of the words before until then.
	const names = async () => await byTestId(page, 'node-creator-item-name').allInnerTexts();
	return await settled(names, isIt);
}

/** Opens a saved workflow. */
export async function openWorkflow(page: Page, id: string): Promise<void> {
	await page.goto(`/workflow/${id}`);
	await byTestId(page, 'canvas-node').first().waitFor();
}

/** Opens a saved workflow, and in it a node. */
export async function openNode(page: Page, workflowId: string, name: string): Promise<Locator> {
	await openWorkflow(page, workflowId);
	const node = page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	await node.dblclick();
	const panel = byTestId(page, 'node-parameters');
	await panel.waitFor();
	return panel;
}

/** Opens the dropdown of a field. */
export async function openOptions(page: Page, field: string): Promise<Locator> {
	await fieldOf(page, field).click();
	const options = page.locator('[role="option"]:visible');
	await options.first().waitFor();
	return options;
}

/** Chooses an entry of a dropdown by the name that it shows. */
export async function choose(page: Page, field: string, name: string): Promise<void> {
	const options = await openOptions(page, field);
	await options
		.filter({ has: page.getByText(name, { exact: true }) })
		.first()
		.click();
	await options.first().waitFor({ state: 'hidden' });
}

/** The labels that the open panel shows, top to bottom. */
export async function labelsIn(panel: Locator): Promise<string[]> {
	const labels = await panel.locator('[data-test-id="input-label"]:visible').allInnerTexts();
	return labels.map((label) => label.split('\n', 1)[0]?.trim() ?? '');
}

const entries = (page: Page) => page.locator('[data-test-id="rlc-item"]:visible');

/** Opens the list of a From List field, unless it is open. */
async function openList(page: Page, field: string): Promise<Locator> {
	if ((await entries(page).count()) === 0) {
		await byTestId(fieldOf(page, field), 'rlc-input').click();
	}
	await entries(page).first().waitFor();
	return entries(page);
}

/** Opens the list of a From List field, and tells its entries. */
export async function entriesOf(page: Page, field: string): Promise<string[]> {
	const names = await (await openList(page, field)).allInnerTexts();
	return names.map((name) => name.trim());
}

/** Chooses an entry of a From List field by its name, or the start of it. */
export async function chooseEntry(page: Page, field: string, name: string): Promise<void> {
	const list = await openList(page, field);
	await list.filter({ hasText: name }).first().click();
	await list.first().waitFor({ state: 'hidden' });
	await waitForChosen(page, field, (chosen) => chosen.includes(name));
}

/** Waits until a From List field shows something. */
export async function waitForChosen(
	page: Page,
	field: string,
	isIt: (chosen: string) => boolean,
): Promise<void> {
	const input = byTestId(fieldOf(page, field), 'rlc-input');
	const chosen = await settled(async () => await input.inputValue(), isIt);
	if (!isIt(chosen)) throw new Error(`'${field}' still shows '${chosen}'`);
}
