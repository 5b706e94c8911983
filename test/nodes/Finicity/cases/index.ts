import { accounts } from './accounts';
import { appRegistrations } from './appRegistrations';
import type { Case } from './case';
import { connect } from './connect';
import { consents } from './consents';
import { consumers } from './consumers';
import { customers } from './customers';
import { institutions } from './institutions';
import { reports } from './reports';
import { transactions } from './transactions';

/** All of them, by the vendor's operationId. */
export const cases: Record<string, Case> = {
	...accounts,
	...appRegistrations,
	...connect,
	...consents,
	...consumers,
	...customers,
	...institutions,
	...reports,
	...transactions,
};
