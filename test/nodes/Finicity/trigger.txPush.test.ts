import type { IDataObject } from 'n8n-workflow';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { byId, runFinicity } from '../../support/finicity';
import {
	accountId,
	closeTriggers,
	customer,
	customerId,
	items,
	listen as start,
} from '../../support/finicityTrigger';
import { gate } from '../../support/gate';
import { post } from '../../support/post';
import { until } from '../../support/until';
import type { Trigger, TriggerSetup } from '../../support/trigger';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

afterEach(async () => {
	await closeTriggers();
	await sandbox.close();
});

const listen = async (parameters: IDataObject = {}, more: Partial<TriggerSetup> = {}) =>
	await start(sandbox, { listenTo: 'txPush', ...parameters }, more);

const chosen = (...accountIds: string[]) => ({ accountsFrom: 'chosen', accountIds });

/** Whom Finicity tells of an account: how many subscriptions there are, by account. */
const subscribed = () =>
	[...sandbox.state.subscriptions.values()].map((each) => `${each.accountId} ${each.type}`);

const registered = (trigger: Trigger) =>
	((trigger.kept()['node:Trigger'] ?? {}) as IDataObject).registered as
		{ entries: IDataObject[] } | undefined;

async function testTransaction(changes: IDataObject = {}): Promise<void> {
	const { error } = await runFinicity(sandbox, ['transaction', 'createTest'], {
		...{ customerId: customer, accountId: byId(accountId), amount: -12.34 },
		...{ description: 'A test purchase', transactionDate: '2026-03-14T12:00:00Z', ...changes },
	});
	expect(error).toBeUndefined();
	await sandbox.txPush.settled();
}

/** What a server in front of Finicity says of an address that it doesn't know. */
const page = { status: 404, body: '<html><h1>Not Found</h1></html>', contentType: 'text/html' };

const statuses = () => sandbox.txPush.sent.map(({ status }) => status);

describe('publishing', () => {
	it('subscribes all accounts of the customer, whose codes the trigger echoes meanwhile', async () => {
		const trigger = await listen();
		await trigger.publish();
		const accounts = sandbox.state.accountsOf(customerId).map(({ id }) => id);
		expect(accounts.length).toBeGreaterThan(1);
		expect(subscribed()).toEqual(accounts.flatMap((id) => [`${id} account`, `${id} transaction`]));
		for (const { callbackUrl } of sandbox.state.subscriptions.values()) {
			expect(callbackUrl).toBe(trigger.address('tx-push'));
		}
		expect(trigger.started).toEqual([]);
	});

	it('subscribes the chosen accounts only, and keeps the ids', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		expect(subscribed()).toEqual([`${accountId} account`, `${accountId} transaction`]);
		expect(registered(trigger)?.entries).toEqual(
			[...sandbox.state.subscriptions.keys()].map((id) => ({ id, customerId, accountId })),
		);
	});

	it('subscribes once when n8n starts again', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		const before = [...sandbox.state.subscriptions.keys()];
		await trigger.publish('init');
		await trigger.publish('leadershipChange');
		expect([...sandbox.state.subscriptions.keys()]).toEqual(before);
	});

	it('subscribes anew with other settings, and takes the old ones back', async () => {
		const workflowId = 'other-settings';
		const before = await listen(chosen(accountId), { workflowId });
		await before.publish();
		const kept = before.kept();
		const after = await listen(chosen('5011000002'), { kept, workflowId });
		await after.publish('init');
		expect(subscribed()).toEqual(['5011000002 account', '5011000002 transaction']);
	});

	it('takes subscriptions back when the trigger listens to something else', async () => {
		const workflowId = 'something-else';
		const before = await listen(chosen(accountId), { workflowId });
		await before.publish();
		const after = await listen({ listenTo: 'connect' }, { kept: before.kept(), workflowId });
		await after.publish();
		expect(subscribed()).toEqual([]);
		expect(registered(after)).toBeUndefined();
	});

	it('gets over a failure that passes, and answers at all addresses then', async () => {
		sandbox.fault({ method: 'POST', path: /\/txpush$/, status: 500, times: 2 });
		const trigger = await listen({ ...chosen(accountId), pushEvents: ['transaction.created'] });
		await trigger.publish();
		expect(subscribed()).toEqual([`${accountId} account`, `${accountId} transaction`]);
		await testTransaction();
		expect(statuses()).toEqual([200, 200]);
		expect(trigger.started).toHaveLength(1);
	});

	it('fails as a whole, and leaves nothing subscribed', async () => {
		const trigger = await listen(chosen(accountId, '5019999999'));
		await expect(trigger.publish()).rejects.toThrow(
			/^Account 5019999999 could not be subscribed to: .*Finicity must reach http/,
		);
		expect(subscribed()).toEqual([]);
	});

	it('fails when Finicity does not reach n8n', async () => {
		const trigger = await listen(chosen(accountId), { isReachable: false });
		await expect(trigger.publish()).rejects.toThrow(
			/Finicity must reach https:\/\/n8n.example.com/,
		);
		expect(subscribed()).toEqual([]);
	});

	it('fails for a customer without accounts', async () => {
		const trigger = await listen({ customerId: byId('7000000006') });
		await expect(trigger.publish()).rejects.toThrow(
			"'Customer' 7000000006 has no accounts to subscribe to",
		);
	});
});

