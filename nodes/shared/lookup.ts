import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { listRecords } from './answer/listing';
import { saysMissing } from './answer/none';
import { readPage, readRecord } from './answer/reading';
import type { Bank, List, Paging, Position } from './operation';
import { parseJson, plainText } from './wire/json';
import type { Request } from './wire/request';
import { send } from './wire/send';
import { openSession, type Session } from './wire/session';

/** Entries that a From List dropdown loads at once. */
const LIST_PAGE = 100;

/**
 * Begins to talk with the bank on behalf of a dropdown, in the version that the panel shows.
 *
 * @param signInAs whose token its requests go with, as an operation says it
 */
export async function openInPanel(
	context: ILoadOptionsFunctions,
	bank: Bank,
	signInAs?: string,
): Promise<Session> {
	const { field } = bank.versions ?? {};
	// Who asks is not always the editor, which knows the defaults.
	const version = field && String(context.getCurrentNodeParameter(field.name) ?? field.default);
	return await openSession(context, bank, { version, signInAs });
}

/** What the user has to do in the panel before there is anything to show. */
export class PanelAdvice extends NodeOperationError {
	constructor(context: ILoadOptionsFunctions, message: string, description: string) {
		super(context.getNode(), message, { description });
	}
}

type Load<Result> = (context: ILoadOptionsFunctions) => Promise<Result>;
type Method<Result> = (this: ILoadOptionsFunctions) => Promise<Result>;

/**
 * A method that fills a list of options. Where it can't, the list has one entry that says why and
 * chooses nothing, for all that the editor shows of an error here is that there was one.
 */
export function explainedOptions(
	load: Load<INodePropertyOptions[]>,
): Method<INodePropertyOptions[]> {
	return async function () {
		return await load(this).catch((error: unknown) => {
			const isKnown = error instanceof NodeApiError || error instanceof NodeOperationError;
			if (!isKnown) return Promise.reject(error as Error);
			const description = error.description ?? undefined;
			return [{ name: `(${error.message})`, value: '', description }];
		});
	};
}

/**
 * A method that fetches a form of the bank. Where the user has to do something first, a note says so
 * in its place, for the editor shows nothing at all of an error here. A failure of the bank stays one:
 * it must not empty a form that is there.
 */
export function explainedForm(load: Load<ResourceMapperFields>): Method<ResourceMapperFields> {
	return async function () {
		return await load(this).catch((error: unknown) =>
			error instanceof PanelAdvice
				? { fields: [], emptyFieldsNotice: `${error.message}. ${error.description}` }
				: Promise.reject(error as Error),
		);
	};
}

/** What a dropdown asks for, as a request without its method. */
type Ask = Pick<Request, 'path' | 'query'>;

/**
 * One page of a list for a dropdown that loads more as the user scrolls.
 *
 * @param token what the page before gave as `paginationToken`
 * @returns the records, and a token when there are more
 */
export async function lookUpPage(
	session: Session,
	{ path, query }: Ask,
	list: List & { paging: Paging },
	token?: string,
): Promise<{ records: IDataObject[]; paginationToken?: string }> {
	const from = token ? (parseJson(token) as Partial<Position>) : {};
	const { received = 0, pages = 0, cursor } = from;
	const { paging } = list;
	const position: Position = { received, pages, cursor, wanted: LIST_PAGE, pageSize: LIST_PAGE };
	const request: Request = { method: 'GET', path, query: { ...query, ...paging.query(position) } };
	const answer = await send(session, request);
	const { whole: page, records } = readPage(session, request, answer, list);
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
export async function lookUpOne(session: Session, path: string): Promise<IDataObject> {
	const request: Request = { method: 'GET', path };
	return readRecord(session, request, await send(session, request));
}

/** As long as any id is; a longer number is refused as none. */
const ID = /^\d{1,18}$/;

/**
 * A page of a search, beginning with the record whose id the user may have searched for: a bank looks
 * at names only.
 *
 * @param page what the bank has found
 * @param token of the page; none of the first
 * @param find gives the record with an id, if there is one
 */
export async function withRecordById<Page extends { records: IDataObject[] }>(
	page: Page,
	filter: string | undefined,
	token: string | undefined,
	find: (id: string) => Promise<IDataObject[]>,
): Promise<Page> {
	const id = filter?.trim() ?? '';
	const isThere = page.records.some((record) => plainText(record.id) === id);
	if (token || isThere || !ID.test(id)) return page;
	const found = await find(id).catch((error: unknown) =>
		saysMissing(error) ? [] : Promise.reject(error as Error),
	);
	return { ...page, records: [...found, ...page.records] };
}

/** A whole list for a dropdown that is short enough to be searched in the editor's request. */
export async function lookUpAll(session: Session, ask: Ask, list: List): Promise<IDataObject[]> {
	return await listRecords(session, { method: 'GET', ...ask }, list, Infinity);
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
