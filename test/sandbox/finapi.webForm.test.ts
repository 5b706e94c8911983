import { Ajv } from 'ajv';
import { taskCallback, webFormCallback } from '../contract/finapi.webForm.schemas';
import type { Loopback } from '../support/loopback';
import { startLoopback } from '../support/loopback';
import { call, callWebForm, refusedByWebForm, send } from '../support/localFinApi';
import type { FinApiSandbox } from './finapi';
import { fillWebForm, startFinApi, Visitor } from './finapi';

const minute = 60_000;
const household = '9007199254740993';
const cityBank = 4500000000002;
const business = 4500000000003;

let bank: FinApiSandbox;
/** Where finAPI calls the client. */
let client: Loopback;

beforeAll(async () => {
	bank = await startFinApi({
		license: 'UNLICENSED',
		now: '2026-03-15T09:00:00Z',
		importDelayMs: 1000,
	});
	client = await startLoopback();
});

afterAll(() => Promise.all([bank.close(), client.close()]));

beforeEach(() => {
	bank.reset();
	client.received.length = 0;
	bank.callbacks.route('https://n8n.example.com', client.url);
});

type Json = Record<string, unknown>;

const get = (path: string) => callWebForm(bank, 'GET', path);
const create = (body: unknown = {}) =>
	callWebForm(bank, 'POST', '/webForms/bankConnectionImport', { body });
const form = async (body: unknown = {}) => {
	const { json } = await create(body);
	return { id: String(json?.id), url: String(json?.url) };
};
const formNow = async (id: string) => (await get(`/webForms/${id}`)).json;
const connection = async (id: unknown) =>
	(await call(bank, 'GET', `/bankConnections/${String(id)}`)).json;

const volksbank = { id: 277002 };
const login = ['max', '12345'];

/** What the client has been told, in order. */
async function told(): Promise<Json[]> {
	await bank.callbacks.settled();
	return client.received.map(({ body }) => JSON.parse(body) as Json);
}

const ajv = new Ajv();
const isFormCallback = ajv.compile(webFormCallback);
const isTaskCallback = ajv.compile(taskCallback);

