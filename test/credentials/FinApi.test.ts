import { inspect } from 'node:util';
import * as fc from 'fast-check';
import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	NodeHelpers,
} from 'n8n-workflow';
import { FinApi } from '../../credentials/FinApi.credentials';
import type { SignIn } from '../../nodes/shared/signIn/signIn';
import { type ApiVersion, type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import type { StoredCredential } from '../support/credentials';
import { type Outcome, type Setup } from '../support/engine';
import { finApiCredential, runFinApi } from '../support/finApi';
import { startLoopback } from '../support/loopback';
import { pressTest } from '../support/pressTest';

const versions = ['V1', 'V2'] as const;
const tokenPaths = { V1: '/oauth/token', V2: '/api/v2/oauth/token' };
const prefixes = { V1: '/api/v1', V2: '/api/v2' };
const otherVersion = { V1: 'V2', V2: 'V1' } as const;
const hosts = { sandbox: 'https://sandbox.finapi.io', live: 'https://live.finapi.io' };

let sandbox: FinApiSandbox;
/** Other servers of a test, to close after it. */
let alsoOpen: { close(): Promise<void> }[] = [];

async function start(version: ApiVersion): Promise<void> {
	await sandbox?.close();
	sandbox = await startFinApi({ version });
}

beforeEach(async () => await start('V2'));

afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all([sandbox, ...alsoOpen].map((server) => server.close()));
	alsoOpen = [];
});

const id = '4500000000002';
const connection = { bankConnectionId: { __rl: true, mode: 'id', value: id } };
const items = (count: number) => Array.from({ length: count }, () => ({ json: {} }));
const allAtOnce = { options: { maxParallelRequests: 50 } };

/** Reads one bank connection per item. */
async function read(more: Partial<Setup> = {}, parameters = {}): Promise<Outcome> {
	return await runFinApi(sandbox, 'get', { ...connection, ...parameters }, more);
}

/** Reads what belongs to the client, once per item. */
async function readConfiguration(more: Partial<Setup> = {}): Promise<Outcome> {
	return await runFinApi(sandbox, 'get', { resource: 'clientConfiguration' }, more);
}

/** Lets time pass, for the code and for the local bank, and stand still from then on. */
function later(milliseconds: number): void {
	const now = Date.now() + milliseconds;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
}

/** The credential in a process of n8n that knows nothing yet. */
async function inFreshProcess(
	credentials: StoredCredential,
	work: () => Promise<void>,
): Promise<void> {
	const { type } = credentials;
	await jest.isolateModulesAsync(async () => {
		const { FinApi: Fresh } = await import('../../credentials/FinApi.credentials');
		credentials.type = new Fresh();
		await work();
	});
	credentials.type = type;
}

const isTokenCall = ({ path }: { path: string }) => path.endsWith('/oauth/token');
const tokenCalls = () => sandbox.requests.filter(isTokenCall);
const calls = () => sandbox.requests.filter((request) => !isTokenCall(request));
const bearers = () => new Set(calls().map(({ headers }) => headers.authorization));
const form = ({ rawBody } = tokenCalls()[0] ?? { rawBody: '' }) => [
	...new URLSearchParams(rawBody),
];

/** Everything that a user could get to see of a run. */
const shown = ({ run, error }: Outcome) =>
	[
		JSON.stringify(run),
		inspect(run, { depth: Infinity }),
		error?.message,
		error?.description,
	].join();

const helperThat = (httpRequest: (options: IHttpRequestOptions) => Promise<unknown>) =>
	({ helpers: { httpRequest } }) as unknown as IHttpRequestHelper;

describe.each(versions)('the token call of %s', (version) => {
	beforeEach(async () => await start(version));

	it("carries the client's keys and the user's password as a form, and nothing else", async () => {
		const { error } = await read();
		expect(error).toBeUndefined();
		const [call] = sandbox.requests;
		expect(call).toMatchObject({ method: 'POST', url: tokenPaths[version] });
		expect(form().sort()).toEqual([
			['client_id', sandbox.client.clientId],
			['client_secret', sandbox.client.clientSecret],
			['grant_type', 'password'],
			['password', sandbox.user.password],
			['username', sandbox.user.userId],
		]);
		expect(call?.headers['content-type']).toBe('application/x-www-form-urlencoded');
		expect(call?.headers.accept).toBe('application/json');
		expect(call?.headers.authorization).toBeUndefined();
	});

	it("carries only the client's keys when the client signs in", async () => {
		expect(await pressTest(finApiCredential(sandbox, { authentication: 'client' }))).toBe('OK');
		const [call] = sandbox.requests;
		expect(call).toMatchObject({ method: 'POST', url: tokenPaths[version] });
		expect(form().sort()).toEqual([
			['client_id', sandbox.client.clientId],
			['client_secret', sandbox.client.clientSecret],
			['grant_type', 'client_credentials'],
		]);
		expect(call?.headers['content-type']).toBe('application/x-www-form-urlencoded');
		expect(call?.headers.authorization).toBeUndefined();
	});
});

describe.each(versions)('a token of %s', (version) => {
	beforeEach(async () => await start(version));

	it('is fetched once for many items and runs, and sent with every call', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials, items: items(50) }, allAtOnce);
		await read({ credentials, items: items(50) }, allAtOnce);
		expect(tokenCalls()).toHaveLength(1);
		expect(calls()).toHaveLength(100);
		expect(bearers()).toEqual(new Set([`Bearer ${sandbox.issueToken('user')}`]));
		for (const { headers } of calls()) expect(headers.accept).toBe('application/json');
	});

	it('that has expired is renewed with one call for 50 parallel items, none of which is lost', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		sandbox.expireTokens();
		sandbox.requests.length = 0;
		const { items: out, error } = await read({ credentials, items: items(50) }, allAtOnce);
		expect(error).toBeUndefined();
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(items(50).map((_, item) => ({ item })));
		expect(out.map(({ json }) => String(json.id))).toEqual(Array(50).fill(id));
		expect(tokenCalls()).toHaveLength(1);
		const renewed = `Bearer ${sandbox.issueToken('user')}`;
		expect(calls().filter(({ headers }) => headers.authorization === renewed)).toHaveLength(50);
	});

	it('is renewed with the password again, not with the refresh token', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		sandbox.expireTokens();
		await read({ credentials });
		expect(tokenCalls().map((call) => new Map(form(call)).get('grant_type'))).toEqual([
			'password',
			'password',
		]);
		expect(String(credentials.data.sessionToken)).not.toContain('refresh');
	});

	it('that was revoked is renewed once', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		sandbox.revokeTokens();
		const { error } = await read({ credentials, items: items(20) });
		expect(error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(2);
	});
});

