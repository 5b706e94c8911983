import type { IHttpRequestHelper } from 'n8n-workflow';
import { FinicityApi } from '../../credentials/FinicityApi.credentials';
import type { SignIn } from '../../nodes/shared/signIn/signIn';
import { type FinicitySandbox, startFinicity } from '../sandbox/finicity';
import { byId, finicityCredential, runFinicity } from '../support/finicity';
import { startLoopback } from '../support/loopback';
import { pressTest } from '../support/pressTest';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity();
});

afterEach(async () => await sandbox.close());

const customer = { customerId: byId('7000000001') };
const items = (count: number) => Array.from({ length: count }, () => ({ json: {} }));
const allAtOnce = { ...customer, options: { maxParallelRequests: 50 } };
/** Lets time pass, and stand still from then on. */
function later(milliseconds: number): void {
	const now = Date.now() + milliseconds;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
}

afterEach(() => jest.restoreAllMocks());

const calls = () =>
	sandbox.requests.filter(({ path }) => path.startsWith('/aggregation/v1/customers/'));

describe('partner credentials', () => {
	it('sign in once and send key, token and the wanted format with every call', async () => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], allAtOnce, { credentials, items: items(50) });
		await runFinicity(sandbox, ['customer', 'get'], allAtOnce, { credentials, items: items(50) });
		expect(sandbox.tokenCalls()).toBe(1);
		expect(calls()).toHaveLength(100);
		const [signIn] = sandbox.requests;
		expect(signIn?.headers['finicity-app-key']).toBe(sandbox.keys.appKey);
		expect(signIn?.headers['finicity-app-token']).toBeUndefined();
		expect(signIn?.body).toEqual({
			partnerId: sandbox.keys.partnerId,
			partnerSecret: sandbox.keys.partnerSecret,
		});
		const tokens = new Set(calls().map(({ headers }) => headers['finicity-app-token']));
		expect(tokens.size).toBe(1);
		for (const { headers } of calls()) {
			expect(headers['finicity-app-key']).toBe(sandbox.keys.appKey);
			expect(headers.accept).toBe('application/json');
		}
	});

	it('renew a stale token with one call for 50 parallel items, and send each item again', async () => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		sandbox.expireTokens();
		sandbox.requests.length = 0;
		const { items: out, error } = await runFinicity(sandbox, ['customer', 'get'], allAtOnce, {
			credentials,
			items: items(50),
		});
		expect(error).toBeUndefined();
		expect(out).toHaveLength(50);
		expect(sandbox.tokenCalls()).toBe(1);
		expect(calls()).toHaveLength(100);
	});

	it('renew it once also when some items learn of it only after the renewal', async () => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		sandbox.expireTokens();
		sandbox.requests.length = 0;
		// Half of the refusals arrive long after the first item has its new token.
		for (let slow = 0; slow < 5; slow++) {
			sandbox.fault({
				path: /customers\/7/,
				status: 401,
				delayMs: 300,
				body: { code: '10023', message: 'Expired' },
			});
		}
		const { error } = await runFinicity(sandbox, ['customer', 'get'], allAtOnce, {
			credentials,
			items: items(10),
		});
		expect(error).toBeUndefined();
		expect(sandbox.tokenCalls()).toBe(1);
	});

	it('send a write again after the renewal, for the 401 did nothing', async () => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		sandbox.expireTokens();
		const { error } = await runFinicity(
			sandbox,
			['customer', 'update'],
			{ ...customer, firstName: 'Mia' },
			{ credentials },
		);
		expect(error).toBeUndefined();
		expect(sandbox.state.customers.get('7000000001')?.firstName).toBe('Mia');
	});

	it('do not sign in for every item when the bank says 401 for another reason', async () => {
		sandbox.fault({
			path: /customers\/7/,
			times: 1_000,
			status: 401,
			body: { code: '10021', message: 'You are not authorized.' },
		});
		later(0);
		const { items: out } = await runFinicity(sandbox, ['customer', 'get'], customer, {
			items: items(30),
			onError: 'continueRegularOutput',
		});
		expect(out.map(({ json }) => json.error)).toEqual(
			items(30).map(() => 'Finicity: You are not authorized. (code 10021)'),
		);
		expect(sandbox.tokenCalls()).toBeLessThanOrEqual(2);
	});
});

