import type { IDataObject } from 'n8n-workflow';
import { finicity } from '../../../nodes/Finicity/api';
import type { Field, Operation } from '../../../nodes/shared/operation';
import type { ContractOperation, JsonSchema } from '../../contract/contract';
import { finicityContract } from '../../contract/finicity';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { byId, runFinicity } from '../../support/finicity';
import { echoCode } from '../../support/finicityCaller';
import { type Loopback, startLoopback } from '../../support/loopback';

/** One operation run with every field that it has, what goes over the wire, and what comes out. */
interface Case {
	operation: readonly [resource: string, operation: string];
	parameters: IDataObject;
	binary?: Buffer;
	/** What must be there before. */
	before?(sandbox: FinicitySandbox): void;
	/** Method and address with the query of the first page. */
	sends: string;
	body?: IDataObject;
	/** Besides those of every request. */
	headers?: Record<string, string>;
	/** Of the items that come out, what is told apart here. */
	gives: IDataObject[];
}

/** Stands for the address of a server that takes the events of a link. */
const LISTENER = 'http://listener.example.com/events';

const customerId = byId('7000000001');
const institutionLoginId = byId('1007000001');
const preAppId = byId('2581');
const budgetApp = '5a2db0c5-0001-4a00-8000-000000000001';
const person = {
	firstName: 'Ada',
	lastName: 'Lovelace',
	phone: '1-801-984-4200',
	email: 'ada@example.com',
	applicationId: budgetApp,
};
const registration = {
	appName: 'Budget Buddy',
	appDescription: 'Keeps budgets on track',
	appUrl: 'https://example.com',
	ownerName: 'Example Inc.',
	ownerAddressLine1: '434 W Ascension Way',
	ownerAddressLine2: 'Suite 200',
	ownerCity: 'Murray',
	ownerState: 'UT',
	ownerPostalCode: '84123',
	ownerCountry: 'USA',
};
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>');
const familyAccounts = [{ id: '5011000001' }, { id: '5011000002' }, { id: '5011000003' }];
const customers = '/aggregation/v1/customers';
const customersV2 = '/aggregation/v2/customers';
const login = '7000000001/institutionLogins/1007000001';

const consumerId = '0bf46322c167b562e6cbed9d40e19a4c';
/** An account that is a loan, and its customer. */
const LOAN = { customerId: '7000000003', accountId: '5011000007' };
const moreOfConsumer = {
	address: '434 W Ascension Way',
	city: 'Murray',
	suffix: 'Jr.',
	zip: '84123',
};
const endUserFields = {
	endUserAddress: '1 Main Street',
	endUserCity: 'Murray',
	endUserEmail: 'office@example.com',
	endUserName: 'Example Lending Inc.',
	endUserPhone: '1-801-984-4201',
	endUserState: 'UT',
	endUserUrl: 'https://example.com',
	endUserZip: '84124',
};
const consumerBody = {
	firstName: 'Renée',
	lastName: 'Müller',
	state: 'UT',
	birthday: { year: 1975, month: 12, dayOfMonth: 31 },
	ssn: '123456789',
	email: 'renee@example.com',
	phone: '1-801-984-4200',
	...moreOfConsumer,
	endUser: {
		address: '1 Main Street',
		city: 'Murray',
		email: 'office@example.com',
		name: 'Example Lending Inc.',
		phone: '1-801-984-4201',
		state: 'UT',
		url: 'https://example.com',
		zip: '84124',
	},
};
const CONSENT = '0a6faf40-72b1-4d04-8a3f-828565694ca5';
const refreshId = '9a8f1f0e-2f1b-4a7c-9c55-0d8a3a1f6b7e';
const experience = '84fd419a-1add-4bf4-961b-16e8285b3a92';
const linkFields = {
	experience,
	language: 'es',
	partnerId: '2445580000001',
	redirectUri: 'https://example.com/connected?order=1',
	singleUseUrl: true,
	webhook: LISTENER,
	webhookContentType: 'application/xml',
	webhookData: '{ "order": "4711" }',
	webhookHeaders: { header: [{ name: 'X-Key', value: 'abc' }] },
};
const linkBody = {
	...linkFields,
	customerId: '7000000001',
	webhookData: { order: '4711' },
	webhookHeaders: { 'X-Key': 'abc' },
};
const inApp = { isHostedInMobileApp: true, isWebView: true };
const wholeConnect = {
	dob: '1975-12-31',
	fromDate: '2026-01-01T00:00:00',
	institutionSettings: '{ "101732": "hidden" }',
	reportCustomFields: { field: [{ label: 'Loan', value: '4711', shown: false }] },
	ssn: '123-45-6789',
};
const wholeConnectBody = {
	fromDate: 1767225600,
	institutionSettings: { '101732': 'hidden' },
	optionalConsumerInfo: { ssn: '123456789', dob: 189259200 },
	reportCustomFields: [{ label: 'Loan', value: '4711', shown: false }],
};

