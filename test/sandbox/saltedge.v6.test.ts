import { once } from 'node:events';
import { get } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPublicKey, verify } from 'node:crypto';
import { keyPair } from '../support/saltEdge';
import { callSaltEdge, type SaltEdgeReply } from '../support/saltEdgeClient';
import { cancel, connectBank, openWidget } from '../support/saltEdgeWidget';
import type { SaltEdgeSandbox } from './saltedge';
import { startSaltEdge } from './saltedge';
import { readRequest, type RecordedRequest } from './shared/request';

const customer = '905731486325476354';
const neighbour = '905731486325476355';
const household = '907152193875460301';
const asking = '907152193875460302';
const deactivated = '907152193875460303';
const removed = '907152193875460304';
const expired = '907152193875460305';
const revoked = '907152193875460306';
const neighbours = '907152193875460307';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let bank: SaltEdgeSandbox;
beforeAll(async () => (bank = await startSaltEdge({ stageDelayMs: 1000 })));
beforeEach(() => {
	const now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	bank.reset();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await bank.close());

const call = async (address: string, data?: object, headers = {}): Promise<SaltEdgeReply> =>
	await callSaltEdge(bank, 'v6', address, { body: data && { data }, headers });

const refused = (status: number, errorClass: string) => ({
	status,
	json: { error: expect.objectContaining({ class: errorClass }) as unknown },
});

const consent = { scopes: ['accounts', 'transactions'] };
const connect = (changes: object = {}) =>
	call('POST /connections/connect', { customer_id: neighbour, consent, ...changes });

const daysAgo = (days: number) =>
	new Date(bank.state.now() - days * day).toISOString().slice(0, 10);

describe('the address', () => {
	it.each(['GET /nothing', 'GET /accounts/1', 'POST /connect_sessions/create', 'GET /attempts'])(
		'%s is a page that there is not, for those with keys',
		async (address) => {
			const given = await call(address);
			expect([given.status, given.json]).toEqual([404, undefined]);
			expect(given.headers.get('content-type')).toContain('text/html');
			expect(await call(address, undefined, { Secret: 'other' })).toMatchObject(
				refused(400, 'ApiKeyNotFound'),
			);
		},
	);

	it('turns away who does not say who they are', async () => {
		for (const agent of ['', 'python-requests/2.32.3']) {
			const request = get(`${bank.baseUrls.v6}/countries`, { headers: { 'User-Agent': agent } });
			const [response] = (await once(request, 'response')) as [{ statusCode: number }];
			expect(response.statusCode).toBe(403);
		}
		expect((await call('GET /countries')).status).toBe(200);
	});

	it('is read about on pages of its own', async () => {
		const { json } = await call('GET /customers/1');
		expect(json?.error).toMatchObject({
			documentation_url: 'https://docs.saltedge.com/v6/#errors-CustomerNotFound',
		});
	});

	it('stands beside that of v5, with the same records', async () => {
		const of = `connection_id=${household}`;
		const v5 = await callSaltEdge(bank, 'v5', `GET /transactions?${of}`);
		const v6 = await call(`GET /transactions?${of}`);
		const ids = (reply: SaltEdgeReply) => (reply.data as { id: string }[]).map(({ id }) => id);
		expect(ids(v6)).toEqual(ids(v5));
		expect(v6.json?.meta).toMatchObject({
			next_page: expect.stringMatching(/^\/api\/v6\/transactions\?/) as unknown,
		});
	});

	it('wants a signature where v5 does', async () => {
		bank.registerKey(keyPair.publicKey);
		expect(await call('GET /countries')).toMatchObject(refused(400, 'MissingExpiresAt'));
	});
});

describe('customers', () => {
	it('have an id by another name, and are made once', async () => {
		const data = { identifier: 'Zoë', email: 'zoe@example.com', categorization_type: 'business' };
		const created = await call('POST /customers', data);
		const { customer_id } = created.data as { customer_id: string };
		expect(created.data).toEqual({
			...data,
			customer_id: expect.stringMatching(/^\d{18}$/),
			blocked_at: null,
			created_at: new Date(Date.now()).toISOString(),
			updated_at: new Date(Date.now()).toISOString(),
			secret: expect.any(String),
		});
		expect(await call('POST /customers', data)).toMatchObject(refused(409, 'DuplicatedCustomer'));
		expect((await call(`GET /customers/${customer_id}`)).data).toEqual(created.data);
		expect(await call('POST /customers', { email: 'x@example.com' })).toMatchObject(
			refused(400, 'WrongRequestFormat'),
		);
	});

	it('are made once by two who ask at the same moment', async () => {
		const add = () => call('POST /customers', { identifier: 'Łukasz' });
		const statuses = (await Promise.all([add(), add()])).map(({ status }) => status);
		expect(statuses.sort()).toEqual([200, 409]);
	});

	it('cannot be asked for by their identifier', async () => {
		expect(await call('GET /customers?identifier=Zo%C3%AB')).toMatchObject(
			refused(400, 'WrongRequestFormat'),
		);
	});

	it('come in pages by their own id, which the bank may cut shorter than asked for', async () => {
		const long = await startSaltEdge({ customers: 1500 });
		try {
			const page = async (query: string) =>
				(await callSaltEdge(long, 'v6', `GET /customers?${query}`)).json as {
					data: { customer_id: string; identifier: string }[];
					meta: { next_id: string };
				};
			const first = await page('per_page=1000');
			expect(first.data).toHaveLength(1000);
			const second = await page(`per_page=1000&from_id=${first.meta.next_id}`);
			expect(second.data[0]?.customer_id).toBe(first.meta.next_id);
			expect(second.data).toHaveLength(504);
			expect(second.data.at(-1)?.identifier).toBe('locked');
			long.state.maxPageSize = 250;
			expect((await page('per_page=1000')).data).toHaveLength(250);
		} finally {
			await long.close();
		}
	});

	it('go with all that they have', async () => {
		expect((await call(`DELETE /customers/${customer}`)).data).toEqual({
			customer_id: customer,
			deleted: true,
		});
		expect(await call(`GET /customers/${customer}`)).toMatchObject(
			refused(404, 'CustomerNotFound'),
		);
		expect(await call(`GET /connections/${household}`)).toMatchObject(
			refused(404, 'ConnectionNotFound'),
		);
	});

	it('can be locked and unlocked in v5 only', async () => {
		const lock = (what: string) => callSaltEdge(bank, 'v5', `PUT /customers/${customer}/${what}`);
		expect((await lock('lock')).data).toEqual({ id: customer, locked: true });
		expect((await call(`GET /customers/${customer}`)).data).toMatchObject({
			blocked_at: expect.any(String) as unknown,
		});
		expect(await call(`GET /connections?customer_id=${customer}`)).toMatchObject(
			refused(400, 'CustomerLocked'),
		);
		expect((await lock('unlock')).data).toEqual({ id: customer, unlocked: true });
		expect((await call(`GET /connections?customer_id=${customer}`)).status).toBe(200);
	});
});

describe('a connect link', () => {
	it.each([
		['no customer', { customer_id: undefined }, 'WrongRequestFormat'],
		['no consent', { consent: undefined }, 'WrongRequestFormat'],
		['a flat provider of v5', { provider_code: 'stadtbank_de' }, 'WrongRequestFormat'],
		['flat countries of v5', { allowed_countries: ['DE'] }, 'WrongRequestFormat'],
		['v5’s word for sandboxes', { include_fake_providers: true }, 'WrongRequestFormat'],
		['v5’s word for a daily refresh', { daily_refresh: true }, 'WrongRequestFormat'],
		[
			'the fake ones in the provider',
			{ provider: { include_fake_providers: true } },
			'WrongRequestFormat',
		],
		[
			'the way back in the widget',
			{ widget: { return_to: 'https://x.example' } },
			'WrongRequestFormat',
		],
		['custom fields in the widget', { widget: { custom_fields: {} } }, 'WrongRequestFormat'],
		['v5’s date in the attempt', { attempt: { from_date: '2026-01-01' } }, 'WrongRequestFormat'],
		['v5’s natures in the attempt', { attempt: { include_natures: [] } }, 'WrongRequestFormat'],
		['what only answers have', { attempt: { remote_ip: '::1' } }, 'WrongRequestFormat'],
		['null for the start', { consent: { ...consent, from_date: null } }, 'WrongRequestFormat'],
		['null for the days', { consent: { ...consent, period_days: null } }, 'WrongRequestFormat'],
		['no day at all', { consent: { ...consent, period_days: 0 } }, 'InvalidAispConsentPeriod'],
		['scopes of v5', { consent: { scopes: ['account_details'] } }, 'AispConsentScopesInvalid'],
		['balances in the consent', { consent: { scopes: ['balance'] } }, 'AispConsentScopesInvalid'],
		['transactions alone', { consent: { scopes: ['transactions'] } }, 'AispConsentScopesInvalid'],
		[
			'scopes beyond the consent',
			{ attempt: { fetch_scopes: ['holder_info'] } },
			'FetchScopesNotAllowed',
		],
		['balances of no accounts', { attempt: { fetch_scopes: ['balance'] } }, 'FetchScopesInvalid'],
		['an odd kind of account', { kyc: { type_of_account: 'joint' } }, 'ValueOutOfRange'],
		['a way back that is none', { attempt: { return_to: 'n8n' } }, 'ReturnURLInvalid'],
		[
			'a day that no calendar has',
			{ consent: { ...consent, to_date: '2026-02-30' } },
			'DateFormatInvalid',
		],
		['a bank that is down', { provider: { code: 'banque_en_pause_fr' } }, 'ProviderInactive'],
		['a bank that is gone', { provider: { code: 'kreisbank_gestern_de' } }, 'ProviderDisabled'],
	])('is not made with %s', async (_what, changes, errorClass) => {
		expect(await connect(changes)).toMatchObject(refused(400, errorClass));
		expect(bank.state.sessions.size).toBe(0);
	});

	it.each([
		['an unknown customer', { customer_id: '1' }, 'CustomerNotFound'],
		[
			'an unknown name',
			{ customer_id: undefined, customer_identifier: 'nobody' },
			'CustomerNotFound',
		],
		['an unknown bank', { provider: { code: 'nobank_xx' } }, 'ProviderNotFound'],
		['an unknown country', { widget: { allowed_countries: ['QQ'] } }, 'CountryNotFound'],
	])('is not made for %s', async (_what, changes, errorClass) => {
		expect(await connect(changes)).toMatchObject(refused(404, errorClass));
	});

	it('takes all that is known, and fields besides where the vendor adds some', async () => {
		const given = await connect({
			customer_identifier: 'josé+büro@example.com',
			consent: {
				...consent,
				from_date: daysAgo(400),
				to_date: daysAgo(0),
				period_days: 30,
				more: 1,
			},
			attempt: {
				fetch_scopes: ['accounts', 'balance', 'transactions'],
				fetch_from_date: daysAgo(30),
				fetch_to_date: daysAgo(1),
				account_natures: ['account'],
				custom_fields: { run: 1 },
				locale: 'de',
				store_credentials: true,
				unduplication_strategy: 'mark_as_duplicate',
				return_to: 'https://n8n.example/back',
				more: 1,
			},
			widget: {
				...{ template: 'default_v3', theme: 'light', javascript_callback_type: 'post_message' },
				...{ allowed_countries: ['DE'], popular_providers_country: 'DE' },
				...{ disable_provider_search: true, skip_provider_selection: false },
				...{ skip_stages_screen: false, show_account_overview: true },
				...{ show_consent_confirmation: true, credentials_strategy: 'ask', more: 1 },
			},
			provider: { code: 'musterbank_de', include_sandboxes: true, modes: ['api'], more: 1 },
			kyc: { type_of_account: 'personal' },
			return_connection_id: true,
			return_error_class: true,
			automatic_refresh: true,
			categorization: 'business',
			categorization_vendor: 'saltedge',
		});
		expect([given.status, given.text]).toEqual([200, given.text]);
	});

	it('needs the start of the consent when the bank is set to', async () => {
		expect((await connect()).status).toBe(200);
		bank.state.needsConsentFromDate = true;
		const without = await connect();
		expect(without).toMatchObject(refused(400, 'WrongRequestFormat'));
		expect(without.json?.error).toMatchObject({ message: 'consent from_date must be filled' });
		expect((await connect({ consent: { ...consent, from_date: daysAgo(90) } })).status).toBe(200);
	});

	it('reaches two years back', async () => {
		expect((await connect({ consent: { ...consent, from_date: daysAgo(730) } })).status).toBe(200);
		expect(await connect({ consent: { ...consent, from_date: daysAgo(731) } })).toMatchObject(
			refused(400, 'InvalidAispConsentFromDate'),
		);
	});

	it('fetches what was asked for', async () => {
		// Midnight may pass meanwhile.
		const start = daysAgo(396);
		const { data } = await connect({
			consent: { ...consent, from_date: start },
			attempt: { fetch_from_date: start, account_natures: ['account'] },
			automatic_refresh: true,
			categorization: 'none',
			provider: { include_sandboxes: true },
		});
		const { connect_url } = data as { connect_url: string };
		await connectBank(connect_url, {}, () => bank.pass(minute));
		const list = await call(`GET /connections?customer_id=${neighbour}`);
		const connection = (list.data as { id: string }[]).find(({ id }) => id !== neighbours);
		expect(connection).toMatchObject({
			automatic_refresh: true,
			categorization: 'none',
			categorization_vendor: null,
			last_attempt: { include_natures: ['account'], fetch_from_date: start },
		});
		const of = `connection_id=${connection?.id}`;
		expect((await call(`GET /accounts?${of}`)).data).toMatchObject([{ nature: 'account' }]);
		const { data: all } = await call(`GET /transactions?${of}&per_page=1000`);
		const [first = ''] = (all as { made_on: string }[]).map(({ made_on }) => made_on).sort();
		// Nothing may have been bought on the very first day.
		expect(first >= start).toBe(true);
		expect(first < daysAgo(380)).toBe(true);
	});
});

describe('a refresh', () => {
	const refresh = (id: string, data: object = {}) => call(`POST /connections/${id}/refresh`, data);
	const background = (id: string, data: object = {}) =>
		call(`POST /connections/${id}/background_refresh`, data);
	const aLink = {
		connect_url: expect.stringMatching(/\/connect\//) as unknown,
		expires_at: expect.any(String) as unknown,
		customer_id: customer,
	};
	const begun = (at: number) => ({
		id: household,
		customer_id: customer,
		attempt_id: expect.stringMatching(/^\d+$/) as unknown,
		next_refresh_possible_at: new Date(at).toISOString(),
	});

	it('gives a link, or says when the next one is possible', async () => {
		expect((await refresh(household)).data).toEqual(aLink);
		expect((await refresh(household, { show_widget: true })).data).toEqual(aLink);
		expect((await refresh(household, { show_widget: false })).data).toEqual(
			begun(bank.state.now() + hour),
		);
		expect((await refresh(asking, { show_widget: false })).data).toEqual(aLink);
	});

	it('in the background does the same, with a link only where the bank asks back', async () => {
		expect((await background(household)).data).toEqual(begun(bank.state.now() + hour));
		expect((await background(asking)).data).toEqual(aLink);
	});

	it.each([refresh, background])('that comes too early says so beside the error', async (work) => {
		await background(household);
		bank.pass(minute);
		const { data } = await call(`GET /connections/${household}`);
		const { next_refresh_possible_at } = data as { next_refresh_possible_at: string };
		expect(Date.parse(next_refresh_possible_at)).toBeGreaterThan(bank.state.now());
		const early = await work(household, work === refresh ? { show_widget: false } : {});
		expect(early).toMatchObject(refused(406, 'ConnectionCannotBeRefreshed'));
		expect(early.json).toMatchObject({ next_refresh_possible_at, request: { data: {} } });
		bank.pass(hour);
		expect((await work(household)).status).toBe(200);
	});

	it('says the same in v5', async () => {
		const path = `PUT /connections/${household}/refresh`;
		await callSaltEdge(bank, 'v5', path);
		bank.pass(minute);
		const early = await callSaltEdge(bank, 'v5', path);
		expect(early).toMatchObject(refused(400, 'ConnectionCannotBeRefreshed'));
		expect(early.json?.next_refresh_possible_at).toEqual(
			expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
		);
	});

	it.each([
		['inactive', deactivated, 406, 'ConnectionCannotBeRefreshed'],
		['disabled', removed, 400, 'ConnectionDisabled'],
		['without a consent any more', expired, 400, 'AispConsentExpired'],
		['without a consent any more, by its owner', revoked, 400, 'AispConsentRevoked'],
	])('is not made of a connection that is %s', async (_what, id, status, errorClass) => {
		for (const work of [refresh, background]) {
			expect(await work(id)).toMatchObject(refused(status, errorClass));
		}
	});

	it('is not made of one that is just being fetched', async () => {
		await background(household);
		expect(await refresh(household)).toMatchObject(refused(400, 'ConnectionAlreadyProcessing'));
		expect(await call(`POST /connections/${household}/reconnect`, {})).toMatchObject(
			refused(400, 'ConnectionAlreadyProcessing'),
		);
	});

	it('in the background is made four times a day at a PSD2 bank', async () => {
		const statuses: number[] = [];
		for (let round = 0; round < 5; round += 1) {
			statuses.push((await background(neighbours)).status);
			bank.pass(hour);
		}
		expect(statuses).toEqual([200, 200, 200, 200, 400]);
		expect(await background(neighbours)).toMatchObject(
			refused(400, 'BackgroundFetchLimitExceeded'),
		);
		expect((await refresh(neighbours, { show_widget: false })).status).toBe(200);
		bank.pass(day);
		expect((await background(neighbours)).status).toBe(200);
	});
});

describe('consents', () => {
	const list = async (query: string) =>
		(await call(`GET /consents?${query}`)).data as { id: string; status: string }[];

	it('are listed for a connection or a customer, with what they are worth', async () => {
		const all = await list(`customer_id=${customer}`);
		expect(all.map(({ status }) => status).sort()).toEqual([
			...Array<string>(5).fill('active'),
			'expired',
			'revoked',
		]);
		expect(await list(`connection_id=${expired}`)).toMatchObject([
			{ status: 'expired', revoke_reason: 'expired', revoked_at: null, period_days: 90 },
		]);
		expect(await list(`connection_id=${household}`)).toMatchObject([
			{ status: 'active', expires_at: null, scopes: ['accounts', 'transactions'] },
		]);
	});

	it('are shown to those who say whose they are', async () => {
		const [one] = await list(`connection_id=${household}`);
		const show = (query: string) => call(`GET /consents/${one?.id}?${query}`);
		expect((await show(`connection_id=${household}`)).data).toEqual(one);
		expect((await show(`customer_id=${customer}`)).data).toEqual(one);
		for (const query of [`connection_id=${asking}`, `customer_id=${neighbour}`]) {
			expect(await show(query)).toMatchObject(refused(404, 'AispConsentNotFound'));
		}
	});

	it.each(['v5', 'v6'] as const)(
		'are revoked once, and then nothing is fetched: %s',
		async (version) => {
			const [one] = await list(`connection_id=${household}`);
			const revoke = () =>
				version === 'v6'
					? call(`POST /consents/${one?.id}/revoke`, {})
					: callSaltEdge(bank, 'v5', `PUT /consents/${one?.id}/revoke?connection_id=${household}`);
			expect((await revoke()).data).toMatchObject({
				id: one?.id,
				revoked_at: new Date(bank.state.now()).toISOString(),
				revoke_reason: 'client',
				scopes:
					version === 'v6'
						? ['accounts', 'transactions']
						: ['account_details', 'transactions_details'],
			});
			expect(await revoke()).toMatchObject(refused(400, 'AispConsentAlreadyRevoked'));
			expect((await call(`GET /connections/${household}`)).data).toMatchObject({
				consent_status: 'revoked',
				next_refresh_possible_at: null,
			});
			const path = `POST /connections/${household}/background_refresh`;
			expect(await call(path, {})).toMatchObject(refused(400, 'AispConsentRevoked'));
		},
	);
});

describe('callbacks', () => {
	let receiver: Server;
	let received: RecordedRequest[];

	beforeEach(async () => {
		received = [];
		receiver = createServer((message, response) => {
			void readRequest(message, message.url ?? '').then((request) => {
				received.push(request);
				response.writeHead(204).end();
			});
		});
		await once(receiver.listen(0, '127.0.0.1'), 'listening');
		const { port } = receiver.address() as AddressInfo;
		for (const type of ['success', 'failure', 'notify', 'interactive', 'destroy'] as const) {
			bank.callbacks.register(type, `http://127.0.0.1:${port}/${type}`);
		}
	});

	afterEach(() => {
		receiver.closeAllConnections();
		receiver.close();
	});

	const told = async () => {
		await bank.callbacks.settled();
		return received.map(({ url, body }) => [url.slice(1), (body as { data: object }).data]);
	};

	it('come at each stage, signed with the key of v6', async () => {
		const { data } = await connect({
			provider: { code: 'fakebank_interactive_xf' },
			attempt: { custom_fields: { run: 7 } },
		});
		const { connect_url } = data as { connect_url: string };
		await connectBank(connect_url, {}, () => bank.pass(minute));
		const about = {
			connection_id: '907152193875461001',
			customer_id: neighbour,
			customer_identifier: 'josé+büro@example.com',
			custom_fields: { run: 7 },
		};
		expect(await told()).toEqual([
			['notify', { ...about, stage: 'start' }],
			['notify', { ...about, stage: 'connect' }],
			['notify', { ...about, stage: 'fetch_accounts' }],
			['notify', { ...about, stage: 'fetch_transactions' }],
			['notify', { ...about, stage: 'finish_fetching' }],
			['success', { ...about, stage: 'finish' }],
		]);
		for (const { headers, body, rawBytes, url } of received) {
			expect(headers['signature-key-version']).toBe('6.0');
			expect((body as { meta: object }).meta).toEqual({
				version: '6',
				time: expect.any(String) as unknown,
			});
			const { port } = receiver.address() as AddressInfo;
			const signed = Buffer.concat([Buffer.from(`http://127.0.0.1:${port}${url}|`), rawBytes]);
			const signature = Buffer.from(headers.signature ?? '', 'base64');
			const isRight = (key: string) => verify('sha256', signed, createPublicKey(key), signature);
			expect(isRight(bank.callbacks.publicKeyOf('v6'))).toBe(true);
			expect(isRight(bank.callbacks.publicKeyOf('v5'))).toBe(false);
		}
	});

	it('tell of a failure, and of a connection that is gone', async () => {
		await call(`POST /connections/${household}/background_refresh`, {});
		bank.pass(minute);
		await told();
		received.length = 0;
		await call(`DELETE /connections/${household}`);
		expect(await told()).toEqual([
			[
				'destroy',
				{
					connection_id: household,
					customer_id: customer,
					customer_identifier: 'erika.mustermann',
					custom_fields: {},
				},
			],
		]);
		received.length = 0;
		const path = `POST /connections/${asking}/refresh`;
		const { connect_url } = (await call(path, {})).data as { connect_url: string };
		await connectBank(connect_url, { answer: { sms: '000000' } }, () => bank.pass(minute));
		expect((await told()).at(-1)).toEqual([
			'failure',
			{
				connection_id: asking,
				customer_id: customer,
				customer_identifier: 'erika.mustermann',
				custom_fields: {},
				error_class: 'InvalidInteractiveCredentials',
				error_message: 'The provider refused the answer',
			},
		]);
	});

	it('tell of an end user who gave up before there was a connection', async () => {
		const { data } = await connect({ attempt: { custom_fields: { run: 8 } } });
		await cancel(await openWidget((data as { connect_url: string }).connect_url));
		expect(await told()).toEqual([
			[
				'failure',
				{
					customer_id: neighbour,
					customer_identifier: 'josé+büro@example.com',
					custom_fields: { run: 8 },
					error_class: 'Unfinished',
					error_message: 'The end user did not finish in time',
				},
			],
		]);
	});

	it('go in the words of v5 for what v5 began', async () => {
		await callSaltEdge(bank, 'v5', `PUT /connections/${household}/refresh`);
		bank.pass(minute);
		await bank.callbacks.settled();
		expect(received.map(({ headers }) => headers['signature-key-version'])).toEqual(
			Array(7).fill('5.0'),
		);
		expect(received.at(-1)?.body).toMatchObject({
			data: { connection_id: household, customer_id: customer, stage: 'finish' },
			meta: { version: '5' },
		});
		expect(received.at(-1)?.rawBody).not.toContain('customer_identifier');
	});

	it('of changes come in the words that are asked for', async () => {
		const { port } = receiver.address() as AddressInfo;
		bank.callbacks.register('providerChanges', `http://127.0.0.1:${port}/provider`);
		bank.callbacks.register('service', `http://127.0.0.1:${port}/service`);
		bank.callbacks.providerChange('stadtbank_de', 'inactive', 'v6');
		bank.callbacks.service(household);
		expect(await told()).toEqual([
			['provider', { provider_code: 'stadtbank_de', provider_status: 'inactive' }],
			['service', expect.objectContaining({ reason: 'updated' })],
		]);
		expect(received.map(({ headers }) => headers['signature-key-version'])).toEqual(['6.0', '5.0']);
	});
});

describe('countries and providers', () => {
	it('list the fake ones when they are asked for', async () => {
		const codes = async (query: string) =>
			((await call(`GET /providers?${query}`)).data as { code: string }[]).map(({ code }) => code);
		expect(await codes('country_code=XF')).toEqual([]);
		expect(await codes('country_code=XF&include_sandboxes=true')).toHaveLength(5);
		expect(await codes('exclude_inactive=true&country_code=FR')).toEqual(['banque_en_panne_fr']);
		expect(await codes('key_owner=client&include_sandboxes=true')).toEqual([
			'fake_oauth_client_xf',
		]);
		expect(await codes('mode=api')).toEqual(['musterbank_de', 'stadtbank_de']);
		const { data } = await call('GET /countries');
		expect((data as { code: string }[]).map(({ code }) => code)).toContain('XF');
	});

	it('show what belongs to accounts, payments and the login on request', async () => {
		const show = async (query = '') =>
			(await call(`GET /providers/musterbank_de${query}`)).data as Record<string, unknown>;
		const plain = await show();
		for (const name of ['interactive_for_connections', 'payment_templates', 'credentials_fields']) {
			expect(plain).not.toHaveProperty(name);
		}
		expect(await show('?include_ais_fields=true')).toMatchObject({
			interactive_for_connections: true,
			max_consent_days: 90,
		});
		expect(await show('?include_pis_fields=true')).toHaveProperty('payment_templates', []);
		const { credentials_fields } = await show('?include_credentials_fields=true');
		expect(credentials_fields).toHaveLength(4);
		expect(plain).not.toHaveProperty('home_url');
	});
});
