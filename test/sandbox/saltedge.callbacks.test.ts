import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallbackType, SaltEdgeSandbox } from './saltedge';
import { callbackTypes, startSaltEdge } from './saltedge';
import type { RecordedRequest } from './shared/request';
import { readRequest } from './shared/request';
import { until } from '../support/until';

type Json = Record<string, unknown>;

interface Callback {
	data: Json;
	meta: Json;
}

const neighbour = '905731486325476355';
const customer = '905731486325476354';
const household = '907152193875460301';
const aWhile = 60_000;

/** Where callbacks arrive. */
interface Receiver {
	server: Server;
	requests: RecordedRequest[];
	answer(request: RecordedRequest, response: ServerResponse): void;
}

async function startReceiver(): Promise<Receiver> {
	const started: Receiver = {
		server: createServer((message, response) => {
			const take = (request: RecordedRequest) => {
				started.requests.push(request);
				started.answer(request, response);
			};
			// What is cut off on its way has not arrived.
			readRequest(message, message.url ?? '').then(take, () => undefined);
		}),
		requests: [],
		answer: (_request, response) => response.writeHead(204).end(),
	};
	await once(started.server.listen(0, '127.0.0.1'), 'listening');
	return started;
}

let bank: SaltEdgeSandbox;
let receiver: Receiver;
let received: RecordedRequest[];
let origin: string;

beforeAll(async () => {
	bank = await startSaltEdge({ stageDelayMs: 1000 });
});

// A new receiver each time: what a test has left on its way does not get to the next one.
beforeEach(async () => {
	// Time stands still, so that no stage ends by itself on a slow machine.
	const now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	bank.reset();
	bank.callbacks.retryDelayMs = 1;
	receiver = await startReceiver();
	received = receiver.requests;
	origin = `http://127.0.0.1:${(receiver.server.address() as AddressInfo).port}`;
});

afterEach(() => {
	jest.restoreAllMocks();
	receiver.server.closeAllConnections();
	receiver.server.close();
});

afterAll(() => bank.close());

/** Leaves what comes next without an answer; resolves, when it has come, with the means to. */
const holdNext = (): Promise<ServerResponse> =>
	new Promise((resolve) => {
		receiver.answer = (_request, response) => resolve(response);
	});

const addressOf = (type: string) => `${origin}/callbacks/${type}/`;

function register(...types: CallbackType[]): void {
	for (const type of types) bank.callbacks.register(type, addressOf(type));
}

const typesReceived = () => received.map(({ url }) => url.split('/')[2]);
const stagesReceived = () =>
	received.map(({ url, body }) => [url.split('/')[2], (body as Callback).data.stage]);

function only(): Callback {
	expect(received).toHaveLength(1);
	return received[0]?.body as Callback;
}

const isSignedFor = (address: string, signature: string | undefined, body: Buffer): boolean =>
	verify(
		'RSA-SHA256',
		Buffer.concat([Buffer.from(`${address}|`), body]),
		bank.callbacks.publicKey,
		Buffer.from(signature ?? '', 'base64'),
	);

async function call(method: string, path: string, data?: Json): Promise<Json> {
	const { appId, secret } = bank.keys;
	const response = await fetch(bank.baseUrl + path, {
		method,
		headers: {
			...{ 'App-id': appId, Secret: secret, Accept: 'application/json' },
			...(data ? { 'Content-Type': 'application/json' } : {}),
		},
		body: data && JSON.stringify({ data }),
	});
	expect(response.status).toBe(200);
	return ((await response.json()) as { data: Json }).data;
}

const login = { login: 'username', password: 'secret' };

async function create(changes: Json = {}): Promise<string> {
	const { id } = await call('POST', '/connections', {
		customer_id: neighbour,
		country_code: 'XF',
		provider_code: 'fakebank_simple_xf',
		consent: { scopes: ['account_details', 'transactions_details'] },
		credentials: login,
		...changes,
	});
	return id as string;
}

/** Runs all stages that need nobody, as if a while had passed. */
async function finish(id: string): Promise<void> {
	const now = Date.now();
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + aWhile);
	try {
		await call('GET', `/connections/${id}`);
	} finally {
		clock.mockImplementation(() => now);
	}
}

