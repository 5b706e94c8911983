import { createHash } from 'node:crypto';
import { BankState } from '../shared/state';
import type { BankClock } from './clock';
import type { ConnectSession } from './connect/session';
import type { Booking } from './ledger/booking';
import type {
	Account,
	Application,
	Consent,
	Consumer,
	Customer,
	InstitutionLogin,
	Refresh,
	Report,
	Subscription,
	Transaction,
} from './model';

const firstIds = {
	customer: 7000001001n,
	account: 5011001001n,
	institutionLogin: 1007001001n,
	application: 3001n,
	consumer: 1n,
	consent: 1n,
	refresh: 1n,
	event: 1n,
	subscription: 5_500_000_001n,
	report: 1n,
	testTransaction: 9_900_000_000_001n,
};

type Kind = keyof typeof firstIds;

/** Everything the sandbox knows; each map is keyed by id, applications by their preAppId. */
export class FinicityState extends BankState<Kind> {
	readonly customers = new Map<string, Customer>();
	readonly accounts = new Map<string, Account>();
	readonly institutionLogins = new Map<string, InstitutionLogin>();
	readonly applications = new Map<string, Application>();
	readonly consumers = new Map<string, Consumer>();
	readonly consents = new Map<string, Consent>();
	readonly refreshes = new Map<string, Refresh>();
	/** By the signature of their links. */
	readonly connectSessions = new Map<string, ConnectSession>();
	/** By account, and there by booking. */
	readonly transactions = new Map<string, Map<string, Transaction>>();
	/** Who is told of what is new at an account. */
	readonly subscriptions = new Map<string, Subscription>();
	readonly reports = new Map<string, Report>();
	/** What banks have booked besides what their ledgers hold; by account. */
	readonly furtherBookings = new Map<string, Booking[]>();

	/** The place of an account among its customer's, which ids of transactions are made with. */
	readonly places = new Map<string, number>();

	constructor(readonly clock: BankClock) {
		super(firstIds);
	}

	/** Adds an account, at the end of those of its customer. */
	addAccount(account: Account): void {
		const others = this.accountsOf(account.customerId).map(({ id }) => this.places.get(id) ?? 0);
		this.places.set(account.id, Math.max(0, ...others) + 1);
		this.accounts.set(account.id, account);
	}

	/** Hexadecimal digits that look like chance and are the same each time. */
	newHex(kind: Kind, length: number): string {
		const digits = createHash('sha256')
			.update(`${kind} ${this.newId(kind)}`)
			.digest('hex');
		return digits.slice(0, length);
	}

	newUuid(kind: Kind): string {
		const hex = this.newHex(kind, 32);
		const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
		return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
	}

	accountsOf(customerId: string): Account[] {
		return [...this.accounts.values()].filter((account) => account.customerId === customerId);
	}

	accountsOfLogin(customerId: string, institutionLoginId: string): Account[] {
		return this.accountsOf(customerId).filter(
			(account) => String(account.institutionLoginId) === institutionLoginId,
		);
	}

	loginOf({ institutionLoginId }: Account): InstitutionLogin | undefined {
		return this.institutionLogins.get(String(institutionLoginId));
	}

	/** Deletes accounts, and the institution logins that are left without any. */
	deleteAccounts(accounts: readonly Account[]): void {
		for (const account of accounts) {
			this.accounts.delete(account.id);
			this.transactions.delete(account.id);
			this.furtherBookings.delete(account.id);
		}
		for (const login of this.institutionLogins.values()) {
			if (this.accountsOfLogin(login.customerId, login.id).length === 0) {
				this.institutionLogins.delete(login.id);
			}
		}
	}
}
