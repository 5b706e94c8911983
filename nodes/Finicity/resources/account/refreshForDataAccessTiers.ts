import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';
import { REFRESH_TIMEOUT } from './fields';

export const refreshForDataAccessTiers: Operation = {
	value: 'refreshForDataAccessTiers',
	name: 'Refresh for Data Access Tiers',
	action: 'Refresh accounts for data access tiers',
	description:
		"Fetch new data for all accounts of a customer under the tiers ASD, AFD and ATD, up to three minutes. Gives no accounts: list them afterwards. The provider doesn't allow refreshes on a schedule.",
	request: {
		method: 'POST',
		path: '/aggregation/v2/customers/{customerId}/accounts',
		timeout: REFRESH_TIMEOUT,
	},
	fields: [customerId],
	answer: { kind: 'done' },
};
