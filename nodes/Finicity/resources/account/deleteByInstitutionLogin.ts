import type { Operation } from '../../../shared/operation';
import { customerId, institutionLoginId } from '../../fields';

export const deleteByInstitutionLogin: Operation = {
	value: 'deleteByInstitutionLogin',
	name: 'Delete by Institution Login',
	action: 'Delete accounts by institution login',
	description: "Remove all accounts of a customer at one institution login. This can't be undone.",
	request: {
		method: 'DELETE',
		path: '/aggregation/v1/customers/{customerId}/institutionLogins/{institutionLoginId}',
	},
	fields: [customerId, institutionLoginId],
	answer: { kind: 'deleted' },
};
