import type { Operation } from '../../../shared/operation';
import { customerId, institutionLoginId } from '../../fields';
import { accountList } from '../account/fields';

export const migrateInstitutionLogin: Operation = {
	value: 'migrateInstitutionLogin',
	name: 'Migrate Institution Login Accounts',
	action: 'Migrate institution login accounts',
	description:
		"Move the accounts of an institution login from the bank's old connection to its OAuth connection",
	request: {
		method: 'PUT',
		path: '/aggregation/v2/customers/{customerId}/institutionLogins/{institutionLoginId}/migration',
	},
	fields: [customerId, institutionLoginId],
	answer: accountList,
};
