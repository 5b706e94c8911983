import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { runInThisContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { execute } from '../../../../nodes/shared/execute';
import { faultOf, type HelperError } from '../../../../nodes/shared/wire/fault';
import { executeContext } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	itemsOf,
	operation,
	runBank,
	runTestBank,
	testBank,
	testBankSetup,
} from '../../../support/testBank';

/** Node.js looks at its own environment, of which Jest gives tests a copy. */
const { env } = runInThisContext('process') as NodeJS.Process;

let keys: { key: string; cert: string };
let servers: Server[] = [];
let sockets: Socket[] = [];

beforeAll(() => {
	const folder = mkdtempSync(join(tmpdir(), 'faults-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	execFileSync(
		'openssl',
		[
			'req',
			'-x509',
			'-newkey',
			'rsa:2048',
			'-nodes',
			'-days',
			'1',
			'-subj',
			'/CN=localhost',
		].concat(['-keyout', key, '-out', cert]),
		{ stdio: 'ignore' },
	);
	keys = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
	rmSync(folder, { recursive: true });
});

afterEach(async () => {
	delete env.NODE_TLS_REJECT_UNAUTHORIZED;
	sockets.forEach((socket) => socket.destroy());
	await Promise.all(
		servers.map(async (server) => await new Promise((resolve) => server.close(resolve))),
	);
	[servers, sockets] = [[], []];
});

async function listen(server: Server, scheme = 'https'): Promise<{ url: string }> {
	servers.push(server);
	server.on('connection', (socket: Socket) => {
		sockets.push(socket);
		socket.on('error', () => undefined);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { url: `${scheme}://localhost:${(server.address() as AddressInfo).port}` };
}

/** Speaks TLS, and does this with the socket below it when the whole request is there. */
function tlsThat(does: (raw: Socket) => void): Server {
	return createServer((raw) => {
		const secure = new TLSSocket(raw, { isServer: true, ...keys });
		secure.on('error', () => undefined);
		secure.once('data', () => does(raw));
	});
}

const bank = bankOf([
	operation('write', {
		request: { method: 'POST', path: '/things', timeout: 1_000 },
		fields: [],
		answer: { kind: 'done' },
	}),
]);
const write = async (at: { url: string }) => await runBank(bank, at, 'write');
const MAYBE = 'The request may have been carried out';

describe('a write that certainly never arrived says so', () => {
	it('when nobody listens, at any of the addresses', async () => {
		const { error } = await write({ url: 'https://localhost:1' });
		expect(error?.message).toContain('ECONNREFUSED');
		expect(error?.description).not.toContain(MAYBE);
	});

	it('when there is no such name', async () => {
		const { error } = await write({ url: 'https://nothing.invalid' });
		expect(error?.description).not.toContain(MAYBE);
	});

	it('when TLS does not come about in time', async () => {
		const { error } = await write(await listen(createServer(() => undefined)));
		expect(error?.message).toBe('Test Bank did not answer in time');
		expect(error?.description).not.toContain(MAYBE);
	});

	it('when the connection breaks before TLS stands', async () => {
		const { error } = await write(await listen(createServer((socket) => socket.destroy())));
		expect(error?.message).toContain('ECONNRESET');
		expect(error?.description).not.toContain(MAYBE);
	});

	it('when the other side does not speak TLS', async () => {
		const { error } = await write(await listen(createHttpServer((_, answer) => answer.end())));
		expect(error?.message).toContain('EPROTO');
		expect(error?.description).not.toContain(MAYBE);
	});

	it('when the certificate is not good', async () => {
		const { error } = await write(await listen(createTlsServer(keys)));
		expect(error?.message).toContain('SELF_SIGNED');
		expect(error?.description).not.toContain(MAYBE);
	});
});

describe('a write that may have arrived says so', () => {
	beforeEach(() => (env.NODE_TLS_REJECT_UNAUTHORIZED = '0'));

	it('when TLS breaks after the request', async () => {
		const garbage = Buffer.from('no record of TLS, but something else');
		const { error } = await write(await listen(tlsThat((raw) => raw.write(garbage))));
		expect(error?.message).toContain('ERR_SSL_');
		expect(error?.description).toContain(MAYBE);
	});

	it('when the connection breaks after the request', async () => {
		const { error } = await write(await listen(tlsThat((raw) => raw.destroy())));
		expect(error?.description).toContain(MAYBE);
	});

	it('when there is no answer', async () => {
		const { error } = await write(await listen(tlsThat(() => undefined)));
		expect(error?.message).toBe('Test Bank did not answer in time');
		expect(error?.description).toContain(MAYBE);
	});
});

describe('a fault', () => {
	const of = (code: string, more: object = {}) =>
		faultOf(Object.assign(new Error(), { cause: { isAxiosError: true, code, ...more } }));
	const at = (syscall: string) => ({ cause: { syscall } });

	it.each(['ETIMEDOUT', 'EACCES', 'EPERM', 'SOMETHING_NEW'])(
		'while connecting never arrived: %s',
		(code) => {
			expect(of(code, at('connect'))?.neverArrived).toBe(true);
			expect(of(code, at('getaddrinfo'))?.neverArrived).toBe(true);
		},
	);

	it('while connecting to several addresses never arrived', () => {
		const errors = [{ syscall: 'connect' }, { syscall: 'connect' }];
		expect(of('ETIMEDOUT', { cause: { errors } })?.neverArrived).toBe(true);
		expect(of('ETIMEDOUT', { cause: { errors: [...errors, { syscall: 'read' }] } })).toEqual({
			code: 'ETIMEDOUT',
			neverArrived: false,
		});
	});

	it.each(['EHOSTUNREACH', 'ENETDOWN', 'ENOBUFS', 'EPROTO'])(
		'of a connection that stood may have arrived: %s',
		(code) => {
			expect(of(code, at('read'))?.neverArrived).toBe(false);
			expect(of(code, at('write'))?.neverArrived).toBe(false);
			expect(of(code, { request: { socket: { secureConnecting: false } } })?.neverArrived).toBe(
				false,
			);
		},
	);

	it('without a name may have arrived', () => {
		expect(of(undefined as never)).toEqual({ code: 'unknown', neverArrived: false });
	});

	it('that is none of the connection is told apart', () => {
		expect(faultOf(new Error('Its own') as HelperError)).toBeUndefined();
	});
});

describe('a shortage on this machine', () => {
	/** n8n's request helper on a machine where so many connections may be open. */
	function limitTo(open: number, context: ReturnType<typeof executeContext>, code = 'EMFILE') {
		const { httpRequestWithAuthentication: really } = context.helpers;
		let inUse = 0;
		let refused = 0;
		Object.assign(context.helpers, {
			async httpRequestWithAuthentication(...args: Parameters<typeof really>) {
				if (inUse >= open) {
					refused += 1;
					const cause = { isAxiosError: true, code, cause: { syscall: 'connect' } };
					throw Object.assign(new Error(), { cause });
				}
				inUse += 1;
				return await really.apply(this as never, args).finally(() => (inUse -= 1));
			},
		});
		return () => refused;
	}

	let server: Loopback;
	beforeEach(async () => (server = await startLoopback()));
	afterEach(async () => await server.close());

	it('lets all reads wait for their turn', async () => {
		server.reply(({ url }) => ({ id: url }));
		const items = itemsOf(...Array.from({ length: 300 }, (_, id) => ({ id })));
		const parameters = { id: '={{ $json.id }}', options: { maxParallelRequests: 50 } };
		const context = executeContext(testBankSetup(server, 'get', parameters, { items }));
		const refused = limitTo(20, context);
		const [out] = await execute(context, testBank);
		expect(out).toHaveLength(300);
		expect(refused()).toBeGreaterThan(0);
		expect(server.received).toHaveLength(300);
	});

	it.each(['EMFILE', 'ENFILE', 'ENOBUFS'])('lets a write wait, too: %s', async (code) => {
		const context = executeContext(testBankSetup(server, 'create', { name: 'x' }));
		const { httpRequestWithAuthentication: really } = context.helpers;
		const refused = limitTo(0, context, code);
		setTimeout(
			() => Object.assign(context.helpers, { httpRequestWithAuthentication: really }),
			100,
		);
		await execute(context, testBank);
		expect(refused()).toBeGreaterThan(0);
		expect(server.received).toHaveLength(1);
	});

	it('ends in an error after a minute', async () => {
		const context = executeContext(testBankSetup(server, 'create', { name: 'x' }));
		const refused = limitTo(0, context);
		const now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + refused() * 30_000);
		await expect(execute(context, testBank)).rejects.toThrow('EMFILE');
		clock.mockRestore();
		expect(refused()).toBe(2);
	});
});

describe('a packed answer that is cut', () => {
	const packed = gzipSync(
		JSON.stringify({ id: '1', more: Array.from({ length: 900 }, Math.random) }),
	);
	const cut = packed.subarray(0, packed.length - 40);
	let server: Loopback;
	beforeEach(async () => (server = await startLoopback()));
	afterEach(async () => await server.close());

	/** Cuts the first answer, and gives the others whole. */
	function cutFirst(how: 'ends' | 'breaks' | 'spoiled'): void {
		server.reply((_, response) => {
			const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
			response.writeHead(200, headers);
			if (server.received.length > 1) response.end(packed);
			else if (how === 'ends') response.end(cut);
			else if (how === 'breaks') response.write(cut, () => response.destroy());
			else response.end(Buffer.concat([cut.subarray(0, 100), Buffer.alloc(200, 1)]));
			return undefined;
		});
	}

	it.each(['ends', 'breaks', 'spoiled'] as const)('is read again: it %s', async (how) => {
		cutFirst(how);
		const { items, error } = await runTestBank(server, 'get', { id: '1' });
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { id: '1' } }]);
		expect(server.received).toHaveLength(2);
	});

	it.each(['ends', 'breaks', 'spoiled'] as const)(
		'may be that of a write that was carried out: it %s',
		async (how) => {
			cutFirst(how);
			const { error } = await runTestBank(server, 'create', { name: 'x' });
			expect(error?.message).toMatch(
				/could not be reached, or closed the connection|something that is not a JSON object/,
			);
			expect(error?.description).toContain(MAYBE);
			expect(server.received).toHaveLength(1);
		},
	);
});