describe('a token', () => {
	it('is used as long as the bank takes it, and renewed when its hour is over', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		later(3_500_000);
		await read({ credentials });
		expect(tokenCalls()).toHaveLength(1);
		later(200_000);
		const { error } = await read({ credentials });
		expect(error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(2);
	});

	it('that expires in 0 seconds is used for ever', async () => {
		sandbox.state.tokenLifeSeconds = 0;
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		later(10 * 365 * 24 * 3600 * 1000);
		await inFreshProcess(credentials, async () => {
			const { error } = await read({ credentials });
			expect(error).toBeUndefined();
		});
		expect(tokenCalls()).toHaveLength(1);
	});

	it('that is kept names no key and no password', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		const kept = String(credentials.data.sessionToken);
		expect(kept).toContain(sandbox.issueToken('user'));
		for (const key of [...Object.values(sandbox.client), sandbox.user.password]) {
			expect(kept).not.toContain(key);
		}
	});

	it('is renewed once also when some items learn of it only after the renewal', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		sandbox.expireTokens();
		sandbox.requests.length = 0;
		// Half of the refusals arrive long after the first item has its new token.
		for (let slow = 0; slow < 5; slow++) {
			const body = { error: 'invalid_token', error_description: 'Access token expired' };
			sandbox.fault({ path: /bankConnections/, status: 401, delayMs: 300, body });
		}
		const { error } = await read({ credentials, items: items(10) }, allAtOnce);
		expect(error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(1);
	});

	it('that runs out in the middle of writes is renewed, and the write sent again', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		sandbox.expireTokens();
		const { items: out, error } = await runFinApi(sandbox, 'delete', connection, { credentials });
		expect(error).toBeUndefined();
		expect(out.map(({ json }) => json)).toEqual([{ deleted: true }]);
		expect(sandbox.state.connections.has(id)).toBe(false);
	});

	it('that stays refused is not renewed for every item', async () => {
		const body = { error: 'unauthorized', error_description: 'Not from here' };
		sandbox.fault({ path: /bankConnections/, times: 1_000, status: 401, body });
		const credentials = finApiCredential(sandbox);
		later(0);
		for (const run of [1, 2, 3]) {
			const { items: out } = await read({
				credentials,
				items: items(30),
				onError: 'continueRegularOutput',
			});
			expect([run, ...out.map(({ json }) => json.error)]).toEqual([
				run,
				...items(30).map(() => 'finAPI: Not from here (code unauthorized)'),
			]);
		}
		expect(tokenCalls().length).toBeLessThanOrEqual(2);
	});

	it('that runs out again is renewed again, but not within ten seconds', async () => {
		const credentials = finApiCredential(sandbox);
		const run = async () => (await read({ credentials })).error;
		later(0);
		await run();
		sandbox.expireTokens();
		expect(await run()).toBeUndefined();
		sandbox.expireTokens();
		expect(await run()).toBeDefined();
		expect(tokenCalls()).toHaveLength(2);
		later(11_000);
		expect(await run()).toBeUndefined();
		expect(tokenCalls()).toHaveLength(3);
	});

	it('is not passed off as new when the renewal comes to nothing', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		sandbox.expireTokens();
		sandbox.fault({ path: /oauth/, status: 503 });
		const { items: out } = await read({
			credentials,
			items: items(4),
			onError: 'continueRegularOutput',
		});
		expect(new Set(out.map(({ json }) => json.error))).toEqual(
			new Set(['finAPI answered the sign-in with HTTP status 503. Try again later.']),
		);
		later(31_000);
		expect((await read({ credentials })).error).toBeUndefined();
	});

	it('that another process of n8n has fetched is used as it is', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		await inFreshProcess(credentials, async () => {
			expect((await read({ credentials })).error).toBeUndefined();
		});
		expect(tokenCalls()).toHaveLength(1);
	});

	it('that another process has fetched is renewed when it has run out, whatever this one remembers', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		const session = JSON.parse(String(credentials.data.sessionToken)) as SignIn;
		const newer: SignIn = { ...session, at: session.at + 1, token: 'of-the-other-process' };
		credentials.data = { ...credentials.data, sessionToken: JSON.stringify(newer) };
		sandbox.expireTokens();
		const { error } = await read({ credentials, items: items(10) }, allAtOnce);
		expect(error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(2);
	});
});

describe('keys that a form has to encode', () => {
	it.each([
		'a&b=c+d%e f',
		'%41 is not A',
		'ä ö ü ß €',
		' spaces around ',
		'"quotes\' and \\ back\nslashes',
		'emoji 🙈, ~tilde*',
	])('sign in all the same: %j', async (password) => {
		const user = sandbox.state.users.get(sandbox.user.userId);
		if (user) user.password = password;
		const { error } = await read({ credentials: finApiCredential(sandbox, { password }) });
		expect(error).toBeUndefined();
		expect(new Map(form()).get('password')).toBe(password);
	});

	it('arrive whatever they are, the spaces around all but the password left out', async () => {
		let round = 0;
		const key = fc.string({ unit: 'grapheme' }).filter((text) => text.trim() !== '');
		await fc.assert(
			fc.asyncProperty(key, key, key, key, async (clientId, clientSecret, userId, password) => {
				round += 1;
				const sent: IHttpRequestOptions[] = [];
				const helper = helperThat(async (options) => {
					sent.push(options);
					return { statusCode: 200, body: '{"access_token":"t"}' };
				});
				await new FinApi().preAuthentication.call(helper, {
					...{ environment: 'own', baseUrl: 'https://finapi.example', authentication: 'user' },
					...{ clientId, clientSecret, userId, password, attempt: round },
				});
				expect(Object.fromEntries(new URLSearchParams(String(sent[0]?.body)))).toEqual({
					grant_type: 'password',
					client_id: clientId.trim(),
					client_secret: clientSecret.trim(),
					username: userId.trim(),
					password,
				});
			}),
		);
	});

	it('are sent without the spaces around them', async () => {
		const { clientId, clientSecret } = sandbox.client;
		const credentials = finApiCredential(sandbox, {
			clientId: ` ${clientId}\n`,
			clientSecret: `\t${clientSecret} `,
			userId: `${sandbox.user.userId} `,
		});
		expect((await read({ credentials })).error).toBeUndefined();
	});
});

interface Wrong {
	what: string;
	status: number;
	says: string;
	changes: ICredentialDataDecryptedObject;
	before?: () => void;
}

