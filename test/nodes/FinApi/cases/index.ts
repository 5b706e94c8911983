import type { ApiVersion } from '../../../sandbox/finapi';
import { accounts } from './accounts';
import { bankConnectionsV1, bankConnectionsV2 } from './bankConnections';
import { banks } from './banks';
import type { Case } from './case';
import { categories } from './categories';
import { clientConfiguration } from './clientConfiguration';
import { interfaces } from './interfaces';
import { notificationRules } from './notificationRules';
import { transactions } from './transactions';
import { users } from './users';
import { webForms } from './webForms';

/** By version and by the vendor's operationId. */
export const cases: Record<ApiVersion, Record<string, Case>> = {
	V1: bankConnectionsV1,
	V2: {
		...bankConnectionsV2,
		...accounts,
		...banks,
		...categories,
		...clientConfiguration,
		...interfaces,
		...notificationRules,
		...transactions,
		...users,
		...webForms,
	},
};
