import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import type { StoredCredential } from '../../support/credentials';
import { finApiCredential, runFinApi } from '../../support/finApi';
import { itemsOf } from '../../support/testBank';

let bank: FinApiSandbox;
let credentials: StoredCredential;

beforeEach(async () => {
	bank = await startFinApi();
	credentials = finApiCredential(bank);
});

afterEach(async () => await bank.close());

const user = async (operation: string, parameters: IDataObject = {}) =>
	await runFinApi(bank, operation, { resource: 'user', ...parameters }, { credentials });
const configuration = async (operation: string, parameters: IDataObject = {}) =>
	await runFinApi(
		bank,
		operation,
		{ resource: 'clientConfiguration', ...parameters },
		{ credentials },
	);
const bodies = () =>
	bank.requests.filter(({ path }) => !path.endsWith('/token')).map(({ rawBody }) => rawBody);

describe('a new user', () => {
	it('gets an id and a password from finAPI when nothing is entered', async () => {
		const { items, error } = await user('create');
		expect(error).toBeUndefined();
		expect(bodies()).toEqual(['{}']);
		const json = items[0]?.json ?? {};
		expect(json.id).toMatch(/^[0-9a-f-]{36}$/);
		const made = bank.state.users.get(String(json.id));
		expect(json.password).toBe(made?.password);
	});

	it('signs in with what came out, once verified', async () => {
		const { items } = await user('create');
		const created = items[0]?.json ?? {};
		const userId = String(created.id);
		const status = async () =>
			(await user('getVerificationStatus', { userId })).items[0]?.json.isUserVerified;
		expect(await status()).toBe(false);
		expect((await user('verify', { userId })).error).toBeUndefined();
		expect(await status()).toBe(true);
		const own = finApiCredential(bank, { userId, password: String(created.password) });
		const { items: found } = await runFinApi(
			bank,
			'get',
			{ resource: 'user' },
			{ credentials: own },
		);
		expect(found[0]?.json).toEqual({
			...{ id: userId, email: null, phone: null, isAutoUpdateEnabled: false },
		});
	});

	it.each([
		['userId', 'has a space', "'User ID' must be an id of 1 to 36 letters, digits"],
		['userId', 'x'.repeat(37), "'User ID' must be an id of 1 to 36 letters, digits"],
		['password', 'short', "'Password' must be at least 6 characters long"],
		['password', 'x'.repeat(129), "'Password' must be at most 128 characters long"],
		['email', 'tab\tin@it', "'Email' must be 1 to 320 letters, digits"],
	])('with a %s of %j stops before anything is sent', async (name, value, says) => {
		const { error } = await user('create', { additionalFields: { [name]: value } });
		expect(error?.message).toContain(says);
		if (name === 'password') expect(error?.message).not.toContain(value);
		expect(bank.requests).toEqual([]);
	});

	it('that is there already is told with the words of finAPI, without its password', async () => {
		const password = 'a-password-of-mine';
		const { error } = await user('create', {
			additionalFields: { userId: bank.user.userId, password },
		});
		expect(error?.message).toContain('(code ENTITY_EXISTS)');
		expect(error?.description).toContain('A new user needs another ID');
		// n8n puts the node itself beside the error, with what was typed into it.
		expect(JSON.stringify({ ...error, node: undefined })).not.toContain(password);
		expect(error?.message).not.toContain(password);
	});
});

describe('the user of the credential', () => {
	it('keeps what is not added, and loses what is added and left empty', async () => {
		const { items } = await user('edit', { updateFields: { email: '' } });
		expect(bodies()).toEqual(['{"email":""}']);
		expect(items[0]?.json).toMatchObject({ email: null, phone: '+49 221 4711' });
	});

	it('is not changed by nothing', async () => {
		const { error } = await user('edit', { updateFields: {} });
		expect(error?.message).toContain('Automatic Updates');
		expect(bank.requests).toEqual([]);
	});

	it('is deleted with all that it has, and nobody else', async () => {
		const { items } = await user('delete');
		expect(items[0]?.json).toEqual({ deleted: true });
		expect([...bank.state.users.keys()]).not.toContain(bank.user.userId);
		expect([...bank.state.connections.keys()]).toEqual(['4500000000004']);
	});
});

