import { byId } from '../../../support/finicity';
import { day } from '../../../support/saltEdge';
import type { Case } from './case';
import { customer, simple, today, weekAgo } from './values';

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

/** Written from the API facts, not from the node. */
export const connectionsV6: Case[] = [
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
];