describe('a new web form', () => {
	it('waits at an address of its own for twenty minutes', async () => {
		const { status, json } = await create();
		expect(status).toBe(201);
		expect(json).toEqual({
			id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
			url: `${bank.webFormUrl}/wf/${String(json?.id)}`,
			createdAt: '2026-03-15T09:00:00.000+0000',
			expiresAt: '2026-03-15T09:20:00.000+0000',
			type: 'BANK_CONNECTION_IMPORT',
			status: 'NOT_YET_OPENED',
			payload: { bankConnectionId: null, errorCode: null, errorMessage: null },
		});
		expect(await formNow(String(json?.id))).toEqual(json);
	});

	it('takes all that there is to say, and null for each of it', async () => {
		const body = {
			bank: { search: 'Beispielhausen' },
			bankConnectionName: 'Haushalt',
			maxDaysForDownload: 90,
			accountTypes: ['CHECKING'],
			allowedInterfaces: ['FINTS_SERVER'],
			loadOwnerData: true,
			skipPositionsDownload: true,
			skipBalancesDownload: true,
			skipDuplicateDetection: true,
			allowTestBank: false,
			callbacks: { finalised: 'https://n8n.example.com/x' },
		};
		expect((await create(body)).status).toBe(201);
		const nulls = Object.keys(body).map((name) => [name, null] as const);
		expect((await create(Object.fromEntries(nulls))).status).toBe(201);
	});

	it.each([
		['an id and a search at once', { bank: { id: 277002, search: 'x' } }, 'bank'],
		['an account type of Access', { accountTypes: ['Checking'] }, 'accountTypes'],
		['too few days', { maxDaysForDownload: 13 }, 'maxDaysForDownload'],
		['no balances, but positions', { skipBalancesDownload: true }, 'skipBalancesDownload'],
		['an unknown field', { bankId: 277002 }, 'bankId'],
		['a callback over http', { callbacks: { finalised: 'http://n8n.example.com' } }, 'callbacks'],
		[
			'a callback to this machine',
			{ callbacks: { finalised: 'https://localhost/x' } },
			'callbacks',
		],
	])('is not made with %s', async (_what, body, field) => {
		const { status, json } = await create(body);
		expect([status, json?.errors]).toMatchObject([400, [{ field }]]);
	});

	it.each([
		['a bank that there is not', { bank: { id: 1 } }, 422, 'BANK_NOT_SUPPORTED'],
		['a bank that cannot be reached', { bank: { id: 277005 } }, 422, 'BANK_NOT_SUPPORTED'],
		[
			'an interface that the bank has not',
			{ bank: volksbank, allowedInterfaces: ['XS2A'] },
			422,
			'BANK_NOT_SUPPORTED',
		],
		[
			'a test bank when none is allowed',
			{ bank: { id: 280001 }, allowTestBank: false },
			422,
			'BANK_NOT_SUPPORTED',
		],
		['a search that finds nothing', { bank: { search: 'nowhere' } }, 422, 'BANK_NOT_SUPPORTED'],
		['a search that finds several', { bank: { search: 'bank' } }, 422, 'BANK_NOT_UNIQUE'],
		['a profile that there is not', { profileId: 'x'.repeat(36) }, 404, 'NOT_FOUND'],
		[
			'a redirect by a client without license',
			{ redirectUrl: 'https://example.com' },
			422,
			'INVALID_REDIRECT_URL',
		],
	])('is not made with %s', async (_what, body, status, code) => {
		expect(await create(body)).toMatchObject(refusedByWebForm(status, code));
	});

	it('must say where to come back to when the client is licensed', async () => {
		bank.state.license = 'AISP';
		expect(await create()).toMatchObject(refusedByWebForm(422, 'INVALID_REDIRECT_URL'));
		expect((await create({ redirectUrl: 'https://example.com/back' })).status).toBe(201);
	});

	it('is somebody’s, and unknown to others', async () => {
		const { id } = await form();
		const one = bank.state.webForms.get(id);
		if (one) one.userId = 'neighbour';
		for (const [method, path] of [
			['GET', ''],
			['DELETE', ''],
			['POST', '/cancel'],
		] as const) {
			expect(await callWebForm(bank, method, `/webForms/${id}${path}`)).toMatchObject(
				refusedByWebForm(404, 'NOT_FOUND'),
			);
		}
		expect((await get('/webForms')).json?.items).toEqual([]);
	});
});

