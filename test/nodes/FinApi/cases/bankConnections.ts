import { byId } from '../../../support/finicity';
import type { Case } from './case';

const household = '9007199254740993';
const cityBank = '4500000000002';
const business = '4500000000003';
const iban = 'DE61000000001000000001';

const logIn = (...fields: [label: string, value: string][]) => ({
	field: fields.map(([label, value]) => ({ label, value })),
});

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const bankConnectionsV1: Record<string, Case> = {
	getAllBankConnections: {
		operation: 'getMany',
		parameters: { filters: { ids: `${household}, 4500000000003` }, returnAll: true },
		sends: `GET /api/v1/bankConnections?ids=${household},${business}`,
		gives: [{ id: 4500000000003 }, { id: household }],
	},
	getBankConnection: {
		operation: 'get',
		parameters: { bankConnectionId: byId(household), simplify: true },
		sends: `GET /api/v1/bankConnections/${household}`,
		gives: [
			{
				id: household,
				name: 'Haushaltskonto',
				bankId: 277002,
				bankName: 'Volksbank Beispielhausen',
				updateStatus: 'READY',
				categorizationStatus: 'READY',
				accountIds: [8400000000001, '9007199254740995'],
			},
		],
	},
	getMultipleBankConnections: {
		operation: 'getMultiple',
		parameters: { ids: `${household},${cityBank}`, returnAll: true },
		sends: `GET /api/v1/bankConnections/${household},${cityBank}`,
		gives: [{ id: 4500000000002 }, { id: household }],
	},
	importBankConnection: {
		operation: 'import',
		parameters: {
			bankId: byId('280001'),
			bankingUserId: 'erika',
			bankingPin: 'Geheim & mehr',
			additionalFields: {
				accountTypeIds: [1, 2],
				bankingCustomerId: '4711',
				loadOwnerData: true,
				maxDaysForDownload: 90,
				name: 'MSA',
				skipPositionsDownload: true,
				storePin: true,
			},
		},
		answer: () => ({ challengeResponse: '123456' }),
		sends: 'POST /api/v1/bankConnections/import',
		body: () =>
			'{"bankId":280001,"bankingUserId":"erika","bankingPin":"Geheim & mehr",' +
			'"accountTypeIds":[1,2],"bankingCustomerId":"4711","challengeResponse":"123456",' +
			'"loadOwnerData":true,"maxDaysForDownload":90,"name":"MSA",' +
			'"skipPositionsDownload":true,"storePin":true}',
		gives: [{ id: 4500000001001, name: 'MSA', updateStatus: 'IN_PROGRESS' }],
	},
	updateBankConnection: {
		operation: 'update',
		parameters: {
			bankConnectionId: byId(household),
			additionalFields: {
				accountTypes: ['Checking'],
				bankingInterface: 'FINTS_SERVER',
				forceWebForm: false,
				importNewAccounts: true,
				loadOwnerData: true,
				loginCredentials: logIn(['PIN', '12345']),
				psuDeviceOs: 'iOS 19.1',
				psuIpAddress: '203.0.113.7',
				psuUserAgent: 'Mozilla/5.0 (iPhone)',
				skipPositionsDownload: false,
				storeSecrets: true,
			},
		},
		sends: 'POST /api/v1/bankConnections/update',
		headers: {
			'psu-device-os': 'iOS 19.1',
			'psu-ip-address': '203.0.113.7',
			'psu-user-agent': 'Mozilla/5.0 (iPhone)',
		},
		body: () =>
			`{"bankConnectionId":${household},"accountTypes":["Checking"],"interface":"FINTS_SERVER",` +
			'"forceWebForm":false,"importNewAccounts":true,"loadOwnerData":true,"loginCredentials":' +
			'[{"label":"PIN","value":"12345"}],"skipPositionsDownload":false,"storeSecrets":true}',
		gives: [{ id: household, updateStatus: 'IN_PROGRESS' }],
	},
	editBankConnection: {
		operation: 'edit',
		parameters: {
			bankConnectionId: byId(household),
			simplify: false,
			updateFields: {
				bankingCustomerId: '',
				bankingPin: '54321',
				bankingUserId: 'erika',
				defaultTwoStepProcedureId: '956',
				name: '',
			},
		},
		sends: `PATCH /api/v1/bankConnections/${household}`,
		body: () =>
			'{"bankingCustomerId":"","bankingPin":"54321","bankingUserId":"erika",' +
			'"defaultTwoStepProcedureId":"956","name":""}',
		gives: [
			{
				id: household,
				name: null,
				bankingUserId: 'erika',
				bankingCustomerId: null,
				defaultTwoStepProcedureId: '956',
			},
		],
	},
	deleteBankConnection: {
		operation: 'delete',
		parameters: { bankConnectionId: byId(household) },
		sends: `DELETE /api/v1/bankConnections/${household}`,
		gives: [{ deleted: true }],
	},
	deleteAllBankConnections: {
		operation: 'deleteAll',
		parameters: {},
		sends: 'DELETE /api/v1/bankConnections',
		gives: [
			{ deleted: true, id: 4500000000002 },
			{ deleted: true, id: 4500000000003 },
			{ deleted: true, id: household },
		],
	},
};