const wrongKeys: Wrong[] = [
	{
		what: 'a wrong password',
		status: 400,
		says: '(Bad user credentials, code BAD_REQUEST): check the User ID and the Password',
		changes: { password: 'wrong-password-value' },
	},
	{
		what: 'an unknown user',
		status: 400,
		says: '(Bad user credentials, code BAD_REQUEST): check the User ID and the Password',
		changes: { userId: 'nobody' },
	},
	{
		what: 'a wrong client secret',
		status: 401,
		says: '(Bad client credentials, code invalid_client): check the Client ID, the Client Secret and the Environment',
		changes: { clientSecret: 'wrong-secret-value' },
	},
	{
		what: 'an unknown client',
		status: 401,
		says: '(Bad client credentials, code invalid_client): check the Client ID, the Client Secret and the Environment',
		changes: { clientId: 'nobody' },
	},
	{
		what: 'a user who has not been verified',
		status: 403,
		says: '(The user is not verified, code USER_NOT_VERIFIED): the user has not been verified yet, or the client may not sign in this way',
		changes: { userId: 'unverified', password: 'unverified-password' },
	},
	{
		what: 'a locked user',
		status: 423,
		says: '(The user is locked, code LOCKED): the user is locked after too many refused sign-ins; change the password of the user to open it again',
		changes: {},
		before: () => sandbox.lockUser(),
	},
];

const everyWrongKey = versions.flatMap((version) =>
	wrongKeys.map((each) => ({ version, ...each })),
);

describe.each(everyWrongKey)(
	'$what in $version',
	({ version, status, says, changes, before }: Wrong & { version: ApiVersion }) => {
		let credentials: StoredCredential;

		beforeEach(async () => {
			await start(version);
			before?.();
			credentials = finApiCredential(sandbox, changes);
		});

		it('is asked about once for 50 parallel items, each of which says what to check', async () => {
			const outcome = await read(
				{ credentials, items: items(50), onError: 'continueRegularOutput' },
				allAtOnce,
			);
			expect(outcome.items.map(({ json }) => json.error)).toEqual(
				items(50).map(() => `finAPI refused the sign-in ${says}`),
			);
			expect(tokenCalls()).toHaveLength(1);
			expect(calls()).toEqual([]);
		});

		it('is never tried again with the same keys, in no run and no process', async () => {
			for (let run = 0; run < 7; run++) {
				const { error } = await read({ credentials });
				expect(error?.message).toBe(`finAPI refused the sign-in ${says}`);
				expect(error?.description).toContain(`HTTP status ${status}. Refused sign-ins lock`);
			}
			await inFreshProcess(credentials, async () => {
				const { error } = await read({ credentials });
				expect(error?.message).toBe(`finAPI refused the sign-in ${says}`);
			});
			// Nor by a credential of the same keys that keeps nothing yet.
			await read({ credentials: finApiCredential(sandbox, changes) });
			expect(tokenCalls()).toHaveLength(1);
		});

		it('is tried again at once, and once, when the user raises the number', async () => {
			await read({ credentials });
			credentials.data = { ...credentials.data, attempt: 2 };
			for (const run of [1, 2]) {
				const { error } = await read({ credentials });
				expect([run, error?.message]).toEqual([run, `finAPI refused the sign-in ${says}`]);
			}
			expect(tokenCalls()).toHaveLength(2);
		});

		it('shows no secret', async () => {
			const secrets = ['clientSecret', 'password'].map((name) => String(credentials.data[name]));
			for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
				const outcome = await read({ credentials, onError });
				for (const secret of secrets) expect(shown(outcome)).not.toContain(secret);
			}
			for (const secret of secrets) {
				expect(String(credentials.data.sessionToken)).not.toContain(secret);
			}
		});
	},
);

describe('the wrong version', () => {
	it.each(versions)('than %s is named, with one call in all', async (version) => {
		await start(version);
		const apiVersion = otherVersion[version];
		const credentials = finApiCredential(sandbox, { apiVersion });
		const says = `finAPI refused the sign-in (API version mismatch: this client is bound to ${version}, code FORBIDDEN): the client is not bound to ${apiVersion}; choose the other API Version`;
		const outcome = await read(
			{ credentials, items: items(20), onError: 'continueRegularOutput' },
			{ apiVersion },
		);
		expect(outcome.items.map(({ json }) => json.error)).toEqual(items(20).map(() => says));
		await inFreshProcess(credentials, async () => {
			expect((await read({ credentials }, { apiVersion })).error?.message).toBe(says);
		});
		expect(sandbox.requests.map(({ path }) => path)).toEqual([tokenPaths[apiVersion]]);
	});

	it('once corrected is no hindrance', async () => {
		const credentials = finApiCredential(sandbox, { apiVersion: 'V1' });
		await read({ credentials }, { apiVersion: 'V1' });
		credentials.data = { ...credentials.data, apiVersion: 'V2' };
		expect((await read({ credentials })).error).toBeUndefined();
	});
});

