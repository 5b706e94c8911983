import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { plainText } from '../shared/wire/json';
import {
	lookUpAll,
	lookUpOne,
	lookUpPage,
	matching,
	openInPanel,
	withRecordById,
} from '../shared/lookup';
import { saltEdge } from './api';
import { countriesInPanel } from './countries';
import { customerPages, dataPages } from './paging';
import { chosen } from './providerFields';
import { versionInPanel } from './versions';

/** Fake providers are there for everybody but live clients, who must ask for them. */
const WITH_FAKES = {
	v6: { include_sandboxes: true },
	v5: { include_fake_providers: true },
} as const;

/** An entry for a customer, whose id has another name in each version. */
function customerEntry({ customer_id: id, id: idInV5, identifier }: IDataObject) {
	const value = plainText(id ?? idInV5);
	return { name: `${plainText(identifier)} (${value})`, value };
}

/** v5 finds a whole identifier by itself; in v6 the list is searched here. */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const session = await openInPanel(this, saltEdge);
	const identifier = filter?.trim() ?? '';
	const path = '/customers';
	if (identifier !== '' && versionInPanel(this) === 'v6') {
		const customers = await lookUpAll(session, { path }, customerPages.v6);
		return matching(customers.map(customerEntry), identifier);
	}
	const ask = { path, query: identifier === '' ? {} : { identifier } };
	const page = await lookUpPage(session, ask, dataPages, paginationToken);
	const find = async (id: string) => [await lookUpOne(session, `/customers/${id}`)];
	const { records, ...more } = await withRecordById(page, filter, paginationToken, find);
	return { results: records.map(customerEntry), ...more };
}

export async function searchCountries(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return matching(await countriesInPanel(this), filter);
}

export async function searchProviders(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const country = chosen(this, 'countryCode');
	if (country === '') {
		throw new NodeOperationError(this.getNode(), 'Choose a country first', {
			description:
				"The list shows the providers of the field 'Country'. When that is an expression, switch this field to By Code and use an expression, too.",
		});
	}
	const ask = {
		path: '/providers',
		query: { country_code: country.toUpperCase(), ...WITH_FAKES[versionInPanel(this)] },
	};
	const providers = await lookUpAll(await openInPanel(this, saltEdge), ask, dataPages);
	const items = providers.map(({ code, name, mode }) => ({
		name: `${plainText(name)} (${plainText(mode)}, ${plainText(code)})`,
		value: plainText(code),
	}));
	return matching(items, filter);
}

export async function searchConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const customerId = chosen(this, 'customerId');
	if (customerId === '') {
		throw new NodeOperationError(this.getNode(), 'Choose a customer first', {
			description:
				"The list shows the connections of the field 'Customer'. To name a connection without it, switch this field to By ID.",
		});
	}
	const ask = { path: '/connections', query: { customer_id: customerId } };
	const connections = await lookUpAll(await openInPanel(this, saltEdge), ask, dataPages);
	const items = connections.map(({ id, provider_name: provider, status }) => ({
		name: `${plainText(provider)} (${plainText(status)}, ${plainText(id)})`,
		value: plainText(id),
	}));
	return matching(items, filter);
}

/** What belongs to the connection of the panel. */
async function ofConnection(context: ILoadOptionsFunctions, path: string): Promise<IDataObject[]> {
	const connectionId = chosen(context, 'connectionId');
	if (connectionId === '') {
		throw new NodeOperationError(context.getNode(), 'Choose a connection first', {
			description:
				"The list shows what belongs to the field 'Connection'. To do without it, switch this field to By ID.",
		});
	}
	const ask = { path, query: { connection_id: connectionId } };
	return await lookUpAll(await openInPanel(context, saltEdge), ask, dataPages);
}

export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const accounts = await ofConnection(this, '/accounts');
	const items = accounts.map(({ id, name, nature, currency_code: currency }) => ({
		name: `${plainText(name)} (${plainText(nature)}, ${plainText(currency)}, ${plainText(id)})`,
		value: plainText(id),
	}));
	return matching(items, filter);
}

export async function searchAttempts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const attempts = await ofConnection(this, '/attempts');
	const items = attempts.map(({ id, created_at: at, fail_error_class: failure }) => ({
		name: `${plainText(at)} (${failure ? `${plainText(failure)}, ` : ''}${plainText(id)})`,
		value: plainText(id),
	}));
	return matching(items, filter);
}

export async function searchConsents(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const customerId = chosen(this, 'customerId');
	const isOfCustomer = chosen(this, 'connectionId') === '' && customerId !== '';
	const ask = { path: '/consents', query: { customer_id: customerId } };
	const consents = isOfCustomer
		? await lookUpAll(await openInPanel(this, saltEdge), ask, dataPages)
		: await ofConnection(this, ask.path);
	const items = consents.map(({ id, created_at: at, expires_at: end, revoked_at: revoked }) => ({
		name: `${plainText(at)} (${revoked ? 'revoked' : `until ${plainText(end ?? 'it is revoked')}`}, ${plainText(id)})`,
		value: plainText(id),
	}));
	return matching(items, filter);
}

export async function searchCurrencies(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const session = await openInPanel(this, saltEdge);
	const rates = await lookUpAll(session, { path: '/rates' }, { property: 'data' });
	const items = rates.map(({ currency_code: code }) => ({
		name: plainText(code),
		value: plainText(code),
	}));
	return matching(items, filter);
}
