import type { RawAnswer } from '../operation';

const MAX_TRIES = 4;
/** Milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
const LONGEST_BUSY_PAUSE = 10_000;

/** Faults of a connection that may be gone the next time. */
const PASSING_FAULTS = new Set([
	'EAI_AGAIN',
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EPIPE',
	// The answer broke off in the middle.
	'ERR_BAD_RESPONSE',
	'ETIMEDOUT',
]);

/** Refusals that a server also gives when it has read a part of the request, or all of it. */
const UNCERTAIN = new Set([408, 425]);

/** Grows with every try, and spreads so that parallel items don't come back all at once. */
function growingPause(tries: number): number {
	return FIRST_PAUSE * 2 ** (tries - 1) * (0.5 + Math.random() / 2);
}

/** Milliseconds that the bank asks to wait, from seconds or a date; `undefined` when it doesn't. */
function retryAfter({ headers }: RawAnswer): number | undefined {
	const value = headers['retry-after'];
	if (!value) return undefined;
	const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
	return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/**
 * How long to wait before a request goes out again after an answer. A 429 was turned away at the
 * door. A 503 may have come from behind it, so a write is sent again only when the bank asks for
 * that with Retry-After.
 *
 * @param tries how often the request has been sent
 * @returns milliseconds, or `undefined` when it must not be sent again
 */
export function pauseAfterAnswer(
	answer: RawAnswer,
	isRead: boolean,
	tries: number,
): number | undefined {
	if (tries >= MAX_TRIES) return undefined;
	const asked = retryAfter(answer);
	const mayRetry =
		answer.status === 429 || (answer.status === 503 && (isRead || asked !== undefined));
	if (!mayRetry) return undefined;
	if (asked === undefined) return growingPause(tries);
	return asked > LONGEST_PAUSE ? undefined : asked + growingPause(1);
}

/**
 * The same after a broken connection, which only a read survives: nobody knows whether a write
 * has arrived.
 *
 * @param code the fault, as Node.js calls it
 */
export function pauseAfterFault(code: string, isRead: boolean, tries: number): number | undefined {
	return isRead && PASSING_FAULTS.has(code) && tries < MAX_TRIES ? growingPause(tries) : undefined;
}

/**
 * How long to wait before a request goes out again that the bank was too busy for. Nothing was
 * done, so a write may go out again, too.
 *
 * @param waited milliseconds since it went out first
 * @param patience milliseconds after which it must not go out again
 * @returns milliseconds, or `undefined` when the time is up, or would be
 */
export function pauseWhileBusy(
	answer: RawAnswer,
	waited: number,
	patience = 0,
): number | undefined {
	if (waited >= patience) return undefined;
	const asked = retryAfter(answer);
	if (asked !== undefined) return waited + asked <= patience ? asked : undefined;
	const wait = Math.min(Math.max(FIRST_PAUSE, waited / 2), LONGEST_BUSY_PAUSE);
	return Math.min(wait * (0.5 + Math.random() / 2), patience - waited);
}

/** Whether an answer says for certain that nothing was done. */
export function wasTurnedAway({ status }: RawAnswer, busyStatus?: number): boolean {
	if (status === busyStatus) return true;
	return status >= 400 && status < 500 && !UNCERTAIN.has(status);
}
