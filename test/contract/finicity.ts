import type { ContractOperation } from './contract';
import { accountDetailOperations, authorizationOperations } from './finicity.accountDetails';
import { accountOperations } from './finicity.accounts';
import { applicationOperations } from './finicity.applications';
import { authenticationOperations } from './finicity.authentication';
import { connectOperations } from './finicity.connect';
import { consentOperations } from './finicity.consents';
import { consumerOperations } from './finicity.consumers';
import { customerOperations } from './finicity.customers';
import { institutionOperations } from './finicity.institutions';
import { reportOperations } from './finicity.reports';
import { simpleAccountOperations } from './finicity.simpleAccounts';
import { transactionOperations } from './finicity.transactions';
import { txPushOperations } from './finicity.txPush';

/** What is used of Finicity's API. */
export const finicityContract: readonly ContractOperation[] = [
	...authenticationOperations,
	...connectOperations,
	...institutionOperations,
	...customerOperations,
	...consumerOperations,
	...applicationOperations,
	...accountOperations,
	...simpleAccountOperations,
	...accountDetailOperations,
	...authorizationOperations,
	...transactionOperations,
	...txPushOperations,
	...reportOperations,
	...consentOperations,
];
