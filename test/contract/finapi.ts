import type { ContractOperation, JsonSchema, WireValue } from './contract';
import {
	atLeastTwoIds,
	bankOrder,
	countryList,
	digits,
	flag,
	identifiers,
	idList,
	page,
	text,
	token,
	tokenRequest,
} from './finapi.schemas';
import {
	bankPageV1,
	clientConfigurationV1,
	connectionsV1,
	connectionV1,
	dataSource,
	editV1,
	importV1,
	updateV1,
} from './finapi.v1.schemas';
import {
	bankingInterface,
	bankPageV2,
	clientConfigurationV2,
	connectionsV2,
	connectionV2,
	editV2,
	importV2,
	updateV2,
} from './finapi.v2.schemas';

const getToken = (path: string): ContractOperation => ({
	id: 'getToken',
	method: 'POST',
	path,
	pathParameters: {},
	query: {},
	body: tokenRequest,
	bodyType: 'form',
	success: { status: 200, body: token },
	failures: [400, 401, 403, 423],
});

/** The only one that needs the client's own token. */
const getClientConfiguration = (path: string, configuration: JsonSchema): ContractOperation => ({
	id: 'getClientConfiguration',
	method: 'GET',
	path,
	pathParameters: {},
	query: {},
	success: { status: 200, body: configuration },
	failures: [400, 401, 403],
});

const getBanks = (
	path: string,
	banks: JsonSchema,
	filters: Record<string, WireValue>,
): ContractOperation => ({
	id: 'getAndSearchAllBanks',
	method: 'GET',
	path,
	pathParameters: {},
	query: {
		ids: idList,
		search: text,
		...filters,
		location: countryList,
		isTestBank: flag,
		...page,
		order: bankOrder,
	},
	commaSeparated: [
		'ids',
		'location',
		...Object.keys(filters).filter((name) => filters[name]?.type === 'array'),
	],
	success: { status: 200, body: banks },
	failures: [400, 401, 403],
	paging: { style: 'pageNumber', records: 'banks', maxPageSize: 500 },
});

interface ConnectionShapes {
	connection: JsonSchema;
	connections: JsonSchema;
	importBody: JsonSchema;
	updateBody: JsonSchema;
	editBody: JsonSchema;
	/** What only this version answers, by operation. */
	moreFailures: { import: readonly number[]; update: readonly number[]; edit: readonly number[] };
}

/** The operations of bank connections that both versions have. */
const connectionOperations = (base: string, shapes: ConnectionShapes): ContractOperation[] => {
	const all = { path: base, pathParameters: {} };
	const one = { path: `${base}/{id}`, pathParameters: { id: digits } };
	const connection = { status: 200, body: shapes.connection };
	return [
		{
			id: 'getAllBankConnections',
			method: 'GET',
			...all,
			query: { ids: idList },
			commaSeparated: ['ids'],
			success: { status: 200, body: shapes.connections },
			failures: [400, 401, 403],
		},
		{
			id: 'getBankConnection',
			method: 'GET',
			...one,
			query: {},
			success: connection,
			failures: [400, 401, 403, 404],
		},
		{
			id: 'importBankConnection',
			method: 'POST',
			path: `${base}/import`,
			pathParameters: {},
			query: {},
			body: shapes.importBody,
			success: { ...connection, status: 201 },
			failures: [400, 401, 403, 422, ...shapes.moreFailures.import, 501, 510],
		},
		{
			id: 'updateBankConnection',
			method: 'POST',
			path: `${base}/update`,
			pathParameters: {},
			query: {},
			body: shapes.updateBody,
			success: connection,
			failures: [400, 401, 403, 404, 422, 423, ...shapes.moreFailures.update, 501, 510],
		},
		{
			id: 'editBankConnection',
			method: 'PATCH',
			...one,
			query: {},
			body: shapes.editBody,
			success: connection,
			failures: [400, 401, 403, 404, 422, 423, ...shapes.moreFailures.edit],
		},
		{
			id: 'deleteBankConnection',
			method: 'DELETE',
			...one,
			query: {},
			success: { status: 200 },
			failures: [400, 401, 403, 404, 423],
		},
		{
			id: 'deleteAllBankConnections',
			method: 'DELETE',
			...all,
			query: {},
			success: { status: 200, body: identifiers },
			failures: [401, 403, 423],
		},
	];
};

/**
 * finAPI Access V1: the 8 documented operations of bank connections, the call that gets a token,
 * the configuration of the client, and the list of banks.
 */
export const finapiV1Contract: readonly ContractOperation[] = [
	getToken('/oauth/token'),
	getClientConfiguration('/api/v1/clientConfiguration', clientConfigurationV1),
	getBanks('/api/v1/banks', bankPageV1, {
		isSupported: flag,
		pinsAreVolatile: flag,
		supportedDataSources: { type: 'array', items: dataSource },
	}),
	...connectionOperations('/api/v1/bankConnections', {
		connection: connectionV1,
		connections: connectionsV1,
		importBody: importV1,
		updateBody: updateV1,
		editBody: editV1,
		moreFailures: { import: [451], update: [451], edit: [451] },
	}),
	{
		id: 'getMultipleBankConnections',
		method: 'GET',
		path: '/api/v1/bankConnections/{ids}',
		pathParameters: { ids: atLeastTwoIds },
		query: {},
		success: { status: 200, body: connectionsV1 },
		failures: [400, 401, 403],
	},
];

/** finAPI Access V2: what is left there of the operations of V1. */
export const finapiV2Contract: readonly ContractOperation[] = [
	getToken('/api/v2/oauth/token'),
	getClientConfiguration('/api/v2/clientConfiguration', clientConfigurationV2),
	getBanks('/api/v2/banks', bankPageV2, {
		supportedBankingInterfaces: { type: 'array', items: bankingInterface },
		tppAuthenticationGroupIds: idList,
	}),
	...connectionOperations('/api/v2/bankConnections', {
		connection: connectionV2,
		connections: connectionsV2,
		importBody: importV2,
		updateBody: updateV2,
		editBody: editV2,
		moreFailures: { import: [], update: [], edit: [] },
	}),
];
