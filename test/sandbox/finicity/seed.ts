import { lastNight, secondsOfDay as day } from './clock';
import { grantConsent } from './consents';
import { openAccount } from './finbank';
import { finBank, finBankOAuth } from './institutions';
import type { Application, Consumer, Customer, InstitutionLogin } from './model';
import { aggregationCode } from './model';
import type { FinicityState } from './state';

const start = 1_750_000_000;
/** Accounts were added so long ago; with what was loaded then, that is 13 months of transactions. */
const daysSinceAdded = 215;

const budgetApp = '5a2db0c5-0001-4a00-8000-000000000001';
const lendingApp = '5a2db0c5-0002-4a00-8000-000000000002';

type Seeded<T> = Omit<T, 'createdDate' | 'lastModifiedDate'>;

const customers: Seeded<Customer>[] = [
	{
		id: '7000000001',
		username: 'maria.santos',
		type: 'testing',
		firstName: 'Maria',
		lastName: 'Santos',
		phone: '1-801-555-0142',
		email: 'maria.santos@example.com',
		applicationId: budgetApp,
	},
	{
		id: '7000000002',
		username: 'renee+household&co',
		type: 'testing',
		firstName: 'Renée',
		lastName: 'Müller-Ibáñez',
		email: 'renee@example.com',
	},
	{
		id: '7000000003',
		username: 'james_okafor',
		type: 'active',
		firstName: 'James',
		lastName: 'Okafor',
		phone: '1-212-555-0187',
		applicationId: lendingApp,
	},
	{
		id: '7000000004',
		username: 'priya-raman-llc',
		type: 'active',
		firstName: 'Priya',
		lastName: 'Raman',
		email: 'accounts@raman.example',
	},
	{
		id: '7000000005',
		username: 'disputed_dana',
		type: 'active',
		firstName: 'Dana',
		lastName: 'Whitfield',
		disputed: true,
	},
	{ id: '7000000006', username: 'nameless01', type: 'testing' },
];

const familyLogin: InstitutionLogin = {
	id: '1007000001',
	customerId: '7000000001',
	institutionId: finBank,
	connection: 'legacy',
};
// Beyond 2^53: a client that reads it as a JavaScript number gets ...992.
const longIdLogin: InstitutionLogin = {
	id: '9007199254740993',
	customerId: '7000000002',
	institutionId: finBankOAuth,
	connection: 'oauth',
	authorization: { start: start + day, end: start + 366 * day },
};
const legacyLogin: InstitutionLogin = {
	id: '1007000003',
	customerId: '7000000003',
	institutionId: '4222',
	connection: 'legacy',
	migratesTo: '170778',
};
const depositLogin: InstitutionLogin = {
	id: '1007000004',
	customerId: '7000000004',
	institutionId: '102224',
	connection: 'ava',
};
/** The bank asks the person something whenever it is read. */
const askingLogin: InstitutionLogin = {
	id: '1007000005',
	customerId: '7000000005',
	institutionId: '102105',
	connection: 'legacy',
	trouble: aggregationCode.questionAsked,
};
/** The password is no longer the right one. */
const brokenLogin: InstitutionLogin = {
	id: '1007000006',
	customerId: '7000000003',
	institutionId: finBank,
	connection: 'legacy',
	trouble: aggregationCode.wrongLogin,
};

const consumers: Consumer[] = [
	{
		id: '0bf46322c167b562e6cbed9d40e19a4c',
		customerId: '7000000001',
		firstName: 'Maria',
		lastName: 'Santos',
		address: '434 W Ascension Way',
		city: 'Murray',
		state: 'UT',
		zip: '84123',
		phone: '1-801-555-0142',
		ssn: '999123456',
		birthday: { year: 1989, month: 8, dayOfMonth: 13 },
		email: 'maria.santos@example.com',
		createdDate: start,
	},
];

