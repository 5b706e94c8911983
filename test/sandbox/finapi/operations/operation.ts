import type { Answer } from '../../shared/server';
import type { Values } from '../../shared/validation';
import type { Challenges } from '../challenges';
import { refuse } from '../errors';
import type { ApiVersion, Connection, FinApiState } from '../state';

/** A call that kept to the contract, with the rights it needs. */
export interface Call extends Values {
	id: string;
	version: ApiVersion;
	state: FinApiState;
	challenges: Challenges;
	/** Empty for the client itself, who has no connections. */
	userId: string;
}

/** Carries a call out; throws a `Refusal` for what cannot be done. */
export type Operation = (call: Call) => Answer;

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
