import type { Operation } from '../../../shared/operation';
import { customerId, institutionLoginId } from '../../fields';
import { accountList } from './fields';

export const getManyByInstitutionLogin: Operation = {
	value: 'getManyByInstitutionLogin',
	name: 'Get Many by Institution Login',
	action: 'Get many accounts by institution login',
	description: 'List the accounts of a customer that came from one login at a bank',
	request: {
		method: 'GET',
		path: '/aggregation/v1/customers/{customerId}/institutionLogins/{institutionLoginId}/accounts',
	},
	fields: [customerId, institutionLoginId],
	answer: accountList,
};
