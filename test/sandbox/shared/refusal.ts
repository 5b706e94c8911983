import type { Answer } from './server';

/** Thrown to end a call with a failure, for a reason that the bank puts into its own words. */
export class Refusal<Reason> extends Error {
	constructor(readonly reason: Reason) {
		super(`Refused: ${JSON.stringify(reason)}`);
	}
}

/** The answer that the work comes to, or the failure that it is refused with. */
export function answerOrFailure<Reason>(
	work: () => Answer,
	failure: (reason: Reason) => Answer,
): Answer {
	try {
		return work();
	} catch (error) {
		if (error instanceof Refusal) return failure((error as Refusal<Reason>).reason);
		throw error;
	}
}
