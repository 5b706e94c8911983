import { NodeOperationError, sleep } from 'n8n-workflow';
import type { Session } from './session';

/** What may be cancelled: by the user's Stop button, or because the item is not wanted any more. */
type Cancellable = Pick<Session, 'context' | 'signal'>;

/** @throws NodeOperationError when it has been cancelled */
export function stopIfCancelled({ context, signal }: Cancellable): void {
	if (signal?.aborted) {
		throw new NodeOperationError(context.getNode(), 'The execution was cancelled');
	}
}

/** Waits, but not longer than until it is cancelled. */
export async function pause(
	{ signal }: Pick<Session, 'signal'>,
	milliseconds: number,
): Promise<void> {
	if (signal?.aborted) return;
	const over = new AbortController();
	const cancelled = new Promise((resolve) =>
		signal?.addEventListener('abort', resolve, { signal: over.signal }),
	);
	await Promise.race([sleep(milliseconds), cancelled]);
	over.abort();
}

/** One signal for each of those who work at the same time, and the way to end them all. */
export interface Stops {
	signals: AbortSignal[];
	stopAll(): void;
	/** To be called when all have ended. */
	release(): void;
}

/**
 * Signals that end together, also with the user's Stop button. One for each, as Node.js takes more
 * than ten that wait for the same one for a leak, and warns.
 */
export function stopsFor(count: number, cancel: AbortSignal | undefined): Stops {
	const controllers = Array.from({ length: count }, () => new AbortController());
	const stopAll = () => controllers.forEach((controller) => controller.abort());
	cancel?.addEventListener('abort', stopAll);
	if (cancel?.aborted) stopAll();
	return {
		signals: controllers.map(({ signal }) => signal),
		stopAll,
		release: () => cancel?.removeEventListener('abort', stopAll),
	};
}
