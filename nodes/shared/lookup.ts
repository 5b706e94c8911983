import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { credentialOf } from './credential';
import { parseJson } from './json';
import { listRecords, readObject, readRecord, readRecords, type List } from './listing';
import type { Bank } from './operation';
import type { Position } from './paging';
import { queryString } from './request';
import { send, type Request } from './send';
import { operationBase } from './version';

/** Entries that a From List dropdown loads at once. */
const LIST_PAGE = 100;

async function address(context: ILoadOptionsFunctions, bank: Bank, path: string): Promise<string> {
	const credentials = await credentialOf(context, bank);
	const { field } = bank.versions ?? {};
	// Who asks is not always the editor, which knows the defaults.
	const version = field && String(context.getCurrentNodeParameter(field.name) ?? field.default);
	return operationBase(context.getNode(), bank, credentials, version) + path;
}

/**
 * One page of a list for a dropdown that loads more as the user scrolls.
 *
 * @param token what the page before gave as `paginationToken`
 * @returns the records, and a token when there are more
 */
export async function lookUpPage(
	context: ILoadOptionsFunctions,
	bank: Bank,
	path: string,
	query: Record<string, string>,
	{ property, paging }: Required<List>,
	token?: string,
): Promise<{ records: IDataObject[]; paginationToken?: string }> {
	const from = token ? (parseJson(token) as Partial<Position>) : {};
	const { received = 0, pages = 0, cursor } = from;
	const position: Position = { received, pages, cursor, wanted: LIST_PAGE, pageSize: LIST_PAGE };
	const url = await address(context, bank, path);
	const request: Request = {
		method: 'GET',
		url: url + queryString({ ...query, ...paging.query(position) }),
	};
	const page = await readObject(context, bank, request, await send(context, bank, request));
	const records = await readRecords(context, bank, request, page, property);
	const next: Position = {
		...position,
		received: received + records.length,
		pages: pages + 1,
		cursor: paging.cursor?.(page),
	};
	const hasMore = records.length > 0 && paging.hasMore(page, next);
	return {
		records,
		...(hasMore && { paginationToken: JSON.stringify(next) }),
	};
}

/** One record that a dropdown takes its entries from. */
export async function lookUpOne(
	context: ILoadOptionsFunctions,
	bank: Bank,
	path: string,
): Promise<IDataObject> {
	const request: Request = { method: 'GET', url: await address(context, bank, path) };
	return await readRecord(context, bank, request, await send(context, bank, request));
}

/** A whole list for a dropdown that is short enough to be searched in the editor's request. */
export async function lookUpAll(
	context: ILoadOptionsFunctions,
	bank: Bank,
	path: string,
	list: List,
	query: Record<string, unknown> = {},
): Promise<IDataObject[]> {
	const request: Request = { method: 'GET', url: await address(context, bank, path) };
	return await listRecords(context, bank, { request, query }, list, Infinity);
}

/** The entries of a whole list that the user searches for, by name or id. */
export function matching(items: INodeListSearchItems[], filter?: string): INodeListSearchResult {
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: items.filter(
			({ name, value }) =>
				name.toLowerCase().includes(wanted) || String(value).toLowerCase().includes(wanted),
		),
	};
}
