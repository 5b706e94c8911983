import { isDeepStrictEqual } from 'node:util';
import { dateTime, day, minute } from '../../shared/time';
import type { AttemptBasis } from '../attempt';
import { attemptIn } from '../attempt';
import type { ConsentRequest } from '../consent';
import { checkConsent, consentIn } from '../consent';
import { credentialsIn, hasCredentials } from '../credentials';
import { refuse } from '../errors';
import type {
	Attempt,
	AttemptRequest,
	Categorization,
	Connection,
	Credentials,
	Provider,
} from '../model';
import { newConnection } from '../model';
import { isProcessing, start } from '../progress';
import { checkFile, checkUsable, providerIn } from '../providerRules';
import type { SaltEdgeState } from '../state';
import { viewConnection } from '../views';
import type { Call, SaltEdgeOperations } from './operation';
import { answer, connectionOf, customerOf, dataIn } from './operation';

/** What a fetch may be told, whichever operation begins it. */
interface FetchBody extends Credentials {
	consent?: ConsentRequest;
	attempt?: AttemptRequest;
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

/** How often a day a PSD2 bank hands out data when the end user is not there. */
const maxBackgroundFetches = 4;

function checkLimits(state: SaltEdgeState, connection: Connection, attempt: Attempt): void {
	const recent = connection.attempts.filter(
		({ inBackground, createdAt }) => inBackground && createdAt > Date.now() - day,
	);
	if (attempt.inBackground && recent.length >= maxBackgroundFetches) {
		refuse('BackgroundFetchLimitExceeded', 'The end user has to be present for another fetch');
	}
	const processing = [...state.connections.values()].filter(isProcessing);
	if (processing.length >= state.processingLimit) {
		refuse('RateLimitExceeded', 'Too many connections are being processed');
	}
}

/** Starts to fetch, if what the body asks for can be done. */
function begin(
	{ state }: Call,
	connection: Connection,
	body: FetchBody,
	basis: Pick<AttemptBasis, 'consent' | 'credentials' | 'mustMatch' | 'again'>,
): void {
	const request = body.attempt ?? {};
	const changes = {
		dailyRefresh: body.daily_refresh ?? connection.dailyRefresh,
		categorization: body.categorization ?? connection.categorization,
	};
	const attempt = attemptIn(state, state.providerOf(connection), request, {
		...{ ...basis, ...changes },
		accountIds: connection.accountIds,
	});
	checkLimits(state, connection, attempt);
	Object.assign(connection, changes, {
		consent: basis.consent,
		storesCredentials: request.store_credentials ?? true,
	});
	state.connections.set(connection.id, connection);
	start(state, connection, attempt, state.tell);
}

function refuseTwin(
	state: SaltEdgeState,
	{ customer_id, provider_code }: CreateBody,
	credentials: Credentials,
): void {
	if (!hasCredentials(credentials)) return;
	const twin = state
		.connectionsOf(customer_id)
		.filter(({ providerCode }) => providerCode === provider_code)
		.find((other) => isDeepStrictEqual(other.credentials, credentials));
	if (twin) refuse('ConnectionDuplicated', `The connection ${twin.id} has these credentials`);
}

/** The connection that the path names, if it can be fetched again. */
function idleConnectionOf(call: Call): { connection: Connection; provider: Provider } {
	const connection = connectionOf(call);
	if (connection.status === 'disabled') {
		refuse('ConnectionDisabled', 'The connection is disabled');
	}
	if (isProcessing(connection)) {
		refuse('ConnectionAlreadyProcessing', 'The connection is being processed');
	}
	const provider = call.state.providerOf(connection);
	checkUsable(provider);
	return { connection, provider };
}

export const fetchingOperations: SaltEdgeOperations = {
	connections_post: (call) => {
		const { state } = call;
		const body = dataIn<CreateBody>(call);
		const { id: customerId } = customerOf(state, body.customer_id);
		const provider = providerIn(state, body);
		checkUsable(provider);
		checkFile(provider, body.file_url);
		const consent = consentIn(state, provider, body.consent);
		const credentials = credentialsIn(provider.required_fields, body);
		refuseTwin(state, body, credentials);
		if (state.connections.size >= state.connectionLimit) {
			refuse('ConnectionLimitReached', 'The client may not have more connections');
		}
		const id = state.newId('connection');
		const given = { id, customerId, providerCode: provider.code, consent };
		const connection = newConnection(given, Date.now());
		begin(call, connection, body, { consent, credentials, mustMatch: false, again: false });
		if (connection.storesCredentials) connection.credentials = credentials;
		return answer(viewConnection(state, connection));
	},

	connections_connection_id_reconnect_put: (call) => {
		const { state } = call;
		const body = dataIn<FetchBody>(call);
		const { connection, provider } = idleConnectionOf(call);
		checkFile(provider, body.file_url);
		if (!body.consent) checkConsent(connection.consent);
		const consent = body.consent ? consentIn(state, provider, body.consent) : connection.consent;
		const given = hasCredentials(body) ? body : (connection.credentials ?? {});
		const credentials = credentialsIn(provider.required_fields, given);
		const mustMatch = body.override_credentials !== true;
		begin(call, connection, body, { consent, credentials, mustMatch, again: true });
		return answer(viewConnection(state, connection));
	},

	connections_connection_id_refresh_put: (call) => {
		const { state } = call;
		const { connection, provider } = idleConnectionOf(call);
		const { consent, credentials, status, nextRefreshAt } = connection;
		checkConsent(consent);
		if (status === 'inactive' || !credentials || provider.mode === 'file') {
			refuse('ConnectionCannotBeRefreshed', 'The connection has to be reconnected');
		}
		if ((nextRefreshAt ?? 0) > Date.now()) {
			refuse('ConnectionCannotBeRefreshed', 'It is too early for the next refresh');
		}
		const basis = { consent, credentials, mustMatch: false, again: true };
		begin(call, connection, dataIn<FetchBody>(call), basis);
		// While it goes on there is no such time, but this answer tells it beforehand.
		const next = Date.now() + provider.refresh_timeout * minute;
		return answer({
			...viewConnection(state, connection),
			next_refresh_possible_at: provider.automatic_fetch ? dateTime(next) : null,
		});
	},
};
