import { accounts } from './finapi.accounts';
import { banksV1, banksV2 } from './finapi.banks';
import { categories } from './finapi.categories';
import { clientV1, clientV2 } from './finapi.client';
import { connectionsOfV1, connectionsOfV2 } from './finapi.connections';
import { notificationRules } from './finapi.notificationRules';
import type { FinApiOperation } from './finapi.operation';
import { transactions } from './finapi.transactions';
import { users } from './finapi.users';
import { webForms } from './finapi.webForms';

/**
 * finAPI Access V1 in its edition 1.151.1: the 8 documented operations of bank connections, the call
 * that gets a token, the configuration of the client, and the list of banks.
 */
export const finapiV1Contract: readonly FinApiOperation[] = [
	...clientV1,
	...banksV1,
	...connectionsOfV1,
];

/** finAPI Access V2: 2.38.0 with what 2.48.1 adds. */
export const finapiV2Contract: readonly FinApiOperation[] = [
	...clientV2,
	...users,
	...banksV2,
	...connectionsOfV2,
	...accounts,
	...transactions,
	...categories,
	...notificationRules,
];

/** finAPI Web Form 2.0, which goes with V2. */
export const finapiWebFormContract: readonly FinApiOperation[] = webForms;
