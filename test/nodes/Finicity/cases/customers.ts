import type { Case } from './case';
import { budgetApp, customerId, customersV1, customersV2 } from './values';

const person = {
	firstName: 'Ada',
	lastName: 'Lovelace',
	phone: '1-801-984-4200',
	email: 'ada@example.com',
	applicationId: budgetApp,
};

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const customers: Record<string, Case> = {
	AddCustomer: {
		operation: ['customer', 'create'],
		parameters: { username: 'ada-1815', additionalFields: person },
		sends: `POST ${customersV2}/active`,
		body: { username: 'ada-1815', ...person },
		gives: [{ username: 'ada-1815' }],
	},
	AddTestingCustomer: {
		operation: ['customer', 'createTesting'],
		parameters: { username: 'ada-1815', additionalFields: person },
		sends: `POST ${customersV2}/testing`,
		body: { username: 'ada-1815', ...person },
		gives: [{ username: 'ada-1815' }],
	},
	DeleteCustomer: {
		operation: ['customer', 'delete'],
		parameters: { customerId },
		sends: `DELETE ${customersV1}/7000000001`,
		gives: [{ deleted: true }],
	},
	GetCustomer: {
		operation: ['customer', 'get'],
		parameters: { customerId },
		sends: `GET ${customersV1}/7000000001`,
		gives: [{ id: '7000000001', username: 'maria.santos', type: 'testing' }],
	},
	GetCustomerWithAppData: {
		operation: ['customer', 'getWithAppData'],
		parameters: { customerId },
		sends: `GET ${customersV1}/7000000001/application`,
		gives: [{ id: '7000000001', applicationId: budgetApp, applicationName: 'Household Budget' }],
	},
	GetCustomers: {
		operation: ['customer', 'getMany'],
		parameters: {
			filters: { username: 'renee+household&co', search: 'Müller', type: 'testing' },
			returnAll: true,
		},
		sends: `GET ${customersV1}?search=M%C3%BCller&type=testing&username=renee%2Bhousehold%26co&start=1&limit=1000`,
		gives: [{ id: '7000000002', firstName: 'Renée' }],
	},
	ModifyCustomer: {
		operation: ['customer', 'update'],
		parameters: { customerId, firstName: 'María', lastName: 'Santos' },
		sends: `PUT ${customersV1}/7000000001`,
		body: { firstName: 'María', lastName: 'Santos' },
		gives: [{ success: true, customerId: '7000000001' }],
	},
};
