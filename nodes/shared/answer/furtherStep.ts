import type { IDataObject, NodeApiError } from 'n8n-workflow';
import type { RawAnswer } from '../operation';
import { plainText } from '../wire/json';
import { words } from '../wire/redact';
import { apiError, hide, type Session } from '../wire/session';

/** What the bank wants of the user before it goes on, if that is what it answered. */
export function furtherStepIn(session: Session, answer: RawAnswer): IDataObject | undefined {
	const step = session.bank.readFurtherStep?.(answer);
	if (!step) return undefined;
	// The words of the bank may repeat the login.
	const message = words(plainText(step.message), hide(session));
	return { ...step, ...(message && { message }) };
}

/** The same as a failure, where the status of the answer is none. */
export function stepError(session: Session, { message, howToGoOn }: IDataObject): NodeApiError {
	return apiError(session, {
		message: `${session.bank.name}: ${String(message ?? 'a further step is needed')}`,
		description: String(howToGoOn ?? ''),
	});
}