describe('a form that is filled in', () => {
	it('imports the connection, and says so', async () => {
		const { id, url } = await form({
			...{ bank: volksbank, bankConnectionName: 'Neu', accountTypes: ['CHECKING', 'SECURITY'] },
			callbacks: { finalised: 'https://n8n.example.com/done?secret=1' },
		});
		const page = await fillWebForm(url, { login, storeSecrets: true });
		expect([page.status, page.text]).toEqual([200, expect.stringContaining('Fertig')]);
		const { status, payload } = (await formNow(id)) as { status: string; payload: Json };
		expect(status).toBe('COMPLETED');
		expect(payload).toMatchObject({ errorCode: null });
		// The form is over; what it has started is not.
		expect(await connection(payload.bankConnectionId)).toMatchObject({
			name: 'Neu',
			updateStatus: 'IN_PROGRESS',
			interfaces: [{ loginCredentials: [{ value: 'XXXXX' }, { value: 'XXXXX' }, { value: null }] }],
		});
		bank.advance(3000);
		const { json } = await call(
			bank,
			'GET',
			`/transactions?view=bankView&minImportDate=2026-03-15`,
		);
		expect(json?.paging).toMatchObject({ totalCount: 199 });

		expect(await told()).toEqual([{ webFormId: id, status: 'COMPLETED' }]);
		expect(client.received[0]).toMatchObject({ method: 'POST', url: '/done?secret=1' });
		expect(isFormCallback((await told())[0])).toBe(true);
	});

	it('is opened once, by one browser', async () => {
		const { id, url } = await form({ bank: volksbank });
		const visitor = new Visitor(url);
		await visitor.open();
		expect((await formNow(id))?.status).toBe('IN_PROGRESS');
		const second = await new Visitor(url).open();
		expect([second.status, second.text]).toEqual([410, expect.stringContaining('gilt nicht mehr')]);
		expect((await new Visitor(url).submit({ field0: 'max' })).status).toBe(410);
		expect((await visitor.goOn({ login })).text).toContain('Fertig');
		expect((await new Visitor(url).open()).status).toBe(410);
	});

	it('lets the bank be chosen when none is named', async () => {
		const { id, url } = await form({ allowTestBank: false });
		const visitor = new Visitor(url);
		const page = await visitor.open();
		expect(page.text).toContain('Volksbank Beispielhausen (BLZ 53061230)');
		expect(page.text).not.toContain('finAPI Test Bank');
		expect(page.text).not.toContain('Bankhaus ohne Netz');
		expect((await visitor.goOn({ bankId: '280001' })).text).toContain('wählen Sie eine Bank');
		expect((await visitor.goOn({ bankId: '277002' })).text).toContain('Kundennummer');
		await visitor.goOn({ login });
		expect((await formNow(id))?.status).toBe('COMPLETED');
	});

	it.each([
		['a procedure, then a TAN', 280001, ['demo', 'demo'], { procedureId: '955' }],
		['a procedure, then the app', 280001, ['demo', 'demo'], { procedureId: '956' }],
		['the bank’s own site', 280002, [], {}],
		['the app of the bank', 277001, login, {}],
	])('asks for %s', async (_what, id, given, answers) => {
		const made = await form({ bank: { id } });
		await fillWebForm(made.url, { login: given, ...answers });
		expect(await formNow(made.id)).toMatchObject({ status: 'COMPLETED' });
	});

	it('lets a wrong login and a wrong TAN be mended', async () => {
		const { id, url } = await form({ bank: { id: 280001 } });
		const visitor = new Visitor(url);
		await visitor.open();
		expect((await visitor.goOn({ login: ['demo'] })).text).toContain('alle Felder');
		expect((await visitor.goOn({ login: ['demo', 'wrong'] })).text).toContain('sind falsch');
		await visitor.goOn({ login: ['demo', 'demo'] });
		await visitor.goOn({ procedureId: '955' });
		expect((await visitor.goOn({ tan: '1' })).text).toContain('Die TAN ist falsch');
		await visitor.goOn({ login: ['demo_no_msa', 'demo_no_msa'] });
		expect(await formNow(id)).toMatchObject({ status: 'COMPLETED' });
	});

	it('gives up after the third wrong login', async () => {
		const { id, url } = await form({
			bank: volksbank,
			callbacks: { finalised: 'https://n8n.example.com/done' },
		});
		const page = await fillWebForm(url, { login: ['max', 'wrong'] });
		expect(page.text).toContain('nicht geklappt');
		expect(await formNow(id)).toMatchObject({
			status: 'COMPLETED_WITH_ERROR',
			payload: {
				bankConnectionId: null,
				errorCode: 'BANK_SERVER_REJECTION',
				errorMessage: 'Die Zugangsdaten sind falsch.',
			},
		});
		expect(await told()).toEqual([{ webFormId: id, status: 'COMPLETED_WITH_ERROR' }]);
	});

	it('is aborted by the person at it, at any page', async () => {
		const { id, url } = await form({
			bank: { id: 277001 },
			callbacks: { finalised: 'https://n8n.example.com/done' },
		});
		const visitor = new Visitor(url);
		await visitor.open();
		await visitor.goOn({ login });
		expect((await visitor.abort()).text).toContain('Abgebrochen');
		expect(await formNow(id)).toMatchObject({
			status: 'ABORTED',
			payload: { bankConnectionId: null, errorCode: null },
		});
		expect(await told()).toEqual([{ webFormId: id, status: 'ABORTED' }]);
		expect(bank.state.connections.size).toBe(4);
	});

	it('is told that the connection is there already, unless it may be twice', async () => {
		const body = { bank: volksbank };
		const first = await form(body);
		await fillWebForm(first.url, { login });
		const second = await form(body);
		await fillWebForm(second.url, { login });
		expect(await formNow(second.id)).toMatchObject({
			status: 'COMPLETED_WITH_ERROR',
			payload: { errorCode: 'ENTITY_EXISTS' },
		});
		const third = await form({ ...body, skipDuplicateDetection: true });
		await fillWebForm(third.url, { login });
		expect(await formNow(third.id)).toMatchObject({ status: 'COMPLETED' });
	});

	it('finds no account of the types that are wanted', async () => {
		const { id, url } = await form({ bank: volksbank, accountTypes: ['LOAN'] });
		await fillWebForm(url, { login });
		expect(await formNow(id)).toMatchObject({
			payload: { errorCode: 'NO_ACCOUNTS_FOR_TYPE_LIST' },
		});
	});

	it('dies with the token that it was created with', async () => {
		const { id, url } = await form({ bank: volksbank });
		const visitor = new Visitor(url);
		await visitor.open();
		bank.expireTokens();
		await visitor.goOn({ login });
		expect(await formNow(id)).toMatchObject({
			status: 'COMPLETED_WITH_ERROR',
			payload: { errorCode: 'INVALID_TOKEN' },
		});
	});

	it.each([
		['success', { login }, 'https://example.com/ok'],
		['failure', { login: ['max', 'wrong'] }, 'https://example.com/error'],
	])('sends the browser on after %s', async (_what, answers, location) => {
		const { url } = await form({ bank: volksbank });
		const targets = new URLSearchParams({
			redirectUrl: 'https://example.com/ok',
			errorRedirectUrl: 'https://example.com/error',
			abortRedirectUrl: 'https://example.com/abort',
		});
		const page = await fillWebForm(`${url}?${targets.toString()}`, answers);
		expect([page.status, page.location]).toEqual([302, location]);
	});

	it('leaves visits out of the requests', async () => {
		const { url } = await form({ bank: volksbank });
		const before = bank.requests.length;
		await fillWebForm(url, { login });
		expect(bank.requests).toHaveLength(before);
		expect(bank.visits.map(({ method }) => method)).toEqual(['GET', 'POST']);
	});
});

