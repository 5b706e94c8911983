import type { IDataObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Failure, RawAnswer } from '../operation';
import { adviceAfterAnswer, adviceAfterFault, LOOK_FIRST } from './advice';
import { isObject, parseJson } from './json';
import { quote, words } from './redact';
import { isRead, type Request } from './request';
import { apiError, hide, type Session } from './session';

/** What the HTTP library calls an answer that took too long. */
const TIMEOUT = 'ECONNABORTED';

/** A failure in the bank's own words, fit for a message: short, and without secrets. */
interface Said extends Failure {
	/** Code, request id and details, as they go along as data. */
	facts: IDataObject;
}

/** What the bank says of a failure in the body of an answer, if it does. */
export function saidIn(session: Session, { text }: RawAnswer): Said | undefined {
	const failure = session.bank.readFailure(parseJson(text));
	if (!failure) return undefined;
	const clean = hide(session);
	const { code, requestId, wayOut, details = {} } = failure;
	const shown = (value: string | undefined) => value && words(value, clean);
	const facts = Object.entries({ code, requestId, ...details })
		.map(([name, value]) => [name, shown(value)] as const)
		.filter(([, value]) => value);
	return {
		message: words(failure.message, clean),
		code: shown(code),
		requestId: shown(requestId),
		wayOut: shown(wayOut),
		facts: Object.fromEntries(facts),
	};
}

/**
 * The error for an answer that says no: the bank's own words, code and request id, the HTTP
 * status and the item. Of the request, which holds the keys, nothing goes into it.
 */
export async function answerError(
	session: Session,
	request: Request,
	answer: RawAnswer,
): Promise<NodeApiError> {
	const { bank } = session;
	const { status, headers, text } = answer;
	const clean = hide(session);
	const said = saidIn(session, answer);
	const message = said?.message || (text.trim() === '{}' ? '' : quote(text, clean));
	const code = said?.code ? ` (code ${said.code})` : '';
	const header = bank.requestIdHeaders.map((name) => headers[name]).find(Boolean);
	const requestId = said?.requestId ?? (header && words(header, clean));
	const answered = { bank: bank.name, isSpoken: said !== undefined, isRead: isRead(request) };
	return apiError(session, {
		message: `${bank.name}: ${message || `answered with HTTP status ${status}`}${code}`,
		description: `HTTP status ${status}${requestId ? `, request id ${requestId}` : ''}. ${said?.wayOut ?? adviceAfterAnswer(status, answered)}`,
		facts: { httpCode: String(status), ...said?.facts, ...(requestId && { requestId }) },
		httpCode: String(status),
	});
}

/**
 * The error for a request that got no answer.
 *
 * @param code the fault, as Node.js calls it
 */
export function connectionError(
	session: Session,
	code: string,
	mayHaveArrived: boolean,
): NodeApiError {
	const { name } = session.bank;
	return apiError(session, {
		message:
			code === TIMEOUT
				? `${name} did not answer in time`
				: `${name} could not be reached, or closed the connection (${code})`,
		description: mayHaveArrived ? LOOK_FIRST : adviceAfterFault(code),
		facts: { code },
	});
}

/** What a failed item carries on under continue-on-fail, without anything of the request. */
export function failureJson(error: Error): IDataObject {
	const known = error instanceof NodeApiError || error instanceof NodeOperationError;
	const data = known && isObject(error.context.data) ? (error.context.data as IDataObject) : {};
	return {
		error: error.message,
		details: {
			...(known && error.description ? { description: error.description } : {}),
			...data,
		},
	};
}
