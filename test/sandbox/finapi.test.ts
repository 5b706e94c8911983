import type { Reply } from '../support/exchange';
import { gate } from '../support/gate';
import type { Options } from '../support/localFinApi';
import { call, refused, send } from '../support/localFinApi';
import { until } from '../support/until';
import type { ApiVersion, FinApiSandbox } from './finapi';
import { startFinApi } from './finapi';

const versions = ['V1', 'V2'] as const;
const tokenPaths = { V1: '/oauth/token', V2: '/api/v2/oauth/token' };

const household = '9007199254740993';
const failing = '4500000000002';
const business = '4500000000003';
const neighbours = '4500000000004';

const demoBank = 280001;
const redirectBank = 280002;
const decoupledBank = 277001;
const fintsBank = 277002;
const failingBank = 277003;
const formBank = 277004;
const unsupportedBank = 277005;
const consentBank = 277006;

let v1: FinApiSandbox;
let v2: FinApiSandbox;
const sandbox = (version: ApiVersion) => (version === 'V1' ? v1 : v2);

beforeAll(async () => {
	v1 = await startFinApi({ version: 'V1' });
	v2 = await startFinApi();
});

afterAll(() => Promise.all([v1.close(), v2.close()]));

/** What the clock shows: time stands still, so that none passes on a slow machine either. */
let now = Date.now();

beforeEach(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	v1.reset();
	v2.reset();
});

afterEach(() => jest.restoreAllMocks());

type Json = Record<string, unknown>;

const connectionsPath = '/bankConnections';
const importInto = (bank: FinApiSandbox, body: unknown) =>
	call(bank, 'POST', `${connectionsPath}/import`, { body });
const update = (bank: FinApiSandbox, body: unknown) =>
	call(bank, 'POST', `${connectionsPath}/update`, { body });
const edit = (bank: FinApiSandbox, id: string, body: unknown) =>
	call(bank, 'PATCH', `${connectionsPath}/${id}`, { body });
const read = (bank: FinApiSandbox, id: string) => call(bank, 'GET', `${connectionsPath}/${id}`);

const login = (user: string, pin: string) => [
	{ label: 'Nutzerkennung', value: user },
	{ label: 'PIN', value: pin },
];

const fintsImport = {
	V1: { bankId: fintsBank, bankingUserId: 'max', bankingPin: '12345' },
	V2: {
		bankId: fintsBank,
		bankingInterface: 'FINTS_SERVER',
		loginCredentials: login('max', '12345'),
	},
};

/** As text, because the id has more digits than a JavaScript number. */
const householdUpdate = {
	V1: `{"bankConnectionId":${household}}`,
	V2: `{"bankConnectionId":${household},"bankingInterface":"FINTS_SERVER"}`,
};

/** A field that is undefined is left out. */
const askForToken = (
	bank: FinApiSandbox,
	form: Record<string, string | undefined>,
	headers: Record<string, string> = {},
) => {
	const { clientId, clientSecret } = bank.client;
	const all = { client_id: clientId, client_secret: clientSecret, ...form };
	const given = Object.entries(all).filter(
		(pair): pair is [string, string] => pair[1] !== undefined,
	);
	return send(bank, 'POST', tokenPaths[bank.version], {
		body: new URLSearchParams(Object.fromEntries(given)).toString(),
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
		token: '',
	});
};

const asUser = (bank: FinApiSandbox, changes: Record<string, string | undefined> = {}) => {
	const { userId, password } = bank.user;
	return askForToken(bank, { grant_type: 'password', username: userId, password, ...changes });
};

/** Runs the work as if it were another time. */
async function at<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
	const before = now;
	now = milliseconds;
	try {
		return await work();
	} finally {
		now = before;
	}
}

/** Runs the work as if the given time had passed. */
const later = <T>(milliseconds: number, work: () => Promise<T>): Promise<T> =>
	at(now + milliseconds, work);

describe.each(versions)('signing in to %s', (version) => {
	let bank: FinApiSandbox;
	beforeEach(() => {
		bank = sandbox(version);
	});
	const tokenIn = ({ json }: Reply) => String(json?.access_token);

	it('gives the user a token that opens the connections, and one to refresh it with', async () => {
		const reply = await asUser(bank);
		expect(reply).toMatchObject({
			status: 200,
			json: {
				access_token: expect.any(String) as unknown,
				refresh_token: expect.any(String) as unknown,
				token_type: 'bearer',
				expires_in: 3600,
				scope: 'all',
			},
		});
		const { status } = await call(bank, 'GET', connectionsPath, { token: tokenIn(reply) });
		expect(status).toBe(200);
		expect(bank.tokenCalls()).toBe(1);
	});

	it('gives the client a token that cannot be refreshed', async () => {
		const reply = await askForToken(bank, { grant_type: 'client_credentials' });
		expect(reply.status).toBe(200);
		expect(reply.json).not.toHaveProperty('refresh_token');
		const token = tokenIn(reply);
		expect(token).toBe(bank.issueToken('client'));
		expect(await call(bank, 'GET', connectionsPath, { token })).toMatchObject(
			refused(403, 'UNAUTHORIZED_ACCESS'),
		);
	});

	it('gives the same token again, for what is left of its life', async () => {
		const first = await asUser(bank);
		const again = await later(600_000, () => asUser(bank));
		expect(tokenIn(again)).toBe(tokenIn(first));
		expect(again.json?.refresh_token).toBe(first.json?.refresh_token);
		expect(Number(again.json?.expires_in)).toBeLessThanOrEqual(3000);
		expect(tokenIn(await later(3_601_000, () => asUser(bank)))).not.toBe(tokenIn(first));
	});

	it('lets a token live for ever when its life is 0', async () => {
		bank.state.tokenLifeSeconds = 0;
		const reply = await asUser(bank);
		expect(reply.json?.expires_in).toBe(0);
		const token = tokenIn(reply);
		const aYear = 365 * 24 * 3_600_000;
		const { status } = await later(aYear, () => call(bank, 'GET', connectionsPath, { token }));
		expect(status).toBe(200);
	});

	it('refreshes the token of a user, and then the old one is worth nothing', async () => {
		const first = await asUser(bank);
		const refreshToken = String(first.json?.refresh_token);
		const refresh = (refresh_token: string) =>
			askForToken(bank, { grant_type: 'refresh_token', refresh_token });
		const second = await refresh(refreshToken);
		expect(second.status).toBe(200);
		expect(second.json).not.toHaveProperty('refresh_token');
		const old = await call(bank, 'GET', connectionsPath, { token: tokenIn(first) });
		expect(old.status).toBe(401);
		const { status } = await call(bank, 'GET', connectionsPath, { token: tokenIn(second) });
		expect(status).toBe(200);
		expect((await refresh(refreshToken)).status).toBe(200);

		expect(await refresh('other')).toMatchObject(refused(400, 'INVALID_TOKEN'));
		bank.revokeTokens();
		expect(await refresh(refreshToken)).toMatchObject(refused(400, 'INVALID_TOKEN'));
	});

	it.each([
		['a wrong secret', { client_secret: 'other' }],
		['a wrong id', { client_id: 'other' }],
		['no secret', { client_secret: undefined }],
		['no id', { client_id: undefined }],
	])('refuses a client with %s', async (_what, changes) => {
		expect(await asUser(bank, changes)).toMatchObject({
			status: 401,
			json: { error: 'invalid_client', error_description: expect.any(String) as unknown },
		});
	});

	it('refuses a client that signs in with HTTP Basic, with or without the form', async () => {
		const { clientId, clientSecret } = bank.client;
		const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
		const Authorization = `Basic ${basic}`;
		const without = { client_id: undefined, client_secret: undefined };
		for (const more of [without, {}]) {
			const form = { grant_type: 'client_credentials', ...more };
			expect((await askForToken(bank, form, { Authorization })).status).toBe(401);
		}
	});

	it.each([
		['a wrong password', { password: 'other' }, 'BAD_REQUEST'],
		['an unknown user', { username: 'nobody' }, 'BAD_REQUEST'],
		['no password', { password: undefined }, 'MISSING_FIELD'],
		['no user', { username: undefined }, 'MISSING_FIELD'],
		['no grant type', { grant_type: undefined }, 'MISSING_FIELD'],
		['an unknown grant type', { grant_type: 'implicit' }, 'BAD_REQUEST'],
		['no refresh token', { grant_type: 'refresh_token' }, 'MISSING_FIELD'],
		['an unknown field', { colour: 'blue' }, 'BAD_REQUEST'],
	])('refuses %s', async (_what, changes, code) => {
		expect(await asUser(bank, changes)).toMatchObject(refused(400, code));
	});

	it('takes a form only, and nothing in the address', async () => {
		const { clientId: client_id, clientSecret: client_secret } = bank.client;
		const form = { grant_type: 'client_credentials', client_id, client_secret };
		const encoded = new URLSearchParams(form).toString();
		const path = tokenPaths[version];
		const post = (url: string, body: string, type: string) =>
			send(bank, 'POST', url, { body, headers: { 'Content-Type': type }, token: '' });
		const formType = 'application/x-www-form-urlencoded; charset=utf-8';
		expect((await post(path, encoded, formType)).status).toBe(200);
		expect((await post(path, encoded, 'text/plain')).status).toBe(415);
		expect((await post(path, JSON.stringify(form), 'application/json')).status).toBe(401);
		expect((await post(`${path}?${encoded}`, '', formType)).status).toBe(401);
		expect((await post(`${path}?grant_type=password`, encoded, formType)).status).toBe(400);
		expect((await post(path, `${encoded}&grant_type=client_credentials`, formType)).status).toBe(
			400,
		);
		expect((await post(path, `${encoded}&username=%zz`, formType)).status).toBe(400);
	});

	it('turns away a user that is not verified', async () => {
		const unverified = { username: 'unverified', password: 'unverified-password' };
		expect(await asUser(bank, unverified)).toMatchObject(refused(403, 'USER_NOT_VERIFIED'));
	});

	it('locks a user after the fifth wrong password in a row, and the tokens with it', async () => {
		const token = bank.issueToken('user');
		for (let attempt = 1; attempt <= 4; attempt += 1) await asUser(bank, { password: 'wrong' });
		expect((await asUser(bank)).status).toBe(200);

		for (let attempt = 1; attempt <= 4; attempt += 1) await asUser(bank, { password: 'wrong' });
		expect(bank.locked()).toBe(false);
		expect((await asUser(bank, { password: 'wrong' })).status).toBe(400);
		expect(bank.locked()).toBe(true);
		expect(await asUser(bank)).toMatchObject(refused(423, 'LOCKED'));
		expect((await call(bank, 'GET', connectionsPath, { token })).status).toBe(401);
		bank.reset();
		expect((await asUser(bank)).status).toBe(200);
	});

	it('can be told to lock the user', async () => {
		const { json } = await asUser(bank);
		bank.lockUser();
		expect(bank.locked()).toBe(true);
		expect(await asUser(bank)).toMatchObject(refused(423, 'LOCKED'));
		const refresh = { grant_type: 'refresh_token', refresh_token: String(json?.refresh_token) };
		expect((await askForToken(bank, refresh)).status).toBe(400);
	});

	it('tells an unknown, an expired and a revoked token in the words of OAuth', async () => {
		const list = (token: string) => call(bank, 'GET', connectionsPath, { token });
		const invalid = (token: string) => ({
			status: 401,
			json: {
				error: 'invalid_token',
				error_description: expect.stringContaining(token) as unknown,
			},
		});
		expect(await list('other')).toMatchObject(invalid('other'));
		const token = bank.issueToken('user');
		expect((await list(token)).status).toBe(200);
		bank.expireTokens();
		expect(await list(token)).toMatchObject(invalid(token));
		const next = bank.issueToken('user');
		expect(next).not.toBe(token);
		bank.revokeTokens();
		expect(await list(next)).toMatchObject(invalid(next));
	});

	it('wants the token as a bearer', async () => {
		const headers = { Authorization: `Basic ${bank.issueToken('user')}` };
		const reply = await call(bank, 'GET', connectionsPath, { headers, token: '' });
		expect(reply).toMatchObject({ status: 401, json: { error: 'unauthorized' } });
	});
});

