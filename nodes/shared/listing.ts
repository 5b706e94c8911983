import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { quote, redact, type RawAnswer } from './failure';
import { isObject, parseJson } from './json';
import type { Bank } from './operation';
import type { Paging, Position } from './paging';
import { queryString, type Draft } from './request';
import { secretsOf, send, type Context } from './send';

/** A list in a bank's answers: the property that holds it, and how the bank cuts it into pages. */
export interface List {
	property: string;
	paging?: Paging;
}

/**
 * The JSON object in an answer.
 *
 * @throws NodeApiError when a proxy or a maintenance page answered instead of the bank
 */
export async function readObject(
	context: Context,
	bank: Bank,
	answer: RawAnswer,
	itemIndex?: number,
): Promise<IDataObject> {
	const body = parseJson(answer.text);
	if (isObject(body)) return body as IDataObject;
	const beginning = redact(quote(answer.text), await secretsOf(context, bank)) || '(empty)';
	throw new NodeApiError(
		context.getNode(),
		{ httpCode: String(answer.status) },
		{
			message: `${bank.name} answered with something that is not a JSON object`,
			description: `HTTP status ${answer.status}. The answer begins: ${beginning}`,
			httpCode: String(answer.status),
			itemIndex,
		},
	);
}

function asRecord(value: unknown): IDataObject {
	return isObject(value) ? (value as IDataObject) : { value: value as IDataObject[string] };
}

/**
 * Asks for one page after the other until `limit` records are there or the bank has no more. The
 * filters go along on every page, and no page is asked for that isn't needed.
 *
 * @param limit most records to give; `Infinity` for all
 * @throws NodeApiError when the bank sends a page that it has sent before: going on would never
 *   end, and stopping would pass the repeated records off as a whole list
 */
export async function listRecords(
	context: Context,
	bank: Bank,
	{ request, query }: Draft,
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
		const page = await readObject(context, bank, answer, itemIndex);
		const found = Array.isArray(page[property]) ? page[property] : [];
		if (paging && found.length > 0) {
			const fingerprint = createHash('sha256').update(JSON.stringify(found)).digest('base64');
			if (seen.has(fingerprint)) {
				throw new NodeApiError(
					context.getNode(),
					{ pages: position.pages },
					{
						message: `${bank.name} sent the same page of records twice`,
						description: `After ${position.received} records the list began to repeat. Set a Limit up to that number, or try again later.`,
						itemIndex,
					},
				);
			}
			seen.add(fingerprint);
		}
		for (const record of found) records.push(asRecord(record));
		position.received = records.length;
		position.wanted = limit - records.length;
		position.pages += 1;
		const isLast = !paging || found.length === 0 || !paging.hasMore(page, position);
		if (isLast || position.wanted <= 0) {
			return records.length > limit ? records.slice(0, limit) : records;
		}
	}
}
