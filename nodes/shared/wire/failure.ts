import type { IDataObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { RawAnswer } from '../operation';
import { isObject, parseJson } from './json';
import { quote } from './redact';
import { isRead, type Request } from './request';
import { apiError, hide, type Session } from './session';

/** The advice for a write of which nobody knows whether the bank has carried it out. */
export const LOOK_FIRST =
	'The request may have been carried out: look at the record before you send it again.';
/** What the HTTP library calls an answer that took too long. */
const TIMEOUT = 'ECONNABORTED';

const WAY_OUT: Record<number, string> = {
	401: 'Check the credential: its keys may be wrong or belong to another environment.',
	403: 'The credential is not allowed to do this, or the record is locked.',
	404: 'Check the ids: the record may be gone or belong to another account.',
	409: 'The bank already has a record with these values.',
	423: 'The record is busy with something else, or locked. Try again later.',
	429: 'Lower Max Parallel Requests, send fewer items, or try again later.',
};

function wayOut(status: number, request: Request): string {
	if (status >= 300 && status < 400) {
		return 'The address answered with a redirect, which is not followed because it would carry the keys along. Check the Base URL of the credential.';
	}
	if (status >= 500) {
		return isRead(request) ? 'The bank could not serve the request. Try again later.' : LOOK_FIRST;
	}
	return WAY_OUT[status] ?? 'Check the values of the fields.';
}

/**
 * The error for an answer that says no: the bank's own words, code and request id, the HTTP
 * status and the item. Of the request, which holds the keys, nothing goes into it.
 */
export async function answerError(
	session: Session,
	request: Request,
	{ status, headers, text }: RawAnswer,
): Promise<NodeApiError> {
	const { bank } = session;
	const clean = hide(session);
	const failure = bank.readFailure(parseJson(text));
	const said = text.trim() === '{}' ? '' : quote(clean(text));
	const words = failure ? clean(failure.message) : said;
	const code = failure?.code && clean(failure.code);
	const id = failure?.requestId ?? bank.requestIdHeaders.map((name) => headers[name]).find(Boolean);
	const requestId = id && clean(id);
	return apiError(session, {
		message: `${bank.name}: ${words || `answered with HTTP status ${status}`}${code ? ` (code ${code})` : ''}`,
		description: `HTTP status ${status}${requestId ? `, request id ${requestId}` : ''}. ${failure?.wayOut ?? wayOut(status, request)}`,
		facts: {
			...failure?.facts,
			httpCode: String(status),
			...(code && { code }),
			...(requestId && { requestId }),
		},
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
		description: mayHaveArrived
			? LOOK_FIRST
			: 'Check the network and the Base URL of the credential, then try again.',
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
