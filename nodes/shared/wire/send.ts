import type { IHttpRequestOptions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Bank, RawAnswer } from '../operation';
import { pause, stopIfCancelled } from './cancel';
import { inTime } from './deadline';
import { answerError, connectionError } from './failure';
import { type Fault, faultOf, type HelperError } from './fault';
import { isObject, parseJson, writeJson } from './json';
import { isRead, queryString, type Request } from './request';
import { pauseAfterAnswer, pauseAfterFault, pauseWhileBusy, wasTurnedAway } from './retry';
import { hide, type Session } from './session';

const DEFAULT_TIMEOUT = 60_000;

function lowerCaseHeaders(headers: unknown): Record<string, string> {
	if (!isObject(headers)) return {};
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

function toText(body: unknown): string {
	if (typeof body === 'string') return body;
	return body === undefined || body === null ? '' : JSON.stringify(body);
}

/** A body as the bank wants it; one with an envelope gets it even when it is empty. */
function bodyOf({ method, body }: Request, envelope: string | undefined): Request['body'] {
	const takesBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
	return envelope !== undefined && takesBody ? { [envelope]: body ?? {} } : body;
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

/** One exchange with the bank, with one deadline from the connection to the last byte. */
async function exchange(session: Session, request: Request): Promise<Outcome> {
	const { bank, keys, address } = session;
	const body = bodyOf(request, bank.envelope);
	const timeout = request.timeout ?? DEFAULT_TIMEOUT;
	const options: IHttpRequestOptions = {
		method: request.method,
		// As the HTTP library would spell it anyway; who signs it must see the same.
		url: new URL(address + request.path + queryString(request.query)).href,
		// Of silence only.
		timeout,
		// The text as it came, so that long ids keep their digits.
		encoding: 'text',
		returnFullResponse: true,
		// n8n renews the sign-in on a 401 only when it may throw it.
		ignoreHttpStatusErrors: bank.renewsSignIn ? { ignore: true, except: [401] } : true,
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
		const answer = { status: statusCode, headers: lowerCaseHeaders(headers), text: toText(body) };
		return { answer };
	} catch (thrown) {
		const error = thrown as HelperError;
		const response = error.cause?.response;
		// With a success that broke off there is no answer.
		if (response && (response.status < 200 || response.status >= 300)) {
			const { status, headers, data } = response;
			return { answer: { status, headers: lowerCaseHeaders(headers), text: toText(data) } };
		}
		const fault = faultOf(error);
		if (fault) return { fault };
		noteDelivery(session, request, false);
		throw await notSent(session, error);
	}
}

/** Tells whoever runs the item of a write whether it may be sent again. */
function noteDelivery({ delivery }: Session, request: Request, mayBeDone: boolean): void {
	if (delivery && !isRead(request)) delivery.mayBeDone = mayBeDone;
}

/** How often a request has gone out and when, for the pauses between. */
interface Tries {
	start: number;
	/** Without those that met a busy record or bank, which have a bound of their own. */
	counted: number;
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
	if (fault) return pauseAfterFault(fault.code, read, ++tries.counted);
	if (isBusy(bank, answer)) return pauseWhileBusy(answer, waited, request.patience);
	return pauseAfterAnswer(answer, read, ++tries.counted);
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
	const { bank } = session;
	const tries: Tries = { start: Date.now(), counted: 0 };
	for (;;) {
		stopIfCancelled(session);
		noteDelivery(session, request, true);
		const outcome = await exchange(session, request);
		const { answer, fault } = outcome;
		const mayBeDone = answer ? !wasTurnedAway(answer, bank.busyStatus) : !fault.neverArrived;
		noteDelivery(session, request, mayBeDone);
		stopIfCancelled(session);
		if (answer && answer.status >= 200 && answer.status < 300) return answer;
		if (answer && request.takesFurtherStep && bank.readFurtherStep?.(answer)) return answer;
		const wait = pauseAfter(session, request, outcome, tries);
		const isInTime = wait !== undefined && Date.now() + wait <= (request.deadline ?? Infinity);
		if (isInTime) await pause(session, wait);
		else if (answer) throw await answerError(session, request, answer);
		else throw connectionError(session, fault.code, !isRead(request) && mayBeDone);
	}
}
