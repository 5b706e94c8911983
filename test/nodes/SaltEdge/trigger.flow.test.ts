import { type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import { byId } from '../../support/finicity';
import { runSaltEdge, saltEdgeCredential } from '../../support/saltEdge';
import { connectionId, endOf, triggerSetup, typeNames } from '../../support/saltEdgeTrigger';
import { startTrigger, type Trigger } from '../../support/trigger';
import { until } from '../../support/until';

let sandbox: SaltEdgeSandbox;
let trigger: Trigger;

beforeEach(async () => {
	sandbox = await startSaltEdge({ stageDelayMs: 5 });
	sandbox.callbacks.retryDelayMs = 1;
});

afterEach(async () => {
	expect(trigger.thrown).toEqual([]);
	await trigger.close();
	await sandbox.close();
});

/** Enters the addresses of a trigger in Salt Edge's dashboard, and the same into the trigger. */
async function connect(
	parameters: Parameters<typeof triggerSetup>[0],
	endFor: (type: (typeof typeNames)[number]) => string = endOf,
): Promise<void> {
	const { callbacks, baseUrl, keys } = sandbox;
	const setup = triggerSetup(parameters, {
		credential: 'saltEdgeApi',
		credentials: saltEdgeCredential({ baseUrl, keys }),
	});
	trigger = await startTrigger(setup);
	const addresses = typeNames.map((type) => {
		const end = endFor(type);
		callbacks.register(type, trigger.local(end));
		return { callbackType: end === 'all' ? 'all' : type, url: trigger.local(end) };
	});
	setup.parameters.options = {
		publicKey: callbacks.publicKey,
		registeredAddresses: { address: addresses },
	};
}

/** Waits for the last callback of a fetch. */
async function ended(): Promise<void> {
	const { callbacks } = sandbox;
	await until(() => callbacks.sent.some(({ type }) => type === 'success' || type === 'failure'));
	await callbacks.settled();
}

/** Fetches a connection to the end, until everything about it is told. */
async function refresh(): Promise<void> {
	const parameters = { connectionId: byId(connectionId) };
	const { error } = await runSaltEdge(sandbox, 'refresh', parameters);
	expect(error).toBeUndefined();
	await ended();
}

const told = () =>
	trigger.started.map(([item]) => [item?.type, item?.stage].filter(Boolean).join(' '));
const statuses = () => new Set(sandbox.callbacks.sent.map(({ status }) => status));

describe('a fetch at Salt Edge', () => {
	it('starts the workflow with each of its steps, in their order', async () => {
		await connect({});
		await refresh();
		expect(statuses()).toEqual(new Set([200]));
		expect(told()).toEqual([...sandbox.callbacks.sent].map(typeAndStage));
		expect(told()).toEqual(expect.arrayContaining(['notify start', 'success finish']));
		for (const [item] of trigger.started) {
			expect(item).toMatchObject({ connection_id: connectionId, meta: { version: '5' } });
		}
	});

	it('starts it once with its success, which comes three times', async () => {
		sandbox.callbacks.successRepeats = 2;
		await connect({ callbackTypes: ['success'] });
		await refresh();
		expect(sandbox.callbacks.sent.filter(({ type }) => type === 'success')).toHaveLength(3);
		expect(told()).toEqual(['success finish']);
	});

	it('is known as far as its payloads tell at one address for all types', async () => {
		await connect({}, () => 'all');
		await refresh();
		expect(statuses()).toEqual(new Set([200]));
		expect(told()).toEqual(expect.arrayContaining(['notify start', 'unknown finish']));
	});

	function typeAndStage({ type, body }: { type: string; body: Buffer }): string {
		const { data } = JSON.parse(body.toString()) as { data: { stage?: string } };
		return [type, data.stage].filter(Boolean).join(' ');
	}
});

it('what Salt Edge does by itself starts the workflow', async () => {
	await connect({});
	sandbox.callbacks.service(connectionId);
	sandbox.callbacks.providerChange('stadtbank_de', 'inactive');
	const deleted = await runSaltEdge(sandbox, 'delete', { connectionId: byId(connectionId) });
	expect(deleted.error).toBeUndefined();
	await sandbox.callbacks.settled();
	expect(told()).toEqual(['service', 'providerChanges', 'destroy']);
});

it('a login that fails starts the workflow with the reason', async () => {
	await connect({ callbackTypes: ['failure'] });
	const { error } = await runSaltEdge(sandbox, 'reconnect', {
		connectionId: byId(connectionId),
		credentialsFrom: 'json',
		credentialsJson: { login: 'username', password: 'wrong' },
	});
	expect(error).toBeUndefined();
	await ended();
	expect(trigger.started).toEqual([
		[expect.objectContaining({ type: 'failure', error_class: 'InvalidCredentials' })],
	]);
});

it('settings that are not usable make Salt Edge send again', async () => {
	await connect({ callbackTypes: '={{ [] }}' });
	sandbox.callbacks.service(connectionId);
	await sandbox.callbacks.settled();
	expect(sandbox.callbacks.sent.map(({ status }) => status)).toEqual([503, 503, 503]);
	expect(trigger.started).toEqual([]);
});

it('what is refused is not sent again', async () => {
	await connect({});
	sandbox.callbacks.register('service', `${trigger.local('service')}?another=address`);
	sandbox.callbacks.service(connectionId);
	await sandbox.callbacks.settled();
	expect(sandbox.callbacks.sent.map(({ status }) => status)).toEqual([401]);
	expect(trigger.started).toEqual([]);
});

it('a success is told with the connection as it stands then', async () => {
	await connect({ callbackTypes: ['success'], addConnection: true });
	await refresh();
	await until(() => trigger.started.length > 0);
	const connection = expect.objectContaining({ id: connectionId, status: 'active' }) as unknown;
	expect(trigger.started).toEqual([[expect.objectContaining({ type: 'success', connection })]]);
});
