import { finapiV1Contract, finapiV2Contract, finapiWebFormContract } from '../contract/finapi';
import type { FinApiOperation } from '../contract/finapi.operation';
import { expectAnswerOf, expectRequestId, pathOf } from '../support/contractCase';
import type { Reply } from '../support/exchange';
import type { Options } from '../support/localFinApi';
import { refused, send } from '../support/localFinApi';
import type { FinApiSandbox } from './finapi';
import { startFinApi } from './finapi';

/** Each contract, what its paths begin with, and the version of the client that may call it. */
const apis = {
	V1: { contract: finapiV1Contract, base: '', version: 'V1' },
	V2: { contract: finapiV2Contract, base: '', version: 'V2' },
	'Web Form': { contract: finapiWebFormContract, base: '/webForm', version: 'V2' },
} as const;
type ApiName = keyof typeof apis;
const names = Object.keys(apis) as ApiName[];

const now = '2026-03-15T09:00:00Z';
const household = '9007199254740993';
const other = '4500000000002';
const secureUrl = 'https://n8n.example.com/webhook';

let banks: Record<'V1' | 'V2', FinApiSandbox>;

beforeAll(async () => {
	banks = {
		V1: await startFinApi({ version: 'V1', now, importDelayMs: 1000 }),
		V2: await startFinApi({ version: 'V2', now, importDelayMs: 1000 }),
	};
});

afterAll(() => Promise.all([banks.V1.close(), banks.V2.close()]));

beforeEach(() => {
	banks.V1.reset();
	banks.V2.reset();
});

const pairsOf = (contract: readonly FinApiOperation[]) =>
	contract.map(({ method, path }) => `${method} ${path}`).sort();

describe('the contract', () => {
	const inBothAt = (base: string) => [
		`GET ${base}`,
		`DELETE ${base}`,
		`GET ${base}/{id}`,
		`PATCH ${base}/{id}`,
		`DELETE ${base}/{id}`,
		`POST ${base}/import`,
		`POST ${base}/update`,
	];

	it('lists the operations of V1, no more and no less', () => {
		expect(pairsOf(finapiV1Contract)).toEqual(
			[
				'POST /oauth/token',
				'GET /api/v1/clientConfiguration',
				'GET /api/v1/banks',
				...inBothAt('/api/v1/bankConnections'),
				'GET /api/v1/bankConnections/{ids}',
			].sort(),
		);
	});

	it('lists the operations of V2, no more and no less', () => {
		const expected = {
			'/oauth/token': ['POST'],
			'/clientConfiguration': ['GET', 'PATCH'],
			'/users': ['GET', 'POST', 'PATCH', 'DELETE'],
			'/users/verify/{userId}': ['POST'],
			'/users/verificationStatus': ['GET'],
			'/users/{userId}': ['DELETE'],
			'/users/requestPasswordChange': ['POST'],
			'/users/executePasswordChange': ['POST'],
			'/banks': ['GET'],
			'/banks/{id}': ['GET'],
			'/bankConnections/connectInterface': ['POST'],
			'/bankConnections/removeInterface': ['POST'],
			'/bankConnections/{id}/aisConsent': ['DELETE'],
			'/accounts': ['GET', 'DELETE'],
			'/accounts/{id}': ['GET', 'PATCH', 'DELETE'],
			'/accounts/dailyBalances': ['GET'],
			'/categories': ['GET'],
			'/notificationRules': ['GET', 'POST', 'DELETE'],
			'/notificationRules/{id}': ['GET', 'DELETE'],
			'/transactions': ['GET', 'PATCH', 'DELETE'],
			'/transactions/{id}': ['GET', 'PATCH', 'DELETE'],
			'/transactions/{id}/split': ['POST'],
			'/transactions/{id}/restore': ['POST'],
			'/transactions/triggerCategorization': ['POST'],
		};
		const pairs = Object.entries(expected).flatMap(([path, methods]) =>
			methods.map((method) => `${method} /api/v2${path}`),
		);
		expect(pairsOf(finapiV2Contract)).toEqual(
			[...pairs, ...inBothAt('/api/v2/bankConnections')].sort(),
		);
	});

	it('lists the operations of Web Form, no more and no less', () => {
		expect(pairsOf(finapiWebFormContract)).toEqual(
			[
				'POST /api/webForms/bankConnectionImport',
				'GET /api/webForms',
				'GET /api/webForms/{id}',
				'DELETE /api/webForms/{id}',
				'POST /api/webForms/{id}/cancel',
				'POST /api/tasks/backgroundUpdate',
				'GET /api/tasks',
				'GET /api/tasks/{id}',
			].sort(),
		);
	});

	it('has a schema for each placeholder of a path, and each id only once', () => {
		for (const { contract } of Object.values(apis)) {
			for (const { path, pathParameters } of contract) {
				const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
				expect(Object.keys(pathParameters)).toEqual(placeholders);
			}
			expect(new Set(contract.map(({ id }) => id)).size).toBe(contract.length);
		}
	});

	it("opens eight operations of V2 with the client's token, and none of Web Form", () => {
		const forClient = (contract: readonly FinApiOperation[]) =>
			contract.filter(({ token }) => token === 'client').map(({ id }) => id);
		expect(forClient(finapiV2Contract)).toEqual([
			'getClientConfiguration',
			'editClientConfiguration',
			'createUser',
			'verifyUser',
			'getVerificationStatus',
			'deleteUnverifiedUser',
			'requestPasswordChange',
			'executePasswordChange',
		]);
		expect(forClient(finapiWebFormContract)).toEqual([]);
	});
});

