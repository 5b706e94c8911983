import type { ApiVersion } from '../../../contract/saltedge';
import { dateOf, dateTime } from '../../shared/time';
import type { Connection, Provider } from '../model';
import type { Account } from './accounts';
import { accountName, creditLimit, ibanOf } from './accounts';
import { ledgerOf } from './index';
import type { Transaction } from './ledger';

const inUnits = (cents: number): number => cents / 100;

/** What an account of a card has besides, and what another one. */
function particularsOf(account: Account, provider: Provider, balance: number) {
	if (account.kind === 'credit_card') {
		const number = `****${account.id.slice(-4)}`;
		return {
			account_number: number,
			card_type: 'visa',
			cards: [number],
			credit_limit: creditLimit,
			available_amount: inUnits(creditLimit * 100 + balance),
		};
	}
	const bics = provider.bic_codes as readonly string[];
	return {
		iban: ibanOf(provider, account.id),
		...(bics[0] === undefined ? {} : { swift: bics[0] }),
		available_amount: inUnits(balance),
	};
}

export function viewAccount(connection: Connection, provider: Provider, account: Account) {
	const ledger = ledgerOf(connection);
	const own = ledger.transactions.filter(({ accountId }) => accountId === account.id);
	const count = (wanted: Transaction['status']) =>
		own.filter(({ status, duplicated }) => status === wanted && !duplicated).length;
	const balance = account.hasBalance ? ledger.balance(account) : 0;
	return {
		id: account.id,
		connection_id: connection.id,
		name: accountName(provider, account.kind),
		nature: account.kind,
		balance: inUnits(balance),
		currency_code: 'EUR',
		extra: {
			account_name: accountName(provider, account.kind),
			client_name: 'Erika Mustermann',
			...particularsOf(account, provider, balance),
			current_date: dateOf(account.updatedAt),
			status: 'active',
			transactions_count: { posted: count('posted'), pending: count('pending') },
		},
		created_at: dateTime(account.createdAt),
		updated_at: dateTime(account.updatedAt),
	};
}

/** What v5 does not know of a transaction. */
const extrasOfV6 = ['end_to_end_id', 'transfer_id'];

export function viewTransaction(
	version: ApiVersion,
	{ categorization }: Connection,
	transaction: Transaction,
) {
	const { id, accountId, mode, status, madeOn, cents, description, duplicated } = transaction;
	const extra = Object.entries(transaction.extra).filter(
		([name]) => version === 'v6' || !extrasOfV6.includes(name),
	);
	return {
		id,
		account_id: accountId,
		...{ mode, status },
		made_on: madeOn,
		amount: inUnits(cents),
		currency_code: 'EUR',
		...{ description, duplicated },
		category: categorization === 'none' ? 'uncategorized' : transaction.category,
		extra: Object.fromEntries(extra),
		created_at: dateTime(transaction.createdAt),
		updated_at: dateTime(transaction.updatedAt),
	};
}
