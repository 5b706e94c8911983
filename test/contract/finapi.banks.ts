import type { JsonSchema, WireValue } from './contract';
import type { FinApiOperation } from './finapi.operation';
import {
	bankingInterface,
	countryList,
	digits,
	flag,
	idList,
	orderBy,
	page,
	text,
} from './finapi.schemas';
import { bankPageV1, dataSource } from './finapi.v1.schemas';
import { bankPageV2, bankV2 } from './finapi.v2.schemas';

const getBanks = (
	path: string,
	token: FinApiOperation['token'],
	banks: JsonSchema,
	filters: Record<string, WireValue>,
): FinApiOperation => ({
	id: 'getAndSearchAllBanks',
	method: 'GET',
	path,
	token,
	pathParameters: {},
	query: {
		ids: idList,
		search: text,
		...filters,
		location: countryList,
		tppAuthenticationGroupIds: idList,
		isTestBank: flag,
		...page,
		order: orderBy('id', 'name', 'blz', 'bic', 'popularity'),
	},
	commaSeparated: [
		'ids',
		'location',
		'tppAuthenticationGroupIds',
		...Object.keys(filters).filter((name) => filters[name]?.type === 'array'),
	],
	success: { status: 200, body: banks },
	failures: [400, 401, 403],
	paging: { style: 'pageNumber', records: 'banks', maxPageSize: 500 },
});

const interfaces: WireValue = { type: 'array', items: bankingInterface };

export const banksV1: readonly FinApiOperation[] = [
	getBanks('/api/v1/banks', 'userOrClient', bankPageV1, {
		isSupported: flag,
		pinsAreVolatile: flag,
		supportedDataSources: { type: 'array', items: dataSource },
		supportedInterfaces: interfaces,
	}),
];

/** V2 promises them to the client, too, but has been seen to refuse it with 403. */
const tokenV2 = 'user';

export const banksV2: readonly FinApiOperation[] = [
	getBanks('/api/v2/banks', tokenV2, bankPageV2, { supportedBankingInterfaces: interfaces }),
	{
		id: 'getBank',
		method: 'GET',
		path: '/api/v2/banks/{id}',
		token: tokenV2,
		pathParameters: { id: digits },
		query: {},
		success: { status: 200, body: bankV2 },
		failures: [400, 401, 403, 404],
	},
];
