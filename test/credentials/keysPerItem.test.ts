import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import { finApiCredential, runFinApi } from '../support/finApi';
import { runSaltEdge, saltEdgeCredential } from '../support/saltEdge';
import { itemsOf } from '../support/testBank';

const one = { options: { maxParallelRequests: 1 } };
const atOnce = { options: { maxParallelRequests: 50 } };

describe('a finAPI credential whose user is an expression', () => {
	let bank: FinApiSandbox;

	beforeEach(async () => (bank = await startFinApi()));

	afterEach(async () => {
		jest.restoreAllMocks();
		await bank.close();
	});

	const a = () => ({ ...bank.user });
	const b = { userId: 'neighbour', password: 'neighbour-password' };
	const expressions = { userId: '={{ $json.userId }}', password: '={{ $json.password }}' };
	const credentialOf = (changes = {}) => finApiCredential(bank, { ...expressions, ...changes });
	const people = () => itemsOf(a(), a(), b, a());

	const isTokenCall = ({ path }: { path: string }) => path.endsWith('/oauth/token');
	const signIns = () =>
		bank.requests
			.filter(isTokenCall)
			.map(({ rawBody }) => new URLSearchParams(rawBody).get('username'));
	const bearers = () =>
		bank.requests
			.filter((request) => !isTokenCall(request))
			.map(({ headers }) => headers.authorization);
	/** The connections that each item has got. */
	const idsOf = (items: { json: IDataObject; pairedItem?: unknown }[]) => {
		const lists: string[][] = [];
		for (const { json, pairedItem } of items) {
			const { item } = pairedItem as { item: number };
			(lists[item] ??= []).push(String(json.id));
		}
		return lists;
	};
	const ofA = ['4500000000002', '4500000000003', '9007199254740993'];
	const ofB = ['4500000000004'];

	it.each([
		['one after the other', one],
		['at once', atOnce],
	])('gives each item what belongs to its user, with one sign-in each, %s', async (_, options) => {
		const { items, error } = await runFinApi(bank, 'getMany', options, {
			credentials: credentialOf(),
			items: people(),
		});
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual([ofA, ofA, ofB, ofA]);
		expect(signIns().sort()).toEqual(['neighbour', bank.user.userId]);
	});

	it("never deletes with another item's user", async () => {
		const { items, error } = await runFinApi(
			bank,
			'deleteAll',
			{},
			{ credentials: credentialOf(), items: itemsOf(a(), b) },
		);
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual([ofA, ofB]);
		expect(bank.state.connections.size).toBe(0);
	});

	it('uses the tokens of both in the next run, though n8n keeps one of them', async () => {
		const credentials = credentialOf();
		await runFinApi(bank, 'getMany', one, { credentials, items: people() });
		bank.requests.length = 0;
		const { items } = await runFinApi(bank, 'getMany', one, { credentials, items: people() });
		expect(idsOf(items)).toEqual([ofA, ofA, ofB, ofA]);
		expect(signIns()).toEqual([]);
		expect(bearers()).toHaveLength(4);
	});

	it('renews both when they have run out, once each', async () => {
		const credentials = credentialOf();
		await runFinApi(bank, 'getMany', one, { credentials, items: people() });
		bank.expireTokens();
		bank.requests.length = 0;
		const now = Date.now() + 61 * 60_000;
		jest.spyOn(Date, 'now').mockReturnValue(now);
		const { items, error } = await runFinApi(bank, 'getMany', one, {
			credentials,
			items: people(),
		});
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual([ofA, ofA, ofB, ofA]);
		expect(signIns().sort()).toEqual(['neighbour', bank.user.userId]);
	});

	it('keeps the expressions in the credential when a token is kept', async () => {
		const credentials = credentialOf();
		await runFinApi(bank, 'getMany', one, { credentials, items: people() });
		expect(credentials.data).toMatchObject(expressions);
		expect(credentials.data.sessionToken).toContain('sandbox-user-token');
	});

	it("holds one user's refusal against nobody else", async () => {
		const wrong = { ...b, password: 'wrong-password-value' };
		const { items, errorItems } = await runFinApi(bank, 'getMany', one, {
			credentials: credentialOf(),
			items: itemsOf(wrong, a(), wrong),
			onError: 'continueErrorOutput',
		});
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(idsOf(items)[1]).toEqual(ofA);
		expect(signIns().sort()).toEqual(['neighbour', bank.user.userId]);
	});

	it.each([
		['User ID', { userId: undefined }],
		['User ID', { userId: ' ' }],
		['Password', { password: '' }],
	])(
		'sends nothing for an item without a %s (%j), and says what is missing',
		async (name, less) => {
			const { error } = await runFinApi(bank, 'getMany', one, {
				credentials: credentialOf(),
				items: itemsOf({ ...a(), ...less }),
			});
			expect(error?.message).toBe(`The credential's '${name}' is empty`);
			expect(error?.description).toContain('it must have a value for each item');
			expect(error?.context?.itemIndex).toBe(0);
			expect(bank.requests).toEqual([]);
		},
	);

	it('tells an expression that fails of its item alone', async () => {
		const { items, errorItems } = await runFinApi(bank, 'getMany', one, {
			credentials: credentialOf({ userId: '={{ $json.user.id }}' }),
			items: itemsOf(a(), { ...a(), user: { id: bank.user.userId } }),
			onError: 'continueErrorOutput',
		});
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(idsOf(items)[1]).toEqual(ofA);
	});

	it('takes environment and version from the item, too', async () => {
		const { error } = await runFinApi(bank, 'getMany', one, {
			credentials: credentialOf({
				environment: '={{ $json.where }}',
				apiVersion: '={{ $json.version }}',
			}),
			items: itemsOf(
				{ ...a(), where: 'own', version: 'V2' },
				{ ...a(), where: 'own', version: 'V1' },
			),
		});
		expect(error?.message).toBe("'API Version' of the node is V2, but the credential is for V1");
		expect(error?.context?.itemIndex).toBe(1);
		expect(bearers()).toHaveLength(1);
	});

	it('hides the tokens of each', async () => {
		const said = { errors: [{ message: 'Not with TOKEN', code: 'X' }] };
		bank.fault({ path: /bankConnections/, times: 9, status: 400, body: said });
		const credentials = credentialOf();
		await runFinApi(bank, 'getMany', one, {
			credentials,
			items: people(),
			onError: 'continueRegularOutput',
		});
		const tokens = [...new Set(bearers())].map((bearer) => String(bearer).slice('Bearer '.length));
		expect(tokens).toHaveLength(2);
		const body = { errors: [{ message: `Not with ${tokens.join(' or ')}`, code: 'X' }] };
		bank.fault({ path: /bankConnections/, times: 9, status: 400, body });
		const { items } = await runFinApi(bank, 'getMany', one, {
			credentials,
			items: people(),
			onError: 'continueRegularOutput',
		});
		const [ofFirst, , ofOther] = items.map(({ json }) => String(json.error));
		const [tokenOfA = '', tokenOfB = ''] = tokens;
		expect(ofFirst).not.toContain(tokenOfA);
		expect(ofOther).not.toContain(tokenOfB);
	});
});

