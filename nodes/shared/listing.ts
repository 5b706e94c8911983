import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { LOOK_FIRST, quote, redact, type RawAnswer } from './failure';
import { isObject, parseJson } from './json';
import { isRead, type Bank } from './operation';
import type { Paging, Position } from './paging';
import { queryString, type Draft } from './request';
import { secretsOf, send, type Context, type Request } from './send';

/** A list in a bank's answers: the property that holds it, and how the bank cuts it into pages. */
export interface List {
	property: string;
	paging?: Paging;
}

function unexpected(
	context: Context,
	message: string,
	description: string,
	itemIndex?: number,
): NodeApiError {
	return new NodeApiError(context.getNode(), { message }, { message, description, itemIndex });
}

/**
 * The JSON object in an answer.
 *
 * @throws NodeApiError when a proxy or a maintenance page answered instead of the bank
 */
export async function readObject(
	context: Context,
	bank: Bank,
	request: Request,
	{ status, text }: RawAnswer,
	itemIndex?: number,
): Promise<IDataObject> {
	const body = parseJson(text);
	if (isObject(body)) return body as IDataObject;
	const beginning = quote(text, await secretsOf(context, bank, request)) || '(empty)';
	throw unexpected(
		context,
		`${bank.name} answered with something that is not a JSON object`,
		`HTTP status ${status}. The answer begins: ${beginning}${isRead(request) ? '' : ` ${LOOK_FIRST}`}`,
		itemIndex,
	);
}

/**
 * The record in an answer, out of the bank's envelope.
 *
 * @throws NodeApiError when there is none
 */
export async function readRecord(
	context: Context,
	bank: Bank,
	request: Request,
	answer: RawAnswer,
	itemIndex?: number,
): Promise<IDataObject> {
	const body = await readObject(context, bank, request, answer, itemIndex);
	if (bank.envelope === undefined) return body;
	const record = body[bank.envelope];
	if (isObject(record)) return record as IDataObject;
	throw unexpected(
		context,
		`${bank.name} answered without '${bank.envelope}'`,
		`HTTP status ${answer.status}.${isRead(request) ? ' Try again later.' : ` ${LOOK_FIRST}`}`,
		itemIndex,
	);
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
	context: Context,
	bank: Bank,
	request: Request,
	page: IDataObject,
	property: string,
	itemIndex?: number,
): Promise<IDataObject[]> {
	const list = page[property];
	if (Array.isArray(list)) return list.map(asRecord);
	const failure = bank.readFailure(page);
	// An envelope is never left out.
	const mayBeMissing = property !== bank.envelope;
	if ((list === undefined || list === null) && mayBeMissing && !failure) return [];
	const words = redact(failure?.message ?? '', await secretsOf(context, bank, request));
	throw unexpected(
		context,
		`${bank.name} answered without the list '${property}'${words && `: ${words}`}`,
		'Try again later. When it stays so, the API has changed: look for a newer version of this package.',
		itemIndex,
	);
}

/**
 * Asks for one page after the other until `limit` records are there or the bank has no more. The
 * filters go along on every page, and no page is asked for that isn't needed.
 *
 * @param limit most records to give; `Infinity` for all
 * @throws NodeApiError when the bank sends a page that it has sent before, or an empty one while it
 *   says that there is more: a part of the list would pass for the whole, or it would never end
 */
export async function listRecords(
	context: Context,
	bank: Bank,
	{ request, query }: Pick<Draft, 'request' | 'query'>,
	{ property, paging }: List,
	limit: number,
	itemIndex?: number,
): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	const seen = new Set<string>();
	const position: Position = { received: 0, pages: 0, wanted: limit };
	for (;;) {
		const url = request.url + queryString({ ...query, ...paging?.query(position) });
		const answer = await send(context, bank, { ...request, url }, itemIndex);
		const page = await readObject(context, bank, request, answer, itemIndex);
		const found = await readRecords(context, bank, request, page, property, itemIndex);
		if (!paging) return found.slice(0, limit);
		for (const record of found) records.push(record);
		position.received = records.length;
		position.wanted = limit - records.length;
		position.pages += 1;
		position.cursor = paging.cursor?.(page);
		const more = paging.hasMore(page, position);
		// Enough to tell pages apart: the same record at the same end of two pages is a doubled one.
		const fingerprint = JSON.stringify([found.length, found[0], found.at(-1)]);
		const isRepeated = found.length > 0 && seen.has(fingerprint);
		if (isRepeated || (more && found.length === 0)) {
			throw unexpected(
				context,
				isRepeated
					? `${bank.name} sent the same page of records twice`
					: `${bank.name} sent an empty page and says that there is more`,
				'The list is not whole. Try again later, or set a smaller Limit.',
				itemIndex,
			);
		}
		if (!more || position.wanted <= 0) {
			return records.length > limit ? records.slice(0, limit) : records;
		}
		seen.add(fingerprint);
	}
}