describe('strictness', () => {
	it.each([
		['an unknown parameter', 'colour=blue', 'BAD_REQUEST'],
		['a parameter that would vanish in a plain object', '__proto__=1', 'BAD_REQUEST'],
		['a repeated parameter', 'page=1&page=1', 'BAD_REQUEST'],
		['a word where an integer belongs', 'page=abc', 'BAD_REQUEST'],
		['a page before the first', 'page=0', 'BAD_REQUEST'],
		['a page that is too large', 'perPage=501', 'ILLEGAL_PAGE_SIZE'],
		['a page of nothing', 'perPage=0', 'ILLEGAL_PAGE_SIZE'],
		['a word where a flag belongs', 'isTestBank=yes', 'BAD_REQUEST'],
		['an order that does not exist', 'order=colour', 'UNSUPPORTED_ORDER'],
		['a direction that does not exist', 'order=name,up', 'UNSUPPORTED_ORDER'],
		['an id that is none', 'ids=1,x', 'BAD_REQUEST'],
		['an empty id', 'ids=1,', 'BAD_REQUEST'],
		['a country that is none', 'location=de', 'BAD_REQUEST'],
	])('refuses %s in the query', async (_what, query, code) => {
		for (const bank of [v1, v2]) {
			expect(await call(bank, 'GET', `/banks?${query}`)).toMatchObject(refused(400, code));
		}
	});

	it('refuses the filters of the other version', async () => {
		expect((await call(v1, 'GET', '/banks?supportedDataSources=FINTS_SERVER')).status).toBe(200);
		expect((await call(v2, 'GET', '/banks?supportedDataSources=FINTS_SERVER')).status).toBe(400);
		expect((await call(v2, 'GET', '/banks?supportedBankingInterfaces=XS2A')).status).toBe(200);
		expect((await call(v1, 'GET', '/banks?supportedBankingInterfaces=XS2A')).status).toBe(400);
	});

	const v1Body = fintsImport.V1;
	const v2Body = fintsImport.V2;

	it.each([
		['an unknown field', { ...v1Body, colour: 'blue' }, 400, 'BAD_REQUEST'],
		['a field of V2', { ...v1Body, bankingInterface: 'XS2A' }, 400, 'BAD_REQUEST'],
		['no bank', { bankingUserId: 'max' }, 400, 'MISSING_FIELD'],
		['a text where an id belongs', { ...v1Body, bankId: '277002' }, 400, 'BAD_REQUEST'],
		['null where a text belongs', { ...v1Body, name: null }, 400, 'BAD_REQUEST'],
		['a text where a flag belongs', { ...v1Body, storePin: 'true' }, 400, 'BAD_REQUEST'],
		['a name that is too long', { ...v1Body, name: 'x'.repeat(65) }, 422, 'ILLEGAL_FIELD_VALUE'],
		['too few days', { ...v1Body, maxDaysForDownload: 13 }, 422, 'ILLEGAL_FIELD_VALUE'],
		['too many days', { ...v1Body, maxDaysForDownload: 3651 }, 422, 'ILLEGAL_FIELD_VALUE'],
		['an unknown type', { ...v1Body, accountTypeIds: [9] }, 422, 'ILLEGAL_FIELD_VALUE'],
		['text that is not JSON', '{"bankId"', 400, 'BAD_REQUEST'],
		['an empty body', '', 400, 'BAD_REQUEST'],
	])('refuses %s in a body of V1', async (_what, body, status, code) => {
		expect(await importInto(v1, body)).toMatchObject(refused(status, code));
		expect(v1.state.connections.size).toBe(4);
	});

	it.each([
		['no interface', { ...v2Body, bankingInterface: undefined }, 400, 'MISSING_FIELD'],
		[
			'the old name of the interface',
			{ bankId: fintsBank, interface: 'XS2A' },
			400,
			'MISSING_FIELD',
		],
		['an unknown interface', { ...v2Body, bankingInterface: 'EBICS' }, 400, 'BAD_REQUEST'],
		['a field of V1', { ...v2Body, storePin: true }, 400, 'BAD_REQUEST'],
		[
			'a login without a value',
			{ ...v2Body, loginCredentials: [{ label: 'PIN' }] },
			400,
			'MISSING_FIELD',
		],
		['an empty name', { ...v2Body, name: '' }, 422, 'ILLEGAL_FIELD_VALUE'],
		['too few days', { ...v2Body, maxDaysForDownload: 1 }, 422, 'ILLEGAL_FIELD_VALUE'],
		['an old account type', { ...v2Body, accountTypes: ['Pocket'] }, 400, 'BAD_REQUEST'],
		['an answer without hash', { ...v2Body, multiStepAuthentication: {} }, 400, 'MISSING_FIELD'],
	])('refuses %s in a body of V2', async (_what, body, status, code) => {
		expect(await importInto(v2, body)).toMatchObject(refused(status, code));
		expect(v2.state.connections.size).toBe(4);
	});

	it.each(versions)('takes 0 and 14 to 3650 days in %s', async (version) => {
		for (const maxDaysForDownload of [0, 14, 3650]) {
			sandbox(version).reset();
			const body = { ...fintsImport[version], maxDaysForDownload };
			expect((await importInto(sandbox(version), body)).status).toBe(201);
		}
	});

	it('refuses a body that is not sent as JSON, and one where none belongs', async () => {
		const headers = { 'Content-Type': 'text/plain' };
		const path = `${connectionsPath}/import`;
		expect(await call(v2, 'POST', path, { body: v2Body, headers })).toMatchObject(
			refused(415, 'UNSUPPORTED_MEDIA_TYPE'),
		);
		expect(await call(v2, 'DELETE', `${connectionsPath}/${household}`, { body: {} })).toMatchObject(
			refused(400, 'BAD_REQUEST'),
		);
		expect(v2.state.connections.size).toBe(4);
	});

	it('knows no other address and no other method', async () => {
		expect(await call(v2, 'GET', '/nothing')).toMatchObject(refused(404, 'BAD_REQUEST'));
		expect((await call(v2, 'GET', `${connectionsPath}/`)).status).toBe(404);
		const reply = await call(v2, 'POST', connectionsPath, { body: {} });
		expect(reply).toMatchObject(refused(405, 'METHOD_NOT_ALLOWED'));
		expect(reply.headers.get('allow')?.split(', ').sort()).toEqual(['DELETE', 'GET']);
	});

	it('refuses ids that are not digits', async () => {
		for (const id of ['abc', `${household}%2Faccounts`, '%zz', 'import']) {
			expect(await read(v2, id)).toMatchObject(refused(400, 'BAD_REQUEST'));
		}
	});

	it('gives the request id of the client back, unless it is too long', async () => {
		const ask = (id: string) =>
			call(v2, 'GET', `${connectionsPath}/1`, { headers: { 'X-Request-Id': id } });
		const reply = await ask('my-request');
		expect(reply.headers.get('x-request-id')).toBe('my-request');
		expect(reply).toMatchObject({ status: 404, json: { requestId: 'my-request' } });
		expect((await ask('x'.repeat(255))).status).toBe(404);
		const tooLong = await ask('x'.repeat(256));
		expect(tooLong).toMatchObject(refused(400, 'BAD_REQUEST'));
		expect(tooLong.json?.requestId).toBe(tooLong.headers.get('x-request-id'));
	});

	it('says in V1 the same, and null when no bank is concerned', async () => {
		const reply = await importInto(v1, { ...fintsImport.V1, bankingPin: 'wrong' });
		expect(reply.json).toMatchObject({
			endpoint: 'POST /api/v1/bankConnections/import',
			authContext: '1/21',
			bank: '53061230 - Volksbank Beispielhausen',
		});
		expect((await read(v1, '1')).json).toMatchObject({ bank: null });
	});

	it('says in V2 where an error came from, and which bank it is about', async () => {
		const body = { ...v2Body, loginCredentials: login('max', 'wrong') };
		expect((await importInto(v2, body)).json).toMatchObject({
			endpoint: 'POST /api/v2/bankConnections/import',
			authContext: '1/21',
			bank: '53061230 - Volksbank Beispielhausen',
		});
		const reply = await call(v2, 'GET', '/banks', { token: v2.issueToken('client') });
		expect(reply.json).toMatchObject({ endpoint: 'GET /api/v2/banks', authContext: '1' });
		expect(reply.json).not.toHaveProperty('bank');
	});

	it('writes German time in V1 and RFC 3339 in V2, in winter and in summer', async () => {
		const dateAt = (bank: FinApiSandbox, time: string) =>
			at(Date.parse(time), async () => (await read(bank, '1')).json?.date);
		expect(await dateAt(v1, '2030-01-05T23:30:00.007Z')).toBe('2030-01-06 00:30:00.007');
		expect(await dateAt(v2, '2030-01-05T23:30:00.007Z')).toBe('2030-01-06T00:30:00.007+01:00');
		expect(await dateAt(v2, '2030-07-05T12:00:00.000Z')).toBe('2030-07-05T14:00:00.000+02:00');
	});
});