describe('a refused sign-in', () => {
	const wrong = () => finApiCredential(sandbox, { password: 'wrong-password-value' });

	it('does not lock the user, however often the workflow runs', async () => {
		for (let run = 0; run < 7; run++) {
			await read({ credentials: wrong(), items: items(10), onError: 'continueRegularOutput' });
		}
		expect(sandbox.locked()).toBe(false);
		expect(sandbox.state.users.get(sandbox.user.userId)?.failedLogins).toBe(1);
	});

	it.each([
		['password', { password: 'wrong-password-value' }],
		['user', { userId: 'nobody' }],
		['client secret', { clientSecret: 'wrong-secret-value' }],
		['client', { clientId: 'nobody' }],
	])('does not keep a corrected %s from signing in at once', async (_, changes) => {
		const credentials = finApiCredential(sandbox, changes);
		expect((await read({ credentials })).error).toBeDefined();
		const { data } = finApiCredential(sandbox);
		credentials.data = { ...data, sessionToken: credentials.data.sessionToken ?? '' };
		expect((await read({ credentials })).error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(2);
	});

	it('of a user who has been verified since is over when the user raises the number', async () => {
		const user = { userId: 'unverified', password: 'unverified-password' };
		const credentials = finApiCredential(sandbox, user);
		await read({ credentials });
		const known = sandbox.state.users.get(user.userId);
		if (known) known.isVerified = true;
		await read({ credentials });
		expect(tokenCalls()).toHaveLength(1);
		credentials.data = { ...credentials.data, attempt: 2 };
		const { error } = await runFinApi(sandbox, 'getMany', {}, { credentials });
		expect(error).toBeUndefined();
	});

	it('of a locked user is over with a new password', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		sandbox.lockUser();
		const { error } = await read({ credentials });
		expect(error?.message).toContain('change the password of the user to open it again');
		const user = sandbox.state.users.get(sandbox.user.userId);
		Object.assign(user ?? {}, { isLocked: false, password: 'a-new-password' });
		credentials.data = { ...credentials.data, password: 'a-new-password' };
		expect((await read({ credentials })).error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(3);
	});

	it('says that the user is locked after five different wrong passwords', async () => {
		for (let guess = 0; guess < 5; guess++) {
			await read({ credentials: finApiCredential(sandbox, { password: `wrong-${guess}` }) });
		}
		expect(sandbox.locked()).toBe(true);
		const { error } = await read();
		expect(error?.message).toContain('the user is locked after too many refused sign-ins');
	});

	it('holds for the same address with a slash at the end', async () => {
		const credentials = wrong();
		await read({ credentials });
		for (const baseUrl of [`${sandbox.baseUrl}/`, ` ${sandbox.baseUrl}// `]) {
			credentials.data = { ...credentials.data, baseUrl };
			expect((await read({ credentials })).error?.message).toContain('refused the sign-in');
		}
		expect(tokenCalls()).toHaveLength(1);
	});

	it('may be tried again after a day, and not before', async () => {
		const credentials = wrong();
		await read({ credentials });
		later(23 * 3600 * 1000);
		await read({ credentials });
		expect(tokenCalls()).toHaveLength(1);
		later(2 * 3600 * 1000);
		await read({ credentials });
		expect(tokenCalls()).toHaveLength(2);
	});

	it.each([
		[
			'the errors of V1',
			'No, code BAD_REQUEST',
			400,
			{ errors: [{ message: 'No', code: 'BAD_REQUEST' }] },
		],
		[
			'the errors of V2',
			'No, code X',
			403,
			{ errors: [{ message: 'No', code: 'X' }], endpoint: 'POST /' },
		],
		['a code without words', 'No', 423, { errors: [{ code: 'No' }] }],
		[
			'the words of OAuth',
			'No, code invalid_client',
			401,
			{ error: 'invalid_client', error_description: 'No' },
		],
		['a code of OAuth', 'No', 401, { error: 'No' }],
	])('is known as one in %s, and told with the code', async (_, words, status, body) => {
		sandbox.fault({ path: /oauth/, times: 50, status, body });
		const { items: out } = await read({ items: items(12), onError: 'continueRegularOutput' });
		expect(out[0]?.json.error).toContain(`finAPI refused the sign-in (${words}): `);
		expect(tokenCalls()).toHaveLength(1);
	});

	it.each([
		['an HTML page', 403, '<html>Denied</html>', 'text/html'],
		['an empty answer', 401, '', 'text/plain'],
		['the JSON of a gateway', 403, '{"message":"Forbidden"}', 'application/json'],
		['an empty list', 400, '{"errors":[]}', 'application/json'],
		['a page about a lock', 423, 'Locked', 'text/plain'],
	])('is not what a proxy says with %s', async (_, status, body, contentType) => {
		sandbox.fault({ path: /oauth/, status, body, contentType });
		const credentials = finApiCredential(sandbox);
		const first = await read({ credentials, items: items(12), onError: 'continueRegularOutput' });
		expect(new Set(first.items.map(({ json }) => json.error))).toEqual(
			new Set([`finAPI answered the sign-in with HTTP status ${status}. Try again later.`]),
		);
		expect(tokenCalls()).toHaveLength(1);
		expect(credentials.data.sessionToken).toBeUndefined();
		later(31_000);
		expect((await read({ credentials })).error).toBeUndefined();
	});

	it.each([
		[400, 1],
		[401, 1],
		[403, 1],
		[423, 1],
		[302, 2],
		[404, 2],
		[429, 2],
		[500, 2],
		[503, 2],
	])('with status %d leads to %d calls in two runs', async (status, count) => {
		const headers = { Location: `${sandbox.baseUrl}/api/v2/bankConnections` };
		const body = { errors: [{ message: 'No', code: 'X' }] };
		sandbox.fault({ path: /oauth/, times: 9, status, headers, body });
		for (const run of [1, 2]) {
			const { error } = await read();
			expect([run, error?.message]).toEqual([run, expect.stringContaining('sign-in')]);
			later(31_000);
		}
		expect(sandbox.requests.map(({ path }) => path)).toEqual(Array(count).fill(tokenPaths.V2));
	});

	it('names its item', async () => {
		const body = { error: 'invalid_client', error_description: 'No' };
		sandbox.fault({ path: /oauth/, skip: 1, status: 401, body });
		sandbox.fault({ path: /bankConnections/, skip: 1, status: 401, times: 9, body });
		const { error } = await read({ items: items(2) }, { options: { maxParallelRequests: 1 } });
		expect(error?.message).toContain('refused the sign-in');
		expect(error?.context?.itemIndex).toBe(1);
	});

	it('of a client names no keys that a client does not have', async () => {
		const body = { errors: [{ message: 'No', code: 'X' }] };
		for (const [attempt, status] of [400, 401, 403].entries()) {
			sandbox.fault({ path: /oauth/, status, body });
			const credentials = finApiCredential(sandbox, { authentication: 'client', attempt });
			const { error } = await readConfiguration({ credentials });
			expect(error?.message).toMatch(/^finAPI refused the sign-in \(No, code X\): .*client/i);
			expect(error?.message).not.toMatch(/User|password/i);
			expect(error?.description).not.toMatch(/user|password/i);
		}
	});
});

describe('a sign-in that fails for another reason', () => {
	it.each([
		['the bank has a fault', { status: 500 }],
		['the bank is down', { status: 503 }],
		['the connection breaks', { cut: 'before' as const }],
		['the answer gets lost', { cut: 'after' as const }],
		['there is no token in the answer', { status: 200, body: {} }],
		['the token in the answer is empty', { status: 200, body: { access_token: '' } }],
		['the answer is a page', { status: 200, body: '<html>', contentType: 'text/html' }],
	])('is not repeated per item, but may be tried again: %s', async (_, fault) => {
		sandbox.fault({ path: /oauth/, ...fault });
		const credentials = finApiCredential(sandbox);
		const first = await read({ credentials, items: items(30), onError: 'continueRegularOutput' });
		const messages = new Set(first.items.map(({ json }) => json.error));
		expect([...messages]).toEqual([expect.stringContaining('the sign-in')]);
		expect(first.items).toHaveLength(30);
		await read({ credentials });
		expect(tokenCalls()).toHaveLength(1);
		expect(calls()).toEqual([]);
		later(31_000);
		const second = await read({ credentials });
		expect(second.error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(2);
	});

	it('says so, without the keys', async () => {
		await sandbox.close();
		const outcome = await read();
		expect(outcome.error?.message).toBe(
			'finAPI could not be reached for the sign-in. Check the network and the Base URL.',
		);
		for (const secret of [sandbox.client.clientSecret, sandbox.user.password]) {
			expect(shown(outcome)).not.toContain(secret);
		}
	});
});

describe('a change of the keys', () => {
	it.each([
		['client', { clientId: 'another-client' }],
		['client secret', { clientSecret: 'another-secret' }],
		['user', { userId: 'another-user' }],
		['password', { password: 'another-password' }],
	])('(%s) makes the token of the keys before useless', async (_, changes) => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		credentials.data = { ...credentials.data, ...changes };
		sandbox.requests.length = 0;
		const { error } = await read({ credentials });
		expect(error?.message).toContain('finAPI refused the sign-in');
		expect(tokenCalls()).toHaveLength(1);
		for (const { headers } of sandbox.requests) expect(headers.authorization).toBeUndefined();
	});

	it('to another user gives what belongs to that one', async () => {
		const credentials = finApiCredential(sandbox);
		const neighbour = { userId: 'neighbour', password: 'neighbour-password' };
		const idsOf = async () =>
			(await runFinApi(sandbox, 'getMany', {}, { credentials })).items.map(({ json }) => json.id);
		expect((await idsOf()).map(String)).toContain(id);
		credentials.data = { ...credentials.data, ...neighbour };
		expect((await idsOf()).map(String)).toEqual(['4500000000004']);
	});

	it('from the user to the client, and back, gives each its own token', async () => {
		const credentials = finApiCredential(sandbox);
		for (const authentication of ['user', 'client', 'user']) {
			credentials.data = { ...credentials.data, authentication };
			await (authentication === 'client' ? readConfiguration : read)({ credentials });
		}
		const [user, client] = [sandbox.issueToken('user'), sandbox.issueToken('client')];
		const sent = calls().flatMap(({ headers }) => headers.authorization ?? []);
		expect(sent).toEqual([`Bearer ${user}`, `Bearer ${client}`, `Bearer ${user}`]);
	});

	it('of the version does not take the token to the other one', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		sandbox.requests.length = 0;
		credentials.data = { ...credentials.data, apiVersion: 'V1' };
		await read({ credentials }, { apiVersion: 'V1' });
		expect(tokenCalls().map(({ path }) => path)).toEqual([tokenPaths.V1]);
		for (const { headers } of sandbox.requests) expect(headers.authorization).toBeUndefined();
	});

	it('of the address does not take the token to the new one', async () => {
		const credentials = finApiCredential(sandbox);
		await read({ credentials });
		const other = await startFinApi();
		alsoOpen.push(other);
		// Or both would number their tokens alike.
		other.issueToken('client');
		credentials.data = { ...credentials.data, baseUrl: other.baseUrl };
		const { error } = await runFinApi(other, 'get', connection, { credentials });
		expect(error).toBeUndefined();
		const sent = other.requests.flatMap(({ headers }) => headers.authorization ?? []);
		expect(sent).toEqual([`Bearer ${other.issueToken('user')}`]);
		expect(sent).not.toEqual([`Bearer ${sandbox.issueToken('user')}`]);
	});
});