describe('a change of the password', () => {
	const { userId } = { userId: 'sandbox-user' };

	it('goes from the request to the sign-in with the new one, and opens a locked user', async () => {
		bank.lockUser();
		const { items, error } = await user('requestPasswordChange', { userId });
		expect(error).toBeUndefined();
		const { passwordChangeToken } = items[0]?.json ?? {};
		const executed = await user('executePasswordChange', {
			...{ userId, password: ' brand new ', passwordChangeToken },
		});
		expect(executed.error).toBeUndefined();
		const renewed = finApiCredential(bank, { password: ' brand new ' });
		const { error: wrong } = await runFinApi(bank, 'getMany', {}, { credentials: renewed });
		expect(wrong).toBeUndefined();
		const again = await user('executePasswordChange', {
			...{ userId, password: 'another one', passwordChangeToken },
		});
		expect(again.error?.message).toContain('code INVALID_TOKEN');
		expect(again.error?.description).toContain('Request Password Change');
	});

	it('of a user without an email has none in it', async () => {
		const { items, error } = await user('requestPasswordChange', { userId: 'neighbour' });
		expect(error).toBeUndefined();
		expect(Object.keys(items[0]?.json ?? {})).toEqual(['userId', 'passwordChangeToken']);
	});

	it.each([
		['', 'is empty'],
		['of another kind', 'is not a key of 32 hexadecimal digits'],
	])('is not requested with a key of %j in the credential', async (key, says) => {
		credentials = finApiCredential(bank, { dataDecryptionSecret: key });
		const { items } = await runFinApi(
			bank,
			'requestPasswordChange',
			{ resource: 'user', userId },
			{ credentials, items: itemsOf({}, {}), onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json }) => json.error)).toEqual(
			Array(2).fill(`'Data Decryption Key' of the credential ${says}`),
		);
		expect(bank.requests).toEqual([]);
	});

	it('that the key does not open is an error that shows neither', async () => {
		const other = '00112233445566778899aabbccddeeff';
		credentials = finApiCredential(bank, { dataDecryptionSecret: other });
		const { error } = await user('requestPasswordChange', { userId });
		expect(error?.message).toBe(
			"finAPI's answer can't be read with the credential's 'Data Decryption Key'",
		);
		expect(error?.context?.itemIndex).toBe(0);
		expect(JSON.stringify(error)).not.toContain(other);
	});

	it('hides the key where finAPI repeats it', async () => {
		const body = { errors: [{ message: `Not with ${bank.dataDecryptionKey}`, code: 'X' }] };
		bank.fault({ path: /requestPasswordChange/, status: 400, body });
		const { error } = await user('requestPasswordChange', { userId });
		expect(error?.message).toBe('finAPI: Not with ***** (code X)');
	});

	it('takes no token that is still encrypted', async () => {
		const { error } = await user('executePasswordChange', {
			...{ userId, password: 'brand-new', passwordChangeToken: 'x9OGYfEKal4VZ9CrBpmp1w==' },
		});
		expect(error?.message).toContain("'Password Change Token' must be an id of 36 characters");
		expect(bank.requests).toEqual([]);
	});
});

describe('the configuration of the client', () => {
	const address = 'https://n8n.example.com/webhook/1';

	it('keeps what is not added, and loses what is added and left empty', async () => {
		await configuration('edit', {
			updateFields: {
				userNotificationCallbackUrl: address,
				userSynchronizationCallbackUrl: address,
			},
		});
		const { items } = await configuration('edit', {
			updateFields: { userNotificationCallbackUrl: '' },
		});
		expect(bodies()[1]).toBe('{"userNotificationCallbackUrl":""}');
		expect(items[0]?.json).toMatchObject({
			userNotificationCallbackUrl: null,
			userSynchronizationCallbackUrl: address,
		});
	});

	it.each([
		[{}, 'Notification Callback URL'],
		[
			{ userAccessTokensValidityPeriod: 59 },
			"'User Token Life (Seconds)' must be 0 or a whole number",
		],
		[
			{ refreshTokensValidityPeriod: 60.5 },
			"'Refresh Token Life (Seconds)' must be 0 or a whole number",
		],
		[{ userNotificationCallbackUrl: 'n8n.example.com' }, "'Notification Callback URL' must be an"],
		[
			{ userNotificationCallbackUrl: `https://x.example/${'x'.repeat(500)}` },
			"'Notification Callback URL' must be an address of at most 512 characters",
		],
		[{ finTSProductRegistrationNumber: '0f' }, 'must be 1 to 25 digits and capital letters'],
	])('is not changed by %j', async (updateFields, says) => {
		const { error } = await configuration('edit', { updateFields });
		expect(error?.message).toContain(says);
		expect(bank.requests).toEqual([]);
	});
});
