import type { IHttpRequestOptions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Bank, RawAnswer } from '../operation';
import { pause, stopIfCancelled } from './cancel';
import { bodyText } from './charset';
import { inTime } from './deadline';
import { answerError, connectionError } from './failure';
import { BROKE_OFF, type Fault, faultOf, type HelperError } from './fault';
import { isObject, parseJson, writeJson } from './json';
import { isRead, queryString, type Request } from './request';
import {
	isShortage,
	pauseAfterAnswer,
	pauseAfterFault,
	pauseInShortage,
	pauseWhileBusy,
	wasTurnedAway,
} from './retry';
import { hide, type Session } from './session';

const DEFAULT_TIMEOUT = 60_000;

function lowerCaseHeaders(headers: unknown): Record<string, string> {
	if (!isObject(headers)) return {};
	const lower: Record<string, string> = {};
	for (const name of Object.keys(headers)) lower[name.toLowerCase()] = String(headers[name]);
	return lower;
}

function toAnswer(
	{ wantsFile }: Request,
	status: number,
	given: unknown,
	body: unknown,
): RawAnswer {
	const headers = lowerCaseHeaders(given);
	return {
		status,
		headers,
		text: bodyText(body, headers['content-type']),
		...(wantsFile && Buffer.isBuffer(body) && { bytes: body }),
	};
}

/** A body as the bank wants it; one with an envelope gets it even when it is empty. */
function bodyOf(
	{ method, body, hasNoBody }: Request,
	envelope: string | undefined,
): Request['body'] {
	const takesBody = ['POST', 'PUT', 'PATCH'].includes(method) && !hasNoBody;
	return envelope !== undefined && (takesBody || body) ? { [envelope]: body ?? {} } : body;
}

function isSuccess({ status }: RawAnswer): boolean {
	return status >= 200 && status < 300;
}

/** Whether JSON lacks its end. The HTTP library does not tell when a packed answer was cut. */
function breaksOff(text: string): boolean {
	const open = text.trimStart()[0];
	const close = open === '{' ? '}' : open === '[' ? ']' : undefined;
	return close !== undefined && text.trimEnd().at(-1) !== close;
}

/** The error of a sign-in that was refused, or of n8n itself; neither is one of the connection. */
function notSent(session: Session, error: HelperError): NodeOperationError {
	const { context, itemIndex } = session;
	const clean = hide(session);
	return new NodeOperationError(context.getNode(), clean(error.message), {
		itemIndex,
		description: clean(error.description ?? ''),
	});
}

/** What came of a request that was sent. */
type Outcome = { answer: RawAnswer; fault?: undefined } | { answer?: undefined; fault: Fault };

/**
 * One exchange with the bank, with one deadline from the connection to the last byte.
 *
 * @param renews whether n8n renews the sign-in when it is refused, and sends the request again
 */
async function exchange(session: Session, request: Request, renews: boolean): Promise<Outcome> {
	const { bank, keys, address } = session;
	const body = bodyOf(request, bank.envelope);
	const timeout = request.timeout ?? DEFAULT_TIMEOUT;
	const options: IHttpRequestOptions = {
		method: request.method,
		// As the HTTP library would spell it anyway; who signs it must see the same.
		url: new URL(address + request.path + queryString(request.query)).href,
		// Of silence only.
		timeout,
		// As it came: read here, long ids keep their digits and texts their letters.
		encoding: 'arraybuffer',
		returnFullResponse: true,
		// n8n renews the sign-in on a 401 only when it may throw it.
		ignoreHttpStatusErrors: renews ? { ignore: true, except: [401] } : true,
		// A redirect would carry the bank's keys to wherever it points.
		disableFollowRedirect: true,
		...(request.headers && { headers: request.headers }),
		...(body && {
			body: writeJson(body),
			headers: { ...request.headers, 'Content-Type': 'application/json' },
		}),
	};
	try {
		const { statusCode, headers, body } = await inTime(
			timeout,
			session.signal,
			async (abortSignal) => await keys.send({ ...options, abortSignal }),
		);
		// An answer that only says that another one follows, and none did.
		if (statusCode < 200) return { fault: { code: `HTTP ${statusCode}`, neverArrived: false } };
		return { answer: toAnswer(request, statusCode, headers, body) };
	} catch (thrown) {
		const error = thrown as HelperError;
		const response = error.cause?.response;
		// With a success that broke off there is no answer.
		if (response && (response.status < 200 || response.status >= 300)) {
			const { status, headers, data } = response;
			return { answer: toAnswer(request, status, headers, data) };
		}
		const fault = faultOf(error);
		if (fault) return { fault };
		noteDelivery(session, request, false);
		throw notSent(session, error);
	}
}

