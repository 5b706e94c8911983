import type { IDataObject } from 'n8n-workflow';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import type { StoredCredential } from '../support/credentials';
import { panelContext, type Setup } from '../support/engine';
import { finApiCredential, finApiSetup, runFinApi } from '../support/finApi';
import { itemsOf } from '../support/testBank';

let bank: FinApiSandbox;

beforeEach(async () => (bank = await startFinApi()));

afterEach(async () => {
	jest.restoreAllMocks();
	await bank.close();
});

const atOnce = { options: { maxParallelRequests: 50 } };
const many = (count: number) => itemsOf(...Array.from({ length: count }, () => ({})));

const configuration = async (more: Partial<Setup> = {}, parameters: IDataObject = {}) =>
	await runFinApi(bank, 'get', { resource: 'clientConfiguration', ...parameters }, more);
const connections = async (more: Partial<Setup> = {}, parameters: IDataObject = {}) =>
	await runFinApi(bank, 'getMany', { ...parameters }, more);

const isTokenCall = ({ path }: { path: string }) => path.endsWith('/oauth/token');
/** Who has signed in, in order. */
const signIns = () =>
	bank.requests.filter(isTokenCall).map(({ rawBody }) => {
		const form = new URLSearchParams(rawBody);
		return form.get('username') ?? form.get('grant_type');
	});
const bearers = () =>
	bank.requests
		.filter((request) => !isTokenCall(request))
		.map(({ headers }) => String(headers.authorization));
const tokenOf = (kind: 'user' | 'client') => `Bearer ${bank.issueToken(kind)}`;

/** Work in a process of n8n that knows nothing yet. */
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