describe('a form that nobody finishes', () => {
	it.each([
		['is not opened', false],
		['is left open', true],
	])('expires when it %s', async (_what, isOpened) => {
		const { id, url } = await form({
			bank: volksbank,
			callbacks: { finalised: 'https://n8n.example.com/done' },
		});
		const visitor = new Visitor(url);
		if (isOpened) await visitor.open();
		bank.advance(19 * minute);
		expect(await formNow(id)).toMatchObject({
			status: isOpened ? 'IN_PROGRESS' : 'NOT_YET_OPENED',
		});
		bank.advance(minute);
		expect(await told()).toEqual([{ webFormId: id, status: 'EXPIRED' }]);
		expect(await formNow(id)).toMatchObject({ status: 'EXPIRED' });
		const page = isOpened ? await visitor.goOn({ login }) : await visitor.open();
		expect(page.text).toContain(isOpened ? 'EXPIRED' : 'gilt nicht mehr');
		expect(bank.state.connections.size).toBe(4);
	});

	it('is cancelled without a callback', async () => {
		const { id, url } = await form({ callbacks: { finalised: 'https://n8n.example.com/done' } });
		const cancel = () => callWebForm(bank, 'POST', `/webForms/${id}/cancel`);
		expect(await cancel()).toMatchObject({ status: 200, json: { id, status: 'CANCELLED' } });
		expect(await told()).toEqual([]);
		expect((await new Visitor(url).open()).status).toBe(410);
		expect(await cancel()).toMatchObject(refusedByWebForm(422, 'ALREADY_COMPLETED'));
	});

	it('is deleted', async () => {
		const { id, url } = await form();
		const remove = () => callWebForm(bank, 'DELETE', `/webForms/${id}`);
		expect(await remove()).toMatchObject({ status: 200, text: '' });
		expect(await remove()).toMatchObject(refusedByWebForm(404, 'NOT_FOUND'));
		expect((await new Visitor(url).open()).status).toBe(404);
	});
});

