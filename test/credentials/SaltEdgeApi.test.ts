import { inspect } from 'node:util';
import { createPrivateKey, generateKeyPairSync, verify } from 'node:crypto';
import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type IRequestOptions,
} from 'n8n-workflow';
import { SaltEdgeApi } from '../../credentials/SaltEdgeApi.credentials';
import { type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import type { StoredCredential } from '../support/credentials';
import { executeContext, type Outcome } from '../support/engine';
import { byId } from '../support/finicity';
import { type Loopback, startLoopback } from '../support/loopback';
import { pressTest } from '../support/pressTest';
import {
	form,
	keyPair,
	masked,
	runSaltEdge,
	saltEdgeCredential,
	saltEdgeSetup,
} from '../support/saltEdge';

let sandbox: SaltEdgeSandbox;
let elsewhere: Loopback | undefined;

beforeEach(async () => {
	sandbox = await startSaltEdge();
	sandbox.registerKey(keyPair.publicKey);
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
	await elsewhere?.close();
	elsewhere = undefined;
});

const customer = '905731486325476354';
const connectionId = byId('907152193875460301');
const key = createPrivateKey(keyPair.privateKey);
const passphrase = 'Sehr geheim: ü9"x';

const pkcs1 = key.export({ type: 'pkcs1', format: 'pem' }).toString();
const pkcs8 = keyPair.privateKey;
const encrypted = { cipher: 'aes-256-cbc', passphrase };
const pkcs1Encrypted = key.export({ type: 'pkcs1', format: 'pem', ...encrypted }).toString();
const pkcs8Encrypted = key.export({ type: 'pkcs8', format: 'pem', ...encrypted }).toString();

const ecKey = generateKeyPairSync('ec', {
	namedCurve: 'P-256',
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;

const signed = (changes: ICredentialDataDecryptedObject = {}): StoredCredential =>
	saltEdgeCredential(sandbox, { privateKey: pkcs8, ...changes });

const read = async (credentials: StoredCredential): Promise<Outcome> =>
	await runSaltEdge(sandbox, 'get', { connectionId }, { credentials });

/** The helpers that nodes send with: those of today, and that of the HTTP Request node. */
function helpersFor(credentials: StoredCredential) {
	const context = executeContext(saltEdgeSetup(sandbox, 'get', {}, { credentials }));
	return {
		now: async (options: IHttpRequestOptions) =>
			(await context.helpers.httpRequestWithAuthentication.call(
				context,
				'saltEdgeApi',
				options,
			)) as unknown,
		older: async (options: IRequestOptions) =>
			(await context.helpers.requestWithAuthentication.call(
				context,
				'saltEdgeApi',
				options,
			)) as unknown,
	};
}

/** Everything that a user could get to see of a run. */
const shown = ({ run, error }: Outcome) =>
	[
		JSON.stringify(run),
		inspect(run, { depth: Infinity }),
		error?.message,
		error?.description,
		error?.stack,
	].join();

describe('the signature', () => {
	it('is wanted by the bank', async () => {
		const { error } = await read(saltEdgeCredential(sandbox));
		expect(error?.message).toContain('(code MissingExpiresAt)');
		expect(error?.description).toContain("enter the 'Private Key' of the credential");
	});

	it('is good for a minute', async () => {
		const now = Date.now();
		jest.spyOn(Date, 'now').mockReturnValue(now);
		await read(signed());
		const left = Number(sandbox.requests[0]?.headers['expires-at']) - now / 1000;
		expect(left).toBeGreaterThan(59);
		expect(left).toBeLessThanOrEqual(60);
	});

	it('made by a clock that is late is told as such', async () => {
		const now = Date.now();
		// The bank looks at the same clock, after the signing.
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		const { type } = signed();
		const authenticate = (type as SaltEdgeApi).authenticate;
		(type as SaltEdgeApi).authenticate = async (data, options) => {
			clock.mockImplementation(() => now - 120_000);
			const request = await authenticate(data, options);
			clock.mockImplementation(() => now);
			return request;
		};
		const credentials = signed();
		credentials.type = type;
		const { error } = await read(credentials);
		expect(error?.message).toContain('(code RequestExpired)');
		expect(error?.description).toContain('Check the clock');
	});

	it('by the key of somebody else is told as such', async () => {
		const other = generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		});
		const { error } = await read(signed({ privateKey: other.privateKey }));
		expect(error?.message).toContain('(code SignatureNotMatch)');
		expect(error?.description).toContain("enter the 'Private Key'");
	});

	it.each([
		'ü ß 漢字 🏦',
		'"quotes" \\ and /slashes/',
		'line\nbreak\ttab',
		'  spaces around  ',
		'\u2028 \u2029 \u00a0',
	])('is over the bytes of a body with %j', async (word) => {
		const { error } = await runSaltEdge(
			sandbox,
			'create',
			{
				customerId: byId(customer),
				countryCode: byId('XF'),
				providerCode: byId('fakebank_simple_xf'),
				consentScopes: ['account_details'],
				providerFields: form({ login: `username${word}` }),
				secretFields: masked(['password', 'secret']),
				attempt: { attemptCustomFields: { word } },
				additionalFields: { includeFakeProviders: true },
			},
			{ credentials: signed() },
		);
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.body).toMatchObject({
			data: { credentials: { login: `username${word}` }, attempt: { custom_fields: { word } } },
		});
	});

	const identifiers = [
		'josé+büro@example.com',
		'alter Kunde & Söhne',
		"a'b(c)*d!e~f",
		'100% = #1?',
		'a[0]|b^c`d{e}\\f"g<h>',
		'漢字 🏦',
		'a/b;c:d,e$f',
	];

	describe.each(identifiers)('of a query with %s', (identifier) => {
		const finds = ({ requests }: SaltEdgeSandbox) =>
			expect(requests[0]?.query).toEqual({ identifier });
		const address = () => `${sandbox.baseUrl}/customers`;

		it.each([
			['ready', () => ({ url: `${address()}?identifier=${encodeURIComponent(identifier)}` })],
			['apart', () => ({ url: address(), qs: { identifier } })],
			[
				'below a base URL',
				() => ({ baseURL: sandbox.baseUrl, url: '/customers', qs: { identifier } }),
			],
			[
				'below a base URL with a slash',
				() => ({ baseURL: `${sandbox.baseUrl}/`, url: 'customers', qs: { identifier } }),
			],
		])('is over what is sent when it is %s', async (_, options) => {
			const { now } = helpersFor(signed());
			await now({ method: 'GET', ...options() });
			finds(sandbox);
		});

		it.each([
			['ready', () => ({ uri: `${address()}?identifier=${encodeURIComponent(identifier)}` })],
			['apart', () => ({ uri: address(), qs: { identifier } })],
		])('is over what the HTTP Request node sends when it is %s', async (_, options) => {
			const { older } = helpersFor(signed());
			await older({ method: 'GET', ...options() });
			finds(sandbox);
		});
	});

	it('is over the address when some of the query is in it, and without what follows #', async () => {
		const { now } = helpersFor(signed());
		await now({
			method: 'GET',
			url: `${sandbox.baseUrl}/connections?customer_id=${customer}#part`,
			qs: { per_page: 2, from_id: undefined, other: null },
		});
		expect(sandbox.requests[0]?.query).toEqual({ customer_id: customer, per_page: '2' });
	});

	it('is over each value of a query, spaces around it too', async () => {
		elsewhere = await startLoopback();
		const { now } = helpersFor(signed());
		const url = `${elsewhere.url}/x`;
		await now({ method: 'GET', url, qs: { scope: ['a', ' b '], page: 0 } });
		const [request] = elsewhere.received;
		expect(request?.url).toBe('/x?scope=a&scope=+b+&page=0');
		const { 'expires-at': expiresAt, signature } = request?.headers ?? {};
		const text = `${String(expiresAt)}|GET|${elsewhere.url}${String(request?.url)}|`;
		expect(
			verify(
				'sha256',
				Buffer.from(text),
				keyPair.publicKey,
				Buffer.from(String(signature), 'base64'),
			),
		).toBe(true);
	});

	describe.each(['now', 'older'] as const)(
		'of a body that comes as with the helper of %s',
		(way) => {
			const body = { data: { identifier: 'Ümläut & "x" 🏦' } };

			it.each([
				['an object', body],
				['text', JSON.stringify(body)],
				['text with spaces', `\n ${JSON.stringify(body, undefined, 2)} \n`],
			])('is over what is sent as %s', async (_, given) => {
				const url = `${sandbox.baseUrl}/customers`;
				const options = { method: 'POST' as const, body: given, json: true };
				const send = helpersFor(signed());
				await (way === 'now'
					? send.now({ url, ...options })
					: send.older({ uri: url, ...options }));
				expect(sandbox.requests).toHaveLength(1);
				expect(sandbox.requests[0]?.body).toEqual(body);
				expect(sandbox.requests[0]?.headers['content-type']).toBe('application/json');
			});

			it('is over an empty object', async () => {
				const url = `${sandbox.baseUrl}/connections/907152193875460301`;
				const options = { method: 'PUT' as const, body: { data: {} }, json: true };
				const send = helpersFor(signed());
				await (way === 'now'
					? send.now({ url, ...options })
					: send.older({ uri: url, ...options }));
				expect(sandbox.requests[0]?.rawBody).toBe('{"data":{}}');
			});
		},
	);

	it('is made anew when a request comes a second time', async () => {
		const now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
		const { type, data } = signed();
		const { authenticate } = type as SaltEdgeApi;
		const url = `${sandbox.baseUrl}/customers`;
		const options = {
			method: 'POST' as const,
			url,
			qs: { a: 'ü' },
			body: { data: { identifier: 'x' } },
			headers: { Accept: 'application/json', 'X-Mine': '1' },
		};
		const once = await authenticate(data, options);
		clock.mockReturnValue(now + 30_000);
		const twice = await authenticate(data, once);
		expect([twice.url, twice.body]).toEqual([once.url, once.body]);
		expect(twice.url).toBe(`${url}?a=%C3%BC`);
		const expiries = [once, twice].map(({ headers }) => Number(headers?.['Expires-at']));
		expect((expiries[1] ?? 0) - (expiries[0] ?? 0)).toBe(30);
		expect(twice.headers?.Signature).not.toBe(once.headers?.Signature);
		expect(twice.headers?.['X-Mine']).toBe('1');
		// Of the caller's own nothing has changed.
		expect(options.headers).toEqual({ Accept: 'application/json', 'X-Mine': '1' });
	});
});

