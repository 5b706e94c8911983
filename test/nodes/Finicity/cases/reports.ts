import type { Case } from './case';
import { consumerId, customerId } from './values';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const reports: Record<string, Case> = {
	GetReportsByCustomerId: {
		operation: ['report', 'getMany'],
		parameters: { customerId },
		before: ({ reports }) => void reports.begin('7000000001', 'voa'),
		sends: 'GET /decisioning/v1/customers/7000000001/reports',
		gives: [{ type: 'voa', status: 'inProgress', consumerId }],
	},
	GetReportsByConsumerId: {
		operation: ['report', 'getManyByConsumer'],
		parameters: { consumerId },
		before({ reports }) {
			reports.end(reports.begin('7000000001', 'voi'), 'failure');
		},
		sends: `GET /decisioning/v1/consumers/${consumerId}/reports`,
		gives: [{ type: 'voi', status: 'failure', requesterName: 'Local Partner' }],
	},
};