describe('a client that must use the web form', () => {
	it('says so in its configuration', async () => {
		const token = bank.issueToken('client');
		expect((await call(bank, 'GET', '/clientConfiguration', { token })).json).toMatchObject({
			mandatorLicense: 'UNLICENSED',
			aisViaWebForm: true,
		});
	});

	it('neither imports nor updates by itself, nor changes more than a name', async () => {
		const onFints = { bankingInterface: 'FINTS_SERVER', loginCredentials: [] };
		const forbidden = { status: 403, json: { errors: [{ code: 'FORBIDDEN' }] } };
		const post = (path: string, body: unknown) =>
			call(bank, 'POST', `/bankConnections/${path}`, { body });
		expect(await post('import', { bankId: 277002, ...onFints })).toMatchObject(forbidden);
		const own = { bankConnectionId: business, ...onFints };
		expect(await post('update', own)).toMatchObject(forbidden);
		expect(await post('connectInterface', own)).toMatchObject(forbidden);
		const edit = (body: unknown) => call(bank, 'PATCH', `/bankConnections/${business}`, { body });
		const loginCredentials = [{ label: 'PIN', value: '1' }];
		expect(await edit({ ...onFints, loginCredentials })).toMatchObject(forbidden);
		expect((await edit({ name: 'Neu' })).status).toBe(200);
	});
});

