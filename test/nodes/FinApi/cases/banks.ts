import { byId } from '../../../support/finicity';
import type { Case } from './case';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const banks: Record<string, Case> = {
	getAndSearchAllBanks: {
		resource: 'bank',
		operation: 'getMany',
		parameters: {
			returnAll: false,
			limit: 1,
			filters: {
				ids: '280001,280002',
				search: 'finAPI Test',
				supportedBankingInterfaces: ['XS2A'],
				location: 'DE,AT',
				tppAuthenticationGroupIds: '1',
				isTestBank: true,
				order: 'name,desc',
			},
		},
		sends:
			'GET /api/v2/banks?supportedBankingInterfaces=XS2A&location=DE%2CAT&ids=280001,280002' +
			'&isTestBank=true&search=finAPI%20Test&order=name%2Cdesc&tppAuthenticationGroupIds=1' +
			'&page=1&perPage=1',
		gives: [
			{
				id: 280002,
				name: 'finAPI Test Redirect Bank',
				bic: null,
				blz: 'DEMO0002',
				city: null,
				country: null,
				interfaces: ['XS2A'],
				isTestBank: true,
				isBeta: false,
				popularity: 0,
			},
		],
	},
	getBank: {
		resource: 'bank',
		operation: 'get',
		parameters: { bankId: byId('277002'), simplify: false },
		sends: 'GET /api/v2/banks/277002',
		gives: [{ id: 277002, name: 'Volksbank Beispielhausen' }],
	},
};
