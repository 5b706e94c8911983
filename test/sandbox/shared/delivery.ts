import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';

/** A callback on its way. */
export interface OutgoingCallback {
	/** As registered. */
	address: string;
	headers: Record<string, string>;
	body: Buffer;
}

/** One attempt to deliver a callback, and what came of it: a status, or a failure without one. */
export type Delivery<Callback> = Callback & { status?: number; failure?: string };

/** How the callbacks of a queue are sent. */
export interface DeliveryRules {
	maxTries: number;
	retryDelayMs: number;
	timeoutMs: number;
}

/** Delivers callbacks one after another, so that a receiver gets them in the order of events. */
export class DeliveryQueue<Callback extends OutgoingCallback> {
	/** Everything that was sent, in order. */
	readonly sent: Delivery<Callback>[] = [];
	private last = Promise.resolve();
	private stopper = new AbortController();

	constructor(private readonly rules: DeliveryRules) {}

	/** Sends a callback when those before it are done, and as often again as it is to be repeated. */
	add(callback: Callback, repeats: number): void {
		const { signal } = this.stopper;
		this.last = this.last.then(async () => {
			for (let sends = 0; sends <= repeats; sends += 1) {
				if (!(await this.deliver(callback, signal))) return;
			}
		});
	}

	/** Resolves when nothing is left to be sent. */
	async emptied(): Promise<void> {
		let known;
		do {
			known = this.last;
			await known;
		} while (known !== this.last);
	}

	/** Forgets everything, also what is just being sent. */
	clear(): void {
		this.stopper.abort();
		this.stopper = new AbortController();
		this.last = Promise.resolve();
		this.sent.length = 0;
	}

	/** Whether the receiver took the callback in the end. */
	private async deliver(callback: Callback, signal: AbortSignal): Promise<boolean> {
		for (let tries = 1; !signal.aborted; tries += 1) {
			const outcome = await post(callback, signal, this.rules.timeoutMs);
			if (signal.aborted) break;
			this.sent.push({ ...callback, ...outcome });
			const { status = Infinity } = outcome;
			if (status < 500) return status < 300;
			if (tries >= this.rules.maxTries) break;
			// A queue that was cleared ends the pause early; the loop then ends, too.
			const pause = sleep(this.rules.retryDelayMs, undefined, { signal, ref: false });
			await pause.catch(() => undefined);
		}
		return false;
	}
}

async function post(
	{ address, headers, body }: OutgoingCallback,
	stop: AbortSignal,
	timeoutMs: number,
): Promise<Pick<Delivery<unknown>, 'status' | 'failure'>> {
	// By hand: in Node 20, AbortSignal.any of a timeout never goes off once garbage is collected.
	const controller = new AbortController();
	const end = () => controller.abort();
	stop.addEventListener('abort', end);
	const timer = setTimeout(() => {
		controller.abort(new Error(`There was no answer in ${timeoutMs} ms`));
	}, timeoutMs).unref();
	try {
		const { signal } = controller;
		const sending = { method: 'POST', headers, body, redirect: 'manual', signal } as const;
		const response = await fetch(address, sending);
		// Read to its end, so that nothing of it is left when the next one is sent.
		await response.arrayBuffer();
		return { status: response.status };
	} catch (error) {
		return { failure: reasonOf(error) };
	} finally {
		clearTimeout(timer);
		stop.removeEventListener('abort', end);
	}
}

/** Why there was no answer: fetch itself only says that it failed, and hides the reason below. */
function reasonOf(error: unknown): string {
	// Errors of fetch come from outside of the realm that Jest runs tests in.
	if (!types.isNativeError(error)) return String(error);
	if (error.cause !== undefined) return reasonOf(error.cause);
	// One that stands for several, one for each address of a host, has a code only.
	return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
}
