import { byId } from '../../../support/finicity';
import type { Case } from './case';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const institutions: Record<string, Case> = {
	GetInstitution: {
		operation: ['institution', 'get'],
		parameters: { institutionId: byId('101732') },
		sends: 'GET /institution/v2/institutions/101732',
		gives: [
			{ id: 101732, name: 'FinBank', oauthEnabled: false, oauthInstitutionId: null, country: 'US' },
		],
	},
	GetInstitutions: {
		operation: ['institution', 'getMany'],
		parameters: {
			filters: { search: 'FinBank', type: 'voa', supportedCountries: 'us, ca' },
			limit: 1,
		},
		sends:
			'GET /institution/v2/institutions?type=voa&search=FinBank&supportedCountries=us,ca&start=1&limit=1',
		gives: [{ id: 101732 }],
	},
	GetCertifiedInstitutions: {
		operation: ['institution', 'getManyCertified'],
		parameters: {
			filters: { search: 'FinBank', type: ['ach', 'voa'], supportedCountries: '*' },
			limit: 1,
		},
		sends:
			'GET /institution/v2/certifiedInstitutions?type=ach,voa&search=FinBank&supportedCountries=*&start=1&limit=1',
		gives: [{ id: 101732, ach: true, voa: true }],
	},
	GetCertifiedInstitutionsWithRSSD: {
		operation: ['institution', 'getManyCertifiedWithRssd'],
		parameters: {
			filters: { search: 'FinBank', type: ['ach'], supportedCountries: 'US' },
			limit: 1,
		},
		sends:
			'GET /institution/v2/certifiedInstitutions/rssd?type=ach&search=FinBank&supportedCountries=US&start=1&limit=1',
		gives: [{ id: 101732, ach: true }],
	},
	GetInstitutionBranding: {
		operation: ['institution', 'getBranding'],
		parameters: { institutionId: byId('101732') },
		sends: 'GET /institution/v2/institutions/101732/branding',
		gives: [{ logo: expect.stringContaining('http') as string }],
	},
	GetInstitutionsByRoutingNumber: {
		operation: ['institution', 'getByRoutingNumber'],
		parameters: { routingNumber: '011000015' },
		sends: 'GET /institution/v1/institutions/routingNumber/011000015',
		gives: [{ id: 101732 }],
	},
	getCustomerAuthorizationDetails: {
		operation: ['institutionLogin', 'getAuthorizationDetails'],
		parameters: {
			customerId: byId('7000000002'),
			institutionLoginId: byId('9007199254740993'),
		},
		sends: 'GET /customers/institution-logins/9007199254740993/authorization-details',
		gives: [{ institutionLoginId: '9007199254740993' }],
	},
};
