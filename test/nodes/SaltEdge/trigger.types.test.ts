import {
	bodyOf,
	closeTriggers,
	connectionId,
	customerId,
	dataOf,
	deliver,
	endOf,
	expectNothing,
	listen,
	tell,
	type TypeName,
	typeNames,
} from '../../support/saltEdgeTrigger';

afterEach(closeTriggers);

const ids = { connection_id: connectionId, customer_id: customerId };
const v6 = { ...ids, custom_fields: { key: 'value' } };
const { success, failure, notify, interactive, destroy, service, providerChanges } = dataOf;

/** The type that the item has, of a callback that came to an address. */
async function typeAt(address: TypeName | 'all', data: object): Promise<unknown> {
	const trigger = await listen();
	expect((await tell(trigger, address, data)).status).toBe(200);
	return trigger.started[0]?.[0]?.type;
}

const payloadsOf = (type: TypeName, others: object[]) =>
	[dataOf[type], ...others].map((data) => [type, data] as const);

/** Each type as v5 has it, then as v6 and older days have it. */
const payloads = [
	...payloadsOf('success', [v6, { ...v6, stage: 'finish' }, { ...ids, stage: 'finish' }]),
	...payloadsOf('failure', [{ ...v6, stage: 'start', error_class: 'X', error_message: '' }]),
	...payloadsOf('notify', [
		{ ...v6, stage: 'start' },
		{ ...v6, stage: 'finish_fetching' },
		{ ...v6, stage: 'finish' },
		{ ...v6, stage: 'interactive' },
	]),
	...payloadsOf('interactive', [
		{ ...v6, stage: 'interactive' },
		{ ...ids, html: '' },
		{ ...v6, session_expires_at: '2026-01-31T09:30:00Z' },
	]),
	...payloadsOf('destroy', [v6]),
	...payloadsOf('service', [{ ...ids, reason: 'consent_revoked' }]),
	...payloadsOf('providerChanges', [{ provider_code: 'x', provider_status: 'active', meta: {} }]),
];

describe('at the address of its type', () => {
	it.each(payloads)('a callback is of the type %s: %j', async (type, data) => {
		await expect(typeAt(type, data)).resolves.toBe(type);
	});

	it('what looks like none of them is unknown', async () => {
		await expect(typeAt('success', {})).resolves.toBe('unknown');
		await expect(typeAt('destroy', { customer_id: customerId })).resolves.toBe('unknown');
	});
});

describe('at the address of all types', () => {
	it.each([
		['failure', failure],
		['failure', { ...v6, stage: 'start', error_class: 'X' }],
		['notify', notify],
		['notify', { ...v6, stage: 'start' }],
		['interactive', interactive],
		['interactive', { ...ids, html: null }],
		['interactive', { ...ids, session_expires_at: null }],
		['service', service],
		['providerChanges', providerChanges],
	])('a callback tells that it is of the type %s: %j', async (type, data) => {
		await expect(typeAt('all', data)).resolves.toBe(type);
	});

	it.each([
		['a success or a deletion', success],
		['a deletion or a success without more', destroy],
		['a success or a last notification', { ...success, stage: 'finish' }],
		['a question or a notification of it', { ...v6, stage: 'interactive' }],
		['a customer alone', { customer_id: customerId }],
		['nothing', {}],
		['what was never seen', { consent_id: '1', event: 'revoked' }],
	])('%s is unknown', async (_, data) => {
		await expect(typeAt('all', data)).resolves.toBe('unknown');
	});
});

describe('of v6, a callback', () => {
	const typeInV6 = async (address: TypeName | 'all', data: object): Promise<unknown> => {
		const trigger = await listen();
		await deliver(trigger, endOf(address), bodyOf(data, undefined, '6'));
		return trigger.started[0]?.[0]?.type;
	};
	const inV6 = { ...v6, customer_identifier: 'erika.mustermann' };

	it.each<[string, object]>([
		['success', { ...inV6, stage: 'finish' }],
		['destroy', inV6],
		['failure', { ...inV6, error_class: 'X', error_message: '' }],
		['notify', { ...inV6, stage: 'finish_fetching' }],
		['notify', { ...inV6, stage: 'a_stage_to_come' }],
		['providerChanges', { provider_code: 'x', provider_status: 'active' }],
		['unknown', { customer_id: customerId }],
	])('at the address of all types tells that it is of the type %s: %j', async (type, data) => {
		await expect(typeInV6('all', data)).resolves.toBe(type);
	});

	it.each<[TypeName, object]>([
		['success', inV6],
		['notify', { ...inV6, stage: 'finish' }],
		['destroy', inV6],
	])('is of the type of its address where both fit: %s', async (type, data) => {
		await expect(typeInV6(type, data)).resolves.toBe(type);
	});
});

