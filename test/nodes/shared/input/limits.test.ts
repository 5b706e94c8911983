import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, text, toBody } from '../../../support/testBank';

const days = text('days', {
	type: 'number',
	format: { pattern: /^(0|1[4-9]|[2-9]\d)$/, hint: '0 or a whole number from 14 to 99' },
	...toBody('days'),
});

const bank = bankOf([
	operation('create', {
		request: { method: 'POST', path: '/things' },
		fields: [
			text('name', { maxLength: 5, ...toBody('name') }),
			text('pin', { maxLength: 5, typeOptions: { password: true }, ...toBody('pin') }),
			text('code', {
				maxLength: 5,
				format: { pattern: /^[a-z]+$/, hint: 'small letters' },
				...toBody('code'),
			}),
			days,
		],
		answer: { kind: 'record' },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const create = (parameters: Record<string, string | number>) =>
	runBank(bank, server, 'create', parameters);
const sentBody = () => JSON.parse(server.received[0]?.body ?? '') as unknown;

describe('a text', () => {
	it('may be as long as the API takes', async () => {
		await create({ name: '12345', pin: '54321' });
		expect(sentBody()).toEqual({ name: '12345', pin: '54321' });
	});

	it('that is longer stops the item, naming the field and the limit', async () => {
		const { error } = await create({ name: '={{ "123456" }}' });
		expect(error?.message).toBe(
			"'The name' must be at most 5 characters long, but is '123456' [item 0]",
		);
		expect(server.received).toEqual([]);
	});

	it('that must look like something may be as long, too, and no longer', async () => {
		await create({ code: ' abcde ' });
		expect(sentBody()).toEqual({ code: 'abcde' });
		const { error } = await create({ code: 'abcdef' });
		expect(error?.message).toContain("'The code' must be at most 5 characters long");
		expect(server.received).toHaveLength(1);
	});

	it('that is much longer is not shown whole', async () => {
		const { error } = await create({ name: 'x'.repeat(10_000) });
		expect(error?.message.length).toBeLessThan(200);
	});

	it('that is masked is not shown at all', async () => {
		const { error, run } = await create({ pin: '={{ "secret" + "-pin" }}' });
		expect(error?.message).toBe("'The pin' must be at most 5 characters long [item 0]");
		expect(JSON.stringify(run.data.resultData)).not.toContain('secret-pin');
		expect(server.received).toEqual([]);
	});
});

describe('a number', () => {
	it.each([
		[0, 0],
		[14, 14],
		['={{ "99" }}', 99],
	])('may be one that the API takes: %s', async (entered, sent) => {
		await create({ days: entered });
		expect(sentBody()).toEqual({ days: sent });
	});

	it.each([13, 100, -1, '={{ 14.5 }}', '={{ "1" }}'])(
		'that is none of them stops the item: %s',
		async (entered) => {
			const { error } = await create({ days: entered });
			expect(error?.message).toMatch(
				/^'The days' must be 0 or a whole number from 14 to 99, but is '[-\d.]+' \[item 0\]$/,
			);
			expect(server.received).toEqual([]);
		},
	);
});
