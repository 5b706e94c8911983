import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import { day } from '../support/saltEdge';
import { callSaltEdge } from '../support/saltEdgeClient';
import { cancel, openWidget } from '../support/saltEdgeWidget';
import { until } from '../support/until';
import { finApiCredential, finicityCredential, saltEdgeCredential } from './banks';
import { chosenTypes, enterAddresses, trusting } from './callbacks';
import { type Editor, type Item, type Run, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { FormVisitor } from './formVisitor';
import { type Mailbox, openMailbox } from './mailbox';
import { type Model, startModel } from './model';
import { type N8n, startN8n } from './n8n';
import { connectAtFinApi, connectAtFinicity, connectAtSaltEdge } from './people';
import { freePort } from './ports';
import { readExample } from './workflows';

const userFolder = join(testFolder, 'examples');
const DAY = 24 * 60 * 60 * 1000;
/** A connection at Salt Edge that works. */
const SIMPLE = '907152193875460301';
const NEIGHBOURS = '907152193875460307';

let n8n: N8n;
let editor: Editor;
let finApi: FinApiSandbox;
let finicity: FinicitySandbox;
let saltEdge: SaltEdgeSandbox;
let mailbox: Mailbox;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	n8n = await startN8n(await freePort(), userFolder);
	editor = await signIn(n8n.url);
	finApi = await startFinApi({ license: 'UNLICENSED' });
	finicity = await startFinicity();
	saltEdge = await startSaltEdge();
	mailbox = await openMailbox();
	credentialIds = {
		finApi: await editor.saveCredential(finApiCredential(finApi)),
		finicityApi: await editor.saveCredential(finicityCredential(finicity)),
		saltEdgeApi: await editor.saveCredential(saltEdgeCredential(saltEdge)),
		smtp: await editor.saveCredential(mailbox.credential),
	};
});

afterAll(async () => {
	await n8n?.stop();
	await Promise.all([finApi, finicity, saltEdge, mailbox].map((each) => each?.close()));
});

let attempt = 0;

beforeEach(async () => {
	for (const bank of [finApi, finicity, saltEdge]) bank.reset();
	mailbox.mails.length = 0;
	// The banks have forgotten their tokens, so n8n gets keys that have never signed in.
	attempt += 1;
	for (const { data, ...credential } of [finApiCredential(finApi), finicityCredential(finicity)]) {
		await editor.saveCredential({ ...credential, data: { ...data, attempt } });
	}
});

async function importExample(file: string, changed = (text: string) => text): Promise<Workflow> {
	const example = JSON.parse(changed(JSON.stringify(await readExample(file)))) as Workflow;
	const workflow = trusting(example, saltEdge.callbacks.publicKeyOf('v6'));
	await editor.importWorkflow(workflow, credentialIds);
	return workflow;
}

/** The same, and starts by itself from now on. */
async function publishExample(file: string, changed?: (text: string) => string): Promise<Workflow> {
	const workflow = await importExample(file, changed);
	await editor.publish(workflow);
	return workflow;
}

function expectSuccess({ status, error }: Run): void {
	expect(error).toBeUndefined();
	expect(status).toBe('success');
}

async function runExample(file: string, changed?: (text: string) => string): Promise<Run> {
	const run = await editor.run(await importExample(file, changed));
	expectSuccess(run);
	return run;
}

const itemsOf = (run: Run | undefined, node: string): Item['json'][] =>
	run?.nodes.find((each) => each.node === node)?.items.map(({ json }) => json) ?? [];

/** What a node gives first, in a run that may still go on. */
async function outputOf(id: string, node: string): Promise<Item['json']> {
	let items: Item['json'][] = [];
	await until(
		async () => {
			const run = await editor.lookAtRun(id);
			if (run.error) throw new Error(run.error.message);
			items = itemsOf(run, node);
			return items.length > 0;
		},
		{ everyMs: 100 },
	);
	return items[0] ?? {};
}

/** The run that something has set off, when it has ended. */
async function runAfter(workflow: Workflow, known: readonly string[]): Promise<Run> {
	let id: string | undefined;
	await until(
		async () => {
			id = (await editor.listRuns(workflow)).find((each) => !known.includes(each));
			return id !== undefined;
		},
		{ everyMs: 100 },
	);
	return await editor.openRun(String(id));
}

async function rowsOf(bank: string) {
	const { rows } = await editor.readTable('Bank transactions');
	return rows.filter((row) => row.bank === bank);
}

/** Fails when a transaction is in the table twice. */
function expectNoneTwice(rows: Record<string, unknown>[]): void {
	const keys = rows.map(({ accountId, transactionId }) => `${accountId} ${transactionId}`);
	expect(new Set(keys).size).toBe(rows.length);
}

