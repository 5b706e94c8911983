import { byId } from '../../../support/finicity';
import type { Case } from './case';

const household = '9007199254740993';
const business = '4500000000003';

const logIn = (...fields: [label: string, value: string][]) => ({
	field: fields.map(([label, value]) => ({ label, value })),
});

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const interfaces: Record<string, Case> = {
	connectInterface: {
		operation: 'connectInterface',
		parameters: {
			bankConnectionId: byId(household),
			bankingInterface: 'WEB_SCRAPER',
			loginCredentials: logIn(['Nutzerkennung', 'max'], ['PIN', '12345']),
			additionalFields: {
				accountTypes: ['Security'],
				loadOwnerData: true,
				maxDaysForDownload: 14,
				psuDeviceOs: 'iOS 19.1',
				psuIpAddress: '203.0.113.7',
				psuUserAgent: 'Safari',
				skipBalancesDownload: true,
				skipPositionsDownload: true,
				sourceBankingInterface: 'FINTS_SERVER',
				storeSecrets: true,
			},
		},
		sends: 'POST /api/v2/bankConnections/connectInterface',
		headers: {
			'psu-device-os': 'iOS 19.1',
			'psu-ip-address': '203.0.113.7',
			'psu-user-agent': 'Safari',
		},
		body: () =>
			`{"bankConnectionId":${household},"bankingInterface":"WEB_SCRAPER","loginCredentials":` +
			'[{"label":"Nutzerkennung","value":"max"},{"label":"PIN","value":"12345"}],' +
			'"accountTypes":["Security"],"loadOwnerData":true,"maxDaysForDownload":14,' +
			'"skipBalancesDownload":true,"skipPositionsDownload":true,' +
			'"sourceBankingInterface":"FINTS_SERVER","storeSecrets":true}',
		gives: [
			{
				id: household,
				updateStatus: 'IN_PROGRESS',
				bankingInterfaces: ['FINTS_SERVER', 'WEB_SCRAPER'],
			},
		],
	},
	removeInterface: {
		operation: 'removeInterface',
		parameters: { bankConnectionId: byId(business), bankingInterface: 'XS2A' },
		sends: 'POST /api/v2/bankConnections/removeInterface',
		body: () => `{"bankConnectionId":${business},"bankingInterface":"XS2A"}`,
		gives: [{ success: true }],
	},
	deleteConsent: {
		operation: 'deleteConsent',
		parameters: {
			bankConnectionId: byId(business),
			bankingInterface: 'XS2A',
			additionalFields: { forceDeletion: true },
		},
		sends: `DELETE /api/v2/bankConnections/${business}/aisConsent?bankingInterface=XS2A&forceDeletion=true`,
		gives: [{ local: 'DELETED', remote: 'DELETED' }],
	},
};
