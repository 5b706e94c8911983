import { hasCredentials, credentialsIn } from '../credentials';
import { refuse } from '../errors';
import { checkIdle } from '../fetching';
import type { Connection, Credentials } from '../model';
import { lastAttempt, lastStage, openQuestion } from '../model';
import * as v5 from '../views/v5';
import * as v6 from '../views/v6';
import type { Call, SaltEdgeOperations } from './operation';
import { answer, answerPage, connectionOf, customerOf, dataIn } from './operation';

interface UpdateBody {
	status?: 'inactive';
	daily_refresh?: boolean;
	store_credentials?: boolean;
}

const viewIn = ({ version, state }: Call) => {
	const { viewConnection } = version === 'v5' ? v5 : v6;
	return (connection: Connection) => viewConnection(state, connection);
};

/** Takes a connection away with all that it has, and tells so. */
export function deleteConnection(
	{ state, version }: Pick<Call, 'state' | 'version'>,
	connection: Connection,
): void {
	state.connections.delete(connection.id);
	const attempt = lastAttempt(connection);
	const stage = lastStage(attempt);
	state.tell({ version, type: 'destroy', connection, attempt, stage, at: state.now() });
}

export const connectionOperations: SaltEdgeOperations = {
	connections_get: (call) => {
		const { id } = customerOf(call.state, String(call.query.customer_id));
		return answerPage(call, call.state.connectionsOf(id), viewIn(call));
	},

	connections_connection_id_get: (call) => {
		const connection = connectionOf(call);
		const withHolder = call.query.include_holder_info === true;
		return answer({
			...viewIn(call)(connection),
			...(withHolder ? { holder_info: v6.viewHolder(connection) } : {}),
		});
	},

	connections_connection_id_delete: (call) => {
		const connection = connectionOf(call);
		deleteConnection(call, connection);
		return answer({ id: connection.id, removed: true });
	},

	connections_connection_id_put: (call) => {
		const connection = connectionOf(call);
		const { status, daily_refresh, store_credentials } = dataIn<UpdateBody>(call);
		checkIdle(connection);
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
		return answer(viewIn(call)(connection));
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
		const question = openQuestion(attempt);
		if (!question) {
			refuse('ActionNotAllowed', 'The connection is not waiting for an answer');
		}
		if (!hasCredentials(given)) {
			refuse('WrongRequestFormat', 'credentials or encrypted_credentials are needed');
		}
		attempt.reply = credentialsIn(question.fields, given);
		attempt.dueAt = state.now() + state.stageDelayMs;
		lastStage(attempt).updatedAt = state.now();
		return answer(viewIn(call)(connection));
	},
};
