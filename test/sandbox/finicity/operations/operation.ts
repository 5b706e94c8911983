import type { Call as ContractCall, Operations } from '../../shared/api';
import type { Access } from '../access';
import { customerNotFound, refuse } from '../errors';
import type { Customer, FinicityState } from '../state';

/** What operations work with. */
export interface BankSide {
	state: FinicityState;
	access: Access;
	partnerId: string;
}

export type Call = ContractCall & BankSide;
export type FinicityOperations = Operations<BankSide>;

/** The customer the path names. */
export function customerOf({ state, path }: Call): Customer {
	return state.customers.get(path.customerId ?? '') ?? refuse(customerNotFound());
}
