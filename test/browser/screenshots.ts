import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finApiCredential, finicityCredential, saltEdgeCredential } from '../e2e/banks';
import { Failure } from '../e2e/failure';
import { installN8n } from '../e2e/install';
import { readExample } from '../e2e/workflows';
import { startFinApi } from '../sandbox/finapi';
import { startFinicity } from '../sandbox/finicity';
import { startSaltEdge } from '../sandbox/saltedge';
import { byId } from '../support/finicity';
import { byTestId, openNode, openPanelOfNodes, openWorkflow, searchNodes } from './editorTab';
import { type Stage, startStage } from './stage';
import { singleNode } from './workflows';

const FOLDER = join(__dirname, '../../docs/pictures');

/** A node as its panel is to be seen. */
interface View {
	picture: string;
	type: string;
	credential: string;
	parameters: Record<string, unknown>;
}

const customerId = byId('7000000001');

const panels: readonly View[] = [
	{
		picture: 'finicity',
		type: 'finicity',
		credential: 'finicityApi',
		parameters: { resource: 'transaction', operation: 'getMany', customerId },
	},
	{
		picture: 'finapi',
		type: 'finApi',
		credential: 'finApi',
		parameters: { resource: 'webForm', operation: 'createForBankConnectionImport' },
	},
	{
		picture: 'saltedge',
		type: 'saltEdge',
		credential: 'saltEdgeApi',
		parameters: { resource: 'connection', operation: 'createConnectUrl' },
	},
];

async function takeAll({ tab: { page }, editor }: Stage, ids: Record<string, string>) {
	const take = async (picture: string) => {
		await page.screenshot({ path: join(FOLDER, `${picture}.png`) });
		console.log(`docs/pictures/${picture}.png`);
	};
	const open = async ({ type, credential, parameters }: Omit<View, 'picture'>) => {
		const workflow = singleNode(type, parameters, credential);
		await editor.importWorkflow(workflow, ids);
		await openNode(page, workflow.id, type);
	};
	const execute = async () => await byTestId(page, 'node-execute-button').click();

	await openPanelOfNodes(page);
	await searchNodes(page, 'bank', (names) => names.length >= 3);
	await take('search');

	for (const view of panels) {
		await open(view);
		await take(view.picture);
	}

	const [transactions] = panels;
	if (transactions) {
		await open(transactions);
		await execute();
		await page.locator('[data-test-id="output-panel"] td').first().waitFor();
		await take('transactions');
	}

	const parameters = { resource: 'customer', operation: 'get', customerId: byId('7999999999') };
	await open({ type: 'finicity', credential: 'finicityApi', parameters });
	await execute();
	await byTestId(page, 'node-error-message').waitFor();
	await take('error');

	await open({ type: 'saltEdgeTrigger', credential: 'saltEdgeApi', parameters: {} });
	await page.getByText('Webhook URLs', { exact: true }).click();
	await take('trigger');

	const workflow = await readExample('finicity-connect-and-read.json');
	await editor.importWorkflow(workflow, ids);
	await openWorkflow(page, workflow.id);
	await byTestId(page, 'zoom-to-fit').click();
	await take('workflow');
}

/** Takes the pictures of the docs anew, in a real n8n with the local banks. */
async function main(): Promise<void> {
	await installN8n();
	await mkdir(FOLDER, { recursive: true });
	const [finicity, finApi, saltEdge] = await Promise.all([
		startFinicity(),
		startFinApi(),
		startSaltEdge(),
	]);
	try {
		const stage = await startStage('screenshots');
		try {
			const ids = await stage.save([
				finicityCredential(finicity),
				finApiCredential(finApi),
				saltEdgeCredential(saltEdge),
			]);
			await takeAll(stage, ids);
		} finally {
			await stage.close();
		}
	} finally {
		for (const bank of [finicity, finApi, saltEdge]) await bank.close();
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Failure ? error.message : error);
	process.exitCode = 1;
});
