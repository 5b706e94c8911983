import { byId } from '../../shared/paging';
import type { Answer } from '../../shared/server';
import { isBusy } from '../background';
import { refuse } from '../errors';
import type { BankingInterface, ConnectionInterface } from '../model';
import { listIn } from '../paging';
import { asId } from '../views/values';
import { viewConnection } from '../views/connections';
import type { Call, FinApiOperations } from './operation';
import { connectionOf, idIn, refuseBusy } from './operation';

/** The user's connections; ids of others are left out without a word. */
function listed({ state, userId, version }: Call, ids?: readonly string[]): Answer {
	const connections = state
		.connectionsOf(userId)
		.filter(({ id }) => ids?.includes(id) ?? true)
		.sort(byId)
		.map((connection) => viewConnection[version](state, connection));
	return { status: 200, body: { connections } };
}

/** Takes a consent back: from finAPI, and from the bank if that lets go of it. */
function takeBack(call: Call, on: ConnectionInterface, keepsConsents: boolean) {
	if (on.bankingInterface !== 'XS2A') return { local: 'NOT_SUPPORTED', remote: 'NOT_SUPPORTED' };
	if (on.consentExpiresAt === undefined) return { local: 'NOT_EXIST', remote: 'NOT_EXIST' };
	if (keepsConsents && call.query.forceDeletion !== true) {
		refuse(422, 'INVALID_CONSENT', 'The bank did not delete the consent');
	}
	delete on.consentExpiresAt;
	return { local: 'DELETED', remote: keepsConsents ? 'NOT_DELETED' : 'DELETED' };
}

export const connectionOperations: FinApiOperations = {
	getAllBankConnections: (call) => listed(call, listIn(call.query, 'ids')),

	getMultipleBankConnections: (call) => listed(call, call.path.ids?.split(',')),

	getBankConnection: (call) => {
		const connection = connectionOf(call, call.path.id ?? '');
		return { status: 200, body: viewConnection[call.version](call.state, connection) };
	},

	deleteBankConnection: (call) => {
		const connection = connectionOf(call, call.path.id ?? '');
		if (isBusy(connection)) refuseBusy();
		call.state.removeConnection(connection);
		return { status: 200 };
	},

	deleteAllBankConnections: ({ state, userId }) => {
		const connections = state.connectionsOf(userId).sort(byId);
		if (connections.some(isBusy)) refuseBusy();
		for (const connection of connections) state.removeConnection(connection);
		return { status: 200, body: { identifiers: connections.map(({ id }) => asId(id)) } };
	},

	removeInterface: (call) => {
		const connection = connectionOf(call, idIn(call.body.bankConnectionId));
		const wanted = call.body.bankingInterface as BankingInterface;
		const left = connection.interfaces.filter((each) => each.bankingInterface !== wanted);
		if (left.length === connection.interfaces.length) {
			refuse(404, 'UNKNOWN_ENTITY', `${wanted} is not connected`);
		}
		if (connection.job?.download) refuseBusy();
		connection.interfaces = left;
		return { status: 200 };
	},

	deleteConsent: (call) => {
		const connection = connectionOf(call, call.path.id ?? '', 422);
		const on =
			connection.interfaces.find(
				({ bankingInterface }) => bankingInterface === call.query.bankingInterface,
			) ?? refuse(422, 'UNKNOWN_ENTITY', `${String(call.query.bankingInterface)} is not connected`);
		if (connection.job?.download) refuseBusy();
		const { keepsConsents = false } = call.state.bankOf(connection);
		return { status: 200, body: takeBack(call, on, keepsConsents) };
	},
};