/** Tells whoever runs the item of a write whether it may be sent again. */
function noteDelivery({ delivery }: Session, request: Request, mayBeDone: boolean): void {
	if (delivery && !isRead(request)) delivery.mayBeDone = mayBeDone;
}

/** How often a request has gone out and when, for the pauses between. */
interface Tries {
	start: number;
	/** Without those that met a busy record or a shortage, which have a bound of their own. */
	counted: number;
}

/** Whether the bank says that the same request is refused again, with another token, too. */
function isFinal({ readFailure }: Bank, { text }: RawAnswer): boolean {
	return readFailure(parseJson(text))?.isFinal === true;
}

/** Whether an answer says that nothing was done because the record is busy. */
function isBusy({ busyStatus, busyCode, readFailure }: Bank, { status, text }: RawAnswer): boolean {
	if (status === busyStatus) return true;
	const saysNo = status >= 400 && status < 500;
	return busyCode !== undefined && saysNo && readFailure(parseJson(text))?.code === busyCode;
}

/** How many milliseconds to wait before a request goes out again, if it may. */
function pauseAfter(
	{ bank }: Session,
	request: Request,
	{ answer, fault }: Outcome,
	tries: Tries,
): number | undefined {
	const read = isRead(request);
	const waited = Date.now() - tries.start;
	if (fault) {
		const isSafe = read || fault.neverArrived;
		if (isSafe && isShortage(fault.code)) return pauseInShortage(waited);
		return pauseAfterFault(fault.code, read, ++tries.counted);
	}
	if (isSuccess(answer)) return pauseAfterFault(BROKE_OFF, read, ++tries.counted);
	if (isFinal(bank, answer)) return undefined;
	if (isBusy(bank, answer)) return pauseWhileBusy(answer, waited, request.patience);
	return pauseAfterAnswer(answer, read, ++tries.counted);
}

/**
 * Sends one request with the bank's sign-in, as soon as the run may have another one out, and retries
 * what is safe to send again: 429 and 503 after a pause, what the bank was too busy for as long as the request has patience, a broken
 * connection for reads only. A write that may have arrived is never sent twice.
 *
 * @returns the answer, its status between 200 and 299, unless it asks for a further step; whether it
 *   is what was asked for is for others to say
 * @throws NodeApiError in the bank's words, or NodeOperationError when the sign-in was refused;
 *   neither holds a key or a token
 */
export async function send(session: Session, request: Request): Promise<RawAnswer> {
	return await session.inFlight.add(async () => await tryToSend(session, request));
}

async function tryToSend(session: Session, request: Request): Promise<RawAnswer> {
	const { bank } = session;
	const tries: Tries = { start: Date.now(), counted: 0 };
	// A write is looked at first, for its 401 may be of something else than the token. Reads come in
	// crowds, which would all be sent once more.
	let renews = bank.renewsSignIn === true && isRead(request);
	for (;;) {
		stopIfCancelled(session);
		noteDelivery(session, request, true);
		const outcome = await exchange(session, request, renews);
		const { answer, fault } = outcome;
		const mayBeDone = answer ? !wasTurnedAway(answer, bank.busyStatus) : !fault.neverArrived;
		noteDelivery(session, request, mayBeDone);
		stopIfCancelled(session);
		if (bank.renewsSignIn && !renews && answer?.status === 401 && !isFinal(bank, answer)) {
			renews = true;
			continue;
		}
		const isWhole = answer && (request.wantsFile || !breaksOff(answer.text));
		if (isWhole && isSuccess(answer)) return answer;
		if (answer && request.takesFurtherStep && bank.readFurtherStep?.(answer)) return answer;
		const wait = pauseAfter(session, request, outcome, tries);
		const isInTime = wait !== undefined && Date.now() + wait <= (request.deadline ?? Infinity);
		if (isInTime) await pause(session, wait);
		else if (answer && isSuccess(answer)) return answer;
		else if (answer) throw await answerError(session, request, answer);
		else throw connectionError(session, fault.code, !isRead(request) && mayBeDone);
	}
}
