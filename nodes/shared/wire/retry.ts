import type { RawAnswer } from '../operation';
import { BROKE_OFF } from './fault';

const MAX_TRIES = 4;
/** Milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
const LONGEST_BUSY_PAUSE = 10_000;

/** Faults of a connection that may be gone the next time. */
const PASSING_FAULTS = new Set([
	'EADDRNOTAVAIL',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTDOWN',
	'EHOSTUNREACH',
	'ENETDOWN',
	'ENETUNREACH',
	'EPIPE',
	BROKE_OFF,
	'ETIMEDOUT',
	// A packed answer that broke off.
	'Z_BUF_ERROR',
	'Z_DATA_ERROR',
]);

const SHORTAGES = new Set(['EMFILE', 'ENFILE', 'ENOBUFS']);
/** Milliseconds. */
const SHORTAGE_PATIENCE = 60_000;

/** Refusals that a server also gives when it has read a part of the request, or all of it. */
const UNCERTAIN = new Set([408, 425]);

/** Grows with every try, and spreads so that parallel items don't come back all at once. */
function growingPause(tries: number): number {
	return FIRST_PAUSE * 2 ** (tries - 1) * (0.5 + Math.random() / 2);
}

const DIGITS = /^\d+$/;
/** As HTTP writes a date: always GMT, in its oldest form without saying so. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, \d.* GMT$/;
const OLDEST_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [\d ]\d \d\d:\d\d:\d\d \d{4}$/;

/** Milliseconds until a time, none when it has passed; `undefined` when it is no time. */
function until(time: number): number | undefined {
	return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}

/** Milliseconds that the bank asks to wait, from seconds or a date; `undefined` when it doesn't. */
function retryAfter({ headers }: RawAnswer): number | undefined {
	const value = (headers['retry-after'] ?? '').trim();
	if (DIGITS.test(value)) return Number(value) * 1000;
	if (HTTP_DATE.test(value)) return until(Date.parse(value));
	return OLDEST_DATE.test(value) ? until(Date.parse(`${value} GMT`)) : undefined;
}

/** Headers that say when the limit for requests begins anew. */
const RESETS = ['ratelimit-reset', 'x-ratelimit-reset', 'x-rate-limit-reset'];
/** A number from here on is no wait, but seconds since 1970. */
const EPOCH = 1_000_000_000;

/** Milliseconds until a bank takes requests again that has had too many. */
function limitReset({ headers }: RawAnswer): number | undefined {
	const value = RESETS.map((name) => (headers[name] ?? '').trim()).find((each) =>
		DIGITS.test(each),
	);
	if (value === undefined) return undefined;
	const seconds = Number(value);
	if (seconds < EPOCH) return seconds * 1000;
	return until(seconds < EPOCH * 1000 ? seconds * 1000 : seconds);
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
	const isLimit = answer.status === 429;
	const asked = retryAfter(answer) ?? (isLimit ? limitReset(answer) : undefined);
	const mayRetry = isLimit || (answer.status === 503 && (isRead || asked !== undefined));
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

/** Whether this machine has too much open already: nothing was sent, and it ends as others are done. */
export function isShortage(code: string): boolean {
	return SHORTAGES.has(code);
}

/** How long to wait in a shortage, with a write as well. */
export function pauseInShortage(waited: number): number | undefined {
	return patientPause(waited, SHORTAGE_PATIENCE);
}

/** Grows with the time waited so far, up to the end of the patience. */
function patientPause(waited: number, patience: number): number | undefined {
	if (waited >= patience) return undefined;
	const wait = Math.min(Math.max(FIRST_PAUSE, waited / 2), LONGEST_BUSY_PAUSE);
	return Math.min(wait * (0.5 + Math.random() / 2), patience - waited);
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
	const own = patientPause(waited, patience);
	// A bank that asks for no pause would be asked as often as the network allows.
	const wait = own && Math.max(own, retryAfter(answer) ?? 0);
	return wait !== undefined && waited + wait <= patience ? wait : undefined;
}

/** Whether an answer says for certain that nothing was done. */
export function wasTurnedAway({ status }: RawAnswer, busyStatus?: number): boolean {
	if (status === busyStatus) return true;
	return status >= 400 && status < 500 && !UNCERTAIN.has(status);
}
