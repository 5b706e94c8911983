import { callSaltEdge, type SaltEdgeReply } from '../support/saltEdgeClient';
import {
	cancel,
	connectBank,
	fillIn,
	openWidget,
	type WidgetPage,
} from '../support/saltEdgeWidget';
import type { ApiVersion, ConnectionEvent, SaltEdgeSandbox } from './saltedge';
import { startSaltEdge } from './saltedge';

const customer = '905731486325476354';
const neighbour = '905731486325476355';
const household = '907152193875460301';
const asking = '907152193875460302';
const returnTo = 'https://n8n.example/back?x=1';
const minute = 60_000;
const hour = 60 * minute;

let bank: SaltEdgeSandbox;
let events: string[];
let stop: () => void;

beforeAll(async () => (bank = await startSaltEdge({ stageDelayMs: 1000 })));
beforeEach(() => {
	const now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	bank.reset();
	events = [];
	stop = bank.state.onEvent(({ type, stage }: ConnectionEvent) => {
		events.push(`${type} ${stage.name}`);
	});
});
afterEach(() => {
	stop();
	jest.restoreAllMocks();
});
afterAll(async () => await bank.close());

const call = async (version: ApiVersion, address: string, data?: object): Promise<SaltEdgeReply> =>
	await callSaltEdge(bank, version, address, { body: data && { data } });

const wait = () => bank.pass(minute);

/** A link to connect with, which tells all that there is to tell when it comes back. */
async function link(changes: object = {}): Promise<string> {
	const reply = await call('v6', 'POST /connections/connect', {
		customer_id: neighbour,
		consent: { scopes: ['accounts', 'transactions'] },
		attempt: { return_to: returnTo, custom_fields: { run: 7 } },
		provider: { include_sandboxes: true },
		return_connection_id: true,
		return_error_class: true,
		...changes,
	});
	expect([reply.status, reply.text]).toEqual([200, reply.text]);
	return (reply.data as { connect_url: string }).connect_url;
}

/** What the address that the end user was sent back to says. */
function told({ left }: WidgetPage): Record<string, string> {
	expect(left).toBeDefined();
	const { origin, pathname, searchParams } = new URL(left ?? '');
	expect(origin + pathname).toBe('https://n8n.example/back');
	const { x, ...rest } = Object.fromEntries(searchParams);
	expect(x).toBe('1');
	return rest;
}

const connection = async (id: string | undefined) =>
	(await call('v6', `GET /connections/${id}`)).data as Record<string, unknown>;

/** Up to the page that asks for the login. */
async function atLogin(
	provider_code = 'fakebank_simple_xf',
	changes: object = {},
): Promise<WidgetPage> {
	const consent = await openWidget(await link(changes));
	expect(consent.step).toBe('consent');
	const providers = await fillIn(consent);
	expect(providers.step).toBe('provider');
	const login = await fillIn(providers, { provider_code });
	expect(login.step).toBe('login');
	return login;
}

const rightLogin = { 'field.login': 'username', 'field.password': 'secret' };