/** Creates a connection, lets it end and waits for the callbacks. */
async function createAndFinish(changes: Json = {}): Promise<string> {
	const id = await create(changes);
	await finish(id);
	await bank.callbacks.settled();
	return id;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('every callback', () => {
	it('is posted as JSON and signed with the address and the very bytes', async () => {
		register('success');
		await createAndFinish();
		const [request] = received;
		expect(request).toMatchObject({ method: 'POST', url: '/callbacks/success/' });
		expect(request?.headers).toMatchObject({
			'content-type': 'application/json',
			'signature-key-version': '5.0',
		});
		const { data, meta } = only();
		expect(meta).toEqual({ version: '5', time: expect.stringMatching(isoTime) as unknown });
		expect(request?.rawBody).toBe(JSON.stringify({ data, meta }));

		const signature = request?.headers.signature;
		const body = request?.rawBytes ?? Buffer.of();
		expect(isSignedFor(addressOf('success'), signature, body)).toBe(true);
		expect(isSignedFor(`${origin}/callbacks/success`, signature, body)).toBe(false);
		expect(isSignedFor(addressOf('success'), signature, Buffer.concat([body, body]))).toBe(false);
	});

	it('is signed with the address as it was registered, not as it is called', async () => {
		const address = `${origin}/../ü?x=[1]`;
		bank.callbacks.register('destroy', address);
		await call('DELETE', `/connections/${household}`);
		await bank.callbacks.settled();
		const [request] = received;
		expect(request?.url).toBe('/%C3%BC?x=[1]');
		const body = request?.rawBytes ?? Buffer.of();
		expect(isSignedFor(address, request?.headers.signature, body)).toBe(true);
	});

	it('carries custom fields in any script', async () => {
		register('success', 'notify');
		const custom_fields = { 'Börse №': 'Grüße, 東京 😀', nested: { n: 1.5, list: [null, true] } };
		await createAndFinish({ attempt: { custom_fields } });
		expect(received).toHaveLength(7);
		for (const { url, body, headers, rawBytes } of received) {
			expect((body as Callback).data.custom_fields).toEqual(custom_fields);
			expect(isSignedFor(origin + url, headers.signature, rawBytes)).toBe(true);
		}
		expect(received[0]?.rawBytes.includes(Buffer.from('東京 😀'))).toBe(true);
	});

	it('names the version of the key that is set', async () => {
		register('destroy');
		bank.callbacks.keyVersion = '6.0';
		await call('DELETE', `/connections/${household}`);
		await bank.callbacks.settled();
		expect(received[0]?.headers['signature-key-version']).toBe('6.0');
	});

	it('tells the time of what happened, not that of the delivery', async () => {
		register('notify', 'success');
		await createAndFinish();
		const times = received.map(({ body }) => Date.parse(String((body as Callback).meta.time)));
		const [first = 0] = times;
		expect(times).toEqual(times.map((_time, index) => first + index * 1000));
	});
});

describe('the data of', () => {
	const ids = (connection_id: string) => ({ connection_id, customer_id: neighbour });

	it('a notification names the stage', async () => {
		register('notify');
		const id = await createAndFinish({ attempt: { custom_fields: { run: 7 } } });
		const data = received.map(({ body }) => (body as Callback).data);
		expect(data).toEqual(
			['start', 'connect', 'fetch_accounts', 'fetch_recent', 'fetch_full', 'disconnect'].map(
				(stage) => ({ ...ids(id), custom_fields: { run: 7 }, stage }),
			),
		);
	});

	it('a success names the last stage, and has empty custom fields if there are none', async () => {
		register('success');
		const id = await createAndFinish();
		expect(only().data).toEqual({ ...ids(id), custom_fields: {}, stage: 'finish' });
	});

	it('a success after the accounts names no stage', async () => {
		register('success');
		const attempt = { fetched_accounts_notify: true, custom_fields: { a: 'b' } };
		const id = await createAndFinish({ attempt });
		const early = { ...ids(id), custom_fields: { a: 'b' } };
		expect(received.map(({ body }) => (body as Callback).data)).toEqual([
			early,
			{ ...early, stage: 'finish' },
		]);
	});

	it('a failure tells its class and message', async () => {
		register('failure', 'success');
		const credentials = { ...login, password: 'wrong' };
		const id = await createAndFinish({ credentials });
		expect(typesReceived()).toEqual(['failure']);
		expect(only().data).toEqual({
			...ids(id),
			custom_fields: {},
			error_class: 'InvalidCredentials',
			error_message: 'The provider refused the login',
		});
	});

	it('a question tells what is asked, and until when', async () => {
		register('interactive');
		const id = await createAndFinish({
			country_code: 'DE',
			provider_code: 'musterbank_de',
			credentials: { ...login, branch: 'koeln' },
			attempt: { return_to: 'https://n8n.example/back', custom_fields: { q: 1 } },
		});
		const { data, meta } = only();
		expect(data).toEqual({
			...ids(id),
			custom_fields: { q: 1 },
			stage: 'interactive',
			html: expect.stringContaining('<p>') as unknown,
			session_expires_at: new Date(Date.parse(String(meta.time)) + 480_000).toISOString(),
			interactive_fields_names: ['sms', 'tan_method'],
			interactive_fields_options: {
				tan_method: [
					expect.objectContaining({ name: 'sms_tan', selected: true }),
					expect.objectContaining({ name: 'app_tan', selected: false }),
				],
			},
		});
	});

	it('a question without choices has an object for them all the same', async () => {
		register('interactive');
		await createAndFinish({ provider_code: 'fakebank_interactive_xf' });
		expect(only().data).toMatchObject({
			interactive_fields_names: ['sms'],
			interactive_fields_options: {},
		});
	});

	it('a deletion is the ids alone', async () => {
		register('destroy');
		await call('DELETE', `/connections/${household}`);
		await bank.callbacks.settled();
		expect(only().data).toEqual({ connection_id: household, customer_id: customer });
	});

	it('a service message tells the reason', async () => {
		register('service');
		bank.callbacks.service(household);
		await bank.callbacks.settled();
		expect(only().data).toEqual({
			connection_id: household,
			customer_id: customer,
			custom_fields: { ledger: 'Haushalt' },
			reason: 'updated',
		});
		expect(() => bank.callbacks.service('1')).toThrow('no connection 1');
	});

	it('a change of a provider is no connection, and changes the provider until a reset', async () => {
		const path = '/providers/stadtbank_de';
		const before = await call('GET', path);
		register('providerChanges');
		bank.callbacks.providerChange('stadtbank_de', 'inactive');
		bank.callbacks.providerChange('banque_en_pause_fr', 'active');
		await bank.callbacks.settled();
		expect(received.map(({ body }) => (body as Callback).data)).toEqual([
			{ provider_code: 'stadtbank_de', provider_status: 'inactive' },
			{ provider_code: 'banque_en_pause_fr', provider_status: 'active' },
		]);
		expect((await call('GET', path)).status).toBe('inactive');
		expect(() => bank.callbacks.providerChange('nobody', 'active')).toThrow('nobody');
		bank.reset();
		expect(await call('GET', path)).toEqual(before);
	});
});

describe('addresses', () => {
	it('are needed: a type without one is not sent', async () => {
		register('success');
		const id = await createAndFinish();
		await call('DELETE', `/connections/${id}`);
		bank.callbacks.service(household);
		bank.callbacks.providerChange('stadtbank_de', 'inactive');
		await bank.callbacks.settled();
		expect(typesReceived()).toEqual(['success']);
		expect(bank.callbacks.sent).toHaveLength(1);
	});

	it('are one for each type: the last one', async () => {
		bank.callbacks.register('destroy', `${origin}/callbacks/first`);
		bank.callbacks.register('destroy', `${origin}/callbacks/second`);
		await call('DELETE', `/connections/${household}`);
		await bank.callbacks.settled();
		expect(typesReceived()).toEqual(['second']);
	});

	it.each([
		['nothing', ''],
		['a path', '/callbacks'],
		['no host', 'http://'],
		['another scheme', 'ftp://n8n.example/callbacks'],
		['a space at the end', 'https://n8n.example/callbacks '],
		['a login', 'https://user:secret@n8n.example/callbacks'],
	])('are refused: %s', (_what, address) => {
		expect(() => bank.callbacks.register('success', address)).toThrow('address');
	});
});

describe('delivery', () => {
	const status = (code: number, headers = {}) => {
		receiver.answer = (_request, response) => response.writeHead(code, headers).end();
	};
	const outcomes = () => bank.callbacks.sent.map(({ status, failure }) => status ?? failure);
	const destroy = async () => {
		register('destroy');
		await call('DELETE', `/connections/${household}`);
		await bank.callbacks.settled();
	};

	it('keeps the order of events, also when the first ones have to be sent again', async () => {
		register('notify', 'success');
		let refusals = 2;
		receiver.answer = (_request, response) =>
			response.writeHead(refusals-- > 0 ? 500 : 200).end('{}');
		await createAndFinish();
		expect(stagesReceived()).toEqual([
			['notify', 'start'],
			['notify', 'start'],
			['notify', 'start'],
			['notify', 'connect'],
			['notify', 'fetch_accounts'],
			['notify', 'fetch_recent'],
			['notify', 'fetch_full'],
			['notify', 'disconnect'],
			['success', 'finish'],
		]);
	});

	it('waits for an answer before it sends the next one, but holds up no answer of the API', async () => {
		register('notify', 'success');
		const hanging = holdNext();
		const id = await create();
		await finish(id);
		expect(await call('GET', `/connections/${id}`)).toMatchObject({ id });
		const response = await hanging;
		expect(stagesReceived()).toEqual([['notify', 'start']]);
		expect(bank.callbacks.sent).toEqual([]);
		receiver.answer = (_request, next) => next.end();
		response.end();
		await bank.callbacks.settled();
		expect(typesReceived()).toEqual([...Array<string>(6).fill('notify'), 'success']);
	});

	it('is written down with what was sent and what was answered', async () => {
		await destroy();
		const [request] = received;
		expect(bank.callbacks.sent).toEqual([
			{
				type: 'destroy',
				address: addressOf('destroy'),
				headers: {
					'Content-Type': 'application/json',
					Signature: request?.headers.signature,
					'Signature-key-version': '5.0',
				},
				body: request?.rawBytes,
				status: 204,
			},
		]);
	});

	it('is tried again with the same bytes after a server error, as often as is set', async () => {
		status(503);
		bank.callbacks.maxTries = 4;
		await destroy();
		expect(outcomes()).toEqual([503, 503, 503, 503]);
		const [first, ...others] = received;
		expect(others).toHaveLength(3);
		for (const { rawBytes, headers } of others) {
			expect(rawBytes).toEqual(first?.rawBytes);
			expect(headers.signature).toBe(first?.headers.signature);
		}
	});

	it('is tried again when the connection is cut', async () => {
		receiver.answer = ({ rawBytes }, response) => {
			receiver.answer = (again, taken) =>
				taken.writeHead(again.rawBytes.equals(rawBytes) ? 200 : 400).end();
			response.destroy();
		};
		await destroy();
		expect(outcomes()).toEqual([expect.any(String), 200]);
	});

	it('is tried again when nobody is there', async () => {
		bank.callbacks.register('service', 'http://127.0.0.1:2/');
		bank.callbacks.service(household);
		await bank.callbacks.settled();
		const refused = expect.stringContaining('ECONNREFUSED') as unknown;
		expect(outcomes()).toEqual([refused, refused, refused]);
	});

	it('is tried again when there is no answer in time', async () => {
		receiver.answer = () => undefined;
		bank.callbacks.timeoutMs = 1;
		bank.callbacks.maxTries = 2;
		await destroy();
		const timeout = 'There was no answer in 1 ms';
		expect(outcomes()).toEqual([timeout, timeout]);
	});

	it.each([400, 401, 404, 410, 429])('is given up after a %i', async (code) => {
		status(code);
		bank.callbacks.successRepeats = 1;
		register('success');
		await createAndFinish();
		expect(outcomes()).toEqual([code]);
		expect(received).toHaveLength(1);
	});

	it.each([301, 302, 307, 308])('does not follow a %i', async (code) => {
		status(code, { Location: `${origin}/callbacks/elsewhere` });
		await destroy();
		expect(outcomes()).toEqual([code]);
		expect(typesReceived()).toEqual(['destroy']);
	});

	it('goes on with the next callback after one that was given up', async () => {
		receiver.answer = ({ url }, response) =>
			response.writeHead(url.includes('notify') ? 500 : 200).end();
		bank.callbacks.maxTries = 1;
		register('notify', 'success');
		await createAndFinish();
		expect(outcomes()).toEqual([500, 500, 500, 500, 500, 500, 200]);
	});

	it('repeats successes, and them alone, as often as is set', async () => {
		register('notify', 'success');
		bank.callbacks.successRepeats = 2;
		await createAndFinish();
		expect(typesReceived()).toEqual([
			...Array<string>(6).fill('notify'),
			...Array<string>(3).fill('success'),
		]);
		const [first, ...others] = received.slice(6);
		for (const { rawBytes, headers } of others) {
			expect(rawBytes).toEqual(first?.rawBytes);
			expect(headers.signature).toBe(first?.headers.signature);
		}
	});

	it('that takes too long does not make those who wait for it hang', async () => {
		const hanging = holdNext();
		register('service');
		bank.callbacks.service(household);
		await hanging;
		await expect(bank.callbacks.settled(1)).rejects.toThrow('After 1 ms');
	});
});

describe('a reset', () => {
	it('forgets what is being sent, what waits, the record, the addresses and settings', async () => {
		register('notify', 'success');
		Object.assign(bank.callbacks, { keyVersion: '6.0', maxTries: 9, successRepeats: 2 });
		const hanging = holdNext();
		const id = await create();
		await finish(id);
		const response = await hanging;
		const cut = once(response, 'close');
		bank.reset();
		await cut;
		await bank.callbacks.settled();
		expect(received).toHaveLength(1);
		expect(bank.callbacks.sent).toEqual([]);

		await createAndFinish();
		expect(received).toHaveLength(1);
		const { keyVersion, maxTries, successRepeats } = bank.callbacks;
		expect({ keyVersion, maxTries, successRepeats }).toEqual({
			keyVersion: undefined,
			maxTries: 3,
			successRepeats: 0,
		});
	});

	it('ends the pause before the next try', async () => {
		register('service');
		bank.callbacks.retryDelayMs = 1_000_000;
		receiver.answer = (_request, response) => response.writeHead(500).end();
		bank.callbacks.service(household);
		await until(() => bank.callbacks.sent.length > 0);
		const settled = bank.callbacks.settled();
		bank.reset();
		await settled;
		expect(received).toHaveLength(1);
	});

	it('lets new callbacks go out at once', async () => {
		receiver.answer = () => undefined;
		register('service');
		bank.callbacks.service(household);
		bank.reset();
		receiver.answer = (_request, response) => response.end();
		register('destroy');
		await call('DELETE', `/connections/${household}`);
		await bank.callbacks.settled();
		expect(bank.callbacks.sent.map(({ type, status }) => [type, status])).toEqual([
			['destroy', 200],
		]);
	});
});

describe('the end', () => {
	it('cuts what is being sent, and sends no more', async () => {
		const other = await startSaltEdge();
		const hanging = holdNext();
		for (const type of callbackTypes) other.callbacks.register(type, addressOf(type));
		other.callbacks.service(household);
		other.callbacks.providerChange('stadtbank_de', 'inactive');
		const response = await hanging;
		const cut = once(response, 'close');
		await other.close();
		await cut;
		other.callbacks.service(household);
		await other.callbacks.settled();
		expect(typesReceived()).toEqual(['service']);
	});
});

describe('a callback made by hand', () => {
	const address = 'https://n8n.example/webhook/7/success';
	const data = { connection_id: '1', customer_id: '2', custom_fields: { ort: 'Köln' } };

	it('is signed like those that are sent, and not sent', async () => {
		const time = Date.UTC(2026, 1, 3, 4, 5, 6);
		const { headers, body } = bank.callbacks.signed(address, data, { keyVersion: '4.0', time });
		expect(body.toString()).toBe(
			'{"data":{"connection_id":"1","customer_id":"2","custom_fields":{"ort":"Köln"}},' +
				'"meta":{"version":"5","time":"2026-02-03T04:05:06.000Z"}}',
		);
		expect(headers).toEqual({
			'Content-Type': 'application/json',
			Signature: expect.any(String) as unknown,
			'Signature-key-version': '4.0',
		});
		expect(isSignedFor(address, headers.Signature, body)).toBe(true);
		await bank.callbacks.settled();
		expect(bank.callbacks.sent).toEqual([]);
	});

	it('has the time and the key version of now unless it is told others', () => {
		const { headers, body } = bank.callbacks.signed(address, data);
		const { meta } = JSON.parse(body.toString()) as Callback;
		expect(Date.parse(String(meta.time))).toBe(Date.now());
		expect(headers['Signature-key-version']).toBe('5.0');
	});

	it.each([
		['a text', '{ "data" : {} }\n'],
		['bytes that are no text', Buffer.of(0xff, 0x00, 0xfe)],
		['nothing', ''],
	])('may be %s to the letter', (_what, whole) => {
		const { headers, body } = bank.callbacks.signedBytes(address, whole, { keyVersion: '6.0' });
		expect(body).toEqual(Buffer.from(whole as string));
		expect(headers['Signature-key-version']).toBe('6.0');
		expect(isSignedFor(address, headers.Signature, body)).toBe(true);
	});

	it('is signed with an RSA key of 2048 bits that stays the same', async () => {
		const other = await startSaltEdge();
		expect(other.callbacks.publicKey).toBe(bank.callbacks.publicKey);
		await other.close();
		const key = createPublicKey(bank.callbacks.publicKey);
		expect(key.asymmetricKeyType).toBe('rsa');
		expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
	});
});
