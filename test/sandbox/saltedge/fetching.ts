import { isDeepStrictEqual } from 'node:util';
import { day } from '../shared/time';
import type { AttemptBasis } from './attempt';
import { attemptIn } from './attempt';
import { hasCredentials } from './credentials';
import { refuse } from './errors';
import type {
	Attempt,
	AttemptRequest,
	Categorization,
	Connection,
	Consent,
	Credentials,
	Provider,
} from './model';
import { isProcessing, start } from './progress';
import type { SaltEdgeState } from './state';

/** How often a day a PSD2 bank hands out data when the end user is not there. */
const maxBackgroundFetches = 4;

function checkLimits(state: SaltEdgeState, connection: Connection, attempt: Attempt): void {
	const recent = connection.attempts.filter(
		({ inBackground, createdAt }) => inBackground && createdAt > state.now() - day,
	);
	if (attempt.inBackground && recent.length >= maxBackgroundFetches) {
		refuse('BackgroundFetchLimitExceeded', 'The end user has to be present for another fetch');
	}
	const processing = [...state.connections.values()].filter(isProcessing);
	if (processing.length >= state.processingLimit) {
		refuse('RateLimitExceeded', 'Too many connections are being processed');
	}
}

/** A connection that nothing has been fetched of. */
export function newConnection(
	state: SaltEdgeState,
	{ id, customerId, provider, consent }: NewConnection,
): Connection {
	const createdAt = consent.createdAt;
	return {
		...{ id, customerId, providerCode: provider.code },
		...{ consent, consents: [], createdAt, updatedAt: createdAt },
		secret: `sandbox-connection-secret-${id}`,
		status: 'active',
		categorization: 'personal',
		dailyRefresh: false,
		storesCredentials: true,
		attempts: [],
		accounts: [],
		fetches: [],
		firstTransactionId: `${state.newId('ledger')}000000`,
		unduplicationStrategy: 'mark_as_pending',
	};
}

export interface NewConnection {
	id: string;
	customerId: string;
	provider: Provider;
	consent: Consent;
}

/** What every fetch may change about its connection. */
export interface ConnectionChanges {
	dailyRefresh?: boolean;
	categorization?: Categorization;
}

/** Starts to fetch, if what is asked for can be done. */
export function begin(
	state: SaltEdgeState,
	connection: Connection,
	request: AttemptRequest,
	{
		dailyRefresh = connection.dailyRefresh,
		categorization = connection.categorization,
		...basis
	}: ConnectionChanges & Omit<AttemptBasis, 'accountIds' | 'dailyRefresh' | 'categorization'>,
): Attempt {
	const attempt = attemptIn(state, state.providerOf(connection), request, {
		...{ ...basis, dailyRefresh, categorization },
		accountIds: connection.accounts.map(({ id }) => id),
	});
	checkLimits(state, connection, attempt);
	const { consent } = basis;
	if (!connection.consents.includes(consent)) connection.consents.push(consent);
	Object.assign(connection, {
		...{ consent, dailyRefresh, categorization },
		storesCredentials: request.store_credentials ?? true,
		unduplicationStrategy: request.unduplication_strategy ?? connection.unduplicationStrategy,
	});
	state.connections.set(connection.id, connection);
	start(state, connection, attempt);
	return attempt;
}

/** Refuses to connect an end user to a bank twice. */
export function refuseTwin(
	state: SaltEdgeState,
	{ customerId, providerCode }: Pick<Connection, 'customerId' | 'providerCode'>,
	credentials: Credentials,
): void {
	if (!hasCredentials(credentials)) return;
	const twin = state
		.connectionsOf(customerId)
		.filter((other) => other.providerCode === providerCode)
		.find((other) => isDeepStrictEqual(other.credentials, credentials));
	if (twin) refuse('ConnectionDuplicated', `The connection ${twin.id} has these credentials`);
}

/** Refuses one connection too many. */
export function checkConnectionLimit({ connections, connectionLimit }: SaltEdgeState): void {
	if (connections.size >= connectionLimit) {
		refuse('ConnectionLimitReached', 'The client may not have more connections');
	}
}

/** Refuses a connection that cannot be fetched now. */
export function checkIdle(connection: Connection): void {
	if (connection.status === 'disabled') {
		refuse('ConnectionDisabled', 'The connection is disabled');
	}
	if (isProcessing(connection)) {
		refuse('ConnectionAlreadyProcessing', 'The connection is being processed');
	}
}
