import type { ApiVersion, Bank } from '../model';

/** What every bank but the test banks takes for the right PIN. */
export const pin = '12345';

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

/** The banks there are. */
export const banksOf = (version: ApiVersion): Bank[] => [
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

/** One of many banks that only make the list long. */
export function generatedBank(index: number): Bank {
	const number = String(index).padStart(4, '0');
	return {
		...ordinary,
		id: `29${number}`,
		name: `Kreisbank ${number}`,
		blz: `4400${number}`,
		city: 'Münster',
		interfaces: ['FINTS_SERVER'],
		accounts: [],
	};
}