describe('a refused sign-in', () => {
	const wrong = () => finicityCredential(sandbox, { partnerSecret: 'wrong-secret-value' });

	it('is shared by parallel items, and names the keys to check', async () => {
		const { items: out } = await runFinicity(sandbox, ['customer', 'get'], allAtOnce, {
			credentials: wrong(),
			items: items(50),
			onError: 'continueRegularOutput',
		});
		expect(sandbox.tokenCalls()).toBe(1);
		expect(calls()).toEqual([]);
		const [first] = out;
		expect(first?.json.error).toBe(
			'Finicity refused the sign-in (Invalid credentials, code 10001): check the Partner ID and the Partner Secret',
		);
		expect(new Set(out.map(({ json }) => json.error)).size).toBe(1);
	});

	it('is never repeated with the same keys, also in later runs', async () => {
		for (let run = 0; run < 7; run++) {
			const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, {
				credentials: wrong(),
			});
			expect(error?.message).toContain('check the Partner ID and the Partner Secret');
			expect(error?.description).toContain('Five refusals lock the account');
		}
		expect(sandbox.tokenCalls()).toBe(1);
		expect(sandbox.locked()).toBe(false);
	});

	it('is known in every process of n8n, also after a restart', async () => {
		const credentials = wrong();
		for (let process = 0; process < 7; process++) {
			await jest.isolateModulesAsync(async () => {
				const { FinicityApi: Fresh } = await import('../../credentials/FinicityApi.credentials');
				credentials.type = new Fresh();
				const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, {
					credentials,
				});
				expect(error?.message).toContain('check the Partner ID and the Partner Secret');
			});
		}
		expect(sandbox.tokenCalls()).toBe(1);
		expect(sandbox.locked()).toBe(false);
	});

	it.each([
		[{ Errors: { Error: [{ ReasonCode: '1', Description: 'No' }] } }, 401],
		[{ errors: [{ code: '1', message: 'No' }] }, 401],
		[{ message: 'No' }, 401],
		[{ status: '403', title: 'No' }, 403],
		[{ code: '1', message: 'Locked' }, 423],
	])('is known as one in every form: %j', async (body, status) => {
		sandbox.fault({ path: /authentication/, times: 50, status, body });
		const { items: out } = await runFinicity(sandbox, ['customer', 'get'], customer, {
			items: items(12),
			onError: 'continueRegularOutput',
		});
		expect(out[0]?.json.error).toMatch(/Finicity refused the sign-in \((No|Locked)(, code 1)?\)/);
		expect(sandbox.tokenCalls()).toBe(1);
	});

	it('is tried again at once when the user raises the number', async () => {
		sandbox.fault({ path: /authentication/, status: 401, body: { code: '1', message: 'Not yet' } });
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(sandbox.tokenCalls()).toBe(1);
		credentials.data = { ...credentials.data, attempt: 2 };
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(error).toBeUndefined();
	});

	it('holds for the same address with a slash at the end', async () => {
		const credentials = wrong();
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		credentials.data = { ...credentials.data, baseUrl: `${sandbox.baseUrl}/` };
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(sandbox.tokenCalls()).toBe(1);
	});

	it('may be tried again after a day', async () => {
		const credentials = wrong();
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * 3600 * 1000);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		now.mockRestore();
		expect(sandbox.tokenCalls()).toBe(2);
	});

	it('is not what the page of a proxy says', async () => {
		sandbox.fault({
			path: /authentication/,
			status: 403,
			body: '<html>Denied</html>',
			contentType: 'text/html',
		});
		const credentials = finicityCredential(sandbox);
		const first = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(first.error?.message).toContain('HTTP status 403. Try again later');
		later(31_000);
		const second = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(second.error).toBeUndefined();
	});

	it('does not keep right keys from signing in', async () => {
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials: wrong() });
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer);
		expect(error).toBeUndefined();
	});

	it.each([
		['the App Key', { apiKey: 'wrong-key-value' }],
		['the Partner ID', { partnerId: '9999' }],
	])('says that it is %s', async (key, changes) => {
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, {
			credentials: finicityCredential(sandbox, changes),
		});
		expect(error?.message).toContain(`check ${key}`);
		expect(sandbox.tokenCalls()).toBe(1);
	});

	it.each([
		[400, 1],
		[401, 1],
		[403, 1],
		[404, 1],
		[302, 2],
		[429, 2],
		[500, 2],
		[503, 2],
	])('with status %d leads to %d calls in two runs', async (status, tokenCalls) => {
		const path = /authentication/;
		const headers = { Location: `${sandbox.baseUrl}/aggregation/v1/customers` };
		sandbox.fault({ path, times: 9, status, headers, body: { code: '1', message: 'No' } });
		for (const run of [1, 2]) {
			const { error } = await runFinicity(sandbox, ['customer', 'get'], customer);
			expect([run, error?.message]).toEqual([run, expect.stringContaining('sign-in')]);
			later(31_000);
		}
		expect(sandbox.requests.map(({ path: asked }) => asked)).toEqual(
			Array(tokenCalls).fill('/aggregation/v2/partners/authentication'),
		);
	});

	it('names its item', async () => {
		const body = { code: '1', message: 'No' };
		sandbox.fault({ path: /authentication/, skip: 1, status: 401, body });
		sandbox.fault({ path: /customers/, skip: 1, status: 401, times: 9 });
		const { error } = await runFinicity(
			sandbox,
			['customer', 'update'],
			{
				...customer,
				firstName: 'x',
			},
			{ items: items(2) },
		);
		expect(error?.message).toContain('refused the sign-in');
		expect(error?.context?.itemIndex).toBe(1);
	});

	it('says that the account is locked', async () => {
		for (let wrongSecret = 0; wrongSecret < 5; wrongSecret++) {
			const credentials = finicityCredential(sandbox, { partnerSecret: `wrong-${wrongSecret}` });
			await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		}
		expect(sandbox.locked()).toBe(true);
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer);
		expect(error?.message).toContain('check with Mastercard support: the account looks locked');
	});

	it('shows no secret', async () => {
		sandbox.fault({
			method: 'POST',
			status: 401,
			body: { code: '1', message: 'wrong-secret-value is wrong' },
		});
		const { run } = await runFinicity(sandbox, ['customer', 'get'], customer, {
			credentials: wrong(),
		});
		expect(JSON.stringify(run)).not.toContain('wrong-secret-value');
	});
});