const aTransaction = {
	transactionId: expect.stringMatching(/^\d+$/) as string,
	accountId: expect.stringMatching(/^\d+$/) as string,
	date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
	amount: expect.any(Number) as number,
	status: expect.any(String) as string,
};

const addressOf = ({ nodes }: Workflow, type: string, path: string): string =>
	`${n8n.url}/${path}/${nodes.find((node) => node.type === type)?.webhookId}`;

describe('the whole job', () => {
	it('of Salt Edge: a link, a bank, a callback, and its transactions in a table', async () => {
		const workflow = await publishExample('salt-edge-connect-and-read.json');
		enterAddresses(saltEdge.callbacks, chosenTypes(workflow), n8n.url, workflow);
		const sent = await editor.run(workflow);
		expectSuccess(sent);
		const known = await editor.listRuns(workflow);
		await connectAtSaltEdge(String(itemsOf(sent, 'Make the Link')[0]?.connect_url));
		const read = await runAfter(workflow, known);
		await editor.unpublish(workflow);

		expectSuccess(read);
		expect(itemsOf(read, 'List the Accounts')).toHaveLength(2);
		const rows = await rowsOf('Salt Edge');
		expect(rows).toHaveLength(itemsOf(read, 'List the Transactions').length);
		expect(rows.length).toBeGreaterThan(50);
		expectNoneTwice(rows);
		for (const row of rows) expect(row).toMatchObject({ ...aTransaction, currency: 'EUR' });
	});

	it('of Finicity: a link, a bank, the way back, its transactions and a statement', async () => {
		const workflow = await importExample('finicity-connect-and-read.json');
		const id = await editor.start(workflow);
		await connectAtFinicity(String((await outputOf(id, 'Make the Link')).link));
		const run = await editor.openRun(id);

		expectSuccess(run);
		expect(itemsOf(run, 'List the Accounts').map(({ name }) => name)).toEqual([
			'FinBank Checking',
			'FinBank Savings',
		]);
		const rows = await rowsOf('Finicity');
		expect(rows).toHaveLength(itemsOf(run, 'List the Transactions').length);
		expect(rows.length).toBeGreaterThan(10);
		for (const row of rows) expect(row).toMatchObject({ ...aTransaction, currency: 'USD' });
		expect(itemsOf(run, 'Get the Newest Statement')).toMatchObject([
			{ mimeType: 'application/pdf', fileName: expect.stringMatching(/\.pdf$/) as string },
		]);
	});

	it('of finAPI: a form, a bank, its transactions, and those that an update brings', async () => {
		const workflow = await importExample('finapi-connect-and-read.json');
		const id = await editor.start(workflow);
		await connectAtFinApi(String((await outputOf(id, 'Make the Web Form')).url));
		const run = await editor.openRun(id);

		expectSuccess(run);
		const written = itemsOf(run, 'Write to the Table').length;
		const added = itemsOf(run, 'Add Them to the Table').length;
		expect(written).toBeGreaterThan(20);
		expect(added).toBeGreaterThan(0);
		const rows = await rowsOf('finAPI');
		expect(rows).toHaveLength(written + added);
		expectNoneTwice(rows);
		for (const row of rows) expect(row).toMatchObject({ ...aTransaction, currency: 'EUR' });
	});
});

it('new user: a client makes one, as whom the same credential then signs in', async () => {
	const { data, ...bank } = finApiCredential(finApi);
	const credential = { ...bank, name: 'New finAPI' };
	const asClient = { ...data, authentication: 'client', userId: '', password: '' };
	const workflow = await readExample('finapi-new-user.json');
	const id = await editor.saveCredential({ ...credential, data: asClient });
	await editor.importWorkflow(workflow, { finApi: id });
	const run = await editor.run(workflow);
	expectSuccess(run);
	const [user] = itemsOf(run, 'Copy This into the Credential');
	const asUser = { ...data, userId: user?.['User ID'], password: user?.Password };
	expect(await editor.saveCredential({ ...credential, data: asUser })).toBe(id);
	const tested = await editor.testCredential(id, { ...credential, data: asUser });
	expect(tested).toMatchObject({ status: 'OK' });
});

it('nightly: transactions of all customers are in the table once, however often it runs', async () => {
	await editor.deleteTable('Bank transactions');
	const first = await runExample('nightly-transactions.json');
	const rows = await rowsOf('Finicity');
	expect(rows).toHaveLength(itemsOf(first, 'List the Transactions').length);
	expect(rows.length).toBeGreaterThan(20);
	expectNoneTwice(rows);
	expect(itemsOf(first, 'List the Customers').length).toBeGreaterThan(2);

	finicity.passNights(2);
	const second = await runExample('nightly-transactions.json');
	const later = await rowsOf('Finicity');
	expect(itemsOf(second, 'Write to the Table').length).toBeGreaterThan(0);
	expect(later.length).toBeGreaterThan(rows.length);
	expectNoneTwice(later);
});

