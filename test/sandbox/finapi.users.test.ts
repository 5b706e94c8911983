import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { exchange } from '../support/exchange';
import type { Loopback } from '../support/loopback';
import { startLoopback } from '../support/loopback';
import { call, refused } from '../support/localFinApi';
import type { FinApiSandbox } from './finapi';
import { startFinApi } from './finapi';

let bank: FinApiSandbox;

beforeAll(async () => {
	bank = await startFinApi({ now: '2026-03-15T09:00:00Z', importDelayMs: 1000 });
});

afterAll(() => bank.close());

beforeEach(() => bank.reset());

const asClient = (method: string, path: string, body?: unknown) =>
	call(bank, method, path, { body, token: bank.issueToken('client') });

const signIn = (username: string, password: string) =>
	exchange('POST', `${bank.baseUrl}/api/v2/oauth/token`, {
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({
			...{ grant_type: 'password', username, password },
			...{ client_id: bank.client.clientId, client_secret: bank.client.clientSecret },
		}).toString(),
	});

const tokenOf = async (username: string, password: string) =>
	String((await signIn(username, password)).json?.access_token);

describe('a new user', () => {
	it('has what it is given, and shows its password once', async () => {
		const body = { id: 'max.meier@example', password: 'geheim', email: 'max@example.com' };
		expect(await asClient('POST', '/users', body)).toMatchObject({
			status: 201,
			json: { ...body, phone: null, isAutoUpdateEnabled: false },
		});
		await asClient('POST', `/users/verify/${body.id}`);
		const token = await tokenOf(body.id, body.password);
		expect((await call(bank, 'GET', '/users', { token })).json).toMatchObject({
			id: body.id,
			password: 'XXXXX',
		});
	});

	it('has an id and a password made up when none are given', async () => {
		const [one, other] = [
			await asClient('POST', '/users', {}),
			await asClient('POST', '/users', {}),
		];
		expect(one.json?.id).toMatch(/^[0-9a-f-]{36}$/);
		expect(String(one.json?.password).length).toBeGreaterThanOrEqual(6);
		expect(other.json?.id).not.toBe(one.json?.id);
	});

	it('signs in only when verified', async () => {
		await asClient('POST', '/users', { id: 'max', password: 'geheim' });
		expect(await signIn('max', 'geheim')).toMatchObject(refused(403, 'USER_NOT_VERIFIED'));
		const status = () => asClient('GET', '/users/verificationStatus?userId=MAX');
		expect((await status()).json).toEqual({ userId: 'max', isUserVerified: false });
		expect(await asClient('POST', '/users/verify/Max')).toMatchObject({ status: 200, text: '' });
		expect((await status()).json).toEqual({ userId: 'max', isUserVerified: true });
		expect((await signIn('MAX', 'geheim')).status).toBe(200);
		expect(await asClient('POST', '/users/verify/max')).toMatchObject(
			refused(422, 'USER_ALREADY_VERIFIED'),
		);
	});

	it('has no id that somebody has, whatever the case of its letters', async () => {
		expect(await asClient('POST', '/users', { id: 'Sandbox-User' })).toMatchObject(
			refused(422, 'ENTITY_EXISTS'),
		);
	});

	it.each([
		['a short password', { password: 'short' }],
		['a long password', { password: 'x'.repeat(129) }],
		['an id with a space', { id: 'a b' }],
		['a long id', { id: 'x'.repeat(37) }],
		['an empty email', { email: '' }],
	])('is refused with %s', async (_what, body) => {
		expect(await asClient('POST', '/users', body)).toMatchObject(refused(400, 'BAD_REQUEST'));
	});

	it('is not updated automatically when the client is not', async () => {
		bank.state.isAutomaticBatchUpdateEnabled = false;
		const body = { isAutoUpdateEnabled: true };
		const illegal = refused(422, 'ILLEGAL_ENTITY_STATE');
		expect(await asClient('POST', '/users', body)).toMatchObject(illegal);
		expect(await call(bank, 'PATCH', '/users', { body })).toMatchObject(illegal);
	});

	it('has nothing yet, and brings in what is its own', async () => {
		await asClient('POST', '/users', { id: 'max', password: 'geheim' });
		await asClient('POST', '/users/verify/max');
		const token = await tokenOf('max', 'geheim');
		expect((await call(bank, 'GET', '/accounts', { token })).json).toEqual({ accounts: [] });
		const { json } = await call(bank, 'GET', '/transactions?view=bankView', { token });
		expect(json).toMatchObject({ transactions: [], paging: { pageCount: 0, totalCount: 0 } });
	});
});

