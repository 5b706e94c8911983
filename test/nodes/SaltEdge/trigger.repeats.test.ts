import type { IDataObject } from 'n8n-workflow';
import {
	claim as claimFor,
	fingerprintOf,
	keep,
	settle,
} from '../../../nodes/shared/callback/repeats';
import {
	bodyOf,
	closeTriggers,
	dataOf,
	deliver,
	expectNothing,
	listen,
	post,
	typeNames,
} from '../../support/saltEdgeTrigger';
import type { Trigger } from '../../support/trigger';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeTriggers();
});

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const noon = Date.parse('2026-01-31T12:00:00Z');
const body = bodyOf(dataOf.success, noon);

const started = { status: 200, message: 'Workflow was started' };
const repeated = { status: 200, message: 'Received before' };

/** Claims one that is over at once. */
function claim(...[nodeId, kept, fingerprint, now]: Parameters<typeof claimFor>): boolean {
	const isFirst = claimFor(nodeId, kept, fingerprint, now);
	settle(nodeId, fingerprint);
	return isFirst;
}

const clockAt = (time: number) => jest.spyOn(Date, 'now').mockReturnValue(time);
/** What is kept, as the node writes it. */
const written = (...entries: [fingerprint: string, at: number][]) =>
	entries.map((entry) => entry.join(':')).join(' ');
const known = ({ repeats }: IDataObject) =>
	String(repeats ?? '')
		.split(' ')
		.filter(Boolean)
		.map((entry) => entry.split(':')[0]);
const keptBy = (trigger: Trigger) => known((trigger.kept()['node:Trigger'] ?? {}) as IDataObject);

describe('a callback that comes again', () => {
	it('to the byte is answered and left at that', async () => {
		const trigger = await listen();
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(repeated);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(repeated);
		expect(trigger.started).toHaveLength(1);
		expect(keptBy(trigger)).toHaveLength(1);
	});

	it('with other bytes starts the workflow again, also when they say the same', async () => {
		const trigger = await listen();
		const spaced = Buffer.concat([body, Buffer.from('\n')]);
		const later = bodyOf(dataOf.success, noon + 1000);
		for (const each of [body, spaced, later]) {
			await expect(deliver(trigger, 'success', each)).resolves.toEqual(started);
		}
		expect(trigger.started).toHaveLength(3);
	});

	it('to another address starts the workflow again', async () => {
		const trigger = await listen();
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
		await expect(deliver(trigger, 'all', body)).resolves.toEqual(started);
		await expect(deliver(trigger, 'all', body)).resolves.toEqual(repeated);
	});

	it('to another workflow starts that one', async () => {
		const [one, other] = [await listen(), await listen()];
		await expect(deliver(one, 'success', body)).resolves.toEqual(started);
		await expect(deliver(other, 'success', body)).resolves.toEqual(started);
	});

	it('to another trigger of the same workflow starts it again', async () => {
		const workflowId = 'two-triggers';
		const one = await listen({}, { workflowId, nodeId: 'one' });
		const other = await listen({}, { workflowId, nodeId: 'other' });
		await expect(deliver(one, 'success', body)).resolves.toEqual(started);
		await expect(deliver(other, 'success', body)).resolves.toEqual(started);
	});

	it('starts the workflow each time when repeats are not ignored', async () => {
		const trigger = await listen({ options: { ignoreRepeats: false } });
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
		expect(trigger.kept()).toEqual({});
	});

	it('starts a test each time, and is not remembered by it', async () => {
		const trigger = await listen({}, { isTest: true });
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
		expect(trigger.kept()).toEqual({});
	});

	it('after a test starts the published workflow', async () => {
		const workflowId = 'tested-and-published';
		await deliver(await listen({}, { workflowId, isTest: true }), 'success', body);
		const published = await listen({}, { workflowId });
		await expect(deliver(published, 'success', body)).resolves.toEqual(started);
	});

	it('unsigned counts too when signatures are not verified', async () => {
		const trigger = await listen({ verifySignature: false });
		await expect(post(trigger.local('success'), body)).resolves.toEqual(started);
		await expect(post(trigger.local('success'), body)).resolves.toEqual(repeated);
	});
});

