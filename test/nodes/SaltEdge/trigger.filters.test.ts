import type { IDataObject } from 'n8n-workflow';
import {
	bodyOf,
	closeTriggers,
	connectionId,
	customerId,
	dataOf,
	deliver,
	expectNothing,
	isoTime,
	listen,
	tell,
	type TypeName,
	typeNames,
} from '../../support/saltEdgeTrigger';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeTriggers();
});

/** Whether a callback starts a workflow with these parameters. */
async function isLetThrough(
	parameters: IDataObject,
	name: TypeName | 'all',
	data: object,
): Promise<boolean> {
	const trigger = await listen(parameters);
	const { status, message } = await tell(trigger, name, data);
	expect(status).toBe(200);
	const isStarted = trigger.started.length === 1;
	expect(message).toBe(isStarted ? 'Workflow was started' : 'Not wanted');
	if (!isStarted) expectNothing(trigger);
	return isStarted;
}

describe('the filter customerIdentifiers', () => {
	const filters = { filters: { customerIdentifiers: 'Büro & Söhne, customer-4711' } };

	it.each([
		['one of them', { customer_identifier: 'Büro & Söhne' }, true],
		['another one', { customer_identifier: 'customer-47110' }, false],
		['none, as in v5', {}, true],
	])('with %s', async (_, more, isThrough) => {
		const data = { ...dataOf.notify, ...more };
		await expect(isLetThrough(filters, 'notify', data)).resolves.toBe(isThrough);
	});
});

describe.each([
	{ field: 'connectionIds', own: connectionId, property: 'connection_id' },
	{ field: 'customerIds', own: customerId, property: 'customer_id' },
])('the filter $field', ({ field, own, property }) => {
	it.each<[string, unknown]>([
		['alone', own],
		['with blanks around it', `  ${own}\n`],
		['among several with commas', `1,${own},2`],
		['among several with commas and blanks', ` 1 , ${own} , 2 `],
		['among several on lines', `1\n${own}\n2`],
		['among several with semicolons', `1;${own}`],
		['between commas too many', `,,${own},`],
		['as an expression', `={{ "${own}" }}`],
		['as an expression in a text', `=1,{{ "${own}" }}`],
		['in a list', `={{ ["1", "${own}"] }}`],
		['in a list of texts with commas', `={{ ["1,2", "3,${own}"] }}`],
	])('lets its id through, %s', async (_, value) => {
		const filters = { filters: { [field]: value } } as IDataObject;
		await expect(isLetThrough(filters, 'success', dataOf.success)).resolves.toBe(true);
	});

	it.each<[string, unknown]>([
		['another one', '1'],
		['several others', `1,${own}0,2`],
		['its neighbour, which is the same as a number', `${own.slice(0, -1)}9`],
		['one with a zero before it', `0${own}`],
		['the start of it', own.slice(0, -1)],
		['a list of others', '={{ ["1", "2"] }}'],
		['a number', '={{ 12345 }}'],
	])('holds it back when it has %s', async (_, value) => {
		const filters = { filters: { [field]: value } } as IDataObject;
		await expect(isLetThrough(filters, 'success', dataOf.success)).resolves.toBe(false);
	});

	it.each(['', '   ', ' , ', '={{ null }}', '={{ undefined }}', '={{ [] }}'])(
		"lets all through when it is empty: '%s'",
		async (value) => {
			const filters = { filters: { [field]: value } };
			await expect(isLetThrough(filters, 'success', dataOf.success)).resolves.toBe(true);
		},
	);

	it('goes by a number that is short as by a text', async () => {
		const filters = { filters: { [field]: '={{ [41, 42] }}' } };
		await expect(isLetThrough(filters, 'failure', { [property]: 42 })).resolves.toBe(true);
		await expect(isLetThrough(filters, 'failure', { [property]: 43 })).resolves.toBe(false);
	});

	it('goes by every digit of a long number', async () => {
		const trigger = await listen({ filters: { [field]: own } });
		const number = Buffer.from(`{"data":{"${property}":${own}},"meta":{}}`);
		const neighbour = Buffer.from(`{"data":{"${property}":${own.slice(0, -1)}9},"meta":{}}`);
		await deliver(trigger, 'failure', neighbour);
		expectNothing(trigger);
		await deliver(trigger, 'failure', number);
		expect(trigger.started).toEqual([[expect.objectContaining({ [property]: own })]]);
	});

	it('holds every type back but provider changes, which are about none', async () => {
		for (const type of typeNames) {
			const filters = { filters: { [field]: '1' } };
			const isProvider = type === 'providerChanges';
			await expect(isLetThrough(filters, type, dataOf[type])).resolves.toBe(isProvider);
		}
	});
});

it('both filters of ids hold at once', async () => {
	const through = async (connectionIds: string, customerIds: string) =>
		await isLetThrough({ filters: { connectionIds, customerIds } }, 'success', dataOf.success);
	await expect(through(connectionId, customerId)).resolves.toBe(true);
	await expect(through(connectionId, '1')).resolves.toBe(false);
	await expect(through('1', customerId)).resolves.toBe(false);
	await expect(through(customerId, connectionId)).resolves.toBe(false);
});