describe('a background update', () => {
	/** As text, because an id may have more digits than a JavaScript number. */
	const start = (id: number | string, more: Json = {}) => {
		const rest = JSON.stringify({ importNewAccountsMode: 'SKIP', ...more }).slice(1);
		return callWebForm(bank, 'POST', '/tasks/backgroundUpdate', {
			body: `{"bankConnectionId":${id},${rest}`,
		});
	};
	const task = async (id: unknown) => (await get(`/tasks/${String(id)}`)).json;
	const callbacks = {
		finalised: 'https://n8n.example.com/done',
		webFormRequired: 'https://n8n.example.com/form',
	};

	it('goes on by the clock, to new transactions', async () => {
		const { status, json } = await start(household, { callbacks });
		expect(status).toBe(201);
		expect(json).toEqual({
			id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
			createdAt: '2026-03-15T09:00:00.000+0000',
			type: 'BANK_CONNECTION_UPDATE',
			status: 'NOT_YET_STARTED',
			payload: { bankConnectionId: Number(household), webForm: null, errorCode: null },
		});
		bank.advance(600);
		expect((await task(json?.id))?.status).toBe('IN_PROGRESS');
		expect(await told()).toEqual([]);
		bank.advance(400);
		expect((await task(json?.id))?.status).toBe('COMPLETED');
		expect(await told()).toEqual([{ taskId: json?.id, status: 'COMPLETED' }]);
		expect(client.received.map(({ url }) => url)).toEqual(['/done']);
		expect(isTaskCallback((await told())[0])).toBe(true);

		expect((await connection(household))?.updateStatus).toBe('IN_PROGRESS');
		bank.advance(2000);
		expect((await connection(household))?.updateStatus).toBe('READY');
		const fresh = '/transactions?view=bankView&minImportDate=2026-03-15';
		expect((await call(bank, 'GET', fresh)).json?.paging).toMatchObject({ totalCount: 3 });
	});

	it('needs a web form when the PIN is not stored, and goes on there', async () => {
		const { json } = await start(cityBank, { callbacks });
		bank.advance(1000);
		const ended = (await task(json?.id)) as { status: string; payload: { webForm: Json } };
		const { webForm } = ended.payload;
		expect(ended.status).toBe('WEB_FORM_REQUIRED');
		expect(webForm).toMatchObject({ status: 'NOT_YET_OPENED', url: expect.any(String) as unknown });
		expect(await told()).toEqual([{ taskId: json?.id, status: 'WEB_FORM_REQUIRED', webForm }]);
		expect(client.received.map(({ url }) => url)).toEqual(['/form']);
		expect(isTaskCallback((await told())[0])).toBe(true);

		await fillWebForm(String(webForm.url), { login: ['', '12345'], storeSecrets: true });
		expect(await formNow(String(webForm.id))).toMatchObject({
			type: 'BANK_CONNECTION_UPDATE',
			status: 'COMPLETED',
			payload: { bankConnectionId: cityBank },
		});
		expect((await task(json?.id))?.payload).toMatchObject({ webForm: { status: 'COMPLETED' } });
		// Completed is not downloaded: this bank turns the download away.
		bank.advance(2000);
		expect(await connection(cityBank)).toMatchObject({
			interfaces: [{ lastManualUpdate: { result: 'BANK_SERVER_REJECTION' } }],
		});
	});

	it('always needs one when settings are to be managed', async () => {
		const { json } = await start(household, { manageSavedSettings: ['CREDENTIALS'] });
		bank.advance(1000);
		expect((await task(json?.id))?.status).toBe('WEB_FORM_REQUIRED');
	});

	it('needs none while there is a consent', async () => {
		const allowedInterfaces = ['XS2A'];
		const { json } = await start(business, { allowedInterfaces });
		bank.advance(1000);
		expect((await task(json?.id))?.status).toBe('COMPLETED');
		bank.advance(100 * 24 * 60 * minute);
		const again = await start(business, { allowedInterfaces });
		bank.advance(1000);
		expect((await task(again.json?.id))?.status).toBe('WEB_FORM_REQUIRED');
	});

	it('ends with an error when the stored PIN is not right any more', async () => {
		const [on] = bank.state.connections.get(household)?.interfaces ?? [];
		if (on) on.credentials.pin = 'old';
		const { json } = await start(household, { callbacks });
		bank.advance(1000);
		expect(await task(json?.id)).toMatchObject({
			status: 'COMPLETED_WITH_ERROR',
			payload: {
				webForm: null,
				errorCode: 'BANK_SERVER_REJECTION',
				errorMessage: 'Die Zugangsdaten sind falsch.',
			},
		});
		expect(await told()).toEqual([{ taskId: json?.id, status: 'COMPLETED_WITH_ERROR' }]);
	});

	it('ends with an error when its token has expired meanwhile', async () => {
		const { json } = await start(household);
		bank.expireTokens();
		bank.advance(1000);
		expect((await task(json?.id))?.payload).toMatchObject({ errorCode: 'INVALID_TOKEN' });
	});

	it('adds accounts only when it is told to', async () => {
		const count = async () => ((await connection(household))?.accountIds as unknown[]).length;
		await start(household);
		bank.advance(4000);
		expect(await count()).toBe(2);
		const more = { importNewAccountsMode: 'CONDITIONAL', accountTypes: ['SECURITY'] };
		await start(household, more);
		bank.advance(4000);
		expect(await count()).toBe(3);
	});

	it('is one at a time', async () => {
		await start(household);
		const locked = refusedByWebForm(423, 'LOCKED');
		expect(await start(household)).toMatchObject(locked);
		bank.advance(1500);
		expect(await start(household)).toMatchObject(locked);
		bank.advance(5000);
		expect((await start(household)).status).toBe(201);
	});

	it.each([
		['no mode', '{"bankConnectionId":4500000000003}', 400],
		['a part of what is known of the user', { userMetadata: { ipAddress: '1.2.3.4' } }, 400],
		['a mode that there is not', { importNewAccountsMode: 'ALWAYS' }, 400],
		['the field of older editions', { importNewAccounts: true }, 400],
		['a redirect without a license', { redirectUrl: 'https://example.com' }, 422],
	])('is not started with %s', async (_what, body, status) => {
		const reply =
			typeof body === 'string'
				? await callWebForm(bank, 'POST', '/tasks/backgroundUpdate', { body })
				: await start(business, body);
		expect(reply.status).toBe(status);
	});

	it('is not started for the connection of somebody else', async () => {
		for (const id of ['4500000000004', '1']) {
			expect(await start(id)).toMatchObject(refusedByWebForm(404, 'NOT_FOUND'));
		}
	});

	it('can be told how to end', async () => {
		const { json } = await start(household, { callbacks });
		bank.endTask(String(json?.id), { status: 'PAUSED' });
		expect((await task(json?.id))?.status).toBe('PAUSED');
		expect(await told()).toEqual([{ taskId: json?.id, status: 'PAUSED' }]);
	});
});

