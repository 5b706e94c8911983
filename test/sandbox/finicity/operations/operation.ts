import type { Answer } from '../../shared/server';
import type { Values } from '../../shared/validation';
import { customerNotFound, Refusal } from '../errors';
import type { Customer, FinicityState } from '../state';

/** A call that kept to the contract. */
export interface Call extends Values {
	state: FinicityState;
	partnerId: string;
}

/** Carries a call out; throws a `Refusal` for what cannot be done. */
export type Operation = (call: Call) => Answer;

/** Ends the operation with a failure. */
export function refuse(answer: Answer): never {
	throw new Refusal(answer);
}

/** The customer the path names. */
export function customerOf({ state, path }: Call): Customer {
	return state.customers.get(path.customerId ?? '') ?? refuse(customerNotFound());
}