/** What a call needs beside its address, and what must have happened before it. */
interface Case {
	path?: Record<string, string>;
	query?: string;
	body?: unknown;
	prepare?: (bank: FinApiSandbox) => Promise<Partial<Case>>;
}

const fintsLogin = {
	bankingInterface: 'FINTS_SERVER',
	loginCredentials: [
		{ label: 'Nutzerkennung', value: 'max' },
		{ label: 'PIN', value: '12345' },
	],
};

const firstOf = (bank: FinApiSandbox, isWanted: (purpose: string | null) => boolean): string =>
	[...bank.state.transactions.values()].find(({ purpose }) => isWanted(purpose))?.id ?? '';

const aTransaction = (bank: FinApiSandbox): Promise<Partial<Case>> =>
	Promise.resolve({
		path: { id: firstOf(bank, (purpose) => purpose?.startsWith('Miete') ?? false) },
	});

const createForm = async (bank: FinApiSandbox): Promise<Partial<Case>> => {
	const body = { redirectUrl: secureUrl };
	const { json } = await send(bank, 'POST', '/webForm/api/webForms/bankConnectionImport', { body });
	return { path: { id: String(json?.id) } };
};

const createTask = async (bank: FinApiSandbox): Promise<Partial<Case>> => {
	const body = `{"bankConnectionId":${household},"importNewAccountsMode":"SKIP","redirectUrl":"${secureUrl}"}`;
	const { json } = await send(bank, 'POST', '/webForm/api/tasks/backgroundUpdate', { body });
	return { path: { id: String(json?.id) } };
};

const createRule = async (bank: FinApiSandbox): Promise<Partial<Case>> => {
	const body = { triggerEvent: 'NEW_TRANSACTIONS' };
	const { json } = await send(bank, 'POST', '/api/v2/notificationRules', { body });
	return { path: { id: String(json?.id) } };
};

const connection = { path: { id: household } };
const account = { path: { id: '8400000000001' } };

