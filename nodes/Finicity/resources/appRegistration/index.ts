import type { Resource } from '../../../shared/operation';
import { assignToCustomer } from './assignToCustomer';
import { create } from './create';
import { getMany } from './getMany';
import { getManyByInstitution } from './getManyByInstitution';
import { getManyStatuses } from './getManyStatuses';
import { migrateInstitutionLogin } from './migrateInstitutionLogin';
import { update } from './update';

export const appRegistration: Resource = {
	value: 'appRegistration',
	name: 'App Registration',
	operations: [
		assignToCustomer,
		create,
		getMany,
		getManyByInstitution,
		getManyStatuses,
		migrateInstitutionLogin,
		update,
	],
};
