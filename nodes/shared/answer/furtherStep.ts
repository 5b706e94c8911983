import type { IDataObject } from 'n8n-workflow';
import type { RawAnswer } from '../operation';
import { plainText } from '../wire/json';
import { words } from '../wire/redact';
import { hide, type Session } from '../wire/session';

/** What the bank wants of the user before it goes on, if that is what it answered. */
export async function furtherStepIn(
	session: Session,
	answer: RawAnswer,
): Promise<IDataObject | undefined> {
	const step = session.bank.readFurtherStep?.(answer);
	if (!step) return undefined;
	// The words of the bank may repeat the login.
	const message = words(plainText(step.message), hide(session));
	return { ...step, ...(message && { message }) };
}