function seedAccounts(state: FinicityState): void {
	const tonight = lastNight(state.clock.seconds());
	const added = tonight - daysSinceAdded * day;
	const dates = {
		...{ balanceDate: tonight, aggregationSuccessDate: tonight, aggregationAttemptDate: tonight },
		lastUpdatedDate: tonight,
	};
	const open = (login: InstitutionLogin, account: Parameters<typeof openAccount>[3]) =>
		openAccount(state, login, added, { ...dates, ...account });

	const logins = [familyLogin, longIdLogin, legacyLogin, depositLogin, askingLogin, brokenLogin];
	for (const login of logins) state.institutionLogins.set(login.id, { ...login });
	open(familyLogin, {
		id: '5011000001',
		name: 'Everyday Checking',
		type: 'checking',
		number: '2019405410',
		balance: 2401.26,
		lastTransactionDate: tonight - day,
		oldestTransactionDate: added - 180 * day,
		detail: { availableBalanceAmount: 2380.01, openDate: start - 900 * day },
	});
	open(familyLogin, {
		id: '5011000002',
		name: 'Rainy Day Savings',
		type: 'savings',
		number: '2019405428',
		balance: 15250,
		detail: { availableBalanceAmount: 15250, interestYtdAmount: 208.44 },
	});
	open(familyLogin, {
		id: '5011000003',
		name: 'Travel Card',
		type: 'creditCard',
		number: '4000000000001091',
		balance: -731.08,
		detail: { interestRate: '21.99', creditAvailableAmount: 4268.92 },
	});
	open(longIdLogin, {
		id: '5011000004',
		name: 'Compte Joint',
		type: 'checking',
		number: '3310027745',
		balance: 980.4,
	});
	open(longIdLogin, {
		id: '5011000005',
		name: 'Brokerage',
		type: 'brokerageAccount',
		number: '88120034',
		balance: 48120.75,
		position: [
			{
				id: 454678080,
				symbol: 'VTI',
				description: 'Total market fund',
				units: 120.5,
				marketValue: 36150,
			},
			{
				id: 454678081,
				symbol: 'BND',
				description: 'Bond fund',
				units: 163.2,
				marketValue: 11970.75,
			},
		],
	});
	open(legacyLogin, {
		id: '5011000006',
		name: 'Checking Plus',
		type: 'checking',
		number: '7700412903',
		balance: 310.15,
	});
	open(legacyLogin, {
		id: '5011000007',
		name: 'Home Mortgage',
		type: 'mortgage',
		number: '0044829117',
		balance: -214300.55,
		detail: { interestRate: '4.125', nextPayment: 1833.2 },
	});
	open(legacyLogin, {
		id: '5011000008',
		name: 'Retirement',
		type: '401k',
		number: '66120985',
		balance: 90211.02,
	});
	open(depositLogin, {
		id: '5011000009',
		name: 'Operating Account',
		type: 'checking',
		number: '5501230087',
		balance: 18004.9,
		marketSegment: 'business',
		detail: null,
		position: null,
	});
	// Still being discovered: never aggregated, so it has none of the dates of an aggregation.
	open(depositLogin, {
		id: '5011000010',
		name: 'Payroll Account',
		type: 'checking',
		number: '5501230095',
		balance: 0,
		marketSegment: 'business',
		status: 'pending',
		aggregationStatusCode: undefined,
		aggregationAttemptDate: undefined,
		aggregationSuccessDate: undefined,
	});
	open(askingLogin, {
		id: '5011000011',
		name: 'Whitfield Checking',
		type: 'checking',
		number: '4410008721',
		balance: 512.2,
		detail: { availableBalanceAmount: 512.2, openDate: null },
		position: null,
	});
	const monthAgo = tonight - 40 * day;
	open(brokenLogin, {
		id: '5011000012',
		name: 'Forgotten Card',
		type: 'creditCard',
		number: '4000000000007788',
		balance: -88.12,
		aggregationStatusCode: aggregationCode.wrongLogin,
		aggregationSuccessDate: monthAgo,
		balanceDate: monthAgo,
		detail: { interestRate: '24.99', lastPaymentAmount: null },
	});
	for (const login of logins) {
		grantConsent(state, login, state.accountsOfLogin(login.customerId, login.id), added);
	}
}

const owner = {
	appUrl: 'https://apps.example.com/',
	ownerName: 'Example Apps Inc',
	ownerAddressLine1: '434 Example Way',
	ownerAddressLine2: 'Suite 200',
	ownerCity: 'Murray',
	ownerState: 'UT',
	ownerPostalCode: '84123',
	ownerCountry: 'USA',
	image: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'),
};

const atInstitution = (institutionId: number, institutionName: string, status: boolean) => ({
	institutionId,
	institutionName,
	status,
	createdDate: start,
	modifiedDate: start + 2 * day,
});

const applications: Omit<Application, keyof typeof owner>[] = [
	{
		preAppId: 2581,
		applicationId: budgetApp,
		status: 'A',
		appName: 'Household Budget',
		appDescription: 'Shows where the money of a month went',
		scopes: 'Account Number, Account Info',
		note: 'Approved',
		createdDate: start - 30 * day,
		submittedDate: start - 30 * day,
		modifiedDate: start - 20 * day,
		institutions: [
			atInstitution(102224, 'Chase', true),
			atInstitution(170778, 'Wells Fargo', true),
			atInstitution(170881, 'Citi', false),
			atInstitution(101732, 'FinBank', true),
		],
	},
	{
		preAppId: 2582,
		applicationId: lendingApp,
		status: 'A',
		appName: 'Lending Desk',
		appDescription: 'Checks the income of an applicant',
		scopes: 'Account Info',
		note: 'Approved',
		createdDate: start - 10 * day,
		submittedDate: start - 10 * day,
		modifiedDate: start - 5 * day,
		institutions: [atInstitution(102224, 'Chase', false)],
	},
	{
		preAppId: 2583,
		status: 'P',
		appName: 'Expense Reports & More',
		appDescription: 'Collects the receipts of a trip',
		createdDate: start,
		submittedDate: start,
		modifiedDate: start,
		institutions: [],
	},
	{
		preAppId: 2584,
		status: 'R',
		appName: 'Logo Too Large',
		appDescription: 'Was turned down',
		note: 'The logo is not square',
		createdDate: start - 3 * day,
		submittedDate: start - 3 * day,
		modifiedDate: start - day,
		institutions: [],
	},
];

/** Fills an empty state; `extraCustomers` more customers make the list long enough to page. */
export function seed(state: FinicityState, extraCustomers: number): void {
	for (const [index, customer] of customers.entries()) {
		const at = start + index * 60;
		state.customers.set(customer.id, { ...customer, createdDate: at, lastModifiedDate: at });
	}
	for (let index = 1; index <= extraCustomers; index += 1) {
		const id = state.newId('customer');
		const number = String(index).padStart(6, '0');
		state.customers.set(id, {
			id,
			username: `customer${number}`,
			type: 'active',
			firstName: 'Customer',
			lastName: number,
			createdDate: start + day + index,
			lastModifiedDate: start + day + index,
		});
	}
	seedAccounts(state);
	for (const consumer of consumers) state.consumers.set(consumer.id, { ...consumer });
	for (const application of applications) {
		state.applications.set(String(application.preAppId), {
			...owner,
			...application,
			institutions: application.institutions.map((institution) => ({ ...institution })),
		});
	}
}
