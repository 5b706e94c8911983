import { hasCredentials, credentialsIn } from '../credentials';
import { refuse } from '../errors';
import type { Credentials } from '../model';
import { lastAttempt, lastStage } from '../model';
import { pageOf } from '../paging';
import { isProcessing } from '../progress';
import { viewConnection } from '../views';
import type { SaltEdgeOperations } from './operation';
import { answer, connectionOf, customerOf, dataIn } from './operation';

interface UpdateBody {
	status?: 'inactive';
	daily_refresh?: boolean;
	store_credentials?: boolean;
}

export const connectionOperations: SaltEdgeOperations = {
	connections_get: ({ state, query, request }) => {
		const { id } = customerOf(state, String(query.customer_id));
		const all = state.connectionsOf(id);
		const { records, meta } = pageOf(all, query, { pageSize: state.pageSize, ...request });
		const data = records.map((connection) => viewConnection(state, connection));
		return { status: 200, body: { data, meta } };
	},

	connections_connection_id_get: (call) => answer(viewConnection(call.state, connectionOf(call))),

	connections_connection_id_delete: (call) => {
		const connection = connectionOf(call);
		const { id } = connection;
		call.state.connections.delete(id);
		const attempt = lastAttempt(connection);
		const at = Date.now();
		call.state.tell({ type: 'destroy', connection, attempt, stage: lastStage(attempt), at });
		return answer({ id, removed: true });
	},

	connections_connection_id_put: (call) => {
		const connection = connectionOf(call);
		const { status, daily_refresh, store_credentials } = dataIn<UpdateBody>(call);
		if (connection.status === 'disabled') {
			refuse('ConnectionDisabled', 'The connection is disabled');
		}
		if (isProcessing(connection)) {
			refuse('ConnectionAlreadyProcessing', 'The connection is being processed');
		}
		if (store_credentials !== undefined) {
			if (call.state.providerOf(connection).mode === 'file') {
				refuse('WrongProviderMode', 'A file has no credentials to store');
			}
			connection.storesCredentials = store_credentials;
			if (!store_credentials) delete connection.credentials;
		}
		if (daily_refresh !== undefined) connection.dailyRefresh = daily_refresh;
		if (status !== undefined) connection.status = status;
		if (connection.status === 'inactive' || !connection.credentials) {
			delete connection.nextRefreshAt;
		}
		return answer(viewConnection(call.state, connection));
	},

	connections_connection_id_interactive_put: (call) => {
		const { state } = call;
		const connection = connectionOf(call);
		const given = dataIn<Credentials>(call);
		const provider = state.providerOf(connection);
		if (!provider.interactive) {
			refuse('ProviderNotInteractive', `${provider.name} asks nothing`);
		}
		const attempt = lastAttempt(connection);
		const { question } = lastStage(attempt);
		if (!question || attempt.reply) {
			refuse('ActionNotAllowed', 'The connection is not waiting for an answer');
		}
		if (!hasCredentials(given)) {
			refuse('WrongRequestFormat', 'credentials or encrypted_credentials are needed');
		}
		attempt.reply = credentialsIn(question.fields, given);
		attempt.dueAt = Date.now() + state.stageDelayMs;
		lastStage(attempt).updatedAt = Date.now();
		return answer(viewConnection(state, connection));
	},
};
