import type { IDataObject, INodeType } from 'n8n-workflow';
import { finApi } from '../../nodes/FinApi/api';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { finicity } from '../../nodes/Finicity/api';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { saltEdge } from '../../nodes/SaltEdge/api';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import type { Bank, Operation } from '../../nodes/shared/operation';
import { isOffered } from '../../nodes/shared/panel/selection';
import type { ContractOperation, JsonSchema } from '../contract/contract';
import { finapiV1Contract, finapiV2Contract, finapiWebFormContract } from '../contract/finapi';
import { finicityContract } from '../contract/finicity';
import { saltedgeV5Contract, saltedgeV6Contract } from '../contract/saltedge';
import type { StoredCredential } from '../support/credentials';
import { runWorkflow } from '../support/engine';
import { finApiCredential } from '../support/finApi';
import { byId, finicityCredential } from '../support/finicity';
import { type Loopback, startLoopback } from '../support/loopback';
import { keyPair, saltEdgeCredential } from '../support/saltEdge';

const apis = [
	{ bank: finicity, version: undefined, prefix: '', contract: finicityContract },
	{ bank: finApi, version: 'V1', prefix: '/api/v1', contract: finapiV1Contract },
	{
		bank: finApi,
		version: 'V2',
		prefix: '/api/v2',
		contract: [...finapiV2Contract, ...finapiWebFormContract],
	},
	{ bank: saltEdge, version: 'v6', prefix: '', contract: saltedgeV6Contract },
	{ bank: saltEdge, version: 'v5', prefix: '', contract: saltedgeV5Contract },
];

/** An address whose placeholders have no names. */
const shapeOf = (path: string) => path.replace(/\{\w+\}/g, '{}');

const operations = apis.flatMap(({ bank, version, prefix, contract }) =>
	bank.resources.flatMap((resource) =>
		resource.operations
			.filter((operation) => isOffered(operation, version))
			.map((operation) => {
				const { method, path: below, service } = operation.request;
				const path = service ? below : prefix + below;
				const alike = contract.filter(
					(each) => each.method === method && shapeOf(each.path) === shapeOf(path),
				);
				const same = alike.find((each) => each.path === path);
				const documented = (same ?? alike[0]) as ContractOperation;
				const label = `${bank.name} ${version ?? ''} ${resource.name} ${operation.name}`;
				return { label, bank, operation, documented };
			}),
	),
);

/** What the contract says of the record in an answer. */
function recordIn({ envelope }: Bank, { success }: ContractOperation): JsonSchema | undefined {
	return envelope === undefined ? success.body : success.body?.properties?.[envelope];
}

describe.each(operations)('$label', ({ bank, operation, documented }) => {
	const { answer }: Operation = operation;
	const record = recordIn(bank, documented);

	if (answer.kind === 'record') {
		it('knows what is never missing in its record', () => {
			const { property, has = property === undefined ? [] : [property] } = answer;
			if (record?.required?.length) {
				expect(has.length).toBeGreaterThan(0);
				expect(record.required).toEqual(expect.arrayContaining([...has]));
			} else {
				// The vendor promises nothing, but an answer without its id could not be gone on with.
				expect(Object.keys(record?.properties ?? {})).toEqual(expect.arrayContaining([...has]));
			}
		});
	} else if (answer.kind === 'deleted' || answer.kind === 'done') {
		it('takes an answer without a body for a success only where there is none', () => {
			if (documented.success.body === undefined) expect(answer.proof).toBeUndefined();
			else expect(record?.properties?.[String(answer.proof)]).toEqual({ type: 'boolean' });
		});
	} else if (answer.kind === 'file') {
		it('gives a file of the contract', () => {
			expect(documented.success.contentType).toBeDefined();
		});
	} else {
		it('gives a list of the contract', () => {
			const { body } = documented.success;
			const list = answer.property === undefined ? body : body?.properties?.[answer.property];
			expect(list?.type).toBe('array');
			if (answer.kind !== 'records' || !answer.paging) return;
			// Or a list that does not go on would not be noticed.
			expect(list?.items?.properties).toHaveProperty(answer.key ?? 'id');
		});
	}
});

let server: Loopback;

beforeAll(async () => {
	server = await startLoopback();
});

afterAll(async () => await server.close());

/** What a proxy, another service or the bank itself may say with status 200, and is no success. */
const odd = [
	'<html><body>Sign in</body></html>',
	'{"data":{"removed":false}}',
	'{"code":"10023","message":"No such record"}',
	'{"errors":[{"code":"UNKNOWN_ENTITY","message":"No such record"}]}',
	'{"error":"invalid_token"}',
	'{"error":{"class":"ConnectionNotFound","message":"No such record"}}',
	'{"identifiers":{"0":1}}',
];