describe('the private key', () => {
	const forms = {
		pkcs1,
		pkcs8,
		'pkcs1 with a passphrase': pkcs1Encrypted,
		'pkcs8 with a passphrase': pkcs8Encrypted,
	};
	const ways: Record<string, (pem: string) => string> = {
		'as its file': (pem) => pem,
		'with Windows line breaks': (pem) => pem.replaceAll('\n', '\r\n'),
		'on one line': (pem) => pem.replaceAll('\n', ' ').trim(),
		'on one line without spaces': (pem) => pem.replaceAll('\n', ''),
		'with \\n for its line breaks': (pem) => pem.replaceAll('\n', '\\n'),
		'with \\r\\n for its line breaks': (pem) => pem.replaceAll('\n', '\\r\\n'),
		'with spaces around': (pem) => `\n\t ${pem} \n`,
		'with spaces before its lines': (pem) => pem.replaceAll('\n', '\n\t\t'),
		'behind its public half': (pem) => `${keyPair.publicKey}${pem}`,
		'with words before it': (pem) => `Bag Attributes\n    friendlyName: key\n${pem}`,
	};

	describe.each(Object.entries(forms))('in %s', (name, pem) => {
		it.each(Object.entries(ways))('signs %s', async (_, written) => {
			const isProtected = name.includes('passphrase');
			const { error } = await read(
				signed({ privateKey: written(pem), ...(isProtected && { passphrase }) }),
			);
			expect(error).toBeUndefined();
			expect(sandbox.requests[0]?.headers.signature).toMatch(/^[A-Za-z0-9+/]{342}==$/);
		});
	});

	it('signs with a passphrase that has spaces around it', async () => {
		const words = ' with spaces ';
		const privateKey = key
			.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: words })
			.toString();
		const { error } = await read(signed({ privateKey, passphrase: words }));
		expect(error).toBeUndefined();
	});

	it('of nothing but spaces is none', async () => {
		sandbox.state.publicKey = undefined;
		const { error } = await read(signed({ privateKey: ' \n ' }));
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.headers.signature).toBeUndefined();
	});

	it('signs though a passphrase is entered that it does not need', async () => {
		const { error } = await read(signed({ passphrase: 'unneeded' }));
		expect(error).toBeUndefined();
	});

	const notPem = "The credential's 'Private Key' can't be used: it is not a private key in PEM";

	it.each([
		['text', 'no-key-at-all-but-secret', '', notPem],
		['the public key', keyPair.publicKey, '', notPem],
		['a half', pkcs8.slice(0, 800), '', notPem],
		['a broken one', pkcs8.replace(/\n(.{20})/, '\nAAAAAAAAAAAAAAAAAAAA'), '', notPem],
		['base64 alone', pkcs8.split('\n').slice(1, -2).join('\n'), '', notPem],
		['an EC key', ecKey, '', "can't be used: it is not an RSA key"],
		[
			'PKCS#8 without its passphrase',
			pkcs8Encrypted,
			'',
			'it is protected, and the Passphrase is empty',
		],
		[
			'PKCS#1 without its passphrase',
			pkcs1Encrypted,
			'',
			'it is protected, and the Passphrase is empty',
		],
		[
			'PKCS#8 with a wrong passphrase',
			pkcs8Encrypted,
			'wrong-passphrase',
			'or the Passphrase is not the right one',
		],
		[
			'PKCS#1 with a wrong passphrase',
			pkcs1Encrypted,
			'wrong-passphrase',
			'or the Passphrase is not the right one',
		],
	])('that is %s stops everything, and is not shown', async (_, privateKey, words, complaint) => {
		const outcome = await read(signed({ privateKey, passphrase: words }));
		expect(outcome.error?.message).toContain(complaint);
		expect(outcome.error?.description).toContain('Paste the whole file of the RSA key');
		expect(sandbox.requests).toEqual([]);
		const secrets = [...privateKey.split('\n').filter((line) => !line.startsWith('-----')), words];
		for (const secret of secrets.filter((each) => each.length > 3)) {
			expect(shown(outcome)).not.toContain(secret);
		}
	});

	it('changed in the credential is the one that signs', async () => {
		const credentials = signed({ privateKey: 'none' });
		expect((await read(credentials)).error).toBeDefined();
		credentials.data = { ...credentials.data, privateKey: pkcs1 };
		expect((await read(credentials)).error).toBeUndefined();
		credentials.data = { ...credentials.data, privateKey: pkcs8Encrypted, passphrase };
		expect((await read(credentials)).error).toBeUndefined();
		credentials.data = { ...credentials.data, passphrase: 'another' };
		expect((await read(credentials)).error).toBeDefined();
	});

	it('can be one of many', async () => {
		for (let count = 0; count < 25; count++) {
			const { error } = await read(
				signed({ privateKey: pkcs8 + ' '.repeat(count), passphrase: `${count}` }),
			);
			expect(error).toBeUndefined();
		}
	});
});