it('new transaction: an email for one above the amount', async () => {
	const run = await runExample('new-transaction-to-email.json');
	const found = itemsOf(run, 'finAPI Transaction Trigger');
	const amounts = found.map(({ amount }) => Math.abs(Number(amount)));
	expect(amounts.length).toBeGreaterThan(0);
	expect(Math.min(...amounts)).toBeGreaterThanOrEqual(100);
	expect(mailbox.mails).toHaveLength(amounts.length);
	for (const amount of amounts) {
		expect(mailbox.mails.some(({ text }) => text.includes(` ${amount} EUR `))).toBe(true);
	}
});

it('renewal: broken connections and consents that end get an email with a link', async () => {
	const consent = saltEdge.state.connections.get(SIMPLE)?.consent;
	if (consent) consent.expiresAt = Date.now() + 10 * DAY;
	const run = await runExample('renew-consents.json');
	const ending = itemsOf(run, 'Ends within Two Weeks').map(({ connection_id: id }) => id);
	expect(ending).toEqual([SIMPLE]);
	const links = itemsOf(run, 'Make the Link').map(({ connect_url: url }) => String(url));
	expect(mailbox.mails.length).toBe(links.length);
	expect(mailbox.mails.length).toBeGreaterThan(1);
	const texts = mailbox.mails.map(({ text }) => text.replace(/=\n/g, ''));
	for (const link of links) expect(texts.some((text) => text.includes(link))).toBe(true);
	expect(texts.filter((text) => text.includes('Your consent ends on'))).toHaveLength(1);
});

it('one table: all three banks with the same columns', async () => {
	await editor.deleteTable('Bank transactions');
	const run = await runExample('one-table-for-three-banks.json');
	for (const bank of ['Salt Edge', 'finAPI', 'Finicity']) {
		const rows = await rowsOf(bank);
		expect(rows.length).toBeGreaterThan(5);
		expectNoneTwice(rows);
		for (const row of rows) {
			const currency = expect.stringMatching(/^[A-Z]{3}$/) as string;
			expect(row).toMatchObject({ ...aTransaction, currency });
		}
	}
	expect(itemsOf(run, 'All Together').length).toBeGreaterThan(0);
});

it('statements: a PDF for each account, in the folder', async () => {
	const folder = join(userFolder, '.n8n-files');
	await mkdir(folder, { recursive: true });
	const run = await runExample('statements-to-folder.json', (text) =>
		text.replace('/home/node/.n8n-files', folder),
	);
	const files = await readdir(folder);
	expect(files).toHaveLength(itemsOf(run, 'Write the File').length);
	expect(files.length).toBeGreaterThan(1);
	for (const file of files) {
		expect(file).toMatch(/^\d{4}-\d{2}-statement-\d+-1\.pdf$/);
		expect((await readFile(join(folder, file))).subarray(0, 5).toString()).toBe('%PDF-');
	}
});

it('callbacks: a fetch that worked, one that failed, and a deletion each start their branch', async () => {
	const workflow = await publishExample('salt-edge-callbacks.json');
	enterAddresses(saltEdge.callbacks, chosenTypes(workflow), n8n.url, workflow);
	saltEdge.pass(DAY);
	const call = async (address: string, data: object = {}) =>
		await callSaltEdge(saltEdge, 'v6', address, { body: { data } });
	const terms = { scopes: ['accounts', 'transactions'], from_date: day(-30) };
	const causes: [string, () => Promise<unknown>][] = [
		['Get the Connection', () => call(`POST /connections/${SIMPLE}/background_refresh`)],
		[
			'Tell the Reason',
			async () => {
				const wish = { customer_id: saltEdge.customerId, consent: terms };
				const { data } = await call('POST /connections/connect', wish);
				await cancel(await openWidget((data as { connect_url: string }).connect_url));
			},
		],
		[
			'Tell That It Is Gone',
			async () => await callSaltEdge(saltEdge, 'v6', `DELETE /connections/${NEIGHBOURS}`),
		],
	];
	for (const [node, cause] of causes) {
		const known = await editor.listRuns(workflow);
		await cause();
		const run = await runAfter(workflow, known);
		expectSuccess(run);
		expect(run.nodes.at(-1)?.node).toBe(node);
	}
	await editor.unpublish(workflow);
});