describe('the way through the widget', () => {
	it('asks for the consent, the bank and the login, waits, and comes back', async () => {
		const consent = await openWidget(await link());
		expect(consent.html).toContain('your transactions');
		const providers = await fillIn(consent);
		expect(providers.html).toContain('Musterbank Köln (DE)');
		const login = await fillIn(providers, { provider_code: 'fakebank_simple_xf' });
		expect(login.html).toContain('name="field.password" required');
		const progress = await fillIn(login, rightLogin);
		expect([progress.status, progress.step]).toEqual([200, undefined]);
		expect(bank.state.connections.size).toBe(10);
		bank.pass(minute);
		const end = await openWidget(login.url);

		const { connection_id, ...rest } = told(end);
		expect(rest).toEqual({});
		expect(await connection(connection_id)).toMatchObject({
			customer_id: neighbour,
			customer_identifier: 'josé+büro@example.com',
			provider_code: 'fakebank_simple_xf',
			status: 'active',
			consent_status: 'active',
			last_attempt: {
				custom_fields: { run: 7 },
				finished: true,
				user_present: true,
				last_stage: { name: 'finish' },
			},
		});
		expect(events).toEqual([
			'notify start',
			'notify connect',
			'notify fetch_accounts',
			'notify fetch_transactions',
			'notify finish_fetching',
			'success finish',
		]);
		const { data } = await call('v6', `GET /accounts?connection_id=${connection_id}`);
		expect(data).toHaveLength(2);
		expect(bank.visits).toHaveLength(8);
		expect(bank.requests).toHaveLength(3);
	});

	it('asks what the bank asks, which is no stage of its own in v6', async () => {
		const login = await atLogin('fakebank_interactive_xf');
		await fillIn(login, rightLogin);
		bank.pass(minute);
		const question = await openWidget(login.url);
		expect([question.step, question.html]).toEqual([
			'question',
			expect.stringContaining('name="field.sms"'),
		]);
		await fillIn(question, { 'field.sms': '123456' });
		bank.pass(minute);
		expect(told(await openWidget(login.url))).toEqual({ connection_id: expect.any(String) });
		expect(events).toEqual([
			'notify start',
			'notify connect',
			'notify fetch_accounts',
			'notify fetch_transactions',
			'notify finish_fetching',
			'success finish',
		]);
	});

	it('can be gone by one call, at every kind of bank', async () => {
		const banks: [string, Record<string, string>?, Record<string, string>?][] = [
			['fakebank_simple_xf'],
			['fakebank_interactive_xf'],
			['fakebank_oauth_xf'],
			[
				'musterbank_de',
				{ login: 'username', password: 'secret', branch: 'koeln' },
				{ sms: '123456', tan_method: 'app_tan' },
			],
		];
		for (const [provider, login, answer] of banks) {
			const end = await connectBank(await link(), { provider, login, answer }, wait);
			const { connection_id } = told(end);
			expect(await connection(connection_id)).toMatchObject({
				provider_code: provider,
				last_attempt: { success_at: expect.any(String) as unknown },
			});
		}
	});

	it('comes back to a page of its own, or the home of the client, when nothing else is asked', async () => {
		const end = await connectBank(await link({ attempt: {} }), {}, wait);
		const home = new URL(end.left ?? '');
		expect(home.pathname).toBe('/connected');
		expect((await openWidget(home.href)).html).toContain('You can close this page');

		bank.reset();
		bank.state.homeUrl = 'https://client.example/home';
		const other = await connectBank(await link({ attempt: {} }), {}, wait);
		expect(other.left).toMatch(/^https:\/\/client\.example\/home\?connection_id=\d+$/);
	});

	it('comes back without a word when none was asked for', async () => {
		const silent = { return_connection_id: false, return_error_class: false };
		expect(told(await connectBank(await link(silent), {}, wait))).toEqual({});
		expect(told(await cancel(await openWidget(await link(silent))))).toEqual({});
	});

	it('goes through v5 in the same way, with the stages of v5', async () => {
		const { data } = await call('v5', 'POST /connect_sessions/create', {
			customer_id: neighbour,
			consent: { scopes: ['account_details', 'transactions_details'] },
			attempt: { return_to: returnTo },
			return_connection_id: true,
			include_fake_providers: true,
		});
		const { connect_url } = data as { connect_url: string };
		const end = await connectBank(connect_url, { provider: 'fakebank_interactive_xf' }, wait);
		expect(Object.keys(told(end))).toEqual(['connection_id']);
		expect(events).toEqual([
			'notify start',
			'notify connect',
			// The widget asks by itself: the client is not asked to.
			'notify interactive',
			'notify fetch_accounts',
			'notify fetch_recent',
			'notify fetch_full',
			'notify disconnect',
			'success finish',
		]);
	});
});

