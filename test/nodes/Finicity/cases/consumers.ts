import { byId } from '../../../support/finicity';
import type { Case } from './case';
import { consumerId, customerId } from './values';

const moreOfConsumer = {
	address: '434 W Ascension Way',
	city: 'Murray',
	suffix: 'Jr.',
	zip: '84123',
};
const endUserFields = {
	endUserAddress: '1 Main Street',
	endUserCity: 'Murray',
	endUserEmail: 'office@example.com',
	endUserName: 'Example Lending Inc.',
	endUserPhone: '1-801-984-4201',
	endUserState: 'UT',
	endUserUrl: 'https://example.com',
	endUserZip: '84124',
};
const consumerBody = {
	firstName: 'Renée',
	lastName: 'Müller',
	state: 'UT',
	birthday: { year: 1975, month: 12, dayOfMonth: 31 },
	ssn: '123456789',
	email: 'renee@example.com',
	phone: '1-801-984-4200',
	...moreOfConsumer,
	endUser: {
		address: '1 Main Street',
		city: 'Murray',
		email: 'office@example.com',
		name: 'Example Lending Inc.',
		phone: '1-801-984-4201',
		state: 'UT',
		url: 'https://example.com',
		zip: '84124',
	},
};

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const consumers: Record<string, Case> = {
	CreateConsumer: {
		operation: ['consumer', 'create'],
		parameters: {
			customerId: byId('7000000002'),
			firstName: 'Renée',
			lastName: 'Müller',
			state: 'UT',
			birthday: '1975-12-31',
			ssn: '123-45-6789',
			email: 'renee@example.com',
			phone: '1-801-984-4200',
			additionalFields: { ...moreOfConsumer, ...endUserFields },
		},
		sends: 'POST /decisioning/v1/customers/7000000002/consumer',
		body: consumerBody,
		gives: [{ id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, customerId: 7000000002 }],
	},
	GetConsumerForCustomer: {
		operation: ['consumer', 'getByCustomer'],
		parameters: { customerId },
		sends: 'GET /decisioning/v1/customers/7000000001/consumer',
		gives: [{ id: consumerId, customerId: '7000000001' }],
	},
	GetConsumer: {
		operation: ['consumer', 'get'],
		parameters: { consumerId },
		sends: `GET /decisioning/v1/consumers/${consumerId}`,
		gives: [{ id: consumerId, customerId: '7000000001' }],
	},
	ModifyConsumer: {
		operation: ['consumer', 'update'],
		parameters: {
			consumerId,
			updateFields: {
				firstName: 'Renée',
				lastName: 'Müller',
				state: 'UT',
				birthday: '1975-12-31',
				ssn: '123-45-6789',
				email: 'renee@example.com',
				phone: '1-801-984-4200',
				...moreOfConsumer,
				...endUserFields,
			},
		},
		sends: `PUT /decisioning/v1/consumers/${consumerId}`,
		body: consumerBody,
		gives: [{ success: true, consumerId }],
	},
};