describe('at the address of another type', () => {
	it.each<[TypeName, object, TypeName[]]>([
		['failure', failure, ['success', 'notify', 'destroy', 'providerChanges']],
		['notify', notify, ['success', 'failure', 'interactive', 'service']],
		['interactive', interactive, ['success', 'notify', 'failure']],
		['service', service, ['success', 'destroy']],
		['providerChanges', providerChanges, ['success', 'service', 'failure']],
	])('a callback tells that it is of the type %s', async (type, data, addresses) => {
		for (const address of addresses) await expect(typeAt(address, data)).resolves.toBe(type);
	});

	it.each<[string, object, TypeName[]]>([
		['a success', success, ['failure', 'notify', 'interactive', 'service', 'providerChanges']],
		['a last success', { ...success, stage: 'finish' }, ['failure', 'destroy', 'interactive']],
		['a deletion', destroy, ['success', 'failure', 'notify', 'service']],
		['a question without its form', { ...v6, stage: 'interactive' }, ['success', 'failure']],
	])('%s is unknown rather than guessed', async (_, data, addresses) => {
		for (const address of addresses) await expect(typeAt(address, data)).resolves.toBe('unknown');
	});
});

describe('of the types that were not chosen', () => {
	it.each(typeNames)('%s is answered and left at that', async (type) => {
		const trigger = await listen({ callbackTypes: typeNames.filter((each) => each !== type) });
		await expect(tell(trigger, type, dataOf[type])).resolves.toEqual({
			status: 200,
			message: 'Not wanted',
		});
		expectNothing(trigger);
	});

	it.each(typeNames)('%s starts the workflow when it alone was chosen', async (type) => {
		const trigger = await listen({ callbackTypes: [type] });
		for (const each of typeNames) await tell(trigger, each, dataOf[each]);
		expect(trigger.started).toEqual([[expect.objectContaining({ type })]]);
	});

	it('a callback is judged by what it holds, not by where it came to', async () => {
		const trigger = await listen({ callbackTypes: ['success'] });
		await tell(trigger, 'success', failure);
		expectNothing(trigger);
	});
});

describe('of an unknown type, a callback starts the workflow when it can be one that was chosen:', () => {
	it.each<[string, object, TypeName[]]>([
		['success or destroy', success, ['success', 'destroy']],
		['destroy or success', destroy, ['success', 'destroy']],
		['success or notify', { ...v6, stage: 'finish' }, ['success', 'notify']],
		['interactive or notify', { ...v6, stage: 'interactive' }, ['interactive', 'notify']],
		['any of them', { what: 'ever' }, typeNames],
	])('%s', async (_, data, candidates) => {
		for (const type of typeNames) {
			const trigger = await listen({ callbackTypes: [type] });
			await tell(trigger, 'all', data);
			const isStarted = candidates.includes(type);
			expect({ type, started: trigger.started.length }).toEqual({
				type,
				started: isStarted ? 1 : 0,
			});
		}
	});

	it('the one of the address it came to, when it looks like none', async () => {
		for (const type of typeNames) {
			const trigger = await listen({ callbackTypes: [type] });
			await tell(trigger, 'service', { what: 'ever' });
			expect(trigger.started).toHaveLength(type === 'service' ? 1 : 0);
		}
	});

	it('a bare one at the address of a success', async () => {
		const trigger = await listen({ callbackTypes: ['destroy'] });
		await tell(trigger, 'success', destroy);
		expect(trigger.started).toEqual([[expect.objectContaining({ type: 'unknown' })]]);
	});
});
