import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { Browser } from '../../support/browser';
import { finicityCredential, runFinicity } from '../../support/finicity';
import {
	closeTriggers,
	connectBody,
	customer,
	customerId,
	deliver,
	eventId,
	items,
	listen,
	signed,
} from '../../support/finicityTrigger';
import { post } from '../../support/post';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

afterEach(async () => {
	await closeTriggers();
	await sandbox.close();
});

/** What a person does with a link who connects a bank. */
async function walkThrough(link: string): Promise<void> {
	const browser = new Browser();
	await browser.open(link);
	browser.fill('search', 'finbank');
	await browser.click('Search');
	await browser.click('FinBank');
	browser.fill('username', 'profile_02');
	browser.fill('password', 'profile_02');
	await browser.click('Sign in');
	await browser.click('Share');
}

const started = { status: 200, message: 'Workflow was started' };
const refused = { status: 401, message: 'The signature does not hold' };

describe('a link made with the address of the trigger', () => {
	const link = async (address: string, changes: IDataObject = {}) =>
		await runFinicity(sandbox, ['connect', 'generateUrl'], {
			customerId: customer,
			additionalFields: { webhook: address, ...changes },
		});

	it('is given, because the trigger answers the ping, which starts nothing', async () => {
		const trigger = await listen(sandbox);
		await trigger.publish();
		const { items: made, error } = await link(trigger.address('connect'));
		expect(error).toBeUndefined();
		expect(made).toHaveLength(1);
		expect(sandbox.webhooks.sent).toMatchObject([{ eventType: 'ping', status: 200 }]);
		expect(trigger.started).toEqual([]);
		expect(trigger.kept()).toEqual({});
	});

	it('is given when a ping is not signed, which nobody knows', async () => {
		sandbox.webhooks.signsPings = false;
		const trigger = await listen(sandbox);
		expect((await link(trigger.address('connect'))).error).toBeUndefined();
	});

	it('is not given before the workflow is published, or for XML', async () => {
		const trigger = await listen(sandbox);
		await trigger.publish();
		const asXml = { webhookContentType: 'application/xml' };
		expect((await link(trigger.address('connect'), asXml)).error).toBeDefined();
		await trigger.unpublish();
		expect((await link(trigger.address('connect'))).error).toBeDefined();
	});

	it('tells of what the person does, in its order', async () => {
		const trigger = await listen(sandbox);
		const webhookData = '{ "orderId": "4711" }';
		const { items: made, error } = await link(trigger.address('connect'), { webhookData });
		expect(error).toBeUndefined();
		await walkThrough(String(made[0]?.json.link));
		const names = sandbox.webhooks.sent.map(({ eventType }) => eventType);
		expect(items(trigger).map(({ eventType }) => eventType)).toEqual(
			names.filter((name) => name !== 'ping'),
		);
		expect(names).toEqual(expect.arrayContaining(['started', 'added', 'done']));
		for (const item of items(trigger)) {
			expect(item).toMatchObject({ customerId, webhookData: { orderId: '4711' } });
		}
		const added = items(trigger).find(({ eventType }) => eventType === 'added');
		const { accounts } = added?.payload as { accounts: IDataObject[] };
		expect(accounts[0]).toMatchObject({ customerId, status: expect.any(String) as string });
	});

	it('tells only of the events that the user has chosen', async () => {
		const trigger = await listen(sandbox, { connectEvents: ['added'] });
		const { items: made } = await link(trigger.address('connect'));
		await walkThrough(String(made[0]?.json.link));
		expect(items(trigger).map(({ eventType }) => eventType)).toEqual(['added']);
	});
});

describe('an event', () => {
	it('becomes an item, with ids as texts', async () => {
		const trigger = await listen(sandbox);
		const event = { consumerId: 'c1', payload: { institutionId: 101732, oauth: true } };
		await expect(
			deliver(
				sandbox,
				trigger,
				connectBody({ eventType: 'added', customerId: 7000000001, ...event }),
			),
		).resolves.toEqual(started);
		expect(trigger.started).toEqual([
			[{ customerId, eventType: 'added', eventId: eventId(), ...event }],
		]);
	});

	it('may have any name', async () => {
		const trigger = await listen(sandbox);
		await deliver(sandbox, trigger, connectBody({ eventType: 'somethingNew' }));
		expect(items(trigger)).toMatchObject([{ eventType: 'somethingNew' }]);
		const picky = await listen(sandbox, { connectEvents: '={{ ["somethingNew"] }}' });
		await deliver(sandbox, picky, connectBody({ eventType: 'somethingNew' }));
		expect(items(picky)).toHaveLength(1);
	});

	it('has its own data as an object, also when it comes as a text', async () => {
		const trigger = await listen(sandbox);
		await deliver(sandbox, trigger, connectBody({ webhookData: '{"orderId":"4711"}' }));
		expect(items(trigger)).toMatchObject([{ webhookData: { orderId: '4711' } }]);
		const other = await listen(sandbox);
		await deliver(sandbox, other, connectBody({ webhookData: 'order 4711' }));
		expect(items(other)).toMatchObject([{ webhookData: 'order 4711' }]);
	});

	it('is told by its id: once, however it is written', async () => {
		const trigger = await listen(sandbox);
		const other = connectBody({ payload: { another: 'payload' } });
		await expect(deliver(sandbox, trigger, connectBody())).resolves.toEqual(started);
		await expect(deliver(sandbox, trigger, other)).resolves.toMatchObject({
			message: 'Received before',
		});
		await expect(deliver(sandbox, trigger, connectBody({ eventId: eventId(2) }))).resolves.toEqual(
			started,
		);
		expect(trigger.started).toHaveLength(2);
	});

	it('without an id is told by its bytes', async () => {
		const trigger = await listen(sandbox);
		const body = connectBody({ eventId: undefined });
		for (let times = 0; times < 3; times += 1) await deliver(sandbox, trigger, body);
		await deliver(sandbox, trigger, connectBody({ eventId: undefined, payload: { a: 1 } }));
		expect(trigger.started).toHaveLength(2);
	});

	it('of another customer starts nothing when the user has named some', async () => {
		const trigger = await listen(sandbox, { filters: { customerIds: '7000000009, 7000000001' } });
		await deliver(sandbox, trigger, connectBody({ customerId: '7000000002' }));
		await deliver(sandbox, trigger, connectBody({ customerId: undefined, eventId: eventId(2) }));
		expect(trigger.started).toEqual([]);
		await deliver(sandbox, trigger, connectBody({ eventId: eventId(3) }));
		expect(trigger.started).toHaveLength(1);
	});
});

