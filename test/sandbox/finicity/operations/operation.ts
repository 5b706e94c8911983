import type { Call as ContractCall, Operations } from '../../shared/api';
import type { Answer } from '../../shared/server';
import type { Access, PartnerKeys } from '../access';
import type { Webhooks } from '../connect/webhooks';
import { customerNotFound, refuse, resourceNotFound } from '../errors';
import type { Account, Customer } from '../model';
import type { FinicityState } from '../state';
import type { TxPush } from '../txPush';

/** What the bank was told to be like. */
export interface BankSettings {
	/** In a `testDrive` nothing of real persons can be used. */
	plan: 'full' | 'testDrive';
	/** How often the state of a refresh of transactions is asked for before it is over. */
	refreshLooks: number;
	/** Whether codes of errors are JSON numbers everywhere, not only in the newer calls. */
	codesAsNumbers: boolean;
	/** Whether somebody goes through Connect as soon as there is a new testing customer. */
	autoConnect: boolean;
}

/** What operations work with. */
export interface BankSide {
	state: FinicityState;
	access: Access;
	keys: PartnerKeys;
	settings: BankSettings;
	webhooks: Webhooks;
	txPush: TxPush;
	/** Where the bank listens. */
	baseUrl: string;
}

export type Call = ContractCall & BankSide;
export type FinicityAnswer = Answer | Promise<Answer>;
export type FinicityOperations = Operations<BankSide, FinicityAnswer>;

/** The customer the path names. */
export function customerOf({ state, path }: Call): Customer {
	return state.customers.get(path.customerId ?? '') ?? refuse(customerNotFound());
}

export function accountsOfCustomer(call: Call): Account[] {
	return call.state.accountsOf(customerOf(call).id);
}

/** The account the path names. */
export function accountOf(call: Call): Account {
	const account = accountsOfCustomer(call).find(({ id }) => id === call.path.accountId);
	return account ?? refuse(resourceNotFound());
}
