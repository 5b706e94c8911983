import type { IHttpRequestHelper, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

/** What came back, unread. */
export interface Answer {
	status: number;
	text: string;
}

/** Milliseconds. */
const TIMEOUT = 30_000;

/**
 * One request of a sign-in.
 *
 * @param bank as the user reads it in messages
 * @returns the answer, whatever its status
 * @throws Error in words for the user when there is no answer; never the fault itself, by which the
 *   caller would take its own request for broken and send it again
 */
export async function callForSignIn(
	helper: IHttpRequestHelper,
	bank: string,
	options: IHttpRequestOptions,
): Promise<Answer> {
	const sent = helper.helpers.httpRequest({
		...options,
		timeout: TIMEOUT,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the keys along to wherever it points.
		disableFollowRedirect: true,
	}) as Promise<IN8nHttpFullResponse>;
	return await sent.then(
		({ statusCode, body }) => ({ status: statusCode, text: String(body ?? '') }),
		({ code, message }: { code?: string; message: string }) =>
			Promise.reject(
				new Error(
					code
						? `${bank} could not be reached for the sign-in. Check the network and the Base URL.`
						: message,
				),
			),
	);
}

/** What an answer means that is neither a token nor the bank's no to the keys. */
export function unexpectedAnswer(bank: string, { status }: Pick<Answer, 'status'>): Error {
	const isElsewhere = status === 404 || status === 405 || status < 400;
	if (!isElsewhere) {
		return new Error(`${bank} answered the sign-in with HTTP status ${status}. Try again later.`);
	}
	const what = status === 200 ? 'without a token' : `with HTTP status ${status}`;
	return new Error(
		`${bank} answered the sign-in ${what}. Check the address in the credential: it may be another one's.`,
	);
}
