import type { ApiVersion } from '../../contract/saltedge';
import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import type { LocalBank } from '../shared/server';
import { startBank } from '../shared/server';
import type { ClientKeys } from './access';
import { answerRequest, basePaths } from './answer';
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
import { widgetPages } from './widget';

export { callbackTypes };
export type {
	ApiVersion,
	Callbacks,
	CallbackType,
	ConnectionEvent,
	Delivery,
	FaultRule,
	RecordedRequest,
	SaltEdgeState,
	SignedCallback,
};

/** A strict local stand-in for the Salt Edge Account Information API, v5 and v6 side by side. */
export interface SaltEdgeSandbox extends LocalBank {
	/** That of v5 is `baseUrl`, too. */
	baseUrls: Record<ApiVersion, string>;
	keys: ClientKeys;
	/** The customer most connections are of. */
	customerId: string;
	state: SaltEdgeState;
	/** What the client is told without asking. */
	callbacks: Callbacks;
	/** From now on every request must be signed with the private key that belongs to this one. */
	registerKey(publicKeyPem: string): void;
	/** Lets time pass at the bank, and what is due happen. Signatures go by the real clock. */
	pass(milliseconds: number): void;
}

export interface SaltEdgeOptions {
	port?: number;
	/** How long each stage takes in the background. */
	stageDelayMs?: number;
	/** How many generated connections to add, to make the list long enough to page. */
	connections?: number;
	/** The same for customers. */
	customers?: number;
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
	const inBackground = background(state);
	const bank = await startBank({
		port: options.port,
		basePath: basePaths.v5,
		seed() {
			callbacks.reset();
			state.clear();
			seed(state, { connections: options.connections ?? 0, customers: options.customers ?? 0 });
		},
		background: inBackground,
		pages: widgetPages(state, (session) => callbacks.gaveUp(session)),
		answer: (request, requestId) => answerRequest(request, requestId, { keys, state }),
		stop: () => callbacks.reset(),
	});

	const { origin } = new URL(bank.baseUrl);
	return Object.assign(bank, {
		...{ keys, customerId, state, callbacks },
		baseUrls: { v5: origin + basePaths.v5, v6: origin + basePaths.v6 },
		pass(milliseconds: number) {
			state.aheadMs += milliseconds;
			inBackground.settle();
		},
		registerKey(publicKeyPem: string) {
			state.publicKey = rsaPublicKey(publicKeyPem);
		},
	});
}