/** By the vendor's operationId. Written from the API facts, not from the node. */
const cases: Record<string, Case> = {
	DeleteCustomerAccount: {
		operation: ['account', 'delete'],
		parameters: { customerId, accountId: byId('5011000001') },
		sends: `DELETE ${customers}/7000000001/accounts/5011000001`,
		gives: [{ deleted: true }],
	},
	DeleteCustomerAccountsByInstitutionLogin: {
		operation: ['account', 'deleteByInstitutionLogin'],
		parameters: { customerId, institutionLoginId },
		sends: `DELETE ${customers}/${login}`,
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
		sends: `GET ${customers}/7000000004/accounts?account_type=ava&status=pending`,
		gives: [{ id: '5011000010' }],
	},
	GetCustomerAccountsByInstitution: {
		operation: ['account', 'getManyByInstitution'],
		parameters: { customerId, institutionId: '101732', returnAll: true },
		sends: `GET ${customers}/7000000001/institutions/101732/accounts`,
		gives: familyAccounts,
	},
	GetCustomerAccountsByInstitutionLogin: {
		operation: ['account', 'getManyByInstitutionLogin'],
		parameters: { customerId, institutionLoginId, returnAll: true },
		sends: `GET ${customers}/${login}/accounts`,
		gives: familyAccounts,
	},
	GetCustomerAccountsSimple: {
		operation: ['account', 'getManySimple'],
		parameters: { customerId, returnAll: true },
		sends: `GET ${customers}/7000000001/accounts/simple`,
		gives: familyAccounts,
	},
	GetCustomerAccountSimple: {
		operation: ['account', 'getSimple'],
		parameters: { customerId, accountId: byId('5011000002') },
		sends: `GET ${customers}/7000000001/accounts/5011000002/simple`,
		gives: [{ id: '5011000002', name: 'Rainy Day Savings', institutionId: '101732' }],
	},
	GetCustomerAccountsByInstitutionSimple: {
		operation: ['account', 'getManySimpleByInstitution'],
		parameters: { customerId, institutionId: byId('101732'), returnAll: true },
		sends: `GET ${customers}/7000000001/institutions/101732/accounts/simple`,
		gives: familyAccounts,
	},
	GetCustomerAccountsByInstitutionLoginSimple: {
		operation: ['account', 'getManySimpleByInstitutionLogin'],
		parameters: { customerId, institutionLoginId, returnAll: true },
		sends: `GET ${customers}/${login}/accounts/simple`,
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
		sends: `GET ${customers}/7000000001/accounts/5011000001/owner`,
		gives: [{ ownerName: 'Maria Santos' }],
	},
	GetAccountACHDetails: {
		operation: ['account', 'getAchDetails'],
		parameters: { customerId, accountId: byId('5011000001') },
		sends: `GET ${customers}/7000000001/accounts/5011000001/details`,
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
		sends: `GET ${customers}/7000000001/accounts/5011000001/availableBalance/live?balance_cache_interval=0`,
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
		sends: `GET ${customers}/7000000001/accounts/5011000001/availableBalance`,
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
		sends: `GET ${customers}/7000000001/accounts/5011000001/statement?index=2`,
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
		sends: `POST ${customers}/7000000001/accounts`,
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
		sends: `POST ${customers}/${login}/accounts?fromDate=1767225600&toDate=1769817600`,
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
	GenerateConnectUrl: {
		operation: ['connect', 'generateUrl'],
		parameters: {
			customerId,
			additionalFields: { ...linkFields, ...inApp, ...wholeConnect, consumerId },
		},
		sends: 'POST /connect/v2/generate',
		body: { ...linkBody, ...inApp, ...wholeConnectBody, consumerId },
		gives: [{ link: expect.stringMatching(/^http/) as string }],
	},
	GenerateLiteConnectUrl: {
		operation: ['connect', 'generateLiteUrl'],
		parameters: {
			customerId,
			institutionId: byId('101732'),
			additionalFields: { ...linkFields, ...inApp },
		},
		sends: 'POST /connect/v2/generate/lite',
		body: { ...linkBody, ...inApp, institutionId: 101732 },
		gives: [{ link: expect.stringMatching(/^http/) as string }],
	},
	GenerateFixConnectUrl: {
		operation: ['connect', 'generateFixUrl'],
		parameters: {
			customerId,
			institutionLoginId,
			additionalFields: { ...linkFields, ...inApp },
		},
		sends: 'POST /connect/v2/generate/fix',
		body: { ...linkBody, ...inApp, institutionLoginId: '1007000001' },
		gives: [{ link: expect.stringMatching(/^http/) as string }],
	},
	SendConnectEmail: {
		operation: ['connect', 'sendEmail'],
		parameters: {
			customerId,
			consumerId,
			emailTo: 'maria@example.com',
			additionalFields: {
				...linkFields,
				...wholeConnect,
				emailFirstName: 'Maria',
				emailFrom: 'Example Bank',
				emailInstitutionAddress: '434 W Ascension Way',
				emailInstitutionName: 'Example Inc.',
				emailSignature: 'Yours,\nExample Bank',
				emailSubject: 'Connect your bank',
				emailSupportPhone: '1-801-984-4200',
			},
		},
		sends: 'POST /connect/v2/send/email',
		body: {
			...linkBody,
			...wholeConnectBody,
			consumerId,
			email: {
				to: 'maria@example.com',
				firstName: 'Maria',
				from: 'Example Bank',
				institutionAddress: '434 W Ascension Way',
				institutionName: 'Example Inc.',
				signature: ['Yours,', 'Example Bank'],
				subject: 'Connect your bank',
				supportPhone: '1-801-984-4200',
			},
		},
		gives: [
			{
				link: expect.stringMatching(/^http/) as string,
				emailConfig: expect.objectContaining({ to: 'maria@example.com' }) as IDataObject,
			},
		],
	},
	GetAllExperience: {
		operation: ['connect', 'getExperiences'],
		parameters: { appName: 'Household Budget', productCode: 'AO, STMT', returnAll: true },
		sends: 'GET /connect/experiences?appName=Household%20Budget&productCode=AO,STMT',
		gives: [{ productCode: ['TXN', 'AO'] }, { productCode: ['STMT'] }],
	},
	GetAppRegistrationStatus: {
		operation: ['appRegistration', 'getManyStatuses'],
		parameters: {
			filters: {
				preAppId: '2581',
				applicationId: budgetApp,
				status: 'A',
				appName: 'Household Budget',
				submittedDate: '2025-05-16T15:06:40',
				modifiedDate: '2025-05-26T15:06:40',
			},
			returnAll: true,
		},
		sends: `GET /aggregation/v2/partners/applications?applicationId=${budgetApp}&appName=Household%20Budget&modifiedDate=1748272000&preAppId=2581&status=A&submittedDate=1747408000&page=1&pageSize=100`,
		gives: [{ preAppId: '2581', status: 'A' }],
	},
	getApplications: {
		operation: ['appRegistration', 'getMany'],
		parameters: {
			filters: {
				preAppId: '2581',
				applicationId: budgetApp,
				name: 'Household Budget',
				status: 'A',
			},
			returnAll: true,
		},
		sends: `GET /applications?application_id=${budgetApp}&name=Household%20Budget&pre_app_id=2581&status=A&start=1&limit=100`,
		gives: [{ preAppId: 2581, status: 'A' }],
	},
	getRegisteredInstitutions: {
		operation: ['appRegistration', 'getManyByInstitution'],
		parameters: {
			applicationId: byId(budgetApp),
			filters: { institutionId: '170881' },
			returnAll: true,
		},
		sends: `GET /applications/${budgetApp}/institutions?institution_id=170881&start=1&limit=1000`,
		gives: [{ status: false }],
	},
	MigrateInstitutionLoginAccounts: {
		operation: ['appRegistration', 'migrateInstitutionLogin'],
		parameters: {
			customerId: byId('7000000003'),
			institutionLoginId: byId('1007000003'),
			returnAll: true,
		},
		sends: `PUT ${customersV2}/7000000003/institutionLogins/1007000003/migration`,
		gives: [{ id: '5011000006' }, { id: '5011000007' }, { id: '5011000008' }],
	},
	ModifyAppRegistration: {
		operation: ['appRegistration', 'update'],
		parameters: { preAppId, ...registration, imageSource: 'text', image: svg.toString('base64') },
		sends: 'PUT /aggregation/v1/partners/applications/2581',
		body: { ...registration, image: svg.toString('base64') },
		gives: [{ preAppId: 2581, status: 'P' }],
	},
	RegisterApp: {
		operation: ['appRegistration', 'create'],
		parameters: { ...registration, imageSource: 'binary', imageBinaryField: 'logo' },
		binary: svg,
		sends: 'POST /aggregation/v1/partners/applications',
		body: { ...registration, image: svg.toString('base64') },
		gives: [{ status: 'P' }],
	},
	SetCustomerAppID: {
		operation: ['appRegistration', 'assignToCustomer'],
		parameters: { customerId: byId('7000000002'), applicationId: byId(budgetApp) },
		sends: `PUT ${customers}/7000000002/applications/${budgetApp}`,
		gives: [{ success: true, customerId: '7000000002', applicationId: budgetApp }],
	},
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
	CreateConsumer: {
		operation: ['consumer', 'create'],
		parameters: {
			customerId: byId('7000000002'),
			firstName: 'Renée',
			lastName: 'Müller',
			state: 'UT',
			birthday: '1975-12-31',
			ssn: '123-45-6789',
			email: 'renee@example.com',
			phone: '1-801-984-4200',
			additionalFields: { ...moreOfConsumer, ...endUserFields },
		},
		sends: 'POST /decisioning/v1/customers/7000000002/consumer',
		body: consumerBody,
		gives: [{ id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, customerId: 7000000002 }],
	},
	GetConsumerForCustomer: {
		operation: ['consumer', 'getByCustomer'],
		parameters: { customerId },
		sends: 'GET /decisioning/v1/customers/7000000001/consumer',
		gives: [{ id: consumerId, customerId: '7000000001' }],
	},
	GetConsumer: {
		operation: ['consumer', 'get'],
		parameters: { consumerId },
		sends: `GET /decisioning/v1/consumers/${consumerId}`,
		gives: [{ id: consumerId, customerId: '7000000001' }],
	},
	ModifyConsumer: {
		operation: ['consumer', 'update'],
		parameters: {
			consumerId,
			updateFields: {
				firstName: 'Renée',
				lastName: 'Müller',
				state: 'UT',
				birthday: '1975-12-31',
				ssn: '123-45-6789',
				email: 'renee@example.com',
				phone: '1-801-984-4200',
				...moreOfConsumer,
				...endUserFields,
			},
		},
		sends: `PUT /decisioning/v1/consumers/${consumerId}`,
		body: consumerBody,
		gives: [{ success: true, consumerId }],
	},
	GetInstitution: {
		operation: ['institution', 'get'],
		parameters: { institutionId: byId('101732') },
		sends: 'GET /institution/v2/institutions/101732',
		gives: [
			{ id: 101732, name: 'FinBank', oauthEnabled: false, oauthInstitutionId: null, country: 'US' },
		],
	},
	GetInstitutions: {
		operation: ['institution', 'getMany'],
		parameters: {
			filters: { search: 'FinBank', type: 'voa', supportedCountries: 'us, ca' },
			limit: 1,
		},
		sends:
			'GET /institution/v2/institutions?type=voa&search=FinBank&supportedCountries=us,ca&start=1&limit=1',
		gives: [{ id: 101732 }],
	},
	GetCertifiedInstitutions: {
		operation: ['institution', 'getManyCertified'],
		parameters: {
			filters: { search: 'FinBank', type: ['ach', 'voa'], supportedCountries: '*' },
			limit: 1,
		},
		sends:
			'GET /institution/v2/certifiedInstitutions?type=ach,voa&search=FinBank&supportedCountries=*&start=1&limit=1',
		gives: [{ id: 101732, ach: true, voa: true }],
	},
	GetCertifiedInstitutionsWithRSSD: {
		operation: ['institution', 'getManyCertifiedWithRssd'],
		parameters: {
			filters: { search: 'FinBank', type: ['ach'], supportedCountries: 'US' },
			limit: 1,
		},
		sends:
			'GET /institution/v2/certifiedInstitutions/rssd?type=ach&search=FinBank&supportedCountries=US&start=1&limit=1',
		gives: [{ id: 101732, ach: true }],
	},
	GetInstitutionBranding: {
		operation: ['institution', 'getBranding'],
		parameters: { institutionId: byId('101732') },
		sends: 'GET /institution/v2/institutions/101732/branding',
		gives: [{ logo: expect.stringContaining('http') as string }],
	},
	GetInstitutionsByRoutingNumber: {
		operation: ['institution', 'getByRoutingNumber'],
		parameters: { routingNumber: '011000015' },
		sends: 'GET /institution/v1/institutions/routingNumber/011000015',
		gives: [{ id: 101732 }],
	},
	getCustomerAuthorizationDetails: {
		operation: ['institutionLogin', 'getAuthorizationDetails'],
		parameters: {
			customerId: byId('7000000002'),
			institutionLoginId: byId('9007199254740993'),
		},
		sends: 'GET /customers/institution-logins/9007199254740993/authorization-details',
		gives: [{ institutionLoginId: '9007199254740993' }],
	},
	GetAllCustomerTransactions: {
		operation: ['transaction', 'getMany'],
		parameters: {
			customerId,
			from: '2026-03-13',
			to: '2026-03-13',
			filters: { includePending: true },
			sortBy: { sort: 'asc' },
			returnAll: true,
		},
		sends: `GET /aggregation/v3/customers/7000000001/transactions?fromDate=1773360000&toDate=1773446399&includePending=true&sort=asc&start=1&limit=1000`,
		gives: [
			{
				id: '10020525000',
				accountId: '5011000001',
				date: '2026-03-13',
				valueDate: null,
				amount: 2184.37,
				currency: null,
				description: 'ACME LOGISTICS PAYROLL PPD ID: 9111012345',
				counterparty: 'Acme Logistics',
				category: 'Paycheck',
				status: 'posted',
			},
			{ id: '10020525001', status: 'pending', amount: -7.54 },
			{ id: '30020525000', accountId: '5011000003' },
			{ id: '30020525001', counterparty: 'Zoë Ødegård' },
		],
	},
	GetCustomerAccountTransactions: {
		operation: ['transaction', 'getManyByAccount'],
		parameters: {
			customerId,
			accountId: byId('5011000001'),
			from: '2026-03-13',
			to: '2026-03-13',
			filters: { includePending: true, showDailyBalance: true },
			sortBy: { sort: 'asc' },
			returnAll: true,
		},
		sends: `GET /aggregation/v4/customers/7000000001/accounts/5011000001/transactions?fromDate=1773360000&toDate=1773446399&showDailyBalance=true&includePending=true&sort=asc&start=1&limit=1000`,
		gives: [
			{ id: '10020525000', dayBeginningBalance: expect.any(Number) as number },
			{ id: '10020525001', dayEndingBalance: expect.any(Number) as number },
		],
	},
	GetCustomerTransaction: {
		operation: ['transaction', 'get'],
		parameters: { customerId, transactionId: '10020525000' },
		sends: `GET ${customersV2}/7000000001/transactions/10020525000`,
		gives: [{ id: '10020525000', accountId: '5011000001', amount: 2184.37 }],
	},
	GetTransactionByUniqueTransactionId: {
		operation: ['transaction', 'getByUniqueId'],
		parameters: { customerId, uniqueTransactionId: '5011000001-10020525000' },
		sends: `GET /aggregation/customers/7000000001/transactions/5011000001-10020525000`,
		gives: [{ id: '10020525000', accountId: '5011000001' }],
	},
	LoadHistoricTransactionsForCustomerAccount: {
		operation: ['transaction', 'loadHistoric'],
		parameters: { customerId, accountId: byId('5011000001'), additionalFields: { force: true } },
		sends: `POST ${customers}/7000000001/accounts/5011000001/transactions/historic`,
		body: { force: true },
		gives: [{ success: true, customerId: '7000000001', accountId: '5011000001' }],
	},
	SubscribeToTxPushNotifications: {
		operation: ['transaction', 'subscribeToTxPush'],
		parameters: { customerId, accountId: byId('5011000001'), callbackUrl: LISTENER },
		sends: `POST ${customers}/7000000001/accounts/5011000001/txpush`,
		body: { callbackUrl: LISTENER },
		gives: [
			{ id: 5500000001, accountId: 5011000001, type: 'account' },
			{ id: 5500000002, accountId: 5011000001, type: 'transaction' },
		],
	},
	DeleteTxPushSubscription: {
		operation: ['transaction', 'deleteTxPushSubscription'],
		parameters: { customerId, subscriptionId: '5500000077' },
		before({ state }) {
			state.subscriptions.set('5500000077', {
				...{ id: '5500000077', customerId: '7000000001', accountId: '5011000001' },
				...{ type: 'account', callbackUrl: LISTENER, signingKey: 'key' },
			});
		},
		sends: `DELETE ${customers}/7000000001/subscriptions/5500000077`,
		gives: [{ deleted: true }],
	},
	CreateTxPushTestTransaction: {
		operation: ['transaction', 'createTest'],
		parameters: {
			customerId,
			accountId: byId('5011000001'),
			amount: -12.34,
			description: 'A test purchase',
			transactionDate: '2026-01-31T00:00:00Z',
			additionalFields: { postedDate: '2026-02-01T00:00:00Z', status: 'active' },
		},
		sends: `POST ${customers}/7000000001/accounts/5011000001/transactions`,
		body: {
			amount: -12.34,
			description: 'A test purchase',
			transactionDate: 1769817600,
			postedDate: 1769904000,
			status: 'active',
		},
		gives: [{ id: 9900000000001, createdDate: expect.any(Number) as number }],
	},
	GetReportsByCustomerId: {
		operation: ['report', 'getMany'],
		parameters: { customerId },
		before: ({ reports }) => void reports.begin('7000000001', 'voa'),
		sends: 'GET /decisioning/v1/customers/7000000001/reports',
		gives: [{ type: 'voa', status: 'inProgress', consumerId }],
	},
	GetReportsByConsumerId: {
		operation: ['report', 'getManyByConsumer'],
		parameters: { consumerId },
		before({ reports }) {
			reports.end(reports.begin('7000000001', 'voi'), 'failure');
		},
		sends: `GET /decisioning/v1/consumers/${consumerId}/reports`,
		gives: [{ type: 'voi', status: 'failure', requesterName: 'Local Partner' }],
	},
	refreshTransactions: {
		operation: ['transaction', 'refresh'],
		parameters: {
			customerId,
			institutionLoginId,
			accountIds: '5011000001, 5011000002',
			mode: 'custom',
			refreshFrom: '2026-01-01T00:00:00',
			refreshTo: '2026-02-01T00:00:00',
		},
		sends: 'POST /aggregation/customers/7000000001/transactions/refreshes',
		body: {
			institutionLoginId: '1007000001',
			accountIds: ['5011000001', '5011000002'],
			mode: 'custom',
			fromDate: '2026-01-01T00:00:00.000Z',
			toDate: '2026-02-01T00:00:00.000Z',
		},
		gives: [{ status: 'NEW', accountIds: ['5011000001', '5011000002'], mode: 'custom' }],
	},
	getTransactionRefreshStatus: {
		operation: ['transaction', 'getRefreshStatus'],
		parameters: { customerId, refreshId },
		before: ({ state }) => {
			const accountIds = ['5011000001'];
			const refresh = { id: refreshId, customerId: '7000000001', accountIds, looks: 0 };
			state.refreshes.set(refreshId, { ...refresh, mode: 'standard' });
		},
		sends: `GET /aggregation/customers/7000000001/transactions/refreshes/${refreshId}`,
		gives: [{ refreshId, status: 'IN_PROGRESS', totalCount: 1 }],
	},
	GetRecurringTransactions: {
		operation: ['transaction', 'getRecurring'],
		parameters: { customerId, accountIds: '5011000001' },
		sends: 'POST /aggregation/customers/7000000001/recurring-transactions',
		body: { accountIds: ['5011000001'] },
		gives: [
			{
				accountRecurringTransactions: [
					expect.objectContaining({ accountId: '5011000001' }) as IDataObject,
				],
			},
		],
	},
	AddCustomer: {
		operation: ['customer', 'create'],
		parameters: { username: 'ada-1815', additionalFields: person },
		sends: `POST ${customersV2}/active`,
		body: { username: 'ada-1815', ...person },
		gives: [{ username: 'ada-1815' }],
	},
	AddTestingCustomer: {
		operation: ['customer', 'createTesting'],
		parameters: { username: 'ada-1815', additionalFields: person },
		sends: `POST ${customersV2}/testing`,
		body: { username: 'ada-1815', ...person },
		gives: [{ username: 'ada-1815' }],
	},
	DeleteCustomer: {
		operation: ['customer', 'delete'],
		parameters: { customerId },
		sends: `DELETE ${customers}/7000000001`,
		gives: [{ deleted: true }],
	},
	GetCustomer: {
		operation: ['customer', 'get'],
		parameters: { customerId },
		sends: `GET ${customers}/7000000001`,
		gives: [{ id: '7000000001', username: 'maria.santos', type: 'testing' }],
	},
	GetCustomerWithAppData: {
		operation: ['customer', 'getWithAppData'],
		parameters: { customerId },
		sends: `GET ${customers}/7000000001/application`,
		gives: [{ id: '7000000001', applicationId: budgetApp, applicationName: 'Household Budget' }],
	},
	GetCustomers: {
		operation: ['customer', 'getMany'],
		parameters: {
			filters: { username: 'renee+household&co', search: 'Müller', type: 'testing' },
			returnAll: true,
		},
		sends: `GET ${customers}?search=M%C3%BCller&type=testing&username=renee%2Bhousehold%26co&start=1&limit=1000`,
		gives: [{ id: '7000000002', firstName: 'Renée' }],
	},
	ModifyCustomer: {
		operation: ['customer', 'update'],
		parameters: { customerId, firstName: 'María', lastName: 'Santos' },
		sends: `PUT ${customers}/7000000001`,
		body: { firstName: 'María', lastName: 'Santos' },
		gives: [{ success: true, customerId: '7000000001' }],
	},
};

const documented = finicityContract.filter(({ id }) => id !== 'CreateToken');

function contractOf(id: string): ContractOperation {
	const found = documented.find((operation) => operation.id === id);
	if (!found) throw new Error(`${id} is not in the contract`);
	return found;
}

function operationOf({ operation: [resource, operation] }: Case): Operation {
	const found = finicity.resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (!found) throw new Error(`the node has no ${resource}.${operation}`);
	return found;
}

function leaves(fields: readonly Field[]): Field[] {
	return fields.flatMap((field) =>
		field.type === 'collection' ? leaves((field.options ?? []) as Field[]) : [field],
	);
}

function wireNames(operation: Operation, type: 'query' | 'body', onlyRequired = false): string[] {
	const names = leaves(operation.fields)
		.filter(({ required }) => required === true || !onlyRequired)
		.map(({ routing }) => routing?.send)
		.filter((send) => send?.type === type)
		.map((send) => String(send?.property).split('.')[0] ?? '');
	return [...new Set(names)].sort();
}

/** What the contract says of the place that a field's value goes to, from the outside in. */
function schemasOf(
	{ query, requiredQuery = [], body, headers = {} }: ContractOperation,
	{ routing, header }: Field,
): { schema?: JsonSchema; isRequired: boolean } {
	const { type, property } = routing?.send ?? {};
	if (header) return { schema: headers[header], isRequired: false };
	if (type === 'query') {
		return {
			schema: query[String(property)],
			isRequired: requiredQuery.includes(String(property)),
		};
	}
	let schema = type === 'body' ? body : undefined;
	let isRequired = schema !== undefined;
	for (const name of schema ? String(property).split('.') : []) {
		isRequired &&= schema?.required?.includes(name) ?? false;
		schema = schema?.properties?.[name];
	}
	return { schema, isRequired };
}

/** Calls that wait for the bank itself, says the vendor. */
const ASKS_THE_BANK =
	/^(Refresh|LoadHistoric|GetAvailableBalanceLive|GetCustomerAccount(Multiple)?Statement)/;

const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

let sandbox: FinicitySandbox;
let listener: Loopback;

// A fresh one every time: what is known of a sign-in belongs to the address and the keys.
beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
	listener = await startLoopback();
	listener.reply(echoCode);
});