describe('the lists of forms and tasks', () => {
	it('come in pages, the oldest first', async () => {
		const ids: string[] = [];
		for (let count = 1; count <= 5; count += 1) {
			ids.push((await form()).id);
			bank.advance(1000);
		}
		const page = async (query: string) => (await get(`/webForms?${query}`)).json;
		const idsIn = (json: Json | undefined) => (json?.items as { id: string }[]).map(({ id }) => id);
		expect(idsIn(await page(''))).toEqual(ids);
		const second = await page('page=2&perPage=2');
		expect(idsIn(second)).toEqual(ids.slice(2, 4));
		expect(second?.paging).toEqual({ page: 2, perPage: 2, pageCount: 3, totalCount: 5 });
		expect(idsIn(await page('order=createdAt,desc'))).toEqual([...ids].reverse());
		expect((await get('/tasks')).json).toMatchObject({ items: [], paging: { pageCount: 0 } });
	});

	it.each(['order=id', 'perPage=501', 'page=0', 'order=createdAt&order=createdAt'])(
		'do not take %s',
		async (query) => {
			expect((await get(`/webForms?${query}`)).status).toBe(400);
			expect((await get(`/tasks?${query}`)).status).toBe(400);
		},
	);
});

describe('the service', () => {
	it('is not at the address of Access', async () => {
		expect((await call(bank, 'GET', '/webForms')).status).toBe(404);
		expect((await send(bank, 'GET', '/api/webForms')).status).toBe(404);
		expect(await send(bank, 'GET', '/webForm/api/v2/accounts')).toMatchObject({ status: 404 });
	});

	it('words its failures in a way of its own', async () => {
		expect((await get('/webForms/1')).json).toEqual({
			code: 'NOT_FOUND',
			description: expect.any(String) as unknown,
			timestamp: '2026-03-15T09:00:00.000+0000',
			endpoint: 'GET /webForm/api/webForms/1',
		});
		expect(await callWebForm(bank, 'PATCH', '/webForms')).toMatchObject(
			refusedByWebForm(405, 'NOT_ALLOWED'),
		);
	});

	it('tells nobody at an address without a route', async () => {
		const { id } = await form({ callbacks: { finalised: 'https://elsewhere.example.com/x' } });
		bank.endForm(id, { status: 'COMPLETED', bankConnectionId: household });
		await bank.callbacks.settled();
		expect(bank.callbacks.sent).toMatchObject([
			{
				url: 'https://elsewhere.example.com/x',
				failure: expect.stringContaining('route') as unknown,
			},
		]);
	});

	it('calls a client once, whatever it answers', async () => {
		client.reply((_request, response) => void response.writeHead(500).end());
		const { id } = await form({ callbacks: { finalised: 'https://n8n.example.com/x' } });
		bank.endForm(id, { status: 'ABORTED' });
		await bank.callbacks.settled();
		expect(bank.callbacks.sent).toMatchObject([{ status: 500, says: { webFormId: id } }]);
		expect(client.received).toHaveLength(1);
		client.reply(() => ({}));
	});

	it('tells of what happens by itself when the clock of the machine goes on', async () => {
		const live = await startFinApi({ license: 'UNLICENSED', importDelayMs: 0 });
		try {
			live.callbacks.route('https://n8n.example.com', client.url);
			const body = `{"bankConnectionId":${household},"importNewAccountsMode":"SKIP","callbacks":{"finalised":"https://n8n.example.com/x"}}`;
			const arrived = new Promise<void>((resolve) => {
				client.reply(() => {
					resolve();
					return {};
				});
			});
			await callWebForm(live, 'POST', '/tasks/backgroundUpdate', { body });
			await arrived;
			expect(JSON.parse(client.received[0]?.body ?? '')).toMatchObject({ status: 'COMPLETED' });
		} finally {
			await live.close();
		}
	});
});
