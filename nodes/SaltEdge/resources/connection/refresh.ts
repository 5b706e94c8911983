import type { Operation } from '../../../shared/operation';
import { fetching } from '../../completion';
import { connectionId, customerOfList } from '../../fields';
import { attemptComplaint, furtherAttempt } from './attempt';
import { additionalFields, categorization, dailyRefresh, includeFakeProviders } from './fields';
import { connectionShape } from './shape';

export const refresh: Operation = {
	value: 'refresh',
	name: 'Refresh',
	action: 'Refresh connection',
	description:
		'Fetch new data with the stored credentials and an active consent, not before next_refresh_possible_at of the connection',
	request: { method: 'PUT', path: '/connections/{connectionId}/refresh' },
	fields: [
		customerOfList,
		connectionId,
		furtherAttempt,
		additionalFields([categorization, dailyRefresh, includeFakeProviders]),
	],
	check: attemptComplaint,
	answer: { kind: 'record', ...connectionShape },
	completion: fetching,
};
