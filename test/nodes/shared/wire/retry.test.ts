import type { ServerResponse } from 'node:http';
import { execute } from '../../../../nodes/shared/execute';
import type { Bank } from '../../../../nodes/shared/operation';
import { faultOf } from '../../../../nodes/shared/wire/fault';
import { pauseAfterAnswer, pauseAfterFault } from '../../../../nodes/shared/wire/retry';
import { executeContext } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { runBank, runTestBank, testBank, testBankSetup } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

type Answer = (response: ServerResponse) => unknown;

/** Answers the first requests with these, and all later ones well. */
function first(...answers: Answer[]): void {
	server.reply((_, response) => (answers.shift() ?? (() => ({ id: '1' })))(response));
}

const status =
	(code: number, headers: Record<string, string> = {}): Answer =>
	(response) => {
		response.writeHead(code, headers);
		response.end('{"message":"Not now"}');
		return undefined;
	};
const cut: Answer = (response) => {
	response.destroy();
	return undefined;
};
const breakOff: Answer = (response) => {
	response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
	response.write('{"id":"1",', () => response.destroy());
	return undefined;
};
const after = (seconds: number) => ({ 'Retry-After': String(seconds) });

const read = () => runTestBank(server, 'get', { id: '1' });
const write = () => runTestBank(server, 'create', { name: 'x' });

describe('a read', () => {
	it.each([429, 503])('is sent again after %d', async (code) => {
		first(status(code), status(code));
		const { error, items } = await read();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(server.received).toHaveLength(3);
	});

	it('is sent again after a broken connection', async () => {
		first(cut);
		expect((await read()).error).toBeUndefined();
		expect(server.received).toHaveLength(2);
	});

	it('is sent again when the answer breaks off in the middle', async () => {
		first(breakOff);
		const { error, items } = await read();
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { id: '1' } }]);
		expect(server.received).toHaveLength(2);
	});

	it('waits as long as the bank asks', async () => {
		first(status(429, after(1)));
		const started = performance.now();
		expect((await read()).error).toBeUndefined();
		expect(performance.now() - started).toBeGreaterThanOrEqual(1000);
	});

	it('gives up after four tries, with the words of the bank', async () => {
		server.reply((_, response) => status(429)(response));
		const { error } = await read();
		expect(error?.message).toBe('Test Bank: Not now');
		expect(server.received).toHaveLength(4);
	});

	it('gives up at once when the bank asks for more than a minute', async () => {
		first(status(429, after(3600)));
		expect((await read()).error?.message).toBe('Test Bank: Not now');
		expect(server.received).toHaveLength(1);
	});

	it.each([400, 401, 403, 404, 500, 502])('is not sent again after %d', async (code) => {
		first(status(code));
		expect((await read()).error?.httpCode).toBe(String(code));
		expect(server.received).toHaveLength(1);
	});
});

describe('a write', () => {
	it('is sent again after 429, which turned it away', async () => {
		first(status(429));
		expect((await write()).error).toBeUndefined();
		expect(server.received).toHaveLength(2);
	});

	it('is sent again after 503 when the bank asks for it', async () => {
		first(status(503, after(0)));
		expect((await write()).error).toBeUndefined();
		expect(server.received).toHaveLength(2);
	});

	it('is not sent again after 401, which is no news to a bank without a sign-in', async () => {
		first(status(401));
		expect((await write()).error?.httpCode).toBe('401');
		expect(server.received).toHaveLength(1);
	});

	it.each([500, 502, 503, 504])('is not sent again after a plain %d', async (code) => {
		first(status(code));
		const { error } = await write();
		expect(error?.httpCode).toBe(String(code));
		expect(error?.description).toContain('The request may have been carried out');
		expect(server.received).toHaveLength(1);
	});

	it('whose answer is no JSON may have been carried out, and the message says so', async () => {
		server.reply((_, response) => void response.end('<html>'));
		const { error } = await write();
		expect(error?.description).toContain('The request may have been carried out');
	});

	it('whose answer breaks off is not sent again, and says that it may have been carried out', async () => {
		first(breakOff);
		const { error } = await write();
		expect(error?.description).toContain('The request may have been carried out');
		expect(server.received).toHaveLength(1);
	});

	it('is not sent again after a broken connection, and says why', async () => {
		first(cut);
		const { error } = await write();
		expect(error?.message).toMatch(/Test Bank could not be reached, or closed the connection/);
		expect(error?.description).toContain('The request may have been carried out');
		expect(server.received).toHaveLength(1);
	});

	it('is not sent again after a time-out, and says why', async () => {
		first(() => undefined);
		const { error } = await runTestBank(server, 'renameSoon', { id: '1', first: 'x' });
		expect(error?.message).toBe('Test Bank did not answer in time');
		expect(error?.description).toContain('The request may have been carried out');
		expect(server.received).toHaveLength(1);
	});

	it('says that nothing arrived when nobody listens', async () => {
		await server.close();
		const { error } = await write();
		expect(error?.message).toContain('Test Bank could not be reached');
		expect(error?.description).not.toContain('may have been carried out');
		server = await startLoopback();
	});
});

