import type { IDataObject } from 'n8n-workflow';
import { byId } from '../../../support/finicity';
import { type Case, inBoth } from './case';
import { asIs } from './values';

/** Written from the API facts, not from the node. */
export const providers: Case[] = [
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
];
