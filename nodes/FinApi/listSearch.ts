import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isObject, plainText } from '../shared/wire/json';
import { lookUpAll, lookUpPage, matching, openInPanel, withRecordById } from '../shared/lookup';
import { ANYBODY } from './access';
import { finApi } from './api';
import { accountList, bankPages, connectionList, transactionPages } from './paging';

/** A name for a connection that tells two at the same bank apart. */
function label({ id, name, bank }: IDataObject): string {
	const bankName = isObject(bank) ? plainText(bank.name) : 'Bank connection';
	return `${name ? `${plainText(name)}, ` : ''}${bankName} (${plainText(id)})`;
}

export async function searchBankConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const session = await openInPanel(this, finApi);
	const connections = await lookUpAll(session, { path: '/bankConnections' }, connectionList);
	const items = connections.map((each) => ({ name: label(each), value: plainText(each.id) }));
	return matching(items, filter);
}

export async function searchBanks(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const query: Record<string, string> = filter?.trim() ? { search: filter.trim() } : {};
	const ask = { path: '/banks', query };
	const session = await openInPanel(this, finApi, ANYBODY);
	const page = await lookUpPage(session, ask, bankPages, paginationToken);
	const find = async (ids: string) =>
		await lookUpAll(session, { path: '/banks', query: { ids } }, { property: 'banks' });
	const { records, ...more } = await withRecordById(page, filter, paginationToken, find);
	const results = records.map(({ id, name, blz, isTestBank }) => ({
		name: `${plainText(name)} (BLZ ${plainText(blz)}${isTestBank ? ', test bank' : ''})`,
		value: plainText(id),
	}));
	return { results, ...more };
}

export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const session = await openInPanel(this, finApi);
	const accounts = await lookUpAll(session, { path: '/accounts' }, accountList);
	const items = accounts.map(({ id, accountName, iban, accountNumber }) => ({
		name: [accountName, iban ?? accountNumber].filter(Boolean).map(plainText).join(', '),
		value: plainText(id),
	}));
	return matching(items, filter);
}

export async function searchTransactions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const search = filter?.trim();
	const query = { view: 'bankView', order: 'id,desc', ...(search && { search }) };
	const ask = { path: '/transactions', query };
	const session = await openInPanel(this, finApi);
	const { records, ...more } = await lookUpPage(session, ask, transactionPages, paginationToken);
	const results = records.map(({ id, bankBookingDate, amount, currency, ...said }) => ({
		name: [bankBookingDate, amount, currency, said.counterpartName ?? said.purpose]
			.filter((part) => part !== null && part !== undefined)
			.map(plainText)
			.join(' '),
		value: plainText(id),
	}));
	return { results, ...more };
}
