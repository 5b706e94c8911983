import { day } from '../shared/time';
import { startDownload } from './background';
import { openAccount } from './ledger/accounts';
import type {
	AccountAtBank,
	AccountType,
	Bank,
	BankingInterface,
	Connection,
	ConnectionInterface,
	Credentials,
	LoginKind,
} from './model';
import type { FinApiState } from './state';
import { isSecret } from './views/banks';

/** What somebody wants of a download, whatever words it came in. */
export interface Wish {
	storeSecrets: boolean;
	accountTypes?: readonly AccountType[];
	/** Of the accounts that a bank is to give access to. */
	ibans?: readonly string[];
	withBalances: boolean;
	withPositions: boolean;
	withOwners: boolean;
	/** 0 is no limit. */
	maxDays: number;
}

/** The accounts of the bank that are wished for. */
export const wantedAccounts = (bank: Bank, { accountTypes, ibans }: Wish): AccountAtBank[] =>
	bank.accounts.filter(
		({ type, iban }) => (accountTypes?.includes(type) ?? true) && (ibans?.includes(iban) ?? true),
	);

const withoutSecrets = (credentials: Credentials): Credentials =>
	Object.fromEntries(Object.entries(credentials).filter(([kind]) => !isSecret(kind as LoginKind)));

/** An interface as it is right after the login. */
export const newInterface = (
	bankingInterface: BankingInterface,
	credentials: Credentials,
	{ storeSecrets, maxDays }: Wish,
): ConnectionInterface => ({
	bankingInterface,
	credentials: storeSecrets ? credentials : withoutSecrets(credentials),
	defaultTwoStepProcedureId: null,
	maxDaysForDownload: maxDays,
	lastManualUpdate: null,
	lastAutoUpdate: null,
	userActionRequired: false,
});

/** A connection without accounts, for a user who has just logged in. */
export function newConnection(
	state: FinApiState,
	given: Pick<Connection, 'userId' | 'bankId' | 'name'>,
	on: ConnectionInterface,
): Connection {
	const connection: Connection = {
		id: state.newId('connection'),
		...given,
		accounts: [],
		updateStatus: 'READY',
		categorizationStatus: 'READY',
		interfaces: [on],
		hasOwners: false,
		hasPositions: false,
	};
	state.connections.set(connection.id, connection);
	return connection;
}

/** Adds the accounts that are wished for and not there yet. */
export function addAccounts(state: FinApiState, connection: Connection, wish: Wish): void {
	const known = connection.accounts.map(({ iban }) => iban);
	const added = wantedAccounts(state.bankOf(connection), wish).filter(
		({ iban }) => !known.includes(iban),
	);
	connection.accounts.push(...added.map((account) => openAccount(state.newId('account'), account)));
}

/** Lets the connection show what the answer must show already, and starts the rest. */
export function beginDownload(
	state: FinApiState,
	connection: Connection,
	on: ConnectionInterface,
	wish: Wish,
	at = state.now(),
): void {
	if (on.bankingInterface === 'XS2A') on.consentExpiresAt = at + 90 * day;
	if (wish.withOwners) connection.hasOwners = true;
	const { withBalances, withPositions } = wish;
	startDownload(state, connection, { interface: on, withBalances, withPositions }, at);
}