describe("a user's credential", () => {
	it('sends each operation with the token that it needs, and signs in once for each of them', async () => {
		const credentials = finApiCredential(bank);
		for (let run = 0; run < 2; run++) {
			for (const each of [connections, configuration]) {
				const { error } = await each({ credentials, items: many(50) }, atOnce);
				expect(error).toBeUndefined();
			}
		}
		expect(signIns()).toEqual([bank.user.userId, 'client_credentials']);
		const each = (kind: 'user' | 'client') => Array<string>(50).fill(tokenOf(kind));
		expect(bearers()).toEqual([
			...each('user'),
			...each('client'),
			...each('user'),
			...each('client'),
		]);
	});

	it('sends no request without a token first, whichever comes first', async () => {
		const credentials = finApiCredential(bank);
		await configuration({ credentials });
		await connections({ credentials });
		expect(bank.requests.map(({ path }) => path)).toEqual([
			'/api/v2/oauth/token',
			'/api/v2/clientConfiguration',
			'/api/v2/oauth/token',
			'/api/v2/bankConnections',
		]);
	});

	it.each([
		['read', 'client first', [configuration, connections]],
		['read', 'user first', [connections, configuration]],
	])('keeps both tokens for other processes, %s, %s', async (_, __, runs) => {
		const credentials = finApiCredential(bank);
		for (const run of runs) await run({ credentials });
		bank.requests.length = 0;
		await inFreshProcess(credentials, async () => {
			for (const run of runs) expect((await run({ credentials })).error).toBeUndefined();
		});
		expect(signIns()).toEqual([]);
		expect(bearers().sort()).toEqual([tokenOf('client'), tokenOf('user')]);
	});

	it("renews the client's token alone when it has run out, once for 50 items at once", async () => {
		bank.state.tokenLife = { ...bank.state.tokenLife, client: 60 };
		const credentials = finApiCredential(bank);
		await connections({ credentials });
		await configuration({ credentials });
		const now = Date.now() + 120_000;
		jest.spyOn(Date, 'now').mockReturnValue(now);
		bank.requests.length = 0;
		const { items, error } = await configuration({ credentials, items: many(50) }, atOnce);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(50);
		expect((await connections({ credentials })).error).toBeUndefined();
		expect(signIns()).toEqual(['client_credentials']);
	});

	it('writes as the client, too, with a token that has just run out', async () => {
		const credentials = finApiCredential(bank);
		await configuration({ credentials });
		bank.expireTokens();
		const now = Date.now() + 120_000;
		jest.spyOn(Date, 'now').mockReturnValue(now);
		bank.requests.length = 0;
		const { items, error } = await runFinApi(
			bank,
			'create',
			{ resource: 'user' },
			{ credentials, items: many(3) },
		);
		expect(error).toBeUndefined();
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(3);
		expect(signIns()).toEqual(['client_credentials']);
		expect(bank.state.users.size).toBe(6);
	});

	it('does not need the user for what the client does', async () => {
		const credentials = finApiCredential(bank, {
			userId: "={{ $json.userId ?? '' }}",
			password: "={{ $json.password ?? '' }}",
		});
		const { error } = await configuration({ credentials, items: many(20) }, atOnce);
		expect(error).toBeUndefined();
		expect(signIns()).toEqual(['client_credentials']);
		bank.requests.length = 0;
		const { error: missing } = await connections({ credentials });
		expect(missing?.message).toBe("The credential's 'User ID' is empty");
		expect(bank.requests).toEqual([]);
	});

	it("holds a refusal of the client against the client's operations alone, and repeats it not", async () => {
		const credentials = finApiCredential(bank);
		await connections({ credentials });
		const body = { error: 'invalid_client', error_description: 'Not from here' };
		bank.fault({ path: /oauth/, times: 99, status: 401, body });
		for (let run = 0; run < 3; run++) {
			const { items } = await configuration({
				credentials,
				items: many(10),
				onError: 'continueRegularOutput',
			});
			expect(new Set(items.map(({ json }) => json.error))).toEqual(
				new Set([
					'finAPI refused the sign-in (Not from here, code invalid_client): check the Client ID, the Client Secret and the Environment',
				]),
			);
		}
		await inFreshProcess(credentials, async () => {
			expect((await configuration({ credentials })).error?.message).toContain('refused');
		});
		expect((await connections({ credentials })).error).toBeUndefined();
		expect(signIns()).toEqual([bank.user.userId, 'client_credentials']);
	});

	it('goes on with the other one when a sign-in comes to nothing', async () => {
		const credentials = finApiCredential(bank);
		await connections({ credentials });
		bank.fault({ path: /oauth/, status: 503 });
		const { error } = await configuration({ credentials });
		expect(error?.message).toBe(
			'finAPI answered the sign-in with HTTP status 503. Try again later.',
		);
		bank.requests.length = 0;
		expect((await connections({ credentials })).error).toBeUndefined();
		expect(signIns()).toEqual([]);
	});

	it.each([
		["a user's operation", connections],
		["a client's operation", configuration],
	])('hides the secrets of both in what goes wrong with %s', async (_, run) => {
		const credentials = finApiCredential(bank);
		await connections({ credentials });
		await configuration({ credentials });
		const secrets = [
			...[bank.issueToken('user'), bank.issueToken('client')],
			...[bank.client.clientSecret, bank.user.password],
		];
		const body = { errors: [{ message: `Not with ${secrets.join(', ')}`, code: 'X' }] };
		bank.fault({ path: /bankConnections|clientConfiguration/, status: 400, body });
		const { error } = await run({ credentials });
		expect(error?.message).toBe('finAPI: Not with *****, *****, *****, ***** (code X)');
	});

	it("hides the client's token in the run that has fetched it", async () => {
		const body = { errors: [{ message: `Not with ${bank.issueToken('client')}`, code: 'X' }] };
		bank.fault({ path: /clientConfiguration/, status: 400, body });
		const { error } = await configuration({ credentials: finApiCredential(bank) });
		expect(error?.message).toBe('finAPI: Not with ***** (code X)');
	});
});

