import { byId } from '../../shared/paging';
import type { Values } from '../../shared/validation';
import { isBusy, startCategorization } from '../background';
import { refuse } from '../errors';
import type { Category, Transaction } from '../model';
import { listIn, pageOf, sorted, type SortKey } from '../paging';
import { germanDay } from '../time';
import { asAmount } from '../views/values';
import { partsOf, viewTransaction } from '../views/transactions';
import { checkDays, isWithin, matchesTerms } from './filters';
import type { Call, FinApiOperations } from './operation';
import { connectionOf, idsIn, transactionOf } from './operation';

type Query = Values['query'];

const counterpartOf = (transaction: Transaction) => [
	transaction.counterpartName,
	transaction.counterpartIban,
	transaction.counterpartAccountNumber,
	transaction.counterpartBlz,
	transaction.counterpartBic,
	transaction.counterpartMandateReference,
	transaction.counterpartCreditorId,
];

/** The categories that are asked for, with what is below them if that is wanted; 0 is none. */
function wantedCategories(
	categories: readonly Category[],
	query: Query,
): ReadonlySet<string> | undefined {
	const ids = listIn(query, 'categoryIds');
	if (!ids) return undefined;
	const below = categories.filter(({ parentId }) => ids.includes(parentId ?? ''));
	return new Set([...ids, ...(query.includeChildCategories ? below.map(({ id }) => id) : [])]);
}

type Filter = (transaction: Transaction) => boolean;

/** What a transaction is, by the filter that looks at it; the ends of a range look at the same. */
const looks: Record<string, (transaction: Transaction) => string | number> = {
	Amount: ({ cents }) => asAmount(cents),
	BankBookingDate: ({ bankBookingDate }) => bankBookingDate,
	FinapiBookingDate: ({ finapiBookingDate }) => finapiBookingDate,
	ImportDate: ({ importedAt }) => germanDay(importedAt),
};

const flags = ['isNew', 'isPotentialDuplicate', 'isAdjustingEntry'] as const;

/** The filters that are given, and no others: there may be many transactions to look at. */
function filtersIn(query: Query, categories: readonly Category[]): Filter[] {
	const filters: Filter[] = [];
	const ids = listIn(query, 'ids');
	if (ids) filters.push(({ id }) => ids.includes(id));
	const labels = listIn(query, 'labelIds');
	if (labels) filters.push(({ labelIds }) => labels.some((label) => labelIds.includes(label)));
	const wanted = wantedCategories(categories, query);
	if (wanted) filters.push(({ categoryId }) => wanted.has(categoryId ?? '0'));
	if (query.direction === 'income') filters.push(({ cents }) => cents >= 0);
	if (query.direction === 'spending') filters.push(({ cents }) => cents < 0);
	if (query.currency !== undefined) filters.push(() => query.currency === 'EUR');
	for (const flag of flags) {
		const value = query[flag];
		if (value !== undefined) filters.push((transaction) => transaction[flag] === value);
	}
	for (const [name, look] of Object.entries(looks)) {
		const [min, max] = [query[`min${name}`], query[`max${name}`]];
		if (min !== undefined || max !== undefined) {
			filters.push((transaction) => isWithin(look(transaction), min, max));
		}
	}
	return [...filters, ...searchesIn(query)];
}

function searchesIn({ purpose, counterpart, search }: Query): Filter[] {
	const filters: Filter[] = [];
	if (purpose !== undefined) filters.push((one) => matchesTerms([one.purpose], purpose));
	if (counterpart !== undefined) {
		filters.push((one) => matchesTerms(counterpartOf(one), counterpart));
	}
	if (search !== undefined) {
		filters.push((one) =>
			matchesTerms([one.purpose, one.endToEndReference, ...counterpartOf(one)], search),
		);
	}
	return filters;
}

/** Originals as the bank has them, or the parts that the user has split them into. */
function seenBy(view: unknown, transactions: readonly Transaction[]): Transaction[] {
	if (view === 'bankView') return transactions.filter(({ parentId }) => parentId === null);
	const split = new Set(transactions.map(({ parentId }) => parentId));
	return transactions.filter(({ id }) => !split.has(id));
}

const viewed = ({ state }: Call, transaction: Transaction) => ({
	status: 200,
	body: viewTransaction(state, transaction, partsOf(state, transaction)),
});

/** What a list can be sorted by, where it is not called as the transaction itself calls it. */
const sortKeys: Record<string, (transaction: Transaction, category?: Category) => SortKey> = {
	amount: ({ cents }) => cents,
	importDate: ({ importedAt }) => importedAt,
	'category.id': ({ categoryId }) => categoryId,
	'category.name': (_transaction, category) => category?.name,
};

/** The user's own transactions, the smallest id first. */
export const ownTransactions = ({ state, userId }: Call): Transaction[] =>
	state
		.transactionsOn(new Set(state.accountsOf(userId).map(({ account }) => account.id)))
		.sort(byId);

const sumOf = (list: readonly Transaction[]): number =>
	asAmount(list.reduce((sum, { cents }) => sum + cents, 0));

const dayFilters = ['BankBookingDate', 'FinapiBookingDate', 'ImportDate'].flatMap((name) => [
	`min${name}`,
	`max${name}`,
]);

export const transactionOperations: FinApiOperations = {
	getAndSearchAllTransactions: (call) => {
		const { state, query } = call;
		checkDays(query, ...dayFilters);
		const accountIds = listIn(query, 'accountIds');
		const filters = filtersIn(query, [...state.categories.values()]);
		const own = ownTransactions(call).filter(
			({ accountId }) => accountIds?.includes(accountId) ?? true,
		);
		const found = seenBy(query.view, own).filter((each) => filters.every((filter) => filter(each)));
		const inOrder = sorted(found, listIn(query, 'order') ?? [], (transaction, property) => {
			const keyOf = sortKeys[property];
			const category = state.categories.get(transaction.categoryId ?? '');
			return keyOf ? keyOf(transaction, category) : transaction[property as 'id'];
		});
		const { records, paging } = pageOf(inOrder, query);
		const parts = own.filter(({ parentId }) => parentId !== null);
		return {
			status: 200,
			body: {
				transactions: records.map((transaction) =>
					viewTransaction(
						state,
						transaction,
						parts.filter(({ parentId }) => parentId === transaction.id),
					),
				),
				paging,
				income: sumOf(found.filter(({ cents }) => cents >= 0)),
				spending: sumOf(found.filter(({ cents }) => cents < 0)),
				balance: sumOf(found),
			},
		};
	},

	getTransaction: (call) => viewed(call, transactionOf(call, call.path.id ?? '')),

	triggerCategorization: (call) => {
		const ids = idsIn(call.body.bankConnectionIds) ?? [];
		const connections =
			ids.length > 0
				? ids.map((id) => connectionOf(call, id))
				: call.state.connectionsOf(call.userId);
		if (connections.length === 0) {
			refuse(422, 'ILLEGAL_ENTITY_STATE', 'The user has no bank connections');
		}
		// Everything else that finds a connection busy says 423.
		if (connections.some(isBusy)) refuse(422, 'LOCKED', 'A bank connection is busy');
		for (const connection of connections) startCategorization(call.state, connection);
		return { status: 200 };
	},
};
