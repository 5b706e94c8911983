import type { Call as ContractCall, Operations } from '../../shared/api';
import type { Access } from '../access';
import type { Callbacks } from '../callbacks';
import type { Challenges } from '../challenges';
import { refuse } from '../errors';
import type { Account, ApiVersion, Connection, Transaction } from '../model';
import type { FinApiState } from '../state';

/** What operations work with. */
export interface BankSide {
	version: ApiVersion;
	state: FinApiState;
	access: Access;
	challenges: Challenges;
	callbacks: Callbacks;
	/** Empty for the client itself, who has no connections. */
	userId: string;
}

export type Call = ContractCall & BankSide;
export type FinApiOperations = Operations<BankSide>;

/** The user's connection with the id; another user's is as unknown as none at all. */
export function connectionOf({ state, userId }: Call, id: string, status = 404): Connection {
	const connection = state.connections.get(id);
	if (connection?.userId !== userId) {
		refuse(status, 'UNKNOWN_ENTITY', `There is no bank connection ${id}`);
	}
	return connection;
}

/** The user's account with the id, and the connection that it belongs to. */
export function accountOf(
	{ state, userId }: Call,
	id: string,
): { account: Account; connection: Connection } {
	return (
		state.accountsOf(userId).find(({ account }) => account.id === id) ??
		refuse(404, 'UNKNOWN_ENTITY', `There is no account ${id}`)
	);
}

/** The user's transaction with the id. */
export function transactionOf({ state, userId }: Call, id: string): Transaction {
	const transaction = state.transactions.get(id);
	const isOwn = state
		.accountsOf(userId)
		.some(({ account }) => account.id === transaction?.accountId);
	if (!transaction || !isOwn) refuse(404, 'UNKNOWN_ENTITY', `There is no transaction ${id}`);
	return transaction;
}

export function refuseBusy(): never {
	refuse(423, 'LOCKED', 'The bank connection is being imported, updated or categorized');
}

/** An id in a body: a number, or a text when that would have lost digits. */
export const idIn = (value: unknown): string => String(value);

/** The ids in a body; undefined when the list is not given. */
export const idsIn = (value: unknown): string[] | undefined =>
	Array.isArray(value) ? value.map(idIn) : undefined;
