import { inspect } from 'node:util';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { SaltEdgeTrigger } from '../../../nodes/SaltEdge/SaltEdgeTrigger.node';
import { type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import { gate } from '../../support/gate';
import { type Loopback, startLoopback } from '../../support/loopback';
import { saltEdgeCredential } from '../../support/saltEdge';
import {
	closeTriggers,
	connectionId,
	customerId,
	dataOf,
	listen,
	post,
	tell,
	triggerSetup,
	type TypeName,
	typeNames,
} from '../../support/saltEdgeTrigger';
import { startTrigger, type Trigger, type TriggerSetup } from '../../support/trigger';
import { arrivals, until } from '../../support/until';

let sandbox: SaltEdgeSandbox;
let bank: Loopback;

beforeAll(async () => {
	[sandbox, bank] = await Promise.all([startSaltEdge(), startLoopback()]);
});

beforeEach(() => {
	sandbox.reset();
	bank.received.length = 0;
});

afterEach(closeTriggers);

afterAll(async () => {
	await Promise.all([sandbox.close(), bank.close()]);
});

const early = { status: 200, message: 'Workflow was started' };
const time = '2026-01-31T09:30:00.000Z';
const plain = { ...dataOf.success, time, meta: { version: '5', time } };

type Bank = Pick<SaltEdgeSandbox, 'baseUrl'>;
const asking = async (
	{ baseUrl }: Bank,
	parameters: IDataObject = {},
	more: Partial<TriggerSetup> = {},
) =>
	await listen(
		{ addConnection: true, ...parameters },
		{
			credential: 'saltEdgeApi',
			credentials: saltEdgeCredential({ baseUrl, keys: sandbox.keys }),
			...more,
		},
	);

/** The item, which comes some time after the answer. */
async function itemOf(trigger: Trigger): Promise<IDataObject> {
	await until(() => trigger.started.length > 0 || trigger.thrown.length > 0);
	expect(trigger.started).toHaveLength(1);
	expect(trigger.started[0]).toHaveLength(1);
	return trigger.started[0]?.[0] ?? {};
}

/** What comes of a callback that asks this bank. */
async function itemFrom(from: Bank, name: TypeName, data: object, parameters: IDataObject = {}) {
	const trigger = await asking(from, parameters);
	await expect(tell(trigger, name, data, time)).resolves.toEqual(early);
	return await itemOf(trigger);
}

describe('the connection that a callback is about', () => {
	it('is added, simplified', async () => {
		const item = await itemFrom(sandbox, 'success', dataOf.success);
		expect(item).toEqual({
			type: 'success',
			...plain,
			connection: {
				id: connectionId,
				customer_id: customerId,
				provider_code: 'fakebank_simple_xf',
				provider_name: expect.any(String) as string,
				status: 'active',
				last_success_at: expect.any(String) as string,
				next_refresh_possible_at: expect.any(String) as string,
				last_attempt_last_stage_name: 'finish',
				last_attempt_last_stage_interactive_fields_names: null,
				last_attempt_success_at: expect.any(String) as string,
				last_attempt_fail_error_class: null,
				last_attempt_fail_message: null,
			},
		});
		const calls = sandbox.requests.map(({ method, url }) => `${method} ${url}`);
		expect(calls).toEqual([`GET /api/v5/connections/${connectionId}`]);
	});

	it('is added whole, but for its secret', async () => {
		const { connection } = await itemFrom(sandbox, 'success', dataOf.success, { simplify: false });
		expect(connection).toMatchObject({ id: connectionId, country_code: 'XF' });
		expect((connection as IDataObject).last_attempt).toEqual(expect.any(Object));
		expect(connection).not.toHaveProperty('secret');
		const { secret } = sandbox.state.connections.get(connectionId) ?? {};
		expect(secret).toEqual(expect.any(String));
		expect(JSON.stringify(connection)).not.toContain(secret);
	});

	it.each(typeNames.filter((each) => each !== 'destroy' && each !== 'providerChanges'))(
		'is added for %s',
		async (type) => {
			const item = await itemFrom(sandbox, type, dataOf[type]);
			expect(item).toMatchObject({ type, ...dataOf[type], connection: { id: connectionId } });
		},
	);

	it('is added for one of an unknown type', async () => {
		const trigger = await asking(sandbox);
		await tell(trigger, 'all', dataOf.success);
		await expect(itemOf(trigger)).resolves.toMatchObject({
			type: 'unknown',
			connection: { id: connectionId },
		});
	});

	it('is added for an id that is a long number', async () => {
		const trigger = await asking(sandbox, { verifySignature: false });
		const body = Buffer.from(`{"data":{"connection_id":${connectionId},"error_class":"X"}}`);
		await post(trigger.local('failure'), body);
		await expect(itemOf(trigger)).resolves.toMatchObject({ connection: { id: connectionId } });
	});

	it.each<[TypeName, object]>([
		['destroy', dataOf.destroy],
		['providerChanges', dataOf.providerChanges],
		['failure', { customer_id: customerId, error_class: 'X' }],
	])('is not asked for when there is none: %s', async (type, data) => {
		const item = await itemFrom(sandbox, type, data);
		expect(item).toEqual({ type, ...data, time, meta: { version: '5', time } });
		expect(sandbox.requests).toEqual([]);
	});

	it('is not asked for when that is not wanted', async () => {
		const trigger = await asking(sandbox, { addConnection: false });
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toEqual({
			status: 200,
			message: 'Workflow was started',
		});
		expect(trigger.started).toEqual([[{ type: 'success', ...plain }]]);
		expect(sandbox.requests).toEqual([]);
	});

	it('is not asked for by a callback that is refused, not wanted, or a repeat', async () => {
		const trigger = await asking(sandbox, { callbackTypes: ['success'] });
		await post(trigger.local('success'), Buffer.from(JSON.stringify({ data: dataOf.success })));
		await tell(trigger, 'failure', dataOf.failure);
		expect(sandbox.requests).toEqual([]);
		await tell(trigger, 'success', dataOf.success, time);
		await itemOf(trigger);
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toEqual({
			status: 200,
			message: 'Received before',
		});
		expect(sandbox.requests).toHaveLength(1);
	});

	it.each(['../customers', 'a/b', '?x=1', '.', '', '\ud800', null, ['1'], { id: '1' }])(
		'is not asked for when its id is %j',
		async (id) => {
			const data = { connection_id: id, error_class: 'X' };
			const item = await itemFrom({ baseUrl: bank.url }, 'failure', data);
			expect(item).not.toHaveProperty('connection');
			expect(item).not.toHaveProperty('connectionError');
			expect(bank.received).toEqual([]);
		},
	);
});

describe('Salt Edge has its answer', () => {
	it('before the connection is asked for, however long that takes', async () => {
		const { opened, open } = gate();
		sandbox.fault({ until: opened });
		const trigger = await asking(sandbox);
		await expect(tell(trigger, 'success', dataOf.success)).resolves.toEqual(early);
		await until(() => sandbox.requests.length === 1);
		expect(trigger.started).toEqual([]);
		open();
		await expect(itemOf(trigger)).resolves.toMatchObject({ connection: { id: connectionId } });
	});

	it('and a repeat meanwhile does not start the workflow as well', async () => {
		const { opened, open } = gate();
		sandbox.fault({ until: opened });
		const trigger = await asking(sandbox);
		await tell(trigger, 'success', dataOf.success, time);
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toMatchObject({
			message: 'Received before',
		});
		open();
		await itemOf(trigger);
		expect(sandbox.requests).toHaveLength(1);
	});
});

/** A trigger for whose first callback n8n fails in one of the things that it does for the node. */
async function startBroken(name: keyof IWebhookFunctions): Promise<Trigger> {
	const nodeType = new SaltEdgeTrigger();
	const { webhook } = nodeType;
	let calls = 0;
	nodeType.webhook = async function () {
		calls += 1;
		const fail = () => {
			throw new Error('It broke before the workflow could start');
		};
		const broken = Object.create(this, { [name]: { value: fail } });
		return await webhook.call(calls === 1 ? (broken as typeof this) : this);
	};
	return await startTrigger({ ...triggerSetup(), nodeType });
}

it('a callback that n8n does not let the trigger look at may come again', async () => {
	const trigger = await startBroken('getWorkflowStaticData');
	try {
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toEqual({
			status: 503,
			message: 'The callback could not be taken in',
		});
		expect(trigger.log.join()).toContain('It broke before the workflow could start');
		// n8n would make a failed execution of it.
		expect(trigger.thrown).toEqual([]);
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toEqual(early);
		expect(trigger.started).toEqual([[{ type: 'success', ...plain }]]);
	} finally {
		await trigger.close();
	}
});

it('a callback whose workflow could not be started is not called a repeat', async () => {
	const trigger = await startBroken('getResponseObject');
	try {
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toMatchObject({
			status: 500,
		});
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toEqual(early);
		expect(trigger.started).toEqual([[{ type: 'success', ...plain }]]);
		expect(trigger.thrown).toHaveLength(1);
	} finally {
		await trigger.close();
	}
});

it('what came while a connection was asked for is remembered as well', async () => {
	const { opened, open } = gate();
	sandbox.fault({ until: opened });
	const trigger = await asking(sandbox);
	await tell(trigger, 'success', dataOf.success, time);
	await tell(trigger, 'destroy', dataOf.destroy, time);
	await until(() => trigger.started.length > 0);
	expect(trigger.started).toEqual([[expect.objectContaining({ type: 'destroy' })]]);
	open();
	await until(() => trigger.started.length === 2);
	const { repeats } = trigger.kept()['node:Trigger'] as { repeats: string };
	expect(repeats.split(' ')).toHaveLength(2);
});

describe('when the connection cannot be had, the workflow starts with', () => {
	/** The item has the rest of the callback, says what went wrong, and holds no key. */
	function expectError(item: IDataObject, text: string | RegExp): void {
		expect(item).toEqual({
			type: 'success',
			...plain,
			connectionError: expect.stringMatching(text) as string,
		});
		const shown = inspect(item, { depth: Infinity });
		for (const key of Object.values(sandbox.keys)) expect(shown).not.toContain(key);
	}

	it('the words of Salt Edge, when there is no such connection', async () => {
		const data = { ...dataOf.success, connection_id: '907152193875469999' };
		const item = await itemFrom(sandbox, 'success', data);
		expect(item.connection).toBeUndefined();
		expect(item.connectionError).toMatch(/907152193875469999|not found/i);
	});

	it.each([400, 403, 404, 406, 500, 502])('what it says with a status of %i', async (status) => {
		bank.reply((_, response) => {
			response.statusCode = status;
			const { appId, secret } = sandbox.keys;
			return { error: { class: 'SomeError', message: `It went wrong: ${appId} ${secret}` } };
		});
		expectError(await itemFrom({ baseUrl: bank.url }, 'success', dataOf.success), /It went wrong/);
	});

	it('a message, when the keys are refused', async () => {
		bank.reply((_, response) => {
			response.statusCode = 401;
			return { error: { class: 'ApiKeyNotFound', message: 'the API key was not found' } };
		});
		expectError(await itemFrom({ baseUrl: bank.url }, 'success', dataOf.success), /\w/);
	});

	it('a message, when the answer is no connection', async () => {
		bank.reply(() => 'hello');
		expectError(await itemFrom({ baseUrl: bank.url }, 'success', dataOf.success), /\w/);
	});

	it('a message, when nothing can be reached', async () => {
		const trigger = await asking({ baseUrl: 'https://nothing.invalid/api/v5' });
		await tell(trigger, 'success', dataOf.success, time);
		expectError(await itemOf(trigger), /\w/);
	});

	it('a message, when the connection is cut each time', async () => {
		bank.reply((_, response) => void response.destroy());
		expectError(await itemFrom({ baseUrl: bank.url }, 'success', dataOf.success), /\w/);
		expect(bank.received.length).toBeGreaterThan(1);
	});

	it('a message, when the answer does not end, and a repeat is told so', async () => {
		bank.reply((_, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000000' });
			const drops = setInterval(() => response.write(' '), 20);
			response.on('close', () => clearInterval(drops));
		});
		const trigger = await asking({ baseUrl: bank.url });
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toEqual(early);
		await until(() => bank.received.length > 0);
		const later = performance.now() + 61_000;
		const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
		await until(() => trigger.started.length > 0);
		clock.mockRestore();
		expectError(await itemOf(trigger), /in time/);
		expect(bank.received).toHaveLength(1);
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toMatchObject({
			message: 'Received before',
		});
	});

	it('a message, when the bank asks to wait for longer', async () => {
		bank.reply((_, response) => {
			response.writeHead(429, { 'Retry-After': '50' });
			response.end();
		});
		const trigger = await asking({ baseUrl: bank.url });
		await tell(trigger, 'success', dataOf.success, time);
		await until(() => bank.received.length > 0);
		await arrivals();
		const later = performance.now() + 61_000;
		const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
		await until(() => trigger.started.length > 0);
		clock.mockRestore();
		expectError(await itemOf(trigger), /in time/);
	});

	it('a message, when the credential is missing', async () => {
		const trigger = await asking(sandbox, {}, { credential: undefined, credentials: undefined });
		await expect(tell(trigger, 'success', dataOf.success, time)).resolves.toEqual(early);
		expectError(await itemOf(trigger), /credential/i);
		expect(sandbox.requests).toEqual([]);
	});

	it('a message, when the base URL is not allowed', async () => {
		const trigger = await asking({ baseUrl: 'http://bank.example.com' });
		await tell(trigger, 'success', dataOf.success, time);
		expectError(await itemOf(trigger), /\w/);
	});
});
