import { byId } from '../../shared/paging';
import type { Answer } from '../../shared/server';
import { isBusy } from '../background';
import { viewConnection } from '../views';
import type { Call, FinApiOperations } from './operation';
import { connectionOf, refuseBusy } from './operation';

/** The user's connections; ids of others are left out without a word. */
function listed({ state, userId, version }: Call, ids?: readonly string[]): Answer {
	const connections = state
		.connectionsOf(userId)
		.filter(({ id }) => ids?.includes(id) ?? true)
		.sort(byId)
		.map((connection) => viewConnection[version](state, connection));
	return { status: 200, body: { connections } };
}

export const connectionOperations: FinApiOperations = {
	getAllBankConnections: (call) => listed(call, call.query.ids as string[] | undefined),

	getMultipleBankConnections: (call) => listed(call, call.path.ids?.split(',')),

	getBankConnection: (call) => {
		const connection = connectionOf(call, call.path.id ?? '');
		return { status: 200, body: viewConnection[call.version](call.state, connection) };
	},

	deleteBankConnection: (call) => {
		const connection = connectionOf(call, call.path.id ?? '');
		if (isBusy(connection)) refuseBusy();
		call.state.connections.delete(connection.id);
		return { status: 200 };
	},

	deleteAllBankConnections: ({ state, userId }) => {
		const connections = state.connectionsOf(userId).sort(byId);
		if (connections.some(isBusy)) refuseBusy();
		for (const { id } of connections) state.connections.delete(id);
		return { status: 200, body: { identifiers: connections.map(({ id }) => BigInt(id)) } };
	},
};
