import type { Delivery as DeliveryOf, OutgoingCallback } from '../shared/delivery';
import { DeliveryQueue } from '../shared/delivery';
import { toJson } from '../shared/json';

interface Told extends OutgoingCallback {
	/** Where the client wants it, as the client has given it. */
	url: string;
	/** What it is told. */
	says: object;
}

/** A call that finAPI has made, and what came of it. */
export type Delivery = DeliveryOf<Told>;

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** Nobody at finAPI looks at what a client answers, so each is told once. */
const rules = { maxTries: 1, retryDelayMs: 0, timeoutMs: 10_000 };

/**
 * Tells a client what has come of forms, tasks and users. It gives public addresses, for finAPI takes
 * no others; a route leads from those to loopback.
 */
export class Callbacks {
	private readonly routes = new Map<string, string>();
	private readonly queue = new DeliveryQueue<Told>(rules);

	/** Every call that is over, in order. */
	get sent(): readonly Delivery[] {
		return this.queue.sent;
	}

	/** From now on, what goes to the public origin is brought to the one on loopback. */
	route(publicOrigin: string, loopbackOrigin: string): void {
		if (!loopback.includes(new URL(loopbackOrigin).hostname)) {
			throw new Error(`${loopbackOrigin} is not on this machine`);
		}
		this.routes.set(new URL(publicOrigin).origin, new URL(loopbackOrigin).origin);
	}

	/** Calls an address when those before it have been called; without one, nobody is told. */
	send(url: string | null, says: object): void {
		if (url === null) return;
		const { origin, hostname } = new URL(url);
		const target = this.routes.get(origin) ?? (loopback.includes(hostname) ? origin : undefined);
		const callback: Told = {
			...{ url, says, address: `${target}${url.slice(origin.length)}` },
			headers: { 'Content-Type': 'application/json' },
			body: Buffer.from(toJson(says)),
		};
		if (target === undefined) {
			this.queue.sent.push({ ...callback, failure: `There is no route to ${origin}` });
			return;
		}
		this.queue.add(callback, 0);
	}

	/** Resolves when nothing is left to be sent. */
	async settled(): Promise<void> {
		await this.queue.emptied();
	}

	/** Forgets calls and routes, also what is just being sent. */
	reset(): void {
		this.routes.clear();
		this.queue.clear();
	}
}
