import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import { serveBank } from '../shared/server';
import type { PartnerKeys } from './access';
import { Access } from './access';
import { answerRequest, isTokenCall } from './answer';
import { seed } from './seed';
import { FinicityState } from './state';

export type { FaultRule, FinicityState, RecordedRequest };

/** A strict local stand-in for the Finicity API. */
export interface FinicitySandbox {
	baseUrl: string;
	keys: PartnerKeys;
	/** Everything received, in order, token calls included. */
	requests: RecordedRequest[];
	tokenCalls(): number;
	/** The most requests handled at once since the last reset, token calls not counted. */
	mostInFlight(): number;
	state: FinicityState;
	/** A valid token without a call. */
	issueToken(): string;
	/** All tokens so far are expired. */
	expireTokens(): void;
	/** Whether too many failed tries have locked the partner. */
	locked(): boolean;
	unlock(): void;
	fault(rule: FaultRule): void;
	/** Applied to every request. */
	latencyMs: number;
	/** Fresh seed; no requests, faults, locks or tokens. */
	reset(): void;
	close(): Promise<void>;
}

export interface FinicityOptions {
	port?: number;
	keys?: Partial<PartnerKeys>;
	/** How many generated customers to add, to make the list long enough to page. */
	customers?: number;
}

const fakeKeys: PartnerKeys = {
	partnerId: '2445580000001',
	partnerSecret: 'sandbox-partner-secret',
	appKey: 'sandbox-app-key',
};

/** Starts the stand-in on loopback, on a free port unless one is given. */
export async function startFinicity(options: FinicityOptions = {}): Promise<FinicitySandbox> {
	const keys = { ...fakeKeys, ...options.keys };
	const extraCustomers = options.customers ?? 0;
	const access = new Access(keys);
	const state = new FinicityState();
	seed(state, extraCustomers);
	const bank = { state, access, partnerId: keys.partnerId };
	const server = await serveBank({
		port: options.port ?? 0,
		answer: (request) => answerRequest(request, bank),
		counts: (request) => !isTokenCall(request),
	});
	const { baseUrl, requests, mostInFlight, fault, close } = server;

	return {
		...{ baseUrl, keys, requests, mostInFlight, state, fault, close },
		tokenCalls: () => requests.filter(isTokenCall).length,
		issueToken: () => access.issueToken(),
		expireTokens: () => access.expireTokens(),
		locked: () => access.locked(),
		unlock: () => access.unlock(),
		get latencyMs() {
			return server.latencyMs;
		},
		set latencyMs(milliseconds) {
			server.latencyMs = milliseconds;
		},
		reset() {
			server.reset();
			access.reset();
			state.clear();
			seed(state, extraCustomers);
		},
	};
}