describe('a token that the node has sent', () => {
	let bank: FinApiSandbox;

	beforeEach(async () => (bank = await startFinApi()));

	afterEach(async () => await bank.close());

	it('stays hidden when it was renewed for the same request', async () => {
		const credentials = finApiCredential(bank);
		await runFinApi(bank, 'getMany', one, { credentials });
		const old = bank.issueToken('user');
		bank.expireTokens();
		const body = { errors: [{ message: `Not with ${old}`, code: 'X' }] };
		bank.fault({ path: /bankConnections/, skip: 1, status: 400, body });
		const { error } = await runFinApi(bank, 'getMany', one, { credentials });
		expect(bank.issueToken('user')).not.toBe(old);
		expect(error?.message).toBe('finAPI: Not with ***** (code X)');
	});

	it('stays hidden when the credential cannot be read any more', async () => {
		const credentials = finApiCredential(bank);
		const token = bank.issueToken('user');
		const body = { errors: [{ message: `Not with ${token}`, code: 'X' }] };
		const { authenticate } = credentials;
		credentials.authenticate = async (...args) => {
			credentials.fault = new Error('The credential is gone');
			return await authenticate.apply(credentials, args);
		};
		bank.fault({ path: /bankConnections/, status: 400, body });
		const { error } = await runFinApi(bank, 'getMany', one, { credentials });
		expect(error?.message).toBe('finAPI: Not with ***** (code X)');
	});
});

describe('a credential that cannot be read', () => {
	let bank: FinApiSandbox;

	beforeEach(async () => (bank = await startFinApi()));

	afterEach(async () => await bank.close());

	it('fails each item, and says of which it was', async () => {
		const credentials = finApiCredential(bank);
		credentials.fault = new Error('Credential with ID "1" does not exist');
		const { items, errorItems } = await runFinApi(bank, 'getMany', one, {
			credentials,
			items: itemsOf({}, {}),
			onError: 'continueErrorOutput',
		});
		expect(items).toEqual([]);
		expect(errorItems.map(({ json }) => json.error)).toEqual(
			Array(2).fill('Credential with ID "1" does not exist'),
		);
		const stopped = await runFinApi(bank, 'getMany', one, { credentials });
		expect(stopped.error?.context?.itemIndex).toBe(0);
		expect(stopped.error?.description).toContain('Choose a credential');
	});
});

describe('a Salt Edge credential whose keys are expressions', () => {
	let bank: SaltEdgeSandbox;

	beforeEach(async () => (bank = await startSaltEdge()));

	afterEach(async () => await bank.close());

	const expressions = { appId: '={{ $json.appId }}', secret: "={{ $json.secret ?? '' }}" };

	it('signs each item in with its own', async () => {
		const credentials = saltEdgeCredential(bank, expressions);
		const right = saltEdgeCredential(bank).data as IDataObject;
		const wrong = { appId: 'another-app-id', secret: 'another-secret' };
		const { errorItems } = await runSaltEdge(
			bank,
			'getMany',
			{ customerId: '1', ...one },
			{
				credentials,
				items: itemsOf(wrong, right, wrong, right),
				onError: 'continueErrorOutput',
			},
		);
		expect(bank.requests.map(({ headers }) => headers['app-id'])).toEqual([
			'another-app-id',
			right.appId,
			'another-app-id',
			right.appId,
		]);
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual(
			expect.arrayContaining([{ item: 0 }, { item: 2 }]),
		);
	});

	it('sends nothing for an item without one', async () => {
		const credentials = saltEdgeCredential(bank, expressions);
		const { error } = await runSaltEdge(
			bank,
			'getMany',
			{ customerId: '1' },
			{
				credentials,
				items: itemsOf({ appId: 'an-app-id' }),
			},
		);
		expect(error?.message).toBe("The credential's 'Secret' is empty");
		expect(bank.requests).toEqual([]);
	});
});
