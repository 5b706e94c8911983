import { byId } from '../../shared/paging';
import { refuse } from '../errors';
import type { Transaction } from '../model';
import { listIn } from '../paging';
import { germanDay } from '../time';
import { asId } from '../views/values';
import { checkDays } from './filters';
import type { Call, FinApiOperations } from './operation';
import { transactionOf } from './operation';
import { ownTransactions } from './transactions';

/** What may go without a second thought: it is of a test bank, or not a booking of its own. */
function isExpendable({ state, userId }: Call, transaction: Transaction): boolean {
	const found = state
		.accountsOf(userId)
		.find(({ account }) => account.id === transaction.accountId);
	const isOfTestBank = found !== undefined && state.bankOf(found.connection).isTestBank;
	return isOfTestBank || transaction.isPotentialDuplicate || transaction.isAdjustingEntry;
}

/** Deletes a transaction with its parts, and tells their ids. */
function remove({ state }: Call, transaction: Transaction): string[] {
	const gone = [...state.transactions.values()]
		.filter(({ id, parentId }) => id === transaction.id || parentId === transaction.id)
		.map(({ id }) => id);
	for (const id of gone) state.transactions.delete(id);
	return gone;
}

function checkFilters({ query, state }: Call): void {
	checkDays(query, 'maxDeletionDate', 'minImportDate');
	const { maxDeletionDate, minImportDate, safeMode, rememberDeletion } = query;
	const today = germanDay(state.now());
	for (const [name, day] of Object.entries({ maxDeletionDate, minImportDate })) {
		if (day !== undefined && String(day) > today) {
			refuse(400, 'BAD_REQUEST', `query ${name} is in the future`);
		}
	}
	if (minImportDate === undefined) return;
	if (maxDeletionDate !== undefined) {
		refuse(400, 'INVALID_FILTER_OPTIONS', 'minImportDate does not go with maxDeletionDate');
	}
	if (safeMode !== false || rememberDeletion !== false) {
		refuse(
			400,
			'INVALID_FILTER_OPTIONS',
			'minImportDate needs safeMode=false and no rememberDeletion',
		);
	}
}

function isMeant(call: Call, transaction: Transaction): boolean {
	const { accountIds, maxDeletionDate, minImportDate, safeMode } = {
		...call.query,
		accountIds: listIn(call.query, 'accountIds'),
	} as Record<string, unknown> & { accountIds?: string[] };
	return (
		(accountIds?.includes(transaction.accountId) ?? true) &&
		(maxDeletionDate === undefined || transaction.finapiBookingDate <= String(maxDeletionDate)) &&
		(minImportDate === undefined || germanDay(transaction.importedAt) >= String(minImportDate)) &&
		(safeMode === false || isExpendable(call, transaction))
	);
}

export const transactionDeletionOperations: FinApiOperations = {
	deleteTransaction: (call) => {
		const transaction = transactionOf(call, call.path.id ?? '');
		if (!isExpendable(call, transaction)) {
			refuse(422, 'ILLEGAL_ENTITY_STATE', 'This transaction cannot be deleted');
		}
		remove(call, transaction);
		return { status: 200 };
	},

	deleteAllTransactions: (call) => {
		checkFilters(call);
		const { state, userId, query } = call;
		const meant = ownTransactions(call).filter(
			(each) => each.parentId === null && isMeant(call, each),
		);
		if (query.rememberDeletion === false) {
			const accounts = new Map(
				state.accountsOf(userId).map(({ account }) => [account.id, account]),
			);
			for (const each of meant) accounts.get(each.accountId)?.comingAgain.push(each);
		}
		const gone = meant
			.flatMap((each) => remove(call, each))
			.map((id) => ({ id }))
			.sort(byId);
		return { status: 200, body: { identifiers: gone.map(({ id }) => asId(id)) } };
	},
};
