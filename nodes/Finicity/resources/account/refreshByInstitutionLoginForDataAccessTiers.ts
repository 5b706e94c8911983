import type { Operation } from '../../../shared/operation';
import { customerId, institutionLoginId } from '../../fields';
import { REFRESH_TIMEOUT } from './fields';

export const refreshByInstitutionLoginForDataAccessTiers: Operation = {
	value: 'refreshByInstitutionLoginForDataAccessTiers',
	name: 'Refresh by Institution Login for Data Access Tiers',
	action: 'Refresh accounts by institution login for data access tiers',
	description:
		"Fetch new data for the accounts of one institution login under the tiers ASD, AFD and ATD, up to three minutes. Gives no accounts: list them afterwards. The provider doesn't allow refreshes on a schedule.",
	request: {
		method: 'POST',
		path: '/aggregation/v2/customers/{customerId}/institutionLogins/{institutionLoginId}/accounts',
		timeout: REFRESH_TIMEOUT,
	},
	fields: [customerId, institutionLoginId],
	answer: { kind: 'done' },
};
