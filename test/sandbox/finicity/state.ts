import { BankState } from '../shared/state';

/** Dates are Unix seconds. */
export interface Customer {
	id: string;
	username: string;
	type: 'testing' | 'active';
	firstName?: string;
	lastName?: string;
	phone?: string;
	email?: string;
	applicationId?: string;
	createdDate: number;
	lastModifiedDate: number;
	/** An open dispute forbids changes. */
	disputed?: boolean;
}

/** A set of bank credentials of one customer. */
export interface InstitutionLogin {
	id: string;
	customerId: string;
	institutionId: string;
	/** `ava`: accounts validated by small deposits instead of a login. */
	connection: 'oauth' | 'legacy' | 'ava';
	/** The OAuth institution a legacy login moves to. */
	migratesTo?: string;
}

/** An account as it is answered; the login id is a bigint because it can pass 2^53. */
export interface Account {
	id: string;
	number: string;
	accountNumberDisplay: string;
	realAccountNumberLast4?: string;
	name: string;
	accountNickname: string;
	balance: number;
	type: string;
	aggregationStatusCode?: number;
	status: 'pending' | 'active';
	customerId: string;
	institutionId: string;
	balanceDate: number;
	aggregationSuccessDate?: number;
	aggregationAttemptDate?: number;
	createdDate: number;
	lastUpdatedDate: number;
	marketSegment: 'personal' | 'business';
	currency: string;
	lastTransactionDate?: number;
	oldestTransactionDate?: number;
	institutionLoginId: bigint;
	detail?: Record<string, string | number>;
	position?: Record<string, string | number>[];
	displayPosition: number;
}

/** How far the registration of an application is at one institution. */
export interface InstitutionRegistration {
	institutionId: number;
	institutionName: string;
	status: boolean;
	createdDate: number;
	modifiedDate: number;
}

/** What a partner says about an application when registering it. */
export interface AppRegistration {
	appDescription: string;
	appName: string;
	appUrl: string;
	ownerAddressLine1: string;
	ownerAddressLine2: string;
	ownerCity: string;
	ownerCountry: string;
	ownerName: string;
	ownerPostalCode: string;
	ownerState: string;
	image: string;
}

export interface Application extends AppRegistration {
	preAppId: number;
	/** Comes with the first approval. */
	applicationId?: string;
	status: 'A' | 'P' | 'D' | 'R' | 'S';
	note?: string;
	scopes?: string;
	createdDate: number;
	modifiedDate: number;
	submittedDate: number;
	institutions: InstitutionRegistration[];
}

const firstIds = {
	customer: 7000001001n,
	account: 5011001001n,
	institutionLogin: 1007001001n,
	application: 3001n,
};

/** Everything the sandbox knows; each map is keyed by id, applications by their preAppId. */
export class FinicityState extends BankState<keyof typeof firstIds> {
	readonly customers = new Map<string, Customer>();
	readonly accounts = new Map<string, Account>();
	readonly institutionLogins = new Map<string, InstitutionLogin>();
	readonly applications = new Map<string, Application>();

	constructor() {
		super(firstIds);
	}

	accountsOf(customerId: string): Account[] {
		return [...this.accounts.values()].filter((account) => account.customerId === customerId);
	}

	accountsOfLogin(customerId: string, institutionLoginId: string): Account[] {
		return this.accountsOf(customerId).filter(
			(account) => String(account.institutionLoginId) === institutionLoginId,
		);
	}

	/** Deletes accounts, and the institution logins that are left without any. */
	deleteAccounts(accounts: readonly Account[]): void {
		for (const account of accounts) this.accounts.delete(account.id);
		for (const login of this.institutionLogins.values()) {
			if (this.accountsOfLogin(login.customerId, login.id).length === 0) {
				this.institutionLogins.delete(login.id);
			}
		}
	}
}

/** The clock of the bank. */
export const nowInSeconds = (): number => Math.floor(Date.now() / 1000);