describe.each(versions)('a pasted access token of %s', (version) => {
	beforeEach(async () => await start(version));

	const pasted = (accessToken: string) =>
		finApiCredential(sandbox, {
			authentication: 'accessToken',
			accessToken,
			...{ clientId: '', clientSecret: '', userId: '', password: '' },
		});

	it('is sent as it is, without a sign-in', async () => {
		const token = sandbox.issueToken('user');
		const { error } = await read({ credentials: pasted(token), items: items(20) });
		expect(error).toBeUndefined();
		expect(tokenCalls()).toEqual([]);
		expect(calls()).toHaveLength(20);
		expect(bearers()).toEqual(new Set([`Bearer ${token}`]));
	});

	it('is sent without the spaces around it', async () => {
		const token = sandbox.issueToken('user');
		const { error } = await read({ credentials: pasted(`\n ${token}\t `) });
		expect(error).toBeUndefined();
		expect(bearers()).toEqual(new Set([`Bearer ${token}`]));
	});

	it('that is refused is explained with one more call for all items, without being shown', async () => {
		const token = sandbox.issueToken('user');
		sandbox.expireTokens();
		const credentials = pasted(token);
		const outcome = await read(
			{ credentials, items: items(50), onError: 'continueRegularOutput' },
			allAtOnce,
		);
		expect(new Set(outcome.items.map(({ json }) => json.error))).toEqual(
			new Set([
				'finAPI does not take the Access Token (Access token expired: *****, code invalid_token)',
			]),
		);
		const explaining = sandbox.requests.filter(({ url }) => url.endsWith('?ids=1'));
		expect(explaining.map(({ method, url }) => `${method} ${url}`)).toEqual([
			`GET ${prefixes[version]}/bankConnections?ids=1`,
		]);
		expect(explaining[0]?.headers.authorization).toBe(`Bearer ${token}`);
		expect(tokenCalls()).toEqual([]);
		expect(shown(outcome)).not.toContain(token);
		expect(String(credentials.data.sessionToken)).not.toContain(token);
	});

	it('that is refused is not sent again, also not by another process', async () => {
		const credentials = pasted('wrong-token-value');
		const { error } = await read({ credentials });
		expect(error?.message).toBe(
			'finAPI does not take the Access Token (Invalid access token: *****, code invalid_token)',
		);
		expect(error?.description).toContain('paste a new one, or choose to sign in with User');
		await read({ credentials });
		await inFreshProcess(credentials, async () => {
			expect((await read({ credentials })).error?.message).toBe(error?.message);
		});
		expect(sandbox.requests).toHaveLength(2);
	});

	it('that replaces a refused one is used at once', async () => {
		const credentials = pasted('wrong-token-value');
		await read({ credentials });
		credentials.data = { ...credentials.data, accessToken: sandbox.issueToken('user') };
		expect((await read({ credentials })).error).toBeUndefined();
	});

	it('that was replaced by a wrong one is named at once', async () => {
		const credentials = pasted(sandbox.issueToken('user'));
		await read({ credentials });
		credentials.data = { ...credentials.data, accessToken: 'wrong-token-value' };
		const { error } = await read({ credentials });
		expect(error?.message).toContain('finAPI does not take the Access Token');
	});

	it('is not blamed for what was wrong with the one before', async () => {
		const credentials = pasted(sandbox.issueToken('user'));
		sandbox.expireTokens();
		await read({ credentials });
		credentials.data = { ...credentials.data, accessToken: sandbox.issueToken('user') };
		const body = { error: 'unauthorized', error_description: 'Not from here' };
		sandbox.fault({ path: new RegExp(id), times: 2, status: 401, body });
		const { error } = await read({ credentials });
		expect(error?.message).toBe('finAPI: Not from here (code unauthorized)');
	});

	it('is not blamed for the page of a proxy', async () => {
		const credentials = pasted(sandbox.issueToken('user'));
		sandbox.fault({ times: 3, status: 401, body: '<html>Denied</html>', contentType: 'text/html' });
		const { error } = await read({ credentials });
		expect(error?.message).toBe('finAPI: Denied');
		expect((await read({ credentials })).error).toBeUndefined();
	});

	it('of a client reaches no bank connections, and the message says whose does', async () => {
		const { error } = await read({ credentials: pasted(sandbox.issueToken('client')) });
		expect(error?.message).toContain("needs a user's access token");
		expect(calls()).toHaveLength(1);
	});
});

