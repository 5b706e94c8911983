import type { Page } from 'playwright-core';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import { saltEdgeCredential } from '../e2e/banks';
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
import { fromListsOf } from './fromLists';
import { type LocalBanks, startBanks } from './localBanks';
import { type Stage, startStage } from './stage';
import { singleNode } from './workflows';

let stage: Stage;
let page: Page;
let banks: LocalBanks;
/** The id of a credential for Salt Edge V5. */
let olderKeys: string;

beforeAll(async () => {
	stage = await startStage('editor');
	({ page } = stage.tab);
	banks = await startBanks(stage);
	const older = saltEdgeCredential(banks.saltEdge, 'v5');
	olderKeys = await stage.editor.saveCredential({ ...older, name: 'Local Salt Edge in V5' });
});

afterEach(() => expect(stage.tab.problems()).toEqual([]));

afterAll(async () => {
	for (const running of [stage, banks]) await running?.close();
});

/** Opens a node of this package that stands alone in a workflow. */
async function open(
	type: string,
	credential: string,
	parameters: Record<string, unknown> = {},
	credentialIds: Record<string, string> = {},
) {
	const workflow = singleNode(type, parameters, credential);
	await stage.editor.importWorkflow(workflow, { ...banks.credentialIds, ...credentialIds });
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
	it.each([
		[
			'finicity',
			'finicityApi',
			'partnerSecret',
			() => banks.finicity.keys.partnerSecret,
			'Finicity refused the sign-in',
			'check the Partner ID and the Partner Secret',
		],
		[
			'finApi',
			'finApi',
			'password',
			() => banks.finApi.user.password,
			'finAPI refused the sign-in',
			'check the User ID and the Password',
		],
		[
			'saltEdge',
			'saltEdgeApi',
			'secret',
			() => banks.saltEdge.keys.secret,
			'Salt Edge does not take these keys',
			'Check the App-ID and the Secret of your API key',
		],
	])(
		'of %s says that its keys are right, or in plain words what is wrong with them',
		async (type, credential, field, right, ...words) => {
			const fill = async (value: string) => {
				await byTestId(page, `parameter-input-${field}`).locator('input').fill(value);
				await byTestId(page, 'credential-save-button').click();
			};
			const success = page.getByText('Connection tested successfully');
			await open(type, credential);
			await byTestId(page, 'credential-edit-button').click();
			await success.waitFor();

			await fill('not the right one');
			await page.getByText('More details').click();
			for (const part of words) await page.getByText(part, { exact: false }).first().waitFor();

			await fill(right());
			await success.waitFor();
		},
	);
});

describe('From List', () => {
	/** Who has something in each list; of the other fields, the first entry will do. */
	const PEOPLE = ['maria.santos', 'erika.mustermann'];

	async function chooseAny(field: string): Promise<void> {
		const entries = await entriesOf(page, field);
		const [first = ''] = entries;
		const entry = PEOPLE.find((name) => entries.some((each) => each.includes(name))) ?? first;
		await chooseEntry(page, field, entry);
	}

	it.each(
		(
			[
				['finicity', 'finicityApi', new Finicity()],
				['finApi', 'finApi', new FinApi()],
				['saltEdge', 'saltEdgeApi', new SaltEdge()],
			] as const
		).flatMap(([type, credential, node]) =>
			fromListsOf(node).map((list) => ({ type, credential, ...list })),
		),
	)(
		'lets people choose by $method of $type, after $above',
		async ({ type, credential, field, above, chosen }) => {
			const ids = chosen.apiVersion === 'v5' ? { saltEdgeApi: olderKeys } : undefined;
			await open(type, credential, chosen, ids);
			for (const each of [...above, field]) await chooseAny(each);
		},
	);

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
		expect(await byTestId(page, 'node-error-description').innerText()).toContain('Check the IDs');
	});
});