describe('unpublishing', () => {
	it('takes its own subscriptions back by their ids, and leaves others', async () => {
		const [one, other] = [await listen(chosen(accountId)), await listen(chosen(accountId))];
		await one.publish();
		await other.publish();
		const ofOther = [...sandbox.state.subscriptions.keys()].slice(2);
		await one.unpublish();
		expect([...sandbox.state.subscriptions.keys()]).toEqual(ofOther);
		expect(registered(one)).toBeUndefined();
		const deleted = sandbox.requests.filter(({ method }) => method === 'DELETE');
		for (const { path } of deleted) expect(path).toMatch(/\/subscriptions\/\d+$/);
		expect(deleted).toHaveLength(2);
	});

	it('of a copy, which has been made with all that n8n keeps, leaves those of the original', async () => {
		const original = await listen(chosen(accountId));
		await original.publish();
		const before = [...sandbox.state.subscriptions.keys()];
		const copy = await listen(chosen(accountId), { kept: original.kept(), workflowId: 'copy' });
		await copy.publish();
		expect([...sandbox.state.subscriptions.keys()]).toEqual(expect.arrayContaining(before));
		expect(sandbox.state.subscriptions.size).toBe(4);
		await copy.unpublish();
		expect([...sandbox.state.subscriptions.keys()]).toEqual(before);
	});

	it('is not disturbed by those that are gone', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		sandbox.state.subscriptions.clear();
		await trigger.unpublish();
		expect(registered(trigger)).toBeUndefined();
		expect(trigger.log).toEqual([]);
	});

	it.each([
		['Finicity fails', { status: 500 }],
		['a server in front of it knows no such address', page],
	])(
		'keeps what it could not take back because %s, and does so the next time',
		async (_, fault) => {
			const trigger = await listen(chosen(accountId));
			await trigger.publish();
			sandbox.fault({ method: 'DELETE', ...fault, times: 2 });
			await trigger.unpublish();
			expect(subscribed()).toHaveLength(2);
			expect(registered(trigger)?.entries).toHaveLength(2);
			expect(trigger.log[0]).toMatch(/could not take back at the bank .*"accountId":"5011000001"/);
			await trigger.publish();
			expect(subscribed()).toHaveLength(2);
			await trigger.unpublish();
			expect(subscribed()).toEqual([]);
		},
	);
});

