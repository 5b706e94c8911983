import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { finApiCredential, runFinApi } from '../../support/finApi';
import { closeTriggers, items, listen as start, tell } from '../../support/finApiTrigger';
import { gate } from '../../support/gate';
import type { Trigger, TriggerSetup } from '../../support/trigger';
import { until } from '../../support/until';

let sandbox: FinApiSandbox;

beforeEach(async () => {
	sandbox = await startFinApi();
});

afterEach(async () => {
	await closeTriggers();
	await sandbox.close();
});

type Parameters = IDataObject & { listenTo?: string };

const listen = async (
	{ listenTo = 'notifications', ...parameters }: Parameters = {},
	more: Partial<TriggerSetup> = {},
) => await start(sandbox, { listenTo, setAddress: true, ...parameters }, more);

const changes = () => sandbox.requests.filter(({ method }) => method === 'PATCH');
const entries = (trigger: Trigger) => {
	const node = (trigger.kept()['node:Trigger'] ?? {}) as IDataObject;
	return ((node.registered ?? {}) as IDataObject).entries;
};

describe.each([
	['notifications', 'userNotificationCallbackUrl', 'notifications'],
	['userDeletions', 'userSynchronizationCallbackUrl', 'user-deletions'],
] as const)("the client's address for %s", (listenTo, setting, end) => {
	const now = () => sandbox.state.settings[setting];

	it('is set when the workflow is published, and taken back when it no longer is', async () => {
		const trigger = await listen({ listenTo });
		await trigger.publish();
		expect(now()).toBe(trigger.address(end));
		expect(entries(trigger)).toEqual([{ setting, url: trigger.address(end) }]);
		await trigger.unpublish();
		expect(now()).toBeNull();
		expect(entries(trigger)).toBeUndefined();
	});

	it('is left alone unless the user wants it set', async () => {
		const trigger = await listen({ listenTo, setAddress: false });
		await trigger.publish();
		await trigger.unpublish();
		expect(sandbox.requests).toEqual([]);
	});

	it('is not set where another one stands, which is named', async () => {
		sandbox.state.settings[setting] = 'https://crm.example.com/finapi';
		const trigger = await listen({ listenTo });
		await expect(trigger.publish()).rejects.toThrow(
			'finAPI calls another address for this client already: https://crm.example.com/finapi.',
		);
		expect(changes()).toEqual([]);
		expect(now()).toBe('https://crm.example.com/finapi');
	});

	it('is not taken back when somebody has set another one since', async () => {
		const trigger = await listen({ listenTo });
		await trigger.publish();
		sandbox.state.settings[setting] = 'https://crm.example.com/finapi';
		await trigger.unpublish();
		expect(now()).toBe('https://crm.example.com/finapi');
		expect(changes()).toHaveLength(1);
		expect(entries(trigger)).toBeUndefined();
	});

	it('changes nothing else of the client', async () => {
		const { settings } = sandbox.state;
		const before = { ...settings };
		const trigger = await listen({ listenTo });
		await trigger.publish();
		expect(changes().map(({ rawBody }) => JSON.parse(rawBody) as unknown)).toEqual([
			{ [setting]: trigger.address(end) },
		]);
		expect({ ...sandbox.state.settings, [setting]: null }).toEqual(before);
	});
});

const address = () => sandbox.state.settings.userNotificationCallbackUrl;