describe('what is sent', () => {
	const redirect = { status: 302 };

	it.each(['now', 'older'] as const)('is not carried along by a redirect (%s)', async (way) => {
		elsewhere = await startLoopback();
		const { url: location } = elsewhere;
		sandbox.fault({ ...redirect, headers: { Location: `${location}/x` }, body: '' });
		const url = `${sandbox.baseUrl}/countries`;
		const send = helpersFor(signed());
		const answer =
			way === 'now'
				? send.now({ url })
				: send.older({ uri: url, followRedirect: true, followAllRedirects: true });
		await expect(answer).rejects.toThrow();
		expect(elsewhere.received).toEqual([]);
	});

	it.each(['http://bank.example/x', 'ftp://127.0.0.1/x', '/x', ''])(
		'does not go to %j',
		async (url) => {
			const { type, data } = signed();
			const { authenticate } = type as SaltEdgeApi;
			await expect(authenticate(data, { url })).rejects.toThrow('https://');
			const older = { uri: url } as unknown as IHttpRequestOptions;
			await expect(authenticate(data, older)).rejects.toThrow('https://');
		},
	);

	it('has no spaces around the keys that were pasted with them', async () => {
		const { keys } = sandbox;
		const { error } = await read(
			signed({ appId: ` ${keys.appId}\n`, secret: `\t${keys.secret} ` }),
		);
		expect(error).toBeUndefined();
	});

	it('takes what the node wants to accept', async () => {
		const { type, data } = signed();
		const { headers } = await (type as SaltEdgeApi).authenticate(data, {
			url: 'https://bank.example/x',
			headers: { Accept: 'text/csv', Secret: 'of-the-node' },
		});
		expect(headers).toMatchObject({ Accept: 'text/csv', Secret: sandbox.keys.secret });
	});
});

