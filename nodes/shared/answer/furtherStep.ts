import type { IDataObject, NodeApiError } from 'n8n-workflow';
import type { RawAnswer } from '../operation';
import { apiError, hide, type Session } from '../wire/session';

/** What the bank wants of the user before it goes on, if that is what it answered. */
export function furtherStepIn(session: Session, answer: RawAnswer): IDataObject | undefined {
	const step = session.bank.readFurtherStep?.(answer);
	if (!step) return undefined;
	// The words of the bank may repeat the login.
	const message = hide(session)(String(step.message ?? ''));
	return { ...step, ...(message && { message }) };
}

/** The same as a failure, where the status of the answer is none. */
export function stepError(session: Session, { message, howToGoOn }: IDataObject): NodeApiError {
	return apiError(session, {
		message: `${session.bank.name}: ${String(message ?? 'a further step is needed')}`,
		description: String(howToGoOn ?? ''),
	});
}
