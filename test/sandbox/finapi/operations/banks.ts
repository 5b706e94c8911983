import type { Values } from '../../shared/validation';
import { pageOf } from '../paging';
import type { Bank } from '../state';
import { tppAuthenticationGroup, viewBank } from '../views';
import type { FinApiOperations } from './operation';

type Query = Values['query'];

/** A list of the query; undefined when it is not given. */
const listIn = (query: Query, name: string): string[] | undefined =>
	query[name] as string[] | undefined;

/** Every word must be part of one of the texts that are searched. */
function matchesSearch({ name, blz, bic, city }: Bank, search: string): boolean {
	const texts = [name, blz, bic ?? '', city ?? ''].map((text) => text.toLowerCase());
	const words = search.toLowerCase().split(/\s+/);
	return words.every((word) => texts.some((text) => text.includes(word)));
}

function matchesInterfaces({ interfaces }: Bank, query: Query): boolean {
	const groups = listIn(query, 'tppAuthenticationGroupIds');
	return (
		(listIn(query, 'supportedDataSources')?.every((one) => interfaces.includes(one as never)) ??
			true) &&
		(listIn(query, 'supportedBankingInterfaces')?.some((one) =>
			interfaces.includes(one as never),
		) ??
			true) &&
		(groups === undefined ||
			(interfaces.includes('XS2A') && groups.includes(String(tppAuthenticationGroup.id))))
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

const compare = (one: Shown, other: Shown, property: string): number =>
	String(one[property] ?? '').localeCompare(String(other[property] ?? ''), 'de', { numeric: true });

function sorted(banks: readonly Shown[], orders: readonly string[]): Shown[] {
	return [...banks].sort((one, other) => {
		for (const order of orders) {
			const [property = '', direction = 'asc'] = order.split(',');
			const difference = compare(one, other, property);
			if (difference !== 0) return direction.toLowerCase() === 'desc' ? -difference : difference;
		}
		return 0;
	});
}

export const bankOperations: FinApiOperations = {
	getAndSearchAllBanks: ({ state, version, query }) => {
		const found: Shown[] = [...state.banks.values()]
			.filter((bank) => matches(bank, query))
			.map((bank) => viewBank[version](state, bank));
		// The fields of these two are V1's.
		const all = found.filter((bank) =>
			['isSupported', 'pinsAreVolatile'].every(
				(name) => query[name] === undefined || query[name] === bank[name],
			),
		);
		const banks = sorted(all, [...(listIn(query, 'order') ?? []), 'id']);
		const { records, paging } = pageOf(banks, query);
		return { status: 200, body: { banks: records, paging } };
	},
};
