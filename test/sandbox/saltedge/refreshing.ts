import { dateTime } from '../shared/time';
import { checkConsent } from './consent';
import { refuse } from './errors';
import { checkIdle } from './fetching';
import type { Connection, Credentials } from './model';
import { checkUp } from './providerRules';
import type { SaltEdgeState } from './state';

/** The credentials that a connection is refreshed with, if it can be now. */
export function checkRefreshable(state: SaltEdgeState, connection: Connection): Credentials {
	const { consent, credentials, status, nextRefreshAt } = connection;
	const provider = state.providerOf(connection);
	checkIdle(connection);
	checkUp(provider);
	checkConsent(consent, state.now());
	if (status === 'inactive' || !credentials || provider.mode === 'file') {
		refuse('ConnectionCannotBeRefreshed', 'The connection has to be reconnected');
	}
	if (nextRefreshAt !== undefined && nextRefreshAt > state.now()) {
		refuse('ConnectionCannotBeRefreshed', 'It is too early for the next refresh', {
			next_refresh_possible_at: dateTime(nextRefreshAt),
		});
	}
	return credentials;
}
