import type { Answer } from '../../shared/server';
import type { Values } from '../../shared/validation';
import { refuse } from '../errors';
import type { Connection, Customer } from '../model';
import type { SaltEdgeState } from '../state';

/** A call that kept to the contract. */
export interface Call extends Values {
	state: SaltEdgeState;
	/** The address as it was sent, for the link to the next page. */
	url: string;
	/** What the body wraps. */
	data: Record<string, unknown>;
}

/** Carries a call out; throws a `Refusal` for what cannot be done. */
export type Operation = (call: Call) => Answer;

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
