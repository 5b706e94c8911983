import { generateKeyPairSync, sign as signWith } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Ajv } from 'ajv';
import type { ContractOperation } from '../contract/contract';
import { saltedgeV5Contract } from '../contract/saltedge';
import { failure } from '../contract/saltedge.schemas';
import type { Reply, Sending } from '../support/exchange';
import { asSent, exchange } from '../support/exchange';
import { gate } from '../support/gate';
import { until } from '../support/until';
import type { ConnectionEvent, SaltEdgeSandbox } from './saltedge';
import { startSaltEdge } from './saltedge';

const customer = '905731486325476354';
const neighbour = '905731486325476355';
const locked = '905731486325476360';
const oldCustomer = '98001';

const oldest = '98765432101';
const household = '907152193875460301';
const asking = '907152193875460302';
const deactivated = '907152193875460303';
const removed = '907152193875460304';
const expired = '907152193875460305';
const revoked = '907152193875460306';
const neighbours = '907152193875460307';
const allOfCustomer = [oldest, household, asking, deactivated, removed, expired, revoked];

const unknown = '907152193875460300';

let bank: SaltEdgeSandbox;

beforeAll(async () => {
	bank = await startSaltEdge({ stageDelayMs: 1000 });
});

afterAll(() => bank.close());

/** What the clock shows: time stands still, so that none passes on a slow machine either. */
let now = Date.now();

beforeEach(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	bank.reset();
});

afterEach(() => jest.restoreAllMocks());

type Json = Record<string, unknown>;

const send = (
	to: SaltEdgeSandbox,
	method: string,
	path: string,
	{ body, headers }: Sending = {},
): Promise<Reply> =>
	exchange(method, to.baseUrl + path, {
		body,
		headers: {
			'App-id': to.keys.appId,
			Secret: to.keys.secret,
			Accept: 'application/json',
			...headers,
		},
	});

const ajv = new Ajv();
const failureShape = ajv.compile(failure);

const operationOf = (method: string, path: string): ContractOperation | undefined =>
	saltedgeV5Contract.find((operation) => {
		const template = operation.path.replace(/\{\w+\}/g, '[^/]+');
		return operation.method === method && new RegExp(`^${template}(\\?|$)`).test(path);
	});

/** Whatever fails must do so in the one shape that there is, and with a status of the contract. */
async function call(method: string, path: string, options: Sending = {}): Promise<Reply> {
	const reply = await send(bank, method, path, options);
	if (reply.status >= 400) {
		failureShape(reply.json);
		expect(failureShape.errors).toBeNull();
		expect(operationOf(method, path)?.failures ?? [400, 404]).toContain(reply.status);
	}
	return reply;
}

const read = (id: string) => call('GET', `/connections/${id}`);
const put = (path: string, data: unknown) =>
	call('PUT', `/connections/${path}`, { body: { data } });
const reconnect = (id: string, data: Json) => put(`${id}/reconnect`, data);
const refresh = (id: string, data: Json = {}) => put(`${id}/refresh`, data);
const update = (id: string, data: Json) => put(id, data);
const reply = (id: string, credentials: Json) => put(`${id}/interactive`, { credentials });

const consent = { scopes: ['account_details', 'transactions_details'] };
const rightLogin = { login: 'username', password: 'secret' };

const simple = {
	customer_id: neighbour,
	country_code: 'XF',
	provider_code: 'fakebank_simple_xf',
	consent,
	credentials: rightLogin,
};
const interactive = { ...simple, provider_code: 'fakebank_interactive_xf' };
const stadtbank = {
	...simple,
	customer_id: oldCustomer,
	country_code: 'DE',
	provider_code: 'stadtbank_de',
};
const musterbank = {
	...stadtbank,
	provider_code: 'musterbank_de',
	credentials: { ...rightLogin, branch: 'koeln' },
	attempt: { return_to: 'https://n8n.example/back?x=1' },
};

/** Creates what is given, with changes of its first level. */
const create = (base: Json = simple, changes: Json = {}) =>
	call('POST', '/connections', { body: { data: { ...base, ...changes } } });

const refused = (status: number, errorClass: string) => ({
	status,
	json: { error: expect.objectContaining({ class: errorClass }) as unknown },
});

const dataIn = ({ json }: Reply): Json => json?.data as Json;
const listIn = ({ json }: Reply): Json[] => json?.data as Json[];
const attemptIn = (given: Reply): Json => dataIn(given).last_attempt as Json;
const stageIn = (given: Reply): Json => attemptIn(given).last_stage as Json;

const idOf = async (creation: Promise<Reply>): Promise<string> => {
	const created = await creation;
	expect(created.status).toBe(200);
	return String(dataIn(created).id);
};

/** Runs the work as if the given time had passed. */
async function later<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
	now += milliseconds;
	try {
		return await work();
	} finally {
		now -= milliseconds;
	}
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Longer than all stages of an attempt together, shorter than anybody waits for an answer. */
const aWhile = minute;

const dateIn = (days: number): string => new Date(now + days * day).toISOString().slice(0, 10);

describe('keys', () => {
	const list = (headers: Record<string, string>) => call('GET', '/countries', { headers });

	it.each([
		['no App-id', { 'App-id': '' }, 'AppIdNotProvided'],
		['no Secret', { Secret: '' }, 'SecretNotProvided'],
		['neither', { 'App-id': '', Secret: '' }, 'AppIdNotProvided'],
		['a wrong App-id', { 'App-id': 'other' }, 'ApiKeyNotFound'],
		['a wrong Secret', { Secret: 'other' }, 'ApiKeyNotFound'],
	])('with %s are a bad request, not a 401', async (_what, headers, errorClass) => {
		expect(await list(headers)).toMatchObject(refused(400, errorClass));
	});

	it('are looked at before the address and the body', async () => {
		const headers = { Secret: 'other' };
		expect(await call('GET', '/nothing', { headers })).toMatchObject(
			refused(400, 'ApiKeyNotFound'),
		);
		expect(await call('POST', '/connections', { headers, body: '{' })).toMatchObject(
			refused(400, 'ApiKeyNotFound'),
		);
	});
});

