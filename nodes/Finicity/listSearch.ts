import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { plainText, readPath } from '../shared/wire/json';
import {
	lookUpAll,
	lookUpOne,
	lookUpPage,
	matching,
	openInPanel,
	withRecordById,
} from '../shared/lookup';
import { accountEntries, accountsOfCustomer, chosenCustomer } from './accountsInPanel';
import { finicity } from './api';
import { applicationPages, consentPages, customerPages, institutionPages } from './paging';

const CONSENTS = { ...consentPages, noneCodes: ['10215'] };

export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const query: Record<string, string> = filter?.trim() ? { search: filter.trim() } : {};
	const ask = { path: '/aggregation/v1/customers', query };
	const session = await openInPanel(this, finicity);
	const page = await lookUpPage(session, ask, customerPages, paginationToken);
	const find = async (id: string) => [await lookUpOne(session, `/aggregation/v1/customers/${id}`)];
	const { records, ...more } = await withRecordById(page, filter, paginationToken, find);
	const results = records.map(({ id, username, firstName, lastName, type }) => {
		const person = [firstName, lastName].map(plainText).filter(Boolean).join(' ');
		return {
			name: `${plainText(username)}${person ? ` – ${person}` : ''} (${plainText(type)})`,
			value: plainText(id),
		};
	});
	return { results, ...more };
}

export async function searchInstitutions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const query: Record<string, string> = filter?.trim() ? { search: filter.trim() } : {};
	const ask = { path: '/institution/v2/institutions', query };
	const session = await openInPanel(this, finicity);
	const { records, ...more } = await lookUpPage(session, ask, institutionPages, paginationToken);
	const results = records.map(({ id, name }) => ({
		name: `${plainText(name)} (${plainText(id)})`,
		value: plainText(id),
	}));
	return { results, ...more };
}

export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return matching(accountEntries(await accountsOfCustomer(this)), filter);
}

/** The API has no list of logins; the accounts name the one that each of them came from. */
export async function searchInstitutionLogins(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const logins = new Map<string, string[]>();
	for (const account of await accountsOfCustomer(this)) {
		const label = `at institution ${plainText(account.institutionId)}:`;
		const login = plainText(account.institutionLoginId);
		logins.set(login, [...(logins.get(login) ?? [label]), plainText(account.name)]);
	}
	const items = [...logins].map(([value, [label, ...names]]) => ({
		name: `${value} ${label} ${names.join(', ')}`,
		value,
	}));
	return matching(items, filter);
}

export async function searchConsents(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const ask = { path: '/data-sharing-consents', query: { customer_id: chosenCustomer(this) } };
	const consents = await lookUpAll(await openInPanel(this, finicity), ask, CONSENTS);
	const items = consents.map(({ consentReceiptId, institutions, statusDetails }) => {
		const names = Array.isArray(institutions)
			? (institutions as unknown[]).map((each) => plainText(readPath(each, 'institutionName')))
			: [];
		const status = readPath(statusDetails, 'status');
		return {
			name: `${names.join(', ') || 'no bank'} (${plainText(status).toLowerCase()})`,
			value: plainText(consentReceiptId),
		};
	});
	return matching(items, filter);
}

async function applications(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	const session = await openInPanel(context, finicity);
	return await lookUpAll(session, { path: '/applications' }, applicationPages);
}

export async function searchAppRegistrations(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const items = (await applications(this)).map(({ preAppId, name, status }) => ({
		name: `${plainText(name)} (${plainText(preAppId)}, status ${plainText(status)})`,
		value: plainText(preAppId),
	}));
	return matching(items, filter);
}

/** Only approved apps have an id of their own. */
export async function searchApplications(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const items = (await applications(this))
		.filter(({ applicationId }) => Boolean(applicationId))
		.map(({ applicationId, name }) => ({ name: plainText(name), value: plainText(applicationId) }));
	return matching(items, filter);
}