describe('twenty at once', () => {
	const atOnce = async (trigger: Trigger, bodies: Buffer[]) =>
		await Promise.all(bodies.map(async (each) => await deliver(trigger, 'success', each)));

	it('that are the same start the workflow once', async () => {
		const trigger = await listen();
		const answers = await atOnce(
			trigger,
			Array.from({ length: 20 }, () => body),
		);
		expect(answers.filter(({ message }) => message === started.message)).toHaveLength(1);
		expect(answers.filter(({ message }) => message === repeated.message)).toHaveLength(19);
		expect(trigger.started).toHaveLength(1);
	});

	it('that differ start it twenty times, and all are remembered', async () => {
		const trigger = await listen();
		const bodies = Array.from({ length: 20 }, (_, index) => bodyOf(dataOf.success, noon + index));
		await atOnce(trigger, bodies);
		expect(trigger.started).toHaveLength(20);
		await atOnce(trigger, bodies);
		expect(trigger.started).toHaveLength(20);
		expect(keptBy(trigger)).toHaveLength(20);
	});
});

describe('over a restart of n8n', () => {
	it('what was kept is known', async () => {
		const before = await listen();
		await deliver(before, 'success', body);
		// The memory goes by the workflow: another one has none of it, as after a restart.
		const after = await listen({}, { kept: before.kept() });
		await expect(deliver(after, 'success', body)).resolves.toEqual(repeated);
		await expect(deliver(after, 'failure', body)).resolves.toEqual(started);
		expect(keptBy(after)).toHaveLength(2);
	});

	it('it is known for the rest of the day only', async () => {
		clockAt(noon);
		const before = await listen();
		await deliver(before, 'success', body);
		clockAt(noon + day);
		const after = await listen({}, { kept: before.kept() });
		await expect(deliver(after, 'success', body)).resolves.toEqual(started);
	});

	it.each<[string, IDataObject]>([
		['nothing', {}],
		['a text', { 'node:Trigger': { repeats: 'x' } }],
		['a list', { 'node:Trigger': { repeats: ['x'] } }],
		['null', { 'node:Trigger': { repeats: null } }],
		['entries without a time', { 'node:Trigger': { repeats: 'x: :1 y:z' } }],
	])('it does not matter that %s was kept', async (_, kept) => {
		const trigger = await listen({}, { kept });
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(repeated);
	});

	it('what others keep for the workflow stays', async () => {
		const kept = { global: { mine: 1 }, 'node:Trigger': { other: 2 } };
		const trigger = await listen({}, { kept });
		await deliver(trigger, 'success', body);
		expect(trigger.kept()).toMatchObject(kept);
	});
});

describe('with time', () => {
	it('a callback is known until a day has passed, and then for another day', async () => {
		const trigger = await listen();
		const at = async (time: number) => {
			clockAt(time);
			return await deliver(trigger, 'success', body);
		};
		await expect(at(noon)).resolves.toEqual(started);
		await expect(at(noon + day - 1)).resolves.toEqual(repeated);
		await expect(at(noon + day)).resolves.toEqual(started);
		await expect(at(noon + 2 * day - 1)).resolves.toEqual(repeated);
		await expect(at(noon + 2 * day)).resolves.toEqual(started);
		expect(trigger.started).toHaveLength(3);
		expect(keptBy(trigger)).toHaveLength(1);
	});

	it('it is known from when it came first, however often it comes', async () => {
		const trigger = await listen();
		for (let hours = 0; hours < 24; hours += 1) {
			clockAt(noon + hours * hour);
			await deliver(trigger, 'success', body);
		}
		expect(trigger.started).toHaveLength(1);
		clockAt(noon + day);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
	});

	it('what came a day ago is no longer kept', async () => {
		const trigger = await listen();
		for (const [index, type] of typeNames.slice(0, 3).entries()) {
			clockAt(noon + index * hour);
			await deliver(trigger, type, bodyOf(dataOf[type]));
		}
		clockAt(noon + day + hour);
		await deliver(trigger, 'success', body);
		expect(keptBy(trigger)).toHaveLength(2);
	});

	it('a clock that was put back lets nothing through a second time', async () => {
		const trigger = await listen();
		clockAt(noon);
		await deliver(trigger, 'success', body);
		clockAt(noon - hour);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(repeated);
	});
});

describe('not remembered is', () => {
	it('a callback that was refused', async () => {
		const trigger = await listen();
		await post(trigger.local('success'), body, { Signature: 'x' });
		expectNothing(trigger);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual(started);
	});

	it('one that was filtered out: it starts the workflow once it passes', async () => {
		const workflowId = 'filtered-at-first';
		const strict = await listen({ filters: { customerIds: '1' } }, { workflowId });
		await expect(deliver(strict, 'success', body)).resolves.toMatchObject({
			message: 'Not wanted',
		});
		expectNothing(strict);
		const open = await listen({}, { workflowId });
		await expect(deliver(open, 'success', body)).resolves.toEqual(started);
	});

	it('one whose type was not chosen', async () => {
		const trigger = await listen({ callbackTypes: ['failure'] });
		await deliver(trigger, 'success', body);
		expectNothing(trigger);
	});

	it('what could not be read', async () => {
		const trigger = await listen();
		await deliver(trigger, 'success', Buffer.from('{"data":'));
		expectNothing(trigger);
	});
});