describe('a sign-in that fails for another reason', () => {
	it.each([
		['the bank is down', { status: 503 }],
		['the connection breaks', { cut: 'before' as const }],
		['there is no token in the answer', { status: 200, body: {} }],
	])('is not retried at once, but may be tried again: %s', async (_, fault) => {
		sandbox.fault({ path: /authentication/, ...fault });
		const first = await runFinicity(sandbox, ['customer', 'get'], customer);
		expect(first.error?.message).toContain('sign-in');
		expect(sandbox.tokenCalls()).toBe(1);
		await runFinicity(sandbox, ['customer', 'get'], customer);
		expect(sandbox.tokenCalls()).toBe(1);
		later(31_000);
		const second = await runFinicity(sandbox, ['customer', 'get'], customer);
		expect(second.error).toBeUndefined();
	});
});

describe('a token that another process of n8n has fetched', () => {
	it('is renewed when it has run out, whatever this process remembers', async () => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		// The other process fetched a later one, which has run out as well.
		const session = JSON.parse(String(credentials.data.sessionToken)) as SignIn;
		const later: SignIn = { ...session, at: session.at + 1, token: sandbox.issueToken() };
		credentials.data = { ...credentials.data, sessionToken: JSON.stringify(later) };
		sandbox.expireTokens();
		const { error } = await runFinicity(sandbox, ['customer', 'get'], allAtOnce, {
			credentials,
			items: items(10),
		});
		expect(error).toBeUndefined();
		expect(sandbox.tokenCalls()).toBe(2);
	});

	it('is used as it is', async () => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		await jest.isolateModulesAsync(async () => {
			const { FinicityApi: Fresh } = await import('../../credentials/FinicityApi.credentials');
			credentials.type = new Fresh();
			await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		});
		expect(sandbox.tokenCalls()).toBe(1);
	});
});

describe('a renewal that comes to nothing', () => {
	it('does not pass the stale token off as new', async () => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		sandbox.expireTokens();
		sandbox.fault({ path: /authentication/, status: 503 });
		const { items: out } = await runFinicity(sandbox, ['customer', 'get'], customer, {
			credentials,
			items: items(4),
			onError: 'continueRegularOutput',
		});
		expect(new Set(out.map(({ json }) => json.error))).toEqual(
			new Set(['Finicity answered the sign-in with HTTP status 503. Try again later.']),
		);
		later(31_000);
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(error).toBeUndefined();
	});
});