it('welcome back: a customer is led to the bank and greeted afterwards', async () => {
	const workflow = await publishExample('salt-edge-welcome-back.json');
	const address = `${n8n.url}/webhook/connect-a-bank?customer=customer-4712`;
	const come = await fetch(address, { redirect: 'manual' });
	expect(come.status).toBe(307);
	const back = await connectAtSaltEdge(come.headers.get('location') ?? '');
	const page = await (await fetch(back)).text();
	await editor.unpublish(workflow);
	expect(page).toContain('<h1>Welcome back</h1><p>You have connected 2 accounts.</p>');
});

it('form page: somebody connects a bank through a form of n8n', async () => {
	const workflow = await publishExample('finapi-form-page.json');
	const visitor = await FormVisitor.open(addressOf(workflow, 'n8n-nodes-base.formTrigger', 'form'));
	expect(visitor.html).toContain('Connect your bank');
	await visitor.submit(['Ada'], 'Hello Ada!');
	const [, link = ''] = /href="(http[^"]*webForm[^"]*)"/.exec(visitor.html) ?? [];
	await connectAtFinApi(link);
	await visitor.submit([], 'Your bank is connected');
	await editor.unpublish(workflow);
	expect(visitor.html).toContain('Thank you, Ada. We can read 2 accounts now.');
});

describe('for a licensed client', () => {
	let licensed: FinApiSandbox;
	let usual: string;

	beforeAll(async () => {
		usual = String(credentialIds.finApi);
		licensed = await startFinApi();
		const credential = { ...finApiCredential(licensed), name: 'Licensed finAPI' };
		credentialIds = { ...credentialIds, finApi: await editor.saveCredential(credential) };
	});

	afterAll(async () => {
		credentialIds = { ...credentialIds, finApi: usual };
		await licensed.close();
	});

	it('import with a TAN: the bank asks twice, and one node serves all steps', async () => {
		const workflow = await publishExample('finapi-import-with-tan.json');
		const address = addressOf(workflow, 'n8n-nodes-base.formTrigger', 'form');
		const visitor = await FormVisitor.open(address);
		await visitor.submit(['demo', 'demo'], '955: smsTAN');
		await visitor.submit(['955'], 'Bitte geben Sie die TAN');
		await visitor.submit(['123456'], 'Your bank is connected');
		await editor.unpublish(workflow);
		expect(visitor.html).toContain('finAPI Test Bank: 2 accounts');
	});
});

describe('an AI agent', () => {
	let model: Model;

	beforeAll(async () => {
		model = await startModel(({ messages }) => {
			const last = messages.at(-1);
			if (last?.role !== 'tool') {
				const span = { from: '2000-01-01', to: '2099-12-31', search: 'Bäckerei' };
				return { tool: 'Find_Transactions', arguments: span };
			}
			const found = [...String(last.content).matchAll(/"amount":(-?[\d.]+)/g)];
			const sum = found.reduce((total, [, amount]) => total + Number(amount), 0);
			return { content: `${found.length} purchases, ${sum.toFixed(2)} EUR` };
		});
		credentialIds = { ...credentialIds, openAiApi: await editor.saveCredential(model.credential) };
	});

	afterAll(async () => await model.close());

	it('answers what was spent, with tools that can only read', async () => {
		const workflow = await importExample('ai-agent-spending.json');
		const chatInput = 'What did I spend on bakeries?';
		const asked = { json: { sessionId: '1', action: 'sendMessage', chatInput } };
		const withQuestion = { ...workflow, pinData: { 'When You Ask': [asked] } };
		await editor.importWorkflow(withQuestion, credentialIds);
		const before = finApi.requests.length;
		const run = await editor.run(withQuestion);
		expectSuccess(run);
		const accounts = [...finApi.state.connections.values()]
			.filter(({ userId }) => userId === finApi.user.userId)
			.flatMap((connection) => connection.accounts.map(({ id }) => id));
		const spent = finApi.state
			.transactionsOn(new Set(accounts))
			.filter(({ counterpartName, purpose }) =>
				`${counterpartName} ${purpose}`.includes('Bäckerei'),
			);
		expect(spent.length).toBeGreaterThan(0);
		const sum = spent.reduce((total, { cents }) => total + cents, 0) / 100;
		expect(itemsOf(run, 'Agent')[0]?.output).toBe(
			`${spent.length} purchases, ${sum.toFixed(2)} EUR`,
		);
		expect(model.asked[0]?.tools.map((tool) => tool.function.name).sort()).toEqual([
			'Find_Transactions',
			'List_Accounts',
		]);
		const methods = finApi.requests.slice(before).map(({ method, url }) => `${method} ${url}`);
		const others = methods.filter((each) => !each.startsWith('GET ') && !each.includes('/oauth/'));
		expect(others).toEqual([]);
	});
});