const cases: Record<ApiName, Record<string, Case>> = {
	V1: {
		getBankConnection: connection,
		deleteBankConnection: connection,
		getMultipleBankConnections: { path: { ids: `${household},${other}` } },
		editBankConnection: { ...connection, body: { name: 'Neuer Name' } },
		importBankConnection: {
			body: { bankId: 277002, bankingUserId: 'max', bankingPin: '12345' },
		},
		updateBankConnection: { body: `{"bankConnectionId":${household}}` },
	},
	V2: {
		editClientConfiguration: { body: { betaBanksEnabled: true } },
		createUser: { body: { id: 'new@user', password: 'secret', email: 'new@example.com' } },
		editAuthorizedUser: { body: { phone: '+49 221 1' } },
		verifyUser: { path: { userId: 'unverified' } },
		getVerificationStatus: { query: 'userId=unverified' },
		deleteUnverifiedUser: { path: { userId: 'unverified' } },
		requestPasswordChange: { body: { userId: 'sandbox-user' } },
		executePasswordChange: {
			body: {
				userId: 'sandbox-user',
				password: 'new-password',
				passwordChangeToken: '0'.repeat(36),
			},
			prepare: (bank) => {
				const user = bank.state.users.get('sandbox-user');
				if (user) user.passwordChangeToken = '0'.repeat(36);
				return Promise.resolve({});
			},
		},
		getBank: { path: { id: '277002' } },
		getBankConnection: connection,
		deleteBankConnection: connection,
		editBankConnection: { ...connection, body: { name: 'Neuer Name' } },
		importBankConnection: { body: { bankId: 277002, ...fintsLogin } },
		updateBankConnection: {
			body: `{"bankConnectionId":${household},"bankingInterface":"FINTS_SERVER"}`,
		},
		connectInterface: {
			body: `{"bankConnectionId":${household},"bankingInterface":"WEB_SCRAPER","loginCredentials":${JSON.stringify(fintsLogin.loginCredentials)}}`,
		},
		removeInterface: { body: { bankConnectionId: 4500000000003, bankingInterface: 'XS2A' } },
		deleteConsent: { path: { id: '4500000000003' }, query: 'bankingInterface=XS2A' },
		getAccount: account,
		editAccount: { ...account, body: { accountName: 'Hauptkonto', isNew: true } },
		deleteAccount: account,
		getAndSearchAllTransactions: { query: 'view=bankView' },
		getTransaction: { prepare: aTransaction },
		editMultipleTransactions: { body: { isNew: true } },
		editTransaction: { body: { isNew: true }, prepare: aTransaction },
		deleteTransaction: {
			prepare: (bank) =>
				Promise.resolve({ path: { id: firstOf(bank, (each) => each === 'Zwischensaldo') } }),
		},
		splitTransaction: {
			body: { subTransactions: [{ amount: -800 }, { amount: -50 }] },
			prepare: aTransaction,
		},
		restoreTransaction: { prepare: aTransaction },
		triggerCategorization: { body: {} },
		getAndSearchAllNotificationRules: { prepare: createRule },
		getNotificationRule: { prepare: createRule },
		createNotificationRule: { body: { triggerEvent: 'NEW_TRANSACTIONS' } },
		deleteNotificationRule: { prepare: createRule },
		deleteAllNotificationRules: { prepare: createRule },
	},
	'Web Form': {
		createForBankConnectionImport: { body: { redirectUrl: secureUrl } },
		getWebForms: { prepare: createForm },
		getWebForm: { prepare: createForm },
		cancelWebForm: { prepare: createForm },
		deleteWebForm: { prepare: createForm },
		createBankConnectionUpdateTask: {
			body: {
				...{ bankConnectionId: Number(other), importNewAccountsMode: 'SKIP' },
				redirectUrl: secureUrl,
			},
		},
		getTasks: { prepare: createTask },
		getTask: { prepare: createTask },
	},
};

