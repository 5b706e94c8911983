import { request as rawRequest } from 'node:http';
import type { Reply, Sending } from '../support/exchange';
import { FinicityCaller, refused } from '../support/finicityCaller';
import { gate } from '../support/gate';
import { until } from '../support/until';
import type { FinicitySandbox } from './finicity';
import { startFinicity } from './finicity';

const tokenPath = '/aggregation/v2/partners/authentication';
const customersPath = '/aggregation/v1/customers';
const maria = '7000000001';
const budgetApp = '5a2db0c5-0001-4a00-8000-000000000001';
const longLoginId = '9007199254740993';

const svg = (padding = 0) =>
	Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(padding)}</svg>`);

const registration = {
	appName: 'Savings Coach',
	appDescription: 'Helps to put money aside',
	appUrl: 'https://coach.example.com/',
	ownerName: 'Coach Inc',
	ownerAddressLine1: '1 Example Street',
	ownerAddressLine2: 'Floor 2',
	ownerCity: 'Murray',
	ownerState: 'UT',
	ownerPostalCode: '84123',
	ownerCountry: 'USA',
	image: svg().toString('base64'),
};

let bank: FinicitySandbox;
let token: string;

beforeAll(async () => {
	bank = await startFinicity();
});

afterAll(() => bank.close());

beforeEach(() => {
	bank.reset();
	token = bank.issueToken();
});

const send = async (method: string, path: string, options: Sending = {}): Promise<Reply> =>
	await new FinicityCaller(bank, token).send(method, path, options);

const get = (path: string) => send('GET', path);

const signIn = (changes: Record<string, unknown> = {}, headers: Record<string, string> = {}) => {
	const { partnerId, partnerSecret } = bank.keys;
	return send('POST', tokenPath, { body: { partnerId, partnerSecret, ...changes }, headers });
};

describe('signing in', () => {
	it('gives a token that opens the other calls', async () => {
		const reply = await signIn();
		token = String(reply.json?.token);
		expect((await get(customersPath)).status).toBe(200);
		expect(bank.tokenCalls()).toBe(1);
	});

	it('names what is wrong with the keys', async () => {
		expect(await signIn({}, { 'Finicity-App-Key': '' })).toMatchObject(refused(401, '10026'));
		expect(await signIn({}, { 'Finicity-App-Key': 'other' })).toMatchObject(refused(401, '10021'));
		expect(await signIn({ partnerSecret: 'other' })).toMatchObject(refused(401, '10001'));
		expect(await signIn({ partnerId: 'other' })).toMatchObject(refused(401, '10001'));
		expect(await signIn({ partnerSecret: undefined })).toMatchObject(refused(400, '10005'));
	});

	it('locks the partner after the fifth failed try in a row, until it is unlocked', async () => {
		for (let attempt = 1; attempt <= 4; attempt += 1) await signIn({ partnerSecret: 'wrong' });
		expect((await signIn()).status).toBe(200);

		for (let attempt = 1; attempt <= 4; attempt += 1) await signIn({ partnerSecret: 'wrong' });
		expect(bank.locked()).toBe(false);
		await signIn({ partnerSecret: 'wrong' });
		expect(bank.locked()).toBe(true);
		const reply = await signIn();
		expect(reply.status).toBe(401);
		expect(reply.text).toContain('locked');

		bank.unlock();
		expect((await signIn()).status).toBe(200);
	});

	it('tells a missing, a wrong and an expired token apart', async () => {
		expect(
			await send('GET', customersPath, { headers: { 'Finicity-App-Token': 'x' } }),
		).toMatchObject(refused(401, '10022'));
		expect(
			await send('GET', customersPath, { headers: { 'Finicity-App-Token': '' } }),
		).toMatchObject(refused(401, '10024'));
		bank.expireTokens();
		expect(await get(customersPath)).toMatchObject(refused(401, '10023'));
		token = bank.issueToken();
		expect((await get(customersPath)).status).toBe(200);
	});

	it('lets a token live for two hours', async () => {
		const issued = Date.now();
		const clock = jest.spyOn(Date, 'now');
		try {
			clock.mockReturnValue(issued + 119 * 60_000);
			expect((await get(customersPath)).status).toBe(200);
			clock.mockReturnValue(issued + 121 * 60_000);
			expect(await get(customersPath)).toMatchObject(refused(401, '10023'));
		} finally {
			clock.mockRestore();
		}
	});

	it('tells a missing app key as JSON and a wrong one as plain text', async () => {
		expect(await send('GET', customersPath, { headers: { 'Finicity-App-Key': '' } })).toMatchObject(
			refused(401, '10026'),
		);
		const reply = await send('GET', customersPath, { headers: { 'Finicity-App-Key': 'other' } });
		expect(reply).toMatchObject({ status: 401, text: 'Invalid (Finicity-App-Key)' });
		expect(reply.headers.get('content-type')).toMatch(/^text\/plain/);
	});
});

describe('strictness', () => {
	const body = { username: 'strict.customer' };
	const add = (options: Parameters<typeof send>[2]) =>
		send('POST', '/aggregation/v2/customers/active', options);

	it.each([
		['an unknown parameter', 'colour=blue'],
		['a parameter named like a property of every object', 'toString=1'],
		['a parameter that would vanish in a plain object', '__proto__=1'],
		['a repeated parameter', 'start=1&start=1'],
		['a fraction where an integer belongs', 'limit=12.5'],
		['a word where an integer belongs', 'limit=abc'],
		['nothing where an integer belongs', 'limit='],
		['an integer with a leading zero', 'limit=012'],
		['an integer below the least', 'start=0'],
		['an integer above the most', 'limit=1001'],
		['a value outside the list', 'type=other'],
		['a broken percent code', 'search=%zz'],
	])('refuses %s in the query', async (_what, query) => {
		expect((await get(`${customersPath}?${query}`)).status).toBe(400);
	});

	it('takes integers as they should be written', async () => {
		expect((await get(`${customersPath}?start=1&limit=12`)).status).toBe(200);
	});

	it.each([
		['an unknown field', { ...body, nickname: 'S' }],
		['a number where a text belongs', { ...body, firstName: 5 }],
		['null where a text belongs', { ...body, firstName: null }],
		['a missing required field', { firstName: 'S' }],
		['a list instead of an object', [body]],
		['a phone number that is too long', { ...body, phone: '1-801-984-4200-99' }],
		['text that is not JSON', '{"username"'],
		['an empty body', ''],
	])('refuses %s in the body', async (_what, given) => {
		expect((await add({ body: given })).status).toBe(400);
		expect(bank.state.customers.size).toBe(6);
	});

	it('refuses a body that is not sent as JSON', async () => {
		const headers = { 'Content-Type': 'text/plain' };
		expect((await add({ body, headers })).status).toBe(400);
		expect((await add({ body })).status).toBe(201);
	});

	it('refuses a body where none belongs', async () => {
		const path = `${customersPath}/${maria}/accounts`;
		expect((await send('POST', path, { body: {} })).status).toBe(400);
		expect((await send('DELETE', `${customersPath}/${maria}`, { body: {} })).status).toBe(400);
		expect(bank.state.customers.has(maria)).toBe(true);
	});

	it('refuses even a GET with a body', async () => {
		const status = await new Promise((resolve, reject) => {
			const headers = {
				'Finicity-App-Key': bank.keys.appKey,
				'Finicity-App-Token': token,
				Accept: 'application/json',
				'Content-Length': '2',
			};
			rawRequest(bank.baseUrl + customersPath, { method: 'GET', headers }, (response) => {
				response.resume();
				resolve(response.statusCode);
			})
				.on('error', reject)
				.end('{}');
		});
		expect(status).toBe(400);
	});

	it('refuses ids that are not digits', async () => {
		expect(await get(`${customersPath}/abc`)).toMatchObject(refused(400, '14023'));
		expect((await get(`${customersPath}/${maria}%2Faccounts`)).status).toBe(400);
		expect((await get(`${customersPath}/%zz`)).status).toBe(400);
	});

	it('knows no other address and no other method', async () => {
		expect((await get('/aggregation/v1/nothing')).status).toBe(404);
		expect((await get(`${customersPath}/`)).status).toBe(404);
		const reply = await send('PATCH', `${customersPath}/${maria}`);
		expect(reply.status).toBe(405);
		expect(reply.headers.get('allow')?.split(', ').sort()).toEqual(['DELETE', 'GET', 'PUT']);
	});

	it('answers nobody who does not ask for JSON', async () => {
		const ask = (Accept: string) => send('GET', customersPath, { headers: { Accept } });
		expect(await ask('*/*')).toMatchObject(refused(406, '20000'));
		expect((await ask('application/xml')).status).toBe(406);
		expect((await ask('text/plain;q=0.9, application/json')).status).toBe(200);
	});

	it('tells codes as numbers where the bank was started like that', async () => {
		const unknown = `${customersPath}/7999999999`;
		expect(await get(unknown)).toMatchObject(refused(404, '14001'));
		bank.settings.codesAsNumbers = true;
		expect(await get(unknown)).toMatchObject(refused(404, 14001));
		bank.reset();
		token = bank.issueToken();
		expect(await get(unknown)).toMatchObject(refused(404, '14001'));
	});

	it('records what came in, right or wrong', async () => {
		await get(`${customersPath}?search=a%20b%26c&limit=x`);
		await send('PUT', `${customersPath}/${maria}`, { body: { lastName: 'Ibáñez' } });
		expect(bank.requests).toMatchObject([
			{
				method: 'GET',
				url: `${customersPath}?search=a%20b%26c&limit=x`,
				path: customersPath,
				query: { search: 'a b&c', limit: 'x' },
				headers: { 'finicity-app-key': bank.keys.appKey },
				body: undefined,
			},
			{ method: 'PUT', body: { lastName: 'Ibáñez' }, rawBody: '{"lastName":"Ibáñez"}' },
		]);
	});
});

describe('paging', () => {
	let long: FinicitySandbox;
	beforeAll(async () => {
		long = await startFinicity({ customers: 44 });
	});
	afterAll(() => long.close());

	const page = async (query: string) => {
		const response = await fetch(`${long.baseUrl}${customersPath}${query}`, {
			headers: {
				'Finicity-App-Key': long.keys.appKey,
				'Finicity-App-Token': long.issueToken(),
				Accept: 'application/json',
			},
		});
		return (await response.json()) as { customers: { username: string }[] };
	};

	it('starts at a record, not at a page', async () => {
		const first = await page('?limit=20');
		expect(first).toMatchObject({ found: 50, displaying: 20, moreAvailable: true });
		const second = await page('?limit=20&start=2');
		expect(second.customers[0]).toEqual(first.customers[1]);
		expect(await page('?limit=20&start=31')).toMatchObject({
			displaying: 20,
			moreAvailable: false,
		});
		expect(await page('?limit=20&start=51')).toMatchObject({ displaying: 0, moreAvailable: false });
	});

	it('gives 25 records unless told otherwise', async () => {
		expect(await page('')).toMatchObject({ displaying: 25, moreAvailable: true });
	});

	it('reaches each record once by adding what was received', async () => {
		const seen: string[] = [];
		for (const start of [1, 21, 41]) {
			const { customers } = await page(`?limit=20&start=${start}`);
			seen.push(...customers.map(({ username }) => username));
		}
		expect(new Set(seen).size).toBe(50);
		expect(seen.at(-1)).toBe('customer000044');
	});

	it('counts records for applications and institutions too', async () => {
		expect((await get('/applications?limit=3&start=2')).json).toMatchObject({
			found: 4,
			displaying: 3,
			moreAvailable: false,
			applications: [{ preAppId: 2582 }, { preAppId: 2583 }, { preAppId: 2584 }],
		});
		expect((await get(`/applications/${budgetApp}/institutions?limit=3`)).json).toMatchObject({
			found: 4,
			displaying: 3,
			moreAvailable: true,
		});
	});

	it('counts pages, of one record each by default, for the registration status', async () => {
		const path = '/aggregation/v2/partners/applications';
		expect((await get(path)).json).toMatchObject({
			totalRecords: 4,
			totalPages: 4,
			pageNumber: 1,
			numberOfRecordsPerPage: 1,
			applications: [{ preAppId: '2581' }],
		});
		expect((await get(`${path}?page=2&pageSize=3`)).json).toMatchObject({
			totalPages: 2,
			pageNumber: 2,
			applications: [{ preAppId: '2584' }],
		});
	});
});

describe('customers', () => {
	const add = (body: Record<string, string>, type = 'active') =>
		send('POST', `/aggregation/v2/customers/${type}`, { body });
	const found = async (query: string) => {
		const { json } = await get(`${customersPath}?${query}`);
		return (json?.customers as { username: string }[]).map(({ username }) => username);
	};

	it('are found by username, type and a part of a name, whatever its case', async () => {
		expect(await found('username=renee%2Bhousehold%26co')).toEqual(['renee+household&co']);
		expect(await found('username=renee')).toEqual([]);
		expect(await found('type=testing&search=MARIA%20SAN')).toEqual(['maria.santos']);
		expect(await found('type=active&search=maria')).toEqual([]);
		expect(await found('search=ib%C3%A1%C3%B1ez')).toEqual(['renee+household&co']);
	});

	it('are created with a number for a date and listed with a text', async () => {
		const created = await add({ username: 'date.customer' });
		expect(typeof created.json?.createdDate).toBe('number');
		const { json } = await get(`${customersPath}/${String(created.json?.id)}`);
		expect(json?.createdDate).toBe(String(created.json?.createdDate));
	});

	it('have a username of their own that keeps to the policy', async () => {
		expect(await add({ username: 'maria.santos' })).toMatchObject(refused(409, '110002'));
		expect(await add({ username: 'short' })).toMatchObject(refused(400, '110039'));
		expect(await add({ username: 'with space' })).toMatchObject(refused(400, '110039'));
		expect(await add({ username: 'bad.name', firstName: '<b>' })).toMatchObject(
			refused(400, '45003'),
		);
	});

	it('have no accounts before somebody connects a bank, those for testing neither', async () => {
		for (const type of ['testing', 'active']) {
			const { json } = await add({ username: `fresh.${type}` }, type);
			const reply = await get(`${customersPath}/${String(json?.id)}/accounts`);
			expect(reply).toMatchObject({ status: 200, json: { accounts: [] } });
		}
	});

	it('for testing get accounts at once where the bank was started like that', async () => {
		bank.settings.autoConnect = true;
		const { json } = await add({ username: 'fresh.testing' }, 'testing');
		const reply = await get(`${customersPath}/${String(json?.id)}/accounts`);
		const accounts = reply.json?.accounts as Record<string, unknown>[];
		expect(accounts.map(({ name }) => name)).toEqual(['FinBank Checking', 'FinBank Savings']);
		expect(accounts[1]?.institutionLoginId).toBe(accounts[0]?.institutionLoginId);
	});

	it('of real persons cannot be added on the Test Drive plan, which is not about the token', async () => {
		bank.settings.plan = 'testDrive';
		const refusal = await add({ username: 'real.person' });
		expect(refusal).toMatchObject({
			status: 401,
			json: { message: 'Not available from the Test Drive' },
		});
		expect((await add({ username: 'test.person' }, 'testing')).status).toBe(201);
		expect(bank.locked()).toBe(false);
	});

	it('can be renamed, unless nothing is given or a dispute is open', async () => {
		const rename = (id: string, body: unknown) => send('PUT', `${customersPath}/${id}`, { body });
		expect((await rename(maria, { firstName: 'Mary' })).status).toBe(204);
		expect((await get(`${customersPath}/${maria}`)).json).toMatchObject({
			firstName: 'Mary',
			lastName: 'Santos',
		});
		expect(await rename(maria, {})).toMatchObject(refused(400, '10025'));
		expect(await rename('7000000005', { firstName: 'D' })).toMatchObject(refused(403, '10406'));
		expect(await rename('7999999999', { firstName: 'D' })).toMatchObject(refused(404, '14001'));
	});

	it('take their accounts with them when deleted', async () => {
		expect((await send('DELETE', `${customersPath}/${maria}`)).status).toBe(204);
		expect(await get(`${customersPath}/${maria}/accounts`)).toMatchObject(refused(404, '14001'));
		expect(bank.state.accounts.has('5011000001')).toBe(false);
		expect(bank.state.institutionLogins.has('1007000001')).toBe(false);
		expect(bank.state.accounts.has('5011000004')).toBe(true);
	});

	it('have a name next to their application, if only an empty one', async () => {
		await send('PUT', `${customersPath}/7000000006/applications/${budgetApp}`);
		expect((await get(`${customersPath}/7000000006/application`)).json).toMatchObject({
			firstName: '',
			lastName: '',
		});
	});

	it('are given an approved application once and for all', async () => {
		const assign = (id: string) =>
			send('PUT', `${customersPath}/7000000002/applications/${id}`).then(({ status }) => status);
		expect(await get(`${customersPath}/7000000002/application`)).toMatchObject(
			refused(404, '50051'),
		);
		expect(await send('PUT', `${customersPath}/7000000002/applications/unknown`)).toMatchObject(
			refused(404, '10007'),
		);
		expect(await assign(budgetApp)).toBe(200);
		expect(await assign('5a2db0c5-0002-4a00-8000-000000000002')).toBe(400);
		expect((await get(`${customersPath}/7000000002/application`)).json).toMatchObject({
			applicationId: budgetApp,
			applicationName: 'Household Budget',
		});
	});
});

describe('accounts', () => {
	const renee = `${customersPath}/7000000002`;
	const priya = `${customersPath}/7000000004`;
	const idsAt = async (path: string) => {
		const { json } = await get(path);
		return (json?.accounts as { id: string }[]).map(({ id }) => id);
	};

	it('show each digit of a login id beyond 2^53, as a number', async () => {
		const { text } = await get(`${renee}/accounts`);
		expect(text).toContain(`"institutionLoginId":${longLoginId},`);
		expect(await idsAt(`${renee}/institutionLogins/${longLoginId}/accounts`)).toHaveLength(2);
	});

	it('are filtered by status, type and institution', async () => {
		expect(await idsAt(`${priya}/accounts?status=pending`)).toEqual(['5011000010']);
		expect(await idsAt(`${priya}/accounts?account_type=ava`)).toHaveLength(2);
		expect(await idsAt(`${renee}/accounts?account_type=ava`)).toEqual([]);
		expect(await idsAt(`${priya}/institutions/102224/accounts`)).toEqual(['5011000009']);
		expect(await get(`${priya}/institutions/4222/accounts`)).toMatchObject(refused(404, '38006'));
		expect(await get(`${priya}/institutions/1/accounts/simple`)).toMatchObject(
			refused(404, '38006'),
		);
		expect(await get(`${priya}/accounts?status=closed`)).toMatchObject(refused(400, '18017'));
	});

	it('belong to one customer', async () => {
		const other = '/aggregation/v2/customers/7000000002/accounts/5011000001';
		expect(await get(other)).toMatchObject(refused(404, '14001'));
		expect(await get(`${renee}/institutionLogins/1007000001/accounts`)).toMatchObject(
			refused(404, '38007'),
		);
	});

	it('tell when they were refreshed', async () => {
		const before = Math.floor(Date.now() / 1000);
		const refresh = `${priya}/institutionLogins/1007000004/accounts`;
		expect((await send('POST', refresh)).status).toBe(200);
		expect(bank.state.accounts.get('5011000010')?.aggregationSuccessDate).toBeGreaterThanOrEqual(
			before,
		);
		expect(bank.state.accounts.get('5011000001')?.aggregationAttemptDate).toBeLessThan(before);
		await send('POST', '/aggregation/v2/customers/7000000001/accounts');
		expect(bank.state.accounts.get('5011000001')?.aggregationAttemptDate).toBeGreaterThanOrEqual(
			before,
		);
	});

	it('that were still being discovered are active once they were read, with the balance they had', async () => {
		await send('POST', `${priya}/accounts`);
		expect(bank.state.accounts.get('5011000010')).toMatchObject({ status: 'active', balance: 0 });
	});

	it('are refreshed for a span of time that does not end before it begins', async () => {
		const refresh = `${priya}/institutionLogins/1007000004/accounts`;
		expect((await send('POST', `${refresh}?fromDate=10&toDate=20`)).status).toBe(200);
		expect((await send('POST', `${refresh}?fromDate=20&toDate=10`)).status).toBe(400);
	});

	it('move to the OAuth institution when migrated', async () => {
		const path = '/aggregation/v2/customers/7000000003/institutionLogins/1007000003/migration';
		expect((await send('PUT', path)).status).toBe(200);
		expect(await idsAt(`${customersPath}/7000000003/institutions/170778/accounts`)).toHaveLength(3);
	});

	it('are deleted one by one or by login', async () => {
		await send('DELETE', `${customersPath}/${maria}/accounts/5011000001`);
		expect(await idsAt(`${customersPath}/${maria}/accounts`)).toEqual(['5011000002', '5011000003']);
		const login = `${customersPath}/${maria}/institutionLogins/1007000001`;
		expect((await send('DELETE', login)).status).toBe(204);
		expect(await idsAt(`${customersPath}/${maria}/accounts`)).toEqual([]);
		expect(await send('DELETE', login)).toMatchObject(refused(404, '38007'));
	});

	it('that are not there are refused with a code of their own when they are to be deleted', async () => {
		const unknown = `${customersPath}/${maria}/accounts/5011000004`;
		expect(await send('DELETE', unknown)).toMatchObject(refused(404, '38003'));
		const ofNobody = `${customersPath}/7999999999/institutionLogins/1007000001`;
		expect(await send('DELETE', ofNobody)).toMatchObject(refused(404, '38007'));
		expect(bank.state.accounts.has('5011000001')).toBe(true);
	});

	it.each<[string, object]>([
		['7000000004/accounts/5011000009', { detail: null, position: null }],
		['7000000005/accounts/5011000011', { detail: { openDate: null }, position: null }],
		['7000000003/accounts/5011000012', { detail: { lastPaymentAmount: null } }],
	])('hold nulls where there is nothing to tell: %s', async (path, nulls) => {
		expect((await get(`/aggregation/v2/customers/${path}`)).json).toMatchObject(nulls);
	});
});

describe('applications', () => {
	const register = (image: string) =>
		send('POST', '/aggregation/v1/partners/applications', { body: { ...registration, image } });

	it('are registered as pending and show up in both lists', async () => {
		const { status, json } = await register(registration.image);
		expect({ status, json }).toEqual({ status: 201, json: { preAppId: 3001, status: 'P' } });
		expect((await get('/applications?pre_app_id=3001')).json).toMatchObject({ found: 1 });
		const byName = '/aggregation/v2/partners/applications?appName=Savings%20Coach&status=P';
		expect((await get(byName)).json).toMatchObject({ totalRecords: 1 });
	});

	it('need a Base64 SVG under 50 KB for a logo', async () => {
		expect((await register(`${registration.image}!`)).status).toBe(400);
		expect((await register(Buffer.from('GIF89a').toString('base64'))).status).toBe(400);
		expect((await register(svg(50 * 1024).toString('base64'))).status).toBe(400);
		expect((await register(svg(49 * 1024).toString('base64'))).status).toBe(201);
	});

	it('wait for approval again when changed, and cannot be assigned meanwhile', async () => {
		const path = '/aggregation/v1/partners/applications';
		expect((await send('PUT', `${path}/2581`, { body: registration })).json).toEqual({
			preAppId: 2581,
			status: 'P',
		});
		const assign = `${customersPath}/7000000002/applications/${budgetApp}`;
		expect((await send('PUT', assign)).status).toBe(400);
		expect(await send('PUT', `${path}/9`, { body: registration })).toMatchObject(
			refused(404, '50051'),
		);
	});

	it('tell their status at each institution or at one', async () => {
		const at = (id: string, query = '') => get(`/applications/${id}/institutions${query}`);
		expect((await at(budgetApp, '?institution_id=170881')).json).toMatchObject({
			found: 1,
			institutions: [{ institutionName: 'Citi', status: false }],
		});
		expect(await at('unknown')).toMatchObject(refused(404, '3001'));
		expect(await at(budgetApp, '?institution_id=1')).toMatchObject(refused(404, '3002'));
		expect(await at(budgetApp, '?limit=1001')).toMatchObject(refused(400, '3007'));
		expect(await get('/applications?colour=blue')).toMatchObject(refused(400, '3008'));
	});
});

describe('faults', () => {
	const rename = () => send('PUT', `${customersPath}/${maria}`, { body: { firstName: 'Mary' } });
	const firstName = () => bank.state.customers.get(maria)?.firstName;

	it.each([
		[401, { 'Retry-After': '' }],
		[429, { 'Retry-After': '2' }],
		[503, { 'Retry-After': '1' }],
	])('answer %i in place of the bank, once', async (status, headers) => {
		bank.fault({ status, headers, body: { code: 1, message: 'Not now' } });
		const reply = await rename();
		expect(reply).toMatchObject({ status, json: { code: 1, message: 'Not now' } });
		expect(reply.headers.get('retry-after')).toBe(headers['Retry-After']);
		expect(firstName()).toBe('Maria');
		expect((await rename()).status).toBe(204);
	});

	it('answer HTML', async () => {
		bank.fault({ status: 502, body: '<html>Bad gateway</html>', contentType: 'text/html' });
		const reply = await get(customersPath);
		expect(reply).toMatchObject({ status: 502, text: '<html>Bad gateway</html>' });
		expect(reply.headers.get('content-type')).toMatch(/^text\/html/);
	});

	it('cut the connection before the request is carried out', async () => {
		bank.fault({ cut: 'before' });
		await expect(rename()).rejects.toThrow('fetch failed');
		expect(firstName()).toBe('Maria');
		expect(bank.requests).toHaveLength(1);
	});

	it('cut the connection after the request was carried out', async () => {
		bank.fault({ cut: 'after' });
		await expect(rename()).rejects.toThrow('fetch failed');
		expect(firstName()).toBe('Mary');
	});

	it('delay an answer that is right otherwise', async () => {
		bank.fault({ delayMs: 80 });
		const from = performance.now();
		expect((await get(customersPath)).status).toBe(200);
		expect(performance.now() - from).toBeGreaterThanOrEqual(75);
	});

	it('hit what they name, after letting some through, as often as they say', async () => {
		bank.fault({ method: 'GET', path: /\/customers$/g, skip: 1, times: 2, status: 500 });
		bank.fault({ path: `${customersPath}/${maria}`, status: 418 });
		const statuses: number[] = [];
		for (let call = 1; call <= 4; call += 1) statuses.push((await get(customersPath)).status);
		expect(statuses).toEqual([200, 500, 500, 200]);
		expect((await rename()).status).toBe(418);
	});

	it('come before the keys are looked at', async () => {
		token = '';
		bank.fault({ status: 503 });
		expect((await get(customersPath)).status).toBe(503);
		expect((await get(customersPath)).status).toBe(401);
	});
});

describe('the sandbox', () => {
	it('counts the requests handled at once, without token calls', async () => {
		const { opened, open } = gate();
		bank.fault({ times: 4, until: opened });
		const list = () => get(customersPath);
		const calls = Promise.all([list(), list(), list(), signIn()]);
		await until(() => bank.requests.length === 4);
		open();
		await calls;
		expect(bank.mostInFlight()).toBe(3);
		bank.reset();
		token = bank.issueToken();
		for (let call = 1; call <= 5; call += 1) await get(customersPath);
		expect(bank.mostInFlight()).toBe(1);
	});

	it('starts over on reset', async () => {
		await send('DELETE', `${customersPath}/${maria}`);
		bank.fault({ status: 500 });
		bank.latencyMs = 5;
		const stale = token;
		bank.reset();
		expect(bank.requests).toEqual([]);
		expect(bank.latencyMs).toBe(0);
		expect(bank.state.customers.has(maria)).toBe(true);
		token = stale;
		expect(await get(customersPath)).toMatchObject(refused(401, '10022'));
	});

	it('listens on the given port with the given keys', async () => {
		const other = await startFinicity({ keys: { appKey: 'another-app-key' } });
		const { port } = new URL(other.baseUrl);
		await other.close();
		const again = await startFinicity({ port: Number(port), keys: { appKey: 'another-app-key' } });
		try {
			expect(again.baseUrl).toBe(`http://127.0.0.1:${port}`);
			expect(again.keys).toEqual({ ...bank.keys, appKey: 'another-app-key' });
		} finally {
			await again.close();
		}
	});
});