describe('the pause', () => {
	const busy = (headers: Record<string, string> = {}) => ({ status: 429, headers, text: '' });
	const pauses = (pause: () => number | undefined) =>
		Array.from({ length: 200 }, pause).map((milliseconds) => milliseconds ?? NaN);

	it.each([
		[1, 500],
		[2, 1000],
		[3, 2000],
	])('after try %d is up to %d ms, and spread', (tries, longest) => {
		for (const pause of [
			() => pauseAfterAnswer(busy(), true, tries),
			() => pauseAfterFault('ECONNRESET', true, tries),
		]) {
			const all = pauses(pause);
			expect(Math.min(...all)).toBeGreaterThanOrEqual(longest / 2);
			expect(Math.max(...all)).toBeLessThanOrEqual(longest);
			expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(longest / 4);
		}
	});

	it.each([
		['seconds', () => '20'],
		['a date', () => new Date(Date.now() + 20_500).toUTCString()],
	])('is what the bank asks in %s, and spread', (_, value) => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
		const all = pauses(() => pauseAfterAnswer(busy({ 'retry-after': value() }), false, 3));
		clock.mockRestore();
		expect(Math.min(...all)).toBeGreaterThan(19_000);
		expect(Math.max(...all)).toBeLessThan(21_500);
		expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(100);
	});

	it('is short when the date has passed, or the header is nonsense', () => {
		for (const value of [new Date(0).toUTCString(), 'soon']) {
			const [milliseconds] = pauses(() =>
				pauseAfterAnswer(busy({ 'retry-after': value }), true, 1),
			);
			expect(milliseconds).toBeGreaterThan(0);
			expect(milliseconds).toBeLessThanOrEqual(500);
		}
	});

	it.each(['-1', '1.5', '120.5', '+5', '1e3', '0x10'])(
		'is not what %j would be as a date',
		(value) => {
			const answer = (code: number) => ({ ...busy({ 'retry-after': value }), status: code });
			expect(pauseAfterAnswer(answer(503), false, 1)).toBeUndefined();
			for (const each of pauses(() => pauseAfterAnswer(answer(429), true, 3))) {
				expect(each).toBeGreaterThanOrEqual(1_000);
				expect(each).toBeLessThanOrEqual(2_000);
			}
		},
	);

	it.each(['Jan 2 2001', '2030-01-31', '2030-01-31T00:00:00Z', '5 s', '1, 2', 'Fri'])(
		'is not asked for by %j, which is no date of HTTP',
		(value) => {
			const answer = { ...busy({ 'retry-after': value }), status: 503 };
			expect(pauseAfterAnswer(answer, false, 1)).toBeUndefined();
		},
	);

	it.each([
		['RFC 9110', 'Sun, 01 Feb 2026 00:00:20 GMT'],
		['RFC 850', 'Sunday, 01-Feb-26 00:00:20 GMT'],
		['asctime', 'Sun Feb  1 00:00:20 2026'],
	])('is what the bank asks in a date of %s', (_, value) => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 1, 1));
		const answer = { ...busy({ 'retry-after': value }), status: 503 };
		const milliseconds = pauseAfterAnswer(answer, false, 1);
		clock.mockRestore();
		expect(milliseconds).toBeGreaterThan(20_000);
		expect(milliseconds).toBeLessThanOrEqual(20_500);
	});

	describe('after 429', () => {
		const now = Date.UTC(2026, 1, 1);
		const pauseFor = (headers: Record<string, string>, code = 429) => {
			const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
			const pause = pauseAfterAnswer({ ...busy(headers), status: code }, true, 1);
			clock.mockRestore();
			return pause;
		};

		it.each(['ratelimit-reset', 'x-ratelimit-reset', 'x-rate-limit-reset'])(
			'is until the limit begins anew, by %s',
			(name) => {
				const values = ['20', String(now / 1000 + 20), String(now + 20_000)];
				for (const value of values) {
					expect(pauseFor({ [name]: value })).toBeGreaterThan(20_000);
					expect(pauseFor({ [name]: value })).toBeLessThanOrEqual(20_500);
				}
				expect(pauseFor({ [name]: '61' })).toBeUndefined();
				expect(pauseFor({ [name]: String(now / 1000 + 61) })).toBeUndefined();
				// Past, or nonsense.
				for (const value of [String(now / 1000 - 5), '-1', '1.5', 'soon']) {
					expect(pauseFor({ [name]: value })).toBeLessThanOrEqual(500);
				}
			},
		);

		it('is what Retry-After says when there are both', () => {
			const pause = pauseFor({ 'retry-after': '2', 'ratelimit-reset': '50' });
			expect(pause).toBeLessThanOrEqual(2_500);
		});

		it('is not read for 503', () => {
			expect(pauseFor({ 'ratelimit-reset': '50' }, 503)).toBeLessThanOrEqual(500);
			const write = { ...busy({ 'ratelimit-reset': '5' }), status: 503 };
			expect(pauseAfterAnswer(write, false, 1)).toBeUndefined();
		});
	});

	it('is at most a minute', () => {
		expect(pauseAfterAnswer(busy({ 'retry-after': '60' }), true, 1)).toBeGreaterThanOrEqual(60_000);
		expect(pauseAfterAnswer(busy({ 'retry-after': '61' }), true, 1)).toBeUndefined();
	});
});

