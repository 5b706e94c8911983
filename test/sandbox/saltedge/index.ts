import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import { serveBank } from '../shared/server';
import type { ClientKeys } from './access';
import { answerRequest, basePath } from './answer';
import { Background } from './background';
import type { Delivery } from './callbackDelivery';
import type { CallbackType } from './callbackPayloads';
import { callbackTypes } from './callbackPayloads';
import { Callbacks } from './callbacks';
import type { SignedCallback } from './callbackSigning';
import type { ConnectionEvent } from './model';
import { customerId, seed } from './seed';
import { rsaPublicKey } from './signing';
import { SaltEdgeState } from './state';

export { callbackTypes };
export type {
	Callbacks,
	CallbackType,
	ConnectionEvent,
	Delivery,
	FaultRule,
	RecordedRequest,
	SaltEdgeState,
	SignedCallback,
};

/** A strict local stand-in for the Salt Edge Account Information API v5. */
export interface SaltEdgeSandbox {
	/** With the version at its end, like the real one. */
	baseUrl: string;
	keys: ClientKeys;
	/** The customer most connections are of. */
	customerId: string;
	/** Everything received, in order. */
	requests: RecordedRequest[];
	/** The most requests handled at once since the last reset. */
	mostInFlight(): number;
	state: SaltEdgeState;
	/** What the client is told without asking. */
	callbacks: Callbacks;
	/** From now on every request must be signed with the private key that belongs to this one. */
	registerKey(publicKeyPem: string): void;
	fault(rule: FaultRule): void;
	/** Applied to every request. */
	latencyMs: number;
	/**
	 * Fresh seed; no requests, faults, attempts that go on, or callbacks and addresses for them; the
	 * key given at the start.
	 */
	reset(): void;
	close(): Promise<void>;
}

export interface SaltEdgeOptions {
	port?: number;
	/** How long each stage takes in the background. */
	stageDelayMs?: number;
	/** How many generated connections to add, to make the list long enough to page. */
	connections?: number;
	/** The PEM of the client's public key. With one the client is live and signs every request. */
	publicKey?: string;
}

const keys: ClientKeys = {
	appId: 'sandbox-app-id-3vZ0bXw8',
	secret: 'sandbox-secret-Q7yR1kLm',
};

/** Starts the stand-in on loopback, on a free port unless one is given. */
export async function startSaltEdge(options: SaltEdgeOptions = {}): Promise<SaltEdgeSandbox> {
	const extraConnections = options.connections ?? 0;
	const state = new SaltEdgeState({
		stageDelayMs: options.stageDelayMs ?? 20,
		publicKey: options.publicKey === undefined ? undefined : rsaPublicKey(options.publicKey),
	});
	const background = new Background(state);
	const callbacks = new Callbacks(state);
	seed(state, extraConnections);
	const server = await serveBank({
		port: options.port ?? 0,
		answer: (request, requestId) => {
			background.settle();
			const answer = answerRequest(request, requestId, { keys, state });
			background.wakeForNext();
			return answer;
		},
		counts: () => true,
	});
	const { requests, mostInFlight, fault } = server;

	return {
		...{ keys, customerId, requests, mostInFlight, state, callbacks, fault },
		baseUrl: server.baseUrl + basePath,
		registerKey: (publicKeyPem) => {
			state.publicKey = rsaPublicKey(publicKeyPem);
		},
		get latencyMs() {
			return server.latencyMs;
		},
		set latencyMs(milliseconds) {
			server.latencyMs = milliseconds;
		},
		reset() {
			server.reset();
			background.stop();
			callbacks.reset();
			state.clear();
			seed(state, extraConnections);
		},
		close() {
			background.stop();
			callbacks.reset();
			return server.close();
		},
	};
}
