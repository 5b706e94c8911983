import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import type { LocalBank } from '../shared/server';
import { startBank } from '../shared/server';
import type { ClientKeys } from './access';
import { Access } from './access';
import { answerRequest, isTokenCall } from './answer';
import { settle } from './background';
import { Challenges } from './challenges';
import { seed, user } from './seed';
import type { ApiVersion } from './state';
import { FinApiState } from './state';

export type { ApiVersion, FaultRule, FinApiState, RecordedRequest };

/** A strict local stand-in for finAPI Access. */
export interface FinApiSandbox extends LocalBank {
	/** The version the client is bound to. */
	version: ApiVersion;
	client: ClientKeys;
	user: { userId: string; password: string };
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
	const state = new FinApiState(options.importDelayMs ?? 150);
	const access = new Access(client, state);
	const challenges = new Challenges();
	const bank = await startBank({
		port: options.port,
		seed() {
			access.revokeTokens();
			challenges.clear();
			state.clear();
			seed(state, version, options.banks ?? 0);
		},
		background: { settle: () => settle(state) },
		answer: (request, requestId) =>
			answerRequest(request, requestId, { version, state, access, challenges }),
		isTokenCall,
	});

	return Object.assign(bank, {
		...{ version, client, user, state },
		issueToken: (kind: 'user' | 'client') => access.tokenOf(kind === 'user' ? user : {}).value,
		expireTokens: () => access.expireTokens(),
		revokeTokens: () => access.revokeTokens(),
		lockUser: () => {
			const found = state.users.get(user.userId);
			if (found) access.lock(found);
		},
		locked: () => state.users.get(user.userId)?.isLocked ?? false,
	});
}
