import { dateTime, minute } from '../../shared/time';
import { attemptRequestIn } from '../attempt';
import type { ConsentRequest } from '../consent';
import { checkConsent, grant, termsIn } from '../consent';
import { credentialsIn, hasCredentials } from '../credentials';
import type { ConnectionChanges } from '../fetching';
import { begin, checkConnectionLimit, checkIdle, newConnection, refuseTwin } from '../fetching';
import type { Categorization, Credentials } from '../model';
import { checkFile, checkUsable, providerIn } from '../providerRules';
import { checkRefreshable } from '../refreshing';
import { viewConnection } from '../views/v5';
import type { SaltEdgeOperations } from './operation';
import { answer, connectionOf, customerOf, dataIn } from './operation';

/** What a fetch may be told, whichever operation begins it. */
interface FetchBody extends Credentials {
	consent?: ConsentRequest;
	attempt?: Record<string, unknown>;
	daily_refresh?: boolean;
	categorization?: Categorization;
	file_url?: string;
	override_credentials?: boolean;
}

interface CreateBody extends FetchBody {
	customer_id: string;
	country_code: string;
	provider_code: string;
	include_fake_providers?: boolean;
	consent: ConsentRequest;
}

const changesIn = ({ daily_refresh, categorization }: FetchBody): ConnectionChanges => ({
	dailyRefresh: daily_refresh,
	categorization,
});

/** What v5 lets certified clients do by themselves, without the widget. */
const direct = { version: 'v5', inWidget: false } as const;

export const directOperations: SaltEdgeOperations = {
	connections_post: (call) => {
		const { state } = call;
		const body = dataIn<CreateBody>(call);
		const { id: customerId } = customerOf(state, body.customer_id);
		const provider = providerIn(state, body);
		checkUsable(provider);
		checkFile(provider, body.file_url);
		const consent = grant(state, provider, termsIn(state, 'v5', body.consent), 'client');
		const credentials = credentialsIn(provider.required_fields, body);
		refuseTwin(state, { customerId, providerCode: provider.code }, credentials);
		checkConnectionLimit(state);
		const id = state.newId('connection');
		const connection = newConnection(state, { id, customerId, provider, consent });
		begin(state, connection, attemptRequestIn('v5', body.attempt), {
			...{ ...direct, ...changesIn(body) },
			...{ consent, credentials, mustMatch: false, again: false },
		});
		if (connection.storesCredentials) connection.credentials = credentials;
		return answer(viewConnection(state, connection));
	},

	connections_connection_id_reconnect_put: (call) => {
		const { state } = call;
		const body = dataIn<FetchBody>(call);
		const connection = connectionOf(call);
		const provider = state.providerOf(connection);
		checkIdle(connection);
		checkUsable(provider);
		checkFile(provider, body.file_url);
		if (!body.consent) checkConsent(connection.consent, state.now());
		const consent = body.consent
			? grant(state, provider, termsIn(state, 'v5', body.consent), 'client')
			: connection.consent;
		const given = hasCredentials(body) ? body : (connection.credentials ?? {});
		begin(state, connection, attemptRequestIn('v5', body.attempt), {
			...{ ...direct, ...changesIn(body), consent },
			credentials: credentialsIn(provider.required_fields, given),
			mustMatch: body.override_credentials !== true,
			again: true,
		});
		return answer(viewConnection(state, connection));
	},

	connections_connection_id_refresh_put: (call) => {
		const { state } = call;
		const body = dataIn<FetchBody>(call);
		const connection = connectionOf(call);
		const credentials = checkRefreshable(state, connection);
		const { consent } = connection;
		begin(state, connection, attemptRequestIn('v5', body.attempt), {
			...{ ...direct, ...changesIn(body) },
			...{ consent, credentials, mustMatch: false, again: true },
		});
		// While it goes on there is no such time, but this answer tells it beforehand.
		const { automatic_fetch, refresh_timeout } = state.providerOf(connection);
		const next = state.now() + refresh_timeout * minute;
		return answer({
			...viewConnection(state, connection),
			next_refresh_possible_at: automatic_fetch ? dateTime(next) : null,
		});
	},
};
