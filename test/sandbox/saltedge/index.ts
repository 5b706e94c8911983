import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import type { LocalBank } from '../shared/server';
import { startBank } from '../shared/server';
import type { ClientKeys } from './access';
import { answerRequest, basePath } from './answer';
import { background } from './background';
import type { CallbackType } from './callbackPayloads';
import { callbackTypes } from './callbackPayloads';
import type { Delivery } from './callbacks';
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
export interface SaltEdgeSandbox extends LocalBank {
	keys: ClientKeys;
	/** The customer most connections are of. */
	customerId: string;
	state: SaltEdgeState;
	/** What the client is told without asking. */
	callbacks: Callbacks;
	/** From now on every request must be signed with the private key that belongs to this one. */
	registerKey(publicKeyPem: string): void;
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
	const state = new SaltEdgeState({
		stageDelayMs: options.stageDelayMs ?? 20,
		publicKey: options.publicKey === undefined ? undefined : rsaPublicKey(options.publicKey),
	});
	const callbacks = new Callbacks(state);
	const bank = await startBank({
		port: options.port,
		basePath,
		seed() {
			callbacks.reset();
			state.clear();
			seed(state, options.connections ?? 0);
		},
		background: background(state),
		answer: (request, requestId) => answerRequest(request, requestId, { keys, state }),
		stop: () => callbacks.reset(),
	});

	return Object.assign(bank, {
		...{ keys, customerId, state, callbacks },
		registerKey(publicKeyPem: string) {
			state.publicKey = rsaPublicKey(publicKeyPem);
		},
	});
}
