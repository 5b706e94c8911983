import { join } from 'node:path';
import { type FinApiSandbox, fillWebForm, startFinApi } from '../sandbox/finapi';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import { Browser } from '../support/browser';
import { connectBank } from '../support/saltEdgeWidget';
import { until } from '../support/until';
import { finApiCredential, finicityCredential, saltEdgeCredential } from './banks';
import { enterAddresses, trusting } from './callbacks';
import { type Editor, type Item, type Run, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { type N8n, startN8n } from './n8n';
import { freePort } from './ports';
import { readExample } from './workflows';

let n8n: N8n;
let editor: Editor;
let finApi: FinApiSandbox;
let finicity: FinicitySandbox;
let saltEdge: SaltEdgeSandbox;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	n8n = await startN8n(await freePort(), join(testFolder, 'examples'));
	editor = await signIn(n8n.url);
	[finApi, finicity, saltEdge] = await Promise.all([
		startFinApi({ license: 'UNLICENSED' }),
		startFinicity(),
		startSaltEdge(),
	]);
	credentialIds = {
		finApi: await editor.saveCredential(finApiCredential(finApi)),
		finicityApi: await editor.saveCredential(finicityCredential(finicity)),
		saltEdgeApi: await editor.saveCredential(saltEdgeCredential(saltEdge)),
	};
});

afterAll(async () => {
	await n8n?.stop();
	await Promise.all([finApi, finicity, saltEdge].map((bank) => bank?.close()));
});

async function importExample(file: string): Promise<Workflow> {
	const workflow = trusting(await readExample(file), saltEdge.callbacks.publicKeyOf('v6'));
	await editor.importWorkflow(workflow, credentialIds);
	return workflow;
}

const itemsOf = (run: Run, node: string): Item['json'][] =>
	run.nodes.find((each) => each.node === node)?.items.map(({ json }) => json) ?? [];

/** What a node gives in a run that still goes on. */
async function outputOf(id: string, node: string): Promise<Item['json']> {
	let items: Item['json'][] = [];
	await until(async () => (items = itemsOf(await editor.lookAtRun(id), node)).length > 0, {
		everyMs: 100,
	});
	return items[0] ?? {};
}

async function rowsOf(bank: string) {
	const { rows } = await editor.readTable('Bank transactions');
	return rows.filter((row) => row.bank === bank);
}

it('salt', async () => {
	const workflow = await importExample('salt-edge-connect-and-read.json');
	await editor.publish(workflow);
	enterAddresses(saltEdge.callbacks, ['success'], n8n.url, workflow);
	const run = await editor.run(workflow, undefined);
	console.log(JSON.stringify(run, null, 1).slice(0, 3000));
	const [link] = itemsOf(run, 'Make the Link');
	const page = await connectBank(String(link?.connect_url), {}, () => saltEdge.pass(60_000));
	console.log(page.left);
	await saltEdge.callbacks.settled();
	let ids: string[] = [];
	await until(async () => (ids = await editor.listRuns(workflow)).length > 1, { everyMs: 100 });
	for (const id of ids) {
		const each = await editor.openRun(id);
		console.log(
			each.status,
			each.error,
			each.nodes.map(({ node, items, error }) => [
				node,
				items.length,
				error?.message,
				JSON.stringify(items[0]?.json),
			]),
		);
	}
	console.log((await rowsOf('Salt Edge')).length, (await rowsOf('Salt Edge'))[0]);
});

it('finicity', async () => {
	const workflow = await importExample('finicity-connect-and-read.json');
	const id = await editor.start(workflow);
	const { link } = await outputOf(id, 'Make the Link');
	const browser = new Browser();
	await browser.open(String(link));
	browser.fill('search', 'FinBank');
	await browser.click('Search');
	await browser.click('FinBank');
	browser.fill('username', 'profile_02');
	browser.fill('password', 'profile_02');
	await browser.click('Sign in');
	await browser.click('Share');
	console.log(browser.url, browser.title, browser.buttons);
	await browser.open(browser.url);
	console.log(browser.html);
	const run = await editor.openRun(id);
	console.log(
		run.status,
		run.error,
		run.nodes.map(({ node, items, error }) => [
			node,
			items.length,
			error?.message,
			JSON.stringify(items[0]),
		]),
	);
	console.log((await rowsOf('Finicity')).length, (await rowsOf('Finicity'))[0]);
});

it('finapi', async () => {
	const workflow = await importExample('finapi-connect-and-read.json');
	const id = await editor.start(workflow);
	const { url } = await outputOf(id, 'Make the Web Form');
	await fillWebForm(String(url), {
		bankId: '280001',
		login: ['demo_no_msa', 'demo_no_msa'],
		storeSecrets: true,
	});
	const run = await editor.openRun(id);
	console.log(
		run.status,
		run.error,
		run.nodes.map(({ node, items, error }) => [
			node,
			items.length,
			error?.message,
			JSON.stringify(items[0]),
		]),
	);
	console.log((await rowsOf('finAPI')).length, (await rowsOf('finAPI'))[0]);
});