/** The same in V2. */
export const bankConnectionsV2: Record<string, Case> = {
	getAllBankConnections: {
		operation: 'getMany',
		parameters: { filters: { ids: `${household}, 4500000000003` }, returnAll: true },
		sends: `GET /api/v2/bankConnections?ids=${household},${business}`,
		gives: [{ id: 4500000000003 }, { id: household }],
	},
	getBankConnection: {
		operation: 'get',
		parameters: { bankConnectionId: byId(household), simplify: true },
		plain: { bankConnectionId: byId(business) },
		sends: `GET /api/v2/bankConnections/${household}`,
		gives: [
			{
				id: household,
				name: 'Haushaltskonto',
				bankId: 277002,
				bankName: 'Volksbank Beispielhausen',
				updateStatus: 'READY',
				categorizationStatus: 'READY',
				accountIds: [8400000000001, '9007199254740995'],
			},
		],
	},
	importBankConnection: {
		operation: 'import',
		parameters: {
			bankId: byId('280001'),
			bankingInterface: 'XS2A',
			loginCredentials: logIn(['Nutzerkennung', 'demo_no_msa'], ['PIN', 'demo_no_msa']),
			additionalFields: {
				accountReferences: { account: [{ iban }] },
				accountTypes: ['Checking', 'CreditCard'],
				loadOwnerData: true,
				maxDaysForDownload: 14,
				name: 'MSA',
				redirectUrl: 'https://example.com/back?to=me',
				skipBalancesDownload: true,
				skipPositionsDownload: true,
				storeSecrets: true,
			},
		},
		answer: ({ hash, answerWith }) => ({
			furtherStep: answerWith,
			furtherStepAnswer: { hash, challengeResponse: '123456' },
		}),
		sends: 'POST /api/v2/bankConnections/import',
		body: ({ hash }) =>
			'{"bankId":280001,"bankingInterface":"XS2A","loginCredentials":' +
			'[{"label":"Nutzerkennung","value":"demo_no_msa"},{"label":"PIN","value":"demo_no_msa"}],' +
			`"multiStepAuthentication":{"challengeResponse":"123456","hash":"${String(hash)}"},` +
			`"accountReferences":[{"iban":"${iban}"}],"accountTypes":["Checking","CreditCard"],` +
			'"loadOwnerData":true,"maxDaysForDownload":14,"name":"MSA",' +
			'"redirectUrl":"https://example.com/back?to=me","skipBalancesDownload":true,' +
			'"skipPositionsDownload":true,"storeSecrets":true}',
		gives: [{ id: 4500000001001, name: 'MSA', updateStatus: 'IN_PROGRESS' }],
	},
	updateBankConnection: {
		operation: 'update',
		parameters: {
			bankConnectionId: byId(household),
			bankingInterface: 'FINTS_SERVER',
			loginCredentials: logIn(['PIN', '12345']),
			additionalFields: {
				accountReferences: { account: [{ iban: 'DE69530612301000000003' }] },
				accountTypes: ['Security'],
				importNewAccounts: true,
				loadOwnerData: false,
				redirectUrl: 'https://example.com/back',
				skipBalancesDownload: false,
				skipPositionsDownload: false,
				storeSecrets: true,
			},
		},
		plain: { bankConnectionId: byId(business), bankingInterface: 'XS2A' },
		sends: 'POST /api/v2/bankConnections/update',
		body: () =>
			`{"bankConnectionId":${household},"bankingInterface":"FINTS_SERVER",` +
			'"loginCredentials":[{"label":"PIN","value":"12345"}],' +
			'"accountReferences":[{"iban":"DE69530612301000000003"}],"accountTypes":["Security"],' +
			'"importNewAccounts":true,"loadOwnerData":false,"redirectUrl":"https://example.com/back",' +
			'"skipBalancesDownload":false,"skipPositionsDownload":false,"storeSecrets":true}',
		gives: [{ id: household, updateStatus: 'IN_PROGRESS' }],
	},
	editBankConnection: {
		operation: 'edit',
		parameters: {
			bankConnectionId: byId(household),
			updateFields: {
				bankingInterface: 'FINTS_SERVER',
				defaultTwoStepProcedureId: '',
				loginCredentials: logIn(['Nutzerkennung', 'erika']),
				name: 'Häuschen & Hof',
			},
		},
		plain: { bankConnectionId: byId(business) },
		sends: `PATCH /api/v2/bankConnections/${household}`,
		body: () =>
			'{"bankingInterface":"FINTS_SERVER","defaultTwoStepProcedureId":"",' +
			'"loginCredentials":[{"label":"Nutzerkennung","value":"erika"}],"name":"Häuschen & Hof"}',
		gives: [{ id: household, name: 'Häuschen & Hof' }],
	},
	deleteBankConnection: {
		operation: 'delete',
		parameters: { bankConnectionId: byId(household) },
		sends: `DELETE /api/v2/bankConnections/${household}`,
		gives: [{ deleted: true }],
	},
	deleteAllBankConnections: {
		operation: 'deleteAll',
		parameters: {},
		sends: 'DELETE /api/v2/bankConnections',
		gives: [
			{ deleted: true, id: 4500000000002 },
			{ deleted: true, id: 4500000000003 },
			{ deleted: true, id: household },
		],
	},
};
