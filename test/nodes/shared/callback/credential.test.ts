import { type FinicitySandbox, startFinicity } from '../../../sandbox/finicity';
import { finicityCredential } from '../../../support/finicity';
import {
	closeTriggers,
	connectBody,
	deliver,
	eventId,
	items,
	listen,
	triggerSetup,
} from '../../../support/finicityTrigger';
import { publish } from '../../../support/trigger';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await closeTriggers();
	await sandbox.close();
});

const event = (number: number) => connectBody({ eventId: eventId(number) });

/** A while later, as all of them have it. */
function wait(milliseconds: number): void {
	const later = Date.now() + milliseconds;
	jest.spyOn(Date, 'now').mockImplementation(() => later);
}

it('is read once for callbacks that come close together', async () => {
	const credentials = finicityCredential(sandbox);
	const trigger = await listen(sandbox, {}, { credentials });
	await Promise.all([1, 2, 3].map(async (each) => await deliver(sandbox, trigger, event(each))));
	await deliver(sandbox, trigger, event(4));
	expect(items(trigger)).toHaveLength(4);
	expect(credentials.reads).toBe(1);
});

it('is each its own: of another node, and of another credential', async () => {
	const [one, other] = [finicityCredential(sandbox), finicityCredential(sandbox)];
	other.data.partnerSecret = 'another secret';
	const genuine = await listen(sandbox, {}, { credentials: one, workflowId: 'same' });
	const foreign = await listen(sandbox, {}, { credentials: other, workflowId: 'same' });
	const node = await listen(sandbox, {}, { credentials: one, workflowId: 'same', nodeId: 'two' });
	const statuses = [];
	for (const trigger of [genuine, foreign, node]) {
		statuses.push((await deliver(sandbox, trigger, event(1))).status);
	}
	expect(statuses).toEqual([200, 401, 200]);
	expect([one.reads, other.reads]).toEqual([2, 1]);
});

it('is read anew after five seconds, so that changed keys count', async () => {
	const credentials = finicityCredential(sandbox);
	const trigger = await listen(sandbox, {}, { credentials });
	await deliver(sandbox, trigger, event(1));
	credentials.data = { ...credentials.data, partnerSecret: 'another secret' };
	wait(5_001);
	expect((await deliver(sandbox, trigger, event(2))).status).toBe(401);
});

it('is read anew at once when it could not be read', async () => {
	const credentials = finicityCredential(sandbox);
	const trigger = await listen(sandbox, {}, { credentials });
	credentials.fault = new Error('The database is locked');
	expect((await deliver(sandbox, trigger, event(1))).status).toBe(503);
	credentials.fault = undefined;
	expect((await deliver(sandbox, trigger, event(1))).status).toBe(200);
});

it('counts as it is now as soon as the workflow is published anew', async () => {
	const credentials = finicityCredential(sandbox);
	const trigger = await listen(sandbox, {}, { credentials });
	await deliver(sandbox, trigger, event(1));
	credentials.data = { ...credentials.data, partnerSecret: 'another secret' };
	await trigger.publish();
	expect((await deliver(sandbox, trigger, event(2))).status).toBe(401);
});

it('is read as it is when the workflow is published', async () => {
	const credentials = finicityCredential(sandbox);
	const setup = triggerSetup(sandbox, {}, { credentials });
	const trigger = await listen(sandbox, {}, { credentials, workflowId: setup.workflowId });
	await deliver(sandbox, trigger, event(1));
	credentials.data = { ...credentials.data, partnerSecret: '' };
	await expect(publish(setup)).rejects.toThrow('has no Partner Secret');
});
