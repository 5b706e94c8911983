import type { Columns, List, Resource } from '../../shared/operation';
import { customerId } from '../fields';
import { isoTime } from '../times';
import { consumerId } from './consumer/fields';

const reports: List = { property: 'reports' };

const reportSummary: Columns = {
	id: 'id',
	type: 'type',
	status: 'status',
	createdDate: ({ createdDate }) => isoTime(createdDate),
	consumerId: 'consumerId',
	requesterName: 'requesterName',
};

export const report: Resource = {
	value: 'report',
	name: 'Report',
	operations: [
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many reports',
			description: 'List the reports about a customer, with their status',
			request: { method: 'GET', path: '/decisioning/v1/customers/{customerId}/reports' },
			fields: [customerId],
			answer: { kind: 'records', ...reports, simplify: reportSummary },
		},
		{
			value: 'getManyByConsumer',
			name: 'Get Many by Consumer',
			action: 'Get many reports by consumer',
			description: 'List the reports about a consumer, with their status',
			request: { method: 'GET', path: '/decisioning/v1/consumers/{consumerId}/reports' },
			fields: [consumerId],
			answer: { kind: 'records', ...reports, simplify: reportSummary },
		},
	],
};