describe('the memory is bounded:', () => {
	const fingerprint = (index: number) => fingerprintOf('success', Buffer.from(`body ${index}`));

	it('the newest 1,000 are kept', () => {
		const kept: IDataObject = {};
		for (let index = 0; index < 1100; index += 1) {
			expect(claim('kept', kept, fingerprint(index), noon + index)).toBe(true);
			keep('kept', kept);
		}
		expect(known(kept)).toHaveLength(1000);
		expect(known(kept)).toEqual(Array.from({ length: 1000 }, (_, at) => fingerprint(at + 100)));
		const afterRestart = (index: number) =>
			claim(`restart-${index}`, { ...kept }, fingerprint(index), noon + hour);
		expect(afterRestart(99)).toBe(true);
		expect(afterRestart(100)).toBe(false);
		expect(afterRestart(1099)).toBe(false);
	});

	it('the newest 10,000 are known without a restart', () => {
		// More than are ever kept, to fill the memory in one go.
		const repeats = written(
			...Array.from({ length: 10_100 }, (_, index): [string, number] => [
				fingerprint(index),
				noon + index,
			]),
		);
		expect(claim('known', { repeats }, fingerprint(10_100), noon + hour)).toBe(true);
		const again = (index: number) => claim('known', {}, fingerprint(index), noon + hour);
		expect(again(10_100)).toBe(false);
		expect(again(10_099)).toBe(false);
		expect(again(101)).toBe(false);
		expect(again(100)).toBe(true);
	});

	it('one that comes again after a day counts as the newest', () => {
		const kept: IDataObject = {};
		claim('again', kept, fingerprint(0), noon);
		claim('again', kept, fingerprint(1), noon + hour);
		claim('again', kept, fingerprint(0), noon + day);
		keep('again', kept);
		expect(known(kept)).toEqual([fingerprint(1), fingerprint(0)]);
	});

	it('one that was kept, but came before those in memory, is known for its own day', () => {
		const nodeId = 'out-of-order';
		claim(nodeId, {}, fingerprint(1), noon + hour);
		claim(nodeId, { repeats: written([fingerprint(0), noon]) }, fingerprint(2), noon + 2 * hour);
		expect(claim(nodeId, {}, fingerprint(0), noon + day - 1)).toBe(false);
		const kept: IDataObject = {};
		expect(claim(nodeId, kept, fingerprint(0), noon + day)).toBe(true);
		keep(nodeId, kept);
		expect(known(kept)).toEqual([fingerprint(1), fingerprint(2), fingerprint(0)]);
	});

	it('an entry is a short text and a time, nothing of the callback', () => {
		const kept: IDataObject = {};
		claim('short', kept, fingerprint(0), noon);
		keep('short', kept);
		expect(kept).toEqual({ repeats: written([fingerprint(0), noon]) });
		expect(fingerprint(0)).toMatch(/^[\w-]{22}$/);
	});

	it('each node has its own', () => {
		expect(claim('one', {}, fingerprint(0), noon)).toBe(true);
		expect(claim('other', {}, fingerprint(0), noon)).toBe(true);
		expect(claim('one', {}, fingerprint(0), noon)).toBe(false);
	});

	it('the memory counts, not what is kept from before it', () => {
		claim('stale', {}, fingerprint(0), noon);
		const kept = { repeats: written([fingerprint(0), noon - day]) };
		expect(claim('stale', kept, fingerprint(0), noon + hour)).toBe(false);
	});

	it('a repeat changes nothing of what is kept', async () => {
		const trigger = await listen();
		await deliver(trigger, 'success', body);
		const before = trigger.kept();
		await deliver(trigger, 'success', body);
		expect(trigger.kept()).toEqual(before);
	});
});

describe('a fingerprint', () => {
	it('differs with the address and with each byte', () => {
		const prints = [
			fingerprintOf('success', Buffer.from('a')),
			fingerprintOf('success', Buffer.from('b')),
			fingerprintOf('failure', Buffer.from('a')),
			fingerprintOf('all', Buffer.from('a')),
			fingerprintOf('success', Buffer.from('')),
			fingerprintOf('success', Buffer.from([0xff])),
			fingerprintOf('success', Buffer.from([0xfe])),
		];
		expect(new Set(prints).size).toBe(prints.length);
	});
});
