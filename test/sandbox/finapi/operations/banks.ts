import { byId } from '../../shared/paging';
import type { Values } from '../../shared/validation';
import { refuse } from '../errors';
import type { Bank, BankingInterface } from '../model';
import { listIn, pageOf, sorted, type SortKey } from '../paging';
import { tppAuthenticationGroup, viewBank } from '../views/banks';
import type { FinApiOperations } from './operation';

type Query = Values['query'];

/** Every word must be part of one of the texts that are searched. */
export function matchesSearch({ name, blz, bic, city }: Bank, search: string): boolean {
	const texts = [name, blz, bic ?? '', city ?? ''].map((text) => text.toLowerCase());
	const words = search.toLowerCase().split(/\s+/);
	return words.every((word) => texts.some((text) => text.includes(word)));
}

function matchesInterfaces({ interfaces }: Bank, query: Query): boolean {
	const isThere = (one: string) => interfaces.includes(one as BankingInterface);
	const groups = listIn(query, 'tppAuthenticationGroupIds');
	const wanted =
		listIn(query, 'supportedBankingInterfaces') ?? listIn(query, 'supportedInterfaces');
	return (
		(listIn(query, 'supportedDataSources')?.every(isThere) ?? true) &&
		(wanted?.some(isThere) ?? true) &&
		(groups === undefined ||
			(isThere('XS2A') && groups.includes(String(tppAuthenticationGroup.id))))
	);
}

function matches(bank: Bank, query: Query): boolean {
	const locations = listIn(query, 'location');
	return (
		(listIn(query, 'ids')?.includes(bank.id) ?? true) &&
		matchesSearch(bank, String(query.search ?? '')) &&
		(query.isTestBank === undefined || query.isTestBank === bank.isTestBank) &&
		// An international bank is everywhere.
		(locations === undefined || bank.location === null || locations.includes(bank.location)) &&
		matchesInterfaces(bank, query)
	);
}

type Shown = Record<string, unknown>;

export const bankOperations: FinApiOperations = {
	getAndSearchAllBanks: ({ state, version, query }) => {
		const found: Shown[] = [...state.banks.values()]
			.filter((bank) => matches(bank, query))
			.sort(byId)
			.map((bank) => viewBank[version](state, bank));
		// The fields of these two are V1's.
		const all = found.filter((bank) =>
			['isSupported', 'pinsAreVolatile'].every(
				(name) => query[name] === undefined || query[name] === bank[name],
			),
		);
		const inOrder = sorted(
			all,
			listIn(query, 'order') ?? [],
			(bank, property) => bank[property] as SortKey,
		);
		const { records, paging } = pageOf(inOrder, query);
		return { status: 200, body: { banks: records, paging } };
	},

	getBank: ({ state, version, path }) => {
		const bank =
			state.banks.get(path.id ?? '') ??
			refuse(404, 'UNKNOWN_ENTITY', `There is no bank ${path.id}`);
		return { status: 200, body: viewBank[version](state, bank) };
	},
};
