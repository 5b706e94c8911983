import type { ServerResponse } from 'node:http';
import { type IDataObject, sleep } from 'n8n-workflow';
import { execute } from '../../../../nodes/shared/execute';
import type { Operation } from '../../../../nodes/shared/operation';
import { nodeProperties } from '../../../../nodes/shared/panel/panel';
import { pauseWhileBusy } from '../../../../nodes/shared/wire/retry';
import { executeContext } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	itemsOf,
	operation,
	runBank,
	setupOf,
	text,
	toBody,
} from '../../../support/testBank';
import { until } from '../../../support/until';

const BUSY = 423;

const operations: Operation[] = [
	operation('create', {
		request: { method: 'POST', path: '/things' },
		fields: [text('name', { required: true, ...toBody('name') })],
		answer: { kind: 'record' },
	}),
	operation('delete', {
		request: { method: 'DELETE', path: '/things/{id}' },
		fields: [text('id', { required: true })],
		answer: { kind: 'deleted' },
	}),
];
const bank = bankOf(operations, { busyStatus: BUSY });
const bankWithout = bankOf(operations);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

/** From now on time passes with each request that arrives, and not by itself. */
function letRequestsTake(milliseconds: number): void {
	const now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now + server.received.length * milliseconds);
}

function refuse(response: ServerResponse, status: number): IDataObject {
	response.statusCode = status;
	return {
		message: [BUSY, 422].includes(status) ? 'The thing is busy' : 'Not now',
		code: 'LOCKED',
	};
}

/** Refuses the first requests with these, and answers all later ones well. */
function first(...statuses: number[]): void {
	server.reply((_, response) => {
		const status = statuses.shift();
		return status ? refuse(response, status) : { id: '1' };
	});
}

/** Refuses every request. */
function always(status: number): void {
	server.reply((_, response) => refuse(response, status));
}

const create = (maxBusyWait?: number | string, parameters: IDataObject = {}) =>
	runBank(bank, server, 'create', {
		name: 'x',
		...(maxBusyWait !== undefined && { options: { maxBusyWait } }),
		...parameters,
	});

describe('a write to a record that is busy', () => {
	it.each([
		['as the default has it', undefined],
		['as the user allows', 50],
		['as an expression allows', '={{ "50" }}'],
	])('is sent again until it succeeds, %s', async (_, maxBusyWait) => {
		first(BUSY, BUSY);
		const { error, items } = await create(maxBusyWait);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({ id: '1' });
		expect(server.received.map(({ body }) => body)).toEqual(Array(3).fill('{"name":"x"}'));
	});

	it('fails within the time that the user allows, with the words of the bank', async () => {
		always(BUSY);
		letRequestsTake(300);
		const { error } = await create(1);
		expect(error?.message).toBe('Test Bank: The thing is busy (code LOCKED)');
		expect(error?.httpCode).toBe('423');
		expect(error?.context?.itemIndex).toBe(0);
		expect(server.received).toHaveLength(4);
	});

	it.each([0, '={{ 0 }}'])('fails at once when the user allows %s seconds', async (seconds) => {
		always(BUSY);
		const { error } = await create(seconds);
		expect(error?.message).toBe('Test Bank: The thing is busy (code LOCKED)');
		expect(server.received).toHaveLength(1);
	});

	it.each([429, 503])('may be turned away by a %d in between, as any other one', async (status) => {
		server.reply((_, response) => {
			if (server.received.length === 2) {
				response.setHeader('Retry-After', '0');
				return refuse(response, status);
			}
			return server.received.length < 4 ? refuse(response, BUSY) : { id: '1' };
		});
		expect((await create(60)).error).toBeUndefined();
		expect(server.received).toHaveLength(4);
	});

	it('may be turned away by a 429 after it was busy for long', async () => {
		first(...Array<number>(5).fill(BUSY), 429);
		expect((await create(60)).error).toBeUndefined();
		expect(server.received).toHaveLength(7);
	});

	it('fails at another refusal in between', async () => {
		first(BUSY, 409, BUSY);
		const { error } = await create(60);
		expect(error?.httpCode).toBe('409');
		expect(server.received).toHaveLength(2);
	});

	it('keeps those of the next items waiting, and each has its own time', async () => {
		const left = new Map([
			['a', 1],
			['b', 1],
		]);
		server.reply(({ url }, response) => {
			const id = url.slice(-1);
			const times = left.get(id) ?? 0;
			left.set(id, times - 1);
			return times > 0 ? refuse(response, BUSY) : {};
		});
		letRequestsTake(1_500);
		const items = itemsOf({ id: 'a' }, { id: 'b' });
		const parameters = { id: '={{ $json.id }}', options: { maxBusyWait: 2 } };
		const outcome = await runBank(bank, server, 'delete', parameters, { items });
		expect(outcome.items).toHaveLength(2);
		expect(server.received.map(({ url }) => url)).toEqual(
			['a', 'a', 'b', 'b'].map((id) => `/things/${id}`),
		);
	});

	it.each([undefined, 'continueRegularOutput' as const])(
		'is not sent again after a cancel (%s)',
		async (onError) => {
			// Long enough that no slow machine tries again before the cancel.
			server.reply((_, response) => {
				response.setHeader('Retry-After', '40');
				return refuse(response, BUSY);
			});
			const stop = new AbortController();
			const parameters = { name: 'x', options: { maxBusyWait: 60 } };
			const setup = setupOf(bank, server, 'create', parameters, { onError });
			const run = execute(executeContext(setup, stop.signal), bank);
			const cancelled = expect(run).rejects.toThrow('The execution was cancelled');
			await until(() => server.received.length > 0);
			const started = performance.now();
			await sleep(100);
			stop.abort();
			await cancelled;
			expect(performance.now() - started).toBeLessThan(30_000);
			expect(server.received).toHaveLength(1);
		},
	);

	it.each([-1, '={{ "long" }}', '={{ Infinity }}'])(
		'is not even sent when the time to wait is none: %s',
		async (seconds) => {
			const { error } = await create(seconds);
			expect(error?.message).toContain(
				"'Max Busy Wait (Seconds)' must be a number of seconds, at least 0, but is",
			);
			expect(server.received).toEqual([]);
		},
	);
});