afterEach(async () => {
	await sandbox.close();
	await listener.close();
});

describe('the node', () => {
	it('has each of the 70 documented operations, and no other', () => {
		expect(documented).toHaveLength(70);
		expect(Object.keys(cases).sort()).toEqual(documented.map(({ id }) => id).sort());
		const inNode = finicity.resources.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value}.${operation.value}`),
		);
		expect(
			Object.values(cases)
				.map(({ operation }) => operation.join('.'))
				.sort(),
		).toEqual(inNode.sort());
	});
});

describe.each(Object.entries(cases))('%s', (id, testCase) => {
	const contract = contractOf(id);
	const operation = operationOf(testCase);

	it('has the method and the path of the contract', () => {
		expect([operation.request.method, shape(operation.request.path)]).toEqual([
			contract.method,
			shape(contract.path),
		]);
	});

	it('has a field for every parameter of the contract, and requires what the contract requires', () => {
		const pagingParameters = ['start', 'limit', 'page', 'pageSize'];
		expect(wireNames(operation, 'query')).toEqual(
			Object.keys(contract.query)
				.filter((name) => !pagingParameters.includes(name))
				.sort(),
		);
		expect(wireNames(operation, 'body')).toEqual(
			Object.keys(contract.body?.properties ?? {}).sort(),
		);
		const headers = leaves(operation.fields).flatMap(({ header }) => header ?? []);
		expect(headers.sort()).toEqual(Object.keys(contract.headers ?? {}).sort());
		expect(wireNames(operation, 'body', true)).toEqual([...(contract.body?.required ?? [])].sort());
		expect(operation.answer.kind === 'records' && operation.answer.paging !== undefined).toBe(
			contract.paging !== undefined,
		);
	});

	it('marks as required what the path and the body need, whichever way it is entered', () => {
		const { path } = operation.request;
		for (const field of leaves(operation.fields)) {
			const isNeeded = path.includes(`{${field.name}}`) || schemasOf(contract, field).isRequired;
			expect(`${field.name} ${String(field.required ?? false)}`).toBe(
				`${field.name} ${String(isNeeded)}`,
			);
		}
	});

	it('refuses what the contract does not take, and writes times as seconds', () => {
		const pathSchemas = Object.values(contract.pathParameters);
		const inPath = [...operation.request.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		for (const field of leaves(operation.fields)) {
			const schema = pathSchemas[inPath.indexOf(field.name)] ?? schemasOf(contract, field).schema;
			// Of several choices, none other is taken.
			if (field.type === 'multiOptions') continue;
			if (schema?.description === 'Unix seconds') {
				const isTime = ['unixSeconds', 'dayStart', 'dayEnd'].includes(String(field.wire));
				expect(isTime || field.writes?.('1970-01-01') === 43_200).toBe(true);
			} else if (schema?.description?.startsWith('ISO 8601')) expect(field.wire).toBe('dateTime');
			else if (schema?.pattern) expect(field.format?.pattern.test('a/b')).toBe(false);
			else if (schema?.type === 'integer') expect(field.format?.pattern.test('a')).toBe(false);
			if (schema?.maxLength) {
				const tooLong = 'x'.repeat(schema.maxLength + 1);
				const isTaken = field.format?.pattern.test(tooLong) ?? true;
				expect(isTaken && (field.maxLength ?? Infinity) > schema.maxLength).toBe(false);
			}
		}
	});

	it('waits three minutes where the bank is asked meanwhile, and a minute otherwise', () => {
		expect(operation.request.timeout).toBe(ASKS_THE_BANK.test(id) ? 180_000 : undefined);
	});

	it('offers exactly the values that the contract lists', () => {
		const lists = leaves(operation.fields)
			.filter(({ type, routing, header }) => type === 'options' && (routing?.send ?? header))
			.map((field): [Field, unknown[]] => [
				field,
				(field.options ?? [])
					.map((option) => ('value' in option ? option.value : undefined))
					.sort(),
			]);
		for (const [field, values] of lists) {
			expect(values).toEqual([...(schemasOf(contract, field).schema?.enum ?? [])].sort());
		}
	});

	it('sends what the contract says, and gives the records', async () => {
		const here = <T>(value: T): T =>
			value && (JSON.parse(JSON.stringify(value).replaceAll(LISTENER, listener.url)) as T);
		testCase.before?.(sandbox);
		const items = testCase.binary && [
			{
				json: {},
				binary: { logo: { data: testCase.binary.toString('base64'), mimeType: 'image/svg+xml' } },
			},
		];
		const { items: out, error } = await runFinicity(
			sandbox,
			testCase.operation,
			here(testCase.parameters),
			{ items },
		);
		expect(error).toBeUndefined();

		const [signIn, request, ...more] = sandbox.requests;
		expect(signIn?.path).toBe('/aggregation/v2/partners/authentication');
		expect(more).toEqual([]);
		expect(`${request?.method} ${request?.url}`).toBe(testCase.sends);
		expect(request?.body).toEqual(here(testCase.body));
		expect(request?.headers).toMatchObject({
			accept: 'application/json',
			'finicity-app-key': sandbox.keys.appKey,
			'finicity-app-token': expect.stringMatching(/./) as string,
			...testCase.headers,
		});
		expect(out.map(({ json }) => json)).toEqual(
			testCase.gives.map((json) => expect.objectContaining(json) as IDataObject),
		);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(
			testCase.gives.map(() => ({ item: 0 })),
		);
	});
});