const id = byId('7000000001');
const registration = {
	customerId: id,
	accountId: id,
	institutionLoginId: id,
	applicationId: 'a-1',
};
const login = { bankId: byId('1'), bankingInterface: 'XS2A', bankConnectionId: id };
const calls: [
	INodeType,
	string,
	(at: string) => StoredCredential,
	[string, string, IDataObject][],
][] = [
	[
		new Finicity(),
		'finicityApi',
		(baseUrl) =>
			finicityCredential({
				baseUrl,
				keys: { partnerId: '2445580000001', partnerSecret: 'secret', appKey: 'key' },
			}),
		[
			['customer', 'create', { username: 'customer-1' }],
			['customer', 'delete', registration],
			['customer', 'get', registration],
			['customer', 'update', { ...registration, firstName: 'Ada' }],
			['account', 'delete', registration],
			['account', 'deleteByInstitutionLogin', registration],
			['account', 'get', { ...registration, simplify: true }],
			['account', 'refresh', registration],
			['account', 'refreshByInstitutionLogin', registration],
			['account', 'refreshForDataAccessTiers', registration],
			['account', 'refreshByInstitutionLoginForDataAccessTiers', registration],
			['appRegistration', 'assignToCustomer', registration],
			['connect', 'generateUrl', registration],
			['connect', 'getExperiences', { appName: 'App', returnAll: true }],
			['consent', 'revoke', { consentReceiptId: byId('0a6faf40-72b1-4d04-8a3f-828565694ca5') }],
			['institution', 'get', { institutionId: byId('101732') }],
			['account', 'getStatement', registration],
			['transaction', 'getMany', registration],
			['transaction', 'loadHistoric', registration],
			['transaction', 'refresh', registration],
			['appRegistration', 'migrateInstitutionLogin', registration],
		],
	],
	[
		new FinApi(),
		'finApi',
		(baseUrl) =>
			finApiCredential({
				baseUrl,
				version: 'V2',
				client: { clientId: 'client', clientSecret: 'secret' },
				user: { userId: 'user', password: 'password' },
			}),
		[
			['bankConnection', 'delete', login],
			['bankConnection', 'deleteAll', {}],
			['bankConnection', 'get', { ...login, simplify: true }],
			['bankConnection', 'import', { ...login, simplify: true }],
			['bankConnection', 'update', login],
			['bankConnection', 'edit', { ...login, updateFields: { name: 'Mine' } }],
			['bankConnection', 'getMany', {}],
		],
	],
	[
		new SaltEdge(),
		'saltEdgeApi',
		(baseUrl) =>
			saltEdgeCredential(
				{ baseUrl, keys: { appId: 'app', secret: 'secret' } },
				{ privateKey: keyPair.privateKey },
			),
		[
			['connection', 'delete', { connectionId: id }],
			['account', 'getMany', { connectionId: id }],
			['connectSession', 'refresh', { connectionId: id }],
			['country', 'get', { countryCode: byId('DE') }],
			['customer', 'create', { identifier: 'ada' }],
			['customer', 'lock', { customerId: id }],
			['transaction', 'getMany', { connectionId: id }],
			['transaction', 'mark', { customerId: id, transactionIds: '1' }],
			['connection', 'get', { connectionId: id, simplify: true }],
			['connection', 'refresh', { connectionId: id }],
			['connection', 'update', { connectionId: id, updateFields: { dailyRefresh: true } }],
			['connection', 'getMany', { customerId: id }],
		],
	],
];

describe.each(
	calls.flatMap(([nodeType, credential, credentials, all]) =>
		all.map(([resource, value, parameters]) => ({
			label: `${credential} ${resource} ${value}`,
			setup: {
				...{ nodeType, credential },
				parameters: {
					apiVersion: credential === 'saltEdgeApi' ? 'v5' : 'V2',
					...{ resource, operation: value, ...parameters },
				},
			},
			credentials,
		})),
	),
)('$label', ({ setup, credentials }) => {
	it.each(odd)('has not succeeded when status 200 comes with %s', async (text) => {
		server.received.length = 0;
		server.reply(({ url }, response) => {
			if (url.endsWith('/authentication')) return { token: 'a-token' };
			if (url.endsWith('/oauth/token')) return { access_token: 'a-token', token_type: 'bearer' };
			return void response.end(text);
		});
		const { items, error } = await runWorkflow({ ...setup, credentials: credentials(server.url) });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/answered with/);
		expect(server.received.at(-1)?.url).not.toMatch(/token|authentication/);
		const isRead = server.received.at(-1)?.method === 'GET';
		expect(error?.description?.includes('may have been carried out')).toBe(!isRead);
	});
});