describe('a login that is refused', () => {
	it('can be tried again, for the same connection', async () => {
		const login = await atLogin();
		await fillIn(login, { ...rightLogin, 'field.password': 'wrong' });
		bank.pass(minute);
		const failure = await openWidget(login.url);
		expect([failure.step, failure.html]).toEqual([
			'failure',
			expect.stringContaining('The provider refused the login'),
		]);
		expect(events.at(-1)).toBe('fail finish');
		const again = await fillIn(failure);
		expect(again.step).toBe('login');
		await fillIn(again, rightLogin);
		bank.pass(minute);
		const { connection_id } = told(await openWidget(login.url));
		const connectionsOf = await call('v5', `GET /connections?customer_id=${neighbour}`);
		expect(connectionsOf.data).toHaveLength(2);
		const attempts = await call('v5', `GET /attempts?connection_id=${connection_id}`);
		expect(attempts.data).toMatchObject([
			{ fail_error_class: 'InvalidCredentials' },
			{ fail_error_class: null },
		]);
	});

	it('is told at the end when the end user leaves', async () => {
		const login = await atLogin();
		await fillIn(login, { ...rightLogin, 'field.password': 'wrong' });
		bank.pass(minute);
		const end = await cancel(await openWidget(login.url));
		expect(told(end)).toEqual({
			connection_id: expect.any(String) as unknown,
			error_class: 'InvalidCredentials',
		});
	});

	it('is not even tried when a field is missing, or the bank is connected already', async () => {
		const login = await atLogin();
		const missing = await fillIn(login, { ...rightLogin, 'field.password': '' });
		expect([missing.step, missing.html]).toEqual([
			'login',
			expect.stringContaining('credentials password is missing'),
		]);
		expect((await openWidget(login.url)).html).not.toContain('role="alert"');
		await fillIn(login, rightLogin);
		bank.pass(minute);
		const twin = await fillIn(await atLogin(), rightLogin);
		expect(twin.html).toContain('has these credentials');
	});

	it('goes on with a refused answer', async () => {
		const login = await atLogin('fakebank_interactive_xf');
		await fillIn(login, rightLogin);
		bank.pass(minute);
		await fillIn(await openWidget(login.url), { 'field.sms': '000000' });
		bank.pass(minute);
		expect((await openWidget(login.url)).html).toContain('The provider refused the answer');
	});
});

describe('an end user who gives up', () => {
	it.each(['consent', 'provider', 'login'])('at %s leaves no connection', async (step) => {
		let page = await openWidget(await link());
		if (step !== 'consent') page = await fillIn(page);
		if (step === 'login') page = await fillIn(page, { provider_code: 'fakebank_simple_xf' });
		expect(page.step).toBe(step);
		expect(told(await cancel(page))).toEqual({ error_class: 'Unfinished' });
		expect(bank.state.connections.size).toBe(9);
		expect(events).toEqual([]);
	});

	it('at the question of the bank ends the attempt, in the words of the version', async () => {
		const login = await atLogin('fakebank_interactive_xf');
		await fillIn(login, rightLogin);
		bank.pass(minute);
		const end = await cancel(await openWidget(login.url));
		const { connection_id, error_class } = told(end);
		expect(error_class).toBe('Unfinished');
		expect(await connection(connection_id)).toMatchObject({
			last_attempt: { finished: true, fail_error_class: 'Unfinished' },
		});
		expect(events.at(-1)).toBe('fail finish');

		const { data } = await call('v5', 'POST /connect_sessions/refresh', { connection_id: asking });
		const v5 = await openWidget((data as { connect_url: string }).connect_url);
		await fillIn(v5);
		bank.pass(minute);
		await cancel(await openWidget(v5.url));
		const { last_attempt } = (await call('v5', `GET /connections/${asking}`)).data as {
			last_attempt: object;
		};
		expect(last_attempt).toMatchObject({ fail_error_class: 'InteractiveAdapterTimeout' });
	});

	it('and does not come back fails when the time of the bank is over', async () => {
		const login = await atLogin('fakebank_interactive_xf');
		await fillIn(login, rightLogin);
		bank.pass(hour);
		expect((await openWidget(login.url)).step).toBe('failure');
		expect(events.at(-1)).toBe('fail finish');
	});
});