describe('strictness', () => {
	it.each([
		['an unknown parameter', '/countries?colour=blue', 'WrongRequestFormat'],
		['a parameter that would vanish in an object', '/countries?__proto__=1', 'WrongRequestFormat'],
		['a repeated parameter', '/customers?per_page=1&per_page=1', 'WrongRequestFormat'],
		['no customer', '/connections', 'WrongRequestFormat'],
		['a word where a flag belongs', '/countries?include_fake_providers=1', 'WrongRequestFormat'],
		['a word where a number belongs', '/customers?per_page=all', 'WrongRequestFormat'],
		['an id that is none', '/customers?from_id=abc', 'WrongRequestFormat'],
		['a page of nothing', '/customers?per_page=0', 'ValueOutOfRange'],
		['a page that is too large', '/customers?per_page=1001', 'ValueOutOfRange'],
		['an unknown mode', '/providers?mode=telepathy', 'ValueOutOfRange'],
		['an unknown owner', '/providers?provider_key_owner=me', 'ValueOutOfRange'],
		['a time where a date belongs', '/providers?from_date=2026-01-01T00:00', 'DateFormatInvalid'],
		['a day that no calendar has', '/providers?from_date=2026-02-30', 'DateFormatInvalid'],
		['bad encoding', '/customers?identifier=%zz', 'InvalidEncoding'],
	])('refuses %s in the query', async (_what, path, errorClass) => {
		expect(await call('GET', path)).toMatchObject(refused(400, errorClass));
	});

	it.each([
		['no customer', { customer_id: undefined }, 'WrongRequestFormat'],
		['no country', { country_code: undefined }, 'WrongRequestFormat'],
		['no provider', { provider_code: undefined }, 'WrongRequestFormat'],
		['no consent', { consent: undefined }, 'WrongRequestFormat'],
		['an id that is a number', { customer_id: 98001 }, 'WrongRequestFormat'],
		['null where a text belongs', { provider_code: null }, 'WrongRequestFormat'],
		['a text where a flag belongs', { daily_refresh: 'true' }, 'WrongRequestFormat'],
		['a text where an object belongs', { credentials: '{}' }, 'WrongRequestFormat'],
		['a flag where an address belongs', { file_url: true }, 'WrongRequestFormat'],
		['an unknown categorization', { categorization: 'all' }, 'ValueOutOfRange'],
		['a field of reconnecting', { override_credentials: true }, 'WrongRequestFormat'],
		['a field of updating', { status: 'inactive' }, 'WrongRequestFormat'],
		['a field of v6', { automatic_refresh: true }, 'WrongRequestFormat'],
	])('refuses %s in a body', async (_what, changes, errorClass) => {
		const before = bank.state.connections.size;
		expect(await create(simple, changes)).toMatchObject(refused(400, errorClass));
		expect(bank.state.connections.size).toBe(before);
	});

	it('refuses what is no JSON, not sent as JSON, not UTF-8 or not wanted', async () => {
		const post = (body: unknown, headers = {}) => call('POST', '/connections', { body, headers });
		expect(await post('{"data":')).toMatchObject(refused(400, 'JsonParseError'));
		expect(await post({ data: simple }, { 'Content-Type': 'text/plain' })).toMatchObject(
			refused(400, 'WrongRequestFormat'),
		);
		const latin1 = Buffer.from(JSON.stringify({ data: { ...simple, file_url: 'é' } }), 'latin1');
		expect(await post(latin1)).toMatchObject(refused(400, 'InvalidEncoding'));
		expect(await call('DELETE', `/connections/${household}`, { body: { data: {} } })).toMatchObject(
			refused(400, 'WrongRequestFormat'),
		);
		expect(bank.state.connections.has(household)).toBe(true);
	});

	it('wants to be asked for JSON', async () => {
		const ask = (Accept: string) => call('GET', '/countries', { headers: { Accept } });
		expect(await ask('text/html')).toMatchObject(refused(400, 'WrongRequestFormat'));
		expect(await ask('*/*')).toMatchObject(refused(400, 'WrongRequestFormat'));
		expect((await ask('text/html, application/json;q=0.9')).status).toBe(200);
	});

	it('knows no other address and no other method', async () => {
		const nothing = refused(404, 'RouteNotFound');
		expect(await call('GET', '/nothing')).toMatchObject(nothing);
		expect(await call('GET', '/countries/')).toMatchObject(nothing);
		expect(await call('POST', `/connections/${household}/refresh`, { body: {} })).toMatchObject(
			nothing,
		);
		expect(await call('PATCH', `/connections/${household}`, { body: {} })).toMatchObject(nothing);
		expect(await call('POST', '/connections/connect', { body: {} })).toMatchObject(nothing);
		const v4 = { ...bank, baseUrl: bank.baseUrl.replace(/5$/, '4') };
		expect(await send(v4, 'GET', '/countries')).toMatchObject(nothing);
	});

	it('tells class, message, where to read about it, and the request with all it held', async () => {
		const given = await create(simple, { customer_id: unknown });
		expect(given).toMatchObject({
			status: 404,
			json: {
				error: {
					class: 'CustomerNotFound',
					message: expect.stringContaining(unknown) as unknown,
					documentation_url: expect.stringMatching(/^https:.*#errors-CustomerNotFound$/) as unknown,
					request_id: given.headers.get('x-request-id'),
				},
				request: { data: { credentials: rightLogin } },
			},
		});
		const { json } = await call('GET', `/connections?customer_id=${unknown}`);
		expect(json?.request).toEqual({ customer_id: unknown });
	});
});

describe('countries and providers', () => {
	const codes = async (path: string) => listIn(await call('GET', path)).map(({ code }) => code);

	it('leave fake ones out unless asked for them', async () => {
		expect(await codes('/countries')).toEqual(['DE', 'FR', 'IT', 'XO']);
		expect(await codes('/countries?include_fake_providers=false')).not.toContain('XF');
		expect(await codes('/countries?include_fake_providers=true')).toContain('XF');
		expect(await codes('/providers')).toEqual([
			'musterbank_de',
			'stadtbank_de',
			'banque_en_pause_fr',
			'banque_en_panne_fr',
			'banca_esempio_it',
		]);
		const all = await codes('/providers?include_fake_providers=true');
		expect(all.slice(0, 3)).toEqual([
			'fakebank_simple_xf',
			'fakebank_interactive_xf',
			'fakebank_oauth_xf',
		]);
	});

	it.each([
		['a country', 'country_code=DE', ['musterbank_de', 'stadtbank_de']],
		['a mode', 'mode=oauth', ['fakebank_oauth_xf', 'fake_oauth_client_xf']],
		['the owner of the keys', 'provider_key_owner=client', ['fake_oauth_client_xf']],
		['the day of their last change', 'from_date=2026-01-15', ['stadtbank_de']],
		['a country that has none', 'country_code=XO', []],
	])('are found by %s', async (_what, query, expected) => {
		expect(await codes(`/providers?include_fake_providers=true&${query}`)).toEqual(expected);
	});

	it('need a country that there is', async () => {
		for (const code of ['XX', 'de']) {
			expect(await call('GET', `/providers?country_code=${code}`)).toMatchObject(
				refused(404, 'CountryNotFound'),
			);
		}
	});

	it('tell their fields one by one, or in the list on request', async () => {
		const [plain] = listIn(await call('GET', '/providers?country_code=DE'));
		expect(plain).not.toHaveProperty('required_fields');
		expect(plain).toHaveProperty('payment_templates', []);
		expect(plain).not.toHaveProperty('required_payment_fields');
		const [listed] = listIn(
			await call('GET', '/providers?country_code=DE&include_provider_fields=true'),
		);
		const shown = dataIn(await call('GET', '/providers/musterbank_de'));
		expect(listed).toEqual(shown);
		expect(shown).toMatchObject({
			mode: 'api',
			required_fields: [
				{ name: 'login', nature: 'text', optional: false, position: 1, extra: null },
				{ name: 'password', nature: 'password' },
				{
					name: 'branch',
					nature: 'select',
					localized_name: 'Filiale',
					field_options: [{ option_value: 'koeln', localized_name: 'Köln' }, {}],
				},
				{ name: 'customer_number', optional: true },
			],
			interactive_fields: [
				{ name: 'sms', nature: 'text' },
				{ name: 'tan_method', nature: 'select', field_options: [{ selected: true }, {}] },
			],
		});
	});

	it('tell what they need for payments on request', async () => {
		const [listed] = listIn(await call('GET', '/providers?include_payments_fields=true'));
		expect(listed).toMatchObject({ payment_templates: [], supported_payment_fields: {} });
		expect(listed).not.toHaveProperty('interactive_fields');
	});

	it('are shown when they are removed, but not listed', async () => {
		expect(await codes('/providers?country_code=DE')).not.toContain('kreisbank_gestern_de');
		const shown = await call('GET', '/providers/kreisbank_gestern_de');
		expect(dataIn(shown)).toMatchObject({ status: 'disabled' });
		expect(await call('GET', '/providers/nobank_xx')).toMatchObject(
			refused(404, 'ProviderNotFound'),
		);
	});

	it('come in pages, in the order of ids that are longer than others', async () => {
		bank.state.pageSize = 3;
		const { json } = await call('GET', '/providers');
		expect(json?.meta).toEqual({
			next_id: '2302',
			next_page: '/api/v5/providers?from_id=2302',
		});
		expect(await codes('/providers?from_id=2302')).toEqual([
			'banque_en_panne_fr',
			'banca_esempio_it',
		]);
	});
});

describe('customers', () => {
	const list = (query = '') => call('GET', `/customers${query}`);

	it('are listed by id with all digits, the smallest number first', async () => {
		const given = await list();
		expect(listIn(given).map(({ id }) => id)).toEqual([oldCustomer, customer, neighbour, locked]);
		expect(given.json?.meta).toEqual({ next_id: null, next_page: null });
		expect(Number(customer)).toBe(Number(neighbour));
	});

	it('are found by their identifier, whatever it is written with', async () => {
		const identifier = 'josé+büro@example.com';
		const found = await list(`?identifier=${encodeURIComponent(identifier)}`);
		expect(listIn(found)).toMatchObject([{ id: neighbour, identifier }]);
		const withPlus = await list('?identifier=alter+Kunde+%26+S%C3%B6hne');
		expect(listIn(withPlus)).toMatchObject([{ id: oldCustomer }]);
		expect(listIn(await list('?identifier=erika'))).toEqual([]);
	});

	it('are added under a name of their own', async () => {
		const add = (identifier: unknown) =>
			call('POST', '/customers', { body: { data: { identifier } } });
		const { id } = dataIn(await add('Zoë'));
		expect(listIn(await list('?identifier=Zo%C3%AB'))).toMatchObject([{ id }]);
		expect(await add('Zoë')).toMatchObject(refused(400, 'DuplicatedCustomer'));
		expect(await add('')).toMatchObject(refused(400, 'IdentifierInvalid'));
		expect(await add(7)).toMatchObject(refused(400, 'WrongRequestFormat'));
		expect((await create(simple, { customer_id: id })).status).toBe(200);
	});
});

describe('connections', () => {
	const list = (query: string) => call('GET', `/connections?${query}`);
	const idsIn = (given: Reply) => listIn(given).map(({ id }) => id);

	it('are listed for one customer by id, the smallest number first', async () => {
		expect(idsIn(await list(`customer_id=${customer}`))).toEqual(allOfCustomer);
		expect(idsIn(await list(`customer_id=${neighbour}`))).toEqual([neighbours]);
		expect(idsIn(await list(`customer_id=${oldCustomer}`))).toEqual([]);
		for (const id of [unknown, 'abc']) {
			expect(await list(`customer_id=${id}`)).toMatchObject(refused(404, 'CustomerNotFound'));
		}
		expect(await list(`customer_id=${locked}`)).toMatchObject(refused(400, 'CustomerLocked'));
	});

	it('come in pages, each beginning with the id that the one before told', async () => {
		const long = await startSaltEdge({ connections: 243 });
		try {
			const page = (query: string) =>
				send(long, 'GET', `/connections?customer_id=${customer}${query}`);
			const seen: unknown[] = [];
			let next: unknown;
			const sizes: number[] = [];
			do {
				const given = await page(next === undefined ? '' : `&from_id=${String(next)}`);
				sizes.push(listIn(given).length);
				seen.push(...idsIn(given));
				const meta = given.json?.meta as Json;
				next = meta.next_id;
				expect(meta.next_page).toBe(
					next && `/api/v5/connections?customer_id=${customer}&from_id=${String(next)}`,
				);
			} while (next !== null);
			expect(sizes).toEqual([100, 100, 50]);
			expect(new Set(seen).size).toBe(250);
			expect(listIn(await page('&per_page=1000'))).toHaveLength(250);
			const small = await page(`&per_page=2&from_id=${household}`);
			expect(idsIn(small)).toEqual([household, asking]);
			expect(small.json?.meta).toEqual({
				next_id: deactivated,
				next_page: `/api/v5/connections?customer_id=${customer}&per_page=2&from_id=${deactivated}`,
			});
		} finally {
			await long.close();
		}
	});

	it('have gone through an attempt before the sandbox begins', async () => {
		expect(dataIn(await read(household))).toMatchObject({
			secret: expect.any(String) as unknown,
			provider_code: 'fakebank_simple_xf',
			status: 'active',
			last_success_at: expect.any(String) as unknown,
			last_attempt: {
				custom_fields: { ledger: 'Haushalt' },
				finished: true,
				finished_recent: true,
				fail_at: null,
				last_stage: { name: 'finish' },
			},
		});
		expect(dataIn(await read(deactivated))).toMatchObject({
			status: 'inactive',
			last_success_at: null,
			next_refresh_possible_at: null,
			last_attempt: { success_at: null, fail_error_class: 'InvalidCredentials' },
		});
		expect(dataIn(await read(asking))).toMatchObject({
			status: 'active',
			next_refresh_possible_at: null,
			last_attempt: { interactive: true, automatic_fetch: false },
		});
		expect(dataIn(await read(removed))).toMatchObject({ status: 'disabled' });
	});

	it('are deleted, also while they are processed or disabled', async () => {
		const busy = await idOf(create());
		for (const id of [household, removed, busy]) {
			const given = await call('DELETE', `/connections/${id}`);
			expect(given.json).toEqual({ data: { id, removed: true } });
			expect(await read(id)).toMatchObject(refused(404, 'ConnectionNotFound'));
		}
	});

	describe('being created', () => {
		it('need a customer, a country and a provider that go together', async () => {
			expect(await create(simple, { customer_id: locked })).toMatchObject(
				refused(400, 'CustomerLocked'),
			);
			expect(await create(simple, { country_code: 'XX' })).toMatchObject(
				refused(404, 'CountryNotFound'),
			);
			expect(await create(simple, { country_code: 'DE' })).toMatchObject(
				refused(404, 'ProviderNotFound'),
			);
			expect(await create(simple, { provider_code: 'nobank_xf' })).toMatchObject(
				refused(404, 'ProviderNotFound'),
			);
		});

		it.each([
			['removed', 'DE', 'kreisbank_gestern_de', 'ProviderDisabled'],
			['down', 'FR', 'banque_en_pause_fr', 'ProviderInactive'],
			['one with a login page', 'XF', 'fakebank_oauth_xf', 'WrongProviderMode'],
			['one that reads files', 'XF', 'fakebank_file_xf', 'FileNotProvided'],
		])('need a provider that is not %s', async (_what, country_code, provider_code, expected) => {
			expect(await create(simple, { country_code, provider_code })).toMatchObject(
				refused(400, expected),
			);
		});

		it('read a file where the provider wants one, and only there', async () => {
			const changes = { provider_code: 'fakebank_file_xf', credentials: undefined };
			const base = { ...simple, ...changes };
			const file_url = 'https://files.example/statement.csv';
			const id = await idOf(create(base, { file_url }));
			expect(dataIn(await later(aWhile, () => read(id)))).toMatchObject({
				status: 'active',
				next_refresh_possible_at: null,
				last_attempt: { fail_at: null },
			});
			expect(await create(base, { file_url: 'statement.csv' })).toMatchObject(
				refused(400, 'FileError'),
			);
			expect(await create(simple, { file_url })).toMatchObject(refused(400, 'WrongProviderMode'));
			await later(aWhile, async () => {
				expect(await refresh(id)).toMatchObject(refused(400, 'ConnectionCannotBeRefreshed'));
				expect(await update(id, { store_credentials: false })).toMatchObject(
					refused(400, 'WrongProviderMode'),
				);
				expect(await reconnect(id, {})).toMatchObject(refused(400, 'FileNotProvided'));
				expect((await reconnect(id, { file_url })).status).toBe(200);
			});
		});

		it.each([
			['none', undefined, 'WrongRequestFormat'],
			['an incomplete login', { login: 'username' }, 'WrongRequestFormat'],
			['an empty value', { login: 'username', password: '' }, 'WrongRequestFormat'],
			['a field of another provider', { ...rightLogin, pin: '1' }, 'WrongRequestFormat'],
			['a number', { login: 'username', password: 1234 }, 'WrongRequestFormat'],
		])('refuse %s for credentials', async (_what, credentials, errorClass) => {
			expect(await create(simple, { credentials })).toMatchObject(refused(400, errorClass));
		});

		it('take a choice that there is, and leave out what is optional', async () => {
			const withBranch = (branch: string) =>
				create(musterbank, { credentials: { ...rightLogin, branch } });
			expect(await withBranch('Köln')).toMatchObject(refused(400, 'ValueOutOfRange'));
			expect((await withBranch('koeln')).status).toBe(200);
		});

		it('take encrypted credentials without looking into them', async () => {
			const encrypted_credentials = { algorithm: 'AES-256-CBC', data: 'b64' };
			const changes = { credentials: undefined, encrypted_credentials };
			const id = await idOf(create(simple, changes));
			const done = await later(aWhile, () => read(id));
			expect(attemptIn(done)).toMatchObject({ fail_at: null, finished: true });
		});

		it('exist only once for a customer, a provider and credentials', async () => {
			const id = await idOf(create());
			const duplicated = refused(400, 'ConnectionDuplicated');
			expect(await create()).toMatchObject(duplicated);
			expect(await create(simple, { customer_id: customer })).toMatchObject(duplicated);
			const others = [
				{ credentials: { login: 'username2', password: 'secret' } },
				{ customer_id: oldCustomer },
				{ provider_code: 'fakebank_interactive_xf' },
			];
			for (const changes of others) expect((await create(simple, changes)).status).toBe(200);
			await call('DELETE', `/connections/${id}`);
			expect((await create()).status).toBe(200);
		});

		it('show what was asked for', async () => {
			const custom_fields = { 'Konto Nr.': '4711', nested: { n: 1.5 } };
			const attempt = {
				fetch_scopes: ['accounts'],
				from_date: dateIn(-30),
				to_date: dateIn(1),
				fetched_accounts_notify: true,
				custom_fields,
				locale: 'pt-BR',
				include_natures: ['account', 'savings'],
				customer_last_logged_at: '2026-01-15T09:30:00+01:00',
				exclude_accounts: [],
				store_credentials: true,
				user_present: true,
				return_to: 'https://n8n.example/',
				unduplication_strategy: 'mark_as_duplicate',
			};
			const given = await create(simple, {
				attempt,
				daily_refresh: true,
				categorization: 'none',
				include_fake_providers: true,
			});
			expect(dataIn(given)).toMatchObject({
				customer_id: neighbour,
				country_code: 'XF',
				provider_name: 'Fakebank Simple',
				daily_refresh: true,
				categorization: 'none',
				store_credentials: true,
				last_attempt: {
					fetch_scopes: ['accounts'],
					from_date: dateIn(-30),
					to_date: dateIn(1),
					custom_fields,
					locale: 'pt-BR',
					include_natures: ['account', 'savings'],
					customer_last_logged_at: '2026-01-15T09:30:00+01:00',
					user_present: true,
					categorize: false,
				},
			});
			expect(given.text).not.toContain('"password"');
		});

		it('are limited in number, and in how many are processed at once', async () => {
			bank.state.processingLimit = 1;
			expect((await create()).status).toBe(200);
			const another = { customer_id: oldCustomer };
			expect(await create(simple, another)).toMatchObject(refused(429, 'RateLimitExceeded'));
			await later(aWhile, async () => {
				expect((await create(simple, another)).status).toBe(200);
			});
			bank.state.connectionLimit = bank.state.connections.size;
			expect(await create(interactive)).toMatchObject(refused(400, 'ConnectionLimitReached'));
		});

		it('need to be asked for, with a fake provider, by a client that is live', async () => {
			const live = await startSaltEdge({ publicKey: keyPair.publicKey });
			try {
				const createAt = (changes: Json) =>
					signed(live, 'POST', '/connections', { body: { data: { ...simple, ...changes } } });
				expect(await createAt({})).toMatchObject(refused(404, 'ProviderNotFound'));
				const given = await createAt({ include_fake_providers: true });
				expect(given.status).toBe(200);
			} finally {
				await live.close();
			}
		});
	});

	describe('their consent', () => {
		const withConsent = (changes: Json, base: Json = simple) =>
			create(base, { consent: { ...consent, ...changes } });

		it.each([
			[['account_details']],
			[['holder_information']],
			[['account_details', 'holder_information']],
			[['transactions_details', 'account_details']],
			[['account_details', 'holder_information', 'transactions_details']],
		])('takes %j', async (scopes) => {
			expect((await withConsent({ scopes })).status).toBe(200);
		});

		it.each([
			['nothing', []],
			['transactions alone', ['transactions_details']],
			['transactions without accounts', ['transactions_details', 'holder_information']],
			['the same twice', ['account_details', 'account_details']],
			['what is fetched instead of what is allowed', ['accounts']],
		])('refuses %s', async (_what, scopes) => {
			expect(await withConsent({ scopes })).toMatchObject(refused(400, 'AispConsentScopesInvalid'));
		});

		it('goes no further than provider and client', async () => {
			const scopes = ['account_details', 'holder_information'];
			const italian = { country_code: 'IT', provider_code: 'banca_esempio_it', scopes };
			const base = { ...simple, ...italian, scopes: undefined };
			const notAllowed = refused(400, 'AispConsentScopesNotAllowed');
			expect(await withConsent({ scopes }, base)).toMatchObject(notAllowed);
			expect((await withConsent({}, base)).status).toBe(200);
			bank.state.allowedFetchScopes = ['accounts'];
			expect(await withConsent({})).toMatchObject(notAllowed);
		});

		it.each([
			['365 days back', { from_date: -365 }, undefined],
			['366 days back', { from_date: -366 }, 'InvalidAispConsentFromDate'],
			['a beginning that has not come', { from_date: 1 }, 'InvalidAispConsentFromDate'],
			['an end on the first day', { from_date: -5, to_date: -5 }, undefined],
			['an end before the first day', { from_date: -5, to_date: -6 }, 'InvalidToDate'],
			['an end before the usual first day', { to_date: -91 }, 'InvalidToDate'],
		])('with %s', async (_what, days: { from_date?: number; to_date?: number }, errorClass) => {
			const dates = Object.fromEntries(
				Object.entries(days).map(([name, offset]) => [name, dateIn(offset)]),
			);
			const given = await withConsent(dates);
			expect(given).toMatchObject(errorClass ? refused(400, errorClass) : { status: 200 });
		});

		it.each([
			['from_date', '2026-02-30'],
			['from_date', '2026-1-5'],
			['to_date', '2026-01-05T00:00:00Z'],
			['to_date', '05.01.2026'],
		])('refuses a %s of %s', async (name, value) => {
			expect(await withConsent({ [name]: value })).toMatchObject(refused(400, 'DateFormatInvalid'));
		});

		it('is for as many days as the provider takes at most', async () => {
			const forDays = (period_days: unknown, base: Json) => {
				bank.reset();
				return withConsent({ period_days }, base);
			};
			const invalid = refused(400, 'InvalidAispConsentPeriod');
			expect((await forDays(90, stadtbank)).status).toBe(200);
			expect((await forDays(null, stadtbank)).status).toBe(200);
			expect((await forDays(3650, simple)).status).toBe(200);
			for (const days of [91, 0, -1, 1.5]) {
				expect(await forDays(days, stadtbank)).toMatchObject(invalid);
			}
		});

		it('starts 90 days ago unless told otherwise', async () => {
			expect(attemptIn(await create())).toMatchObject({ from_date: dateIn(-90), to_date: null });
		});
	});

	describe('their attempt', () => {
		const withAttempt = (attempt: Json, base: Json = simple) => create(base, { attempt });

		it.each([
			['a balance together with none', ['accounts', 'accounts_without_balance']],
			['transactions alone', ['transactions']],
			['nothing', []],
			['the same twice', ['accounts', 'accounts']],
			['what is allowed instead of what is fetched', ['account_details']],
		])('refuses to fetch %s', async (_what, fetch_scopes) => {
			expect(await withAttempt({ fetch_scopes })).toMatchObject(refused(400, 'FetchScopesInvalid'));
		});

		it('fetches what the consent allows, or less', async () => {
			expect(await withAttempt({ fetch_scopes: ['accounts', 'holder_info'] })).toMatchObject(
				refused(400, 'FetchScopesNotAllowed'),
			);
			const given = await withAttempt({ fetch_scopes: ['accounts_without_balance'] });
			expect(attemptIn(given).fetch_scopes).toEqual(['accounts_without_balance']);
			bank.reset();
			const ownerOnly = await create(simple, {
				consent: { scopes: ['holder_information'] },
				attempt: { fetch_scopes: ['accounts_without_balance'] },
			});
			expect(ownerOnly).toMatchObject(refused(400, 'FetchScopesNotAllowed'));
			expect(attemptIn(await create()).fetch_scopes).toEqual(['accounts', 'transactions']);
		});

		it.each([
			['a beginning too far back', { from_date: -366 }, 'InvalidFromDate'],
			['a beginning that has not come', { from_date: 1 }, 'InvalidFromDate'],
			['a beginning before the consent', { from_date: -91 }, 'DateOutOfAispConsentRange'],
			['an end before the beginning', { from_date: -5, to_date: -6 }, 'InvalidToDate'],
			['an end after tomorrow', { to_date: 2 }, 'InvalidToDate'],
			['an end tomorrow', { from_date: -90, to_date: 1 }, undefined],
		])('with %s', async (_what, days: { from_date?: number; to_date?: number }, errorClass) => {
			const dates = Object.fromEntries(
				Object.entries(days).map(([name, offset]) => [name, dateIn(offset)]),
			);
			const given = await withAttempt(dates);
			expect(given).toMatchObject(errorClass ? refused(400, errorClass) : { status: 200 });
		});

		it('ends with the consent', async () => {
			const attemptUntil = (to_date: number) =>
				create(simple, {
					consent: { ...consent, to_date: dateIn(-3) },
					attempt: { to_date: dateIn(to_date) },
				});
			expect(await attemptUntil(-2)).toMatchObject(refused(400, 'DateOutOfAispConsentRange'));
			expect((await attemptUntil(-3)).status).toBe(200);
			const given = await create(interactive, {
				consent: { ...consent, to_date: dateIn(-3) },
				attempt: { from_date: dateIn(-2) },
			});
			expect(given).toMatchObject(refused(400, 'DateOutOfAispConsentRange'));
		});

		it.each([
			['a day that no calendar has', { from_date: '2026-02-30' }, 'DateFormatInvalid'],
			['an unknown language', { locale: 'xx' }, 'ValueOutOfRange'],
			['an unknown nature', { include_natures: ['cash'] }, 'ValueOutOfRange'],
			['a text for custom fields', { custom_fields: '{}' }, 'CustomFieldsFormatInvalid'],
			['a list for custom fields', { custom_fields: [] }, 'CustomFieldsFormatInvalid'],
			['a date for a time', { customer_last_logged_at: '2026-01-01' }, 'DateTimeFormatInvalid'],
			[
				'a time without a zone',
				{ customer_last_logged_at: '2026-01-01T10:00:00' },
				'DateTimeFormatInvalid',
			],
			[
				'a time of no day',
				{ customer_last_logged_at: '2026-02-30T10:00:00Z' },
				'DateTimeFormatInvalid',
			],
			[
				'a time that has not come',
				{ customer_last_logged_at: '2999-01-01T00:00:00Z' },
				'DateTimeOutOfRange',
			],
			['half an address', { return_to: 'n8n.example/back' }, 'ReturnURLInvalid'],
			['an address that is none', { return_to: 'https://' }, 'ReturnURLInvalid'],
			['a text for a flag', { user_present: 'yes' }, 'WrongRequestFormat'],
			['an unknown account', { exclude_accounts: ['1'] }, 'AccountNotFound'],
			['a word for an account', { exclude_accounts: ['x'] }, 'AccountNotFound'],
			['what only answers have', { remote_ip: '203.0.113.1' }, 'WrongRequestFormat'],
		])('refuses %s', async (_what, attempt, errorClass) => {
			const status = errorClass.endsWith('NotFound') ? 404 : 400;
			expect(await withAttempt(attempt)).toMatchObject(refused(status, errorClass));
		});

		it('takes 1 KB of custom fields, counted in bytes', async () => {
			const fields = (length: number) => ({ note: 'é'.repeat(length) });
			expect(Buffer.byteLength(JSON.stringify(fields(506)))).toBe(1023);
			expect((await withAttempt({ custom_fields: fields(506) })).status).toBe(200);
			expect(await withAttempt({ custom_fields: fields(507) }, stadtbank)).toMatchObject(
				refused(400, 'CustomFieldsSizeTooBig'),
			);
		});

		it('takes an address of 2040 characters, which some providers need', async () => {
			const address = (length: number) => 'https://n8n.example/'.padEnd(length, 'x');
			expect((await withAttempt({ return_to: address(2040) })).status).toBe(200);
			expect(await withAttempt({ return_to: address(2041) })).toMatchObject(
				refused(400, 'ReturnURLTooLong'),
			);
			expect(await withAttempt({}, musterbank)).toMatchObject(refused(400, 'ReturnURLInvalid'));
		});
	});

	describe('being processed', () => {
		/** The last stage, after so many stages have ended. */
		const stageAfter = (id: string, stages: number) =>
			later(stages * 1000 + 500, async () => stageIn(await read(id)).name);

		const stagesOf = async (id: string, most: number) => {
			const seen: unknown[] = [];
			for (let count = 0; count < most; count += 1) seen.push(await stageAfter(id, count));
			return seen;
		};

		it('go from stage to stage by the clock', async () => {
			const id = await idOf(create());
			expect(await stagesOf(id, 7)).toEqual([
				'start',
				'connect',
				'fetch_accounts',
				'fetch_recent',
				'fetch_full',
				'disconnect',
				'finish',
			]);
		});

		it('go through the stages only that there is something to do in', async () => {
			const scopes = ['account_details', 'holder_information'];
			const id = await idOf(create(simple, { consent: { scopes } }));
			expect(await stagesOf(id, 6)).toEqual([
				'start',
				'connect',
				'fetch_holder_info',
				'fetch_accounts',
				'disconnect',
				'finish',
			]);
		});

		it('tell their success at the end, and when they may be refreshed', async () => {
			const given = await create();
			const id = String(dataIn(given).id);
			expect(dataIn(given)).toMatchObject({
				status: 'active',
				last_success_at: null,
				next_refresh_possible_at: null,
				last_attempt: { finished: false, finished_recent: false, success_at: null },
			});
			const recent = await later(4500, () => read(id));
			expect(attemptIn(recent)).toMatchObject({ finished: false, finished_recent: true });
			const done = dataIn(await later(aWhile, () => read(id)));
			const { success_at } = done.last_attempt as { success_at: string };
			expect(done).toMatchObject({
				last_success_at: success_at,
				updated_at: success_at,
				last_attempt: { finished: true, fail_at: null, fail_error_class: null },
			});
			const next = Date.parse(String(done.next_refresh_possible_at));
			expect(next - Date.parse(success_at)).toBe(hour);
		});

		it('fail with wrong credentials when they connect, and are inactive then', async () => {
			const credentials = { login: 'username', password: 'wrong' };
			const id = await idOf(create(simple, { credentials }));
			expect(await stageAfter(id, 1)).toBe('connect');
			const failed = dataIn(await later(2500, () => read(id)));
			expect(failed).toMatchObject({
				status: 'inactive',
				last_success_at: null,
				next_refresh_possible_at: null,
				last_attempt: {
					finished: true,
					success_at: null,
					fail_at: expect.any(String) as unknown,
					fail_error_class: 'InvalidCredentials',
					fail_message: expect.any(String) as unknown,
					last_stage: { name: 'finish' },
				},
			});
		});

		it('stay active when it is the bank that fails', async () => {
			const base = { ...simple, country_code: 'FR', provider_code: 'banque_en_panne_fr' };
			const id = await idOf(create(base));
			const failed = dataIn(await later(aWhile, () => read(id)));
			expect(failed).toMatchObject({
				status: 'active',
				next_refresh_possible_at: expect.any(String) as unknown,
				last_attempt: { fail_error_class: 'ProviderError' },
			});
		});

		it('are finished at once, but not in the first answer, without a delay', async () => {
			bank.state.stageDelayMs = 0;
			const given = await create();
			expect(stageIn(given).name).toBe('start');
			expect(stageIn(await read(String(dataIn(given).id))).name).toBe('finish');
		});

		it('can neither be fetched again nor changed meanwhile', async () => {
			const id = await idOf(create());
			const processing = refused(400, 'ConnectionAlreadyProcessing');
			expect(await refresh(id)).toMatchObject(processing);
			expect(await reconnect(id, {})).toMatchObject(processing);
			expect(await update(id, { daily_refresh: true })).toMatchObject(processing);
			await later(aWhile, async () => {
				expect((await update(id, { daily_refresh: true })).status).toBe(200);
			});
		});
	});

	describe('asking back', () => {
		/** A connection at the stage where somebody has to answer. */
		const waiting = async (base: Json = interactive) => {
			const id = await idOf(create(base));
			await later(2500, () => read(id));
			return id;
		};

		it('wait for the answer, and go on with it', async () => {
			const id = await waiting();
			const before = await later(aWhile, () => read(id));
			expect(stageIn(before)).toMatchObject({
				name: 'interactive',
				interactive_html: expect.stringContaining('<p>') as unknown,
				interactive_fields_names: ['sms'],
				interactive_fields_options: {},
			});
			const given = await reply(id, { sms: '123456' });
			expect(given.status).toBe(200);
			expect(attemptIn(given)).toMatchObject({ finished: false });
			expect(stageIn(await later(1500, () => read(id)))).toMatchObject({
				name: 'fetch_accounts',
				interactive_html: null,
				interactive_fields_names: null,
			});
			const done = dataIn(await later(aWhile, () => read(id)));
			expect(done).toMatchObject({
				status: 'active',
				next_refresh_possible_at: null,
				last_attempt: { finished: true, fail_at: null },
			});
		});

		it('offer choices', async () => {
			const id = await waiting(musterbank);
			expect(stageIn(await read(id))).toMatchObject({
				interactive_fields_names: ['sms', 'tan_method'],
				interactive_fields_options: {
					tan_method: [
						{ option_value: 'sms_tan', selected: true, localized_name: 'SMS-TAN' },
						{ option_value: 'app_tan', selected: false },
					],
				},
			});
			const sms = '123456';
			expect(await reply(id, { sms, tan_method: 'fax' })).toMatchObject(
				refused(400, 'ValueOutOfRange'),
			);
			expect((await reply(id, { sms, tan_method: 'app_tan' })).status).toBe(200);
		});

		it.each([
			['nothing', {}],
			['no field', { credentials: {} }],
			['the fields of the login', { credentials: rightLogin }],
			['a number', { credentials: { sms: 123456 } }],
			['a text', { credentials: '123456' }],
			['the field without credentials around it', { sms: '123456' }],
		])('refuse %s, and still wait', async (_what, data) => {
			const id = await waiting();
			expect(await put(`${id}/interactive`, data)).toMatchObject(
				refused(400, 'WrongRequestFormat'),
			);
			expect((await reply(id, { sms: '123456' })).status).toBe(200);
		});

		it('take an encrypted answer', async () => {
			const id = await waiting();
			const data = { encrypted_credentials: { data: 'b64' } };
			expect((await put(`${id}/interactive`, data)).status).toBe(200);
			const done = await later(aWhile, () => read(id));
			expect(attemptIn(done)).toMatchObject({ finished: true, fail_at: null });
		});

		it('fail with a wrong answer, but not before the bank has seen it', async () => {
			const id = await waiting();
			expect((await reply(id, { sms: '000000' })).status).toBe(200);
			expect(await reply(id, { sms: '123456' })).toMatchObject(refused(400, 'ActionNotAllowed'));
			const failed = dataIn(await later(aWhile, () => read(id)));
			expect(failed).toMatchObject({
				status: 'active',
				last_attempt: { fail_error_class: 'InvalidInteractiveCredentials' },
			});
		});

		it('fail when nobody answers in time', async () => {
			const id = await waiting();
			const name = (after: number) => later(after, async () => stageIn(await read(id)).name);
			expect(await name(475_000)).toBe('interactive');
			expect(await name(485_000)).toBe('finish');
			expect(attemptIn(await read(id))).toMatchObject({
				fail_error_class: 'InteractiveAdapterTimeout',
			});
			expect(await reply(id, { sms: '123456' })).toMatchObject(refused(400, 'ActionNotAllowed'));
		});

		it('take no answer before or after, and none for a provider that asks nothing', async () => {
			const notAllowed = refused(400, 'ActionNotAllowed');
			const id = await idOf(create(interactive));
			expect(await reply(id, { sms: '123456' })).toMatchObject(notAllowed);
			expect(await reply(asking, { sms: '123456' })).toMatchObject(notAllowed);
			expect(await reply(household, { sms: '123456' })).toMatchObject(
				refused(400, 'ProviderNotInteractive'),
			);
		});

		it('do not ask when the login is wrong', async () => {
			const credentials = { login: 'username', password: 'wrong' };
			const id = await idOf(create(interactive, { credentials }));
			const failed = await later(aWhile, () => read(id));
			expect(attemptIn(failed)).toMatchObject({ fail_error_class: 'InvalidCredentials' });
		});
	});

	describe('being refreshed', () => {
		it('go through an attempt of their own, and tell the next time', async () => {
			const before = attemptIn(await read(household)).id;
			const given = await refresh(household, {
				attempt: { custom_fields: { run: 2 }, fetch_scopes: ['accounts'] },
				daily_refresh: true,
				categorization: 'business',
			});
			expect(dataIn(given)).toMatchObject({
				daily_refresh: true,
				categorization: 'business',
				next_refresh_possible_at: expect.any(String) as unknown,
				last_attempt: {
					custom_fields: { run: 2 },
					fetch_scopes: ['accounts'],
					finished: false,
					last_stage: { name: 'start' },
				},
			});
			expect(attemptIn(given).id).not.toBe(before);
			expect(dataIn(await read(household)).next_refresh_possible_at).toBeNull();
			const done = await later(aWhile, () => read(household));
			expect(attemptIn(done)).toMatchObject({ finished: true, fail_at: null });
			expect(dataIn(await later(2 * hour, () => refresh(household)))).toMatchObject({
				daily_refresh: true,
				categorization: 'business',
			});
		});

		it('need no body', async () => {
			const path = `/connections/${household}/refresh`;
			expect((await call('PUT', path)).status).toBe(200);
		});

		it('are not refreshed too early', async () => {
			await refresh(household);
			const tooEarly = refused(400, 'ConnectionCannotBeRefreshed');
			expect(await later(30 * minute, () => refresh(household))).toMatchObject(tooEarly);
			expect((await later(62 * minute, () => refresh(household))).status).toBe(200);
		});

		it('ask back again when their provider does', async () => {
			expect(dataIn(await refresh(asking))).toMatchObject({ next_refresh_possible_at: null });
			const given = await later(aWhile, () => read(asking));
			expect(stageIn(given).name).toBe('interactive');
		});

		it.each([
			['disabled', removed, 'ConnectionDisabled'],
			['inactive', deactivated, 'ConnectionCannotBeRefreshed'],
			['without a consent any more', expired, 'AispConsentExpired'],
			['without a consent any more, by its owner', revoked, 'AispConsentRevoked'],
		])('are not refreshed when they are %s', async (_what, id, errorClass) => {
			expect(await refresh(id)).toMatchObject(refused(400, errorClass));
		});

		it('are not refreshed when they are deactivated or have no credentials', async () => {
			const cannot = refused(400, 'ConnectionCannotBeRefreshed');
			await update(household, { store_credentials: false });
			expect(await refresh(household)).toMatchObject(cannot);
			await update(household, { store_credentials: true });
			expect(await refresh(household)).toMatchObject(cannot);
			await update(asking, { status: 'inactive' });
			expect(await refresh(asking)).toMatchObject(cannot);
		});

		it('are not refreshed when their credentials were not to be kept', async () => {
			const id = await idOf(create(simple, { attempt: { store_credentials: false } }));
			const done = dataIn(await later(aWhile, () => read(id)));
			expect(done).toMatchObject({ store_credentials: false, next_refresh_possible_at: null });
			expect(await later(2 * hour, () => refresh(id))).toMatchObject(
				refused(400, 'ConnectionCannotBeRefreshed'),
			);
		});

		it('leave out accounts, but not all of them', async () => {
			const ids = bank.state.connections.get(household)?.accounts.map(({ id }) => id) ?? [];
			expect(ids).toHaveLength(2);
			const without = (exclude_accounts: string[]) =>
				refresh(household, { attempt: { exclude_accounts } });
			expect(await without(ids)).toMatchObject(refused(400, 'AllAccountsExcluded'));
			expect(await without(['1'])).toMatchObject(refused(404, 'AccountNotFound'));
			expect(attemptIn(await without(ids.slice(1))).exclude_accounts).toEqual(ids.slice(1));
		});

		it('may come from a PSD2 bank four times after the first', async () => {
			const id = await idOf(create(stadtbank));
			for (const hours of [1, 2, 3, 4]) {
				expect((await later(hours * hour, () => refresh(id))).status).toBe(200);
			}
		});

		it('are fetched four times a day from a PSD2 bank when the end user is away', async () => {
			const at = (hours: number, attempt: Json = {}) =>
				later(hours * hour, () => refresh(neighbours, { attempt }));
			for (const hours of [0, 1, 2, 3]) expect((await at(hours)).status).toBe(200);
			const limit = refused(400, 'BackgroundFetchLimitExceeded');
			expect(await at(4)).toMatchObject(limit);
			expect((await at(5, { user_present: true })).status).toBe(200);
			expect(await at(6)).toMatchObject(limit);
			expect((await at(25)).status).toBe(200);
			for (const hours of [0, 2, 4, 6, 8]) {
				const given = await later(hours * hour, () => refresh(household));
				expect(given.status).toBe(200);
			}
		});
	});

	describe('being reconnected', () => {
		it('are active again with the right credentials and a consent', async () => {
			const given = await reconnect(deactivated, {
				credentials: { login: 'username', password: 'secret' },
				consent,
				attempt: { user_present: true },
			});
			expect(given.status).toBe(200);
			const done = dataIn(await later(aWhile, () => read(deactivated)));
			expect(done).toMatchObject({
				status: 'active',
				last_consent_id: dataIn(given).last_consent_id,
				last_attempt: { fail_at: null },
			});
		});

		it('use what is stored when nothing is given', async () => {
			expect((await reconnect(household, {})).status).toBe(200);
			const done = await later(aWhile, () => read(household));
			expect(attemptIn(done)).toMatchObject({ finished: true, fail_at: null });
			await later(aWhile, async () => {
				await update(household, { store_credentials: false });
				expect(await reconnect(household, {})).toMatchObject(refused(400, 'WrongRequestFormat'));
				expect((await reconnect(household, { credentials: rightLogin })).status).toBe(200);
			});
			await later(2 * aWhile, () => read(household));
			expect(await later(2 * hour, () => refresh(household))).toMatchObject({ status: 200 });
		});

		it('need a new consent when the old one is over', async () => {
			for (const [id, errorClass] of [
				[expired, 'AispConsentExpired'],
				[revoked, 'AispConsentRevoked'],
			] as const) {
				expect(await reconnect(id, {})).toMatchObject(refused(400, errorClass));
				expect((await reconnect(id, { consent })).status).toBe(200);
				await later(aWhile, () => read(id));
			}
			expect((await later(hour + aWhile, () => refresh(revoked))).status).toBe(200);
			expect(await reconnect(asking, { consent: { scopes: [] } })).toMatchObject(
				refused(400, 'AispConsentScopesInvalid'),
			);
		});

		it('do not take the login of somebody else, unless told to', async () => {
			const credentials = { login: 'username.other', password: 'secret' };
			await reconnect(household, { credentials });
			const failed = dataIn(await later(aWhile, () => read(household)));
			expect(failed).toMatchObject({
				status: 'inactive',
				last_attempt: { fail_error_class: 'CredentialsNotMatch' },
			});
			await later(aWhile, () => reconnect(household, { credentials, override_credentials: true }));
			const done = dataIn(await later(2 * aWhile, () => read(household)));
			expect(done).toMatchObject({ status: 'active', last_attempt: { fail_at: null } });
			expect(bank.state.connections.get(household)?.credentials).toEqual({ credentials });
		});

		it('keep the old credentials until the new ones have proved right', async () => {
			const stored = () => bank.state.connections.get(household)?.credentials;
			const before = stored();
			await reconnect(household, { credentials: { login: 'username', password: 'new' } });
			await later(aWhile, () => read(household));
			expect(stored()).toEqual(before);
		});

		it('refuse what is disabled, removed or not theirs', async () => {
			expect(await reconnect(removed, {})).toMatchObject(refused(400, 'ConnectionDisabled'));
			const connection = bank.state.connections.get(removed);
			if (connection) connection.status = 'active';
			expect(await reconnect(removed, {})).toMatchObject(refused(400, 'ProviderDisabled'));
			expect(await reconnect(household, { customer_id: customer })).toMatchObject(
				refused(400, 'WrongRequestFormat'),
			);
			expect(await reconnect(household, { file_url: 'https://x.example/' })).toMatchObject(
				refused(400, 'WrongProviderMode'),
			);
		});
	});

	describe('being updated', () => {
		it('change only what is given', async () => {
			expect(dataIn(await update(household, { daily_refresh: true }))).toMatchObject({
				daily_refresh: true,
				status: 'active',
				store_credentials: true,
				next_refresh_possible_at: expect.any(String) as unknown,
			});
			expect(dataIn(await update(household, { store_credentials: false }))).toMatchObject({
				daily_refresh: true,
				store_credentials: false,
				next_refresh_possible_at: null,
			});
			expect(dataIn(await update(household, { status: 'inactive' }))).toMatchObject({
				status: 'inactive',
			});
			expect(dataIn(await update(household, {}))).toMatchObject({ status: 'inactive' });
		});

		it('can be deactivated only, and not when they are disabled', async () => {
			for (const status of ['active', 'disabled', 'Inactive']) {
				expect(await update(household, { status })).toMatchObject(refused(400, 'ValueOutOfRange'));
			}
			expect(await update(removed, { daily_refresh: true })).toMatchObject(
				refused(400, 'ConnectionDisabled'),
			);
		});

		it('come back by being reconnected', async () => {
			await update(household, { status: 'inactive' });
			await reconnect(household, { credentials: rightLogin });
			const { status } = dataIn(await later(aWhile, () => read(household)));
			expect(status).toBe('active');
		});
	});
});

const pair = () =>
	generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
const keyPair = pair();
const otherPair = pair();

interface Signing {
	privateKey: string;
	hash: string;
	expiresAt: string;
	method: string;
	url: string;
	body: string | Buffer;
}

/** The headers that sign a request, which may differ from the one that is sent. */
function signature({ privateKey, hash, expiresAt, method, url, body }: Signing) {
	const text = Buffer.concat([
		Buffer.from(`${expiresAt}|${method}|${url}|`),
		Buffer.from(body as string),
	]);
	return {
		'Expires-at': expiresAt,
		Signature: signWith(hash, text, privateKey).toString('base64'),
	};
}

const inSeconds = (seconds: number): string => String(Math.floor(now / 1000) + seconds);

/** Sends a signed request; `changes` is what is signed in place of what is sent. */
function signed(
	to: SaltEdgeSandbox,
	method: string,
	path: string,
	{ body, headers }: Sending = {},
	changes: Partial<Signing> = {},
): Promise<Reply> {
	const right: Signing = {
		privateKey: keyPair.privateKey,
		hash: 'sha256',
		expiresAt: inSeconds(60),
		method,
		url: to.baseUrl + path,
		body: asSent(body) ?? '',
	};
	const signing = signature({ ...right, ...changes });
	return send(to, method, path, { body, headers: { ...signing, ...headers } });
}

describe('attempts', () => {
	it('tell what they were categorized as, in a text and in a flag', async () => {
		for (const [categorization, categorize] of [
			['none', false],
			['business', true],
		] as const) {
			bank.reset();
			const given = await refresh(household, { categorization });
			expect(attemptIn(given)).toMatchObject({ categorization, categorize });
		}
	});

	it('are listed for a connection, and show each stage when they are asked for', async () => {
		await refresh(asking);
		await later(aWhile, () => read(asking));
		const all = listIn(await call('GET', `/attempts?connection_id=${asking}`));
		expect(all).toMatchObject([
			{ finished: true, last_stage: { name: 'finish' } },
			{ finished: false, last_stage: { name: 'interactive', interactive_fields_names: ['sms'] } },
		]);
		const show = (id: unknown, of: string) =>
			call('GET', `/attempts/${String(id)}?connection_id=${of}`);
		const shown = dataIn(await show(all[1]?.id, asking));
		expect(shown).not.toHaveProperty('last_stage');
		expect((shown.stages as Json[]).map(({ name }) => name)).toEqual([
			'start',
			'connect',
			'interactive',
		]);
		for (const [id, of] of [
			[all[1]?.id, household],
			['abc', asking],
		] as const) {
			expect(await show(id, of)).toMatchObject(refused(404, 'AttemptNotFound'));
		}
	});
});

describe('holder info', () => {
	it('is there once it was fetched', async () => {
		const ask = (id: string) => call('GET', `/holder_info?connection_id=${id}`);
		expect(await ask(household)).toMatchObject(refused(400, 'HolderInfoNotSupported'));
		await reconnect(household, {
			consent: { scopes: ['account_details', 'holder_information'] },
		});
		await later(aWhile, () => read(household));
		expect(dataIn(await ask(household))).toMatchObject({
			names: ['Erika Mustermann', 'Jörg Müller-Lüdenscheidt'],
			addresses: [{ city: 'Köln', state: null }],
		});
	});
});

describe('connect sessions', () => {
	const open = (what: string, data: Json) =>
		call('POST', `/connect_sessions/${what}`, { body: { data } });

	it('give a link that runs out', async () => {
		for (const [what, data] of [
			['create', { customer_id: customer, consent }],
			['reconnect', { connection_id: household, consent }],
			['refresh', { connection_id: household }],
		] as const) {
			expect(dataIn(await open(what, data))).toEqual({
				connect_url: expect.stringMatching(/\/connect\/[0-9a-f]{32}$/) as unknown,
				expires_at: new Date(now + hour).toISOString(),
			});
		}
	});

	it.each([
		['create', { consent }, 400, 'WrongRequestFormat'],
		['create', { customer_id: customer }, 400, 'WrongRequestFormat'],
		['create', { customer_id: unknown, consent }, 404, 'CustomerNotFound'],
		['create', { customer_id: locked, consent }, 400, 'CustomerLocked'],
		['create', { customer_id: customer, consent, theme: 'light' }, 400, 'ValueOutOfRange'],
		[
			'create',
			{ customer_id: customer, consent, widget: { theme: 'dark' } },
			400,
			'WrongRequestFormat',
		],
		[
			'create',
			{ customer_id: customer, consent, provider_code: 'nobank_xx' },
			404,
			'ProviderNotFound',
		],
		['reconnect', { connection_id: household }, 400, 'WrongRequestFormat'],
		['reconnect', { connection_id: unknown, consent }, 404, 'ConnectionNotFound'],
		['reconnect', { connection_id: removed, consent }, 400, 'ConnectionDisabled'],
		[
			'reconnect',
			{ connection_id: household, consent, provider_code: 'x' },
			400,
			'WrongRequestFormat',
		],
		['refresh', { connection_id: expired }, 400, 'AispConsentExpired'],
		['refresh', { connection_id: deactivated }, 400, 'ConnectionCannotBeRefreshed'],
		['refresh', { connection_id: household, consent }, 400, 'WrongRequestFormat'],
	])('to %s are refused: %j', async (what, data, status, errorClass) => {
		expect(await open(what, data)).toMatchObject(refused(status, errorClass));
		expect(bank.state.sessions.size).toBe(0);
	});

	it('are no longer given when there are too many connections', async () => {
		bank.state.connectionLimit = 9;
		expect(await open('create', { customer_id: customer, consent })).toMatchObject(
			refused(400, 'ConnectionLimitReached'),
		);
	});
});

describe('signing', () => {
	const path = `/connections/${household}`;
	const list = `/connections?customer_id=${customer}`;
	const body = { data: { daily_refresh: true } };

	const readAll = (changes: Partial<Signing> = {}, headers: Record<string, string> = {}) =>
		signed(bank, 'GET', list, { headers }, changes);
	const change = (changes: Partial<Signing> = {}) => signed(bank, 'PUT', path, { body }, changes);

	describe('without a registered key', () => {
		it('is ignored, right or wrong', async () => {
			expect((await readAll()).status).toBe(200);
			expect((await readAll({ privateKey: otherPair.privateKey })).status).toBe(200);
			expect((await call('GET', list, { headers: { Signature: 'x' } })).status).toBe(200);
		});
	});

	describe('with a registered key', () => {
		beforeEach(() => bank.registerKey(keyPair.publicKey));

		it('opens every method, with a query and with a body', async () => {
			expect((await readAll()).status).toBe(200);
			expect((await change()).status).toBe(200);
			const post = await signed(bank, 'POST', '/customers', {
				body: { data: { identifier: 'new' } },
			});
			expect(post.status).toBe(200);
			expect((await signed(bank, 'DELETE', path)).status).toBe(200);
		});

		it.each([
			['no signature', { Signature: '' }, 'MissingSignature'],
			['no expiry', { 'Expires-at': '' }, 'MissingExpiresAt'],
			['neither', { Signature: '', 'Expires-at': '' }, 'MissingExpiresAt'],
			['a time that is over', { 'Expires-at': inSeconds(-1) }, 'RequestExpired'],
			['a time more than an hour ahead', { 'Expires-at': inSeconds(3700) }, 'ExpiresAtInvalid'],
			['milliseconds', { 'Expires-at': `${inSeconds(60)}000` }, 'ExpiresAtInvalid'],
			['a date', { 'Expires-at': '2026-01-01T00:00:00Z' }, 'ExpiresAtInvalid'],
			['a fraction', { 'Expires-at': `${inSeconds(60)}.5` }, 'ExpiresAtInvalid'],
			['another expiry than the signed one', { 'Expires-at': inSeconds(90) }, 'SignatureNotMatch'],
			['a word', { Signature: 'signature' }, 'SignatureNotMatch'],
		])('refuses %s', async (_what, headers, errorClass) => {
			expect(await readAll({}, headers)).toMatchObject(refused(400, errorClass));
		});

		it('wants plain base64, with nothing in between', async () => {
			const headers = signature({
				...{ privateKey: keyPair.privateKey, hash: 'sha256', expiresAt: inSeconds(60) },
				...{ method: 'GET', url: bank.baseUrl + list, body: '' },
			});
			const right = headers.Signature;
			const halves = `${right.slice(0, 100)} ${right.slice(100)}`;
			const forUrls = Buffer.from(right, 'base64').toString('base64url');
			for (const wrong of [halves, forUrls, `base64:${right}`, `${right}, ${right}`]) {
				const given = await call('GET', list, { headers: { ...headers, Signature: wrong } });
				expect(given).toMatchObject(refused(400, 'SignatureNotMatch'));
			}
			expect((await call('GET', list, { headers })).status).toBe(200);
		});

		it('expires by the clock, and lasts an hour at most', async () => {
			expect((await readAll({ expiresAt: inSeconds(3600) })).status).toBe(200);
			const expiresAt = inSeconds(60);
			expect((await later(58_000, () => readAll({ expiresAt }))).status).toBe(200);
			expect(await later(61_000, () => readAll({ expiresAt }))).toMatchObject(
				refused(400, 'RequestExpired'),
			);
		});

		it.each<[string, () => Partial<Signing>]>([
			['another key', () => ({ privateKey: otherPair.privateKey })],
			['SHA-1', () => ({ hash: 'sha1' })],
			['SHA-512', () => ({ hash: 'sha512' })],
			['another method', () => ({ method: 'POST' })],
			['the method in lower case', () => ({ method: 'put' })],
			['no body', () => ({ body: '' })],
			['another body', () => ({ body: '{"data":{"daily_refresh":false}}' })],
			['the body written differently', () => ({ body: JSON.stringify(body, null, 1) })],
			['a line break after the body', () => ({ body: `${JSON.stringify(body)}\n` })],
			['the path alone', () => ({ url: `/api/v5${path}` })],
			['https', () => ({ url: bank.baseUrl.replace('http:', 'https:') + path })],
			['another host', () => ({ url: `https://www.saltedge.com/api/v5${path}` })],
			['a slash at the end', () => ({ url: `${bank.baseUrl}${path}/` })],
		])('refuses a signature of %s', async (_what, changes) => {
			expect(await change(changes())).toMatchObject(refused(400, 'SignatureNotMatch'));
			expect(bank.state.connections.get(household)?.dailyRefresh).toBe(false);
		});

		it('covers the query as it was written', async () => {
			const name = 'josé+büro@example.com';
			const encoded = `/customers?identifier=${encodeURIComponent(name)}`;
			const sendSigned = (url: string) => signed(bank, 'GET', encoded, {}, { url });
			expect(listIn(await sendSigned(bank.baseUrl + encoded))).toMatchObject([{ id: neighbour }]);
			for (const wrong of [
				'/customers',
				`/customers?identifier=${name}`,
				encoded.toLowerCase(),
				encoded.replace('%40', '@'),
			]) {
				expect(await sendSigned(bank.baseUrl + wrong)).toMatchObject(
					refused(400, 'SignatureNotMatch'),
				);
			}
			const plus = '/customers?identifier=alter+Kunde+%26+S%C3%B6hne';
			expect(listIn(await signed(bank, 'GET', plus))).toMatchObject([{ id: oldCustomer }]);
		});

		it('covers the bytes of the body, not its characters', async () => {
			const text = JSON.stringify({ data: { identifier: 'Zoë Büro €' } });
			const post = (changes: Partial<Signing>) =>
				signed(bank, 'POST', '/customers', { body: text }, changes);
			expect(await post({ body: Buffer.from(text, 'latin1') })).toMatchObject(
				refused(400, 'SignatureNotMatch'),
			);
			const escaped = text.replace(/[^ -~]/g, (one) => {
				return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
			});
			expect(await post({ body: escaped })).toMatchObject(refused(400, 'SignatureNotMatch'));
			expect(dataIn(await post({}))).toMatchObject({ identifier: 'Zoë Büro €' });
			const latin1 = Buffer.from(text, 'latin1');
			expect(await signed(bank, 'POST', '/customers', { body: latin1 })).toMatchObject(
				refused(400, 'InvalidEncoding'),
			);
		});

		it('covers an address that fetch would not leave as it is', async () => {
			const { origin, pathname } = new URL(bank.baseUrl);
			const path = `${pathname}/customers?identifier=it's|"x"`;
			const { appId, secret } = bank.keys;
			const signing = signature({
				...{ privateKey: keyPair.privateKey, hash: 'sha256', expiresAt: inSeconds(60) },
				...{ method: 'GET', url: origin + path, body: '' },
			});
			const headers = { 'App-id': appId, Secret: secret, Accept: 'application/json', ...signing };
			const asked = get(origin, { path, headers });
			const [answer] = (await once(asked, 'response')) as [IncomingMessage];
			answer.resume();
			expect(answer.statusCode).toBe(200);
		});

		it('is looked at after the keys and before anything else', async () => {
			expect(await readAll({}, { Signature: '', Secret: 'other' })).toMatchObject(
				refused(400, 'ApiKeyNotFound'),
			);
			expect(await call('GET', '/nothing')).toMatchObject(refused(400, 'MissingExpiresAt'));
			expect(await signed(bank, 'GET', '/nothing')).toMatchObject(refused(404, 'RouteNotFound'));
		});

		it('is no longer needed after a reset, unless the key was there from the start', async () => {
			bank.reset();
			expect((await call('GET', list)).status).toBe(200);
			const live = await startSaltEdge({ publicKey: keyPair.publicKey });
			try {
				live.registerKey(otherPair.publicKey);
				const { privateKey } = otherPair;
				expect((await signed(live, 'GET', list, {}, { privateKey })).status).toBe(200);
				live.reset();
				expect((await signed(live, 'GET', list)).status).toBe(200);
			} finally {
				await live.close();
			}
		});

		it('takes an RSA key only', async () => {
			const { publicKey } = generateKeyPairSync('ed25519', {
				publicKeyEncoding: { type: 'spki', format: 'pem' },
				privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
			});
			expect(() => bank.registerKey(publicKey)).toThrow('RSA');
			expect(() => bank.registerKey('no key')).toThrow();
			await expect(startSaltEdge({ publicKey })).rejects.toThrow('RSA');
		});
	});
});

describe('events', () => {
	/** What is told while the work runs. */
	const told = async (
		work: (events: readonly ConnectionEvent[]) => Promise<unknown>,
	): Promise<ConnectionEvent[]> => {
		const events: ConnectionEvent[] = [];
		const stop = bank.state.onEvent((event) => events.push({ ...event }));
		try {
			await work(events);
			return events;
		} finally {
			stop();
		}
	};
	const inShort = (events: ConnectionEvent[]) =>
		events.map(({ type, stage }) => `${type} ${stage.name}`);

	it('tell each stage and the success, in order and with their times', async () => {
		let id = '';
		const events = await told(async () => {
			id = await idOf(create(simple, { attempt: { custom_fields: { run: 7 } } }));
			await later(aWhile, () => read(id));
		});
		expect(inShort(events)).toEqual([
			'notify start',
			'notify connect',
			'notify fetch_accounts',
			'notify fetch_recent',
			'notify fetch_full',
			'notify disconnect',
			'success finish',
		]);
		const [first, second] = events;
		expect(second && first && second.at - first.at).toBe(1000);
		for (const { connection, attempt } of events) {
			expect(connection).toMatchObject({ id, customerId: neighbour });
			expect(attempt.request.custom_fields).toEqual({ run: 7 });
		}
	});

	it('tell the accounts on request', async () => {
		const events = await told(async () => {
			const id = await idOf(create(simple, { attempt: { fetched_accounts_notify: true } }));
			await later(aWhile, () => read(id));
		});
		const [, , accounts, early, recent] = inShort(events);
		expect([accounts, early, recent]).toEqual([
			'notify fetch_accounts',
			'success fetch_accounts',
			'notify fetch_recent',
		]);
	});

	it('tell a question with its time limit, a failure, and a deletion', async () => {
		const events = await told(async () => {
			const id = await idOf(create(interactive));
			await later(aWhile, () => read(id));
			await reply(id, { sms: '000000' });
			await later(aWhile, () => read(id));
			await call('DELETE', `/connections/${id}`);
		});
		expect(inShort(events)).toEqual([
			'notify start',
			'notify connect',
			'interactive interactive',
			'fail finish',
			'destroy finish',
		]);
		const question = events[2];
		expect(question?.stage.question).toMatchObject({
			html: expect.any(String) as unknown,
			fields: [{ name: 'sms' }],
			expiresAt: (question?.at ?? 0) + 480_000,
		});
		expect(events[3]?.attempt.failure).toMatchObject({
			errorClass: 'InvalidInteractiveCredentials',
		});
	});

	it('come by themselves, without a request', async () => {
		jest.restoreAllMocks();
		bank.state.stageDelayMs = 1;
		const stages: string[] = [];
		const finished = new Promise<void>((resolve) => {
			const stop = bank.state.onEvent(({ type, stage }) => {
				stages.push(stage.name);
				if (type !== 'success') return;
				stop();
				resolve();
			});
		});
		await create();
		await finished;
		expect(stages.at(-1)).toBe('finish');
		expect(bank.requests).toHaveLength(1);
	});

	it('do not come from the seed, nor from attempts that a reset has ended', async () => {
		jest.restoreAllMocks();
		bank.state.stageDelayMs = 1;
		let created = '';
		let toldBefore = 0;
		const events = await told(async (soFar) => {
			created = await idOf(create());
			bank.reset();
			// Time runs here, so stages may have come before the reset, but none after it.
			toldBefore = soFar.length;
			await sleep(50);
			jest.spyOn(Date, 'now').mockReturnValue(Date.now() + aWhile);
			await read(household);
		});
		expect(inShort(events)[0]).toBe('notify start');
		expect(events).toHaveLength(toldBefore);
		expect(new Set(events.map(({ connection }) => connection.id))).toEqual(new Set([created]));
	});
});

describe('faults', () => {
	it('answer like the proxy in front, before the keys are looked at', async () => {
		const html = '<html><body><h1>403 Forbidden</h1></body></html>';
		bank.fault({ status: 403, body: html, contentType: 'text/html' });
		const given = await send(bank, 'GET', '/countries', { headers: { Secret: '' } });
		expect(given).toMatchObject({ status: 403, text: html, json: undefined });
		expect(given.headers.get('content-type')).toContain('text/html');
		expect((await call('GET', '/countries')).status).toBe(200);
	});

	it('are found by the whole path', async () => {
		bank.fault({ path: '/api/v5/customers', status: 503, headers: { 'Retry-After': '2' } });
		expect((await call('GET', '/countries')).status).toBe(200);
		const given = await send(bank, 'GET', '/customers?per_page=1');
		expect([given.status, given.headers.get('retry-after')]).toEqual([503, '2']);
	});

	it('cut the connection before or after the work', async () => {
		const daily = () => bank.state.connections.get(household)?.dailyRefresh;
		bank.fault({ cut: 'before' });
		await expect(update(household, { daily_refresh: true })).rejects.toThrow('fetch failed');
		expect(daily()).toBe(false);
		bank.fault({ cut: 'after' });
		await expect(update(household, { daily_refresh: true })).rejects.toThrow('fetch failed');
		expect(daily()).toBe(true);
	});
});

describe('the sandbox', () => {
	it('records what came in, right or wrong', async () => {
		await call('GET', '/customers?identifier=a%20b&per_page=x');
		await create(simple, { file_url: 'é' });
		expect(bank.requests).toMatchObject([
			{
				method: 'GET',
				url: '/api/v5/customers?identifier=a%20b&per_page=x',
				path: '/api/v5/customers',
				query: { identifier: 'a b', per_page: 'x' },
				headers: { 'app-id': bank.keys.appId, secret: bank.keys.secret },
			},
			{ method: 'POST', path: '/api/v5/connections', body: { data: { file_url: 'é' } } },
		]);
		expect(bank.requests[1]?.rawBytes.toString()).toBe(bank.requests[1]?.rawBody);
	});

	it('counts the requests handled at once', async () => {
		const { opened, open } = gate();
		bank.fault({ times: 3, until: opened });
		const list = () => call('GET', '/countries');
		const lists = Promise.all([list(), list(), list()]);
		await until(() => bank.requests.length === 3);
		open();
		await lists;
		expect(bank.mostInFlight()).toBe(3);
	});

	it('starts over on reset', async () => {
		await call('DELETE', `/connections/${household}`);
		const first = await idOf(create());
		bank.fault({ status: 500 });
		bank.latencyMs = 5;
		Object.assign(bank.state, { stageDelayMs: 1, pageSize: 1, connectionLimit: 0 });
		bank.state.allowedFetchScopes = [];
		bank.registerKey(keyPair.publicKey);
		bank.reset();
		expect(bank.requests).toEqual([]);
		expect(bank.latencyMs).toBe(0);
		expect(bank.state).toMatchObject({
			stageDelayMs: 1000,
			pageSize: 100,
			connectionLimit: Infinity,
			allowedFetchScopes: ['accounts', 'holder_info', 'transactions'],
			publicKey: undefined,
		});
		expect((await read(household)).status).toBe(200);
		expect((await read(first)).status).toBe(404);
		expect(await idOf(create())).toBe(first);
	});

	it('listens on the given port, below the path of the version', async () => {
		const other = await startSaltEdge();
		const { port } = new URL(other.baseUrl);
		await other.close();
		const again = await startSaltEdge({ port: Number(port) });
		try {
			expect(again.baseUrl).toBe(`http://127.0.0.1:${port}/api/v5`);
			expect(again.customerId).toBe(customer);
			expect((await send(again, 'GET', '/countries')).status).toBe(200);
		} finally {
			await again.close();
		}
	});
});