describe('the configuration of the client', () => {
	const configuration = (bank: FinApiSandbox, options: Options = {}) =>
		call(bank, 'GET', '/clientConfiguration', { token: bank.issueToken('client'), ...options });

	const inBoth = {
		pfmServicesEnabled: true,
		isAutomaticBatchUpdateEnabled: true,
		isDevelopmentModeEnabled: true,
		isNonEuroAccountsSupported: false,
		isAutoCategorizationEnabled: true,
		mandatorLicense: 'AISP',
		preferredConsentType: 'RECURRING',
		userNotificationCallbackUrl: null,
		userSynchronizationCallbackUrl: null,
		clientAccessTokensValidityPeriod: 3600,
		userAccessTokensValidityPeriod: 3600,
		refreshTokensValidityPeriod: 0,
		maxUserLoginAttempts: 5,
		transactionImportLimitation: 0,
		isUserAutoVerificationEnabled: false,
		isMandatorAdmin: false,
		isWebScrapingEnabled: true,
		paymentsEnabled: false,
		isStandalonePaymentsEnabled: false,
		availableBankGroups: ['AT', 'DE'],
		products: ['ACCESS', 'WEB_FORM'],
		finTSProductRegistrationNumber: null,
		betaBanksEnabled: false,
	};

	it('is that of 1.151.1 in V1, with the older web form', async () => {
		expect((await configuration(v1)).json).toEqual({
			...inBoth,
			isXs2aEnabled: true,
			pinStorageAvailableInWebForm: true,
			storeSecretsAvailableInWebForm: true,
			applicationName: 'Sandbox',
			supportSubjectDefault: null,
			supportEmail: null,
			aisWebFormMode: 'INTERNAL',
			pisWebFormMode: 'DISABLED',
			pisStandaloneWebFormMode: 'DISABLED',
			autoDismountWebForm: false,
			categoryRestrictions: null,
			corsAllowedOrigins: null,
		});
	});

	it('says in V2 what goes through the web form, and what there is', async () => {
		const { json } = await configuration(v2);
		expect(json).toEqual({
			...inBoth,
			aisEnabled: true,
			aisViaWebForm: false,
			pisViaWebForm: true,
			pisStandaloneViaWebForm: true,
			businessBanksEnabled: expect.any(Boolean) as boolean,
			categoryRestrictionsEnabled: false,
			categoryRestrictions: [expect.objectContaining({ isCustom: false })],
			accountTypeRestrictions: expect.arrayContaining(['Checking', 'Bausparen']) as string[],
			enabledProducts: expect.objectContaining({ access: true, webForm: true }) as object,
		});
		expect(Object.keys(json?.enabledProducts as object)).toEqual([
			...['access', 'webForm', 'customerDashboard', 'dataIntelligence', 'giroIdent', 'schufaApi'],
			...['diLabelling', 'contractManager', 'giroCheck', 'kreditCheck', 'kreditCheckB2B'],
			...['debitFlex', 'transparencyRegister'],
		]);
	});

	it.each(versions)(
		'is read in %s with the token that the client signs in for',
		async (version) => {
			const bank = sandbox(version);
			bank.state.tokenLifeSeconds = 60;
			const { json } = await askForToken(bank, { grant_type: 'client_credentials' });
			const token = String(json?.access_token);
			expect(await configuration(bank, { token })).toMatchObject({
				status: 200,
				json: { clientAccessTokensValidityPeriod: 60, userAccessTokensValidityPeriod: 60 },
			});
			expect(await later(61_000, () => configuration(bank, { token }))).toMatchObject({
				status: 401,
				json: { error: 'invalid_token' },
			});
		},
	);

	it.each(versions)("says in %s whose token it needs when it gets a user's", async (version) => {
		const bank = sandbox(version);
		const reply = await configuration(bank, { token: bank.issueToken('user') });
		expect(reply).toMatchObject(refused(403, 'UNAUTHORIZED_ACCESS'));
		expect(reply.text).toContain("the client's access token");
	});

	it('is only read in V1', async () => {
		const token = v1.issueToken('client');
		const body = { betaBanksEnabled: true };
		const reply = await call(v1, 'PATCH', '/clientConfiguration', { token, body });
		expect(reply).toMatchObject(refused(405, 'METHOD_NOT_ALLOWED'));
		expect(reply.headers.get('allow')).toBe('GET');
	});

	describe('being edited', () => {
		const edited = (body: unknown) =>
			call(v2, 'PATCH', '/clientConfiguration', { body, token: v2.issueToken('client') });

		it('changes only what is given, and clears what is given empty', async () => {
			const url = 'https://example.com/callback';
			const first = await edited({ userNotificationCallbackUrl: url, betaBanksEnabled: true });
			expect(first).toMatchObject({
				status: 200,
				json: { userNotificationCallbackUrl: url, betaBanksEnabled: true },
			});
			const { json } = await edited({ userNotificationCallbackUrl: '' });
			expect(json).toMatchObject({ userNotificationCallbackUrl: null, betaBanksEnabled: true });
		});

		it('never shows the number of the FinTS product', async () => {
			const { text } = await edited({ finTSProductRegistrationNumber: '0123456789ABCDEF' });
			expect(text).toContain('"finTSProductRegistrationNumber":"XXXXX"');
			expect(text).not.toContain('0123456789ABCDEF');
		});

		it('gives new tokens another life, and leaves the old ones theirs', async () => {
			const { json: before } = await asUser(v2);
			await edited({ userAccessTokensValidityPeriod: 60 });
			v2.revokeTokens();
			const { json } = await asUser(v2);
			expect([before?.expires_in, json?.expires_in]).toEqual([3600, 60]);
			const client = await askForToken(v2, { grant_type: 'client_credentials' });
			expect(client.json?.expires_in).toBe(3600);
		});

		it('lets new users be verified without further ado', async () => {
			expect((await edited({ userAutoVerificationEnabled: true })).json).toMatchObject({
				isUserAutoVerificationEnabled: true,
			});
			const token = v2.issueToken('client');
			const { json } = await call(v2, 'POST', '/users', { token, body: { id: 'new' } });
			const password = String(json?.password);
			expect((await asUser(v2, { username: 'new', password })).status).toBe(200);
		});

		it.each([
			['a life of a few seconds', { userAccessTokensValidityPeriod: 59 }],
			['an address that is none', { userNotificationCallbackUrl: 'example.com' }],
			['an address that is too long', { userNotificationCallbackUrl: 'x'.repeat(513) }],
			['what the client cannot set', { maxUserLoginAttempts: 3 }],
			['a number that is none', { finTSProductRegistrationNumber: 'xyz' }],
		])('refuses %s', async (_what, body) => {
			expect(await edited(body)).toMatchObject(refused(400, 'BAD_REQUEST'));
		});
	});
});

