import type { Answer } from '../../shared/server';
import { dateOf, day } from '../../shared/time';
import { refuse } from '../errors';
import type { Connection } from '../model';
import { ledgerOf } from '../money';
import type { Transaction } from '../money/ledger';
import { viewAccount, viewTransaction } from '../money/views';
import type { Call, SaltEdgeOperations } from './operation';
import {
	answer,
	answerPage,
	connectionAsked,
	connectionsAsked,
	connectionWith,
	customerOf,
	dataIn,
} from './operation';

/** One page of the transactions that are wanted, of the connection and account in the query. */
function list(call: Call, isWanted: (one: Transaction) => boolean): Answer {
	const connection = connectionAsked(call);
	const { account_id } = call.query;
	if (account_id !== undefined && !connection.accounts.some(({ id }) => id === account_id)) {
		refuse('AccountNotFound', `The connection has no account ${String(account_id)}`);
	}
	const all = ledgerOf(connection).transactions.filter(
		(one) => (account_id === undefined || one.accountId === account_id) && isWanted(one),
	);
	return answerPage(call, all, (one) => viewTransaction(call.version, connection, one));
}

const isListed = (one: Transaction, status: Transaction['status'], duplicated: boolean): boolean =>
	one.duplicated === duplicated && one.status === status;

/** Marks all of the transactions, or none when one of them is not there. */
function mark(
	call: Call,
	connections: readonly Connection[],
	{ ids, duplicated }: { ids: readonly string[]; duplicated: boolean },
): void {
	const all = connections.flatMap((connection) => ledgerOf(connection).transactions);
	const found = ids.map(
		(id) =>
			all.find((one) => one.id === id) ??
			refuse('TransactionNotFound', `There is no transaction ${id}`),
	);
	for (const one of found) Object.assign(one, { duplicated, updatedAt: call.state.now() });
}

interface MarkBody {
	customer_id: string;
	transaction_ids: string[];
}

function markForCustomer(call: Call, duplicated: boolean): void {
	const { customer_id, transaction_ids: ids } = dataIn<MarkBody>(call);
	const { id } = customerOf(call.state, customer_id);
	mark(call, call.state.connectionsOf(id), { ids, duplicated });
}

export const moneyOperations: SaltEdgeOperations = {
	accounts_get: (call) => {
		const all = connectionsAsked(call).flatMap((connection) =>
			connection.accounts.map((account) => ({ id: account.id, connection, account })),
		);
		return answerPage(call, all, ({ connection, account }) =>
			viewAccount(connection, call.state.providerOf(connection), account),
		);
	},

	/** v5 has lists of their own for what v6 has parameters for. */
	transactions_get: (call) => {
		const { pending = false, duplicated = false } = call.query;
		const status = pending === true ? 'pending' : 'posted';
		return list(call, (one) => isListed(one, status, duplicated === true));
	},

	transactions_pending_get: (call) => list(call, (one) => isListed(one, 'pending', false)),

	transactions_duplicates_get: (call) => list(call, ({ duplicated }) => duplicated),

	transactions_duplicate_put: (call) => {
		markForCustomer(call, true);
		return answer({ duplicated: true });
	},

	transactions_unduplicate_put: (call) => {
		markForCustomer(call, false);
		return answer({ unduplicated: true });
	},

	transactions_put: (call) => {
		const { connection_id, transaction_ids, duplicate } = dataIn<{
			connection_id: string;
			transaction_ids: string[];
			duplicate: boolean;
		}>(call);
		const connection = connectionWith(call.state, connection_id);
		mark(call, [connection], { ids: transaction_ids, duplicated: duplicate });
		return answer({ duplicated: duplicate, transaction_ids });
	},

	transactions_delete: (call) => {
		const { state } = call;
		const { customer_id, account_id, keep_days } = dataIn<{
			customer_id: string;
			account_id: string;
			keep_days: number;
		}>(call);
		const { id } = customerOf(state, customer_id);
		const connection =
			state
				.connectionsOf(id)
				.find(({ accounts }) => accounts.some((account) => account.id === account_id)) ??
			refuse('AccountNotFound', `The customer has no account ${account_id}`);
		// The last day that is kept is today.
		const before = dateOf(state.now() - (keep_days - 1) * day);
		ledgerOf(connection).forget(account_id, before);
		return answer({ cleanup_started: true });
	},
};