describe('the filter of stages', () => {
	const stages = (...list: string[]) => ({ filters: { stages: list } });

	it('lets a notification of its stages through, and no other', async () => {
		const { notify } = dataOf;
		const through = async (stage: string) =>
			await isLetThrough(stages('start', 'fetch_accounts'), 'notify', { ...notify, stage });
		await expect(through('start')).resolves.toBe(true);
		await expect(through('fetch_accounts')).resolves.toBe(true);
		await expect(through('fetch_recent')).resolves.toBe(false);
		await expect(through('')).resolves.toBe(false);
	});

	it('holds a notification with an odd stage back', async () => {
		const { notify } = dataOf;
		for (const stage of [null, 7, ['start']]) {
			const data = { ...notify, stage };
			await expect(isLetThrough(stages('fetch_full'), 'notify', data)).resolves.toBe(false);
		}
	});

	it.each(typeNames.filter((each) => each !== 'notify'))('leaves %s alone', async (type) => {
		await expect(isLetThrough(stages('start'), type, dataOf[type])).resolves.toBe(true);
	});

	it('leaves a last success alone', async () => {
		const data = { ...dataOf.success, stage: 'finish' };
		await expect(isLetThrough(stages('start'), 'success', data)).resolves.toBe(true);
	});

	it('does not hold back what may be a success just as well', async () => {
		const data = { ...dataOf.success, stage: 'finish' };
		const chosen = { callbackTypes: ['notify'], ...stages('start') };
		await expect(isLetThrough(chosen, 'all', data)).resolves.toBe(false);
		const both = { callbackTypes: ['notify', 'success'], ...stages('start') };
		await expect(isLetThrough(both, 'all', data)).resolves.toBe(true);
		const wanted = { callbackTypes: ['notify'], ...stages('finish') };
		await expect(isLetThrough(wanted, 'all', data)).resolves.toBe(true);
	});

	it('lets all through when it is empty', async () => {
		await expect(isLetThrough(stages(), 'notify', dataOf.notify)).resolves.toBe(true);
	});

	it('may come from an expression', async () => {
		const filters = { filters: { stages: '={{ ["start", "fetch_accounts"] }}' } };
		await expect(isLetThrough(filters, 'notify', dataOf.notify)).resolves.toBe(true);
		const others = { filters: { stages: '={{ "start, finish" }}' } };
		await expect(isLetThrough(others, 'notify', dataOf.notify)).resolves.toBe(false);
	});
});

describe('Maximum Age (Minutes)', () => {
	const minute = 60_000;
	const noon = Date.parse('2026-01-31T12:00:00Z');

	/** Whether a callback with this time starts the workflow at noon. */
	async function isTaken(time: unknown, maximumAge?: unknown): Promise<boolean> {
		jest.spyOn(Date, 'now').mockReturnValue(noon);
		const options = (maximumAge === undefined ? {} : { maximumAge }) as IDataObject;
		const trigger = await listen({ options });
		const meta = { version: '5', time };
		const body = Buffer.from(JSON.stringify({ data: dataOf.success, meta }));
		expect((await deliver(trigger, 'success', body)).status).toBe(200);
		if (trigger.started.length === 0) expectNothing(trigger);
		return trigger.started.length === 1;
	}

	it.each([
		[0, true],
		[-60 * minute, true],
		[60 * minute, true],
		[-60 * minute - 1, false],
		[60 * minute + 1, false],
		[-365 * 24 * 60 * minute, false],
		[365 * 24 * 60 * minute, false],
	])('of an hour, a callback %i ms from now is taken: %s', async (difference, expected) => {
		await expect(isTaken(isoTime(noon + difference), 60)).resolves.toBe(expected);
	});

	it.each<[string, unknown]>([
		['without a time', undefined],
		['with null for a time', null],
		['with an empty time', ''],
		['with a time that is none', 'yesterday'],
		['with a day that there is none', '2026-01-32T12:00:00Z'],
		['with a time that is an object', {}],
		['with a time in seconds', noon / 1000],
	])('holds a callback back %s', async (_, time) => {
		await expect(isTaken(time, 60)).resolves.toBe(false);
		await expect(isTaken(time, 1e9)).resolves.toBe(false);
	});

	it('holds a callback back without meta', async () => {
		const trigger = await listen({ options: { maximumAge: 60 } });
		await deliver(trigger, 'success', Buffer.from(JSON.stringify({ data: dataOf.success })));
		expectNothing(trigger);
	});

	it('goes by the zone that the time names', async () => {
		await expect(isTaken('2026-01-31T13:00:00+01:00', 1)).resolves.toBe(true);
		await expect(isTaken('2026-01-31T12:00:00+01:00', 1)).resolves.toBe(false);
	});

	it('may be less than a minute, or a text', async () => {
		await expect(isTaken(isoTime(noon - 30_000), 0.5)).resolves.toBe(true);
		await expect(isTaken(isoTime(noon - 30_001), 0.5)).resolves.toBe(false);
		await expect(isTaken(isoTime(noon - minute), '={{ "1" }}')).resolves.toBe(true);
		await expect(isTaken(isoTime(noon - minute - 1), '={{ "1" }}')).resolves.toBe(false);
	});

	it.each<[string, unknown]>([
		['years old', '2011-01-01T00:00:00Z'],
		['of the future', '2099-01-01T00:00:00Z'],
		['without a time', undefined],
		['with an odd time', 'yesterday'],
	])('is not set at first: a callback %s starts the workflow', async (_, time) => {
		await expect(isTaken(time)).resolves.toBe(true);
	});
});

it('a callback that is held back is answered, so that Salt Edge does not send it again', async () => {
	const trigger = await listen({ filters: { connectionIds: '1' } });
	await expect(deliver(trigger, 'success', bodyOf(dataOf.success))).resolves.toEqual({
		status: 200,
		message: 'Not wanted',
	});
	expect(trigger.log).toEqual([]);
});
