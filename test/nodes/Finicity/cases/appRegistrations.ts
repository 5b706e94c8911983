import { byId } from '../../../support/finicity';
import type { Case } from './case';
import { budgetApp, customersV1, customersV2 } from './values';

const preAppId = byId('2581');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>');
const registration = {
	appName: 'Budget Buddy',
	appDescription: 'Keeps budgets on track',
	appUrl: 'https://example.com',
	ownerName: 'Example Inc.',
	ownerAddressLine1: '434 W Ascension Way',
	ownerAddressLine2: 'Suite 200',
	ownerCity: 'Murray',
	ownerState: 'UT',
	ownerPostalCode: '84123',
	ownerCountry: 'USA',
};

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const appRegistrations: Record<string, Case> = {
	GetAppRegistrationStatus: {
		operation: ['appRegistration', 'getManyStatuses'],
		parameters: {
			filters: {
				preAppId: '2581',
				applicationId: budgetApp,
				status: 'A',
				appName: 'Household Budget',
				submittedDate: '2025-05-16T15:06:40',
				modifiedDate: '2025-05-26T15:06:40',
			},
			returnAll: true,
		},
		sends: `GET /aggregation/v2/partners/applications?applicationId=${budgetApp}&appName=Household%20Budget&modifiedDate=1748272000&preAppId=2581&status=A&submittedDate=1747408000&page=1&pageSize=100`,
		gives: [{ preAppId: '2581', status: 'A' }],
	},
	getApplications: {
		operation: ['appRegistration', 'getMany'],
		parameters: {
			filters: {
				preAppId: '2581',
				applicationId: budgetApp,
				name: 'Household Budget',
				status: 'A',
			},
			returnAll: true,
		},
		sends: `GET /applications?application_id=${budgetApp}&name=Household%20Budget&pre_app_id=2581&status=A&start=1&limit=100`,
		gives: [{ preAppId: 2581, status: 'A' }],
	},
	getRegisteredInstitutions: {
		operation: ['appRegistration', 'getManyByInstitution'],
		parameters: {
			applicationId: byId(budgetApp),
			filters: { institutionId: '170881' },
			returnAll: true,
		},
		sends: `GET /applications/${budgetApp}/institutions?institution_id=170881&start=1&limit=1000`,
		gives: [{ status: false }],
	},
	MigrateInstitutionLoginAccounts: {
		operation: ['appRegistration', 'migrateInstitutionLogin'],
		parameters: {
			customerId: byId('7000000003'),
			institutionLoginId: byId('1007000003'),
			returnAll: true,
		},
		plain: { customerId: byId('7000000001'), institutionLoginId: byId('1007000001') },
		sends: `PUT ${customersV2}/7000000003/institutionLogins/1007000003/migration`,
		gives: [{ id: '5011000006' }, { id: '5011000007' }, { id: '5011000008' }],
	},
	ModifyAppRegistration: {
		operation: ['appRegistration', 'update'],
		parameters: { preAppId, ...registration, imageSource: 'text', image: svg.toString('base64') },
		sends: 'PUT /aggregation/v1/partners/applications/2581',
		body: { ...registration, image: svg.toString('base64') },
		gives: [{ preAppId: 2581, status: 'P' }],
	},
	RegisterApp: {
		operation: ['appRegistration', 'create'],
		parameters: { ...registration, imageSource: 'binary', imageBinaryField: 'logo' },
		binary: svg,
		sends: 'POST /aggregation/v1/partners/applications',
		body: { ...registration, image: svg.toString('base64') },
		gives: [{ status: 'P' }],
	},
	SetCustomerAppID: {
		operation: ['appRegistration', 'assignToCustomer'],
		parameters: { customerId: byId('7000000002'), applicationId: byId(budgetApp) },
		sends: `PUT ${customersV1}/7000000002/applications/${budgetApp}`,
		gives: [{ success: true, customerId: '7000000002', applicationId: budgetApp }],
	},
};
