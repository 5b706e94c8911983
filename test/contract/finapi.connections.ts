import type { JsonSchema } from './contract';
import { type FinApiOperation, userMetadataHeaders } from './finapi.operation';
import {
	atLeastTwoIds,
	bankingInterface,
	digits,
	flag,
	identifiers,
	idList,
} from './finapi.schemas';
import { connectionsV1, connectionV1, editV1, importV1, updateV1 } from './finapi.v1.schemas';
import {
	connectInterfaceV2,
	connectionsV2,
	connectionV2,
	consentDeletion,
	editV2,
	importV2,
	removeInterfaceV2,
	updateV2,
} from './finapi.v2.schemas';

interface ConnectionShapes {
	connection: JsonSchema;
	connections: JsonSchema;
	importBody: JsonSchema;
	updateBody: JsonSchema;
	editBody: JsonSchema;
	/** What only this version answers to the operations that take a login. */
	loginFailures: readonly number[];
}

/** The operations that both versions have. */
const inBoth = (base: string, shapes: ConnectionShapes): FinApiOperation[] => {
	const all = { path: base, token: 'user', pathParameters: {}, query: {} } as const;
	const one = { ...all, path: `${base}/{id}`, pathParameters: { id: digits } };
	const connection = { status: 200, body: shapes.connection };
	const { loginFailures } = shapes;
	const atTheBank = { headers: userMetadataHeaders };
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
			success: connection,
			failures: [400, 401, 403, 404],
		},
		{
			id: 'importBankConnection',
			method: 'POST',
			...all,
			...atTheBank,
			path: `${base}/import`,
			body: shapes.importBody,
			success: { ...connection, status: 201 },
			failures: [400, 401, 403, 422, ...loginFailures, 501, 510],
		},
		{
			id: 'updateBankConnection',
			method: 'POST',
			...all,
			...atTheBank,
			path: `${base}/update`,
			body: shapes.updateBody,
			success: connection,
			failures: [400, 401, 403, 404, 422, 423, ...loginFailures, 501, 510],
		},
		{
			id: 'editBankConnection',
			method: 'PATCH',
			...one,
			body: shapes.editBody,
			success: connection,
			failures: [400, 401, 403, 404, 422, 423, ...loginFailures],
		},
		{
			id: 'deleteBankConnection',
			method: 'DELETE',
			...one,
			...atTheBank,
			success: { status: 200 },
			failures: [400, 401, 403, 404, 423],
		},
		{
			id: 'deleteAllBankConnections',
			method: 'DELETE',
			...all,
			...atTheBank,
			success: { status: 200, body: identifiers },
			failures: [401, 403, 423],
		},
	];
};

export const connectionsOfV1: readonly FinApiOperation[] = [
	...inBoth('/api/v1/bankConnections', {
		connection: connectionV1,
		connections: connectionsV1,
		importBody: importV1,
		updateBody: updateV1,
		editBody: editV1,
		loginFailures: [451],
	}),
	{
		id: 'getMultipleBankConnections',
		method: 'GET',
		path: '/api/v1/bankConnections/{ids}',
		token: 'user',
		pathParameters: { ids: atLeastTwoIds },
		query: {},
		success: { status: 200, body: connectionsV1 },
		failures: [400, 401, 403],
	},
];

const baseV2 = '/api/v2/bankConnections';

export const connectionsOfV2: readonly FinApiOperation[] = [
	...inBoth(baseV2, {
		connection: connectionV2,
		connections: connectionsV2,
		importBody: importV2,
		updateBody: updateV2,
		editBody: editV2,
		loginFailures: [],
	}),
	{
		id: 'connectInterface',
		method: 'POST',
		path: `${baseV2}/connectInterface`,
		token: 'user',
		headers: userMetadataHeaders,
		pathParameters: {},
		query: {},
		body: connectInterfaceV2,
		success: { status: 200, body: connectionV2 },
		failures: [400, 401, 403, 422, 423, 501, 510],
	},
	{
		id: 'removeInterface',
		method: 'POST',
		path: `${baseV2}/removeInterface`,
		token: 'user',
		headers: userMetadataHeaders,
		pathParameters: {},
		query: {},
		body: removeInterfaceV2,
		success: { status: 200 },
		failures: [400, 401, 403, 404, 423],
	},
	{
		id: 'deleteConsent',
		method: 'DELETE',
		path: `${baseV2}/{id}/aisConsent`,
		token: 'user',
		headers: userMetadataHeaders,
		pathParameters: { id: digits },
		query: { bankingInterface, forceDeletion: flag },
		requiredQuery: ['bankingInterface'],
		success: { status: 200, body: consentDeletion },
		failures: [400, 401, 403, 422, 423],
	},
];
