import type { Answer } from '../../shared/server';
import { dateTime, minute } from '../../shared/time';
import { attemptRequestIn } from '../attempt';
import { grant, termsIn } from '../consent';
import type { ConsentRequest } from '../consent';
import { begin } from '../fetching';
import { checkRefreshable } from '../refreshing';
import type { Call, SaltEdgeOperations } from './operation';
import { answer, connectionOf, dataIn } from './operation';
import { refreshLink } from './sessions';

interface RefreshBody {
	attempt?: Record<string, unknown>;
	consent?: ConsentRequest;
	show_widget?: boolean;
	automatic_refresh?: boolean;
}

/** Gives a link where the end user has something to do, and begins by itself elsewhere. */
function refresh(call: Call, { withWidget, userIsThere }: Record<string, boolean>): Answer {
	const { state } = call;
	const connection = connectionOf(call);
	const provider = state.providerOf(connection);
	if (withWidget || provider.interactive) return answer(refreshLink(call, connection));

	const body = dataIn<RefreshBody>(call);
	const credentials = checkRefreshable(state, connection);
	const consent = body.consent
		? grant(state, provider, termsIn(state, 'v6', body.consent), 'client')
		: connection.consent;
	const request = { ...attemptRequestIn('v6', body.attempt), user_present: userIsThere };
	const attempt = begin(state, connection, request, {
		...{ version: 'v6', inWidget: false, mustMatch: false, again: true },
		...{ consent, credentials, dailyRefresh: body.automatic_refresh },
	});
	return answer({
		id: connection.id,
		customer_id: connection.customerId,
		attempt_id: attempt.id,
		next_refresh_possible_at: dateTime(state.now() + provider.refresh_timeout * minute),
	});
}

export const refreshOperations: SaltEdgeOperations = {
	connections_connection_id_refresh_post: (call) => {
		const { show_widget = true } = dataIn<RefreshBody>(call);
		return refresh(call, { withWidget: show_widget, userIsThere: true });
	},

	connections_connection_id_background_refresh_post: (call) =>
		refresh(call, { withWidget: false, userIsThere: false }),
};