describe('a change of the keys', () => {
	it.each([
		['secret', { partnerSecret: 'another-secret' }],
		['app key', { apiKey: 'another-key' }],
		['partner ID', { partnerId: '9999' }],
	])('of the %s makes the token of the keys before useless', async (_, changes) => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		credentials.data = { ...credentials.data, ...changes };
		sandbox.requests.length = 0;
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(error?.message).toContain('Finicity refused the sign-in');
		expect(sandbox.tokenCalls()).toBe(1);
		for (const { headers } of sandbox.requests) {
			expect(headers['finicity-app-token']).toBeUndefined();
		}
	});

	it('of the address does not take the token to the new one', async () => {
		const credentials = finicityCredential(sandbox);
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		const other = await startFinicity();
		credentials.data = { ...credentials.data, baseUrl: other.baseUrl };
		const { error } = await runFinicity(other, ['customer', 'get'], customer, { credentials });
		expect(error).toBeUndefined();
		expect(other.requests[0]?.headers['finicity-app-token']).toBeUndefined();
		await other.close();
	});
});

describe('a pasted app token', () => {
	const pasted = (appToken: string, changes = {}) =>
		finicityCredential(sandbox, {
			authentication: 'appToken',
			appToken,
			partnerId: '',
			partnerSecret: '',
			...changes,
		});

	it('is sent as it is, without a sign-in', async () => {
		const token = sandbox.issueToken();
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, {
			credentials: pasted(token),
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests.map(({ headers }) => headers['finicity-app-token'])).toEqual([token]);
	});

	it('that has run out is named as such', async () => {
		const token = sandbox.issueToken();
		sandbox.expireTokens();
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, {
			credentials: pasted(token),
		});
		expect(error?.message).toContain('check the App Token (it lives for two hours)');
		expect(sandbox.tokenCalls()).toBe(0);
		expect(JSON.stringify(error)).not.toContain(token);
	});

	it('is not blamed for what was wrong with the one before', async () => {
		const credentials = pasted(sandbox.issueToken());
		sandbox.expireTokens();
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		credentials.data = { ...credentials.data, appToken: sandbox.issueToken() };
		const body = { code: '10021', message: 'You are not authorized.' };
		sandbox.fault({ path: /customers\/7/, times: 2, status: 401, body });
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(error?.message).toBe('Finicity: You are not authorized. (code 10021)');
	});

	it('that was replaced by a wrong one is named at once', async () => {
		const credentials = pasted(sandbox.issueToken());
		await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		credentials.data = { ...credentials.data, appToken: 'wrong-token-value' };
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(error?.message).toContain('check the App Token');
	});

	it('names only keys that it has', async () => {
		sandbox.fault({ times: 9, status: 401, body: { code: '1', message: 'Invalid credentials' } });
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, {
			credentials: pasted('some-token'),
		});
		expect(error?.message).toContain('check the App Key and the App Token');
	});

	it('with a wrong app key names the key', async () => {
		const credentials = pasted(sandbox.issueToken(), { apiKey: 'wrong-key-value' });
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(error?.message).toContain('check the App Key');
	});
});

describe('the credential type', () => {
	const type = new FinicityApi();

	it('masks every secret', () => {
		const masked = type.properties
			.filter(({ typeOptions }) => typeOptions?.password)
			.map(({ name }) => name);
		expect(masked).toEqual(['apiKey', 'partnerSecret', 'appToken', 'sessionToken']);
	});

	it("has the vendor's address by default", () => {
		expect(type.properties.find(({ name }) => name === 'baseUrl')?.default).toBe(
			'https://api.finicity.com',
		);
	});

	it.each(['http://bank.example/x', 'ftp://127.0.0.1/x', '/x'])(
		'sends no key to %s, whatever node asks for it',
		async (url) => {
			await expect(type.authenticate({ apiKey: 'k' }, { url })).rejects.toThrow('https://');
		},
	);

	it('lets no redirect carry the keys away', async () => {
		const { disableFollowRedirect } = await type.authenticate(
			{ authentication: 'appToken', apiKey: 'k', appToken: 't' },
			{ url: 'https://bank.example/x' },
		);
		expect(disableFollowRedirect).toBe(true);
	});

	it('signs a request anew when it comes a second time', async () => {
		const { authenticate } = type;
		const data = {
			authentication: 'appToken',
			apiKey: 'k',
			appToken: 'first',
			baseUrl: sandbox.baseUrl,
		};
		const once = await authenticate(data, {
			url: 'https://bank.example/x',
			headers: { Accept: 'text/csv' },
		});
		const twice = await authenticate({ ...data, appToken: 'second' }, once);
		expect(twice.headers).toEqual({
			Accept: 'text/csv',
			'Finicity-App-Key': 'k',
			'Finicity-App-Token': 'second',
		});
	});
});

