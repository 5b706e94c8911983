import type { ContractOperation, JsonSchema } from './contract';
import { consumerId, ofCustomer, unixSeconds, usualFailures, withoutBody } from './finicity.values';
import { integer, record, text } from './schemas';

const phone: JsonSchema = { type: 'string', maxLength: 15 };

const birthday = record({
	year: { type: 'integer', minimum: 1000, maximum: 9999 },
	month: { type: 'integer', minimum: 1, maximum: 12 },
	dayOfMonth: { type: 'integer', minimum: 1, maximum: 31 },
});

/** On whose behalf a reseller asks. */
const endUser = record(
	{
		name: text,
		address: text,
		city: text,
		state: text,
		zip: text,
		phone,
		email: text,
		url: { type: 'string', minLength: 2, maxLength: 999 },
	},
	['name', 'address', 'city', 'state', 'zip', 'phone'],
);

const properties: Record<string, JsonSchema> = {
	firstName: text,
	lastName: text,
	address: text,
	city: text,
	state: text,
	zip: text,
	phone,
	ssn: { type: 'string', description: 'All nine digits, with or without hyphens' },
	birthday,
	email: text,
	suffix: text,
	endUser,
};

const consumer = record(
	{
		...properties,
		id: consumerId,
		customerId: integer,
		ssn: {
			type: 'string',
			pattern: '^([0-9]{4})?$',
			examples: ['6789'],
			description: 'The last four digits',
		},
		createdDate: unixSeconds,
	},
	[
		'id',
		'firstName',
		'lastName',
		'customerId',
		'address',
		'city',
		'state',
		'zip',
		'phone',
		'ssn',
		'birthday',
		'email',
		'createdDate',
	],
);

const ofConsumer = { consumerId };

/** Consumers: the persons behind customers, for reports. */
export const consumerOperations: readonly ContractOperation[] = [
	{
		id: 'CreateConsumer',
		method: 'POST',
		path: '/decisioning/v1/customers/{customerId}/consumer',
		pathParameters: ofCustomer,
		query: {},
		body: record(properties, ['firstName', 'lastName', 'state']),
		success: {
			status: 201,
			body: record({ id: consumerId, createdDate: unixSeconds, customerId: integer }),
		},
		failures: [...usualFailures, 409],
	},
	{
		id: 'GetConsumerForCustomer',
		method: 'GET',
		path: '/decisioning/v1/customers/{customerId}/consumer',
		pathParameters: ofCustomer,
		query: {},
		success: { status: 200, body: consumer },
		failures: usualFailures,
	},
	{
		id: 'GetConsumer',
		method: 'GET',
		path: '/decisioning/v1/consumers/{consumerId}',
		pathParameters: ofConsumer,
		query: {},
		success: { status: 200, body: consumer },
		failures: usualFailures,
	},
	{
		id: 'ModifyConsumer',
		method: 'PUT',
		path: '/decisioning/v1/consumers/{consumerId}',
		pathParameters: ofConsumer,
		query: {},
		body: record(properties),
		success: withoutBody,
		failures: usualFailures,
	},
];