describe('an address that was set', () => {
	it('stays when n8n starts again, without asking', async () => {
		const trigger = await listen();
		await trigger.publish();
		const before = sandbox.requests.length;
		await trigger.publish('init');
		expect(sandbox.requests).toHaveLength(before);
		expect(address()).toBe(trigger.address('notifications'));
	});

	it('is taken for its own when it stands there already', async () => {
		const trigger = await listen();
		sandbox.state.settings.userNotificationCallbackUrl = trigger.address('notifications');
		await trigger.publish();
		await trigger.unpublish();
		expect(address()).toBeNull();
	});

	it('is taken back when finAPI has set it without an answer', async () => {
		const trigger = await listen();
		sandbox.fault({ method: 'PATCH', path: /\/clientConfiguration$/, cut: 'after', times: 10 });
		await expect(trigger.publish()).rejects.toThrow();
		expect(address()).toBeNull();
	});

	it('stays known while finAPI is down, and is taken back the next time', async () => {
		const trigger = await listen();
		await trigger.publish();
		sandbox.fault({ path: /\/clientConfiguration$/, status: 500, times: 10 });
		await trigger.unpublish();
		expect(trigger.log.join()).toContain('could not take back at the bank');
		expect(entries(trigger)).toHaveLength(1);
		await until(async () => {
			await trigger.unpublish();
			return address() === null;
		});
		expect(entries(trigger)).toBeUndefined();
	});

	it('stays known when a call is over only afterwards that had come before', async () => {
		const trigger = await listen({ listenTo: 'userDeletions' });
		const { opened, open } = gate();
		sandbox.fault({ path: /\/users\/verificationStatus$/, until: opened });
		const told = { userId: 'nobody', event: 'DELETED' };
		const underWay = tell(trigger, 'user-deletions', told);
		await until(() => sandbox.requests.some(({ path }) => path.endsWith('/verificationStatus')));
		await trigger.publish();
		open();
		await expect(underWay).resolves.toMatchObject({ message: 'Workflow was started' });
		expect(entries(trigger)).toHaveLength(1);
		await trigger.unpublish();
		expect(sandbox.state.settings.userSynchronizationCallbackUrl).toBeNull();
	});

	it('needs the keys of the client', async () => {
		const trigger = await listen(
			{ confirm: false },
			{
				credentials: finApiCredential(sandbox, {
					...{ authentication: 'accessToken', accessToken: sandbox.issueToken('user') },
				}),
			},
		);
		await expect(trigger.publish()).rejects.toThrow('the credential has an Access Token only');
		expect(address()).toBeNull();
	});

	it('is taken back when the workflow is published again to listen to forms', async () => {
		const workflowId = 'listens-to-forms-now';
		const trigger = await listen({}, { workflowId });
		await trigger.publish();
		const other = await start(sandbox, {}, { kept: trigger.kept(), workflowId });
		await other.publish();
		expect(address()).toBeNull();
	});
});

describe('the deletion of a user', () => {
	const deletions: Parameters = { listenTo: 'userDeletions' };

	it('starts the workflow when finAPI no longer knows the user', async () => {
		const trigger = await listen(deletions);
		await trigger.publish();
		await runFinApi(sandbox, 'deleteUnverified', { resource: 'user', userId: 'unverified' });
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toEqual([{ event: 'DELETED', userId: 'unverified', confirmed: true }]);
	});

	it('starts nothing when the user is there', async () => {
		const trigger = await listen(deletions);
		const answer = await tell(trigger, 'user-deletions', {
			...{ userId: 'sandbox-user', event: 'DELETED' },
		});
		expect(answer).toEqual({ status: 401, message: 'The bank does not confirm it' });
		expect(trigger.started).toEqual([]);
	});

	it.each([
		{ userId: 'a/../b', event: 'DELETED' },
		{ userId: 'unverified', event: 'CREATED' },
		{ event: 'DELETED' },
	])('is not told by %j', async (says) => {
		const trigger = await listen(deletions);
		expect((await tell(trigger, 'user-deletions', says)).status).toBe(400);
	});

	it('is not confirmed by a proxy that answers that there is nothing', async () => {
		const trigger = await listen(deletions);
		sandbox.fault({ path: /verificationStatus$/, status: 404, body: '<html>' });
		const says = { userId: 'sandbox-user', event: 'DELETED' };
		expect((await tell(trigger, 'user-deletions', says)).status).toBe(503);
		expect(trigger.started).toEqual([]);
	});

	it('needs keys to ask with, unless it is not confirmed', async () => {
		const credentials = finApiCredential(sandbox, {
			...{ authentication: 'accessToken', accessToken: sandbox.issueToken('user') },
		});
		const trigger = await listen({ ...deletions, setAddress: false }, { credentials });
		await expect(trigger.publish()).rejects.toThrow('has no Client Secret');
		const other = await listen(
			{ ...deletions, setAddress: false, confirm: false },
			{ credentials },
		);
		await other.publish();
		await tell(other, 'user-deletions', { userId: 'sandbox-user', event: 'DELETED' });
		expect(items(other)).toEqual([{ event: 'DELETED', userId: 'sandbox-user', confirmed: false }]);
	});
});
