import { types } from 'node:util';

/** A call that finAPI has made, and what came of it. */
export interface Delivery {
	/** As the client has given it. */
	url: string;
	body: object;
	status?: number;
	failure?: string;
}

const timeoutMs = 10_000;

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Tells a client what has come of forms, tasks and users: each once, whatever the answer. The
 * addresses are public ones, as the real finAPI wants them; a route leads from there to loopback.
 */
export class Callbacks {
	/** Every call that is over, in order. */
	readonly sent: Delivery[] = [];
	private readonly routes = new Map<string, string>();
	private last = Promise.resolve();
	private stopper = new AbortController();

	/** From now on, what goes to the public origin is brought to the one on loopback. */
	route(publicOrigin: string, loopbackOrigin: string): void {
		if (!loopback.includes(new URL(loopbackOrigin).hostname)) {
			throw new Error(`${loopbackOrigin} is not on this machine`);
		}
		this.routes.set(new URL(publicOrigin).origin, new URL(loopbackOrigin).origin);
	}

	/** Calls an address when those before it have been called; without one, nobody is told. */
	send(url: string | null, body: object): void {
		if (url === null) return;
		const { signal } = this.stopper;
		this.last = this.last.then(async () => {
			const outcome = await this.post(url, body, signal);
			if (!signal.aborted) this.sent.push({ url, body, ...outcome });
		});
	}

	/** Resolves when nothing is left to be sent. */
	async settled(): Promise<void> {
		let known;
		do {
			known = this.last;
			await known;
		} while (known !== this.last);
	}

	/** Forgets calls and routes, also what is just being sent. */
	reset(): void {
		this.stopper.abort();
		this.stopper = new AbortController();
		this.last = Promise.resolve();
		this.routes.clear();
		this.sent.length = 0;
	}

	private async post(
		url: string,
		body: object,
		stop: AbortSignal,
	): Promise<Pick<Delivery, 'status' | 'failure'>> {
		const { origin, hostname } = new URL(url);
		const target = this.routes.get(origin) ?? (loopback.includes(hostname) ? origin : undefined);
		if (target === undefined) return { failure: `There is no route to ${origin}` };
		const controller = new AbortController();
		const end = () => controller.abort();
		stop.addEventListener('abort', end);
		const timer = setTimeout(end, timeoutMs).unref();
		try {
			const response = await fetch(target + url.slice(origin.length), {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
				redirect: 'manual',
				signal: controller.signal,
			});
			await response.arrayBuffer();
			return { status: response.status };
		} catch (error) {
			return { failure: types.isNativeError(error) ? error.message : String(error) };
		} finally {
			clearTimeout(timer);
			stop.removeEventListener('abort', end);
		}
	}
}
