import type { Call as ContractCall, Operations } from '../../shared/api';
import type { Access } from '../access';
import type { Challenges } from '../challenges';
import { refuse } from '../errors';
import type { ApiVersion, Connection, FinApiState } from '../state';

/** What operations work with. */
export interface BankSide {
	version: ApiVersion;
	state: FinApiState;
	access: Access;
	challenges: Challenges;
	/** Empty for the client itself, who has no connections. */
	userId: string;
}

export type Call = ContractCall & BankSide;
export type FinApiOperations = Operations<BankSide>;

/** The user's connection with the id; another user's is as unknown as none at all. */
export function connectionOf({ state, userId }: Call, id: string): Connection {
	const connection = state.connections.get(id);
	if (connection?.userId !== userId) {
		refuse(404, 'UNKNOWN_ENTITY', `There is no bank connection ${id}`);
	}
	return connection;
}

export function refuseBusy(): never {
	refuse(423, 'LOCKED', 'The bank connection is being imported, updated or categorized');
}
