import { rejected, worked } from './background';
import type { ApiVersion, Bank, Connection, ConnectionInterface, FinApiState, User } from './state';
import { day } from './time';

/** The user the sandbox is for. */
export const user = { userId: 'sandbox-user', password: 'sandbox-password' };

/** What every bank but the test banks takes for the right PIN. */
export const pin = '12345';

const start = Date.UTC(2026, 0, 15, 8, 30, 0, 250);

const twoStepProcedures: Bank['twoStepProcedures'] = [
	{
		procedureId: '955',
		procedureName: 'smsTAN',
		procedureChallengeType: 'TEXT',
		implicitExecute: false,
	},
	{
		procedureId: '956',
		procedureName: 'Freigabe per App',
		procedureChallengeType: null,
		implicitExecute: true,
	},
];

const loginFields: Bank['loginFields'] = [
	{ kind: 'userId', label: 'Nutzerkennung' },
	{ kind: 'pin', label: 'PIN' },
];

const ordinary: Pick<
	Bank,
	| 'bic'
	| 'location'
	| 'isTestBank'
	| 'loginHint'
	| 'loginFields'
	| 'properties'
	| 'twoStepProcedures'
	| 'accepts'
> = {
	bic: null,
	location: 'DE',
	isTestBank: false,
	loginHint: null,
	loginFields,
	properties: [],
	twoStepProcedures: [],
	accepts: (credentials) => credentials.pin === pin,
};

const banksOf = (version: ApiVersion): Bank[] => [
	{
		...ordinary,
		id: '280001',
		name: 'finAPI Test Bank',
		// The BLZ by which its users find it has changed over the years.
		blz: version === 'V1' ? '00000000' : 'DEMO0001',
		location: null,
		city: null,
		isTestBank: true,
		isDemo: true,
		loginHint: 'Bitte <b>demo</b> als Nutzerkennung und PIN eingeben.',
		interfaces: ['XS2A', 'FINTS_SERVER'],
		twoStepProcedures,
		accounts: [
			{ type: 'Checking', iban: 'DE61000000001000000001' },
			{ type: 'Savings', iban: 'DE34000000001000000002' },
		],
		accepts: ({ userId, pin }) => userId === pin && ['demo', 'demo_no_msa'].includes(userId ?? ''),
		firstStep: ({ userId }) => (userId === 'demo' ? 'procedure' : undefined),
	},
	{
		...ordinary,
		id: '280002',
		name: 'finAPI Test Redirect Bank',
		blz: 'DEMO0002',
		location: null,
		city: null,
		isTestBank: true,
		loginFields: [],
		interfaces: ['XS2A'],
		properties: ['REDIRECT_APPROACH'],
		accounts: [{ type: 'Checking', iban: 'DE16000000002000000001' }],
		accepts: () => true,
		firstStep: () => 'redirect',
	},
	{
		...ordinary,
		id: '277001',
		name: 'Musterbank',
		blz: '37010020',
		bic: 'MUSTDEFFXXX',
		city: 'Köln',
		interfaces: ['XS2A'],
		properties: ['DECOUPLED_APPROACH'],
		accounts: [
			{ type: 'Checking', iban: 'DE54370100201000000001' },
			{ type: 'CreditCard', iban: 'DE27370100201000000002' },
		],
		firstStep: () => 'decoupled',
	},
	{
		...ordinary,
		id: '277002',
		name: 'Volksbank Beispielhausen',
		blz: '53061230',
		bic: 'GENODE51BSP',
		city: 'Fulda',
		loginFields: [...loginFields, { kind: 'customerId', label: 'Kundennummer' }],
		interfaces: ['FINTS_SERVER', 'WEB_SCRAPER'],
		twoStepProcedures,
		accounts: [
			{ type: 'Checking', iban: 'DE26530612301000000001' },
			{ type: 'Savings', iban: 'DE96530612301000000002' },
			{ type: 'Security', iban: 'DE69530612301000000003' },
		],
	},
	{
		...ordinary,
		id: '277003',
		name: 'Stadtbank & Söhne',
		blz: '70030400',
		bic: 'STADDEM1XXX',
		city: 'München',
		interfaces: ['FINTS_SERVER'],
		accounts: [{ type: 'Checking', iban: 'DE64700304001000000001' }],
		failsDownload: true,
	},
	{
		...ordinary,
		id: '277004',
		name: 'Formularbank',
		blz: '20050550',
		bic: 'FORMDEHHXXX',
		city: 'Hamburg',
		interfaces: ['FINTS_SERVER', 'XS2A'],
		accounts: [
			{ type: 'Checking', iban: 'DE16200505501000000001' },
			{ type: 'Loan', iban: 'DE86200505501000000002' },
		],
		needsWebForm: true,
	},
	{
		...ordinary,
		id: '277005',
		name: 'Bankhaus ohne Netz',
		blz: '10010010',
		city: 'Berlin',
		interfaces: [],
		accounts: [],
	},
	{
		...ordinary,
		id: '277006',
		name: 'Alpenbank Wien',
		blz: '12000000',
		bic: 'ALPEATWWXXX',
		location: 'AT',
		city: 'Wien',
		interfaces: ['XS2A'],
		properties: ['DETAILED_CONSENT'],
		accounts: [
			{ type: 'Checking', iban: 'AT611904300234573201' },
			{ type: 'Savings', iban: 'AT021904300234573202' },
		],
	},
];

