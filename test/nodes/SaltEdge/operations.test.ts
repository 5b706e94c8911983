import type { IDataObject } from 'n8n-workflow';
import { saltEdge } from '../../../nodes/SaltEdge/api';
import type { Field, Operation } from '../../../nodes/shared/operation';
import { isOffered } from '../../../nodes/shared/panel/selection';
import type { ContractOperation, JsonSchema } from '../../contract/contract';
import {
	type ApiVersion,
	saltedgeContracts,
	type SaltEdgeOperation,
	seenOnceIn,
} from '../../contract/saltedge';
import { type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import { ledgerOf } from '../../sandbox/saltedge/money';
import { byId } from '../../support/finicity';
import {
	day,
	form,
	keyPair,
	masked,
	runSaltEdge,
	saltEdgeCredential,
} from '../../support/saltEdge';
import { until } from '../../support/until';

/** One operation run with every field that it has, what goes over the wire, and what comes out. */
interface Case {
	version: ApiVersion;
	/** With its resource. */
	operation: string;
	/** The call in the contract. */
	contract: string;
	/** With placeholders for what the local bank has, see `known`. */
	parameters: IDataObject;
	/** What there must be before. */
	before?: (sandbox: SaltEdgeSandbox) => Promise<void> | void;
	/** Method and address, of each request. */
	sends: string | string[];
	/** Of the last request, as text, to the byte. */
	body?: string;
	/** Of the first items that come out, what is told apart here. */
	gives: IDataObject[];
	/** How many come out; as many as in `gives` unless told. */
	count?: number;
}

const customer = '905731486325476354';
const simple = '907152193875460301';
const created = '907152193875461001';
const [monthAgo, weekAgo, today] = [day(-30), day(-7), day(0)];

const login = {
	credentialsFrom: 'providerFields',
	providerFields: form({ login: 'username.neu', branch: 'koeln', customer_number: '4711 ü' }),
	secretFields: masked(['password', 'secret']),
};
const loginOnWire =
	'"credentials":{"login":"username.neu","branch":"koeln","customer_number":"4711 ü","password":"secret"}';

const attempt = {
	attemptCustomFields: '{"ledger":"Büro & Söhne"}',
	attemptCustomerLastLoggedAt: '2026-01-31T10:30:00+01:00',
	attemptFetchScopes: ['accounts', 'transactions'],
	attemptFetchedAccountsNotify: true,
	attemptFromDate: `${weekAgo}T00:00:00`,
	attemptIncludeNatures: ['account', 'credit_card'],
	attemptLocale: 'pt-BR',
	attemptReturnTo: 'https://example.com/back?to=me',
	attemptStoreCredentials: true,
	attemptToDate: today,
	attemptJson: '{"unduplication_strategy":"mark_as_pending"}',
};
const attemptOnWire = (...more: string[]) =>
	'"attempt":{' +
	[
		'"unduplication_strategy":"mark_as_pending"',
		'"custom_fields":{"ledger":"Büro & Söhne"}',
		'"customer_last_logged_at":"2026-01-31T09:30:00.000Z"',
		...(more[0] ? [more[0]] : []),
		'"fetch_scopes":["accounts","transactions"]',
		'"fetched_accounts_notify":true',
		`"from_date":"${weekAgo}"`,
		'"include_natures":["account","credit_card"]',
		'"locale":"pt-BR"',
		'"return_to":"https://example.com/back?to=me"',
		'"store_credentials":true',
		`"to_date":"${today}"`,
		...(more[1] ? [more[1]] : []),
	].join() +
	'}';

const userThere = { attemptExcludeAccounts: 'ACCOUNT1', attemptUserPresent: true };
const consentFields = {
	consentFromDate: monthAgo,
	consentPeriodDays: 30,
	consentToDate: today,
};
const limitsOnWire = [`"from_date":"${monthAgo}"`, '"period_days":30', `"to_date":"${today}"`];

/** Ids that a test can't know beforehand, by their placeholders. */
function known({ state }: SaltEdgeSandbox): Record<string, string> {
	const connection = state.connections.get(simple);
	if (!connection) throw new Error('There is no connection to begin with');
	const { accounts, attempts, consent } = connection;
	const { transactions } = ledgerOf(connection);
	const idOf = (record: { id: string } | undefined) => String(record?.id);
	return {
		ACCOUNT1: idOf(accounts[0]),
		ACCOUNT2: idOf(accounts[1]),
		ATTEMPT: idOf(attempts[0]),
		CONSENT: idOf(consent),
		TRANSACTION1: idOf(transactions.find(({ status }) => status === 'posted')),
		TRANSACTION2: idOf(transactions.find(({ duplicated }) => duplicated)),
	};
}

/** The same with the ids in it. */
function filledIn<Value>(value: Value, ids: Record<string, string>): Value {
	const text = JSON.stringify(value).replace(
		/ACCOUNT\d|ATTEMPT|CONSENT|TRANSACTION\d/g,
		(name) => ids[name] ?? name,
	);
	return JSON.parse(text) as Value;
}

const inBoth = (make: (version: ApiVersion) => Omit<Case, 'version'>): Case[] =>
	(['v6', 'v5'] as const).map((version) => ({ version, ...make(version) }));

const ninetyDaysAgo = day(-90);
const returnTo = 'https://example.com/back?to=me';

const attemptV6 = {
	attemptAccountNatures: ['account', 'savings'],
	attemptCustomFields: '{"ledger":"Büro & Söhne"}',
	attemptFetchFromDate: weekAgo,
	attemptFetchScopes: ['accounts', 'balance', 'transactions'],
	attemptFetchToDate: today,
	attemptLocale: 'de',
	attemptStoreCredentials: true,
	attemptUnduplicationStrategy: 'mark_as_duplicate',
	attemptJson: '{"show_consent":true}',
};
const attemptV6OnWire =
	'"attempt":{' +
	[
		`"return_to":"${returnTo}"`,
		'"account_natures":["account","savings"]',
		'"show_consent":true',
		'"custom_fields":{"ledger":"Büro & Söhne"}',
		`"fetch_from_date":"${weekAgo}"`,
		'"fetch_scopes":["accounts","balance","transactions"]',
		`"fetch_to_date":"${today}"`,
		'"locale":"de"',
		'"store_credentials":true',
		'"unduplication_strategy":"mark_as_duplicate"',
	].join() +
	'}';

const widgetV6 = {
	widgetAllowedCountries: ['DE', 'XF'],
	widgetCredentialsStrategy: 'ask',
	widgetDisableProviderSearch: true,
	widgetJavascriptCallbackType: 'post_message',
	widgetJson: '{"hide_logo":true}',
	widgetPopularProvidersCountry: 'DE',
	widgetShowAccountOverview: true,
	widgetShowConsentConfirmation: true,
	widgetSkipProviderSelection: true,
	widgetSkipStagesScreen: false,
	widgetTemplate: 'default_template',
	widgetTheme: 'dark',
};
const widgetV6OnWire =
	'"widget":{' +
	[
		'"hide_logo":true',
		'"allowed_countries":["DE","XF"]',
		'"credentials_strategy":"ask"',
		'"disable_provider_search":true',
		'"javascript_callback_type":"post_message"',
		'"popular_providers_country":"DE"',
		'"show_account_overview":true',
		'"show_consent_confirmation":true',
		'"skip_provider_selection":true',
		'"skip_stages_screen":false',
		'"template":"default_template"',
		'"theme":"dark"',
	].join() +
	'}';

const consentV6 = {
	consentJson: '{"purpose":"bookkeeping"}',
	consentPeriodDays: 90,
	consentToDate: today,
};
const consentV6OnWire = (scopes: string) =>
	`"consent":{"scopes":[${scopes}],"from_date":"${ninetyDaysAgo}","purpose":"bookkeeping",` +
	`"period_days":90,"to_date":"${today}"}`;

const sessionWidget = {
	categorization: 'business',
	connectTemplate: 'default_template',
	dailyRefresh: true,
	includeFakeProviders: true,
	javascriptCallbackType: 'post_message',
	lostConnectionNotify: true,
	providerModes: ['oauth', 'web'],
	returnConnectionId: true,
	returnErrorClass: true,
	showConnectOverview: true,
	theme: 'dark',
};
const sessionLogin = {
	...consentFields,
	widgetCredentialsStrategy: 'ask',
	showConsentConfirmation: true,
};

const account = {
	id: 'ACCOUNT1',
	connectionId: simple,
	type: 'account',
	currency: 'EUR',
	status: 'active',
};
const transactionColumns = [
	...['id', 'accountId', 'date', 'valueDate', 'amount', 'currency'],
	...['description', 'counterparty', 'category', 'status'],
];

const consentGiven = { id: 'CONSENT', connection_id: simple, customer_id: customer };
const customerId = (version: ApiVersion) => (version === 'v6' ? 'customer_id' : 'id');
const asIs = { simplify: false };

/** Written from the API facts, not from the node. */
const cases: Case[] = [
	{
		version: 'v5',
		operation: 'connection.getMany',
		contract: 'connections_get',
		parameters: { customerId: byId('905731486325476355'), returnAll: true },
		sends: 'GET /api/v5/connections?customer_id=905731486325476355&per_page=1000',
		gives: [{ id: '907152193875460307', provider_code: 'stadtbank_de', status: 'active' }],
	},
	{
		version: 'v5',
		operation: 'connection.create',
		contract: 'connections_post',
		parameters: {
			customerId: byId(customer),
			countryCode: byId('DE'),
			providerCode: byId('musterbank_de'),
			consentScopes: ['account_details', 'transactions_details'],
			...login,
			attempt,
			additionalFields: {
				...consentFields,
				categorization: 'business',
				dailyRefresh: true,
				encryptedCredentials: '{"algorithm":"x","data":"y"}',
				includeFakeProviders: true,
			},
		},
		sends: 'POST /api/v5/connections',
		body:
			`{"data":{"customer_id":"${customer}","country_code":"DE","provider_code":"musterbank_de",` +
			`"consent":{"scopes":["account_details","transactions_details"],${limitsOnWire.join()}},` +
			`${loginOnWire},${attemptOnWire()},"categorization":"business","daily_refresh":true,` +
			'"encrypted_credentials":{"algorithm":"x","data":"y"},"include_fake_providers":true}}',
		gives: [
			{
				id: created,
				customer_id: customer,
				provider_code: 'musterbank_de',
				provider_name: 'Musterbank Köln',
				status: 'active',
				last_attempt_last_stage_name: 'start',
			},
		],
	},
	{
		version: 'v5',
		operation: 'connection.get',
		contract: 'connections_connection_id_get',
		parameters: { connectionId: byId(simple), simplify: false },
		sends: `GET /api/v5/connections/${simple}`,
		gives: [{ id: simple, customer_id: customer, country_code: 'XF', daily_refresh: false }],
	},
	{
		version: 'v5',
		operation: 'connection.update',
		contract: 'connections_connection_id_put',
		parameters: {
			connectionId: byId(simple),
			updateFields: { dailyRefresh: false, status: 'inactive', storeCredentials: false },
		},
		sends: `PUT /api/v5/connections/${simple}`,
		body: '{"data":{"daily_refresh":false,"status":"inactive","store_credentials":false}}',
		gives: [{ id: simple, status: 'inactive' }],
	},
	{
		version: 'v5',
		operation: 'connection.delete',
		contract: 'connections_connection_id_delete',
		parameters: { connectionId: byId(simple) },
		sends: `DELETE /api/v5/connections/${simple}`,
		gives: [{ deleted: true }],
	},
	{
		version: 'v5',
		operation: 'connection.reconnect',
		contract: 'connections_connection_id_reconnect_put',
		parameters: {
			connectionId: byId(simple),
			credentialsFrom: 'json',
			credentialsJson: '{"login":"username.anders","password":"secret"}',
			attempt: { ...attempt, ...userThere },
			additionalFields: {
				consentScopes: ['account_details', 'holder_information', 'transactions_details'],
				...consentFields,
				categorization: 'none',
				dailyRefresh: false,
				encryptedCredentials: '{"algorithm":"x"}',
				includeFakeProviders: true,
				overrideCredentials: true,
			},
		},
		sends: `PUT /api/v5/connections/${simple}/reconnect`,
		body:
			'{"data":{"credentials":{"login":"username.anders","password":"secret"},' +
			`${attemptOnWire('"exclude_accounts":["ACCOUNT1"]', '"user_present":true')},` +
			`"categorization":"none","consent":{${limitsOnWire.slice(0, 2).join()},"scopes":` +
			`["account_details","holder_information","transactions_details"],${limitsOnWire[2]}},` +
			'"daily_refresh":false,"encrypted_credentials":{"algorithm":"x"},' +
			'"include_fake_providers":true,"override_credentials":true}}',
		gives: [{ id: simple, last_attempt_last_stage_name: 'start' }],
	},
	{
		version: 'v5',
		operation: 'connection.refresh',
		contract: 'connections_connection_id_refresh_put',
		parameters: {
			connectionId: byId(simple),
			attempt: { ...attempt, ...userThere },
			additionalFields: {
				categorization: 'personal',
				dailyRefresh: true,
				includeFakeProviders: true,
			},
		},
		sends: `PUT /api/v5/connections/${simple}/refresh`,
		body:
			`{"data":{${attemptOnWire('"exclude_accounts":["ACCOUNT1"]', '"user_present":true')},` +
			'"categorization":"personal","daily_refresh":true,"include_fake_providers":true}}',
		gives: [{ id: simple, last_attempt_last_stage_name: 'start' }],
	},
	{
		version: 'v5',
		operation: 'connection.sendInteractiveStep',
		contract: 'connections_connection_id_interactive_put',
		parameters: {
			connectionId: byId(created),
			credentialsFrom: 'providerFields',
			providerFields: form({ sms: '123456' }),
			secretFields: {},
			additionalFields: { encryptedCredentials: { algorithm: 'x' } },
		},
		before: async (sandbox) => {
			await runSaltEdge(
				sandbox,
				'create',
				{
					customerId: byId(customer),
					countryCode: byId('XF'),
					providerCode: byId('fakebank_interactive_xf'),
					consentScopes: ['account_details'],
					providerFields: form({ login: 'username.step' }),
					secretFields: masked(['password', 'secret']),
					additionalFields: { includeFakeProviders: true },
				},
				{ credentials: signing(sandbox) },
			);
			await until(() => stageOf(sandbox) === 'interactive');
		},
		sends: `PUT /api/v5/connections/${created}/interactive`,
		body: '{"data":{"credentials":{"sms":"123456"},"encrypted_credentials":{"algorithm":"x"}}}',
		gives: [{ id: created, last_attempt_last_stage_name: 'interactive' }],
	},
	{
		version: 'v6',
		operation: 'connection.createConnectUrl',
		contract: 'connections_connect_post',
		parameters: {
			customerId: byId(customer),
			countryCode: byId('XF'),
			providerCode: byId('fakebank_simple_xf'),
			consentScopes: ['accounts', 'holder_info', 'transactions'],
			attemptReturnTo: returnTo,
			attempt: attemptV6,
			widget: widgetV6,
			additionalFields: {
				...consentV6,
				automaticRefresh: false,
				categorization: 'personal',
				categorizationVendor: 'saltedge',
				includeSandboxes: true,
				providerJson: '{"priority":"speed"}',
				providerModes: ['api', 'web'],
				returnConnectionId: true,
				returnErrorClass: true,
				typeOfAccount: 'shared',
			},
		},
		sends: 'POST /api/v6/connections/connect',
		body:
			`{"data":{"customer_id":"${customer}","provider":{"code":"fakebank_simple_xf",` +
			'"include_sandboxes":true,"priority":"speed","modes":["api","web"]},' +
			`${consentV6OnWire('"accounts","holder_info","transactions"')},` +
			`${attemptV6OnWire},${widgetV6OnWire},"automatic_refresh":false,` +
			'"categorization":"personal","categorization_vendor":"saltedge",' +
			'"return_connection_id":true,"return_error_class":true,' +
			'"kyc":{"type_of_account":"shared"}}}',
		gives: [{ customer_id: customer }],
	},
	{
		version: 'v6',
		operation: 'connection.createConnectUrl',
		contract: 'connections_connect_post',
		parameters: { additionalFields: {}, customerIdentifier: 'erika.mustermann' },
		sends: 'POST /api/v6/connections/connect',
		body:
			'{"data":{"customer_identifier":"erika.mustermann","consent":{"scopes":' +
			`["accounts","transactions"],"from_date":"${ninetyDaysAgo}"}}}`,
		gives: [{ customer_id: customer }],
	},
	{
		version: 'v6',
		operation: 'connection.createReconnectUrl',
		contract: 'connections_connection_id_reconnect_post',
		parameters: {
			connectionId: byId(simple),
			attemptReturnTo: returnTo,
			attempt: attemptV6,
			widget: widgetV6,
			additionalFields: { ...consentV6, automaticRefresh: true, returnConnectionId: true },
		},
		sends: `POST /api/v6/connections/${simple}/reconnect`,
		body:
			`{"data":{${consentV6OnWire('"accounts","transactions"')},${attemptV6OnWire},` +
			`${widgetV6OnWire},"automatic_refresh":true,"return_connection_id":true}}`,
		gives: [{ customer_id: customer }],
	},
	{
		version: 'v6',
		operation: 'connection.refresh',
		contract: 'connections_connection_id_refresh_post',
		parameters: {
			connectionId: byId(simple),
			showWidget: false,
			attemptReturnTo: returnTo,
			attempt: attemptV6,
			additionalFields: {
				consentScopes: ['accounts', 'transactions'],
				consentFromDate: ninetyDaysAgo,
				...consentV6,
				automaticRefresh: true,
				returnConnectionId: true,
			},
		},
		sends: `POST /api/v6/connections/${simple}/refresh`,
		body:
			`{"data":{"show_widget":false,${attemptV6OnWire},"automatic_refresh":true,` +
			`"consent":{"purpose":"bookkeeping","from_date":"${ninetyDaysAgo}","period_days":90,` +
			`"scopes":["accounts","transactions"],"to_date":"${today}"},"return_connection_id":true}}`,
		gives: [{ id: simple, customer_id: customer }],
	},
	{
		version: 'v6',
		operation: 'connection.refreshInBackground',
		contract: 'connections_connection_id_background_refresh_post',
		parameters: {
			connectionId: byId(simple),
			attemptReturnTo: returnTo,
			attempt: attemptV6,
			additionalFields: { automaticRefresh: true },
		},
		sends: `POST /api/v6/connections/${simple}/background_refresh`,
		body: `{"data":{${attemptV6OnWire},"automatic_refresh":true}}`,
		gives: [{ id: simple, customer_id: customer }],
	},
	{
		version: 'v6',
		operation: 'connection.refreshInBackground',
		contract: 'connections_connection_id_background_refresh_post',
		parameters: { connectionId: byId(simple) },
		sends: `POST /api/v6/connections/${simple}/background_refresh`,
		body: '{"data":{}}',
		gives: [{ id: simple, customer_id: customer }],
	},
	{
		version: 'v6',
		operation: 'connection.get',
		contract: 'connections_connection_id_get',
		parameters: { connectionId: byId(simple), filters: { includeHolderInfo: true } },
		sends: `GET /api/v6/connections/${simple}?include_holder_info=true`,
		gives: [
			{
				id: simple,
				customer_identifier: 'erika.mustermann',
				provider_code: 'fakebank_simple_xf',
				last_attempt_last_stage_name: 'finish',
				holder_info: expect.objectContaining({ names: expect.any(Array) as string[] }) as object,
			},
		],
	},
	{
		version: 'v6',
		operation: 'connection.getMany',
		contract: 'connections_get',
		parameters: { customerId: byId('905731486325476355'), returnAll: true },
		sends: 'GET /api/v6/connections?customer_id=905731486325476355&per_page=1000',
		gives: [{ id: '907152193875460307', provider_code: 'stadtbank_de', status: 'active' }],
	},
	{
		version: 'v6',
		operation: 'connection.delete',
		contract: 'connections_connection_id_delete',
		parameters: { connectionId: byId(simple) },
		sends: `DELETE /api/v6/connections/${simple}`,
		gives: [{ deleted: true }],
	},
	...inBoth((version) => ({
		operation: 'account.getMany',
		contract: 'accounts_get',
		parameters: { customerId: byId(customer), connectionId: byId(simple), returnAll: true },
		sends: `GET /api/${version}/accounts?customer_id=${customer}&connection_id=${simple}&per_page=1000`,
		gives: [account, { ...account, id: 'ACCOUNT2', type: 'credit_card' }],
	})),
	{
		version: 'v6',
		operation: 'transaction.getMany',
		contract: 'transactions_get',
		parameters: {
			connectionId: byId(simple),
			accountIds: byId('ACCOUNT1'),
			which: 'pending',
			limit: 1,
		},
		sends: `GET /api/v6/transactions?connection_id=${simple}&account_id=ACCOUNT1&pending=true&per_page=1`,
		gives: [{ accountId: 'ACCOUNT1', currency: 'EUR', status: 'pending' }],
	},
	{
		version: 'v6',
		operation: 'transaction.getMany',
		contract: 'transactions_get',
		parameters: { connectionId: byId(simple), which: 'duplicated', limit: 1, ...asIs },
		sends: `GET /api/v6/transactions?connection_id=${simple}&duplicated=true&per_page=1`,
		gives: [{ id: 'TRANSACTION2', duplicated: true }],
	},
	...(
		[
			['getMany', '', 'posted'],
			['getManyDuplicates', '/duplicates', 'posted'],
			['getManyPending', '/pending', 'pending'],
		] as const
	).map(([operation, path, status]): Case => ({
		version: 'v5',
		operation: `transaction.${operation}`,
		contract: `transactions${path.replace('/', '_')}_get`,
		parameters: { connectionId: byId(simple), accountIds: byId('ACCOUNT1'), limit: 1 },
		sends: `GET /api/v5/transactions${path}?connection_id=${simple}&account_id=ACCOUNT1&per_page=1`,
		gives: [{ accountId: 'ACCOUNT1', status }],
	})),
	{
		version: 'v6',
		operation: 'transaction.mark',
		contract: 'transactions_put',
		parameters: {
			connectionId: byId(simple),
			transactionIds: 'TRANSACTION1, TRANSACTION2',
			duplicate: false,
		},
		sends: 'PUT /api/v6/transactions',
		body: `{"data":{"connection_id":"${simple}","transaction_ids":["TRANSACTION1","TRANSACTION2"],"duplicate":false}}`,
		gives: [{ duplicated: false, transaction_ids: ['TRANSACTION1', 'TRANSACTION2'] }],
	},
	...(['mark', 'unmark'] as const).map((operation): Case => ({
		version: 'v5',
		operation: `transaction.${operation}`,
		contract: `transactions_${operation === 'mark' ? '' : 'un'}duplicate_put`,
		parameters: { customerId: byId(customer), transactionIds: ['TRANSACTION1'] },
		sends: `PUT /api/v5/transactions/${operation === 'mark' ? '' : 'un'}duplicate`,
		body: `{"data":{"customer_id":"${customer}","transaction_ids":["TRANSACTION1"]}}`,
		gives: [{ success: true }],
	})),
	{
		version: 'v5',
		operation: 'transaction.deleteOld',
		contract: 'transactions_delete',
		parameters: { customerId: byId(customer), accountId: byId('ACCOUNT1'), keepDays: 0 },
		sends: 'DELETE /api/v5/transactions',
		body: `{"data":{"customer_id":"${customer}","account_id":"ACCOUNT1","keep_days":0}}`,
		gives: [{ success: true }],
	},
	{
		version: 'v6',
		operation: 'customer.create',
		contract: 'customers_post',
		parameters: {
			identifier: 'Büro & Söhne',
			additionalFields: { categorizationType: 'business', email: 'name@email.com' },
		},
		sends: 'POST /api/v6/customers',
		body: '{"data":{"identifier":"Büro & Söhne","categorization_type":"business","email":"name@email.com"}}',
		gives: [{ identifier: 'Büro & Söhne', categorization_type: 'business' }],
	},
	{
		version: 'v5',
		operation: 'customer.create',
		contract: 'customers_post',
		parameters: { identifier: 'Büro & Söhne' },
		sends: 'POST /api/v5/customers',
		body: '{"data":{"identifier":"Büro & Söhne"}}',
		gives: [{ identifier: 'Büro & Söhne' }],
	},
	...inBoth((version) => ({
		operation: 'customer.getOrCreate',
		contract: 'customers_post',
		parameters: {
			identifier: 'neu',
			...(version === 'v6' && {
				additionalFields: { categorizationType: 'personal', email: 'neu@email.com' },
			}),
		},
		sends: [
			`GET /api/${version}/customers?${version === 'v5' ? 'identifier=neu&' : ''}per_page=1000`,
			`POST /api/${version}/customers`,
		],
		body:
			version === 'v5'
				? '{"data":{"identifier":"neu"}}'
				: '{"data":{"identifier":"neu","categorization_type":"personal","email":"neu@email.com"}}',
		gives: [{ identifier: 'neu', created: true }],
	})),
	...inBoth((version) => ({
		operation: 'customer.get',
		contract: 'customers_customer_id_get',
		parameters: { customerId: byId(customer) },
		sends: `GET /api/${version}/customers/${customer}`,
		gives: [{ [customerId(version)]: customer, identifier: 'erika.mustermann' }],
	})),
	...inBoth((version) => ({
		operation: 'customer.getMany',
		contract: 'customers_get',
		parameters: {
			limit: 1,
			...(version === 'v5' && { filters: { identifier: 'erika.mustermann' } }),
		},
		sends: `GET /api/${version}/customers?${version === 'v5' ? 'identifier=erika.mustermann&' : ''}per_page=1`,
		gives: [{ [customerId(version)]: version === 'v5' ? customer : '98001' }],
	})),
	...inBoth((version) => ({
		operation: 'customer.delete',
		contract: 'customers_customer_id_delete',
		parameters: { customerId: byId(customer) },
		sends: `DELETE /api/${version}/customers/${customer}`,
		gives: [{ deleted: true }],
	})),
	...(['lock', 'unlock'] as const).map((operation): Case => ({
		version: 'v5',
		operation: `customer.${operation}`,
		contract: `customers_customer_id_${operation}_put`,
		parameters: { customerId: byId(customer) },
		sends: `PUT /api/v5/customers/${customer}/${operation}`,
		gives: [{ success: true, customerId: customer }],
	})),
	...inBoth((version) => ({
		operation: 'consent.get',
		contract: 'consents_consent_id_get',
		parameters: {
			customerId: byId(customer),
			connectionId: byId(simple),
			consentId: byId('CONSENT'),
		},
		sends: `GET /api/${version}/consents/CONSENT?customer_id=${customer}&connection_id=${simple}`,
		gives: [consentGiven],
	})),
	...inBoth((version) => ({
		operation: 'consent.getMany',
		contract: 'consents_get',
		parameters: { customerId: byId(customer), connectionId: byId(simple), returnAll: true },
		sends: `GET /api/${version}/consents?customer_id=${customer}&connection_id=${simple}&per_page=1000`,
		gives: [consentGiven],
	})),
	{
		version: 'v6',
		operation: 'consent.revoke',
		contract: 'consents_consent_id_revoke_post',
		parameters: { consentId: byId('CONSENT') },
		sends: 'POST /api/v6/consents/CONSENT/revoke',
		body: '{"data":{}}',
		gives: [{ ...consentGiven, status: 'revoked' }],
	},
	{
		version: 'v5',
		operation: 'consent.revoke',
		contract: 'consents_consent_id_revoke_put',
		parameters: {
			customerId: byId(customer),
			connectionId: byId(simple),
			consentId: byId('CONSENT'),
		},
		sends: `PUT /api/v5/consents/CONSENT/revoke?customer_id=${customer}&connection_id=${simple}`,
		gives: [consentGiven],
	},
	{
		version: 'v5',
		operation: 'connectSession.create',
		contract: 'connect_sessions_create_post',
		parameters: {
			customerId: byId(customer),
			countryCode: byId('XF'),
			providerCode: byId('fakebank_simple_xf'),
			consentScopes: ['account_details', 'transactions_details'],
			attempt,
			additionalFields: {
				...sessionLogin,
				...sessionWidget,
				widgetAllowedCountries: 'DE, XF',
				disableProviderSearch: true,
			},
		},
		sends: 'POST /api/v5/connect_sessions/create',
		body:
			`{"data":{"customer_id":"${customer}","provider_code":"fakebank_simple_xf",` +
			`"consent":{"scopes":["account_details","transactions_details"],${limitsOnWire.join()}},` +
			`${attemptOnWire()},` +
			'"allowed_countries":["DE","XF"],"categorization":"business",' +
			'"connect_template":"default_template","credentials_strategy":"ask","daily_refresh":true,' +
			'"disable_provider_search":true,"include_fake_providers":true,' +
			'"javascript_callback_type":"post_message","lost_connection_notify":true,' +
			'"provider_modes":["oauth","web"],"return_connection_id":true,"return_error_class":true,' +
			'"show_connect_overview":true,"show_consent_confirmation":true,"theme":"dark"}}',
		gives: [{}],
	},
	{
		version: 'v5',
		operation: 'connectSession.reconnect',
		contract: 'connect_sessions_reconnect_post',
		parameters: {
			connectionId: byId(simple),
			consentScopes: ['account_details', 'transactions_details'],
			attempt: { ...attempt, ...userThere },
			additionalFields: {
				...sessionLogin,
				...sessionWidget,
				overrideCredentialsStrategy: 'override',
			},
		},
		sends: 'POST /api/v5/connect_sessions/reconnect',
		body:
			`{"data":{"connection_id":"${simple}",` +
			`"consent":{"scopes":["account_details","transactions_details"],${limitsOnWire.join()}},` +
			`${attemptOnWire('"exclude_accounts":["ACCOUNT1"]', '"user_present":true')},` +
			'"categorization":"business","connect_template":"default_template",' +
			'"credentials_strategy":"ask","daily_refresh":true,"include_fake_providers":true,' +
			'"javascript_callback_type":"post_message","lost_connection_notify":true,' +
			'"override_credentials_strategy":"override","provider_modes":["oauth","web"],' +
			'"return_connection_id":true,"return_error_class":true,"show_connect_overview":true,' +
			'"show_consent_confirmation":true,"theme":"dark"}}',
		gives: [{}],
	},
	{
		version: 'v5',
		operation: 'connectSession.refresh',
		contract: 'connect_sessions_refresh_post',
		parameters: {
			connectionId: byId(simple),
			attempt: { ...attempt, ...userThere },
			additionalFields: sessionWidget,
		},
		sends: 'POST /api/v5/connect_sessions/refresh',
		body:
			`{"data":{"connection_id":"${simple}",` +
			`${attemptOnWire('"exclude_accounts":["ACCOUNT1"]', '"user_present":true')},` +
			'"categorization":"business","connect_template":"default_template","daily_refresh":true,' +
			'"include_fake_providers":true,"javascript_callback_type":"post_message",' +
			'"lost_connection_notify":true,"provider_modes":["oauth","web"],' +
			'"return_connection_id":true,"return_error_class":true,"show_connect_overview":true,' +
			'"theme":"dark"}}',
		gives: [{}],
	},
	{
		version: 'v6',
		operation: 'provider.get',
		contract: 'providers_provider_code_get',
		parameters: {
			providerCode: byId('fakebank_simple_xf'),
			filters: {
				includeAisFields: true,
				includeCredentialsFields: true,
				includePisFields: true,
				includeSandboxes: true,
			},
			...asIs,
		},
		sends:
			'GET /api/v6/providers/fakebank_simple_xf?include_ais_fields=true' +
			'&include_credentials_fields=true&include_pis_fields=true&include_sandboxes=true',
		gives: [{ code: 'fakebank_simple_xf', credentials_fields: expect.any(Array) as IDataObject[] }],
	},
	{
		version: 'v5',
		operation: 'provider.get',
		contract: 'providers_provider_code_get',
		parameters: { providerCode: byId('fakebank_simple_xf') },
		sends: 'GET /api/v5/providers/fakebank_simple_xf',
		gives: [{ code: 'fakebank_simple_xf', country_code: 'XF' }],
	},
	{
		version: 'v6',
		operation: 'provider.getMany',
		contract: 'providers_get',
		parameters: {
			filters: {
				country: 'XF',
				excludeInactive: true,
				includeAisFields: true,
				includeCredentialsFields: true,
				includePisFields: true,
				includeSandboxes: true,
				keyOwner: 'saltedge',
				mode: 'web',
			},
			limit: 1,
		},
		sends:
			'GET /api/v6/providers?country_code=XF&exclude_inactive=true&include_ais_fields=true' +
			'&include_credentials_fields=true&include_pis_fields=true&include_sandboxes=true' +
			'&key_owner=saltedge&mode=web&per_page=1',
		gives: [{ country_code: 'XF', mode: 'web' }],
	},
	{
		version: 'v5',
		operation: 'provider.getMany',
		contract: 'providers_get',
		parameters: {
			filters: {
				country: 'XF',
				fromDate: '2015-01-31',
				includeFakeProviders: true,
				includePaymentsFields: true,
				includeProviderFields: true,
				keyOwner: 'saltedge',
				mode: 'web',
			},
			limit: 1,
		},
		sends:
			'GET /api/v5/providers?country_code=XF&from_date=2015-01-31&include_fake_providers=true' +
			'&include_provider_fields=true&include_payments_fields=true' +
			'&provider_key_owner=saltedge&mode=web&per_page=1',
		gives: [{ country_code: 'XF', mode: 'web' }],
	},
	...inBoth((version) => ({
		operation: 'country.getMany',
		contract: 'countries_get',
		parameters: {
			returnAll: true,
			...(version === 'v5' && { filters: { includeFakeProviders: true } }),
		},
		sends: `GET /api/${version}/countries${version === 'v5' ? '?include_fake_providers=true' : ''}`,
		gives: [{ code: 'DE', name: 'Germany' }],
		count: 5,
	})),
	...inBoth((version) => ({
		operation: 'country.get',
		contract: 'countries_get',
		parameters: {
			countryCode: byId('xf'),
			...(version === 'v5' && { filters: { includeFakeProviders: true } }),
		},
		sends: `GET /api/${version}/countries${version === 'v5' ? '?include_fake_providers=true' : ''}`,
		gives: [{ code: 'XF', name: 'Fake Country' }],
	})),
	...inBoth((version) => ({
		operation: 'rate.getMany',
		contract: 'rates_get',
		parameters: { filters: { date: '2026-01-31' }, limit: 2 },
		sends: `GET /api/${version}/rates?date=2026-01-31`,
		gives: [{}, {}],
	})),
	...inBoth((version) => ({
		operation: 'rate.get',
		contract: 'rates_get',
		parameters: { currencyCode: byId('eur'), filters: { date: '2026-01-31' } },
		sends: `GET /api/${version}/rates?date=2026-01-31`,
		gives: [{ currency_code: 'EUR', rate: expect.any(Number) as number }],
	})),
	{
		version: 'v5',
		operation: 'attempt.get',
		contract: 'attempts_attempt_id_get',
		parameters: { connectionId: byId(simple), attemptId: byId('ATTEMPT') },
		sends: `GET /api/v5/attempts/ATTEMPT?connection_id=${simple}`,
		gives: [{ id: 'ATTEMPT', finished: true }],
	},
	{
		version: 'v5',
		operation: 'attempt.getMany',
		contract: 'attempts_get',
		parameters: { connectionId: byId(simple), returnAll: true },
		sends: `GET /api/v5/attempts?connection_id=${simple}&per_page=1000`,
		gives: [{ id: 'ATTEMPT', last_stage_name: 'finish' }],
	},
	{
		version: 'v5',
		operation: 'holderInfo.get',
		contract: 'holder_info_get',
		parameters: { connectionId: byId(simple) },
		before: ({ state }) => {
			Object.assign(state.connections.get(simple) ?? {}, { holderInfoAt: state.now() });
		},
		sends: `GET /api/v5/holder_info?connection_id=${simple}`,
		gives: [{ names: expect.any(Array) as string[] }],
	},
];

const stageOf = ({ state }: SaltEdgeSandbox) =>
	state.connections.get(created)?.attempts.at(-1)?.stages.at(-1)?.name;

const signing = (sandbox: SaltEdgeSandbox, version: ApiVersion = 'v5') =>
	saltEdgeCredential(sandbox, { apiVersion: version, privateKey: keyPair.privateKey });

const versionNames = ['v6', 'v5'] as const;

/** What the node offers, by version and name with the resource. */
const offered = versionNames.flatMap((version) =>
	saltEdge.resources.flatMap((resource) =>
		resource.operations
			.filter((operation) => isOffered(operation, version))
			.map((operation) => ({ name: `${version} ${resource.value}.${operation.value}`, operation })),
	),
);

function operationOf({ version, operation: wanted }: Case): Operation {
	return offered.find(({ name }) => name === `${version} ${wanted}`)?.operation as Operation;
}

const isField = (option: object): option is Field => 'type' in option;

/** The fields of an operation, those inside collections too. */
const leaves = (fields: readonly Field[]): Field[] =>
	fields.flatMap((field) =>
		field.type === 'collection' ? leaves((field.options ?? []).filter(isField)) : [field],
	);

/** A path with its placeholders left blank, for the node and the bank call them differently. */
const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

/** What is in the envelope. */
const dataOf = ({ body }: ContractOperation) => body?.properties?.data;

const schemaAt = (contract: ContractOperation, property: string): JsonSchema | undefined =>
	property
		.split('.')
		.reduce<JsonSchema | undefined>((schema, name) => schema?.properties?.[name], dataOf(contract));

/** A value or null is that value. */
const plain = (schema: JsonSchema | undefined) => schema?.anyOf?.[0] ?? schema;

/** What the body may hold; an object that takes fields without a name is one, besides those named. */
const namesIn = (schema: JsonSchema | undefined): string[] =>
	Object.entries(schema?.properties ?? {}).flatMap(([name, inner]) => {
		const inside = namesIn(inner).map((each) => `${name}.${each}`);
		return inside.length === 0 || inner.additionalProperties === true ? [name, ...inside] : inside;
	});

const fieldsTo = (operation: Operation, destination: 'body' | 'query') =>
	leaves(operation.fields).filter(({ routing }) => routing?.send?.type === destination);

const propertyOf = ({ routing }: Field) => String(routing?.send?.property);

/** What the choices of a field say in the query by themselves. */
const queryOfChoices = ({ options = [] }: Field): string[] =>
	options.flatMap((option) =>
		'value' in option ? Object.keys(option.routing?.request?.qs ?? {}) : [],
	);

it('offers every documented operation, each proven below, and nothing else', () => {
	const inVersion = (version: ApiVersion) => cases.filter((each) => each.version === version);
	for (const version of versionNames) {
		const documented = saltedgeContracts[version].map(({ id }) => id).sort();
		expect([...new Set(inVersion(version).map(({ contract }) => contract))].sort()).toEqual(
			documented,
		);
	}
	const proven = new Set(cases.map(({ version, operation }) => `${version} ${operation}`));
	expect([...proven].sort()).toEqual(offered.map(({ name }) => name).sort());
});

describe.each(cases)('$version $operation', (testCase) => {
	const { version } = testCase;
	const contract = saltedgeContracts[version].find(
		({ id }) => id === testCase.contract,
	) as SaltEdgeOperation;
	const operation = operationOf(testCase);

	it('has the method and the path of the contract', () => {
		expect([operation.request.method, shape(operation.request.path)]).toEqual([
			contract.method,
			shape(contract.path),
		]);
	});

	it('has a field for every property of the contract, and for no other', () => {
		const properties = new Set(fieldsTo(operation, 'body').map(propertyOf));
		// A new connection has no accounts yet, and its user is there anyway.
		const isNew = ['connections_post', 'connect_sessions_create_post'].includes(contract.id);
		const forOldOnes = isNew ? ['exclude_accounts', 'user_present'] : [];
		expect([...properties].sort()).toEqual(
			namesIn(dataOf(contract))
				.filter((name) => !forOldOnes.includes(name.replace('attempt.', '')))
				.sort(),
		);
		const inQuery = [
			...fieldsTo(operation, 'query').map(propertyOf),
			...leaves(operation.fields).flatMap(queryOfChoices),
		];
		// The engine itself asks for pages.
		const pages = ['from_id', 'per_page'];
		expect(inQuery.sort()).toEqual(
			Object.keys(contract.query)
				.filter((name) => !pages.includes(name))
				.sort(),
		);
	});

	it('requires what the contract requires', () => {
		const required = operation.fields.filter(
			({ required: isRequired, routing, displayOptions }) =>
				isRequired && routing?.send && !displayOptions,
		);
		const wanted = contract.body ? (dataOf(contract)?.required ?? []) : contract.requiredQuery;
		expect(required.map((field) => propertyOf(field).split('.')[0]).sort()).toEqual(
			[...(wanted ?? [])].sort(),
		);
		const either = operation.fields.filter(({ name }) => operation.atLeastOneOf?.includes(name));
		if (contract.eitherOf) {
			expect(either.map(propertyOf).sort()).toEqual([...contract.eitherOf].sort());
		}
		expect(
			operation.fields.find(({ name }) => operation.request.path.includes(`{${name}}`))?.required,
		).toBe(contract.path.includes('{') ? true : undefined);
	});

	it('writes values in the types of the contract, within its limits', () => {
		for (const field of fieldsTo(operation, 'body')) {
			const schema = plain(schemaAt(contract, propertyOf(field)));
			const { type, options = [], wire, format, maxLength, name } = field;
			const isObject = type === 'json' || type === 'resourceMapper' || wire === 'keyed';
			expect([name, isObject]).toEqual([name, schema?.type === 'object']);
			expect([name, type === 'boolean']).toEqual([name, schema?.type === 'boolean']);
			expect([name, type === 'number']).toEqual([name, schema?.type === 'integer']);
			const isList = type === 'multiOptions' || wire === 'ids';
			expect([name, isList]).toEqual([name, schema?.type === 'array']);
			if (type === 'json') expect([name, wire]).toEqual([name, 'object']);
			if (schema?.maxLength) expect([name, maxLength]).toEqual([name, schema.maxLength]);
			if (schema?.maxItems) expect([name, maxLength]).toEqual([name, schema.maxItems]);
			if (schema?.description === 'Date') expect([name, wire]).toEqual([name, 'date']);
			if (schema?.description === 'ISO 8601') expect([name, wire]).toEqual([name, 'dateTime']);
			const choices = schema?.enum ?? plain(schema?.items)?.enum;
			if (choices && format) {
				// Languages were added over the years.
				for (const choice of choices) expect(format.pattern.test(String(choice))).toBe(true);
			} else if (choices) {
				const values = options.map((option) => ('value' in option ? option.value : ''));
				expect([name, [...values].sort()]).toEqual([name, [...choices].sort()]);
			}
		}
	});

	it('says so where something is known from one client only', () => {
		const SEEN_ONCE = /seen with one client only/i;
		const marked = seenOnceIn(contract);
		if (contract.seenOnce) expect(operation.description).toMatch(SEEN_ONCE);
		for (const field of [...fieldsTo(operation, 'body'), ...fieldsTo(operation, 'query')]) {
			const property = propertyOf(field);
			const isMarked = marked.some((name) => property === name || property.startsWith(`${name}.`));
			expect([property, SEEN_ONCE.test(field.description ?? '')]).toEqual([property, isMarked]);
		}
	});

	it.each(['unsigned', 'signed'])('sends what the contract says, %s', async (way) => {
		const isSigned = way === 'signed';
		const sandbox = await startSaltEdge();
		sandbox.pass(60 * 60 * 1000);
		if (isSigned) sandbox.registerKey(keyPair.publicKey);
		await testCase.before?.(sandbox);
		const before = sandbox.requests.length;
		const ids = known(sandbox);
		const { parameters, sends, body, gives } = {
			...testCase,
			parameters: filledIn(testCase.parameters, ids),
			sends: filledIn([testCase.sends].flat(), ids),
			body: filledIn(testCase.body ?? '', ids),
		};
		const { items, error } = await runSaltEdge(
			sandbox,
			testCase.operation,
			{ apiVersion: version, ...parameters },
			{
				credentials: isSigned
					? signing(sandbox, version)
					: saltEdgeCredential(sandbox, { apiVersion: version }),
			},
		);
		expect(error).toBeUndefined();

		const sent = sandbox.requests.slice(before);
		expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(sends);
		expect(sent.at(-1)?.rawBody).toBe(body);
		for (const { headers } of sent) {
			expect(headers).toMatchObject({
				accept: 'application/json',
				'app-id': sandbox.keys.appId,
				secret: sandbox.keys.secret,
				'content-type': 'application/json',
			});
			const { signature, 'expires-at': expiresAt } = headers;
			expect([signature !== undefined, expiresAt !== undefined]).toEqual([isSigned, isSigned]);
		}
		expect(items).toHaveLength(testCase.count ?? gives.length);
		gives.forEach((given, index) => {
			const withIds = Object.fromEntries(
				Object.entries(given).map(([name, value]) => [
					name,
					typeof value === 'string' || Array.isArray(value) ? filledIn(value, ids) : value,
				]),
			);
			expect(items[index]?.json).toMatchObject(withIds);
		});
		for (const { json, pairedItem } of items) {
			expect(json).not.toHaveProperty('secret');
			expect(pairedItem).toEqual({ item: 0 });
		}
		if (testCase.operation.startsWith('transaction.get') && parameters.simplify !== false) {
			for (const { json } of items) expect(Object.keys(json)).toEqual(transactionColumns);
		}
		await sandbox.close();
	});
});

/** v6 shows no secret of a connection; where it shows one of a customer, the same holds. */
const withSecret = cases.filter(
	(testCase) => testCase.version === 'v5' && 'confidential' in operationOf(testCase).answer,
);

describe.each(withSecret)('$operation', (testCase) => {
	const { operation, parameters, before } = testCase;
	const simplifies = 'simplify' in operationOf(testCase).answer;
	it.each(simplifies ? [true, false] : [undefined])(
		'gives the secret on request only, simplified: %s',
		async (simplify) => {
			const sandbox = await startSaltEdge();
			sandbox.pass(60 * 60 * 1000);
			await before?.(sandbox);
			const { items, error } = await runSaltEdge(sandbox, operation, {
				...filledIn(parameters, known(sandbox)),
				...(simplify !== undefined && { simplify }),
				options: { includeSecret: true },
			});
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThan(0);
			const [resource] = operation.split('.');
			for (const { json } of items) {
				expect(json.secret).toBe(`sandbox-${resource}-secret-${String(json.id)}`);
			}
			await sandbox.close();
		},
	);
});

describe('the fields that only some providers take', () => {
	let sandbox: SaltEdgeSandbox;
	beforeAll(async () => (sandbox = await startSaltEdge()));
	afterAll(async () => await sandbox.close());

	const fileUrl = 'https://example.com/Auszug%20März.pdf';

	it('the file of a provider of mode file goes along, without credentials', async () => {
		const file = { credentialsFrom: 'none', additionalFields: { fileUrl } };
		const { items, error } = await runSaltEdge(sandbox, 'create', {
			customerId: byId(customer),
			countryCode: byId('XF'),
			providerCode: byId('fakebank_file_xf'),
			consentScopes: ['account_details'],
			...file,
			options: { waitForCompletion: true },
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.rawBody).toBe(
			`{"data":{"customer_id":"${customer}","country_code":"XF","provider_code":"fakebank_file_xf",` +
				`"consent":{"scopes":["account_details"]},"file_url":"${fileUrl}"}}`,
		);
		const connectionId = byId(String(items[0]?.json.id));
		const again = await runSaltEdge(sandbox, 'reconnect', { connectionId, ...file });
		expect(again.error).toBeUndefined();
		expect(sandbox.requests.at(-1)?.rawBody).toBe(`{"data":{"file_url":"${fileUrl}"}}`);
	});
});

describe('Get Many', () => {
	let sandbox: SaltEdgeSandbox;
	// With the seeded ones, the customer has 2407.
	beforeAll(async () => (sandbox = await startSaltEdge({ connections: 2400 })));
	afterAll(async () => await sandbox.close());
	beforeEach(() => (sandbox.requests.length = 0));

	const list = async (parameters: IDataObject) => {
		const { items, error } = await runSaltEdge(sandbox, 'getMany', {
			customerId: byId(customer),
			...parameters,
		});
		expect(error).toBeUndefined();
		return items.map(({ json }) => String(json.id));
	};
	const queries = () => sandbox.requests.map(({ url }) => url.split('?')[1]);
	const of = `customer_id=${customer}`;

	it('goes from page to page until there is none, each connection once, in order', async () => {
		const ids = await list({ returnAll: true });
		expect(ids).toHaveLength(2407);
		expect(new Set(ids).size).toBe(2407);
		expect(ids[0]).toBe('98765432101');
		expect(ids).toEqual([...ids].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1)));
		expect(queries()).toEqual([
			`${of}&per_page=1000`,
			`${of}&from_id=907152193875451000&per_page=1000`,
			`${of}&from_id=907152193875452000&per_page=1000`,
		]);
	});

	it.each([
		[1, 1, [`${of}&per_page=1`]],
		[50, undefined, [`${of}&per_page=50`]],
		[1000, 1000, [`${of}&per_page=1000`]],
		[1001, 1001, [`${of}&per_page=1000`, `${of}&from_id=907152193875451000&per_page=1`]],
	])('gives %i with the limit %s, and asks for no more', async (count, limit, expected) => {
		const ids = await list(limit === undefined ? {} : { limit });
		expect(ids).toHaveLength(count);
		expect(queries()).toEqual(expected);
	});

	it('goes on where the bank gives smaller pages than asked for', async () => {
		// Another server, which caps its pages.
		sandbox.fault({
			path: '/api/v5/connections',
			body: { data: [{ id: '1' }, { id: '2' }], meta: { next_id: '98765432101', next_page: 'x' } },
		});
		const ids = await list({ limit: 4 });
		expect(ids).toEqual(['1', '2', '98765432101', '907152193875450001']);
		expect(queries()).toEqual([`${of}&per_page=4`, `${of}&from_id=98765432101&per_page=2`]);
	});

	it.each([
		['says so', { next_id: null, next_page: null }],
		['names nothing', { next_id: '' }],
		['does not speak of it', undefined],
	])('is at its end where the bank %s', async (_, meta) => {
		sandbox.fault({ path: '/api/v5/connections', body: { data: [{ id: '1' }], meta } });
		expect(await list({ returnAll: true })).toEqual(['1']);
		expect(queries()).toHaveLength(1);
	});

	it('signs every page', async () => {
		sandbox.registerKey(keyPair.publicKey);
		const { items, error } = await runSaltEdge(
			sandbox,
			'getMany',
			{ customerId: byId(customer), returnAll: true },
			{ credentials: signing(sandbox) },
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2407);
		sandbox.state.publicKey = undefined;
	});
});
