import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';
import { REFRESH_TIMEOUT, accountList } from './fields';

export const refresh: Operation = {
	value: 'refresh',
	name: 'Refresh',
	action: 'Refresh accounts',
	description:
		"Fetch new data for all accounts of a customer from their banks while you wait, up to three minutes. Only for a present need: the provider refreshes once a day by itself and doesn't allow refreshes on a schedule. Not for Data Access Tiers, which have an operation of their own.",
	request: {
		method: 'POST',
		path: '/aggregation/v1/customers/{customerId}/accounts',
		timeout: REFRESH_TIMEOUT,
	},
	fields: [customerId],
	answer: accountList,
};
