import type { ContractOperation, JsonSchema } from './contract';
import {
	applicationId,
	ofCustomer,
	recordIndex,
	recordPage,
	unixSeconds,
	unixSecondsText,
	usualFailures,
	withoutBody,
} from './finicity.values';
import { digits, oneOf, record, text } from './schemas';

const creationFailures = [400, 401, 409];

const customerType = oneOf('testing', 'active');
const username: JsonSchema = {
	type: 'string',
	minLength: 6,
	maxLength: 255,
	pattern: '^[A-Za-z0-9!@.#$%&*_+-]+$',
};

const newCustomer = record(
	{
		username,
		firstName: text,
		lastName: text,
		applicationId,
		phone: { type: 'string', maxLength: 15 },
		email: text,
	},
	['username'],
);

const customerUpdate = record({ firstName: text, lastName: text });

const createdCustomer = record({ id: digits, username, createdDate: unixSeconds }, [
	'id',
	'username',
	'createdDate',
]);

const customerProperties: Record<string, JsonSchema> = {
	id: digits,
	username,
	firstName: text,
	lastName: text,
	phone: text,
	email: text,
	type: customerType,
	createdDate: unixSecondsText,
	lastModifiedDate: unixSecondsText,
};
const customerRequired = ['id', 'username', 'type', 'createdDate'];

const customer = record({ ...customerProperties, applicationId }, customerRequired);

const customerWithAppData = record(
	{ ...customerProperties, applicationId, applicationName: text },
	[...customerRequired, 'firstName', 'lastName', 'applicationId', 'applicationName'],
);

const customerPage = recordPage('customers', record(customerProperties, customerRequired), [
	'displaying',
	'moreAvailable',
	'customers',
]);

/** Customers. */
export const customerOperations: readonly ContractOperation[] = [
	{
		id: 'AddCustomer',
		method: 'POST',
		path: '/aggregation/v2/customers/active',
		pathParameters: {},
		query: {},
		body: newCustomer,
		success: { status: 201, body: createdCustomer },
		failures: creationFailures,
	},
	{
		id: 'AddTestingCustomer',
		method: 'POST',
		path: '/aggregation/v2/customers/testing',
		pathParameters: {},
		query: {},
		body: newCustomer,
		success: { status: 201, body: createdCustomer },
		failures: creationFailures,
	},
	{
		id: 'DeleteCustomer',
		method: 'DELETE',
		path: '/aggregation/v1/customers/{customerId}',
		pathParameters: ofCustomer,
		query: {},
		success: withoutBody,
		failures: usualFailures,
	},
	{
		id: 'GetCustomer',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}',
		pathParameters: ofCustomer,
		query: {},
		success: { status: 200, body: customer },
		failures: usualFailures,
	},
	{
		id: 'GetCustomerWithAppData',
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/application',
		pathParameters: ofCustomer,
		query: {},
		success: { status: 200, body: customerWithAppData },
		failures: usualFailures,
	},
	{
		id: 'GetCustomers',
		method: 'GET',
		path: '/aggregation/v1/customers',
		pathParameters: {},
		query: { username: text, type: customerType, search: text, ...recordIndex(25, 1000) },
		success: { status: 200, body: customerPage },
		failures: usualFailures,
		paging: { style: 'recordIndex', records: 'customers', maxPageSize: 1000 },
	},
	{
		id: 'ModifyCustomer',
		method: 'PUT',
		path: '/aggregation/v1/customers/{customerId}',
		pathParameters: ofCustomer,
		query: {},
		body: customerUpdate,
		success: withoutBody,
		failures: [400, 401, 403, 409],
	},
];
