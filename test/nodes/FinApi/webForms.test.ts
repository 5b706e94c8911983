import type { IDataObject } from 'n8n-workflow';
import { fillWebForm, type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { finApiCredential, runFinApi } from '../../support/finApi';
import { byId } from '../../support/finicity';

let sandbox: FinApiSandbox;

beforeEach(async () => {
	sandbox = await startFinApi({ license: 'UNLICENSED' });
});

afterEach(async () => await sandbox.close());

const run = async (resource: string, operation: string, parameters: IDataObject = {}) =>
	await runFinApi(sandbox, operation, { resource, ...parameters });

const waiting = { options: { waitForCompletion: true, maxCompletionWait: 20 } };

async function createForm(): Promise<IDataObject> {
	const { items, error } = await run('webForm', 'createForBankConnectionImport');
	expect(error).toBeUndefined();
	return items[0]?.json ?? {};
}

const transactionsOn = ({ id }: { id: string }): number =>
	sandbox.state.transactionsOn(new Set([id])).length;

async function createTask(id: string, more: IDataObject = {}) {
	return await run('task', 'createBackgroundUpdate', { bankConnectionId: byId(id), ...more });
}

describe('a web form', () => {
	it('comes with its address and how long it lives before everything else', async () => {
		const form = await createForm();
		expect(Object.keys(form).slice(0, 2)).toEqual(['url', 'expiresAt']);
		expect(form.url).toContain(sandbox.baseUrl);
	});

	it('gives the bank connection when the user has gone through it', async () => {
		const form = await createForm();
		const wait = run('webForm', 'get', { webFormId: form.id as string, ...waiting });
		await fillWebForm(String(form.url), {
			bankId: '280001',
			login: ['demo_no_msa', 'demo_no_msa'],
		});
		const { items, error } = await wait;
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			expect.objectContaining({ id: expect.any(Number) as number, bankId: 280001 }),
		]);
	});

	it.each([
		['COMPLETED_WITH_ERROR', 'ended with an error'],
		['EXPIRED', 'nobody has finished it in time'],
		['ABORTED', 'the user has given it up'],
		['CANCELLED', 'it was cancelled'],
		['SOMETHING_NEW', 'ended in a way that is not known (SOMETHING_NEW)'],
	])('that ends in %s says so', async (status, message) => {
		const { id } = await createForm();
		sandbox.endForm(String(id), { status });
		const { error } = await run('webForm', 'get', { webFormId: String(id), ...waiting });
		expect(error?.message).toContain(message);
		expect(error?.message).toContain(String(id));
	});

	it('tells the code and the words of finAPI', async () => {
		const { id } = await createForm();
		sandbox.endForm(String(id), {
			status: 'COMPLETED_WITH_ERROR',
			errorCode: 'INVALID_TOKEN',
			errorMessage: 'The token is over',
		});
		const { error } = await run('webForm', 'get', { webFormId: String(id), ...waiting });
		expect(error?.message).toContain('The token is over (code INVALID_TOKEN)');
		expect(error?.description).toContain('run out meanwhile');
	});

	it('needs its address in a credential with a URL of its own', async () => {
		const { error } = await runFinApi(
			sandbox,
			'getMany',
			{ resource: 'webForm' },
			{ credentials: finApiCredential(sandbox, { webFormUrl: '' }) },
		);
		expect(error?.message).toContain("'Web Form URL' of the credential is empty");
		expect(sandbox.requests).toEqual([]);
	});

	it('is refused in the words of the service, with the field', async () => {
		const { error } = await run('webForm', 'createForBankConnectionImport', {
			additionalFields: { redirectUrl: 'https://example.com/back' },
		});
		expect(error?.message).toContain('redirectUrl must not be given');
		expect(error?.message).toContain('(code INVALID_REDIRECT_URL)');
	});
});

describe('a background update', () => {
	it('is waited for until the data is there, which comes after the end of the task', async () => {
		const connection = '9007199254740993';
		const before = sandbox.state.connections.get(connection)?.accounts.map(transactionsOn) ?? [];
		sandbox.state.importDelayMs = 1_500;
		const { items, error } = await createTask(connection, waiting);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ updateStatus: 'READY', categorizationStatus: 'READY' });
		const now = sandbox.state.connections.get(connection)?.accounts.map(transactionsOn) ?? [];
		expect(Math.max(...now)).toBeGreaterThan(Math.max(...before));
	});

	it('gives the bank connection when it is done', async () => {
		const { items, error } = await createTask('9007199254740993', waiting);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: '9007199254740993', bankId: 277002 });
	});

	it('that needs the user gives an item with the address of the form', async () => {
		const { items, error } = await createTask('4500000000002', waiting);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({
			stepRequired: true,
			status: 'WEB_FORM_REQUIRED',
			bankConnectionId: 4500000000002,
			webFormUrl: expect.stringContaining(sandbox.baseUrl) as string,
		});
	});

	it.each([
		['COMPLETED_WITH_ERROR', 'ended with an error'],
		['SOMETHING_NEW', 'ended in a way that is not known (SOMETHING_NEW)'],
	])('that ends in %s says so', async (status, message) => {
		const { items } = await createTask('9007199254740993');
		const taskId = String(items[0]?.json.id);
		sandbox.endTask(taskId, { status });
		const { error } = await run('task', 'get', { taskId, ...waiting });
		expect(error?.message).toContain(message);
	});

	it('takes all of the user fields or none', async () => {
		const { error } = await createTask('9007199254740993', {
			additionalFields: { deviceOs: 'iOS' },
		});
		expect(error?.message).toContain("'User Device OS' goes together");
		expect(sandbox.requests).toEqual([]);
	});
});