describe('banks', () => {
	const names = (bank: FinApiSandbox, query: string) =>
		call(bank, 'GET', `/banks?${query}`).then(({ json }) =>
			(json?.banks as { name: string }[]).map(({ name }) => name),
		);

	it.each([
		['a part of a name, whatever its case', 'search=BEISPIEL', ['Volksbank Beispielhausen']],
		['a BLZ', 'search=37010020', ['Musterbank']],
		['all words, wherever they are', 'search=bank%20k%C3%B6ln', ['Musterbank']],
		['ids in one text', 'ids=277001,277003', ['Musterbank', 'Stadtbank & Söhne']],
		['ids one by one', 'ids=277003&ids=277001', ['Musterbank', 'Stadtbank & Söhne']],
		['being a test bank', 'isTestBank=true', ['finAPI Test Bank', 'finAPI Test Redirect Bank']],
		[
			'a country, or none',
			'location=AT',
			['Alpenbank Wien', 'finAPI Test Bank', 'finAPI Test Redirect Bank'],
		],
		['nothing that there is', 'search=bank%20nowhere', []],
	])('are found by %s', async (_what, query, expected) => {
		for (const bank of [v1, v2]) expect(await names(bank, query)).toEqual(expected);
	});

	it('are found by what they support', async () => {
		expect(await names(v1, 'isSupported=false')).toEqual([
			'Musterbank',
			'Bankhaus ohne Netz',
			'Alpenbank Wien',
			'finAPI Test Redirect Bank',
		]);
		expect(await names(v1, 'supportedDataSources=FINTS_SERVER,WEB_SCRAPER')).toEqual([
			'Volksbank Beispielhausen',
		]);
		expect(await names(v1, 'pinsAreVolatile=true')).toEqual([]);
		expect(await names(v1, 'supportedInterfaces=WEB_SCRAPER')).toEqual([
			'Volksbank Beispielhausen',
		]);
		expect(await names(v2, 'supportedBankingInterfaces=WEB_SCRAPER,XS2A&isTestBank=false')).toEqual(
			['Musterbank', 'Volksbank Beispielhausen', 'Formularbank', 'Alpenbank Wien'],
		);
		expect(await names(v2, 'tppAuthenticationGroupIds=1&location=DE&isTestBank=false')).toEqual([
			'Musterbank',
			'Formularbank',
		]);
	});

	it('come in the order that is asked for, else in that of their ids', async () => {
		const all = await names(v2, '');
		expect(all[0]).toBe('Musterbank');
		expect((await names(v2, 'order=id,desc'))[0]).toBe('finAPI Test Redirect Bank');
		expect((await names(v2, 'order=name'))[0]).toBe('Alpenbank Wien');
		expect((await names(v2, 'order=popularity,desc&order=name,desc')).slice(0, 2)).toEqual([
			'Volksbank Beispielhausen',
			'Stadtbank & Söhne',
		]);
	});

	it('say what a login takes', async () => {
		const one = async (bank: FinApiSandbox, id: number) =>
			((await call(bank, 'GET', `/banks?ids=${id}`)).json?.banks as [Json])[0];
		expect(await one(v1, fintsBank)).toMatchObject({
			loginFieldUserId: 'Nutzerkennung',
			loginFieldCustomerId: 'Kundennummer',
			loginFieldPin: 'PIN',
			supportedDataSources: ['FINTS_SERVER', 'WEB_SCRAPER'],
		});
		expect(await one(v1, failingBank)).toMatchObject({ loginFieldCustomerId: null });
		expect(await one(v2, redirectBank)).toMatchObject({
			interfaces: [
				{ bankingInterface: 'XS2A', properties: ['REDIRECT_APPROACH'], loginCredentials: [] },
			],
		});
		expect(await one(v2, decoupledBank)).toMatchObject({
			interfaces: [
				{
					properties: ['DECOUPLED_APPROACH'],
					loginCredentials: [
						{ label: 'Nutzerkennung', isSecret: false, isMandatory: true },
						{ label: 'PIN', isSecret: true, isMandatory: true },
					],
				},
			],
		});
	});

	it("have another BLZ for V1's demo bank", async () => {
		expect(await names(v1, 'search=00000000')).toEqual(['finAPI Test Bank']);
		expect(await names(v2, 'search=DEMO0001')).toEqual(['finAPI Test Bank']);
	});

	it('are for the client too in V1, not in V2', async () => {
		const list = (bank: FinApiSandbox) =>
			call(bank, 'GET', '/banks', { token: bank.issueToken('client') });
		expect((await list(v1)).status).toBe(200);
		expect(await list(v2)).toMatchObject(refused(403, 'UNAUTHORIZED_ACCESS'));
	});

	it('come in pages with a number', async () => {
		const long = await startFinApi({ banks: 42 });
		try {
			const page = async (query: string) => (await call(long, 'GET', `/banks?${query}`)).json;
			const seen: string[] = [];
			for (const number of [1, 2, 3]) {
				const json = await page(`page=${number}`);
				expect(json?.paging).toEqual({
					page: number,
					perPage: 20,
					pageCount: 3,
					totalCount: 50,
				});
				seen.push(...(json?.banks as { name: string }[]).map(({ name }) => name));
			}
			expect(new Set(seen).size).toBe(50);
			expect(seen).toHaveLength(50);
			expect((await page('perPage=500'))?.banks).toHaveLength(50);
			expect((await page('page=4'))?.banks).toEqual([]);
		} finally {
			await long.close();
		}
	});
});

