import type { IDataObject, NodeApiError } from 'n8n-workflow';
import type { RawAnswer } from '../operation';
import { LOOK_FIRST } from '../wire/advice';
import { saidIn } from '../wire/failure';
import { isObject, parseJson } from '../wire/json';
import { isData, quote } from '../wire/redact';
import { isRead, type Request } from '../wire/request';
import { apiError, hide, type Session } from '../wire/session';

const TRY_LATER = 'Try again later.';
const NEWER_PACKAGE =
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
 * @param advice for a read; a write may have been carried out
 */
export function unproven(
	session: Session,
	request: Request,
	answer: RawAnswer,
	complaint: string,
	advice = TRY_LATER,
): NodeApiError {
	const { bank } = session;
	const { status } = answer;
	const said = saidIn(session, answer);
	const message = said?.message ? `: ${said.message}` : '';
	const code = said?.code ? ` (code ${said.code})` : '';
	return apiError(session, {
		message: `${bank.name} answered ${complaint}${message}${code}`,
		description: `HTTP status ${status}.${said ? '' : ` ${shown(answer, hide(session))}`} ${isRead(request) ? (said?.wayOut ?? advice) : LOOK_FIRST}`,
		facts: { ...said?.facts },
		// Of a page nobody knows who sent it; the bank's own words are its answer.
		...(said && { httpCode: String(status) }),
	});
}

/**
 * The JSON object in an answer.
 *
 * @throws NodeApiError when a proxy or a maintenance page answered instead of the bank
 */
export async function readObject(
	session: Session,
	request: Request,
	answer: RawAnswer,
): Promise<IDataObject> {
	const body = parseJson(answer.text);
	if (isObject(body)) return body as IDataObject;
	throw unproven(session, request, answer, 'with something that is not a JSON object');
}

/** What stands where the bank puts what it has to say: in its envelope, if it has one. */
export function contentOf({ bank }: Session, body: unknown): unknown {
	if (bank.envelope === undefined) return body;
	return isObject(body) ? body[bank.envelope] : undefined;
}

/**
 * The record in an answer, out of the bank's envelope.
 *
 * @param has what is never missing in such a record
 * @throws NodeApiError when there is none
 */
export async function readRecord(
	session: Session,
	request: Request,
	answer: RawAnswer,
	has: readonly string[] = [],
): Promise<IDataObject> {
	const { envelope, readFailure } = session.bank;
	const body = await readObject(session, request, answer);
	const record = contentOf(session, body);
	if (!isObject(record)) {
		throw unproven(session, request, answer, `without '${envelope}'`);
	}
	const missing = has.filter((name) => record[name] === undefined || record[name] === null);
	if (missing.length > 0) {
		const names = missing.map((name) => `'${name}'`).join(', ');
		throw unproven(session, request, answer, `without ${names}`, NEWER_PACKAGE);
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
function saysNone(page: IDataObject): boolean {
	return Object.values(page).every((value) => !value || value === 'false' || value === '0');
}

/**
 * The list in a page. A bank may leave an empty one out when it is asked for one, but then nothing
 * else is in the page.
 *
 * @param page the JSON object in `answer`
 * @throws NodeApiError when something else stands in its place
 */
export async function readRecords(
	session: Session,
	request: Request,
	answer: RawAnswer,
	property: string,
	page: IDataObject,
): Promise<IDataObject[]> {
	const list = page[property];
	if (Array.isArray(list)) return list.map(asRecord);
	// An envelope is never left out.
	const mayBeMissing = isRead(request) && property !== session.bank.envelope;
	if (mayBeMissing && !list && saysNone(page)) return [];
	throw unproven(session, request, answer, `without the list '${property}'`, NEWER_PACKAGE);
}
