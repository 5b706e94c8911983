import { Ajv } from 'ajv';
import { saltedgeContracts, seenOnceIn, type SaltEdgeOperation } from '../contract/saltedge';
import { failure } from '../contract/saltedge.schemas';
import { expectAnswerOf, pathOf } from '../support/contractCase';
import type { Reply, Sending } from '../support/exchange';
import { callSaltEdge } from '../support/saltEdgeClient';
import type { ApiVersion, SaltEdgeSandbox } from './saltedge';
import { startSaltEdge } from './saltedge';
import { ledgerOf } from './saltedge/money';

const customer = '905731486325476354';
const household = '907152193875460301';
const asking = '907152193875460302';
const ofLocked = '907152193875460308';
const unknown = '907152193875460300';

const versions = ['v5', 'v6'] as const;
const all = [...saltedgeContracts.v5, ...saltedgeContracts.v6];
const minute = 60_000;

describe('the contract', () => {
	const one = '/connections/{connection_id}';
	const both = [
		'GET /countries',
		'GET /providers',
		'GET /providers/{provider_code}',
		'GET /rates',
		'GET /customers',
		'POST /customers',
		'GET /customers/{customer_id}',
		'DELETE /customers/{customer_id}',
		'GET /connections',
		`GET ${one}`,
		`DELETE ${one}`,
		'GET /consents',
		'GET /consents/{consent_id}',
		'GET /accounts',
		'GET /transactions',
	];
	const own: Record<ApiVersion, string[]> = {
		v5: [
			'PUT /customers/{customer_id}/lock',
			'PUT /customers/{customer_id}/unlock',
			'POST /connections',
			`PUT ${one}`,
			`PUT ${one}/reconnect`,
			`PUT ${one}/refresh`,
			`PUT ${one}/interactive`,
			'POST /connect_sessions/create',
			'POST /connect_sessions/reconnect',
			'POST /connect_sessions/refresh',
			'PUT /consents/{consent_id}/revoke',
			'GET /attempts',
			'GET /attempts/{attempt_id}',
			'GET /holder_info',
			'GET /transactions/pending',
			'GET /transactions/duplicates',
			'PUT /transactions/duplicate',
			'PUT /transactions/unduplicate',
			'DELETE /transactions',
		],
		v6: [
			'POST /connections/connect',
			`POST ${one}/reconnect`,
			`POST ${one}/refresh`,
			`POST ${one}/background_refresh`,
			'POST /consents/{consent_id}/revoke',
			'PUT /transactions',
		],
	};

	it.each(versions)('lists the operations of %s, no more and no less', (version) => {
		const pairs = saltedgeContracts[version].map(({ method, path }) => `${method} ${path}`);
		expect(pairs.sort()).toEqual([...both, ...own[version]].sort());
		for (const operation of saltedgeContracts[version]) expect(operation.version).toBe(version);
	});

	it.each(versions)('of %s has each id only once', (version) => {
		const ids = saltedgeContracts[version].map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('names operations after method and path, and has a schema for each placeholder', () => {
		expect(all.map(({ id }) => id)).toContain('consents_consent_id_revoke_put');
		for (const { path, pathParameters } of all) {
			const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			expect(Object.keys(pathParameters)).toEqual(placeholders);
		}
	});

	it('wraps every body and every answer', () => {
		for (const { body, success } of all) {
			if (body?.properties?.data) expect(Object.keys(body.properties)).toEqual(['data']);
			expect(success.body?.required).toContain('data');
		}
	});

	it('marks what was seen with one client only', () => {
		const calls = all.filter(({ seenOnce }) => seenOnce).map(({ id }) => id);
		expect(calls).toEqual([
			'consents_get',
			'consents_consent_id_get',
			'consents_consent_id_revoke_post',
			'transactions_put',
		]);
		const fields = Object.fromEntries(
			all.flatMap((operation) => {
				const marked = seenOnceIn(operation);
				return marked.length ? [[`${operation.version} ${operation.id}`, marked]] : [];
			}),
		);
		expect(fields).toEqual({
			'v5 connect_sessions_create_post': ['show_connect_overview'],
			'v5 connect_sessions_reconnect_post': ['show_connect_overview'],
			'v5 connect_sessions_refresh_post': ['show_connect_overview'],
			'v6 providers_provider_code_get': ['include_sandboxes'],
			'v6 rates_get': ['date'],
			'v6 customers_post': ['email', 'categorization_type'],
			'v6 connections_connect_post': ['attempt.account_natures', 'provider.modes'],
			'v6 connections_connection_id_reconnect_post': [
				'attempt.account_natures',
				'widget',
				'return_connection_id',
			],
			'v6 connections_connection_id_refresh_post': ['attempt.account_natures', 'consent'],
			'v6 connections_connection_id_background_refresh_post': [
				'attempt.account_natures',
				'automatic_refresh',
			],
		});
	});
});

let bank: SaltEdgeSandbox;
beforeAll(async () => (bank = await startSaltEdge({ stageDelayMs: 1000 })));
beforeEach(() => {
	const now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	bank.reset();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await bank.close());

const consent = { scopes: ['account_details', 'transactions_details'] };
const login = { login: 'username', password: 'secret' };

interface Sample {
	path?: Record<string, string>;
	query?: string;
	data?: object;
	/** What there must be before. */
	before?: () => Promise<unknown>;
}

const held = () => {
	const connection = bank.state.connections.get(household);
	const [account] = connection?.accounts ?? [];
	if (!connection || !account) throw new Error('The seed lacks the household');
	return {
		account: account.id,
		/** Worked out only when it is asked for. */
		get transaction(): string {
			return ledgerOf(connection).transactions[0]?.id ?? '';
		},
		attempt: connection.attempts[0]?.id ?? '',
		consent: connection.consent.id,
	};
};

const ofConnection = `connection_id=${household}`;

/** A call that each operation takes, with something in its answer. */
function sampleOf({ version, id, path }: SaltEdgeOperation): Sample {
	const pathValues = {
		connection_id: household,
		customer_id: customer,
		provider_code: 'musterbank_de',
		attempt_id: held().attempt,
		consent_id: held().consent,
	};
	const duplicates = {
		customer_id: customer,
		get transaction_ids() {
			return [held().transaction];
		},
	};
	const samples: Record<string, Sample> = {
		providers_get: {
			query:
				version === 'v5'
					? 'include_fake_providers=true&include_provider_fields=true&include_payments_fields=true'
					: 'include_sandboxes=true&include_ais_fields=true&include_pis_fields=true&include_credentials_fields=true',
		},
		rates_get: { query: 'date=2025-02-28' },
		customers_post: { data: { identifier: 'new' } },
		connections_get: { query: `customer_id=${customer}` },
		connections_post: {
			data: {
				customer_id: '905731486325476355',
				country_code: 'XF',
				provider_code: 'fakebank_simple_xf',
				consent,
				credentials: login,
			},
		},
		connections_connection_id_put: { data: { daily_refresh: true } },
		connections_connection_id_reconnect_put: { data: { credentials: login, consent } },
		connections_connection_id_refresh_put: { data: { attempt: { locale: 'de' } } },
		connections_connection_id_interactive_put: {
			path: { connection_id: asking },
			data: { credentials: { sms: '123456' } },
			before: async () => {
				await callSaltEdge(bank, 'v5', `PUT /connections/${asking}/refresh`);
				bank.pass(minute);
			},
		},
		connect_sessions_create_post: { data: { customer_id: customer, consent } },
		connect_sessions_reconnect_post: { data: { connection_id: household, consent } },
		connect_sessions_refresh_post: { data: { connection_id: household } },
		connections_connect_post: {
			data: { customer_identifier: 'erika.mustermann', consent: { scopes: ['accounts'] } },
		},
		connections_connection_id_reconnect_post: { data: {} },
		connections_connection_id_refresh_post: { data: { show_widget: false } },
		connections_connection_id_background_refresh_post: { data: {} },
		connections_connection_id_get: {
			query: version === 'v6' ? 'include_holder_info=true' : undefined,
		},
		attempts_get: { query: ofConnection },
		attempts_attempt_id_get: { query: ofConnection },
		holder_info_get: {
			query: ofConnection,
			before: async () => {
				const data = { consent: { scopes: ['account_details', 'holder_information'] } };
				await callSaltEdge(bank, 'v5', `PUT /connections/${household}/reconnect`, {
					body: { data },
				});
				bank.pass(minute);
			},
		},
		consents_get: { query: ofConnection },
		consents_consent_id_get: { query: ofConnection },
		consents_consent_id_revoke_put: { query: ofConnection },
		consents_consent_id_revoke_post: { data: {} },
		accounts_get: { query: `customer_id=${customer}` },
		transactions_get: { query: ofConnection },
		transactions_pending_get: { query: ofConnection },
		transactions_duplicates_get: { query: ofConnection },
		transactions_duplicate_put: { data: duplicates },
		transactions_unduplicate_put: { data: duplicates },
		transactions_put: {
			data: {
				connection_id: household,
				get transaction_ids() {
					return [held().transaction];
				},
				duplicate: true,
			},
		},
		transactions_delete: {
			data: { customer_id: customer, account_id: held().account, keep_days: 30 },
		},
	};
	const sample = samples[id] ?? {};
	return { ...sample, path: path.includes('{') ? { ...pathValues, ...sample.path } : {} };
}

/** Calls an operation with its sample, changed as told. */
async function run(
	operation: SaltEdgeOperation,
	changes: Sample & Sending & { more?: string } = {},
): Promise<Reply> {
	const sample = sampleOf(operation);
	const values = { ...sample.path, ...changes.path };
	const query = [changes.query ?? sample.query, changes.more].filter(Boolean).join('&');
	const { data } = { ...sample, ...changes };
	return await callSaltEdge(
		bank,
		operation.version,
		`${operation.method} ${pathOf(operation, values)}${query && `?${query}`}`,
		{ body: data && { data }, ...changes },
	);
}

const ajv = new Ajv();
const validFailure = ajv.compile(failure);

/** A refusal must have the one shape that there is, and a status of the contract. */
function expectRefused(reply: Reply, operation: SaltEdgeOperation, errorClass: string): void {
	validFailure(reply.json);
	expect(validFailure.errors).toBeNull();
	expect(operation.failures).toContain(reply.status);
	expect(reply.json?.error).toMatchObject({ class: errorClass });
}

const each = all.map((operation) => [operation.version, operation.id, operation] as const);

describe('every operation', () => {
	it.each(each)('%s %s answers as its contract says', async (_version, _id, operation) => {
		await sampleOf(operation).before?.();
		expect(operation.success.body).toBeDefined();
		expectAnswerOf(operation, await run(operation));
	});

	it.each(each)(
		'%s %s needs keys, and refuses an unknown parameter and an unknown field',
		async (_version, _id, operation) => {
			const without = await run(operation, { headers: { Secret: '' } });
			expectRefused(without, operation, 'SecretNotProvided');
			const unknownParameter = await run(operation, { more: 'colour=blue' });
			expectRefused(unknownParameter, operation, 'WrongRequestFormat');

			const { data } = sampleOf(operation);
			if (!data) return;
			const unknownField = { data: { ...data, colour: 'blue' } };
			const besideData = { data, colour: 'blue' };
			for (const body of [unknownField, besideData, [], 'null', '"text"']) {
				expectRefused(await run(operation, { body }), operation, 'WrongRequestFormat');
			}
			expectRefused(await run(operation, { body: '{"data"' }), operation, 'JsonParseError');
		},
	);

	const withoutBody = each.filter(([, , operation]) => !operation.body);

	it.each(withoutBody)('%s %s takes no body', async (_version, _id, operation) => {
		if (operation.method === 'GET') return;
		const given = await run(operation, { body: { data: {} } });
		expectRefused(given, operation, 'WrongRequestFormat');
	});

	const leftOut = each.filter(([, , { bodyOptional }]) => bodyOptional);

	it.each(leftOut)('%s %s takes an empty object for nothing', async (_version, _id, operation) => {
		expect((await run(operation, { body: {} })).status).toBe(200);
	});

	it('takes an empty object with DELETE and refresh, as the examples of v5 send it', () => {
		expect(leftOut.map(([version, id]) => `${version} ${id}`)).toEqual([
			'v5 customers_customer_id_delete',
			'v5 connections_connection_id_delete',
			'v5 connections_connection_id_refresh_put',
			'v6 customers_customer_id_delete',
			'v6 connections_connection_id_delete',
		]);
	});

	const narrowed = each.filter(([, , { requiredQuery }]) => requiredQuery);

	it.each(narrowed)('%s %s needs its parameter', async (_version, _id, operation) => {
		expectRefused(await run(operation, { query: '' }), operation, 'WrongRequestFormat');
	});

	const either = each.filter(([, , { eitherOf }]) => eitherOf);

	it.each(either)('%s %s needs one of several', async (_version, _id, operation) => {
		const data = operation.body && { consent: { scopes: ['accounts'] } };
		expectRefused(await run(operation, { query: '', data }), operation, 'WrongRequestFormat');
	});

	const paged = each.filter(([, , { paging }]) => paging);

	it.each(paged)('%s %s comes in pages by next_id', async (_version, _id, operation) => {
		const whole = (await run(operation, { more: 'per_page=1000' })).json as {
			data: { id?: string; customer_id: string }[];
			meta: object;
		};
		const first = (await run(operation, { more: 'per_page=1' })).json as typeof whole;
		expect(first.data).toEqual(whole.data.slice(0, 1));
		const next = whole.data[1] && (whole.data[1].id ?? whole.data[1].customer_id);
		expect(first.meta).toMatchObject({ next_id: next ?? null });
		for (const size of ['0', '1001']) {
			const given = await run(operation, { more: `per_page=${size}` });
			expectRefused(given, operation, 'ValueOutOfRange');
		}
		if (next === undefined) return;
		const second = (await run(operation, { more: `per_page=1&from_id=${next}` })).json;
		expect(second).toMatchObject({ data: whole.data.slice(1, 2) });
	});

	const onOne = each.filter(([, , { path }]) => path.includes('{connection_id}'));

	it.each(onOne)('%s %s needs a connection that there is', async (_version, _id, operation) => {
		for (const connection_id of [unknown, 'abc', '1']) {
			const given = await run(operation, { path: { connection_id } });
			expectRefused(given, operation, 'ConnectionNotFound');
		}
		const given = await run(operation, { path: { connection_id: ofLocked } });
		expectRefused(given, operation, 'CustomerLocked');
	});

	const onCustomer = each.filter(([, , { path }]) => path.includes('{customer_id}'));

	it.each(onCustomer)('%s %s needs a customer that there is', async (_version, _id, operation) => {
		for (const customer_id of [unknown, 'abc']) {
			const given = await run(operation, { path: { customer_id } });
			expectRefused(given, operation, 'CustomerNotFound');
		}
	});
});