describe('what the bank repeats of the keys', () => {
	const repeat = (...words: string[]) =>
		sandbox.fault({
			path: /customers/,
			status: 400,
			body: { code: '1', message: `Not with ${words.join(', ')}` },
		});

	it('is not shown for partner credentials', async () => {
		const { appKey, partnerSecret } = sandbox.keys;
		repeat(appKey, partnerSecret, 'sandbox-token-000001');
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer);
		expect(sandbox.requests[1]?.headers['finicity-app-token']).toBe('sandbox-token-000001');
		expect(error?.message).toBe('Finicity: Not with *****, *****, ***** (code 1)');
	});

	it('is not shown for a pasted token, also in a first run', async () => {
		const token = sandbox.issueToken();
		repeat(sandbox.keys.appKey, token);
		const credentials = finicityCredential(sandbox, {
			authentication: 'appToken',
			appToken: token,
			sessionToken: 'of-other-keys:old',
		});
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
		expect(error?.message).toBe('Finicity: Not with *****, ***** (code 1)');
	});
});

describe('a token that runs out again', () => {
	afterEach(() => jest.restoreAllMocks());

	it('is renewed again, but not within ten seconds', async () => {
		const credentials = finicityCredential(sandbox);
		const run = async () =>
			(await runFinicity(sandbox, ['customer', 'get'], customer, { credentials })).error;
		later(0);
		await run();
		sandbox.expireTokens();
		expect(await run()).toBeUndefined();
		sandbox.expireTokens();
		expect(await run()).toBeDefined();
		expect(sandbox.tokenCalls()).toBe(2);
		later(11_000);
		expect(await run()).toBeUndefined();
		expect(sandbox.tokenCalls()).toBe(3);
	});
});

it('a sign-in waits half a minute at most and follows no redirect', async () => {
	const httpRequest = jest.fn(async () => ({ statusCode: 200, body: '{"token":"t"}' }));
	await new FinicityApi().preAuthentication.call(
		{ helpers: { httpRequest } } as unknown as IHttpRequestHelper,
		{ apiKey: 'k', partnerId: '1', partnerSecret: 's', baseUrl: 'https://bank.example' },
	);
	expect(httpRequest).toHaveBeenCalledWith(
		expect.objectContaining({ timeout: 30_000, disableFollowRedirect: true }),
	);
});

it.each(['partner', 'appToken'])(
	'a sign-in never goes out unencrypted (%s)',
	async (authentication) => {
		const httpRequest = jest.fn(async () => ({ statusCode: 401, body: '' }));
		const helper = { helpers: { httpRequest } } as unknown as IHttpRequestHelper;
		const keys = {
			...{ authentication, apiKey: 'k', appToken: 't', partnerId: '1', partnerSecret: 's' },
			baseUrl: 'http://bank.example',
		};
		const signIn = async (sessionToken: string) =>
			await new FinicityApi().preAuthentication.call(helper, { ...keys, sessionToken });
		// The second time as after a 401.
		const first = await signIn('').catch(() => ({ sessionToken: '' }));
		await signIn(first.sessionToken).catch(() => undefined);
		expect(httpRequest).not.toHaveBeenCalled();
	},
);

