import type { ApiVersion } from '../../../contract/saltedge';
import { byId } from '../../../support/finicity';
import { type Case, inBoth } from './case';
import { customer, simple } from './values';

const consentGiven = { id: 'CONSENT', connection_id: simple, customer_id: customer };

const customerId = (version: ApiVersion) => (version === 'v6' ? 'customer_id' : 'id');

/** Written from the API facts, not from the node. */
export const customers: Case[] = [
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
];
