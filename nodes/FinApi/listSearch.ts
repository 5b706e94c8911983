import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isObject } from '../shared/wire/json';
import { lookUpAll, lookUpPage, matching, openInPanel, withRecordById } from '../shared/lookup';
import { finApi } from './api';
import { bankPages, connectionList } from './paging';

/** A name for a connection that tells two at the same bank apart. */
function label({ id, name, bank }: IDataObject): string {
	const bankName = isObject(bank) ? String(bank.name) : 'Bank connection';
	return `${name ? `${String(name)}, ` : ''}${bankName} (${String(id)})`;
}

export async function searchBankConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const session = await openInPanel(this, finApi);
	const connections = await lookUpAll(session, { path: '/bankConnections' }, connectionList);
	const items = connections.map((each) => ({ name: label(each), value: String(each.id) }));
	return matching(items, filter);
}

export async function searchBanks(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const query: Record<string, string> = filter?.trim() ? { search: filter.trim() } : {};
	const ask = { path: '/banks', query };
	const session = await openInPanel(this, finApi);
	const page = await lookUpPage(session, ask, bankPages, paginationToken);
	const find = async (ids: string) =>
		await lookUpAll(session, { path: '/banks', query: { ids } }, { property: 'banks' });
	const { records, ...more } = await withRecordById(page, filter, paginationToken, find);
	const results = records.map(({ id, name, blz, isTestBank }) => ({
		name: `${String(name)} (BLZ ${String(blz)}${isTestBank ? ', test bank' : ''})`,
		value: String(id),
	}));
	return { results, ...more };
}
