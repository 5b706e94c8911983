import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { adviceAfterFault } from '../../../../nodes/shared/wire/advice';
import { execute } from '../../../../nodes/shared/execute';
import type { StoredCredential } from '../../../support/credentials';
import { executeContext, runWorkflow } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	itemsOf,
	operation,
	runBank,
	runTestBank,
	SECRET,
	testBank,
	testBankSetup,
} from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

function fail(status: number, body: string, headers: Record<string, string> = {}): void {
	server.reply((_, response) => {
		response.writeHead(status, headers);
		response.end(body);
	});
}

const read = () => runTestBank(server, 'get', { id: '1' });

describe('a failure', () => {
	it("shows the bank's words, code and request id, the status and the item", async () => {
		fail(404, '{"message":"No such thing","code":14001}', { 'X-Request-Id': 'abc-123' });
		const { error } = await read();
		expect(error).toMatchObject({
			message: 'Test Bank: No such thing (code 14001)',
			description:
				'HTTP status 404, request id abc-123. Check the IDs: the record may be gone or belong to another account.',
			httpCode: '404',
			context: { itemIndex: 0, data: { httpCode: '404', code: '14001', requestId: 'abc-123' } },
		});
	});

	it('shows the same in the item under continue-on-fail', async () => {
		fail(409, '{"message":"Taken","code":"110002"}', { 'X-Request-Id': 'abc-123' });
		const { items } = await runTestBank(
			server,
			'get',
			{ id: '1' },
			{ onError: 'continueRegularOutput' },
		);
		expect(items[0]?.json).toEqual({
			error: 'Test Bank: Taken (code 110002)',
			details: {
				description:
					'HTTP status 409, request id abc-123. The bank already has a record with these values.',
				httpCode: '409',
				code: '110002',
				requestId: 'abc-123',
			},
		});
	});

	it('shows the readable part of an HTML page', async () => {
		fail(
			502,
			'<html><head><style>p{}</style><script>p()</script></head><body><h1>Bad</h1> <p>gateway</p></body></html>',
		);
		expect((await read()).error?.message).toBe('Test Bank: Bad gateway');
	});

	it('shows a plain text', async () => {
		fail(400, 'Invalid (App-Key)');
		expect((await read()).error?.message).toBe('Test Bank: Invalid (App-Key)');
	});

	it.each(['ETIMEDOUT at the upstream', 'There is a preexisting consent', 'getaddrinfo'])(
		'keeps the words of the bank when n8n has others for them: %s',
		async (message) => {
			fail(400, JSON.stringify({ message }));
			expect((await read()).error?.message).toBe(`Test Bank: ${message}`);
		},
	);

	it('shows the status when there are no words', async () => {
		fail(500, '');
		expect((await read()).error?.message).toBe('Test Bank: answered with HTTP status 500');
	});

	it.each(['<', '<script ', '\"'])(
		'is told in no time from a page of nothing but %j',
		async (part) => {
			fail(400, `1234567890123456"${part.repeat(200_000)}`);
			expect((await read()).error?.httpCode).toBe('400');
		},
	);

	it('shortens an endless text', async () => {
		fail(400, 'x'.repeat(100_000));
		expect((await read()).error?.message.length).toBeLessThan(400);
	});

	it('does not follow a redirect, which would carry the keys along', async () => {
		const other = await startLoopback();
		fail(302, '', { Location: `${other.url}/elsewhere` });
		const { error } = await read();
		expect(error?.description).toContain('redirect');
		expect(other.received).toEqual([]);
		await other.close();
	});
});

