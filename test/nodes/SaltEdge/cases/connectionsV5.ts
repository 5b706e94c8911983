import type { SaltEdgeSandbox } from '../../../sandbox/saltedge';
import { byId } from '../../../support/finicity';
import { form, masked, runSaltEdge } from '../../../support/saltEdge';
import { until } from '../../../support/until';
import { attempt, attemptOnWire, consentFields, limitsOnWire, userThere } from './attemptV5';
import type { Case } from './case';
import { created, customer, signing, simple } from './values';

const login = {
	credentialsFrom: 'providerFields',
	providerFields: form({ login: 'username.neu', branch: 'koeln', customer_number: '4711 ü' }),
	secretFields: masked(['password', 'secret']),
};

const loginOnWire =
	'"credentials":{"login":"username.neu","branch":"koeln","customer_number":"4711 ü","password":"secret"}';

const stageOf = ({ state }: SaltEdgeSandbox) =>
	state.connections.get(created)?.attempts.at(-1)?.stages.at(-1)?.name;

/** Written from the API facts, not from the node. */
export const connectionsV5: Case[] = [
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
		plain: { attempt: { attemptReturnTo: 'https://example.com/back' } },
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
];
