import type { IHttpRequestOptions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { RawAnswer } from '../operation';
import { pause, stopIfCancelled } from './cancel';
import { bodyText } from './charset';
import { sendSignedIn } from './credential';
import { answerError, connectionError } from './failure';
import { isObject, writeJson } from './json';
import { isRead, queryString, type Request } from './request';
import { mayHaveArrived, pauseAfterAnswer, pauseAfterFault, pauseWhileBusy } from './retry';
import { hide, type Session } from './session';

const DEFAULT_TIMEOUT = 60_000;

function lowerCaseHeaders(headers: unknown): Record<string, string> {
	if (!isObject(headers)) return {};
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

function rawAnswer(status: number, given: unknown, body: unknown): RawAnswer {
	const headers = lowerCaseHeaders(given);
	return { status, headers, text: bodyText(body, headers['content-type']) };
}

/** What n8n's request helper throws: its own error around that of the HTTP library. */
interface HelperError extends Error {
	cause?: {
		isAxiosError?: boolean;
		response?: { status: number; headers: unknown; data: unknown };
		code?: string;
	};
	description?: string | null;
}

/** A body as the bank wants it; one with an envelope gets it even when it is empty. */
function bodyOf({ method, body }: Request, envelope: string | undefined): Request['body'] {
	const takesBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
	return envelope !== undefined && takesBody ? { [envelope]: body ?? {} } : body;
}

async function sendOnce(
	{ context, bank, address }: Session,
	request: Request,
): Promise<RawAnswer | HelperError> {
	const body = bodyOf(request, bank.envelope);
	const options: IHttpRequestOptions = {
		method: request.method,
		// As the HTTP library would spell it anyway; who signs it must see the same.
		url: new URL(address + request.path + queryString(request.query)).href,
		timeout: request.timeout ?? DEFAULT_TIMEOUT,
		// As it came: read here, long ids keep their digits and texts their letters.
		encoding: 'arraybuffer',
		returnFullResponse: true,
		// n8n renews the sign-in on a 401 only when it may throw it.
		ignoreHttpStatusErrors: bank.renewsSignIn ? { ignore: true, except: [401] } : true,
		// A redirect would carry the bank's keys to wherever it points.
		disableFollowRedirect: true,
		...(body && {
			body: writeJson(body),
			headers: { 'Content-Type': 'application/json' },
		}),
	};
	try {
		const response = await sendSignedIn(context, bank, options);
		return rawAnswer(response.statusCode, response.headers, response.body);
	} catch (thrown) {
		const error = thrown as HelperError;
		const response = error.cause?.response;
		// Without a response, or with one that broke off: a fault of the connection, not an answer.
		if (!response || (response.status >= 200 && response.status < 300)) return error;
		return rawAnswer(response.status, response.headers, response.data);
	}
}

/** The error of a sign-in that was refused, or of n8n itself; neither is one of the connection. */
async function notSent(session: Session, error: HelperError): Promise<NodeOperationError> {
	const { context, itemIndex } = session;
	const clean = await hide(session);
	return new NodeOperationError(context.getNode(), clean(error.message), {
		itemIndex,
		description: clean(error.description ?? ''),
	});
}

/** How often a request has gone out and when, for the pauses between. */
interface Tries {
	start: number;
	/** Without those that met a busy record, which have a bound of their own. */
	counted: number;
}

/** What comes of one outcome: the answer, or how many milliseconds to wait before the next try. */
async function judge(
	session: Session,
	request: Request,
	outcome: RawAnswer | HelperError,
	tries: Tries,
): Promise<RawAnswer | number> {
	const { bank } = session;
	const read = isRead(request);
	const isInTime = (wait: number | undefined): wait is number =>
		wait !== undefined && Date.now() + wait <= (request.deadline ?? Infinity);
	if (!(outcome instanceof Error)) {
		const { status } = outcome;
		if (status >= 200 && status < 300) return outcome;
		if (request.takesFurtherStep && bank.readFurtherStep?.(outcome)) return outcome;
		const wait =
			status === bank.busyStatus
				? pauseWhileBusy(outcome, Date.now() - tries.start, request.patience)
				: pauseAfterAnswer(outcome, read, ++tries.counted);
		if (isInTime(wait)) return wait;
		throw await answerError(session, request, outcome);
	}
	const { isAxiosError, code } = outcome.cause ?? {};
	if (!isAxiosError || !code) throw await notSent(session, outcome);
	const wait = pauseAfterFault(code, read, ++tries.counted);
	if (isInTime(wait)) return wait;
	throw connectionError(session, code, !read && mayHaveArrived(code));
}

/**
 * Sends one request with the bank's sign-in and retries what is safe to send again: 429 and 503
 * after a pause, what the bank was too busy for as long as the request has patience, a broken
 * connection for reads only. A write that may have arrived is never sent twice.
 *
 * @returns the answer, its status between 200 and 299, unless it asks for a further step
 * @throws NodeApiError in the bank's words, or NodeOperationError when the sign-in was refused;
 *   neither holds a key or a token
 */
export async function send(session: Session, request: Request): Promise<RawAnswer> {
	const tries: Tries = { start: Date.now(), counted: 0 };
	for (;;) {
		stopIfCancelled(session);
		const outcome = await sendOnce(session, request);
		stopIfCancelled(session);
		const next = await judge(session, request, outcome, tries);
		if (typeof next !== 'number') return next;
		await pause(session, next);
	}
}
