import type { IHttpRequestHelper, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Failure } from '../operation';

/** What came back, unread. */
export interface Answer {
	status: number;
	text: string;
}

/** Milliseconds, from the connection to the last byte. */
const TIMEOUT = 30_000;

/** Why there is no answer, in words for the user. */
function noAnswer(bank: string, { code, message }: { code?: string; message: string }): Error {
	if (code === 'ECONNABORTED') return late(bank);
	if (!code) return new Error(message);
	return new Error(
		`${bank} could not be reached for the sign-in. Check the network and the Base URL.`,
	);
}

function late(bank: string): Error {
	return new Error(`${bank} did not answer the sign-in in time. Try again later.`);
}

/**
 * One request of a sign-in. It ends in time whatever the other side does: the HTTP library only
 * notices when nothing comes at all, and not even that after some answers.
 *
 * @param bank as the user reads it in messages
 * @param signal gives it up when nobody wants it any more
 * @returns the answer, whatever its status
 * @throws Error in words for the user when there is no answer; never the fault itself, by which the
 *   caller would take its own request for broken and send it again
 */
export async function callForSignIn(
	helper: IHttpRequestHelper,
	bank: string,
	signal: AbortSignal,
	options: IHttpRequestOptions,
): Promise<Answer> {
	const abortSignal = AbortSignal.any([AbortSignal.timeout(TIMEOUT), signal]);
	// Node.js 20 never lets go of a signal made of others that somebody listens to.
	const over = new AbortController();
	const givenUp = new Promise<never>((_, reject) =>
		abortSignal.addEventListener('abort', () => reject(late(bank)), { signal: over.signal }),
	);
	const sent = helper.helpers.httpRequest({
		...options,
		timeout: TIMEOUT,
		abortSignal,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the keys along to wherever it points.
		disableFollowRedirect: true,
	}) as Promise<IN8nHttpFullResponse>;
	const answer = sent.then(
		({ statusCode, body }) => ({ status: statusCode, text: String(body ?? '') }),
		(fault: { code?: string; message: string }) =>
			Promise.reject(abortSignal.aborted ? late(bank) : noAnswer(bank, fault)),
	);
	return await Promise.race([answer, givenUp]).finally(() => over.abort());
}

/** The bank's words and code as they may stand behind a message, without the keys. */
export function wordsOf(said: Failure | undefined, clean: (text: string) => string): string {
	if (!said) return '';
	const { message, code } = said;
	return ` (${clean(code && code !== message ? `${message}, code ${code}` : message)})`;
}

/**
 * What an answer means that is neither a token nor the bank's no to the keys.
 *
 * @param words of the bank, in brackets
 */
export function unexpectedAnswer(bank: string, { status }: Answer, words: string): Error {
	const isElsewhere = status === 404 || status === 405 || status < 400;
	if (!isElsewhere) {
		return new Error(
			`${bank} answered the sign-in with HTTP status ${status}${words}. Try again later.`,
		);
	}
	const what = status === 200 ? 'without a token' : `with HTTP status ${status}`;
	return new Error(
		`${bank} answered the sign-in ${what}${words}. Check the address in the credential: it may belong to another service.`,
	);
}
