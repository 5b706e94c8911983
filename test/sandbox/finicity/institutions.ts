/** What an institution can be certified for. */
export type Product =
	'transAgg' | 'ach' | 'stateAgg' | 'voi' | 'voa' | 'aha' | 'availBalance' | 'accountOwner';

export interface Institution {
	id: number;
	name: string;
	/** All products but these. */
	without: readonly Product[];
	oauthEnabled: boolean;
	/** A bank that is not `online` cannot be connected. */
	status: 'online' | 'offline' | 'maintenance';
	countries: readonly string[];
	currency: string;
	/** The colour of its logo; without one there is no branding. */
	primaryColor?: string;
	routingNumber?: string;
	rssd?: number;
	/** The institutions that belong to it. */
	children?: readonly number[];
	/** Where its customers sign in from now on. */
	oauthInstitutionId?: number;
}

export const finBank = '101732';
export const finBankOAuth = '105001';

const ordinary = {
	without: [],
	oauthEnabled: false,
	status: 'online',
	countries: ['US'],
	currency: 'USD',
} as const;

const named: readonly Institution[] = [
	{
		...ordinary,
		id: Number(finBank),
		name: 'FinBank',
		primaryColor: '#0167AE',
		// Begins with a zero: a client that reads it as a number loses that.
		routingNumber: '011000015',
		rssd: 490535,
		children: [102105, Number(finBankOAuth)],
	},
	{
		...ordinary,
		id: Number(finBankOAuth),
		name: 'FinBank OAuth',
		oauthEnabled: true,
		primaryColor: '#0167AE',
		rssd: 490543,
	},
	{ ...ordinary, id: 102105, name: 'FinBank Profiles - A', primaryColor: '#F79E1B', rssd: 490551 },
	{
		...ordinary,
		id: 102224,
		name: 'Chase',
		oauthEnabled: true,
		primaryColor: '#117ACA',
		routingNumber: '021000021',
		rssd: 852218,
	},
	{
		...ordinary,
		id: 170778,
		name: 'Wells Fargo',
		oauthEnabled: true,
		primaryColor: '#D71E28',
		routingNumber: '121000248',
		rssd: 451965,
	},
	{ ...ordinary, id: 4222, name: 'Wells Fargo (Legacy)', oauthInstitutionId: 170778 },
	{
		...ordinary,
		id: 170881,
		name: 'Citi',
		oauthEnabled: true,
		without: ['stateAgg', 'aha'],
		status: 'maintenance',
		routingNumber: '021000089',
	},
	{
		...ordinary,
		id: 2000003,
		name: 'Banque Économique du Québec',
		countries: ['CA'],
		currency: 'CAD',
		without: ['ach', 'voi'],
		primaryColor: '#00874E',
	},
	{
		...ordinary,
		id: 2000004,
		name: 'Crossborder Credit Union',
		countries: ['US', 'CA'],
		routingNumber: '325081403',
	},
	{ ...ordinary, id: 2000005, name: 'Bank That Is Closed', status: 'offline' },
];

const towns = [
	'Murray',
	'Provo',
	'Ogden',
	'Moab',
	'Logan',
	'Tooele',
	'Kanab',
	'Heber',
	'Delta',
	'Price',
];
const kinds = ['Community Bank', 'Credit Union', 'Savings Bank', 'State Bank', 'Trust'];

/** So many small banks that the list needs a second page of a thousand. */
const generated = Array.from({ length: 1_150 }, (_, index): Institution => {
	const town = towns[index % towns.length] ?? '';
	const kind = kinds[index % kinds.length] ?? '';
	return { ...ordinary, id: 30_001 + index, name: `${town} ${kind} ${index + 1}` };
});

/** All institutions, in the order of the list. */
export const institutions: readonly Institution[] = [...named, ...generated];

const byId = new Map(institutions.map((institution) => [String(institution.id), institution]));

export const institutionWith = (id: string | number): Institution | undefined =>
	byId.get(String(id));

/** A text as it is searched: without case and accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The institutions whose names hold every word that is searched for. */
export function searchInstitutions(search: string): Institution[] {
	const words = plain(search).split(/\s+/).filter(Boolean);
	return institutions.filter(({ name }) => words.every((word) => plain(name).includes(word)));
}