describe('the authorized user', () => {
	const edit = (body: unknown) => call(bank, 'PATCH', '/users', { body });

	it('is changed only where something is given, and cleared by an empty text', async () => {
		expect((await edit({ phone: '' })).json).toMatchObject({
			email: 'erika.mustermann@example.com',
			phone: null,
			password: 'XXXXX',
			isAutoUpdateEnabled: true,
		});
		expect((await edit({ isAutoUpdateEnabled: false })).json).toMatchObject({
			isAutoUpdateEnabled: false,
		});
	});

	it('is not changed by nothing, nor by null', async () => {
		expect(await edit({})).toMatchObject(refused(400, 'MISSING_FIELD'));
		expect(await edit({ email: null })).toMatchObject(refused(400, 'BAD_REQUEST'));
	});

	it('goes with all that is its own, and nothing of others', async () => {
		const token = bank.issueToken('user');
		expect(await call(bank, 'DELETE', '/users', { token })).toMatchObject({
			status: 200,
			text: '',
		});
		expect((await call(bank, 'GET', '/users', { token })).status).toBe(401);
		expect([...bank.state.connections.keys()]).toEqual(['4500000000004']);
		expect(new Set([...bank.state.transactions.values()].map((each) => each.accountId))).toEqual(
			new Set(['8400000000006']),
		);
		expect((await signIn(bank.user.userId, bank.user.password)).status).toBe(400);
	});

	it('stays while a connection is busy', async () => {
		const body = '{"bankConnectionId":9007199254740993,"bankingInterface":"FINTS_SERVER"}';
		await call(bank, 'POST', '/bankConnections/update', { body });
		expect(await call(bank, 'DELETE', '/users')).toMatchObject(refused(423, 'LOCKED'));
		bank.advance(2000);
		expect((await call(bank, 'DELETE', '/users')).status).toBe(200);
	});
});

describe('a user that goes', () => {
	let client: Loopback;

	beforeEach(async () => {
		client = await startLoopback();
	});

	afterEach(() => client.close());

	it('is told of to the client, whoever it is', async () => {
		const url = 'https://crm.example.com/gone?secret=1';
		await asClient('PATCH', '/clientConfiguration', { userSynchronizationCallbackUrl: url });
		bank.callbacks.route('https://crm.example.com', client.url);
		await asClient('DELETE', '/users/Unverified');
		await call(bank, 'DELETE', '/users');
		await bank.callbacks.settled();
		expect(client.received.map(({ method, url: path, body }) => [method, path, body])).toEqual([
			['POST', '/gone?secret=1', '{"userId":"unverified","event":"DELETED"}'],
			['POST', '/gone?secret=1', '{"userId":"sandbox-user","event":"DELETED"}'],
		]);
	});
});

describe('an unverified user', () => {
	it('is deleted by the client; a verified one is not', async () => {
		expect(await asClient('DELETE', '/users/UNVERIFIED')).toMatchObject({ status: 200, text: '' });
		expect(await asClient('DELETE', '/users/unverified')).toMatchObject(
			refused(404, 'UNKNOWN_ENTITY'),
		);
		expect(await asClient('DELETE', '/users/neighbour')).toMatchObject(
			refused(422, 'USER_ALREADY_VERIFIED'),
		);
	});
});

describe('a change of the password', () => {
	const request = (userId: string) => asClient('POST', '/users/requestPasswordChange', { userId });
	const execute = (body: object) => asClient('POST', '/users/executePasswordChange', body);

	/** What a client does with the key that finAPI has given it. */
	function decrypted(text: unknown): string {
		const salt = Buffer.from(bank.dataDecryptionKey, 'hex');
		const key = pbkdf2Sync(bank.dataDecryptionKey, salt, 1000, 16, 'sha1');
		const decipher = createDecipheriv('aes-128-cbc', key, salt);
		return decipher.update(String(text), 'base64', 'utf8') + decipher.final('utf8');
	}

	it('is requested with an email and a token that are encrypted', async () => {
		const { json } = await request('SANDBOX-USER');
		expect(json?.userId).toBe('sandbox-user');
		expect(decrypted(json?.userEmail)).toBe('erika.mustermann@example.com');
		expect(decrypted(json?.passwordChangeToken)).toMatch(/^[0-9a-f-]{36}$/);
		expect((await request('neighbour')).json).not.toHaveProperty('userEmail');
	});

	it('is made once by the decrypted token, unlocks, and ends all tokens', async () => {
		const token = bank.issueToken('user');
		bank.lockUser();
		const { json } = await request('sandbox-user');
		const passwordChangeToken = decrypted(json?.passwordChangeToken);
		const body = { userId: 'sandbox-user', password: 'brand-new', passwordChangeToken };
		expect(await execute(body)).toMatchObject({ status: 200, text: '' });
		expect((await call(bank, 'GET', '/users', { token })).status).toBe(401);
		expect((await signIn('sandbox-user', 'brand-new')).status).toBe(200);
		expect(await execute(body)).toMatchObject(refused(400, 'INVALID_TOKEN'));
	});

	it('needs the token decrypted, a good password and a user that there is', async () => {
		const { json } = await request('sandbox-user');
		const body = {
			...{ userId: 'sandbox-user', password: 'brand-new' },
			passwordChangeToken: decrypted(json?.passwordChangeToken),
		};
		const encrypted = { ...body, passwordChangeToken: json?.passwordChangeToken };
		expect((await execute(encrypted)).status).toBe(400);
		expect((await execute({ ...body, password: 'short' })).status).toBe(400);
		expect(await execute({ ...body, userId: 'nobody' })).toMatchObject(
			refused(404, 'UNKNOWN_ENTITY'),
		);
		expect(await execute({ ...body, userId: 'neighbour' })).toMatchObject(
			refused(400, 'INVALID_TOKEN'),
		);
		expect((await execute(body)).status).toBe(200);
	});

	it('is for verified users only', async () => {
		expect(await request('unverified')).toMatchObject(refused(422, 'USER_NOT_VERIFIED'));
		expect(await request('nobody')).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
	});
});