describe('an event', () => {
	it('of a new transaction starts the workflow with what Finicity has of it', async () => {
		const trigger = await listen({ ...chosen(accountId), pushEvents: ['transaction.created'] });
		await trigger.publish();
		await testTransaction();
		expect(statuses()).toEqual([200, 200]);
		expect(trigger.started).toEqual([
			[
				{
					event: 'transaction.created',
					...{ customerId, accountId, confirmed: true },
					transaction: expect.objectContaining({
						...{ id: '9900000000001', accountId, amount: -12.34, date: '2026-03-14' },
						...{ status: 'posted', description: 'A test purchase' },
					}) as IDataObject,
				},
			],
		]);
	});

	it('of an account has the account, whole when the user wants it so', async () => {
		const trigger = await listen({
			...{ ...chosen(accountId), pushEvents: ['account.modified'], simplify: false },
		});
		await trigger.publish();
		await testTransaction();
		expect(items(trigger)).toEqual([
			expect.objectContaining({
				...{ event: 'account.modified', accountId },
				account: expect.objectContaining({
					id: accountId,
					accountNickname: expect.any(String) as string,
				}) as IDataObject,
			}),
		]);
	});

	it('comes with the night, for each thing that is new', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		sandbox.book(accountId, {
			...{ amount: -20, description: 'Coffee', payee: 'Coffee', type: 'debit', category: 'Food' },
		});
		sandbox.passNights(1);
		await sandbox.txPush.settled();
		expect(new Set(statuses())).toEqual(new Set([200]));
		const names = items(trigger).map(({ event }) => event);
		expect(names).toEqual(expect.arrayContaining(['transaction.created', 'account.modified']));
		expect(names).toHaveLength(sandbox.txPush.sent.length);
		const descriptions = items(trigger).map(
			({ transaction }) => (transaction as IDataObject | undefined)?.description,
		);
		expect(descriptions).toContain('Coffee');
	});

	it('starts the workflow once, however often it is sent within milliseconds', async () => {
		sandbox.txPush.repeats = 3;
		const trigger = await listen({ ...chosen(accountId), pushEvents: ['transaction.created'] });
		await trigger.publish();
		await testTransaction();
		expect(sandbox.txPush.sent).toHaveLength(8);
		expect(trigger.started).toHaveLength(1);
	});

	it.each([
		['Finicity fails', { status: 500 }],
		['a server in front of it knows no such address', page],
	])(
		'that is not confirmed because %s comes again, and then starts the workflow',
		async (_, fault) => {
			const trigger = await listen({ ...chosen(accountId), pushEvents: ['transaction.created'] });
			await trigger.publish();
			sandbox.fault({ path: /\/transactions\/\d+$/, ...fault });
			await testTransaction();
			expect(statuses()).toEqual([503, 200]);
			expect(trigger.started).toEqual([]);
			expect(trigger.log.join()).toContain('could not ask the bank about a callback');
			await sandbox.txPush.retry();
			expect(statuses()).toEqual([503, 200, 200]);
			expect(trigger.started).toHaveLength(1);
		},
	);

	it('is given up when Finicity does not answer, and is no repeat then', async () => {
		const trigger = await listen({ ...chosen(accountId), pushEvents: ['account.modified'] });
		await trigger.publish();
		const { opened, open } = gate();
		const isAsked = ({ path }: { path: string }) => path.endsWith(`/accounts/${accountId}`);
		sandbox.fault({ path: /\/accounts\/\d+$/, until: opened });
		const event = { class: 'account', type: 'modified', records: [{ id: accountId }] };
		const body = Buffer.from(JSON.stringify({ event }));
		const answer = post(trigger.local('tx-push'), body);
		await until(() => sandbox.requests.some(isAsked));
		const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 31_000);
		await expect(answer).resolves.toMatchObject({ status: 503 });
		clock.mockRestore();
		open();
		expect(trigger.started).toEqual([]);
		expect(trigger.log.join()).toContain('There was no answer in time');
		await expect(post(trigger.local('tx-push'), body)).resolves.toMatchObject({ status: 200 });
		expect(trigger.started).toHaveLength(1);
	});

	it('does not count as received while nobody knows what comes of it', async () => {
		const trigger = await listen({ ...chosen(accountId), pushEvents: ['account.modified'] });
		await trigger.publish();
		const { opened, open } = gate();
		sandbox.fault({ path: /\/accounts\/\d+$/, until: opened, status: 500 });
		const event = { class: 'account', type: 'modified', records: [{ id: accountId }] };
		const body = Buffer.from(JSON.stringify({ event }));
		const send = async () => await post(trigger.local('tx-push'), body);
		const first = send();
		await until(() => sandbox.requests.some(({ path }) => path.endsWith(`/accounts/${accountId}`)));
		await expect(send()).resolves.toMatchObject({ status: 503 });
		open();
		await expect(first).resolves.toMatchObject({ status: 503 });
		await expect(send()).resolves.toMatchObject({ status: 200 });
		expect(trigger.started).toHaveLength(1);
	});

	it('that is over only after another publishing does not bring the old subscriptions back', async () => {
		const trigger = await listen({ ...chosen(accountId), pushEvents: ['account.modified'] });
		await trigger.publish();
		const { opened, open } = gate();
		sandbox.fault({ path: /\/accounts\/\d+$/, until: opened });
		const event = { class: 'account', type: 'modified', records: [{ id: accountId }] };
		const underWay = post(trigger.local('tx-push'), Buffer.from(JSON.stringify({ event })));
		await until(() => sandbox.requests.some(({ path }) => path.endsWith(`/accounts/${accountId}`)));
		await trigger.unpublish();
		await trigger.publish();
		open();
		await expect(underWay).resolves.toMatchObject({ status: 200 });
		const ids = [...sandbox.state.subscriptions.keys()];
		expect(registered(trigger)?.entries.map(({ id }) => id)).toEqual(ids);
		await trigger.unpublish();
		expect(subscribed()).toEqual([]);
	});

	it('leaves what another process has registered later', async () => {
		const parameters = { ...chosen(accountId), pushEvents: ['transaction.created'] };
		const trigger = await listen(parameters);
		await trigger.publish();
		const { registered: own } = trigger.kept()['node:Trigger'] as IDataObject;
		const later = { ...(own as IDataObject), at: Date.now() + 1000, madeFor: 'another' };
		Object.assign(trigger.kept()['node:Trigger'] as IDataObject, { registered: later });
		await testTransaction();
		expect(trigger.started).toHaveLength(1);
		expect(registered(trigger)).toEqual(later);
	});

	it('does not take the subscriptions of a test, which is over, for its own', async () => {
		const workflowId = 'published-and-tested';
		const parameters = { ...chosen(accountId), pushEvents: ['transaction.created'] };
		const trigger = await listen(parameters, { workflowId });
		await trigger.publish();
		const before = registered(trigger);
		const test = await listen(parameters, { workflowId, isTest: true });
		await test.publish('manual');
		await test.unpublish();
		await testTransaction();
		expect(trigger.started).toHaveLength(1);
		expect(registered(trigger)).toEqual(before);
		await trigger.unpublish();
		expect(subscribed()).toEqual([]);
	});

	it('is no repeat after a restart when it was not over, but others were meanwhile', async () => {
		const workflowId = 'restarted';
		const parameters = { ...chosen(accountId), pushEvents: ['account.modified'] };
		const trigger = await listen(parameters, { workflowId });
		await trigger.publish();
		const { opened, open } = gate();
		sandbox.fault({ path: /\/accounts\/\d+$/, until: opened });
		const body = (time: number) => {
			const records = [{ id: accountId, balanceDate: time }];
			return Buffer.from(
				JSON.stringify({ event: { class: 'account', type: 'modified', records } }),
			);
		};
		const underWay = post(trigger.local('tx-push'), body(1));
		await until(() => sandbox.requests.some(({ path }) => path.endsWith(`/accounts/${accountId}`)));
		await expect(post(trigger.local('tx-push'), body(2))).resolves.toMatchObject({ status: 200 });
		// Another node has none of what is in memory, as after a restart.
		const after = await listen(parameters, { kept: trigger.kept(), workflowId, nodeId: 'after' });
		open();
		await underWay;
		await expect(post(after.local('tx-push'), body(2))).resolves.toMatchObject({
			message: 'Received before',
		});
		await expect(post(after.local('tx-push'), body(1))).resolves.toMatchObject({
			message: 'Workflow was started',
		});
		expect(after.started).toHaveLength(1);
	});

	it('of an account that is gone starts the workflow with what it was', async () => {
		const trigger = await listen({ ...chosen(accountId), pushEvents: ['account.deleted'] });
		await trigger.publish();
		const parameters = { customerId: customer, accountId: byId(accountId) };
		await runFinicity(sandbox, ['account', 'delete'], parameters);
		await sandbox.txPush.settled();
		expect(items(trigger)).toEqual([
			expect.objectContaining({ event: 'account.deleted', accountId, confirmed: true }),
		]);
	});
});