describe('a failure that tells more than its status', () => {
	const operations = ['GET', 'POST'].map((method) =>
		operation(method, {
			request: { method: method as 'GET' | 'POST', path: '/things' },
			fields: [],
			answer: { kind: 'record' },
		}),
	);
	const bank = bankOf(operations, {
		readFailure: (body) => {
			const { words, ...more } = (body ?? {}) as { words?: string; requestId?: string };
			return words ? { message: words, ...more } : undefined;
		},
	});
	const run = async (body: object, status = 400, method = 'GET') => {
		fail(status, JSON.stringify(body), { 'X-Request-Id': 'of-the-header' });
		return (await runBank(bank, server, method)).error;
	};

	it.each([
		[400, 'GET'],
		[404, 'GET'],
		[500, 'POST'],
	])('says what the user can do instead of what %d says to a %s', async (status, method) => {
		const error = await run({ words: 'No', code: 'X', wayOut: 'Do this.' }, status, method);
		expect(error?.message).toBe('Test Bank: No (code X)');
		expect(error?.description).toBe(`HTTP status ${status}, request id of-the-header. Do this.`);
	});

	it('names the request by the id in its body', async () => {
		const error = await run({ words: 'No', requestId: 'of-the-body' });
		expect(error?.description).toContain('HTTP status 400, request id of-the-body.');
		expect(error?.context?.data).toEqual({ httpCode: '400', requestId: 'of-the-body' });
	});

	it('hides a secret in that id', async () => {
		const error = await run({ words: 'No', requestId: `of-${SECRET}` });
		expect(error?.context?.data).toEqual({ httpCode: '400', requestId: 'of-*****' });
		expect(error?.description).not.toContain(SECRET);
	});

	it('names it by the header when the body has none, and says what its status says', async () => {
		const error = await run({ words: 'No' }, 404);
		expect(error?.description).toBe(
			'HTTP status 404, request id of-the-header. Check the IDs: the record may be gone or belong to another account.',
		);
	});
});

describe('what a user is told to do', () => {
	const operations = ['GET', 'POST'].map((method) =>
		operation(method, {
			request: { method: method as 'GET' | 'POST', path: '/things' },
			fields: [],
			answer: { kind: 'record' },
		}),
	);
	const WORDS = '{"message":"No"}';
	const PAGE = '<html><body><h1>Sorry</h1></body></html>';
	const NOT_IN_WORDS = "none of Test Bank's own words";
	const LOOK = 'may have been carried out: look at the record';
	const told = async (status: number, body: string, method: string) => {
		fail(status, body);
		const { error } = await runBank(bankOf(operations), server, method);
		return error?.description ?? '';
	};

	it.each<[number, string, string]>([
		[400, 'Check the values of the fields.', 'Check the Base URL of the credential.'],
		[401, 'Check the credential: its keys', 'Check the keys in the credential, and its Base URL.'],
		[403, 'The credential is not allowed to do this', 'whether requests from the address of n8n'],
		[404, 'Check the IDs: the record', 'Check the Base URL of the credential, and the IDs.'],
		[500, 'Try again later.', 'Try again later.'],
	])('depends on who has said %d', async (status, spoken, unspoken) => {
		const said = await told(status, WORDS, 'GET');
		expect(said).toContain(spoken);
		expect(said).not.toContain(NOT_IN_WORDS);
		for (const body of [PAGE, '', '{}', '{"odd":1}', 'null']) {
			const guessed = await told(status, body, 'GET');
			expect(guessed).toContain(NOT_IN_WORDS);
			expect(guessed).toContain(unspoken);
			expect(guessed).not.toMatch(/locked|record|values/);
		}
	});

	it.each([301, 302, 307, 308, 408, 425, 500, 502, 504, 599])(
		'after a write with %d is to look first',
		async (status) => {
			for (const body of [WORDS, PAGE, '']) {
				expect(await told(status, body, 'POST')).toContain(LOOK);
				const read = await told(status, body, 'GET');
				expect(read).not.toContain(LOOK);
				expect(read).toMatch(/Try again later|Base URL/);
			}
		},
	);

	it.each([400, 401, 403, 404, 407, 409, 413, 414, 422, 431])(
		'after a write with %d is not to look first, for nothing was done',
		async (status) => {
			expect(await told(status, WORDS, 'POST')).not.toContain(LOOK);
			expect(await told(status, PAGE, 'POST')).not.toContain(LOOK);
		},
	);

	it.each<[number, string]>([
		[407, 'HTTPS_PROXY'],
		[409, 'The bank already has a record'],
		[413, 'fewer ids'],
		[414, 'fewer ids'],
		[423, 'busy with something else'],
		[431, 'fewer ids'],
	])('is the same whoever has said %d', async (status, advice) => {
		expect(await told(status, WORDS, 'GET')).toContain(advice);
		expect(await told(status, PAGE, 'GET')).toContain(advice);
	});
});

