import type { ServerResponse } from 'node:http';
import { type Loopback, startLoopback } from '../../support/loopback';
import { runTestBank } from '../../support/testBank';

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

	it('waits as long as the bank asks', async () => {
		first(status(429, after(1)));
		const started = Date.now();
		expect((await read()).error).toBeUndefined();
		expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
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
		// n8n itself sends once more after a 401, for a renewed sign-in.
		first(status(code), ...(code === 401 ? [status(code)] : []));
		expect((await read()).error?.httpCode).toBe(String(code));
		expect(server.received).toHaveLength(code === 401 ? 2 : 1);
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

	it('is not sent again after a broken connection, and says why', async () => {
		first(cut);
		const { error } = await write();
		expect(error?.message).toMatch(/Test Bank could not be reached, or closed the connection/);
		expect(error?.description).toContain('The request may have been carried out');
		expect(server.received).toHaveLength(1);
	});

	it('is not sent again after a time-out, and says why', async () => {
		first(() => undefined);
		const { error } = await runTestBank(server, 'rename', { id: '1', first: 'x' });
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
