import { byId } from '../../../support/finicity';
import { attempt, attemptOnWire, consentFields, limitsOnWire, userThere } from './attemptV5';
import type { Case } from './case';
import { customer, simple } from './values';

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

/** Written from the API facts, not from the node. */
export const connectSessions: Case[] = [
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
];