describe.each(versions)('bank connections of %s', (version) => {
	let bank: FinApiSandbox;
	beforeEach(() => {
		bank = sandbox(version);
	});

	const idsIn = ({ text }: Reply) => [...text.matchAll(/"id":(\d{13,}),/g)].map(([, id]) => id);
	const get = (query: string) => call(bank, 'GET', `${connectionsPath}${query}`);

	it('are listed with all digits of their ids, the smallest first', async () => {
		expect(idsIn(await get(''))).toEqual([failing, business, household]);
		expect((await get('')).text).toContain('"accountIds":[8400000000001,9007199254740995]');
	});

	it('are filtered by ids in either form, and others left out', async () => {
		const ids = [household, '1', neighbours, failing];
		expect(idsIn(await get(`?ids=${ids.join(',')}`))).toEqual([failing, household]);
		expect(idsIn(await get(`?ids=${ids.join('%2C')}`))).toEqual([failing, household]);
		expect(idsIn(await get(`?${ids.map((id) => `ids=${id}`).join('&')}`))).toEqual([
			failing,
			household,
		]);
		expect((await get('?ids=1')).json).toEqual({ connections: [] });
	});

	it('are filtered by a thousand ids at most', async () => {
		const ids = (count: number) => Array.from({ length: count }, (_each, index) => index).join(',');
		expect((await get(`?ids=${ids(1000)}`)).status).toBe(200);
		expect(await get(`?ids=${ids(1001)}`)).toMatchObject(refused(400, 'TOO_MANY_IDS'));
	});

	it('are unknown when there are none, or when they are of somebody else', async () => {
		for (const id of ['1', neighbours]) {
			const expected = refused(404, 'UNKNOWN_ENTITY');
			expect(await read(bank, id)).toMatchObject(expected);
			expect(await edit(bank, id, { name: 'x' })).toMatchObject(expected);
			expect(await call(bank, 'DELETE', `${connectionsPath}/${id}`)).toMatchObject(expected);
			const body = householdUpdate[version].replace(household, id);
			expect(await update(bank, body)).toMatchObject(expected);
		}
		expect(bank.state.connections.has(neighbours)).toBe(true);
	});

	it('are deleted one by one or all at once, but not those of others', async () => {
		const remove = (path: string) => call(bank, 'DELETE', `${connectionsPath}${path}`);
		expect(await remove(`/${failing}`)).toMatchObject({ status: 200, text: '' });
		expect((await remove(`/${failing}`)).status).toBe(404);
		expect((await remove('')).text).toBe(`{"identifiers":[${business},${household}]}`);
		expect((await remove('')).json).toEqual({ identifiers: [] });
		expect([...bank.state.connections.keys()]).toEqual([neighbours]);
	});

	it('show no PIN', async () => {
		const { text } = await get('');
		expect(text).toContain('XXXXX');
		expect(text).not.toContain('12345"');
	});

	it('change only what is given, and clear what is given empty', async () => {
		const { json } = await edit(bank, household, { name: 'Neu' });
		expect(json).toMatchObject({ name: 'Neu' });
		const stored = bank.state.connections.get(household)?.interfaces[0];
		expect(stored?.credentials.pin).toBe('12345');
		expect(stored?.defaultTwoStepProcedureId).toBe('955');
		expect((await edit(bank, household, { name: '' })).json?.name).toBeNull();
		expect((await edit(bank, household, {})).status).toBe(200);
	});

	it('have only procedures of their own for a default', async () => {
		const on = version === 'V2' ? { bankingInterface: 'FINTS_SERVER' } : {};
		const choose = (defaultTwoStepProcedureId: string) =>
			edit(bank, household, { ...on, defaultTwoStepProcedureId });
		const chosen = () =>
			bank.state.connections.get(household)?.interfaces[0]?.defaultTwoStepProcedureId;
		expect((await choose('956')).status).toBe(200);
		expect(chosen()).toBe('956');
		expect(await choose('957')).toMatchObject(refused(422, 'INVALID_TWO_STEP_PROCEDURE'));
		expect((await choose('')).status).toBe(200);
		expect(chosen()).toBeNull();
	});

	describe('being imported', () => {
		const add = (changes: Json = {}) => importInto(bank, { ...fintsImport[version], ...changes });

		it('are downloaded and categorized one after the other', async () => {
			bank.state.importDelayMs = 100_000;
			const { json } = await add({ name: 'Neu' });
			const id = String(json?.id);
			const states = async (after: number) => {
				const reply = await later(after, () => read(bank, id));
				return [reply.json?.updateStatus, reply.json?.categorizationStatus];
			};
			expect([json?.updateStatus, json?.name]).toEqual(['IN_PROGRESS', 'Neu']);
			expect(json?.accountIds).toHaveLength(3);
			expect(await states(90_000)).toEqual(['IN_PROGRESS', 'READY']);
			expect(await states(110_000)).toEqual(['READY', 'PENDING']);
			expect(await states(160_000)).toEqual(['READY', 'IN_PROGRESS']);
			expect(await states(210_000)).toEqual(['READY', 'READY']);
		});

		it('have a result only when the download is over', async () => {
			const resultIn = ({ json }: Reply) => {
				const holder = version === 'V1' ? json : (json?.interfaces as Json[])[0];
				return holder?.lastManualUpdate;
			};
			const reply = await add();
			expect(resultIn(reply)).toBeNull();
			const after = await later(200, () => read(bank, String(reply.json?.id)));
			expect(resultIn(after)).toMatchObject({ result: 'OK', errorMessage: null });
			if (version === 'V2') {
				expect(after.json?.interfaces).toMatchObject([{ userActionRequired: false }]);
			}
		});

		it('tell the rejection of a bank that only fails in the background', async () => {
			const reply = await add({ bankId: failingBank });
			expect(reply.status).toBe(201);
			const { json } = await later(200, () => read(bank, String(reply.json?.id)));
			expect(json).toMatchObject({ updateStatus: 'READY', categorizationStatus: 'READY' });
			if (version === 'V2') expect(json?.interfaces).toMatchObject([{ userActionRequired: true }]);
			expect(version === 'V1' ? json : (json?.interfaces as Json[])[0]).toMatchObject({
				lastManualUpdate: {
					result: 'BANK_SERVER_REJECTION',
					errorType: 'BUSINESS',
					errorMessage: expect.any(String) as unknown,
				},
			});
		});

		it('are not categorized when nothing but accounts is downloaded', async () => {
			const { json } = await add({ skipPositionsDownload: true });
			const after = await later(200, () => read(bank, String(json?.id)));
			expect(after.json).toMatchObject({ updateStatus: 'READY', categorizationStatus: 'READY' });
		});

		it('exist only once for a bank and a login', async () => {
			expect((await add()).status).toBe(201);
			expect(await add({ name: 'Zweite' })).toMatchObject(refused(422, 'ENTITY_EXISTS'));
			expect(bank.state.connections.size).toBe(5);
		});

		it('need a known and supported bank', async () => {
			expect(await add({ bankId: 1 })).toMatchObject(refused(422, 'UNKNOWN_ENTITY'));
			expect(await add({ bankId: unsupportedBank })).toMatchObject(
				refused(501, 'UNSUPPORTED_BANK'),
			);
		});

		it('need credentials, and right ones', async () => {
			const [missing, wrong] =
				version === 'V1'
					? [{ bankingPin: undefined }, { bankingPin: '54321' }]
					: [
							{ loginCredentials: login('max', '').slice(0, 1) },
							{ loginCredentials: login('max', '54321') },
						];
			expect(await add(missing)).toMatchObject(refused(422, 'ILLEGAL_FIELD_VALUE'));
			const reply = await add(wrong);
			expect(reply).toMatchObject(refused(422, 'BANK_SERVER_REJECTION'));
			expect(reply.json?.errors).toMatchObject([{ type: 'BUSINESS' }]);
			expect(bank.state.connections.size).toBe(4);
		});

		it('bring only the accounts of the types that are asked for', async () => {
			const only = (...ids: number[]) => {
				const names = ['Checking', 'Savings', 'CreditCard', 'Security'];
				return version === 'V1'
					? { accountTypeIds: ids }
					: { accountTypes: ids.map((id) => names[id - 1]) };
			};
			expect(await add(only(3))).toMatchObject(refused(422, 'NO_ACCOUNTS_FOR_TYPE_LIST'));
			const { json } = await add(only(2, 4));
			expect(json?.accountIds).toHaveLength(2);
			const id = String(json?.id);
			const types = () => bank.state.connections.get(id)?.accounts.map(({ type }) => type);
			expect(types()).toEqual(['Savings', 'Security']);

			const pin =
				version === 'V1'
					? { bankingPin: '12345' }
					: { bankingInterface: 'FINTS_SERVER', loginCredentials: login('max', '12345') };
			const again = (more: Json) =>
				later(400, () => update(bank, { bankConnectionId: Number(id), ...pin, ...more }));
			await again({});
			expect(types()).toHaveLength(2);
			await later(400, () => again({ importNewAccounts: true }));
			expect(types()).toEqual(['Savings', 'Security', 'Checking']);
		});

		it('keep the PIN only if they may', async () => {
			const store = version === 'V1' ? 'storePin' : 'storeSecrets';
			const stored = async (changes: Json) => {
				bank.reset();
				const { json } = await add(changes);
				const connection = bank.state.connections.get(String(json?.id));
				return connection?.interfaces[0]?.credentials;
			};
			expect(await stored({})).toEqual({ userId: 'max' });
			expect(await stored({ [store]: true })).toEqual({ userId: 'max', pin: '12345' });
		});
	});

	describe('being busy', () => {
		const start = async () => {
			bank.state.importDelayMs = 100_000;
			expect((await update(bank, householdUpdate[version])).status).toBe(200);
		};
		const locked = refused(423, 'LOCKED');

		it('cannot be updated, changed or deleted during the download', async () => {
			await start();
			const one = `${connectionsPath}/${household}`;
			expect(await update(bank, householdUpdate[version])).toMatchObject(locked);
			expect(await edit(bank, household, { name: 'x' })).toMatchObject(locked);
			expect(await call(bank, 'DELETE', one)).toMatchObject(locked);
			expect((await read(bank, household)).status).toBe(200);
			expect((await edit(bank, failing, { name: 'x' })).status).toBe(200);
		});

		it('keep all others from being deleted with them', async () => {
			await start();
			expect(await call(bank, 'DELETE', connectionsPath)).toMatchObject(locked);
			expect(bank.state.connections.size).toBe(4);
		});

		it('can be renamed and updated during the categorization, but not deleted', async () => {
			await start();
			await later(110_000, async () => {
				const one = `${connectionsPath}/${household}`;
				expect(await call(bank, 'DELETE', one)).toMatchObject(locked);
				const login =
					version === 'V1'
						? { bankingPin: '99999' }
						: {
								bankingInterface: 'FINTS_SERVER',
								loginCredentials: [{ label: 'PIN', value: '99999' }],
							};
				expect(await edit(bank, household, login)).toMatchObject(locked);
				expect((await edit(bank, household, { name: 'x' })).status).toBe(200);
				expect((await update(bank, householdUpdate[version])).status).toBe(200);
			});
		});

		it('are free again afterwards', async () => {
			await start();
			await later(210_000, async () => {
				expect((await call(bank, 'DELETE', `${connectionsPath}/${household}`)).status).toBe(200);
			});
		});
	});

	describe('being updated', () => {
		it('keep the last result until there is a new one', async () => {
			const at = () => bank.state.connections.get(household)?.interfaces[0]?.lastManualUpdate?.at;
			const before = at();
			await update(bank, householdUpdate[version]);
			expect(at()).toBe(before);
			await later(200, () => read(bank, household));
			expect(at()).toBeGreaterThan(before ?? 0);
		});

		it('need a PIN that is given or stored, and the right one', async () => {
			const body = (pin?: string) => {
				const bankConnectionId = Number(failing);
				if (version === 'V1') return { bankConnectionId, bankingPin: pin };
				const loginCredentials = pin ? [{ label: 'PIN', value: pin }] : undefined;
				return { bankConnectionId, bankingInterface: 'FINTS_SERVER', loginCredentials };
			};
			expect(await update(bank, body())).toMatchObject(refused(422, 'MISSING_FIELD'));
			expect(await update(bank, body('1'))).toMatchObject(refused(422, 'BANK_SERVER_REJECTION'));
			expect((await update(bank, body('12345'))).status).toBe(200);
			const { json } = await later(200, () => read(bank, failing));
			expect(JSON.stringify(json)).toContain('BANK_SERVER_REJECTION');
		});
	});
});

