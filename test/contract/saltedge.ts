import type { ContractOperation } from './contract';
import {
	connection,
	connectionPage,
	countries,
	customer,
	customerPage,
	provider,
	providerPage,
	removedConnection,
} from './saltedge.answers.schemas';
import {
	connectionUpdate,
	interactiveStep,
	newConnection,
	newCustomer,
	reconnection,
	refresh,
} from './saltedge.bodies.schemas';
import { date, flag, id, keyOwner, page, providerMode, text } from './saltedge.schemas';

/** Every request carries the first two; a client with a public key adds the others. */
export const saltedgeHeaders = {
	appId: 'App-id',
	secret: 'Secret',
	expiresAt: 'Expires-at',
	signature: 'Signature',
} as const;

const all = { path: '/connections', pathParameters: {} };
const one = { path: '/connections/{connection_id}', pathParameters: { connection_id: id } };
const part = (name: string) => ({ ...one, path: `${one.path}/${name}` });

const oneConnection = { status: 200, body: connection };
const paging = { style: 'nextId', records: 'data', maxPageSize: 1000 } as const;

/**
 * Salt Edge Account Information v5: the 8 documented operations of connections, what lists of
 * customers, countries and providers to choose from need, and the call that makes a customer.
 * Paths begin behind `/api/v5`. The vendor states few status codes: 400 for refused keys and 404
 * for an unknown connection; 429 is what clients expect of its limits.
 */
export const saltedgeContract: readonly ContractOperation[] = [
	{
		id: 'countries_get',
		method: 'GET',
		path: '/countries',
		pathParameters: {},
		query: { include_fake_providers: flag },
		success: { status: 200, body: countries },
		failures: [400],
	},
	{
		id: 'providers_get',
		method: 'GET',
		path: '/providers',
		pathParameters: {},
		query: {
			...page,
			from_date: date,
			country_code: text,
			mode: providerMode,
			include_fake_providers: flag,
			include_provider_fields: flag,
			provider_key_owner: keyOwner,
			include_payments_fields: flag,
		},
		success: { status: 200, body: providerPage },
		failures: [400, 404],
		paging,
	},
	{
		id: 'providers_provider_code_get',
		method: 'GET',
		path: '/providers/{provider_code}',
		pathParameters: { provider_code: text },
		query: {},
		success: { status: 200, body: provider },
		failures: [400, 404],
	},
	{
		id: 'customers_get',
		method: 'GET',
		path: '/customers',
		pathParameters: {},
		query: { ...page, identifier: text },
		success: { status: 200, body: customerPage },
		failures: [400],
		paging,
	},
	{
		id: 'customers_post',
		method: 'POST',
		path: '/customers',
		pathParameters: {},
		query: {},
		body: newCustomer,
		success: { status: 200, body: customer },
		failures: [400],
	},
	{
		id: 'connections_get',
		method: 'GET',
		...all,
		query: { customer_id: id, ...page },
		requiredQuery: ['customer_id'],
		success: { status: 200, body: connectionPage },
		failures: [400, 404],
		paging,
	},
	{
		id: 'connections_post',
		method: 'POST',
		...all,
		query: {},
		body: newConnection,
		success: oneConnection,
		failures: [400, 404, 429],
	},
	{
		id: 'connections_connection_id_get',
		method: 'GET',
		...one,
		query: {},
		success: oneConnection,
		failures: [400, 404],
	},
	{
		id: 'connections_connection_id_put',
		method: 'PUT',
		...one,
		query: {},
		body: connectionUpdate,
		success: oneConnection,
		failures: [400, 404],
	},
	{
		id: 'connections_connection_id_delete',
		method: 'DELETE',
		...one,
		query: {},
		success: { status: 200, body: removedConnection },
		failures: [400, 404],
	},
	{
		id: 'connections_connection_id_reconnect_put',
		method: 'PUT',
		...part('reconnect'),
		query: {},
		body: reconnection,
		success: oneConnection,
		failures: [400, 404, 429],
	},
	{
		id: 'connections_connection_id_refresh_put',
		method: 'PUT',
		...part('refresh'),
		query: {},
		body: refresh,
		bodyOptional: true,
		success: oneConnection,
		failures: [400, 404, 429],
	},
	{
		id: 'connections_connection_id_interactive_put',
		method: 'PUT',
		...part('interactive'),
		query: {},
		body: interactiveStep,
		success: oneConnection,
		failures: [400, 404],
	},
];
