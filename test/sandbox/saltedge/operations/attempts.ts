import { refuse } from '../errors';
import { viewAttempt, viewWholeAttempt } from '../views/v5';
import { holder } from '../views/common';
import type { SaltEdgeOperations } from './operation';
import { answer, answerPage, connectionAsked } from './operation';

export const attemptOperations: SaltEdgeOperations = {
	attempts_get: (call) => {
		const connection = connectionAsked(call);
		const provider = call.state.providerOf(connection);
		return answerPage(call, connection.attempts, (attempt) => viewAttempt(attempt, provider));
	},

	attempts_attempt_id_get: (call) => {
		const connection = connectionAsked(call);
		const id = call.path.attempt_id ?? '';
		const attempt =
			connection.attempts.find((one) => one.id === id) ??
			refuse('AttemptNotFound', `The connection has no attempt ${id}`);
		return answer(viewWholeAttempt(attempt, call.state.providerOf(connection)));
	},

	holder_info_get: (call) => {
		if (connectionAsked(call).holderInfoAt === undefined) {
			refuse('HolderInfoNotSupported', 'Nothing was fetched about who the accounts are of');
		}
		return answer(holder);
	},
};