describe('only in V1', () => {
	it('several connections are read by two ids or more', async () => {
		const get = (ids: string) => call(v1, 'GET', `${connectionsPath}/${ids}`);
		expect((await get(`${household},${neighbours},1`)).json).toMatchObject({
			connections: [{ name: 'Haushaltskonto' }],
		});
		expect((await get(`${household}%2C${failing}`)).json?.connections).toHaveLength(2);
		expect((await get(neighbours)).status).toBe(404);
		expect((await get('1,2')).json).toEqual({ connections: [] });
		expect((await get('1,')).status).toBe(400);
		expect((await call(v2, 'GET', `${connectionsPath}/1,2`)).status).toBe(400);
	});

	it('the demo bank asks for nothing', async () => {
		const { status, json } = await importInto(v1, { bankId: demoBank });
		expect(status).toBe(201);
		expect(json).toMatchObject({ type: 'DEMO', bankingUserId: null, bankingPin: null });
		expect(await importInto(v1, { bankId: demoBank })).toMatchObject(refused(422, 'ENTITY_EXISTS'));
	});

	it('XS2A is taken when it is named, and never by itself', async () => {
		expect(await importInto(v1, { bankId: redirectBank })).toMatchObject(
			refused(501, 'UNSUPPORTED_BANK'),
		);
		const named = { bankId: redirectBank, interface: 'XS2A', redirectUrl: 'https://example.com' };
		expect((await importInto(v1, named)).status).toBe(510);
		expect((await importInto(v1, { ...named, interface: 'WEB_SCRAPER' })).status).toBe(400);
	});

	it('labels and their interface make the older fields worth nothing', async () => {
		const named = { interface: 'FINTS_SERVER', loginCredentials: login('max', '12345') };
		const body = { bankId: fintsBank, ...named, bankingUserId: 'other', bankingPin: 'wrong' };
		const { status, json } = await importInto(v1, { ...body, storeSecrets: true, storePin: false });
		expect(status).toBe(201);
		expect(json).toMatchObject({
			bankingUserId: 'max',
			bankingPin: 'XXXXX',
			interfaces: [
				{
					interface: 'FINTS_SERVER',
					loginCredentials: [{ value: 'max' }, { value: 'XXXXX' }, { value: null }],
				},
			],
		});
		expect(await importInto(v1, { ...body, interface: undefined })).toMatchObject(
			refused(400, 'MISSING_FIELD'),
		);
	});

	it('a web form can be asked for', async () => {
		const body = `{"bankConnectionId":${household},"forceWebForm":true}`;
		expect(await update(v1, body)).toMatchObject(refused(451, 'WEB_FORM_REQUIRED'));
	});

	it('a user ID cannot be cleared, a customer ID and a PIN can', async () => {
		expect(await edit(v1, household, { bankingUserId: '' })).toMatchObject(
			refused(422, 'ILLEGAL_FIELD_VALUE'),
		);
		const { json } = await edit(v1, household, { bankingCustomerId: '', bankingPin: '' });
		expect(json).toMatchObject({
			bankingUserId: 'erika.mustermann',
			bankingCustomerId: null,
			bankingPin: null,
		});
	});

	it('credentials cannot become those of another connection', async () => {
		const { json } = await importInto(v1, fintsImport.V1);
		const id = String(json?.id);
		await later(400, async () => {
			const same = { bankingUserId: 'erika.mustermann', bankingCustomerId: '4711' };
			expect(await edit(v1, id, same)).toMatchObject(refused(422, 'ILLEGAL_FIELD_VALUE'));
			expect((await edit(v1, id, { ...same, bankingCustomerId: '4712' })).status).toBe(200);
		});
	});

	it('positions, once downloaded, are not left out again, but of the demo bank', async () => {
		const body = `{"bankConnectionId":${household},"skipPositionsDownload":true}`;
		expect(await update(v1, body)).toMatchObject(refused(422, 'ILLEGAL_ENTITY_STATE'));
		const { json } = await importInto(v1, { bankId: demoBank, skipPositionsDownload: true });
		const again = { bankConnectionId: json?.id, skipPositionsDownload: true };
		expect((await later(400, () => update(v1, again))).status).toBe(200);
	});

	it('owners are loaded on request', async () => {
		const owners = async (loadOwnerData: boolean) => {
			v1.reset();
			return (await importInto(v1, { ...fintsImport.V1, loadOwnerData })).json?.owners;
		};
		expect(await owners(false)).toBeNull();
		expect(await owners(true)).toHaveLength(1);
	});

	it('a web form takes the credentials of some banks', async () => {
		const replies = [
			await importInto(v1, { ...fintsImport.V1, bankId: formBank }),
			await update(v1, { bankConnectionId: Number(business) }),
			await edit(v1, business, { bankingPin: '1' }),
		];
		for (const reply of replies) {
			expect(reply).toMatchObject(refused(451, 'WEB_FORM_REQUIRED'));
			const [{ message }] = reply.json?.errors as [{ message: string }];
			expect(message).toMatch(/^\d+$/);
			expect(reply.headers.get('location')).toBe(`https://webform.bank.example/webForm/${message}`);
		}
		expect((await edit(v1, business, { name: 'x' })).status).toBe(200);
		expect((await read(v1, business)).json).toMatchObject({
			bankingUserId: 'XXXXX',
			bankingPin: 'XXXXX',
		});
		expect(v1.state.connections.size).toBe(4);
	});
});

describe('only in V2', () => {
	const on = (bankId: number, bankingInterface: string, more: Json = {}) => ({
		...{ bankId, bankingInterface, loginCredentials: login('max', '12345') },
		...more,
	});

	it('no web form is asked for', async () => {
		expect((await importInto(v2, on(formBank, 'FINTS_SERVER'))).status).toBe(201);
	});

	it('the interface must be one of the bank, and connected for an update', async () => {
		expect(await importInto(v2, on(fintsBank, 'XS2A'))).toMatchObject(refused(400, 'BAD_REQUEST'));
		const body = `{"bankConnectionId":${household},"bankingInterface":"WEB_SCRAPER"}`;
		expect(await update(v2, body)).toMatchObject(refused(422, 'ILLEGAL_FIELD_VALUE'));
	});

	it('the labels must be those of the bank', async () => {
		const loginCredentials = [...login('max', '12345'), { label: 'Passwort', value: 'x' }];
		expect(await importInto(v2, on(fintsBank, 'FINTS_SERVER', { loginCredentials }))).toMatchObject(
			refused(422, 'ILLEGAL_FIELD_VALUE'),
		);
	});

	it('all login fields are shown, also those without a value', async () => {
		const { json } = await importInto(v2, on(fintsBank, 'FINTS_SERVER', { storeSecrets: true }));
		expect(json?.interfaces).toMatchObject([
			{
				loginCredentials: [
					{ label: 'Nutzerkennung', value: 'max' },
					{ label: 'PIN', value: 'XXXXX' },
					{ label: 'Kundennummer', value: null },
				],
			},
		]);
	});

	it('balances are left out only together with positions', async () => {
		const skip = (skipPositionsDownload: boolean) =>
			importInto(
				v2,
				on(fintsBank, 'FINTS_SERVER', { skipBalancesDownload: true, skipPositionsDownload }),
			);
		expect(await skip(false)).toMatchObject(refused(422, 'ILLEGAL_FIELD_VALUE'));
		expect((await skip(true)).status).toBe(201);
	});

	it('positions may be left out at any time', async () => {
		const options = '"bankingInterface":"FINTS_SERVER","skipPositionsDownload":true';
		const body = `{"bankConnectionId":${household},${options}}`;
		expect((await update(v2, body)).status).toBe(200);
	});

	it('the same options are refused in an update', async () => {
		const options = '"bankingInterface":"FINTS_SERVER","skipBalancesDownload":true';
		const body = `{"bankConnectionId":${household},${options}}`;
		expect(await update(v2, body)).toMatchObject(refused(422, 'ILLEGAL_FIELD_VALUE'));
	});

	it('new accounts need to be named to a bank that wants to know them', async () => {
		const iban = 'AT021904300234573202';
		const accountReferences = [{ iban }];
		const { json } = await importInto(v2, on(consentBank, 'XS2A', { accountReferences }));
		const body = {
			bankConnectionId: json?.id,
			bankingInterface: 'XS2A',
			loginCredentials: login('max', '12345'),
		};
		await later(400, async () => {
			expect(await update(v2, { ...body, importNewAccounts: true })).toMatchObject(
				refused(422, 'ILLEGAL_FIELD_VALUE'),
			);
			expect((await update(v2, body)).status).toBe(200);
		});
	});

	it('owners come from the web scraper only', async () => {
		const owners = async (bankingInterface: string) => {
			v2.reset();
			const body = on(fintsBank, bankingInterface, { loadOwnerData: true });
			return (await importInto(v2, body)).json?.owners;
		};
		expect(await owners('FINTS_SERVER')).toBeNull();
		expect(await owners('WEB_SCRAPER')).toHaveLength(1);
	});

	it('some banks want to know the accounts beforehand', async () => {
		const add = (...ibans: string[]) => {
			const accountReferences = ibans.map((iban) => ({ iban }));
			return importInto(v2, on(consentBank, 'XS2A', { accountReferences }));
		};
		expect(await add()).toMatchObject(refused(422, 'ILLEGAL_FIELD_VALUE'));
		expect(await add('AT000000000000000000')).toMatchObject(refused(422, 'ILLEGAL_FIELD_VALUE'));
		const { status, json } = await add('AT021904300234573202');
		expect(status).toBe(201);
		expect(json?.accountIds).toHaveLength(1);
	});

	it('credentials and the default procedure are changed for one interface', async () => {
		const loginCredentials = [{ label: 'PIN', value: '' }];
		expect(await edit(v2, business, { loginCredentials })).toMatchObject(
			refused(400, 'MISSING_FIELD'),
		);
		expect(await edit(v2, household, { defaultTwoStepProcedureId: '956' })).toMatchObject(
			refused(400, 'MISSING_FIELD'),
		);
		const scraper = { bankingInterface: 'WEB_SCRAPER', loginCredentials };
		expect(await edit(v2, business, scraper)).toMatchObject(refused(422, 'ILLEGAL_FIELD_VALUE'));
		const fints = { bankingInterface: 'FINTS_SERVER', loginCredentials };
		expect((await edit(v2, business, fints)).json?.interfaces).toMatchObject([
			{ loginCredentials: [{ value: 'em-gmbh' }, { value: null }] },
			{ aisConsent: { status: 'PRESENT' } },
		]);
	});

	it('new credentials cost the consent that the old ones gave', async () => {
		const loginCredentials = [{ label: 'Nutzerkennung', value: 'em-ag' }];
		const body = { bankingInterface: 'XS2A', loginCredentials };
		expect((await edit(v2, business, body)).json?.interfaces).toMatchObject([
			{ aisConsent: null },
			{ aisConsent: { status: 'NOT_PRESENT', expiresAt: null } },
		]);
	});

	it('a consent makes up for the PIN, until it expires', async () => {
		const body = { bankConnectionId: Number(business), bankingInterface: 'XS2A' };
		expect((await update(v2, body)).status).toBe(200);
		const hundredDays = 100 * 24 * 3_600_000;
		const reply = await later(hundredDays, () => update(v2, body));
		expect(reply).toMatchObject(refused(422, 'MISSING_FIELD'));
	});
});

