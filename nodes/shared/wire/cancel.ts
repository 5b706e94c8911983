import { NodeOperationError, sleep } from 'n8n-workflow';
import type { Session } from './session';

/** What may be cancelled: by the user's Stop button, or because the item is not wanted any more. */
type Cancellable = Pick<Session, 'context' | 'signal'>;

/** The user's Stop button, which triggers and the editor don't have. */
export function cancelSignalOf(context: Session['context']): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

function signalsOf({ context, signal }: Cancellable): AbortSignal[] {
	return [cancelSignalOf(context), signal].filter((each) => each !== undefined);
}

/** @throws NodeOperationError when it has been cancelled */
export function stopIfCancelled(cancellable: Cancellable): void {
	if (signalsOf(cancellable).some(({ aborted }) => aborted)) {
		throw new NodeOperationError(cancellable.context.getNode(), 'The execution was cancelled');
	}
}

/** Waits, but not longer than until it is cancelled. */
export async function pause(cancellable: Cancellable, milliseconds: number): Promise<void> {
	const over = new AbortController();
	const cancelled = new Promise((resolve) => {
		for (const each of signalsOf(cancellable)) {
			each.addEventListener('abort', resolve, { signal: over.signal });
		}
	});
	await Promise.race([sleep(milliseconds), cancelled]);
	over.abort();
}
