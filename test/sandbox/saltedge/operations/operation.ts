import type { ApiVersion } from '../../../contract/saltedge';
import type { Call as ContractCall, Operations } from '../../shared/api';
import type { Answer } from '../../shared/server';
import { refuse } from '../errors';
import type { Connection, Customer } from '../model';
import type { Page } from '../paging';
import { pageOf } from '../paging';
import type { SaltEdgeState } from '../state';

/** What operations work with. */
export interface BankSide {
	state: SaltEdgeState;
	/** Of the API that was called. */
	version: ApiVersion;
}

export type Call = ContractCall & BankSide;
export type SaltEdgeOperations = Operations<BankSide>;

/** What the body wraps; empty when there is none. */
export function dataIn<Data = Record<string, unknown>>({ body }: Call): Data {
	return (body.data ?? {}) as Data;
}

export const answer = (data: unknown): Answer => ({ status: 200, body: { data } });

/** One page of records, each as it is seen from outside. */
export function answerPage<Kept extends { id: string }>(
	{ state, query, request }: Call,
	all: readonly Kept[],
	view: (one: Kept) => unknown,
): Answer {
	const { records, meta }: Page<Kept> = pageOf(all, query, { ...state, url: request.url });
	return { status: 200, body: { data: records.map(view), meta } };
}

/** A customer, locked or not. */
export function anyCustomer(state: SaltEdgeState, id: string): Customer {
	return state.customers.get(id) ?? refuse('CustomerNotFound', `There is no customer ${id}`);
}

/** A customer whose data may be seen and changed. */
export function customerOf(state: SaltEdgeState, id: string): Customer {
	const customer = anyCustomer(state, id);
	if (customer.blockedAt !== null) refuse('CustomerLocked', 'The customer is locked');
	return customer;
}

/** A connection whose data may be seen and changed. */
export function connectionWith(state: SaltEdgeState, id: string): Connection {
	const connection =
		state.connections.get(id) ?? refuse('ConnectionNotFound', `There is no connection ${id}`);
	customerOf(state, connection.customerId);
	return connection;
}

/** The connection that the path names. */
export const connectionOf = ({ state, path }: Call): Connection =>
	connectionWith(state, path.connection_id ?? '');

/** The connection that the query names. */
export const connectionAsked = ({ state, query }: Call): Connection =>
	connectionWith(state, String(query.connection_id));

/** The connections that the query is about: the one that it names, or else all of its customer. */
export function connectionsAsked(call: Call): Connection[] {
	const { state, query } = call;
	if (query.connection_id !== undefined) return [connectionAsked(call)];
	return state.connectionsOf(customerOf(state, String(query.customer_id)).id);
}
