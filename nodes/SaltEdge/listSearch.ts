import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { plainText } from '../shared/wire/json';
import { lookUpAll, lookUpPage, matching, openInPanel } from '../shared/lookup';
import { saltEdge } from './api';
import { dataPages } from './paging';
import { chosen } from './providerFields';

/** Fake providers are there for everybody but live clients, who must ask for them. */
const withFakes = { include_fake_providers: true };

export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const identifier = filter?.trim();
	const query: Record<string, string> = identifier ? { identifier } : {};
	const ask = { path: '/customers', query };
	const session = await openInPanel(this, saltEdge);
	const { records, ...more } = await lookUpPage(session, ask, dataPages, paginationToken);
	const results = records.map(({ id, identifier: name }) => ({
		name: `${plainText(name)} (${plainText(id)})`,
		value: plainText(id),
	}));
	return { results, ...more };
}

export async function searchCountries(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const list = { property: 'data' };
	const ask = { path: '/countries', query: withFakes };
	const countries = await lookUpAll(await openInPanel(this, saltEdge), ask, list);
	const items = countries.map(({ code, name }) => ({
		name: `${plainText(name)} (${plainText(code)})`,
		value: plainText(code),
	}));
	return matching(items, filter);
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
		query: { country_code: country.toUpperCase(), ...withFakes },
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