describe('a second step in V1', () => {
	const body = { bankId: demoBank, name: 'MSA' };

	it('is asked for with 510, and passed by the repeated call with the TAN', async () => {
		const reply = await importInto(v1, body);
		expect(reply).toMatchObject(refused(510, 'ADDITIONAL_AUTHENTICATION_REQUIRED'));
		const [error] = reply.json?.errors as [Json];
		expect(error).toEqual({
			message: expect.stringContaining('123456') as unknown,
			code: 'ADDITIONAL_AUTHENTICATION_REQUIRED',
			type: 'BUSINESS',
			multiStepAuthentication: expect.objectContaining({
				status: 'CHALLENGE_RESPONSE_REQUIRED',
				hash: expect.any(String) as unknown,
				answerFieldLabel: 'TAN',
			}) as unknown,
		});
		const { status, json } = await importInto(v1, { ...body, challengeResponse: '123456' });
		expect(status).toBe(201);

		const again = { bankConnectionId: json?.id };
		await later(400, async () => {
			expect((await update(v1, again)).status).toBe(510);
			expect((await update(v1, { ...again, challengeResponse: '123456' })).status).toBe(200);
		});
	});

	it('is passed by the hash as well, as in V2', async () => {
		const { json } = await importInto(v1, body);
		const [error] = json?.errors as [{ multiStepAuthentication: { hash: string } }];
		const { hash } = error.multiStepAuthentication;
		const answer = (to: string) => {
			const multiStepAuthentication = { hash: to, challengeResponse: '123456' };
			return importInto(v1, { ...body, multiStepAuthentication });
		};
		expect(await answer('other')).toMatchObject(refused(422, 'NO_EXISTING_CHALLENGE'));
		expect((await answer(hash)).status).toBe(201);
	});

	it('is what the bank asks for, when an interface is named', async () => {
		const named = {
			bankId: decoupledBank,
			interface: 'XS2A',
			loginCredentials: login('max', '12345'),
		};
		const { json } = await importInto(v1, named);
		expect(json?.errors).toMatchObject([
			{ multiStepAuthentication: { status: 'DECOUPLED_AUTH_REQUIRED' } },
		]);
	});

	it('has nothing to answer before the bank has asked, nor with another body', async () => {
		const answered = { ...body, challengeResponse: '123456' };
		const expected = refused(422, 'NO_EXISTING_CHALLENGE');
		expect(await importInto(v1, answered)).toMatchObject(expected);
		await importInto(v1, body);
		expect(await importInto(v1, { ...answered, storePin: true })).toMatchObject(expected);
		expect((await importInto(v1, answered)).status).toBe(201);
	});

	it('is over after a wrong TAN', async () => {
		await importInto(v1, body);
		expect(await importInto(v1, { ...body, challengeResponse: '1' })).toMatchObject(
			refused(422, 'BANK_SERVER_REJECTION'),
		);
		expect(await importInto(v1, { ...body, challengeResponse: '123456' })).toMatchObject(
			refused(422, 'NO_EXISTING_CHALLENGE'),
		);
		expect(v1.state.connections.size).toBe(4);
	});
});