const users: Pick<User, 'id' | 'password' | 'isVerified'>[] = [
	{ id: user.userId, password: user.password, isVerified: true },
	{ id: 'neighbour', password: 'neighbour-password', isVerified: true },
	{ id: 'unverified', password: 'unverified-password', isVerified: false },
];

const connected = (
	given: Pick<ConnectionInterface, 'bankingInterface'> & Partial<ConnectionInterface>,
): ConnectionInterface => ({
	credentials: {},
	defaultTwoStepProcedureId: null,
	maxDaysForDownload: 0,
	lastManualUpdate: worked(start),
	lastAutoUpdate: null,
	userActionRequired: false,
	...given,
});

type SeededConnection = Pick<Connection, 'id' | 'userId' | 'bankId' | 'name' | 'interfaces'> & {
	/** Of the accounts that the bank has, in their order. */
	accountIds: string[];
};

const connectionsAt = (now: number): SeededConnection[] => [
	{
		// Beyond 2^53: a client that reads it as a JavaScript number gets ...992.
		id: '9007199254740993',
		userId: user.userId,
		bankId: '277002',
		name: 'Haushaltskonto',
		interfaces: [
			connected({
				bankingInterface: 'FINTS_SERVER',
				credentials: { userId: 'erika.mustermann', customerId: '4711', pin },
				defaultTwoStepProcedureId: '955',
				lastAutoUpdate: worked(start + day),
			}),
		],
		accountIds: ['8400000000001', '9007199254740995'],
	},
	{
		id: '4500000000002',
		userId: user.userId,
		bankId: '277003',
		name: null,
		interfaces: [
			connected({
				bankingInterface: 'FINTS_SERVER',
				credentials: { userId: 'emustermann' },
				lastAutoUpdate: rejected(start + day),
				userActionRequired: true,
			}),
		],
		accountIds: ['8400000000003'],
	},
	{
		id: '4500000000003',
		userId: user.userId,
		bankId: '277004',
		name: 'Geschäftskonto & Kredit',
		interfaces: [
			connected({
				bankingInterface: 'FINTS_SERVER',
				credentials: { userId: 'em-gmbh', pin },
				maxDaysForDownload: 90,
			}),
			connected({
				bankingInterface: 'XS2A',
				credentials: { userId: 'em-gmbh' },
				consentExpiresAt: now + 60 * day,
				lastManualUpdate: null,
			}),
		],
		accountIds: ['8400000000004', '8400000000005'],
	},
	{
		id: '4500000000004',
		userId: 'neighbour',
		bankId: '277002',
		name: 'Nachbar',
		interfaces: [
			connected({ bankingInterface: 'FINTS_SERVER', credentials: { userId: 'max.nachbar' } }),
		],
		accountIds: ['8400000000006'],
	},
];

/** Fills an empty state; `extraBanks` more banks make the list long enough to page. */
export function seed(state: FinApiState, version: ApiVersion, extraBanks: number): void {
	for (const { id, password, isVerified } of users) {
		state.users.set(id, { id, password, isVerified, isLocked: false, failedLogins: 0 });
	}
	for (const bank of banksOf(version)) state.banks.set(bank.id, bank);
	for (let index = 1; index <= extraBanks; index += 1) {
		const number = String(index).padStart(4, '0');
		state.banks.set(`29${number}`, {
			...ordinary,
			id: `29${number}`,
			name: `Kreisbank ${number}`,
			blz: `4400${number}`,
			city: 'Münster',
			interfaces: ['FINTS_SERVER'],
			accounts: [],
		});
	}
	for (const { accountIds, ...connection } of connectionsAt(Date.now())) {
		const { accounts } = state.bankOf(connection);
		state.connections.set(connection.id, {
			...connection,
			updateStatus: 'READY',
			categorizationStatus: 'READY',
			accounts: accounts.slice(0, accountIds.length).map((account, index) => ({
				id: accountIds[index] ?? '',
				...account,
			})),
			hasOwners: false,
			hasPositions: true,
		});
	}
}