/**
 * The credential type as if the local finAPI stood at an environment's own address: what it calls
 * there is noted, and sent to the local one.
 */
function standingIn(address: string): { type: FinApi; called: string[] } {
	const type = new FinApi();
	const { authenticate, preAuthentication } = type;
	const called: string[] = [];
	const local = (url: string) => url.replace(address, sandbox.baseUrl);
	// The request comes again after a 401, with its local address.
	const original = (url: string) => url.replace(sandbox.baseUrl, address);
	type.authenticate = async (data, { url, baseURL, ...options }) => {
		const request = {
			...options,
			url: original(url),
			...(baseURL && { baseURL: original(baseURL) }),
		};
		const signed = await authenticate(data, request);
		called.push(`${signed.baseURL ?? ''}${signed.url}`);
		const { baseURL: base } = signed;
		return { ...signed, url: local(signed.url), ...(base && { baseURL: local(base) }) };
	};
	type.preAuthentication = async function (this: IHttpRequestHelper, data) {
		const helper = helperThat(async (options) => {
			called.push(options.url);
			return (await this.helpers.httpRequest({
				...options,
				url: local(options.url),
			})) as unknown;
		});
		return await preAuthentication.call(helper, data);
	};
	return { type, called };
}

/** The local bank has another address for every test, but an environment of finAPI's own does not. */
let attempt = 1;
const notYetKnown = () => ({ attempt: ++attempt });

const environments = [
	['sandbox', () => hosts.sandbox, () => ({ environment: 'sandbox', ...notYetKnown() })],
	['live', () => hosts.live, () => ({ environment: 'live', ...notYetKnown() })],
	['own', () => sandbox.baseUrl, () => ({})],
] as const;

describe.each(versions)('requests of %s', (version) => {
	beforeEach(async () => await start(version));

	it.each(environments)('go to the %s environment', async (_, addressOf, changes) => {
		const address = addressOf();
		const { type, called } = standingIn(address);
		const credentials = finApiCredential(sandbox, changes());
		credentials.type = type;
		// The request itself has the address from the node.
		const { error } = await read({ credentials });
		expect(error).toBeUndefined();
		expect(called).toEqual([
			`${address}${tokenPaths[version]}`,
			`${address}${prefixes[version]}/bankConnections/${id}`,
		]);
	});

	it.each(['/', '//', '/ '])('go to an own URL that ends in %j', async (ending) => {
		const baseUrl = ` ${sandbox.baseUrl}${ending}`;
		const { error } = await read({ credentials: finApiCredential(sandbox, { baseUrl }) });
		expect(error).toBeUndefined();
		expect(sandbox.requests.map(({ url }) => url)).toEqual([
			tokenPaths[version],
			`${prefixes[version]}/bankConnections/${id}`,
		]);
	});
});

