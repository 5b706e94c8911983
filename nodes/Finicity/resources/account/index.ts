import type { Resource } from '../../../shared/operation';
import { deleteAccount } from './delete';
import { deleteByInstitutionLogin } from './deleteByInstitutionLogin';
import { get } from './get';
import { getMany } from './getMany';
import { getManyByInstitution } from './getManyByInstitution';
import { getManyByInstitutionLogin } from './getManyByInstitutionLogin';
import { refresh } from './refresh';
import { refreshByInstitutionLogin } from './refreshByInstitutionLogin';
import { refreshByInstitutionLoginForDataAccessTiers } from './refreshByInstitutionLoginForDataAccessTiers';
import { refreshForDataAccessTiers } from './refreshForDataAccessTiers';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [
		deleteAccount,
		deleteByInstitutionLogin,
		get,
		getMany,
		getManyByInstitution,
		getManyByInstitutionLogin,
		refresh,
		refreshByInstitutionLogin,
		refreshByInstitutionLoginForDataAccessTiers,
		refreshForDataAccessTiers,
	],
};