describe("a client's credential", () => {
	const asClient = () =>
		finApiCredential(bank, { authentication: 'client', userId: '', password: '' });

	it('reaches what belongs to the client', async () => {
		const { error } = await configuration({ credentials: asClient() });
		expect(error).toBeUndefined();
		expect(bearers()).toEqual([tokenOf('client')]);
	});

	it.each([
		['bankConnection', 'getMany', {}],
		['webForm', 'getMany', {}],
		['user', 'get', {}],
		['user', 'delete', {}],
	])(
		'stops before anything is sent at %s %s, and says what to choose',
		async (resource, operation) => {
			const { error } = await runFinApi(
				bank,
				operation,
				{ resource },
				{ credentials: asClient(), items: many(2) },
			);
			expect(error?.message).toBe(
				"The operation is a user's, but the credential signs in with Client",
			);
			expect(error?.description).toContain("set 'Sign In With' to User");
			expect(error?.context?.itemIndex).toBe(0);
			expect(bank.requests).toEqual([]);
		},
	);

	it('fails each item alone when the way is an expression', async () => {
		const credentials = finApiCredential(bank, { authentication: '={{ $json.way }}' });
		const { items, errorItems } = await connections({
			credentials,
			items: itemsOf({ way: 'client' }, { way: 'user' }),
			onError: 'continueErrorOutput',
		});
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(new Set(items.map(({ pairedItem }) => JSON.stringify(pairedItem)))).toEqual(
			new Set(['{"item":1}']),
		);
	});

	it('says the same in a list of the panel, but lists banks, for whom any token may do', async () => {
		const { listSearch } = new FinApi().methods;
		const context = () =>
			panelContext(finApiSetup(bank, 'import', {}, { credentials: asClient() }));
		await expect(listSearch.searchBankConnections.call(context())).rejects.toThrow(
			"The operation is a user's",
		);
		expect(bank.requests).toEqual([]);
		await listSearch.searchBanks.call(context()).catch(() => undefined);
		expect(bearers()).toEqual([tokenOf('client')]);
	});
});

describe('a credential with an access token', () => {
	it("stops before a client's operation, and says what to choose", async () => {
		const credentials = finApiCredential(bank, {
			...{ authentication: 'accessToken', accessToken: bank.issueToken('user') },
			...{ clientId: '', clientSecret: '' },
		});
		const { error } = await configuration({ credentials });
		expect(error?.message).toBe(
			"The operation is the client's, but the credential has an Access Token only",
		);
		expect(error?.description).toContain('User or Client');
		expect(bank.requests).toEqual([]);
		expect((await connections({ credentials })).error).toBeUndefined();
	});
});

describe('many users with one credential', () => {
	it('sign in once each, and the client once for all of them', async () => {
		const [users, each] = [40, 10];
		const credentials = finApiCredential(bank, {
			userId: '={{ $json.userId }}',
			password: '={{ $json.password }}',
		});
		const people = Array.from({ length: users }, (_, number) => ({
			userId: `customer-${number}`,
			password: `password of ${number}`,
		}));
		const create = await runFinApi(
			bank,
			'create',
			{
				resource: 'user',
				additionalFields: { userId: '={{ $json.userId }}', password: '={{ $json.password }}' },
			},
			{ credentials, items: itemsOf(...people) },
		);
		expect(create.error).toBeUndefined();
		const verify = await runFinApi(
			bank,
			'verify',
			{ resource: 'user', userId: '={{ $json.id }}' },
			{ credentials, items: create.items },
		);
		expect(verify.error).toBeUndefined();
		expect(signIns()).toEqual(['client_credentials']);

		bank.requests.length = 0;
		const items = itemsOf(...Array.from({ length: each }, () => people).flat());
		const { items: found, error } = await runFinApi(
			bank,
			'get',
			{ resource: 'user', ...atOnce },
			{ credentials, items },
		);
		expect(error).toBeUndefined();
		expect(found.map(({ json }) => json.id)).toEqual(items.map(({ json }) => json.userId));
		expect(signIns().sort()).toEqual(people.map(({ userId }) => userId).sort());
	});
});