describe('an own URL', () => {
	it('that is left over from before counts for nothing in another environment', async () => {
		const { type, called } = standingIn(hosts.live);
		const credentials = finApiCredential(sandbox, {
			environment: 'live',
			baseUrl: 'http://bank.example',
			...notYetKnown(),
		});
		credentials.type = type;
		const { error } = await read({ credentials });
		expect(error).toBeUndefined();
		for (const url of called) expect(url).toMatch(/^https:\/\/live\.finapi\.io\//);
	});

	it.each([
		'http://bank.example',
		'ftp://127.0.0.1',
		'bank.example',
		'',
		'https://a:b@bank.example',
	])('of %j stops the node before anything is sent', async (baseUrl) => {
		const credentials = finApiCredential(sandbox, { baseUrl });
		const type = new FinApi();
		const asked = jest.fn();
		type.authenticate = asked;
		type.preAuthentication = asked;
		credentials.type = type;
		const { error } = await read({ credentials });
		expect(error?.message).toContain("'Base URL' can't be used");
		expect(asked).not.toHaveBeenCalled();
	});

	it.each(['user', 'client', 'accessToken'])(
		'without encryption gets no keys from a sign-in with %s',
		async (authentication) => {
			const httpRequest = jest.fn(async () => ({ statusCode: 401, body: '{"error":"x"}' }));
			const keys = {
				...{ environment: 'own', baseUrl: 'http://bank.example', authentication },
				...{ clientId: 'c', clientSecret: 's', userId: 'u', password: 'p', accessToken: 't' },
			};
			const signIn = async (sessionToken: string) =>
				await new FinApi().preAuthentication.call(helperThat(httpRequest), {
					...keys,
					sessionToken,
				});
			// The second time as after a 401.
			const first = await signIn('').catch(() => ({ sessionToken: '' }));
			await signIn(first.sessionToken).catch(() => undefined);
			expect(httpRequest).not.toHaveBeenCalled();
		},
	);
});

const ways = {
	user: {
		right: () => ({}),
		wrong: { password: 'wrong-password-value' },
		path: '/bankConnections?ids=1',
		says: 'check the User ID and the Password',
		holder: 'user',
	},
	client: {
		right: () => ({}),
		wrong: { clientSecret: 'wrong-secret-value' },
		path: '/clientConfiguration',
		says: 'check the Client ID, the Client Secret and the Environment',
		holder: 'client',
	},
	accessToken: {
		right: () => ({ accessToken: sandbox.issueToken('user') }),
		wrong: { accessToken: 'wrong-token-value' },
		path: '/bankConnections?ids=1',
		says: 'finAPI does not take the Access Token',
		holder: 'user',
	},
} as const;

describe.each(versions)('the test of a credential for %s', (version) => {
	beforeEach(async () => await start(version));

	describe.each(Object.keys(ways) as (keyof typeof ways)[])('that signs in with %s', (way) => {
		const { right, wrong, path, says, holder } = ways[way];

		const credentialFor = (changes: ICredentialDataDecryptedObject) =>
			finApiCredential(sandbox, { authentication: way, ...changes });

		it.each(environments)('passes with right keys for %s', async (_, addressOf, changes) => {
			const address = addressOf();
			const { type, called } = standingIn(address);
			const credentials = credentialFor({ ...right(), ...changes() });
			credentials.type = type;
			expect(await pressTest(credentials)).toBe('OK');
			const request = `${address}${prefixes[version]}${path}`;
			expect(called).toEqual(
				way === 'accessToken' ? [request] : [`${address}${tokenPaths[version]}`, request],
			);
			expect(calls().map(({ method, url }) => `${method} ${url}`)).toEqual([
				`GET ${prefixes[version]}${path}`,
			]);
			expect(calls()[0]?.headers.authorization).toMatch(
				new RegExp(`^Bearer sandbox-${holder}-token-`),
			);
		});

		it.each(environments)('fails with wrong keys for %s', async (_, addressOf, changes) => {
			const { type } = standingIn(addressOf());
			const credentials = credentialFor({ ...right(), ...wrong, ...changes() });
			credentials.type = type;
			const result = await pressTest(credentials);
			expect(result).toContain(says);
			for (const secret of Object.values(wrong)) expect(result).not.toContain(secret);
			// Pressed again, it says the same without another call.
			sandbox.requests.length = 0;
			expect(await pressTest(credentials)).toBe(result);
			expect(sandbox.requests).toEqual([]);
		});

		it('fails for the wrong version', async () => {
			const result = await pressTest(
				credentialFor({ ...right(), apiVersion: otherVersion[version] }),
			);
			const refusal = `the client is not bound to ${otherVersion[version]}`;
			expect(result).toContain(way === 'accessToken' ? 'status 403' : refusal);
			expect(sandbox.requests).toHaveLength(1);
		});

		it('does not pass on the token of the right keys before', async () => {
			const credentials = credentialFor(right());
			expect(await pressTest(credentials)).toBe('OK');
			credentials.data = { ...credentials.data, ...wrong };
			expect(await pressTest(credentials)).toContain(says);
		});

		it('passes once the token is renewed that has run out', async () => {
			const credentials = credentialFor(right());
			await pressTest(credentials);
			sandbox.expireTokens();
			expect(await pressTest(credentials)).toContain(way === 'accessToken' ? says : 'OK');
		});

		it.each(['/', ' '])('passes with %j after the own URL', async (ending) => {
			const baseUrl = `${sandbox.baseUrl}${ending}`;
			expect(await pressTest(credentialFor({ ...right(), baseUrl }))).toBe('OK');
		});

		it.each(['http://bank.example', ''])('sends nothing to %j', async (baseUrl) => {
			const { type } = standingIn(sandbox.baseUrl);
			const httpRequest = jest.fn();
			const { preAuthentication } = type;
			type.preAuthentication = async (data) =>
				await preAuthentication.call(helperThat(httpRequest), data);
			const credentials = credentialFor({ ...right(), baseUrl });
			credentials.type = type;
			expect(await pressTest(credentials)).toMatch(/'Base URL' can't be used|begins with https/);
			expect(httpRequest).not.toHaveBeenCalled();
		});
	});

	it('passes with the path of the version after the own URL, which the node takes as well', async () => {
		const credentials = finApiCredential(sandbox, { baseUrl: `${sandbox.baseUrl}/api/v2/` });
		expect(await pressTest(credentials)).toBe('OK');
	});

	it.each(['<html>Welcome</html>', ''])('fails when the answer is %j', async (body) => {
		const other = await startLoopback();
		alsoOpen.push(other);
		other.reply(() => body);
		const credentials = finApiCredential(sandbox, {
			authentication: 'accessToken',
			accessToken: 'some-token',
			baseUrl: other.url,
		});
		expect(await pressTest(credentials)).toContain('not as finAPI does');
	});

	it("fails with a client's token in the place of a user's", async () => {
		const accessToken = sandbox.issueToken('client');
		const credentials = finApiCredential(sandbox, { authentication: 'accessToken', accessToken });
		expect(await pressTest(credentials)).toBe('status 403');
	});
});

describe('the credential type', () => {
	const type = new FinApi();
	const property = (name: string) => type.properties.find((each) => each.name === name);

	it('masks every secret', () => {
		const masked = type.properties
			.filter(({ typeOptions }) => typeOptions?.password)
			.map(({ name }) => name);
		expect(masked).toEqual([
			'clientSecret',
			'password',
			'accessToken',
			'dataDecryptionSecret',
			'sessionToken',
			'clientToken',
		]);
	});

	it('keeps the session in a hidden field that n8n lets expire', () => {
		const expirable = type.properties.filter(({ typeOptions }) => typeOptions?.expirable);
		expect(expirable.map(({ name, type: kind, default: value }) => [name, kind, value])).toEqual([
			['sessionToken', 'hidden', ''],
		]);
	});

	it("starts in finAPI's sandbox, in V2, with a user", () => {
		expect(
			['environment', 'apiVersion', 'authentication'].map((name) => property(name)?.default),
		).toEqual(['sandbox', 'V2', 'user']);
	});

	it.each([
		[
			'sandbox',
			'user',
			['clientId', 'clientSecret', 'userId', 'password', 'dataDecryptionSecret', 'attempt'],
		],
		['live', 'client', ['clientId', 'clientSecret', 'dataDecryptionSecret', 'attempt']],
		['live', 'accessToken', ['accessToken', 'dataDecryptionSecret']],
		[
			'own',
			'user',
			[
				'baseUrl',
				'webFormUrl',
				'clientId',
				'clientSecret',
				'userId',
				'password',
				'dataDecryptionSecret',
				'attempt',
			],
		],
		[
			'own',
			'client',
			['baseUrl', 'webFormUrl', 'clientId', 'clientSecret', 'dataDecryptionSecret', 'attempt'],
		],
		['own', 'accessToken', ['baseUrl', 'webFormUrl', 'accessToken', 'dataDecryptionSecret']],
	])('asks at %s for %s: %j', (environment, authentication, fields) => {
		const values = { environment, authentication };
		const asked = type.properties
			.filter((each) => NodeHelpers.displayParameter(values, each, null, null))
			.filter(({ type: kind }) => kind !== 'hidden')
			.map(({ name }) => name);
		const always = ['environment', 'apiVersion', 'authentication'];
		expect(asked.filter((name) => !always.includes(name))).toEqual(fields);
		expect(asked.filter((name) => always.includes(name))).toEqual(always);
	});

	it('wants every key that it asks for', () => {
		const choices = ['environment', 'apiVersion', 'authentication', 'attempt', 'sessionToken'];
		// Not everybody has a Web Form, or changes passwords.
		const optional = [...choices, 'webFormUrl', 'dataDecryptionSecret', 'clientToken'];
		for (const { name, required } of type.properties) {
			expect([name, required ?? false]).toEqual([name, !optional.includes(name)]);
		}
	});

	it.each(['http://bank.example/x', 'ftp://127.0.0.1/x', '/x'])(
		'sends no token to %s, whatever node asks for it',
		async (url) => {
			const data = { authentication: 'accessToken', accessToken: 'some-token' };
			await expect(type.authenticate(data, { url })).rejects.toThrow('https://');
		},
	);

	it('lets no redirect carry the token away', async () => {
		const { disableFollowRedirect } = await type.authenticate(
			{ authentication: 'accessToken', accessToken: 'some-token' },
			{ url: 'https://bank.example/x' },
		);
		expect(disableFollowRedirect).toBe(true);
	});

	it('signs a request anew when it comes a second time', async () => {
		const data = { authentication: 'accessToken', accessToken: 'first' };
		const once = await type.authenticate(data, {
			url: 'https://bank.example/x',
			headers: { Accept: 'text/csv' },
		});
		const twice = await type.authenticate({ ...data, accessToken: 'second' }, once);
		expect(twice.headers).toEqual({ Accept: 'text/csv', Authorization: 'Bearer second' });
	});

	const keys = { clientId: 'c', clientSecret: 's', userId: 'u', password: 'p' };

	it('takes the old token off a request that comes again without a new one', async () => {
		const { headers } = await type.authenticate(
			{ ...keys, authentication: 'user', sessionToken: '' },
			{ url: 'https://bank.example/x', headers: { Authorization: 'Bearer old' } },
		);
		expect(headers?.Authorization).toBeUndefined();
	});

	it.each(['user', 'client', 'accessToken'])(
		'waits half a minute at most for a sign-in with %s, and follows no redirect',
		async (authentication) => {
			const httpRequest = jest.fn(async () => ({ statusCode: 200, body: '{"access_token":"t"}' }));
			await type.preAuthentication.call(helperThat(httpRequest), {
				...{ environment: 'live', authentication, accessToken: 'x', attempt: 'half a minute' },
				...keys,
				sessionToken: 'of-other-keys',
			});
			expect(httpRequest).toHaveBeenCalledTimes(1);
			expect(httpRequest).toHaveBeenCalledWith(
				expect.objectContaining({ timeout: 30_000, disableFollowRedirect: true }),
			);
		},
	);
});

describe('what the bank repeats of the keys', () => {
	const repeat = (...words: string[]) =>
		sandbox.fault({
			path: /bankConnections/,
			status: 400,
			body: { errors: [{ message: `Not with ${words.join(', ')}`, code: 'X' }] },
		});

	it("is not shown for a user's sign-in", async () => {
		const token = sandbox.issueToken('user');
		repeat(sandbox.client.clientSecret, sandbox.user.password, token);
		const { error } = await read();
		expect(bearers()).toEqual(new Set([`Bearer ${token}`]));
		expect(error?.message).toBe('finAPI: Not with *****, *****, ***** (code X)');
	});

	it('is not shown for a pasted token, also in a first run', async () => {
		const token = sandbox.issueToken('user');
		repeat(token);
		const credentials = finApiCredential(sandbox, {
			authentication: 'accessToken',
			accessToken: token,
			sessionToken: 'of-other-keys:old',
		});
		const { error } = await read({ credentials });
		expect(error?.message).toBe('finAPI: Not with ***** (code X)');
	});

	it('is not shown when a renewed token is refused', async () => {
		sandbox.state.tokenLifeSeconds = -1;
		const credentials = finApiCredential(sandbox);
		const outcome = await read({ credentials });
		expect(outcome.error?.message).toBe('finAPI: Access token expired: ***** (code invalid_token)');
		expect(tokenCalls()).toHaveLength(2);
		expect(shown(outcome)).not.toMatch(/sandbox-user-token-\d/);
	});

	it('is not kept with a refusal', async () => {
		const secrets = { clientSecret: 'the-secret', password: 'the-password' };
		const body = { error: 'x', error_description: `No to ${Object.values(secrets).join(', ')}` };
		const helper = helperThat(async () => ({ statusCode: 401, body: JSON.stringify(body) }));
		const kept = await new FinApi().preAuthentication.call(helper, {
			...{ environment: 'live', clientId: '1', userId: 'u', ...secrets },
		});
		expect(kept.sessionToken).toContain('No to *****, *****');
	});

	const secret = fc
		.string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
		.filter((text) => text.trim().length >= 8 && new Set(text).size > 3);

	const inForm = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);

	/** How a bank may spell what it repeats, besides the whole body. */
	const spellings: Record<string, (text: string) => string> = {
		plain: (text) => text,
		address: encodeURIComponent,
		JSON: (text) => JSON.stringify(text).slice(1, -1),
	};

	const bodies: Record<string, (words: string) => unknown> = {
		errors: (words) => ({ errors: [{ message: words, code: 'X' }] }),
		OAuth: (words) => ({ error: 'invalid', error_description: words }),
		code: (words) => ({ error: words }),
		text: (words) => `Refused: ${words}`,
	};

	it('shows in no error, however it is spelled', async () => {
		const bank = await startLoopback();
		alsoOpen.push(bank);
		const from = <T>(choices: Record<string, T>) => fc.constantFrom(...Object.keys(choices));
		await fc.assert(
			fc.asyncProperty(
				fc.record({ clientSecret: secret, password: secret, accessToken: secret }),
				fc.constantFrom('user', 'client', 'accessToken'),
				fc.constantFrom(400, 401, 403, 423, 500),
				fc.boolean(),
				from(spellings),
				from(bodies),
				async (secrets, authentication, status, isSignedIn, spelling, shape) => {
					bank.reply(({ url, headers, body }, response) => {
						const isTokenCall = url === tokenPaths.V2;
						if (isTokenCall && isSignedIn) return { access_token: 'fetched-token-value' };
						const keys = [...new URLSearchParams(body).values(), headers.authorization ?? ''];
						const words = [body, ...keys.map((key) => spellings[spelling]?.(key))].join(' and ');
						// A record that is locked is waited for.
						response.statusCode = isTokenCall || status !== 423 ? status : 404;
						return bodies[shape]?.(words);
					});
					const credentials = finApiCredential(
						{ baseUrl: bank.url, version: 'V2', client: sandbox.client, user: sandbox.user },
						{ authentication, ...secrets },
					);
					const outcome = await read({ credentials });
					expect(outcome.error?.message).toBeTruthy();
					const all = [...Object.values(secrets), 'fetched-token-value'];
					for (const each of all.map((text) => text.trim())) {
						const seen = shown(outcome) + String(outcome.error?.stack);
						for (const spell of [...Object.values(spellings), inForm]) {
							expect(seen).not.toContain(spell(each));
						}
					}
				},
			),
			{ numRuns: 200 },
		);
	});
});
