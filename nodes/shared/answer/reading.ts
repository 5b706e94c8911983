import type { IDataObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { List, RawAnswer } from '../operation';
import { LOOK_FIRST } from '../wire/advice';
import { saidIn } from '../wire/failure';
import { isObject, parseJson } from '../wire/json';
import { isData, quote } from '../wire/redact';
import { isRead, type Request } from '../wire/request';
import { apiError, hide, type Session } from '../wire/session';

const TRY_LATER =
	'Try again later. When it stays so, the API has changed: look for a newer version of this package.';

/** What a success begins with, unless it is data: that may hold what nobody knows to be a secret. */
function shown({ headers, text }: RawAnswer, clean: (text: string) => string): string {
	const isJson = /\bjson\b/i.test(headers['content-type'] ?? '') && text !== '';
	if (isJson || isData(text) || parseJson(text) !== undefined) {
		return 'The answer is not shown, for it looks like data that is not whole, or of another kind.';
	}
	return `The answer begins: ${quote(text, clean) || '(empty)'}`;
}

/**
 * The error for an answer whose status says yes and whose body does not, with the bank's own words
 * when it has a failure in there.
 *
 * @param complaint completes "Bank answered …"
 */
export function unproven(
	session: Session,
	request: Request,
	answer: RawAnswer,
	complaint: string,
): NodeApiError {
	const { bank } = session;
	const { status } = answer;
	const said = saidIn(session, answer);
	const message = said?.message ? `: ${said.message}` : '';
	const code = said?.code ? ` (code ${said.code})` : '';
	return apiError(session, {
		message: `${bank.name} answered ${complaint}${message}${code}`,
		description: `HTTP status ${status}.${said ? '' : ` ${shown(answer, hide(session))}`} ${isRead(request) ? (said?.wayOut ?? TRY_LATER) : LOOK_FIRST}`,
		facts: { ...said?.facts },
		// Of a page nobody knows who sent it; the bank's own words are its answer.
		...(said && { httpCode: String(status) }),
	});
}

/** The JSON object in an answer; an error when a proxy or a maintenance page answered instead. */
function readObject(session: Session, request: Request, answer: RawAnswer): IDataObject {
	const body = parseJson(answer.text);
	if (isObject(body)) return body as IDataObject;
	throw unproven(session, request, answer, 'with something that is not a JSON object');
}

/** What stands where the bank puts what it has to say: in its envelope, if it has one. */
export function contentOf({ bank }: Session, body: unknown): unknown {
	if (bank.envelope === undefined) return body;
	return isObject(body) ? body[bank.envelope] : undefined;
}

/** Where a record stands in an answer, and what is never missing in it. */
interface Place {
	property?: string;
	has?: readonly string[];
}

/**
 * The record in an answer, out of the bank's envelope.
 *
 * @throws NodeApiError when there is none
 */
export function readRecord(
	session: Session,
	request: Request,
	answer: RawAnswer,
	{ property, has = [] }: Place = {},
): IDataObject {
	const { envelope, readFailure } = session.bank;
	const body = readObject(session, request, answer);
	const content = contentOf(session, body);
	const record = property === undefined || !isObject(content) ? content : content[property];
	if (!isObject(record)) {
		throw unproven(session, request, answer, `without '${property ?? envelope}'`);
	}
	const missing = has.filter((name) => record[name] === undefined || record[name] === null);
	if (missing.length > 0) {
		const names = missing.map((name) => `'${name}'`).join(', ');
		throw unproven(session, request, answer, `without ${names}`);
	}
	if (has.length === 0 && readFailure(body)) {
		throw unproven(session, request, answer, 'with a failure instead of the record');
	}
	return record as IDataObject;
}

function asRecord(value: unknown): IDataObject {
	return isObject(value) ? (value as IDataObject) : { value: value as IDataObject[string] };
}

/** Whether all that a page has says that there is nothing: no records found, no more available. */
function isEmpty(page: IDataObject): boolean {
	return Object.values(page).every((value) => !value || value === 'false' || value === '0');
}

/** The records of a page, and the object that they stood in. */
export interface Page {
	whole: IDataObject;
	records: IDataObject[];
}

/**
 * The list in an answer. A bank may leave an empty one out when it is asked for one, but then nothing
 * else is in the page.
 *
 * @throws NodeApiError when something else stands in its place
 */
export function readPage(
	session: Session,
	request: Request,
	answer: RawAnswer,
	{ property, complete }: List,
): Page {
	if (property === undefined) {
		const list = parseJson(answer.text);
		if (Array.isArray(list)) return { whole: {}, records: list.map(asRecord) };
		throw unproven(session, request, answer, 'with something that is not a list');
	}
	const whole = readObject(session, request, answer);
	const list = whole[property];
	if (Array.isArray(list)) {
		const records = list.map(asRecord);
		return { whole, records: complete ? records.map((each) => complete(each, whole)) : records };
	}
	// An envelope is never left out.
	const mayBeMissing = isRead(request) && property !== session.bank.envelope;
	if (mayBeMissing && !list && isEmpty(whole)) return { whole, records: [] };
	throw unproven(session, request, answer, `without the list '${property}'`);
}

/**
 * An error that the user can read. What else fails while items are made of an answer is no fault of
 * theirs, but an answer that nobody has reckoned with.
 */
export function readableError(session: Session, request: Request, error: Error): Error {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return apiError(session, {
		message: `${session.bank.name} answered with something that can't be read`,
		description: isRead(request) ? TRY_LATER : LOOK_FIRST,
	});
}
