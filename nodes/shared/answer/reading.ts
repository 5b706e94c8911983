import type { IDataObject } from 'n8n-workflow';
import type { RawAnswer } from '../operation';
import { LOOK_FIRST } from '../wire/failure';
import { isObject, parseJson } from '../wire/json';
import { isData, quote } from '../wire/redact';
import { isRead, type Request } from '../wire/request';
import { apiError, hide, type Session } from '../wire/session';

/** What a success begins with, unless it is data: that may hold what nobody knows to be a secret. */
function shown(text: string, isJson: boolean): string {
	if (isJson || isData(text)) {
		return 'The answer is not shown, for it looks like data that is not whole, or of another kind.';
	}
	return `The answer begins: ${quote(text) || '(empty)'}`;
}

/**
 * The JSON object in an answer.
 *
 * @throws NodeApiError when a proxy or a maintenance page answered instead of the bank
 */
export async function readObject(
	session: Session,
	request: Request,
	{ status, headers, text }: RawAnswer,
): Promise<IDataObject> {
	const body = parseJson(text);
	if (isObject(body)) return body as IDataObject;
	const clean = await hide(session);
	const isJson =
		body !== undefined || (text !== '' && /\bjson\b/i.test(headers['content-type'] ?? ''));
	throw apiError(session, {
		message: `${session.bank.name} answered with something that is not a JSON object`,
		description: `HTTP status ${status}. ${shown(clean(text), isJson)}${isRead(request) ? '' : ` ${LOOK_FIRST}`}`,
	});
}

/**
 * The record in an answer, out of the bank's envelope.
 *
 * @throws NodeApiError when there is none
 */
export async function readRecord(
	session: Session,
	request: Request,
	answer: RawAnswer,
): Promise<IDataObject> {
	const { name, envelope } = session.bank;
	const body = await readObject(session, request, answer);
	if (envelope === undefined) return body;
	const record = body[envelope];
	if (isObject(record)) return record as IDataObject;
	throw apiError(session, {
		message: `${name} answered without '${envelope}'`,
		description: `HTTP status ${answer.status}.${isRead(request) ? ' Try again later.' : ` ${LOOK_FIRST}`}`,
	});
}

function asRecord(value: unknown): IDataObject {
	return isObject(value) ? (value as IDataObject) : { value: value as IDataObject[string] };
}

/**
 * The list in a page. A bank may leave an empty one out, but then it doesn't speak of a failure.
 *
 * @throws NodeApiError when something else stands in its place
 */
export async function readRecords(
	session: Session,
	page: IDataObject,
	property: string,
): Promise<IDataObject[]> {
	const { bank } = session;
	const list = page[property];
	if (Array.isArray(list)) return list.map(asRecord);
	const failure = bank.readFailure(page);
	// An envelope is never left out.
	const mayBeMissing = property !== bank.envelope;
	if ((list === undefined || list === null) && mayBeMissing && !failure) return [];
	const words = failure ? (await hide(session))(failure.message) : '';
	throw apiError(session, {
		message: `${bank.name} answered without the list '${property}'${words && `: ${words}`}`,
		description:
			'Try again later. When it stays so, the API has changed: look for a newer version of this package.',
	});
}