describe('a link', () => {
	it('runs out after a while, but not under those who have begun', async () => {
		const login = await atLogin();
		bank.pass(hour);
		const late = await openWidget(login.url);
		expect([late.status, late.step]).toEqual([410, undefined]);
		const other = await atLogin();
		await fillIn(other, rightLogin);
		bank.pass(2 * hour);
		expect((await openWidget(other.url)).left).toBeDefined();
	});

	it('is good for one way through', async () => {
		const url = await link();
		await connectBank(url, {}, wait);
		expect((await openWidget(url)).status).toBe(410);
		expect((await openWidget(url.replace(/\w{4}$/, 'zzzz'))).status).toBe(404);
	});

	it('is left as it is by a form that comes late', async () => {
		const consent = await openWidget(await link());
		const providers = await fillIn(consent);
		const still = await fillIn(consent);
		expect([still.step, still.html.includes('role="alert"')]).toEqual(['provider', false]);
		const login = await fillIn(providers, { provider_code: 'fakebank_simple_xf' });
		const late = await fillIn(providers, { provider_code: 'musterbank_de' });
		expect(late.html).toContain('Fakebank Simple');
		expect(late.html).not.toContain('role="alert"');
		expect((await cancel(consent)).left).toBeUndefined();
		expect(login.step).toBe('login');
	});

	it('says who it is for, and how long it lasts', async () => {
		const reply = await call('v6', 'POST /connections/connect', {
			customer_identifier: 'erika.mustermann',
			consent: { scopes: ['accounts'] },
		});
		expect(reply.data).toEqual({
			connect_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/connect\/[0-9a-f]{32}$/),
			expires_at: new Date(Date.now() + hour).toISOString(),
			customer_id: customer,
			token: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
	});
});

describe('the options of the widget', () => {
	const codes = async (changes: object) => {
		const page = await fillIn(await openWidget(await link(changes)));
		return [...page.html.matchAll(/value="(\w+_\w+)"/g)].map(([, code]) => code);
	};

	it('narrow the banks', async () => {
		expect(await codes({ widget: { allowed_countries: ['DE'] } })).toEqual([
			'musterbank_de',
			'stadtbank_de',
		]);
		expect(await codes({ provider: { modes: ['oauth'], include_sandboxes: true } })).toEqual([
			'fakebank_oauth_xf',
			'fake_oauth_client_xf',
		]);
		expect((await codes({ widget: { popular_providers_country: 'IT' } }))[0]).toBe(
			'banca_esempio_it',
		);
		const all = await codes({});
		// Down, gone, or nothing to log in to.
		for (const code of ['banque_en_pause_fr', 'kreisbank_gestern_de', 'fakebank_file_xf']) {
			expect(all).not.toContain(code);
		}
		expect(await codes({ consent: { scopes: ['holder_info'] } })).not.toContain('banca_esempio_it');
	});

	it('leave out the choice of the bank, and the consent', async () => {
		const page = await openWidget(
			await link({
				provider: { code: 'stadtbank_de' },
				widget: { show_consent_confirmation: false },
			}),
		);
		expect([page.step, page.html]).toEqual([
			'login',
			expect.stringContaining('Stadtbank &amp; Söhne'),
		]);
	});

	it('show the accounts before the end', async () => {
		const login = await atLogin('fakebank_simple_xf', { widget: { show_account_overview: true } });
		await fillIn(login, rightLogin);
		bank.pass(minute);
		const overview = await openWidget(login.url);
		expect([overview.step, overview.html]).toEqual([
			'overview',
			expect.stringMatching(/Current account: \d+\.\d\d EUR/),
		]);
		expect(told(await fillIn(overview))).toEqual({ connection_id: expect.any(String) });
	});

	it('let the end user go while the bank is still asked', async () => {
		const login = await atLogin('fakebank_simple_xf', { widget: { skip_stages_screen: true } });
		await fillIn(login, rightLogin);
		bank.pass(2000);
		const { connection_id } = told(await openWidget(login.url));
		expect(await connection(connection_id)).toMatchObject({ last_attempt: { finished: false } });
	});

	it.each([
		['store', {}, true],
		['do_not_store', {}, false],
		['ask', {}, false],
		['ask', { store: 'on' }, true],
	])('keep the login or not: %s', async (credentials_strategy, more, isKept) => {
		const login = await atLogin('fakebank_simple_xf', { widget: { credentials_strategy } });
		expect(login.html.includes('name="store"')).toBe(credentials_strategy === 'ask');
		await fillIn(login, { ...rightLogin, ...more });
		bank.pass(minute);
		const { connection_id } = told(await openWidget(login.url));
		const { last_attempt } = await connection(connection_id);
		expect(last_attempt).toMatchObject({ store_credentials: isKept });
		bank.pass(2 * hour);
		const refresh = await call('v6', `POST /connections/${connection_id}/background_refresh`, {});
		expect(refresh.status).toBe(isKept ? 200 : 406);
	});

	it('give a consent for no more days than the bank takes', async () => {
		const consent = { scopes: ['accounts'], period_days: 400 };
		const login = { login: 'username.neu', password: 'secret' };
		const end = await connectBank(
			await link({ consent }),
			{ provider: 'stadtbank_de', login },
			wait,
		);
		const { connection_id } = told(end);
		const { data } = await call('v6', `GET /consents?connection_id=${connection_id}`);
		expect(data).toMatchObject([
			{ status: 'active', period_days: 90, collected_by: 'saltedge', scopes: ['accounts'] },
		]);
	});
});

describe('a reconnection', () => {
	const reconnect = async (version: ApiVersion, data: object): Promise<string> => {
		const address =
			version === 'v6'
				? `POST /connections/${household}/reconnect`
				: 'POST /connect_sessions/reconnect';
		const more = version === 'v6' ? {} : { connection_id: household };
		const reply = await call(version, address, { ...data, ...more });
		expect([reply.status, reply.text]).toEqual([200, reply.text]);
		return (reply.data as { connect_url: string }).connect_url;
	};

	it('asks for the login only, with a new consent or the old one', async () => {
		const attempt = { return_to: returnTo };
		const plain = await openWidget(await reconnect('v6', { attempt }));
		expect(plain.step).toBe('login');
		await fillIn(plain, rightLogin);
		bank.pass(minute);
		await openWidget(plain.url);
		const list = () => call('v6', `GET /consents?connection_id=${household}`);
		expect((await list()).data).toHaveLength(1);

		const consent = { scopes: ['accounts', 'holder_info', 'transactions'] };
		const end = await connectBank(await reconnect('v6', { attempt, consent }), {}, wait);
		expect(told(end)).toEqual({});
		expect((await list()).data).toHaveLength(2);
		const { data } = await call('v6', `GET /connections/${household}?include_holder_info=true`);
		expect(data).toMatchObject({
			holder_info: { names: ['Erika Mustermann', 'Jörg Müller-Lüdenscheidt'] },
		});
	});

	it.each([
		['is refused', undefined, {}, 'CredentialsNotMatch'],
		['is taken', 'override', {}, null],
		['is taken when the end user says so', 'ask', { override: 'on' }, null],
		['is refused when the end user does not say so', 'ask', {}, 'CredentialsNotMatch'],
	])('with another login %s', async (_what, override_credentials_strategy, more, failed) => {
		const url = await reconnect('v5', {
			consent: { scopes: ['account_details'] },
			override_credentials_strategy,
		});
		const login = await fillIn(await openWidget(url));
		await fillIn(login, { ...rightLogin, 'field.login': 'username.other', ...more });
		bank.pass(minute);
		const { data } = await call('v5', `GET /connections/${household}`);
		expect(data).toMatchObject({ last_attempt: { fail_error_class: failed } });
	});
});

describe('a refresh', () => {
	it('asks for nothing but what the bank asks', async () => {
		const reply = await call('v6', `POST /connections/${asking}/refresh`, {
			attempt: { return_to: returnTo },
			return_connection_id: true,
		});
		const { connect_url } = reply.data as { connect_url: string };
		const page = await openWidget(connect_url);
		expect([page.step, page.html.includes('field.')]).toEqual(['login', false]);
		const end = await connectBank(connect_url, {}, wait);
		expect(told(end)).toEqual({ connection_id: asking });
		expect(events.at(-1)).toBe('success finish');
	});
});
