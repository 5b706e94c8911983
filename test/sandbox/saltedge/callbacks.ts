import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiVersion } from '../../contract/saltedge';
import { isHttpAddress } from '../shared/address';
import type { Delivery as DeliveryOf } from '../shared/delivery';
import { DeliveryQueue } from '../shared/delivery';
import { dateTime } from '../shared/time';
import type { CallbackPayload, CallbackType } from './callbackPayloads';
import { eventPayload, gaveUpPayload, providerPayload, servicePayload } from './callbackPayloads';
import type { SignedCallback } from './callbackSigning';
import { callbackPublicKey, signCallback } from './callbackSigning';
import type { SaltEdgeState } from './state';
import type { ConnectSession } from './widget/session';

/** What a test may change at any time. */
const defaults = {
	/** What names the key that signs, in a header of each callback; that of the version unless set. */
	keyVersion: undefined as string | undefined,
	/** How often more than once each success is sent, byte by byte the same. */
	successRepeats: 0,
	// Salt Edge sends again after a 5xx. How often, how soon, and how long it waits for an answer
	// is not known: these three are our own.
	maxTries: 3,
	retryDelayMs: 20,
	timeoutMs: 10_000,
};

/** A signed callback on its way. */
interface TypedCallback extends SignedCallback {
	type: CallbackType;
	address: string;
}

/** One attempt to deliver a callback, and what came of it. */
export type Delivery = DeliveryOf<TypedCallback>;

/** What may be said of a callback that a test makes by itself. */
export interface SigningOptions {
	/** v5 unless it is given. */
	version?: ApiVersion;
	keyVersion?: string;
	/** Milliseconds; now, unless it is given. */
	time?: number;
}

/**
 * Tells the client what happens, at the address that is registered for each type of callback. A
 * type without an address is not sent.
 */
export class Callbacks {
	keyVersion = defaults.keyVersion;
	successRepeats = defaults.successRepeats;
	maxTries = defaults.maxTries;
	retryDelayMs = defaults.retryDelayMs;
	timeoutMs = defaults.timeoutMs;
	private readonly addresses = new Map<CallbackType, string>();
	private readonly queue = new DeliveryQueue<TypedCallback>(this);

	constructor(private readonly state: SaltEdgeState) {
		state.onEvent((event) => {
			this.send(eventPayload(event, state.ownerOf(event.connection)), event.at);
		});
	}

	/** The PEM of the key that the signatures of v5 are checked with. */
	get publicKey(): string {
		return this.publicKeyOf('v5');
	}

	/** The PEM of the key that the signatures of a version are checked with. */
	publicKeyOf(version: ApiVersion): string {
		return callbackPublicKey(version);
	}

	/** Every attempt to deliver that is over, in order. */
	get sent(): readonly Delivery[] {
		return this.queue.sent;
	}

	/** From now on callbacks of the type go to the address, in place of the one before. */
	register(type: CallbackType, address: string): void {
		if (!isHttpAddress(address) || /\s/.test(address)) {
			throw new Error(`'${address}' is no address that begins with http:// or https://`);
		}
		const { username, password } = new URL(address);
		if (username || password) throw new Error('An address with a login cannot be called');
		this.addresses.set(type, address);
	}

	/** Tells that Salt Edge has changed something about the connection by itself. */
	service(connectionId: string): void {
		const connection = this.state.connections.get(connectionId);
		if (!connection) throw new Error(`There is no connection ${connectionId}`);
		this.send(servicePayload(connection, this.state.ownerOf(connection)), this.state.now());
	}

	/** Takes a provider out of service or back into it, and tells so. */
	providerChange(
		providerCode: string,
		status: 'active' | 'inactive',
		version: ApiVersion = 'v5',
	): void {
		const now = this.state.now();
		// A copy: every sandbox has the same providers to begin with.
		const provider = {
			...this.state.providerOf({ providerCode }),
			...{ status, updated_at: dateTime(now) },
		};
		this.state.providers.set(providerCode, provider);
		this.send(providerPayload(version, provider), now);
	}

	/** Tells that an end user has left the widget before there was a connection; v5 tells nothing. */
	gaveUp(session: ConnectSession): void {
		const { version, customerId } = session;
		const customer = this.state.customers.get(customerId);
		if (version === 'v6' && customer) {
			this.send(gaveUpPayload(session, customer), this.state.now());
		}
	}

	/** A callback with any data as it would be sent to the address, but not sent. */
	signed(address: string, data: object, options: SigningOptions = {}): SignedCallback {
		const { version = 'v5', time = this.state.now() } = options;
		const meta = { version: version.slice(1), time: dateTime(time) };
		return this.signedBytes(address, JSON.stringify({ data, meta }), options);
	}

	/** The same with a whole body to the letter, also one that Salt Edge would not write. */
	signedBytes(
		address: string,
		body: string | Buffer,
		options: Omit<SigningOptions, 'time'> = {},
	): SignedCallback {
		const { version = 'v5' } = options;
		const keyVersion = options.keyVersion ?? this.keyVersion ?? `${version.slice(1)}.0`;
		const bytes = typeof body === 'string' ? Buffer.from(body) : body;
		return signCallback(address, bytes, { version, keyVersion });
	}

	/**
	 * Resolves when all that has happened so far is delivered or given up; rejects when that takes
	 * too long. Attempts that go on are not waited for.
	 */
	async settled(withinMs = 60_000): Promise<void> {
		const waiting = new AbortController();
		const tooLong = sleep(withinMs, undefined, waiting).then(() => {
			throw new Error(`After ${withinMs} ms there still are callbacks to be delivered`);
		});
		try {
			await Promise.race([this.queue.emptied(), tooLong]);
		} finally {
			waiting.abort();
		}
	}

	/** Forgets addresses, deliveries and settings; without an address nothing is sent any more. */
	reset(): void {
		this.addresses.clear();
		this.queue.clear();
		Object.assign(this, defaults);
	}

	private send({ version, type, data }: CallbackPayload, at: number): void {
		const address = this.addresses.get(type);
		if (address === undefined) return;
		const callback = { type, address, ...this.signed(address, data, { version, time: at }) };
		this.queue.add(callback, type === 'success' ? this.successRepeats : 0);
	}
}
