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
	/** How long the bank lets its data be read; known of newer OAuth logins only. */
	authorization?: { start: number; end: number };
	/** Why the bank gives nothing: the code that an aggregation ends with. */
	trouble?: number;
}

/** Aggregation status codes. */
export const aggregationCode = {
	success: 0,
	bankUnavailable: 102,
	wrongLogin: 103,
	questionAsked: 185,
	consentRevoked: 948,
} as const;

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
	detail?: Record<string, string | number | null> | null;
	position?: Record<string, string | number>[] | null;
	displayPosition: number;
	linkedAccountDate?: number;
}

/** A transaction as it is answered, without the balance after it; the id can pass 2^53. */
export interface Transaction {
	id: bigint;
	amount: number;
	uniqueTransactionId: string;
	accountId: number;
	customerId: number;
	status: 'active' | 'pending' | 'shadow';
	description: string;
	memo?: string;
	type: string;
	transactionDate?: number;
	postedDate?: number;
	createdDate: number;
	categorization: {
		normalizedPayeeName: string;
		category: string;
		city?: string;
		state?: string;
		country: string;
		bestRepresentation: string;
	};
	[more: string]: unknown;
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

/** The person behind a customer, with the whole social security number. */
export interface Consumer {
	id: string;
	customerId: string;
	firstName: string;
	lastName: string;
	address?: string;
	city?: string;
	state: string;
	zip?: string;
	phone?: string;
	ssn?: string;
	birthday?: { year?: number; month?: number; dayOfMonth?: number };
	email?: string;
	suffix?: string;
	endUser?: Record<string, string>;
	createdDate: number;
}

/** What one person allows this partner, at each of the person's banks. */
export interface Consent {
	id: string;
	customerId: string;
	version: number;
	createdDate: number;
	institutions: ConsentedInstitution[];
}

export interface ConsentedInstitution {
	institutionLoginId: string;
	institutionId: string;
	createdDate: number;
	endDate: number;
	accounts: Pick<Account, 'id' | 'name' | 'type' | 'realAccountNumberLast4'>[];
	/** Who took it back, and when. */
	revoked?: { by: 'CUSTOMER' | 'PARTNER'; date: number };
}

/** A refresh of transactions that goes on while it is looked at. */
export interface Refresh {
	id: string;
	customerId: string;
	institutionLoginId?: string;
	accountIds: string[];
	mode: 'standard' | 'historic' | 'custom';
	/** How often its state was asked for. */
	looks: number;
}

/** Who is told of an account, or of its transactions. */
export interface Subscription {
	id: string;
	customerId: string;
	accountId: string;
	type: 'account' | 'transaction';
	callbackUrl: string;
	signingKey: string;
}

/** How far a report is; what would be in it is nobody's business here. */
export interface Report {
	id: string;
	requestId: string;
	requesterName: string;
	createdDate: number;
	customerId: string;
	consumerId?: string;
	/** The last four digits. */
	consumerSsn?: string;
	type: string;
	status: 'inProgress' | 'success' | 'failure';
	/** Where its events go. */
	callbackUrl?: string;
}