describe('the signature', () => {
	const body = connectBody();

	it.each<[string, (right: string) => string | undefined]>([
		['none', () => undefined],
		['an empty one', () => ''],
		['in capitals', (right) => right.toUpperCase()],
		['with a digit less', (right) => right.slice(1)],
		['with a digit more', (right) => `${right}0`],
		['with a blank', (right) => `${right.slice(0, 63)} `],
		['in base64', (right) => Buffer.from(right, 'hex').toString('base64')],
		['twice', (right) => `${right}, ${right}`],
		['behind its name', (right) => `sha256=${right}`],
		[
			'of another secret',
			() =>
				String(
					signed({ keys: { ...sandbox.keys, partnerSecret: 'x' } }, body)['X-Finicity-Signature'],
				),
		],
		[
			'of another body',
			() => String(signed(sandbox, connectBody({ payload: { a: 1 } }))['X-Finicity-Signature']),
		],
	])('is refused: %s', async (_, change) => {
		const trigger = await listen(sandbox);
		const wrong = change(String(signed(sandbox, body)['X-Finicity-Signature']));
		const headers = wrong === undefined ? {} : { 'X-Finicity-Signature': wrong };
		await expect(post(trigger.local('connect'), body, headers)).resolves.toEqual(refused);
		expect(trigger.started).toEqual([]);
		expect(trigger.kept()).toEqual({});
		expect(trigger.log.join()).not.toContain(sandbox.keys.partnerSecret);
		await expect(deliver(sandbox, trigger, body)).resolves.toEqual(started);
	});

	it('is not taken under the name that another product has for it', async () => {
		const trigger = await listen(sandbox);
		const headers = { 'X-Signature': signed(sandbox, body)['X-Finicity-Signature'] };
		await expect(post(trigger.local('connect'), body, headers)).resolves.toEqual(refused);
	});

	it('needs a Partner Secret in the credential', async () => {
		const credentials = finicityCredential(sandbox, {
			authentication: 'appToken',
			appToken: 'token',
		});
		const trigger = await listen(sandbox, {}, { credentials });
		const error = await trigger.publish().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect((error as Error).message).toBe(
			"'Credential' has no Partner Secret, with which Finicity signs events. Choose a credential that signs in with 'Partner Credentials'.",
		);
		const open = await listen(sandbox, {}, { credentials });
		await expect(deliver(sandbox, open, body)).resolves.toMatchObject({ status: 503 });
	});
});

describe('a workflow is not published with', () => {
	it.each<[string, IDataObject, string]>([
		['nothing to listen to', { listenTo: 'mail' }, "'Listen To' has no 'mail'"],
		['no events', { connectEvents: [] }, "'Events' is empty"],
		['no report events', { listenTo: 'reports', reportEvents: [] }, "'Events' is empty"],
		[
			'a customer that is a name',
			{ filters: { customerIds: 'Maria' } },
			"'Customer IDs' must hold ids of digits only, but has 'Maria'",
		],
		[
			'no customer',
			{ listenTo: 'txPush', customerId: { __rl: true, mode: 'id', value: '' } },
			"'Customer' is empty",
		],
		[
			'another customer',
			{ listenTo: 'txPush', customerId: { __rl: true, mode: 'id', value: 'x/y' } },
			"'Customer' must be an id of digits only, but is 'x/y'",
		],
		[
			'no accounts',
			{ listenTo: 'txPush', accountsFrom: 'chosen', accountIds: [] },
			"'Accounts' is empty",
		],
		[
			'an odd account',
			{ listenTo: 'txPush', accountsFrom: 'chosen', accountIds: ['../1'] },
			"'Accounts' must hold ids of digits only, but has '../1'",
		],
		[
			'an odd switch',
			{ listenTo: 'reports', confirm: '={{ "perhaps" }}' },
			"'Confirm With Finicity' must be true or false, but is 'perhaps'",
		],
		[
			'repeats that are neither',
			{ options: { ignoreRepeats: '={{ 1 }}' } },
			"'Ignore Repeats' must be true or false, but is '1'",
		],
	])('%s', async (_, parameters, complaint) => {
		const trigger = await listen(sandbox, parameters);
		const error = await trigger.publish().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect((error as Error).message.startsWith(`${complaint}. `)).toBe(true);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the trigger', () => {
	it.each([
		['connect', ['reports', 'tx-push']],
		['reports', ['connect', 'tx-push']],
		['txPush', ['connect', 'reports']],
	])('for %s leaves the other addresses closed', async (listenTo, others) => {
		const trigger = await listen(sandbox, { listenTo });
		for (const end of others) {
			const body = connectBody();
			await expect(post(trigger.local(end), body, signed(sandbox, body))).resolves.toEqual({
				status: 404,
				message: 'No such address',
			});
		}
		expect(trigger.started).toEqual([]);
	});
});