describe('a bank that has no word for busy', () => {
	it('fails as with any other refusal', async () => {
		first(BUSY);
		const { error } = await runBank(bankWithout, server, 'create', { name: 'x' });
		expect(error?.message).toBe('Test Bank: The thing is busy (code LOCKED)');
		expect(server.received).toHaveLength(1);
	});

	it.each([
		[bank, ['maxBusyWait']],
		[bankWithout, []],
	])('offers no time to wait', (each, names) => {
		const offered = nodeProperties(each)
			.filter(({ name }) => name === 'options')
			.flatMap(({ options = [] }) => options.map(({ name }) => name));
		expect(offered).toEqual(names);
	});
});

describe('the pause before a busy record is asked for again', () => {
	const busy = { status: 423, headers: {}, text: '' };

	it.each([
		[0, 250, 500],
		[4_000, 1_000, 2_000],
		[40_000, 5_000, 10_000],
	])('after %d ms lies between %d and %d ms, and is spread', (waited, least, most) => {
		const all = Array.from({ length: 200 }, () => pauseWhileBusy(busy, waited, 600_000) ?? NaN);
		expect(Math.min(...all)).toBeGreaterThanOrEqual(least);
		expect(Math.max(...all)).toBeLessThanOrEqual(most);
		expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan((most - least) / 2);
	});

	it('does not outlast the patience, so that there is a last try at its end', () => {
		expect(pauseWhileBusy(busy, 900, 1_000)).toBe(100);
		expect(pauseWhileBusy(busy, 1_000, 1_000)).toBeUndefined();
		expect(pauseWhileBusy(busy, 0)).toBeUndefined();
	});

	it('is what the bank asks for, when that is in time', () => {
		const asking = { ...busy, headers: { 'retry-after': '30' } };
		expect(pauseWhileBusy(asking, 0, 60_000)).toBe(30_000);
		expect(pauseWhileBusy(asking, 40_000, 60_000)).toBeUndefined();
	});

	it.each(['0', '00', 'Thu, 01 Jan 2026 00:00:00 GMT'])(
		'is never none at all, or the bank would be asked without end: Retry-After %s',
		(retryAfter) => {
			const asking = { ...busy, headers: { 'retry-after': retryAfter } };
			expect(pauseWhileBusy(asking, 0, 60_000)).toBeGreaterThanOrEqual(250);
			expect(pauseWhileBusy(asking, 40_000, 60_000)).toBeGreaterThanOrEqual(5_000);
			expect(pauseWhileBusy(asking, 59_900, 60_000)).toBe(100);
		},
	);
});

describe('a record that is busy, told by its code with another status', () => {
	const byCode = bankOf(operations, { busyStatus: BUSY, busyCode: 'LOCKED' });
	const run = async (maxBusyWait = 60) =>
		await runBank(byCode, server, 'create', { name: 'x', options: { maxBusyWait } });

	it('is waited for as with its own status', async () => {
		first(422, BUSY, 409);
		const { error, items } = await run();
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({ id: '1' });
		expect(server.received).toHaveLength(4);
	});

	it('is not waited for longer than the user allows', async () => {
		always(422);
		const { error } = await run(0);
		expect(error?.message).toBe('Test Bank: The thing is busy (code LOCKED)');
		expect(server.received).toHaveLength(1);
	});

	it('is one for banks that say so alone', async () => {
		always(422);
		expect((await create(60)).error?.httpCode).toBe('422');
		expect(server.received).toHaveLength(1);
	});

	it.each([
		['a fault of the bank', 500, 'LOCKED'],
		['another code', 422, 'OTHER'],
	])('is not what %s says', async (_, status, code) => {
		server.reply((__, response) => {
			response.statusCode = status;
			return { message: 'No', code };
		});
		const { error } = await run();
		expect(error?.httpCode).toBe(String(status));
		expect(server.received).toHaveLength(1);
	});
});
