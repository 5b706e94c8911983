import type { Case } from './case';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const clientConfiguration: Record<string, Case> = {
	getClientConfiguration: {
		resource: 'clientConfiguration',
		operation: 'get',
		parameters: { simplify: true },
		sends: 'GET /api/v2/clientConfiguration',
		gives: [
			{
				mandatorLicense: 'AISP',
				aisViaWebForm: false,
				isUserAutoVerificationEnabled: false,
				userNotificationCallbackUrl: null,
				userAccessTokensValidityPeriod: 3600,
				refreshTokensValidityPeriod: 0,
				preferredConsentType: 'RECURRING',
			},
		],
	},
	editClientConfiguration: {
		resource: 'clientConfiguration',
		operation: 'edit',
		parameters: {
			simplify: false,
			updateFields: {
				betaBanksEnabled: true,
				businessBanksEnabled: false,
				clientAccessTokensValidityPeriod: 60,
				finTSProductRegistrationNumber: '0F1E2D3C',
				preferredConsentType: 'ONETIME',
				refreshTokensValidityPeriod: 0,
				userAccessTokensValidityPeriod: 7200,
				userAutoVerificationEnabled: true,
				userNotificationCallbackUrl: 'https://n8n.example.com/webhook/finapi?x=1',
				userSynchronizationCallbackUrl: '',
			},
		},
		sends: 'PATCH /api/v2/clientConfiguration',
		body: () =>
			'{"betaBanksEnabled":true,"businessBanksEnabled":false,' +
			'"clientAccessTokensValidityPeriod":60,"finTSProductRegistrationNumber":"0F1E2D3C",' +
			'"userNotificationCallbackUrl":"https://n8n.example.com/webhook/finapi?x=1",' +
			'"preferredConsentType":"ONETIME","refreshTokensValidityPeriod":0,' +
			'"userSynchronizationCallbackUrl":"","userAccessTokensValidityPeriod":7200,' +
			'"userAutoVerificationEnabled":true}',
		gives: [
			{
				betaBanksEnabled: true,
				clientAccessTokensValidityPeriod: 60,
				isUserAutoVerificationEnabled: true,
				preferredConsentType: 'ONETIME',
				userAccessTokensValidityPeriod: 7200,
				userNotificationCallbackUrl: 'https://n8n.example.com/webhook/finapi?x=1',
				userSynchronizationCallbackUrl: null,
			},
		],
	},
};
