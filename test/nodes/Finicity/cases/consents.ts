import { byId } from '../../../support/finicity';
import type { Case } from './case';
import { customerId, institutionLoginId } from './values';

const CONSENT = '0a6faf40-72b1-4d04-8a3f-828565694ca5';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const consents: Record<string, Case> = {
	GetDataSharingConsentsByCustomerId: {
		operation: ['consent', 'getMany'],
		parameters: {
			customerId,
			filters: { context: 'partner', status: 'ACTIVE' },
			sort: { sortBy: 'endDate', sortOrder: 'Asc' },
			returnAll: true,
		},
		sends: `GET /data-sharing-consents?customer_id=7000000001&context=partner&status=ACTIVE&sort_by=endDate&sort_order=Asc&start=1&limit=1000`,
		gives: [{ customerId: '7000000001', status: 'ACTIVE', institutionLoginIds: '1007000001' }],
	},
	GetDataSharingConsentsByID: {
		operation: ['consent', 'get'],
		parameters: { consentReceiptId: byId(CONSENT) },
		sends: `GET /data-sharing-consents/${CONSENT}`,
		gives: [{ consentReceiptId: CONSENT, customerId: '7000000001' }],
	},
	RevokeDataSharingConsentById: {
		operation: ['consent', 'revoke'],
		parameters: { customerId, consentReceiptId: byId(CONSENT), updatedBy: 'PARTNER' },
		sends: `DELETE /data-sharing-consents/${CONSENT}`,
		headers: { 'update-by': 'PARTNER' },
		gives: [{ success: true, consentReceiptId: CONSENT }],
	},
	RevokeDataSharingConsentByInstitutionLoginID: {
		operation: ['consent', 'revokeByInstitutionLogin'],
		parameters: {
			customerId,
			consentReceiptId: byId(CONSENT),
			institutionLoginId,
			updatedBy: 'CUSTOMER',
		},
		sends: `DELETE /data-sharing-consents/${CONSENT}/institutionLogins/1007000001`,
		headers: { 'update-by': 'CUSTOMER' },
		gives: [{ success: true, consentReceiptId: CONSENT, institutionLoginId: '1007000001' }],
	},
};
