import type { Operation } from '../../../shared/operation';
import { customerId } from '../../fields';
import { accountList, institutionId } from './fields';

export const getManyByInstitution: Operation = {
	value: 'getManyByInstitution',
	name: 'Get Many by Institution',
	action: 'Get many accounts by institution',
	description: 'List the active accounts of a customer at one bank, whatever login they came from',
	request: {
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/institutions/{institutionId}/accounts',
	},
	fields: [customerId, institutionId],
	answer: accountList,
};