describe('a second step in V2', () => {
	interface Step {
		status: string;
		hash: string;
		[more: string]: unknown;
	}
	const demo = {
		bankId: demoBank,
		bankingInterface: 'FINTS_SERVER',
		loginCredentials: login('demo', 'demo'),
		storeSecrets: true,
	};
	const redirect = {
		bankId: redirectBank,
		bankingInterface: 'XS2A',
		redirectUrl: 'https://n8n.example/back?x=1',
	};
	const decoupled = {
		bankId: decoupledBank,
		bankingInterface: 'XS2A',
		loginCredentials: login('max', '12345'),
	};

	const stepIn = ({ status, json }: Reply): Step => {
		expect(status).toBe(510);
		const [error] = json?.errors as [Json];
		expect(error).toMatchObject({ code: 'ADDITIONAL_AUTHENTICATION_REQUIRED', type: 'BUSINESS' });
		return error.multiStepAuthentication as Step;
	};
	const answer = (body: Json, { hash }: Step, given: Json) =>
		importInto(v2, { ...body, multiStepAuthentication: { hash, ...given } });
	const tan = { challengeResponse: '123456' };

	it('is not asked for from those who need none', async () => {
		const loginCredentials = login('demo_no_msa', 'demo_no_msa');
		expect((await importInto(v2, { ...demo, loginCredentials })).status).toBe(201);
		v2.reset();
		const wrong = { ...demo, loginCredentials: login('demo_no_msa', 'demo') };
		expect(await importInto(v2, wrong)).toMatchObject(refused(422, 'BANK_SERVER_REJECTION'));
	});

	it('is a procedure to choose, then a TAN', async () => {
		const choice = stepIn(await importInto(v2, demo));
		expect(choice).toMatchObject({
			status: 'TWO_STEP_PROCEDURE_REQUIRED',
			challengeMessage: null,
			twoStepProcedures: [{ procedureId: '955' }, { procedureId: '956', implicitExecute: true }],
		});
		const challenge = stepIn(await answer(demo, choice, { twoStepProcedureId: '955' }));
		expect(challenge).toMatchObject({
			status: 'CHALLENGE_RESPONSE_REQUIRED',
			challengeMessage: expect.stringContaining('123456') as unknown,
			answerFieldLabel: 'TAN',
			twoStepProcedures: null,
		});
		expect(challenge.hash).not.toBe(choice.hash);
		expect((await answer(demo, challenge, tan)).status).toBe(201);
	});

	it('is a procedure to choose, then an approval elsewhere', async () => {
		const choice = stepIn(await importInto(v2, demo));
		const first = stepIn(await answer(demo, choice, { twoStepProcedureId: '956' }));
		expect(first.status).toBe('DECOUPLED_AUTH_REQUIRED');
		const second = stepIn(await answer(demo, first, { decoupledCallback: true }));
		expect(second.status).toBe('DECOUPLED_AUTH_IN_PROGRESS');
		expect((await answer(demo, second, { decoupledCallback: true })).status).toBe(201);
	});

	it('is only the TAN when the connection is called MSA', async () => {
		const named = {
			...demo,
			name: 'MSA',
			loginCredentials: login('demo_no_msa', 'demo_no_msa'),
		};
		const challenge = stepIn(await importInto(v2, named));
		expect(challenge.status).toBe('CHALLENGE_RESPONSE_REQUIRED');
		expect((await answer(named, challenge, tan)).status).toBe(201);
	});

	it('is asked for again by an update without a consent', async () => {
		const choice = stepIn(await importInto(v2, demo));
		const challenge = stepIn(await answer(demo, choice, { twoStepProcedureId: '955' }));
		const { json } = await answer(demo, challenge, tan);
		const id = String(json?.id);
		const body = { bankConnectionId: Number(id), bankingInterface: 'FINTS_SERVER' };
		await later(400, async () => {
			expect(stepIn(await update(v2, body)).status).toBe('TWO_STEP_PROCEDURE_REQUIRED');
			await edit(v2, id, { bankingInterface: 'FINTS_SERVER', defaultTwoStepProcedureId: '955' });
			const { status, hash } = stepIn(await update(v2, body));
			expect(status).toBe('CHALLENGE_RESPONSE_REQUIRED');
			const multiStepAuthentication = { hash, ...tan };
			expect((await update(v2, { ...body, multiStepAuthentication })).status).toBe(200);
		});
	});

	it('is a visit to the bank', async () => {
		expect(await importInto(v2, { ...redirect, redirectUrl: undefined })).toMatchObject(
			refused(422, 'ILLEGAL_FIELD_VALUE'),
		);
		const step = stepIn(await importInto(v2, redirect));
		expect(step).toMatchObject({ status: 'REDIRECT_REQUIRED', redirectContextField: 'state' });
		const { searchParams } = new URL(String(step.redirectUrl));
		expect(searchParams.get('state')).toBe(step.redirectContext);
		expect(searchParams.get('redirect_uri')).toBe(redirect.redirectUrl);
		const redirectCallback = `code=abc&state=${String(step.redirectContext)}`;
		const { status, json } = await answer(redirect, step, { redirectCallback });
		expect(status).toBe(201);
		expect(json?.interfaces).toMatchObject([{ aisConsent: { status: 'PRESENT' } }]);
	});

	it('is refused when the visit was another one', async () => {
		const step = stepIn(await importInto(v2, redirect));
		const redirectCallback = 'code=abc&state=other';
		expect(await answer(redirect, step, { redirectCallback })).toMatchObject(
			refused(422, 'BANK_SERVER_REJECTION'),
		);
	});

	it('is an approval elsewhere that takes its time', async () => {
		v2.state.decoupledRounds = 2;
		let step = stepIn(await importInto(v2, decoupled));
		const seen = [step.status];
		for (let round = 1; round <= 2; round += 1) {
			step = stepIn(await answer(decoupled, step, { decoupledCallback: true }));
			seen.push(step.status);
		}
		expect(seen).toEqual([
			'DECOUPLED_AUTH_REQUIRED',
			'DECOUPLED_AUTH_IN_PROGRESS',
			'DECOUPLED_AUTH_IN_PROGRESS',
		]);
		expect((await answer(decoupled, step, { decoupledCallback: true })).status).toBe(201);
	});

	it('is refused with a hash that is wrong, old or of somebody else', async () => {
		const expected = refused(422, 'NO_EXISTING_CHALLENGE');
		const step = stepIn(await importInto(v2, decoupled));
		const approve = { decoupledCallback: true };
		expect(await answer(decoupled, { ...step, hash: 'other' }, approve)).toMatchObject(expected);
		stepIn(await answer(decoupled, step, approve));
		expect(await answer(decoupled, step, approve)).toMatchObject(expected);

		const { json } = await asUser(v2, { username: 'neighbour', password: 'neighbour-password' });
		const replaced = stepIn(await importInto(v2, decoupled));
		const next = stepIn(await importInto(v2, decoupled));
		expect(await answer(decoupled, replaced, approve)).toMatchObject(expected);
		const body = { ...decoupled, multiStepAuthentication: { hash: next.hash, ...approve } };
		const token = String(json?.access_token);
		expect(await call(v2, 'POST', `${connectionsPath}/import`, { body, token })).toMatchObject(
			expected,
		);
	});

	it('is refused unless the whole body is repeated, and can then be repeated', async () => {
		const step = stepIn(await importInto(v2, demo));
		const choose = { twoStepProcedureId: '955' };
		const expected = refused(422, 'ILLEGAL_FIELD_VALUE');
		expect(await answer({ ...demo, loginCredentials: undefined }, step, choose)).toMatchObject(
			expected,
		);
		expect(await answer({ ...demo, storeSecrets: false }, step, choose)).toMatchObject(expected);
		expect(await answer(demo, step, {})).toMatchObject(expected);
		expect(await answer(demo, step, tan)).toMatchObject(expected);
		expect(await answer(demo, step, { ...choose, ...tan })).toMatchObject(expected);
		expect(stepIn(await answer(demo, step, choose)).status).toBe('CHALLENGE_RESPONSE_REQUIRED');
	});

	it('is over after a wrong answer', async () => {
		const wrong: [Json, Json, Json, string][] = [
			[demo, {}, { twoStepProcedureId: '957' }, 'INVALID_TWO_STEP_PROCEDURE'],
			[demo, { name: 'MSA' }, { challengeResponse: '000000' }, 'BANK_SERVER_REJECTION'],
			[decoupled, {}, { decoupledCallback: false }, 'BANK_SERVER_REJECTION'],
		];
		for (const [plain, changes, given, code] of wrong) {
			const body = { ...plain, ...changes };
			const step = stepIn(await importInto(v2, body));
			expect(await answer(body, step, given)).toMatchObject(refused(422, code));
			expect(await answer(body, step, given)).toMatchObject(refused(422, 'NO_EXISTING_CHALLENGE'));
		}
		expect(v2.state.connections.size).toBe(4);
	});
});

describe('faults', () => {
	const rename = () => edit(v2, household, { name: 'Neu' });
	const name = () => v2.state.connections.get(household)?.name;

	it('answer in place of the bank, once, and before the token is looked at', async () => {
		const headers = { 'Retry-After': '2' };
		v2.fault({ status: 503, headers, body: { error: 'busy' } });
		const reply = await send(v2, 'GET', '/api/v2/bankConnections', { token: '' });
		expect(reply).toMatchObject({ status: 503, json: { error: 'busy' } });
		expect(reply.headers.get('retry-after')).toBe('2');
		expect((await send(v2, 'GET', '/api/v2/bankConnections')).status).toBe(200);
	});

	it('hit token calls too', async () => {
		v2.fault({ path: tokenPaths.V2, status: 500, body: '<html>', contentType: 'text/html' });
		expect((await asUser(v2)).text).toBe('<html>');
		expect((await asUser(v2)).status).toBe(200);
		expect(v2.tokenCalls()).toBe(2);
	});

	it('cut the connection before or after the work', async () => {
		v2.fault({ cut: 'before' });
		await expect(rename()).rejects.toThrow('fetch failed');
		expect(name()).toBe('Haushaltskonto');
		v2.fault({ cut: 'after' });
		await expect(rename()).rejects.toThrow('fetch failed');
		expect(name()).toBe('Neu');
	});

	it('delay an answer that is right otherwise', async () => {
		v2.fault({ delayMs: 80 });
		const from = performance.now();
		expect((await rename()).status).toBe(200);
		expect(performance.now() - from).toBeGreaterThanOrEqual(75);
	});
});

describe('the sandbox', () => {
	it('records what came in, right or wrong, and counts token calls apart', async () => {
		await call(v1, 'GET', '/banks?search=a%20b&page=x');
		await asUser(v1);
		expect(v1.requests).toMatchObject([
			{
				method: 'GET',
				url: '/api/v1/banks?search=a%20b&page=x',
				path: '/api/v1/banks',
				query: { search: 'a b', page: 'x' },
				headers: { authorization: expect.stringMatching(/^Bearer /) as unknown },
			},
			{ method: 'POST', path: '/oauth/token', body: undefined },
		]);
		expect(v1.requests[1]?.rawBody).toContain('grant_type=password');
		expect(v1.tokenCalls()).toBe(1);
	});

	it('counts the requests handled at once, without token calls', async () => {
		const { opened, open } = gate();
		v2.fault({ times: 4, until: opened });
		const list = () => call(v2, 'GET', connectionsPath);
		const calls = Promise.all([list(), list(), list(), asUser(v2)]);
		await until(() => v2.requests.length === 4);
		open();
		await calls;
		expect(v2.mostInFlight()).toBe(3);
	});

	it('starts over on reset', async () => {
		const body = { bankId: demoBank, name: 'MSA' };
		await importInto(v1, body);
		await call(v1, 'DELETE', connectionsPath);
		const stale = v1.issueToken('user');
		v1.lockUser();
		v1.fault({ status: 500 });
		v1.latencyMs = 5;
		v1.state.tokenLifeSeconds = 0;
		v1.state.importDelayMs = 1;
		v1.reset();
		expect(v1.requests).toEqual([]);
		expect(v1.latencyMs).toBe(0);
		expect(v1.locked()).toBe(false);
		expect(v1.state).toMatchObject({ tokenLifeSeconds: 3600, importDelayMs: 150 });
		expect(v1.state.connections.size).toBe(4);
		expect((await call(v1, 'GET', connectionsPath, { token: stale })).status).toBe(401);
		expect(await importInto(v1, { ...body, challengeResponse: '123456' })).toMatchObject(
			refused(422, 'NO_EXISTING_CHALLENGE'),
		);
	});

	it('is for V2 unless told otherwise, and listens on the given port', async () => {
		const other = await startFinApi({ importDelayMs: 0 });
		const { port } = new URL(other.baseUrl);
		expect(other.version).toBe('V2');
		await other.close();
		const again = await startFinApi({ port: Number(port), version: 'V1', importDelayMs: 0 });
		try {
			expect(again.baseUrl).toBe(`http://127.0.0.1:${port}`);
			const { json } = await importInto(again, { bankId: demoBank });
			expect(json?.updateStatus).toBe('IN_PROGRESS');
			expect((await read(again, String(json?.id))).json?.updateStatus).toBe('READY');
		} finally {
			await again.close();
		}
	});
});