describe('what a refusal says to check', () => {
	it.each([
		['{"code":"10026","message":"Missing parameter (Finicity-App-Key)"}', 'the App Key'],
		['Invalid (Finicity-App-Key)', 'the App Key'],
		['{"code":"10021","message":"You are not authorized."}', 'the App Key'],
		['{"code":"10022","message":"Invalid (Finicity-App-Token)"}', 'the App Token (it'],
		['{"code":"10001","message":"Partner not found"}', 'the Partner ID'],
		['{"code":"10001","message":"Account is locked"}', 'with Mastercard support'],
		['{"code":"10001","message":"Invalid credentials"}', 'the Partner ID and the Partner Secret'],
	])('after %s', async (body, check) => {
		sandbox.fault({ path: /authentication/, status: 401, body });
		const { error } = await runFinicity(sandbox, ['customer', 'get'], customer);
		const [, said] = error?.message.split(': check ') ?? [];
		if (check === 'the Partner ID') expect(said).toBe(check);
		else expect(said).toMatch(new RegExp(`^${check.replace('(', '\\(')}`));
	});
});

it('keys entered with spaces around are sent without', async () => {
	const { partnerId, partnerSecret, appKey } = sandbox.keys;
	const credentials = finicityCredential(sandbox, {
		apiKey: ` ${appKey}\n`,
		partnerId: `${partnerId} `,
		partnerSecret: `\t${partnerSecret} `,
	});
	const { error } = await runFinicity(sandbox, ['customer', 'get'], customer, { credentials });
	expect(error).toBeUndefined();
});

it('the request of the credential test is one that the bank answers', async () => {
	const type = new FinicityApi();
	const { url, qs } = type.test.request;
	const data = {
		authentication: 'appToken',
		apiKey: sandbox.keys.appKey,
		appToken: sandbox.issueToken(),
		baseUrl: sandbox.baseUrl,
	};
	const signed = await type.authenticate(data, { url: String(url), baseURL: sandbox.baseUrl });
	const query = new URLSearchParams(qs as Record<string, string>).toString();
	const answer = await fetch(`${sandbox.baseUrl}${String(url)}?${query}`, {
		headers: signed.headers as Record<string, string>,
	});
	expect(answer.status).toBe(200);
});

describe('the test of a credential', () => {
	const pasted = (baseUrl: string) =>
		finicityCredential(sandbox, {
			authentication: 'appToken',
			appToken: sandbox.issueToken(),
			baseUrl,
		});

	it('passes with right keys', async () => {
		expect(await pressTest(finicityCredential(sandbox))).toBe('OK');
		expect(await pressTest(pasted(sandbox.baseUrl))).toBe('OK');
	});

	it.each(['<html>Welcome</html>', '', '{"code":"10022","message":"No"}'])(
		'fails when the answer is %j',
		async (body) => {
			const other = await startLoopback();
			other.reply(() => body);
			expect(await pressTest(pasted(other.url))).toContain('not as Finicity does');
			await other.close();
		},
	);
});

it('a sign-in that fails otherwise is told with the words and the code of the bank', async () => {
	sandbox.fault({ path: /authentication/, status: 500, body: { code: '10070', message: 'Down' } });
	const { error } = await runFinicity(sandbox, ['customer', 'get'], customer);
	expect(error?.message).toBe(
		'Finicity answered the sign-in with HTTP status 500 (Down, code 10070). Try again later.',
	);
});

it('a request that comes again without a token does not keep the old one', async () => {
	const data = {
		authentication: 'partner',
		apiKey: 'k',
		partnerId: '1',
		partnerSecret: 's',
		baseUrl: sandbox.baseUrl,
		sessionToken: '',
	};
	const { headers } = await new FinicityApi().authenticate(data, {
		url: `${sandbox.baseUrl}/x`,
		headers: { 'Finicity-App-Token': 'old' },
	});
	expect(headers?.['Finicity-App-Token']).toBeUndefined();
});

it('a refusal is kept without the keys that the bank repeats in it', async () => {
	const keys = { apiKey: 'the-app-key', partnerSecret: 'the-secret', appToken: 'the-token' };
	const body = { code: '1', message: `No to ${Object.values(keys).join(', ')}` };
	const httpRequest = async () => ({ statusCode: 401, body: JSON.stringify(body) });
	const kept = await new FinicityApi().preAuthentication.call(
		{ helpers: { httpRequest } } as unknown as IHttpRequestHelper,
		{ ...keys, partnerId: '1', baseUrl: 'https://bank.example' },
	);
	expect(kept.sessionToken).toContain('No to *****, *****, *****');
});