describe.each(names)('every operation of %s', (name) => {
	const { contract, base, version } = apis[name];
	const operations = contract.filter(({ token }) => token !== 'none');
	const each = operations.map((operation) => [operation.id, operation] as const);

	const kindOf = ({ token }: FinApiOperation) => (token === 'client' ? 'client' : 'user');

	async function callOf(
		operation: FinApiOperation,
		{ query, ...options }: Options & { query?: string } = {},
	): Promise<Reply> {
		const bank = banks[version];
		const given = cases[name][operation.id] ?? {};
		const { path = {}, ...more } = { ...given, ...(await given.prepare?.(bank)) };
		const parameters = [more.query, query].filter(Boolean).join('&');
		const url = base + pathOf(operation, path) + (parameters && `?${parameters}`);
		const token = bank.issueToken(kindOf(operation));
		return await send(bank, operation.method, url, { body: more.body, token, ...options });
	}

	const wrongRole = () =>
		name === 'Web Form'
			? { status: 403, json: { code: 'FORBIDDEN' } }
			: refused(403, 'UNAUTHORIZED_ACCESS');

	it.each(each)('%s answers as its contract says', async (_id, operation) => {
		const reply = await callOf(operation);
		expectAnswerOf(operation, reply);
		expectRequestId(reply);
	});

	it.each(each)('%s refuses an unknown parameter', async (_id, operation) => {
		expect((await callOf(operation, { query: 'colour=blue' })).status).toBe(400);
	});

	it.each(each)('%s needs a token', async (_id, operation) => {
		expect(await callOf(operation, { token: '' })).toMatchObject({
			status: 401,
			json: name === 'Web Form' ? { code: 'UNAUTHORIZED' } : { error: 'unauthorized' },
		});
	});

	it.each(each.filter(([, { token }]) => token !== 'userOrClient'))(
		'%s needs the token of the one that its contract names',
		async (_id, operation) => {
			const kind = kindOf(operation) === 'user' ? 'client' : 'user';
			const token = banks[version].issueToken(kind);
			expect(await callOf(operation, { token })).toMatchObject(wrongRole());
		},
	);

	it.each(each)('%s is not for a client of another version', async (_id, operation) => {
		const bank = banks[version === 'V1' ? 'V2' : 'V1'];
		const { path = {} } = cases[name][operation.id] ?? {};
		const values = { id: household, ...path };
		const reply = await send(bank, operation.method, base + pathOf(operation, values));
		expect(reply.status).toBe(403);
		expect(reply.text).toContain(`${bank.version}`);
	});

	const withBody = each.filter(([, { body }]) => body !== undefined);

	it.each(withBody)('%s refuses an unknown field', async (_id, operation) => {
		const bank = banks[version];
		const given = cases[name][operation.id] ?? {};
		const text = typeof given.body === 'string' ? given.body : JSON.stringify(given.body ?? {});
		const body = `{"colour":"blue"${text === '{}' ? '' : ','}${text.slice(1)}`;
		const before = bank.state.connections.size;
		expect((await callOf(operation, { body })).status).toBe(400);
		expect(bank.state.connections.size).toBe(before);
	});

	const withoutBody = each.filter(([, { body }]) => body === undefined);

	it.each(withoutBody.filter(([, { method }]) => method !== 'GET'))(
		'%s refuses a body',
		async (_id, operation) => {
			expect((await callOf(operation, { body: {} })).status).toBe(400);
		},
	);
});

describe('the token call', () => {
	it.each(['V1', 'V2'] as const)('of %s is not for a client of the other version', async (own) => {
		const bank = banks[own === 'V1' ? 'V2' : 'V1'];
		const { clientId, clientSecret } = bank.client;
		const body = `client_id=${clientId}&client_secret=${clientSecret}`;
		const path = own === 'V1' ? '/oauth/token' : '/api/v2/oauth/token';
		const reply = await send(bank, 'POST', path, { body });
		expect(reply).toMatchObject(refused(403, 'FORBIDDEN'));
		expect(reply.text).toContain(bank.version);
	});
});