describe('a proxy that n8n must use', () => {
	afterEach(() => {
		delete process.env.HTTPS_PROXY;
	});

	const behind = async (head: string, value: string) => {
		const proxy = createServer((socket) => {
			socket.on('error', () => undefined);
			socket.once('data', () =>
				socket.end(`HTTP/1.1 ${head}\r\nContent-Length: 12\r\n\r\n<p>Proxy</p>`),
			);
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
		const bank = { url: 'https://bank.example' };
		const { error } = await runTestBank(bank, value, { id: '1', name: 'x' });
		proxy.close();
		return error?.description ?? '';
	};

	it('and that asks for a sign-in is told as that', async () => {
		for (const value of ['get', 'create']) {
			const told = await behind('407 Proxy Authentication Required', value);
			expect(told).toContain('A proxy asks for a sign-in, and the bank has received nothing');
		}
	});

	it('and that does not reach the bank is told as somebody who may be a proxy', async () => {
		const told = await behind('502 Bad Gateway', 'create');
		expect(told).toContain("none of Test Bank's own words: a proxy, a firewall or a server");
	});
});

describe('a request without an answer', () => {
	it.each([
		['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'NODE_EXTRA_CA_CERTS'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS'],
		['CERT_HAS_EXPIRED', 'clock'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'for another address'],
		['ENOTFOUND', 'DNS'],
		['EAI_FAIL', 'DNS'],
		['EMFILE', 'Lower Max Parallel Requests'],
		['EADDRNOTAVAIL', 'Lower Max Parallel Requests'],
		['ECONNREFUSED', 'Check the network and the Base URL'],
		['constructor', 'Check the network and the Base URL'],
	])('for %s says what to do about that', (code, advice) => {
		expect(adviceAfterFault(code)).toContain(advice);
	});

	it('says so, unless the bank may have it', async () => {
		const url = 'https://no-such-bank.invalid';
		const { error } = await runTestBank({ url }, 'create', { name: 'x' });
		expect(error?.message).toContain('could not be reached');
		expect(error?.description).toMatch(/could not be looked up|Check the network/);
	});
});

describe('words of a bank that never end', () => {
	it('are shortened, and whole secrets hidden in them', async () => {
		fail(
			400,
			JSON.stringify({ message: `${SECRET} ${'x'.repeat(5_000_000)}`, code: 'y'.repeat(5_000) }),
			{
				'X-Request-Id': 'z'.repeat(5_000),
			},
		);
		const { error } = await read();
		expect(error?.message).toMatch(/^Test Bank: \*{5} x+… \(code y+…\)$/);
		expect(error?.message.length).toBeLessThan(2_100);
		expect(error?.description?.length).toBeLessThan(1_300);
	});
});

describe('a fault of n8n itself', () => {
	it('is not passed off as one of the bank', async () => {
		const setup = testBankSetup(server, 'create', { name: 'x' });
		const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
		setup.credentials.authenticate = async () => await Promise.reject(busy);
		const { error } = await runWorkflow(setup);
		expect(error?.message).toBe('database is locked');
		expect(server.received).toEqual([]);
	});
});

describe('every failure', () => {
	const cut = (response: ServerResponse) => void response.destroy();
	const page = (response: ServerResponse) => void response.end('<p>Maintenance</p>');
	const refusal = (response: ServerResponse) => {
		response.writeHead(401, { 'X-Request-Id': 'abc-123' });
		response.end('{"message":"No","code":"10023"}');
	};
	const cases: [string, (response: ServerResponse) => void, object][] = [
		['a broken connection', cut, { code: 'ECONNRESET' }],
		['a page with status 200', page, {}],
		['a 401', refusal, { httpCode: '401', code: '10023', requestId: 'abc-123' }],
	];

	it.each(cases)('names its item: %s', async (_, answer, data) => {
		server.reply(({ url }, response) => (url.endsWith('1') ? answer(response) : {}));
		const setup = { items: itemsOf({ id: 0 }, { id: 1 }) };
		const { error } = await runTestBank(server, 'delete', { id: '={{ $json.id }}' }, setup);
		const read = await runTestBank(server, 'get', { id: '={{ $json.id }}' }, setup);
		if (answer !== page) {
			expect(error?.name).toBe('NodeApiError');
			expect(error?.context).toMatchObject({ itemIndex: 1, data });
		}
		expect(read.error?.name).toBe('NodeApiError');
		expect(read.error?.context?.itemIndex).toBe(1);
	});

	it('names its item: a list that repeats', async () => {
		server.reply(({ url }) => ({ things: [{ a: 1 }], moreAvailable: url.includes('loop') }));
		const { error } = await runTestBank(
			server,
			'getMany',
			{ returnAll: true, filters: { word: '={{ $json.word }}' } },
			{ items: itemsOf({ word: 'once' }, { word: 'loop' }) },
		);
		expect(error?.context?.itemIndex).toBe(1);
	});

	it('tells in the item under continue-on-fail that the connection broke', async () => {
		server.reply((_, response) => cut(response));
		const { items } = await runTestBank(
			server,
			'delete',
			{ id: '1' },
			{ onError: 'continueRegularOutput' },
		);
		expect(items[0]?.json).toMatchObject({
			error: expect.stringContaining('ECONNRESET') as string,
			details: { code: 'ECONNRESET' },
		});
	});
});

describe('secrets', () => {
	it('stay out of the words that came in place of a list', async () => {
		server.reply(() => ({ message: `No list for ${SECRET}` }));
		const { error } = await runTestBank(server, 'getMany');
		expect(error?.message).toContain('No list for *****');
	});

	it('stay out when the bank repeats them URL-encoded', async () => {
		const secret = 'a+secret/that=never shows';
		fail(400, `Invalid request /x?secret=${encodeURIComponent(secret)}`);
		const setup = testBankSetup(server, 'get', { id: '1' });
		(setup.credentials as StoredCredential).data.secret = secret;
		const { error } = await runWorkflow(setup);
		expect(error?.message).toBe('Test Bank: Invalid request /x?secret=*****');
	});

	it.each([
		['a JSON body', 400, JSON.stringify({ message: `Bad secret ${SECRET}`, code: SECRET })],
		['a plain text', 401, `Invalid ${SECRET}`],
		['an HTML page', 500, `<p>${SECRET}</p>`],
		['a body with status 200', 200, `<p>${SECRET}</p>`],
	])('stay out of everything when the bank repeats them in %s', async (_, status, body) => {
		fail(status, body, { 'X-Request-Id': SECRET });
		const { run, error } = await read();
		expect(error).toBeDefined();
		expect(JSON.stringify(run)).not.toContain(SECRET);
	});

	it('stay out of the error object, whose causes n8n logs', async () => {
		fail(401, '{"message":"no"}');
		const thrown: unknown = await execute(
			executeContext(testBankSetup(server, 'get', { id: '1' })),
			testBank,
		).catch((error: unknown) => error);
		expect(thrown).toBeInstanceOf(Error);
		const { inspect } = jest.requireActual<typeof import('node:util')>('node:util');
		expect(inspect(thrown, { depth: 20, showHidden: true })).not.toContain(SECRET);
	});

	it('stay out when they stand where a long text is cut', async () => {
		for (let before = 280; before <= 300; before++) {
			fail(400, `${'x'.repeat(before)}${SECRET}`);
			expect((await read()).error?.message).not.toContain(SECRET.slice(0, 4));
		}
	});

	it.each([
		['entered with blanks around it', ` ${SECRET} `, SECRET],
		['of several lines', 'first line\nsecond line', 'first line\nsecond line'],
		['that JSON writes differently', 'with "quotes"', JSON.stringify('with "quotes"')],
		['that HTML writes differently', 'a&b<c>d', 'a&amp;b&lt;c&gt;d'],
		['that an address writes differently', 'a/b+c=d&e', encodeURIComponent('a/b+c=d&e')],
	])('stay out when the secret is one %s', async (_, secret, shown) => {
		fail(400, `<p>Invalid: ${shown}</p>`);
		const setup = testBankSetup(server, 'get', { id: '1' });
		(setup.credentials as StoredCredential).data.secret = secret;
		expect((await runWorkflow(setup)).error?.message).toMatch(/^Test Bank: Invalid: "?\*{5}"?$/);
	});

	it('stay out when one is the beginning of another', async () => {
		fail(400, `{"message":"Wrong ${SECRET}-longer"}`);
		const { error } = await runTestBank(server, 'create', {
			name: 'x',
			code: '1',
			mask: `${SECRET}-longer`,
		});
		expect(error?.message).toBe('Test Bank: Wrong *****');
	});

	it('stay out when they are the value of a masked field', async () => {
		fail(400, '{"message":"Wrong pin 987654"}');
		const { error } = await runTestBank(server, 'create', { name: 'x', pin: '987654' });
		expect(error?.message).toBe('Test Bank: Wrong pin *****');
	});

	it('stay out of the error for a broken connection', async () => {
		server.reply((_, response) => void response.destroy());
		const { run } = await runTestBank(server, 'create', { name: 'x' });
		expect(JSON.stringify(run)).not.toContain(SECRET);
	});
});
