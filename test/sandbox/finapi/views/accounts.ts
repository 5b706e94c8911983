import { balanceOf } from '../ledger/delivery';
import type { Account, AccountType, Connection, ConnectionInterface } from '../model';
import type { FinApiState } from '../state';
import { dateTime } from '../time';
import { asAmount, asId, masked } from './values';

const names: Record<AccountType, string> = {
	Checking: 'Girokonto',
	Savings: 'Tagesgeld „Sparschwein“',
	CreditCard: 'Kreditkarte Gold',
	Security: 'Depot',
	Loan: 'Darlehen',
	Pocket: 'Mobilfunkkonto',
	Membership: 'Geschäftsanteil',
	Bausparen: 'Bausparvertrag',
};

/** What a bank lends on an account without asking, in cents. */
const overdraftLimits: Partial<Record<AccountType, number>> = { Checking: 150_000 };

const noPayments = {
	sepaInstantMoneyTransfer: false,
	sepaFutureMoneyTransfer: false,
	sepaFutureCollectiveMoneyTransfer: false,
	domesticMoneyTransfer: false,
	domesticCollectiveMoneyTransfer: false,
	domesticFutureMoneyTransfer: false,
	domesticFutureCollectiveMoneyTransfer: false,
};

export const nameOf = ({ name, type }: Account): string => name ?? names[type];

/** The number behind the code of the bank, without the zeros before it. */
export const numberOf = ({ iban }: Account): string => iban.slice(12).replace(/^0+/, '');

function statusOf({ job }: Connection, on: ConnectionInterface): string {
	if (job?.download?.interface === on) return 'DOWNLOAD_IN_PROGRESS';
	return on.userActionRequired ? 'DOWNLOAD_FAILED' : 'UPDATED';
}

const timeOrNull = (at: number | null) => (at === null ? null : dateTime(at));

/** An account as V2 shows it. */
export function viewAccount(state: FinApiState, account: Account, connection: Connection) {
	const { id, iban, type, isNew, lastSuccessfulUpdate, lastUpdateAttempt } = account;
	const cents = account.hasBalance ? balanceOf(state, account) : null;
	const limit = overdraftLimits[type];
	return {
		id: asId(id),
		bankConnectionId: asId(connection.id),
		accountName: nameOf(account),
		iban: type === 'CreditCard' ? null : iban,
		accountNumber: numberOf(account),
		subAccountNumber: null,
		accountHolderName: 'Erika Mustermann',
		accountHolderId: state.license === 'UNLICENSED' ? masked : 'erika.mustermann',
		accountCurrency: 'EUR',
		accountType: type,
		balance: cents === null ? null : asAmount(cents),
		overdraft: null,
		...(limit !== undefined && { overdraftLimit: asAmount(limit) }),
		// Only when it is known.
		...(cents !== null && limit !== undefined && { availableFunds: asAmount(cents + limit) }),
		isNew,
		interfaces: connection.interfaces.map((on) => ({
			bankingInterface: on.bankingInterface,
			status: statusOf(connection, on),
			capabilities: ['DATA_DOWNLOAD'],
			paymentCapabilities: noPayments,
			lastSuccessfulUpdate: timeOrNull(lastSuccessfulUpdate),
			lastUpdateAttempt: timeOrNull(lastUpdateAttempt),
		})),
		isSeized: false,
	};
}
