import type { Locator, Page } from 'playwright-core';
import { finApiCredential, finicityCredential } from '../e2e/banks';
import {
	byTestId,
	choose,
	chooseEntry,
	openNode,
	openOptions,
	openWorkflow,
	settled,
} from './editorTab';
import { type LocalBanks, startBanks } from './localBanks';
import { type Publication, publish } from './publishing';
import { type Stage, startStage } from './stage';
import { singleNode } from './workflows';

let stage: Stage;
let page: Page;
let banks: LocalBanks;

beforeAll(async () => {
	stage = await startStage('triggers');
	({ page } = stage.tab);
	banks = await startBanks(stage);
});

afterEach(() => expect(stage.tab.problems()).toEqual([]));

afterAll(async () => {
	for (const running of [stage, banks]) await running?.close();
});

/** Saves a workflow of a trigger alone, and tells its id. */
async function save(
	type: string,
	credential: string,
	parameters: Record<string, unknown> = {},
	credentialIds = banks.credentialIds,
): Promise<string> {
	const workflow = singleNode(type, parameters, credential);
	await stage.editor.importWorkflow(workflow, credentialIds);
	return workflow.id;
}

async function open(type: string, credential: string): Promise<Locator> {
	return await openNode(page, await save(type, credential), type);
}

describe('the addresses of', () => {
	/** Expects these ends of the addresses for tests, and of those for production. */
	async function expectAddresses(panel: Locator, ends: readonly string[]): Promise<void> {
		for (const [button, path] of [
			['test', 'webhook-test'],
			['production', 'webhook'],
		] as const) {
			await byTestId(panel, `radio-button-${button}`).click();
			const shown = async () =>
				(await panel.locator('.webhook-url').allInnerTexts()).map((text) =>
					text.trim().replace(/\/[\da-f-]{36}\//, '/{id}/'),
				);
			const expected = ends.map((end) => `${stage.n8n.url}/${path}/{id}/${end}`);
			const isIt = (addresses: string[]) => addresses.join() === expected.join();
			expect(await settled(shown, isIt, 10_000)).toEqual(expected);
		}
	}

	const unfold = async () => await page.getByText('Webhook URLs', { exact: true }).click();

	it('the Salt Edge Trigger are one for each chosen type, and one for all', async () => {
		const panel = await open('saltEdgeTrigger', 'saltEdgeApi');
		await unfold();
		await expectAddresses(panel, ['success', 'failure', 'all']);
		const types = await openOptions(page, 'callbackTypes');
		for (const name of ['Destroy', 'Interactive', 'Notify', 'Provider Changes', 'Service']) {
			await types.filter({ has: page.getByText(name, { exact: true }) }).click();
		}
		await expectAddresses(panel, [
			...['success', 'failure', 'notify', 'interactive', 'destroy', 'service'],
			...['provider-changes', 'all'],
		]);
	});

	it.each([
		[
			'finicityTrigger',
			'finicityApi',
			[
				['Connect Events', 'connect'],
				['Report Events', 'reports'],
				['TxPush Events', 'tx-push'],
			],
		],
		[
			'finApiTrigger',
			'finApi',
			[
				['Web Forms and Tasks', 'forms-and-tasks'],
				['Notifications', 'notifications'],
				['User Deletions', 'user-deletions'],
			],
		],
	] as const)('the %s are one for what it listens to', async (type, credential, kinds) => {
		const panel = await open(type, credential);
		await unfold();
		for (const [index, [kind, end]] of kinds.entries()) {
			if (index > 0) await choose(page, 'listenTo', kind);
			await expectAddresses(panel, [end]);
		}
	});
});

describe('publishing', () => {
	async function openAndPublish(id: string): Promise<Publication> {
		await openWorkflow(page, id);
		return await publish(page);
	}

	it('names the credential that is missing', async () => {
		const { complaint } = await openAndPublish(
			await save('finicityTrigger', 'finicityApi', {}, {}),
		);
		expect(complaint).toContain('Credential not configured: finicityApi');
		expect(stage.tab.problems()).toEqual([expect.stringMatching(/^400: POST .*\/activate$/)]);
	});

	it('the Salt Edge Trigger says what is wrong with its public key, and then what to do', async () => {
		const publicKey = 'not a key';
		const wrong = await save('saltEdgeTrigger', 'saltEdgeApi', { options: { publicKey } });
		expect((await openAndPublish(wrong)).complaint).toContain(
			"'Public Key' is not an RSA public key in PEM. Paste Salt Edge's key",
		);
		const { hint, complaint } = await openAndPublish(await save('saltEdgeTrigger', 'saltEdgeApi'));
		expect(complaint).toBeUndefined();
		expect(hint).toContain('copy the Production URLs of the trigger into Callbacks');
	});

	it('the Finicity Trigger says what its credential lacks, and then what to do', async () => {
		const { data, type } = finicityCredential(banks.finicity);
		const token = { ...data, authentication: 'appToken', appToken: 'fetched' };
		const finicityApi = await stage.editor.saveCredential({ type, name: 'Token', data: token });
		const wrong = await save('finicityTrigger', 'finicityApi', {}, { finicityApi });
		expect((await openAndPublish(wrong)).complaint).toContain(
			"'Credential' has no Partner Secret, with which Finicity signs events. Choose a credential",
		);
		const { hint, complaint } = await openAndPublish(await save('finicityTrigger', 'finicityApi'));
		expect(complaint).toBeUndefined();
		expect(hint).toContain('you give Finicity the Production URL of the trigger');
	});

	it('the finAPI Trigger says that its credential is of no user, and then what to do', async () => {
		const { data, type } = finApiCredential(banks.finApi);
		const client = { ...data, authentication: 'client' };
		const finApi = await stage.editor.saveCredential({ type, name: 'Client', data: client });
		const wrong = await save('finApiTrigger', 'finApi', {}, { finApi });
		expect((await openAndPublish(wrong)).complaint).toContain(
			"'Credential' signs in with Client, but web forms and tasks are a user's. Choose another",
		);
		const { hint, complaint } = await openAndPublish(await save('finApiTrigger', 'finApi'));
		expect(complaint).toBeUndefined();
		expect(hint).toContain('only after you enter the Production URL of the trigger');
	});
});

describe('a trigger for new transactions', () => {
	/** What stands in a column of the output, top to bottom. */
	async function column(name: string): Promise<string[]> {
		const table = page.locator('[data-test-id="output-panel"] table');
		await table.locator('tbody td').first().waitFor();
		const heads = (await table.locator('th').allInnerTexts()).map((text) => text.trim());
		const cells = table.locator(`tbody td:nth-child(${heads.indexOf(name) + 1})`);
		return (await cells.allInnerTexts()).map((text) => text.trim());
	}

	it.each([
		['finicityTransactionTrigger', 'finicityApi', 'maria.santos'],
		['finApiTransactionTrigger', 'finApi', undefined],
		['saltEdgeTransactionTrigger', 'saltEdgeApi', 'erika.mustermann'],
	])('%s shows the newest ones, and can be published', async (type, credential, customer) => {
		await open(type, credential);
		if (customer !== undefined) await chooseEntry(page, 'customerId', customer);
		const fetch = byTestId(page, 'node-execute-button');
		expect(await fetch.innerText()).toBe('Fetch Test Event');
		await fetch.click();
		const days = await column('date');
		expect(days).toHaveLength(5);
		expect(days).toEqual([...days].sort());
		await byTestId(page, 'ndv-close-button').click();
		expect((await publish(page)).complaint).toBeUndefined();
	});
});