it('the bank can say that it is not a matter of seconds', async () => {
	const final: Bank = {
		...testBank,
		busyStatus: 423,
		readFailure: () => ({ message: 'Not today', isFinal: true }),
	};
	for (const [code, headers] of [
		[429, {}],
		[503, after(0)],
		[423, {}],
	] as const) {
		server.reply((_, response) => status(code, headers)(response));
		const { error } = await runBank(final, server, 'create', { name: 'x' });
		expect(error?.message).toContain('Not today');
	}
	expect(server.received).toHaveLength(3);
});

describe('a connection fault', () => {
	const before = [
		'EADDRNOTAVAIL',
		'EAI_AGAIN',
		'ECONNREFUSED',
		'EHOSTDOWN',
		'EHOSTUNREACH',
		'ENETDOWN',
		'ENETUNREACH',
	];
	const mayHaveArrived = (code: string) =>
		faultOf(Object.assign(new Error(), { cause: { isAxiosError: true, code } }))?.neverArrived ===
		false;
	const during = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'Z_BUF_ERROR', 'Z_DATA_ERROR'];

	it.each([...before, ...during])('%s is tried again for a read only', (code) => {
		expect(pauseAfterFault(code, true, 1)).toBeGreaterThan(0);
		expect(pauseAfterFault(code, true, 4)).toBeUndefined();
		expect(pauseAfterFault(code, false, 1)).toBeUndefined();
	});

	it.each(['ENOTFOUND', 'ECONNABORTED', 'CERT_HAS_EXPIRED'])('%s is not tried again', (code) => {
		expect(pauseAfterFault(code, true, 1)).toBeUndefined();
	});

	it('leaves open whether a write has arrived, unless there was no connection', () => {
		const never = [...before, 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'];
		never.push('EAI_FAIL', 'EAI_NODATA', 'EMFILE', 'ENFILE', 'ENOBUFS');
		expect(never.filter(mayHaveArrived)).toEqual([]);
		const may = [...during, 'ECONNABORTED', 'EPROTO', 'ERR_SSL_BAD_RECORD_TYPE', 'SOMETHING_NEW'];
		may.push('ERR_TLS_RENEGOTIATION_DISABLED');
		expect(may.filter(mayHaveArrived)).toEqual(may);
	});
});

it.each([
	['get', 60_000],
	['renameSoon', 3_000],
])('%s waits %d ms for an answer', async (operation, timeout) => {
	const context = executeContext(testBankSetup(server, operation, { id: '1', first: 'x' }));
	const send = jest.fn(async () => ({ statusCode: 200, headers: {}, body: '{}' }));
	Object.assign(context.helpers, { httpRequestWithAuthentication: send });
	await execute(context, testBank);
	expect(send).toHaveBeenCalledWith(
		'testBankApi',
		expect.objectContaining({ timeout }),
		expect.anything(),
	);
});
