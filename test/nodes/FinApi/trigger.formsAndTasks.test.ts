import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { fillWebForm, type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { finApiCredential } from '../../support/finApi';
import {
	closeTriggers,
	createForm,
	createTask,
	items,
	listen,
	tell as tellAt,
	triggerSetup,
} from '../../support/finApiTrigger';
import { gate } from '../../support/gate';
import { publish, shownAddresses, type Trigger } from '../../support/trigger';
import { arrivals, until } from '../../support/until';

let sandbox: FinApiSandbox;

beforeEach(async () => {
	sandbox = await startFinApi({ license: 'UNLICENSED' });
});

afterEach(async () => {
	await closeTriggers();
	await sandbox.close();
});

const end = 'forms-and-tasks';
const tell = async (trigger: Trigger, says: object) => await tellAt(trigger, end, says);
const login = { bankId: '280001', login: ['demo_no_msa', 'demo_no_msa'] };
const demo = '9007199254740993';
const needsUser = '4500000000002';

/** Which requests asked about forms and tasks. */
const asked = () =>
	sandbox.requests
		.filter(({ method, path }) => method === 'GET' && /\/(webForms|tasks)\//.test(path))
		.map(({ path }) => path);

describe('a web form', () => {
	it('starts the workflow when its user is through, with the bank connection', async () => {
		const trigger = await listen(sandbox);
		const { id, url } = await createForm(sandbox, trigger);
		await fillWebForm(url, login);
		await until(() => trigger.started.length > 0);
		const connection = [...sandbox.state.connections.keys()].at(-1);
		expect(items(trigger)).toEqual([
			{
				...{ event: 'webForm.COMPLETED', webFormId: id, status: 'COMPLETED' },
				...{ type: 'BANK_CONNECTION_IMPORT', bankConnectionId: Number(connection) },
				...{ errorCode: null, errorMessage: null, confirmed: true },
			},
		]);
		await sandbox.callbacks.settled();
		expect(sandbox.callbacks.sent).toMatchObject([{ status: 200 }]);
	});

	it.each([
		['COMPLETED_WITH_ERROR', { errorCode: 'BANK_SERVER_REJECTION', errorMessage: 'Falsch' }],
		['EXPIRED', {}],
		['ABORTED', {}],
	])('that ends in %s starts it with what finAPI says', async (status, said) => {
		const trigger = await listen(sandbox);
		const { id } = await createForm(sandbox, trigger);
		sandbox.endForm(id, { status, ...said });
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toMatchObject([
			{ event: `webForm.${status}`, webFormId: id, status, ...said, confirmed: true },
		]);
	});

	it('starts it only with the events that the user has chosen', async () => {
		const trigger = await listen(sandbox, { endEvents: ['webForm.ABORTED'] });
		const [first, second] = [
			await createForm(sandbox, trigger),
			await createForm(sandbox, trigger),
		];
		sandbox.endForm(first.id, { status: 'EXPIRED' });
		sandbox.endForm(second.id, { status: 'ABORTED' });
		await sandbox.callbacks.settled();
		expect(items(trigger)).toMatchObject([{ webFormId: second.id }]);
	});

	it('is over once, whatever else is told of it', async () => {
		const trigger = await listen(sandbox);
		const { id } = await createForm(sandbox, trigger);
		sandbox.endForm(id, { status: 'ABORTED' });
		await until(() => trigger.started.length > 0);
		for (const says of [
			{ webFormId: id, status: 'ABORTED', more: 1 },
			{ status: 'COMPLETED', webFormId: id.toUpperCase() },
		]) {
			await expect(tell(trigger, says)).resolves.toMatchObject({ message: 'Received before' });
		}
		expect(trigger.started).toHaveLength(1);
	});

	it('starts it however many end at the same moment', async () => {
		const trigger = await listen(sandbox);
		const ids: string[] = [];
		for (let made = 0; made < 50; made += 1) {
			const { id } = await createForm(sandbox);
			sandbox.endForm(id, { status: 'ABORTED' });
			ids.push(id);
		}
		const { opened, open } = gate();
		sandbox.fault({ path: /\/webForms\//, until: opened, times: 20 });
		const before = asked().length;
		const tellOf = async (webFormId: string) =>
			await tell(trigger, { webFormId, status: 'ABORTED' });
		const calls = ids.map(tellOf);
		await until(() => asked().length - before >= 20);
		open();
		const answers = await Promise.all(calls);
		expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
		expect(
			items(trigger)
				.map(({ webFormId }) => webFormId)
				.sort(),
		).toEqual([...ids].sort());
	});
});

describe('a task', () => {
	it('starts the workflow when it is done', async () => {
		const trigger = await listen(sandbox);
		const id = await createTask(sandbox, demo, trigger);
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toMatchObject([
			{ event: 'task.COMPLETED', taskId: id, bankConnectionId: demo, confirmed: true },
		]);
	});

	it('starts it with the address of the form when it needs its user', async () => {
		const trigger = await listen(sandbox);
		const id = await createTask(sandbox, needsUser, trigger);
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toMatchObject([
			{
				...{ event: 'task.WEB_FORM_REQUIRED', taskId: id, bankConnectionId: Number(needsUser) },
				webForm: { url: expect.stringContaining(sandbox.baseUrl) as string },
			},
		]);
	});

	it('that needs its user is not over by that', async () => {
		const trigger = await listen(sandbox);
		const id = await createTask(sandbox, needsUser, trigger);
		await until(() => trigger.started.length === 1);
		sandbox.endTask(id, { status: 'COMPLETED' });
		await until(() => trigger.started.length === 2);
		expect(items(trigger).map(({ event }) => event)).toEqual([
			'task.WEB_FORM_REQUIRED',
			'task.COMPLETED',
		]);
		// What comes late about its user is true no more.
		const other = await createTask(sandbox, demo);
		sandbox.endTask(other, { status: 'COMPLETED' });
		await expect(
			tell(trigger, { taskId: other, status: 'WEB_FORM_REQUIRED' }),
		).resolves.toMatchObject({ status: 401 });
		expect(trigger.started).toHaveLength(2);
	});
});

describe('a call that finAPI does not confirm', () => {
	it.each<[string, IDataObject]>([
		['about a form that there is not', { webFormId: randomUUID(), status: 'COMPLETED' }],
		['about a task that there is not', { taskId: randomUUID(), status: 'COMPLETED' }],
	])('starts nothing: %s', async (_, says) => {
		const trigger = await listen(sandbox);
		await expect(tell(trigger, says)).resolves.toEqual({
			...{ status: 401, message: 'The bank does not confirm it' },
		});
		expect(asked()).toHaveLength(1);
		expect(trigger.started).toEqual([]);
		expect(trigger.kept()).toEqual({});
		expect(trigger.log).toEqual([
			'finAPI Trigger: refused a callback, for the bank knows nothing of what it tells.',
		]);
	});

	it("starts nothing: about another user's form", async () => {
		const trigger = await listen(sandbox);
		const { id } = await createForm(sandbox);
		sandbox.endForm(id, { status: 'COMPLETED' });
		const form = sandbox.state.webForms.get(id);
		if (form) form.userId = 'somebody-else';
		const answer = await tell(trigger, { webFormId: id, status: 'COMPLETED' });
		expect(answer.status).toBe(401);
		expect(trigger.started).toEqual([]);
	});

	it('starts it with the state that the form has in truth', async () => {
		const trigger = await listen(sandbox, { endEvents: ['webForm.COMPLETED', 'webForm.ABORTED'] });
		const { id } = await createForm(sandbox);
		sandbox.endForm(id, { status: 'ABORTED' });
		await tell(trigger, { webFormId: id, status: 'COMPLETED' });
		expect(items(trigger)).toMatchObject([{ event: 'webForm.ABORTED', status: 'ABORTED' }]);
	});

	it('starts nothing when the true state is not chosen', async () => {
		const trigger = await listen(sandbox, { endEvents: ['webForm.COMPLETED'] });
		const { id } = await createForm(sandbox);
		sandbox.endForm(id, { status: 'ABORTED' });
		const answer = await tell(trigger, { webFormId: id, status: 'COMPLETED' });
		expect(answer).toEqual({ status: 200, message: 'Not wanted' });
		expect(trigger.started).toEqual([]);
	});

	it('waits for a form that is still open, and does not keep its true end away', async () => {
		const trigger = await listen(sandbox);
		const { id } = await createForm(sandbox, trigger);
		const madeUp = tell(trigger, { webFormId: id, status: 'COMPLETED' });
		await until(() => asked().length > 0);
		await arrivals();
		expect(trigger.started).toEqual([]);
		sandbox.endForm(id, { status: 'ABORTED' });
		await expect(madeUp).resolves.toMatchObject({ status: 200 });
		await sandbox.callbacks.settled();
		expect(asked()).toHaveLength(2);
		expect(items(trigger)).toMatchObject([{ event: 'webForm.ABORTED', confirmed: true }]);
	});

	it.each([
		['finAPI is down', { status: 500 }],
		[
			'a proxy answers that there is nothing',
			{ status: 404, body: '<html>', contentType: 'text/html' },
		],
		[
			'a server in front of it answers so in JSON',
			{ status: 404, body: { status: 404, error: 'Not Found', path: '/webForms' } },
		],
	])('because %s can be sent again: it is not called a repeat', async (_, fault) => {
		const trigger = await listen(sandbox);
		const { id } = await createForm(sandbox);
		sandbox.endForm(id, { status: 'COMPLETED' });
		sandbox.fault({ path: /\/webForms\//, ...fault });
		const says = { webFormId: id, status: 'COMPLETED' };
		await expect(tell(trigger, says)).resolves.toEqual({
			...{ status: 503, message: 'The bank could not be asked about it' },
		});
		expect(trigger.started).toEqual([]);
		expect(trigger.log[0]).toMatch(/^finAPI Trigger: could not ask the bank about a callback/);
		await expect(tell(trigger, says)).resolves.toMatchObject({ status: 200 });
		expect(items(trigger)).toMatchObject([{ webFormId: id }]);
	});

	it('starts it when the user does not have it confirmed, and says so', async () => {
		const trigger = await listen(sandbox, { confirm: false });
		const says = { webFormId: randomUUID(), status: 'COMPLETED' };
		await tell(trigger, says);
		expect(items(trigger)).toEqual([{ event: 'webForm.COMPLETED', ...says, confirmed: false }]);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		{ webFormId: 'made-up', status: 'COMPLETED' },
		{ webFormId: `${randomUUID()}/../..`, status: 'COMPLETED' },
		{ taskId: 7, status: 'COMPLETED' },
		{ taskId: randomUUID(), status: 'completed?' },
		{ webFormId: randomUUID() },
		{ status: 'COMPLETED' },
	])('is no event: %j', async (says) => {
		const trigger = await listen(sandbox, { confirm: false });
		expect((await tell(trigger, says)).status).toBe(400);
		expect(trigger.started).toEqual([]);
	});
});

describe('Wait for Data', () => {
	it('goes on when accounts and transactions are there, with the bank connection', async () => {
		sandbox.state.importDelayMs = 1_500;
		const trigger = await listen(sandbox, { waitForData: true });
		const { url } = await createForm(sandbox, trigger);
		await fillWebForm(url, login);
		await sandbox.callbacks.settled();
		// finAPI has had its answer.
		expect(sandbox.callbacks.sent).toMatchObject([{ status: 200 }]);
		expect(trigger.started).toEqual([]);
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toMatchObject([
			{
				event: 'webForm.COMPLETED',
				bankConnection: {
					...{ bankId: 280001, updateStatus: 'READY', categorizationStatus: 'READY' },
					accountIds: expect.arrayContaining([expect.anything()]) as unknown[],
				},
			},
		]);
	});

	it('says so when they were not there in time, for the event must not be lost', async () => {
		sandbox.state.importDelayMs = 60_000;
		const trigger = await listen(sandbox, { waitForData: true, options: { maxWait: 1 } });
		const { url } = await createForm(sandbox, trigger);
		await fillWebForm(url, login);
		await until(() => trigger.started.length > 0);
		const [item] = items(trigger);
		expect(item?.bankConnectionError).toMatch(/^finAPI: bank connection \d+ was not ready after 1/);
		expect(item).not.toHaveProperty('bankConnection');
	});

	it('waits for nothing when the form came to nothing', async () => {
		const trigger = await listen(sandbox, { waitForData: true });
		const { id } = await createForm(sandbox, trigger);
		sandbox.endForm(id, { status: 'ABORTED', bankConnectionId: demo });
		await until(() => trigger.started.length > 0);
		expect(items(trigger)[0]).not.toHaveProperty('bankConnection');
	});
});

describe('the panel', () => {
	const refusal = async (parameters: IDataObject, changes: object = {}) =>
		await publish(
			triggerSetup(sandbox, parameters, {
				credentials: finApiCredential(sandbox, { ...changes }),
			}),
		).catch((error: Error) => error.message);

	it.each<[IDataObject, object, string]>([
		[
			{},
			{ authentication: 'client' },
			"signs in with Client, but web forms and tasks are a user's",
		],
		[{}, { apiVersion: 'V1' }, 'is for V1'],
		[{}, { webFormUrl: '' }, "'Web Form URL' of the credential is empty"],
		[{ endEvents: [] }, {}, "'Events' is empty"],
		[{ listenTo: 'balances' }, {}, "'Listen To' has no 'balances'"],
		[{ confirm: 'perhaps' }, {}, "'Confirm With finAPI' must be true or false"],
		[{ options: { maxWait: 0 } }, {}, "'Max Wait for Data (Seconds)' must be a number of seconds"],
		[
			{ options: { maxWait: 99_999 } },
			{},
			"'Max Wait for Data (Seconds)' must be a number of seconds",
		],
	])('refuses to be published with %j and %j', async (parameters, changes, message) => {
		expect(await refusal(parameters, changes)).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('is published with any credential when nothing is confirmed', async () => {
		expect(await refusal({ confirm: false }, { authentication: 'client' })).toBe(true);
	});

	it('says that finAPI signs nothing, and shows one address', () => {
		const setup = triggerSetup(sandbox);
		expect(shownAddresses(setup)).toEqual([end]);
		const notices = setup.nodeType.description.properties.filter(({ type }) => type === 'notice');
		expect(notices[0]?.displayName).toContain('finAPI does not sign these calls');
	});
});
