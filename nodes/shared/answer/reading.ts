import type { IDataObject } from 'n8n-workflow';
import type { RawAnswer } from '../operation';
import { LOOK_FIRST } from '../wire/failure';
import { isObject, parseJson } from '../wire/json';
import { quote } from '../wire/redact';
import { isRead, type Request } from '../wire/request';
import { apiError, hide, type Session } from '../wire/session';

/**
 * The JSON object in an answer.
 *
 * @throws NodeApiError when a proxy or a maintenance page answered instead of the bank
 */
export async function readObject(
	session: Session,
	request: Request,
	{ status, text }: RawAnswer,
): Promise<IDataObject> {
	const body = parseJson(text);
	if (isObject(body)) return body as IDataObject;
	const clean = await hide(session);
	throw apiError(session, {
		message: `${session.bank.name} answered with something that is not a JSON object`,
		description: `HTTP status ${status}. The answer begins: ${quote(clean(text)) || '(empty)'}${isRead(request) ? '' : ` ${LOOK_FIRST}`}`,
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

/**
 * The record under a property of an answer.
 *
 * @throws NodeApiError when there is none
 */
export async function readRecordAt(
	session: Session,
	request: Request,
	answer: RawAnswer,
	property: string | undefined,
): Promise<IDataObject> {
	const whole = await readRecord(session, request, answer);
	const record = property === undefined ? whole : whole[property];
	if (isObject(record)) return record as IDataObject;
	throw apiError(session, {
		message: `${session.bank.name} answered without '${property}'`,
		description: `HTTP status ${answer.status}.${isRead(request) ? ' Try again later.' : ` ${LOOK_FIRST}`}`,
	});
}

/**
 * The list that an answer is by itself.
 *
 * @throws NodeApiError when it is something else
 */
export async function readList(
	session: Session,
	request: Request,
	answer: RawAnswer,
): Promise<IDataObject[]> {
	const list = parseJson(answer.text);
	if (Array.isArray(list)) return list.map(asRecord);
	throw apiError(session, {
		message: `${session.bank.name} answered with something that is not a list`,
		description: `HTTP status ${answer.status}. The answer begins: ${quote((await hide(session))(answer.text)) || '(empty)'}${isRead(request) ? '' : ` ${LOOK_FIRST}`}`,
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
