import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import { serveBank } from '../shared/server';
import type { ClientKeys } from './access';
import { Access } from './access';
import { answerRequest, isTokenCall } from './answer';
import { Challenges } from './challenges';
import { seed, user } from './seed';
import type { ApiVersion } from './state';
import { FinApiState } from './state';

export type { ApiVersion, FaultRule, FinApiState, RecordedRequest };

/** A strict local stand-in for finAPI Access. */
export interface FinApiSandbox {
	baseUrl: string;
	/** The version the client is bound to. */
	version: ApiVersion;
	client: ClientKeys;
	user: { userId: string; password: string };
	/** Everything received, in order, token calls included. */
	requests: RecordedRequest[];
	tokenCalls(): number;
	/** The most requests handled at once since the last reset, token calls not counted. */
	mostInFlight(): number;
	state: FinApiState;
	/** A valid token without a call; the same as long as it is valid. */
	issueToken(kind: 'user' | 'client'): string;
	/** All access tokens so far are expired; refresh tokens stay good. */
	expireTokens(): void;
	/** All tokens so far are unknown, refresh tokens too. */
	revokeTokens(): void;
	/** Locks the user, as too many wrong passwords do. */
	lockUser(): void;
	locked(): boolean;
	fault(rule: FaultRule): void;
	/** Applied to every request. */
	latencyMs: number;
	/** Fresh seed; no requests, faults, locks, challenges or tokens. */
	reset(): void;
	close(): Promise<void>;
}

export interface FinApiOptions {
	port?: number;
	version?: ApiVersion;
	/** How long a download takes in the background, and the categorization after it again. */
	importDelayMs?: number;
	/** How many generated banks to add, to make the list long enough to page. */
	banks?: number;
}

const client: ClientKeys = {
	clientId: '0c0ffee0-0000-4000-8000-000000000001',
	clientSecret: 'sandbox-client-secret',
};

/** Starts the stand-in on loopback, on a free port unless one is given. */
export async function startFinApi(options: FinApiOptions = {}): Promise<FinApiSandbox> {
	const version = options.version ?? 'V2';
	const extraBanks = options.banks ?? 0;
	const state = new FinApiState(options.importDelayMs ?? 150);
	const access = new Access(client, state);
	const challenges = new Challenges();
	seed(state, version, extraBanks);
	const bank = { version, state, access, challenges };
	const server = await serveBank({
		port: options.port ?? 0,
		answer: (request, requestId) => answerRequest(request, requestId, bank),
		counts: (request) => !isTokenCall(request),
	});
	const { baseUrl, requests, mostInFlight, fault, close } = server;

	return {
		...{ baseUrl, version, client, user, requests, mostInFlight, state, fault, close },
		tokenCalls: () => requests.filter(isTokenCall).length,
		issueToken: (kind) => access.tokenOf(kind === 'user' ? user : {}).value,
		expireTokens: () => access.expireTokens(),
		revokeTokens: () => access.revokeTokens(),
		lockUser: () => {
			const found = state.users.get(user.userId);
			if (found) access.lock(found);
		},
		locked: () => state.users.get(user.userId)?.isLocked ?? false,
		get latencyMs() {
			return server.latencyMs;
		},
		set latencyMs(milliseconds) {
			server.latencyMs = milliseconds;
		},
		reset() {
			server.reset();
			access.revokeTokens();
			challenges.clear();
			state.clear();
			seed(state, version, extraBanks);
		},
	};
}
