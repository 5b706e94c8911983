import { failure, refuse } from '../errors';
import type { Report } from '../model';
import type { Call, FinicityOperations } from './operation';
import { customerOf } from './operation';

/** As it stands in a list: without whose it is, which was asked for. */
const shown = ({ id, requestId, requesterName, createdDate, ...report }: Report) => {
	const { consumerId, consumerSsn, type, status } = report;
	return { id, requestId, requesterName, createdDate, consumerId, consumerSsn, type, status };
};

const listed = ({ state }: Call, isWanted: (report: Report) => boolean) => ({
	status: 200,
	body: { reports: [...state.reports.values()].filter(isWanted).map(shown) },
});

export const reportOperations: FinicityOperations = {
	GetReportsByCustomerId: (call) => {
		const { id } = customerOf(call);
		return listed(call, ({ customerId }) => customerId === id);
	},

	GetReportsByConsumerId: (call) => {
		const { consumerId = '' } = call.path;
		if (!call.state.consumers.has(consumerId)) {
			refuse(failure(404, '10100', `Cannot find consumer with id ${consumerId}.`));
		}
		return listed(call, (report) => report.consumerId === consumerId);
	},
};
