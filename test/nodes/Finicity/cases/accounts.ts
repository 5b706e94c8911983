import { byId } from '../../../support/finicity';
import type { Case } from './case';
import { customerId, customersV1, customersV2, institutionLoginId } from './values';

const familyAccounts = [{ id: '5011000001' }, { id: '5011000002' }, { id: '5011000003' }];
const login = '7000000001/institutionLogins/1007000001';

/** An account that is a loan, and its customer. */
const LOAN = { customerId: '7000000003', accountId: '5011000007' };

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const accounts: Record<string, Case> = {
	DeleteCustomerAccount: {
		operation: ['account', 'delete'],
		parameters: { customerId, accountId: byId('5011000001') },
		sends: `DELETE ${customersV1}/7000000001/accounts/5011000001`,
		gives: [{ deleted: true }],
	},
	DeleteCustomerAccountsByInstitutionLogin: {
		operation: ['account', 'deleteByInstitutionLogin'],
		parameters: { customerId, institutionLoginId },
		sends: `DELETE ${customersV1}/${login}`,
		gives: [{ deleted: true }],
	},
	GetCustomerAccount: {
		operation: ['account', 'get'],
		parameters: { customerId, accountId: byId('5011000002'), simplify: true },
		sends: `GET ${customersV2}/7000000001/accounts/5011000002`,
		gives: [
			{
				id: '5011000002',
				customerId: '7000000001',
				institutionLoginId: 1007000001,
				name: 'Rainy Day Savings',
				type: 'savings',
				status: 'active',
				balance: 15250,
				currency: 'USD',
			},
		],
	},
	GetCustomerAccounts: {
		operation: ['account', 'getMany'],
		parameters: {
			customerId: byId('7000000004'),
			filters: { status: 'pending', accountType: 'ava' },
			returnAll: true,
		},
		plain: { customerId },
		sends: `GET ${customersV1}/7000000004/accounts?account_type=ava&status=pending`,
		gives: [{ id: '5011000010' }],
	},
	GetCustomerAccountsByInstitution: {
		operation: ['account', 'getManyByInstitution'],
		parameters: { customerId, institutionId: '101732', returnAll: true },
		sends: `GET ${customersV1}/7000000001/institutions/101732/accounts`,
		gives: familyAccounts,
	},
	GetCustomerAccountsByInstitutionLogin: {
		operation: ['account', 'getManyByInstitutionLogin'],
		parameters: { customerId, institutionLoginId, returnAll: true },
		sends: `GET ${customersV1}/${login}/accounts`,
		gives: familyAccounts,
	},
	GetCustomerAccountsSimple: {
		operation: ['account', 'getManySimple'],
		parameters: { customerId, returnAll: true },
		sends: `GET ${customersV1}/7000000001/accounts/simple`,
		gives: familyAccounts,
	},
	GetCustomerAccountSimple: {
		operation: ['account', 'getSimple'],
		parameters: { customerId, accountId: byId('5011000002') },
		sends: `GET ${customersV1}/7000000001/accounts/5011000002/simple`,
		gives: [{ id: '5011000002', name: 'Rainy Day Savings', institutionId: '101732' }],
	},
	GetCustomerAccountsByInstitutionSimple: {
		operation: ['account', 'getManySimpleByInstitution'],
		parameters: { customerId, institutionId: byId('101732'), returnAll: true },
		sends: `GET ${customersV1}/7000000001/institutions/101732/accounts/simple`,
		gives: familyAccounts,
	},
	GetCustomerAccountsByInstitutionLoginSimple: {
		operation: ['account', 'getManySimpleByInstitutionLogin'],
		parameters: { customerId, institutionLoginId, returnAll: true },
		sends: `GET ${customersV1}/${login}/accounts/simple`,
		gives: familyAccounts,
	},
	GetAccountOwnerDetails: {
		operation: ['account', 'getOwner'],
		parameters: {
			customerId,
			accountId: byId('5011000001'),
			additionalFields: { withInsights: true, metaData: 'OBAO' },
		},
		sends: `GET /aggregation/v3/customers/7000000001/accounts/5011000001/owner?withInsights=true`,
		headers: { 'meta-data': 'OBAO' },
		gives: [
			{
				ownerName: 'Maria Santos',
				relationship: 'PRIMARY',
				nameClassification: 'person',
				middleName: null,
				address: '434 W Ascension Way Suite #200 Murray UT 84123',
			},
		],
	},
	GetAccountOwner: {
		operation: ['account', 'getOwnerOlder'],
		parameters: { customerId, accountId: byId('5011000001') },
		sends: `GET ${customersV1}/7000000001/accounts/5011000001/owner`,
		gives: [{ ownerName: 'Maria Santos' }],
	},
	GetAccountACHDetails: {
		operation: ['account', 'getAchDetails'],
		parameters: { customerId, accountId: byId('5011000001') },
		sends: `GET ${customersV1}/7000000001/accounts/5011000001/details`,
		gives: [{ routingNumber: '011000015' }],
	},
	GetAccountPaymentInstructionDetails: {
		operation: ['account', 'getPaymentInstructions'],
		parameters: { customerId, accountId: byId('5011000001') },
		sends: `GET /aggregation/v3/customers/7000000001/accounts/5011000001/details`,
		gives: [
			{ type: 'ach', routingNumber: '011000015', tanEnabled: false, transferInEnabled: null },
			{ type: 'rtp', routingNumber: '011000015', transferInEnabled: true },
		],
	},
	GetAvailableBalanceLive: {
		operation: ['account', 'getAvailableBalance'],
		parameters: {
			customerId,
			accountId: byId('5011000001'),
			additionalFields: { balanceCacheInterval: 0 },
		},
		sends: `GET ${customersV1}/7000000001/accounts/5011000001/availableBalance/live?balance_cache_interval=0`,
		gives: [
			{
				customerId: '7000000001',
				currency: 'USD',
				availableBalanceDate: '2026-03-15T12:00:00.000Z',
			},
		],
	},
	GetAvailableBalance: {
		operation: ['account', 'getAvailableBalanceDeprecated'],
		parameters: { customerId, accountId: byId('5011000001') },
		sends: `GET ${customersV1}/7000000001/accounts/5011000001/availableBalance`,
		gives: [{ customerId: '7000000001', aggregationStatusCode: 0 }],
	},
	GetLoanPaymentDetails: {
		operation: ['account', 'getLoanDetails'],
		parameters: { customerId: byId(LOAN.customerId), accountId: byId(LOAN.accountId) },
		sends: `GET ${customersV2}/${LOAN.customerId}/accounts/${LOAN.accountId}/loanDetails`,
		gives: [{ accountId: LOAN.accountId, futurePayoffDate: '2030-01-01T00:00:00.000Z' }],
	},
	GetCustomerAccountStatement: {
		operation: ['account', 'getStatement'],
		parameters: { customerId, accountId: byId('5011000001'), index: 2 },
		sends: `GET ${customersV1}/7000000001/accounts/5011000001/statement?index=2`,
		gives: [
			{
				customerId: '7000000001',
				accountId: '5011000001',
				index: 2,
				fileName: 'statement-5011000001-2.pdf',
				mimeType: 'application/pdf',
			},
		],
	},
	GetCustomerAccountMultipleStatement: {
		operation: ['account', 'getStatements'],
		parameters: { customerId, accountId: byId('5011000001'), indexes: '1, 2' },
		sends: `GET /aggregation/v3/customers/7000000001/accounts/5011000001/statement?index=1,2`,
		gives: [{ index: '1' }, { index: '2' }],
	},
	RefreshCustomerAccounts: {
		operation: ['account', 'refresh'],
		parameters: { customerId, returnAll: true },
		sends: `POST ${customersV1}/7000000001/accounts`,
		gives: familyAccounts,
	},
	RefreshCustomerAccountsByInstitutionLogin: {
		operation: ['account', 'refreshByInstitutionLogin'],
		parameters: {
			customerId,
			institutionLoginId,
			transactionDates: { fromDate: '2026-01-01T00:00:00', toDate: '2026-01-31T00:00:00' },
			returnAll: true,
		},
		sends: `POST ${customersV1}/${login}/accounts?fromDate=1767225600&toDate=1769817600`,
		gives: familyAccounts,
	},
	RefreshCustomerAccountsV2: {
		operation: ['account', 'refreshForDataAccessTiers'],
		parameters: { customerId },
		sends: `POST ${customersV2}/7000000001/accounts`,
		gives: [{ success: true, customerId: '7000000001' }],
	},
	RefreshCustomerAccountsByInstitutionLoginV2: {
		operation: ['account', 'refreshByInstitutionLoginForDataAccessTiers'],
		parameters: { customerId, institutionLoginId },
		sends: `POST ${customersV2}/${login}/accounts`,
		gives: [{ success: true, customerId: '7000000001', institutionLoginId: '1007000001' }],
	},
};
