import type { ContractOperation } from './contract';
import { consumerId, ofCustomer, unixSeconds } from './finicity.values';
import { listOf, oneOf, record, text } from './schemas';

const report = record(
	{
		id: text,
		requestId: text,
		requesterName: text,
		createdDate: unixSeconds,
		consumerId: text,
		consumerSsn: text,
		type: text,
		status: oneOf('inProgress', 'success', 'failure'),
	},
	['id', 'requestId', 'requesterName', 'createdDate', 'type', 'status'],
);

const listing = {
	method: 'GET',
	query: {},
	success: { status: 200, body: record({ reports: listOf(report) }, ['reports']) },
	failures: [400, 401, 403, 404],
} as const;

/** What reports there are, without what is in them. */
export const reportOperations: readonly ContractOperation[] = [
	{
		...listing,
		id: 'GetReportsByCustomerId',
		path: '/decisioning/v1/customers/{customerId}/reports',
		pathParameters: ofCustomer,
	},
	{
		...listing,
		id: 'GetReportsByConsumerId',
		path: '/decisioning/v1/consumers/{consumerId}/reports',
		pathParameters: { consumerId },
	},
];
