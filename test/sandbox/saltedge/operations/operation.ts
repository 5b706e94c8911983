import type { Call as ContractCall, Operations } from '../../shared/api';
import type { Answer } from '../../shared/server';
import { refuse } from '../errors';
import type { Connection, Customer } from '../model';
import type { SaltEdgeState } from '../state';

/** What operations work with. */
export interface BankSide {
	state: SaltEdgeState;
}

export type Call = ContractCall & BankSide;
export type SaltEdgeOperations = Operations<BankSide>;

/** What the body wraps; empty when there is none. */
export function dataIn<Data = Record<string, unknown>>({ body }: Call): Data {
	return (body.data ?? {}) as Data;
}

export const answer = (data: unknown): Answer => ({ status: 200, body: { data } });

/** A customer whose data may be seen and changed. */
export function customerOf(state: SaltEdgeState, id: string): Customer {
	const customer =
		state.customers.get(id) ?? refuse('CustomerNotFound', `There is no customer ${id}`);
	if (customer.blockedAt !== null) refuse('CustomerLocked', 'The customer is locked');
	return customer;
}

/** The connection that the path names. */
export function connectionOf({ state, path }: Call): Connection {
	const id = path.connection_id ?? '';
	const connection =
		state.connections.get(id) ?? refuse('ConnectionNotFound', `There is no connection ${id}`);
	customerOf(state, connection.customerId);
	return connection;
}