describe('the test of a credential', () => {
	it('passes with a key', async () => {
		expect(await pressTest(signed())).toBe('OK');
		expect(sandbox.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'GET /api/v5/countries',
		]);
	});

	it.each([
		['v6', '', 'v6'],
		['v5', '', 'v5'],
		// As older credentials have it, which get the version of new ones from n8n.
		['v6', '/v5', 'v5'],
		['v6', '/v5/', 'v5'],
		['v5', '/v6', 'v6'],
	])('asks the version that the credential is for: %s, %j', async (apiVersion, ending, asked) => {
		const address = sandbox.baseUrl.replace(/\/v5$/, ending);
		expect(await pressTest(signed({ apiVersion, baseUrl: address }))).toBe('OK');
		expect(sandbox.requests.map(({ url }) => url)).toEqual([`/api/${asked}/countries`]);
	});

	it('passes without one where it is not needed', async () => {
		sandbox.state.publicKey = undefined;
		expect(await pressTest(saltEdgeCredential(sandbox))).toBe('OK');
		expect(sandbox.requests[0]?.headers.signature).toBeUndefined();
	});

	it.each(['/', '//', ' '])('passes with %j after the base URL', async (ending) => {
		expect(await pressTest(signed({ baseUrl: `${sandbox.baseUrl}${ending}` }))).toBe('OK');
	});

	it.each([
		['App-ID', { appId: 'wrong-app-id' }],
		['Secret', { secret: 'wrong-secret' }],
		['no key', { privateKey: '' }],
		[
			'key',
			{
				privateKey: generateKeyPairSync('rsa', {
					modulusLength: 2048,
					publicKeyEncoding: { type: 'spki', format: 'pem' },
					privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
				}).privateKey,
			},
		],
	])('fails with a wrong %s', async (_, changes) => {
		const result = await pressTest(signed(changes));
		expect(result).toContain('Salt Edge does not take these keys');
		expect(sandbox.requests).toHaveLength(1);
	});

	it.each([
		['a page', '<html>Welcome</html>'],
		['nothing', ''],
		['the JSON of another service', '{"ok":true}'],
		['a failure with a status of success', '{"error":{"class":"ApiKeyNotFound","message":"No"}}'],
	])('fails when the answer is %s', async (_, body) => {
		elsewhere = await startLoopback();
		elsewhere.reply(() => body);
		const result = await pressTest(signed({ baseUrl: elsewhere.url }));
		expect(result).toContain('not as Salt Edge does');
		expect(elsewhere.received).toHaveLength(1);
	});

	it('fails with a key that cannot be read, without asking', async () => {
		const result = await pressTest(signed({ privateKey: 'nonsense' }));
		expect(result).toContain("The credential's 'Private Key' can't be used");
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['http://bank.example', ''])('sends nothing to %j', async (baseUrl) => {
		expect(await pressTest(signed({ baseUrl }))).toContain('begins with https://');
	});
});