describe('a test in the editor', () => {
	it('subscribes the address for tests, and takes it back at its end', async () => {
		const trigger = await listen(
			{ ...chosen(accountId), pushEvents: ['transaction.created'] },
			{ isTest: true },
		);
		await trigger.publish('manual');
		const [{ callbackUrl } = { callbackUrl: '' }] = sandbox.state.subscriptions.values();
		expect(callbackUrl).toContain('/webhook-test/');
		await testTransaction();
		expect(items(trigger)).toHaveLength(1);
		await trigger.unpublish();
		expect(subscribed()).toEqual([]);
	});
});

describe('a made-up event', () => {
	const record = {
		id: 424242,
		accountId: Number(accountId),
		customerId: Number(customerId),
		amount: 1,
	};
	const push = async (trigger: Trigger, event: object) =>
		await post(trigger.local('tx-push'), Buffer.from(JSON.stringify({ event })));

	it.each<[string, object]>([
		[
			'a transaction that there is not',
			{ class: 'transaction', type: 'created', records: [record] },
		],
		['a change of one', { class: 'transaction', type: 'modified', records: [record, record] }],
		[
			'an account that is not gone',
			{ class: 'account', type: 'deleted', records: [{ id: accountId, customerId }] },
		],
	])('is refused: %s', async (_, event) => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		await expect(push(trigger, event)).resolves.toEqual({
			status: 401,
			message: 'The bank does not confirm it',
		});
		expect(trigger.started).toEqual([]);
	});

	it.each([
		['a page', page],
		['JSON with the status as its code', { status: 404, body: { code: 404, message: 'No' } }],
	])(
		'of a deletion is not confirmed by a server in front of Finicity, with %s',
		async (_, fault) => {
			const trigger = await listen(chosen(accountId));
			await trigger.publish();
			sandbox.fault({ path: /\/accounts\/\d+$/, ...fault });
			const records = [{ id: accountId, customerId }];
			const event = { class: 'account', type: 'deleted', records };
			await expect(push(trigger, event)).resolves.toMatchObject({ status: 503 });
			expect(trigger.started).toEqual([]);
		},
	);

	it('of a transaction that is still there is no deletion', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		const [{ json } = { json: {} }] = (
			await runFinicity(sandbox, ['transaction', 'getManyByAccount'], {
				...{ customerId: customer, accountId: byId(accountId), limit: 1, simplify: false },
				...{ from: '2026-03-01', to: '2026-03-15' },
			})
		).items;
		const event = { class: 'transaction', type: 'deleted', records: [json] };
		await expect(push(trigger, event)).resolves.toMatchObject({ status: 401 });
		const gone = { ...json, id: 4711 };
		const other = { ...event, records: [gone] };
		await expect(push(trigger, other)).resolves.toMatchObject({ status: 200 });
		expect(items(trigger)).toEqual([expect.objectContaining({ event: 'transaction.deleted' })]);
	});

	it('of a transaction is none whose account is gone: with other keys, everything would be', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		sandbox.state.accounts.delete(accountId);
		const event = { class: 'transaction', type: 'deleted', records: [record] };
		await expect(push(trigger, event)).resolves.toMatchObject({ status: 401 });
		expect(trigger.started).toEqual([]);
	});

	it('with a transaction of another account is refused', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		const [{ json } = { json: {} }] = (
			await runFinicity(sandbox, ['transaction', 'getManyByAccount'], {
				...{ customerId: customer, accountId: byId('5011000002'), limit: 1, simplify: false },
				...{ from: '2025-10-01', to: '2026-03-15' },
			})
		).items;
		expect(json).toMatchObject({ accountId: 5011000002 });
		const records = [{ ...json, accountId: Number(accountId) }];
		const event = { class: 'transaction', type: 'modified', records };
		await expect(push(trigger, event)).resolves.toMatchObject({ status: 401 });
		expect(trigger.started).toEqual([]);
	});

	it.each<[string, object]>([
		['another account', { ...record, accountId: 5011000002 }],
		['another customer', { ...record, customerId: 7000000002 }],
		['no account', { id: 1 }],
		['an account that is an object', { ...record, accountId: { id: accountId } }],
	])('about %s starts nothing, and asks nothing', async (_, odd) => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		const before = sandbox.requests.length;
		const event = { class: 'transaction', type: 'created', records: [odd] };
		await expect(push(trigger, event)).resolves.toMatchObject({ message: 'Not wanted' });
		expect(trigger.started).toEqual([]);
		expect(sandbox.requests).toHaveLength(before);
	});

	it('starts the workflow when the user does not have it confirmed', async () => {
		const trigger = await listen({ ...chosen(accountId), confirm: false });
		await trigger.publish();
		const event = { class: 'transaction', type: 'created', records: [record] };
		await expect(push(trigger, event)).resolves.toMatchObject({ status: 200 });
		expect(items(trigger)).toEqual([expect.objectContaining({ confirmed: false })]);
	});

	it('before the subscriptions are kept comes again', async () => {
		const trigger = await listen(chosen(accountId));
		const event = { class: 'transaction', type: 'created', records: [record] };
		await expect(push(trigger, event)).resolves.toMatchObject({ status: 503 });
		expect(trigger.started).toEqual([]);
		expect(trigger.kept()).toEqual({});
	});

	it('of many records is asked about ten at a time, to be answered while Finicity waits', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		const before = sandbox.requests.length;
		sandbox.latencyMs = 100;
		const records = Array.from({ length: 25 }, (_, id) => ({ ...record, id: 1000 + id }));
		const event = { class: 'transaction', type: 'created', records };
		await expect(push(trigger, event)).resolves.toMatchObject({ status: 401 });
		expect(sandbox.requests).toHaveLength(before + 25);
		expect(sandbox.mostInFlight()).toBe(10);
	});

	it('does not bring n8n to ask about more than twenty at once, and each in its turn', async () => {
		const trigger = await listen(chosen(accountId));
		await trigger.publish();
		const before = sandbox.requests.length;
		const { opened, open } = gate();
		sandbox.fault({ path: /\/transactions\/\d+$/, until: opened, times: 100 });
		const flood = Array.from(
			{ length: 60 },
			async (_, id) =>
				await push(trigger, {
					...{ class: 'transaction', type: 'created' },
					records: [{ ...record, id: 1000 + id }],
				}),
		);
		const asked = () => sandbox.requests.length - before;
		await until(() => asked() >= 20);
		// As many more would be there by now.
		for (let looks = 0; looks < 500; looks += 1) await new Promise(setImmediate);
		expect(asked()).toBe(20);
		open();
		const answers = await Promise.all(flood);
		expect(answers.map(({ status }) => status)).toEqual(flood.map(() => 401));
		expect(asked()).toBe(60);
	});
});

describe('the handshake', () => {
	const ask = async (trigger: Trigger, query: string) =>
		await fetch(`${trigger.local('tx-push')}${query}`);

	it('is answered with the code, as plain text, and starts nothing', async () => {
		const trigger = await listen();
		const response = await ask(trigger, '?txpush_verification_code=a%2Bb-1');
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
		expect(response.headers.get('x-content-type-options')).toBe('nosniff');
		await expect(response.text()).resolves.toBe('a+b-1');
		expect(trigger.started).toEqual([]);
		expect(trigger.kept()).toEqual({});
	});

	it.each([
		['no code', ''],
		['an empty one', '?txpush_verification_code='],
		['one with spaces', '?txpush_verification_code=a%20b'],
		['one that is too long', `?txpush_verification_code=${'a'.repeat(501)}`],
	])('with %s is none', async (_, query) => {
		expect((await ask(await listen(), query)).status).toBe(415);
	});

	it('is answered by who listens to TxPush only', async () => {
		const trigger = await listen({ listenTo: 'reports' });
		expect((await ask(trigger, '?txpush_verification_code=a')).status).toBe(404);
	});
});
