import {
	bodyOf,
	closeTriggers,
	connectionId,
	customerId,
	dataOf,
	deliver,
	listen,
	tell,
	typeNames,
} from '../../support/saltEdgeTrigger';

afterEach(closeTriggers);

const time = '2026-01-31T09:30:00.000Z';
const meta = { version: '5', time };
const ids = { connection_id: connectionId, customer_id: customerId };

/** The one item that a body with these bytes becomes. */
async function itemOf(text: string) {
	const trigger = await listen();
	expect((await deliver(trigger, 'failure', Buffer.from(text))).status).toBe(200);
	expect(trigger.started).toHaveLength(1);
	expect(trigger.started[0]).toHaveLength(1);
	return trigger.started[0]?.[0];
}

describe('the item of each type', () => {
	it.each([
		['success', { type: 'success', ...ids, custom_fields: { ledger: 'Haushalt' }, time, meta }],
		[
			'failure',
			{
				type: 'failure',
				...ids,
				custom_fields: {},
				error_class: 'InvalidCredentials',
				error_message: 'Invalid credentials.',
				...{ time, meta },
			},
		],
		['notify', { type: 'notify', ...ids, custom_fields: {}, stage: 'fetch_accounts', time, meta }],
		[
			'interactive',
			{
				type: 'interactive',
				...ids,
				custom_fields: {},
				stage: 'interactive',
				html: '<p>Which code did you get?</p>',
				session_expires_at: '2026-01-31T09:30:00Z',
				interactive_fields_names: ['sms'],
				interactive_fields_options: {},
				...{ time, meta },
			},
		],
		['destroy', { type: 'destroy', ...ids, time, meta }],
		['service', { type: 'service', ...ids, custom_fields: {}, reason: 'updated', time, meta }],
		[
			'providerChanges',
			{
				type: 'providerChanges',
				provider_code: 'stadtbank_de',
				provider_status: 'inactive',
				...{ time, meta },
			},
		],
	] as const)('%s', async (type, item) => {
		const trigger = await listen();
		await tell(trigger, type, dataOf[type], time);
		expect(trigger.started).toEqual([[item]]);
		expect(Object.keys(trigger.started[0]?.[0] ?? {})[0]).toBe('type');
	});

	it('is told by the callback, whatever the payload calls a type', async () => {
		const trigger = await listen();
		await tell(trigger, 'failure', { ...dataOf.failure, type: 'success' }, time);
		expect(trigger.started).toMatchObject([[{ type: 'failure' }]]);
	});

	it('has none that this list forgets', () => {
		expect(typeNames).toHaveLength(7);
	});

	it('unknown', async () => {
		const trigger = await listen();
		await tell(trigger, 'all', dataOf.success, time);
		expect(trigger.started).toEqual([[{ type: 'unknown', ...dataOf.success, time, meta }]]);
	});
});

describe('ids come out as texts:', () => {
	it.each([
		['a text', '"907152193875460301"', '907152193875460301'],
		['a text with zeros before it', '"007"', '007'],
		['a short number', '4711', '4711'],
		['zero', '0', '0'],
		['the longest number that JavaScript holds', '9007199254740991', '9007199254740991'],
		['one that it does not hold', '9007199254740993', '9007199254740993'],
		['one of 19 digits', '9071521938754603011', '9071521938754603011'],
		['one of 25 digits', '9071521938754603011234567', '9071521938754603011234567'],
	])('%s', async (_, written, id) => {
		const item = await itemOf(
			`{"data":{"connection_id":${written},"customer_id":${written},"provider_id":${written}}}`,
		);
		expect(item).toMatchObject({ connection_id: id, customer_id: id, provider_id: id });
	});

	it('also beside numbers that stay numbers', async () => {
		const item = await itemOf(
			'{"data":{"connection_id":9071521938754603011,"tries":3,"share":0.5,"name":"9071521938754603011, 5"}}',
		);
		expect(item).toMatchObject({
			connection_id: '9071521938754603011',
			tries: 3,
			share: 0.5,
			name: '9071521938754603011, 5',
		});
	});

	it('what is no number stays as it is', async () => {
		const item = await itemOf(
			'{"data":{"connection_id":null,"x_id":{"a":1},"y_id":true,"idle":5}}',
		);
		expect(item).toMatchObject({ connection_id: null, x_id: { a: 1 }, y_id: true, idle: 5 });
	});
});

describe('everything else comes out as it came in:', () => {
	it('properties that nobody knows yet, nested ones too', async () => {
		const data = {
			...ids,
			error_class: 'X',
			deep: { list: [1, { a: null }], yes: true },
			é: 'ü€😀',
		};
		const trigger = await listen();
		await tell(trigger, 'failure', data, time);
		expect(trigger.started).toEqual([[{ type: 'failure', ...data, time, meta }]]);
	});

	it('what meta holds besides', async () => {
		const item = await itemOf(
			`{"data":{"error_class":"X"},"meta":{"version":"6","time":"${time}","request_id":"r"},"more":1}`,
		);
		expect(item).toEqual({
			...{ type: 'failure', error_class: 'X', time },
			meta: { version: '6', time, request_id: 'r' },
		});
	});

	it.each(['', ',"meta":{}', ',"meta":null', ',"meta":[1]', ',"meta":"5"'])(
		"an item without a time, and with an empty meta, for a body with '%s'",
		async (tail) => {
			const item = await itemOf(`{"data":{"error_class":"X"}${tail}}`);
			expect(item).toStrictEqual({ type: 'failure', error_class: 'X', meta: {} });
		},
	);

	it('a name that JavaScript has a use for', async () => {
		const item = await itemOf('{"data":{"error_class":"X","__proto__":{"a":1},"constructor":1}}');
		expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
		expect(Object.keys(item ?? {})).toEqual(
			expect.arrayContaining(['__proto__', 'constructor', 'type', 'meta']),
		);
		expect(({} as { a?: number }).a).toBeUndefined();
	});
});

it('one callback is one item, of several that come one after another', async () => {
	const trigger = await listen();
	for (const type of typeNames) await deliver(trigger, 'all', bodyOf(dataOf[type]));
	expect(trigger.started.map((items) => items.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
});
