import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, text, toQuery } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
	server.reply(() => ({ id: '1' }));
});

afterEach(async () => await server.close());

const bank = bankOf([
	operation('between', {
		request: { method: 'GET', path: '/things' },
		fields: [
			text('from', { type: 'dateTime', wire: 'dayStart', ...toQuery('from') }),
			text('to', { type: 'dateTime', wire: 'dayEnd', ...toQuery('to') }),
			text('moment', { type: 'dateTime', wire: 'dateTime', ...toQuery('moment') }),
			text('codes', { writes: (codes) => codes.split('+'), ...toQuery('codes') }),
		],
		answer: { kind: 'record' },
	}),
]);

const at = (seconds: unknown) => new Date(Number(seconds) * 1000).toISOString();

async function sentFor(parameters: object, timezone = 'UTC') {
	const { error } = await runBank(bank, server, 'between', { ...parameters }, { timezone });
	expect(error).toBeUndefined();
	const { searchParams } = new URL(server.received.at(-1)?.url ?? '', 'http://x');
	return [at(searchParams.get('from')), at(searchParams.get('to'))];
}

describe('days as the first and the last second of them', () => {
	it.each([
		['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.000Z'],
		// As the date picker gives it.
		['2026-01-31T00:00:00', 'UTC', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.000Z'],
		['2026-01-31T15:30:00', 'UTC', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.000Z'],
		['2026-01-31', 'America/Denver', '2026-01-31T07:00:00.000Z', '2026-02-01T06:59:59.000Z'],
		[
			'2026-01-31T03:00:00Z',
			'America/Denver',
			'2026-01-30T07:00:00.000Z',
			'2026-01-31T06:59:59.000Z',
		],
		// A day of 23 hours.
		['2026-03-08', 'America/Denver', '2026-03-08T07:00:00.000Z', '2026-03-09T05:59:59.000Z'],
	])('%s in %s', async (day, zone, first, last) => {
		expect(await sentFor({ from: day, to: day }, zone)).toEqual([first, last]);
	});

	it('may come out of an expression that gives a time', async () => {
		const parameters = {
			from: "={{ DateTime.fromISO('2026-01-31T10:00:00Z') }}",
			to: "={{ DateTime.fromISO('2026-01-31T10:00:00Z') }}",
		};
		expect(await sentFor(parameters)).toEqual([
			'2026-01-31T00:00:00.000Z',
			'2026-01-31T23:59:59.000Z',
		]);
	});
});

it('a text may be written in a way of its own', async () => {
	await runBank(bank, server, 'between', { codes: 'a+b' });
	expect(server.received.at(-1)?.url).toBe('/things?codes=a,b');
});

it.each([
	// As people type it, and as the date picker gives it.
	['2026-01-31T10:30:00', 'America/Denver', '2026-01-31T17:30:00.000Z'],
	['2026-01-31 10:30', 'America/Denver', '2026-01-31T17:30:00.000Z'],
	['2026-01-31T10:30:00', 'UTC', '2026-01-31T10:30:00.000Z'],
	['2026-01-31T10:30:00+01:00', 'America/Denver', '2026-01-31T09:30:00.000Z'],
])('the time %s in %s goes out with a zone', async (moment, timezone, sent) => {
	const { error } = await runBank(bank, server, 'between', { moment }, { timezone });
	expect(error).toBeUndefined();
	const { searchParams } = new URL(server.received.at(-1)?.url ?? '', 'http://x');
	expect(searchParams.get('moment')).toBe(sent);
});