describe('the version of a credential', () => {
	it.each([
		['v5', 'v6', '/v5'],
		['v5', 'v5', ''],
		['v6', 'v6', ''],
		['v6', 'v5', '/v6'],
	])('lets a node of %s send: %s, base URL with %j', async (version, apiVersion, ending) => {
		const baseUrl = sandbox.baseUrl.replace(/\/v5$/, ending);
		const credentials = signed({ apiVersion, baseUrl });
		const parameters = { apiVersion: version, connectionId };
		const { error } = await runSaltEdge(sandbox, 'get', parameters, { credentials });
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.url).toBe(`/api/${version}/connections/907152193875460301`);
	});

	it('that is not the one of the node stops before anything is sent', async () => {
		const credentials = signed({ apiVersion: 'v5' });
		const parameters = { apiVersion: 'v6', connectionId };
		const { error } = await runSaltEdge(sandbox, 'get', parameters, { credentials });
		expect(error?.message).toContain("'API Version' of the node is v6");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the credential type', () => {
	const type = new SaltEdgeApi();

	it('masks every secret, and wants only the keys', () => {
		const facts = type.properties.map(({ name, typeOptions, required }) => [
			name,
			typeOptions?.password ?? false,
			required ?? false,
		]);
		expect(facts).toEqual([
			['apiVersion', false, false],
			['appId', false, true],
			['secret', true, true],
			['privateKey', true, false],
			['passphrase', true, false],
			['baseUrl', false, false],
		]);
	});

	it('goes to Salt Edge unless another address is entered', () => {
		const address = type.properties.find(({ name }) => name === 'baseUrl')?.default;
		expect(address).toBe('https://www.saltedge.com/api');
		expect(type.httpRequestNode.apiBaseUrl).toBe(`${String(address)}/v6/`);
	});
});
