export type ApiVersion = 'V1' | 'V2';
export type BankingInterface = 'XS2A' | 'FINTS_SERVER' | 'WEB_SCRAPER';

/** In the order of the numbers V1 uses for them, from 1. */
export const accountTypes = [
	'Checking',
	'Savings',
	'CreditCard',
	'Security',
	'Loan',
	'Pocket',
	'Membership',
	'Bausparen',
] as const;
export type AccountType = (typeof accountTypes)[number];

/** V1 has a field for each of them, V2 goes by the labels of the bank. */
export type LoginKind = 'userId' | 'customerId' | 'pin';
export type Credentials = Partial<Record<LoginKind, string>>;

export interface TwoStepProcedure {
	procedureId: string;
	procedureName: string;
	procedureChallengeType: 'TEXT' | 'PHOTO' | 'FLICKER_CODE' | null;
	implicitExecute: boolean;
}

/** What a bank wants before it hands out data, if it wants anything. */
export type FirstStep = 'procedure' | 'challenge' | 'redirect' | 'decoupled';

export interface Bank {
	id: string;
	name: string;
	blz: string;
	bic: string | null;
	location: string | null;
	city: string | null;
	isTestBank: boolean;
	loginHint: string | null;
	loginFields: readonly { kind: LoginKind; label: string }[];
	/** None: finAPI does not support the bank. */
	interfaces: readonly BankingInterface[];
	properties: readonly ('REDIRECT_APPROACH' | 'DECOUPLED_APPROACH' | 'DETAILED_CONSENT')[];
	twoStepProcedures: readonly TwoStepProcedure[];
	/** The accounts behind every login. */
	accounts: readonly AccountAtBank[];
	/** The bank that V1 imports without credentials, and whose name decides on the second step. */
	isDemo?: boolean;
	/** V1 leaves the credentials of this bank to finAPI's web form. */
	needsWebForm?: boolean;
	/** The login works, but not what happens in the background after it. */
	failsDownload?: boolean;
	/** XS2A only for calls that say who is present. */
	needsUserMetadata?: boolean;
	/** The bank does not let go of a consent. */
	keepsConsents?: boolean;
	accepts(credentials: Credentials): boolean;
	firstStep?(credentials: Credentials): FirstStep | undefined;
}

/** An account as its bank knows it. */
export interface AccountAtBank {
	type: AccountType;
	iban: string;
}

export interface Account extends AccountAtBank {
	id: string;
	/** As the user calls it; null as long as nobody has given it a name. */
	name: string | null;
	isNew: boolean;
	/** What was on it before its first transaction, in cents. */
	opening: number;
	/** Whether the bank has told what is on it. */
	hasBalance: boolean;
	/** Milliseconds; none before the first download. */
	lastSuccessfulUpdate: number | null;
	lastUpdateAttempt: number | null;
	/** How often transactions have come from the bank. */
	deliveries: number;
	/** The first day that no transaction was delivered of yet. */
	nextDay: string | null;
	/** What was deleted in a way that lets it come again. */
	comingAgain: Transaction[];
}

/** What a bank says of a transaction besides dates and amount. */
export interface Booking {
	valueDate: string;
	bankBookingDate: string;
	cents: number;
	purpose: string | null;
	counterpartName: string | null;
	counterpartIban: string | null;
	/** In the language of the bank. */
	type: string;
	endToEndReference: string | null;
	counterpartMandateReference?: string;
	counterpartCreditorId?: string;
	originalCents?: number;
	originalCurrency?: string;
	feeCents?: number;
	/** What finAPI's categorization makes of it; nothing, when it doesn't know. */
	category?: string;
	isPotentialDuplicate?: boolean;
	isAdjustingEntry?: boolean;
}

export interface Transaction extends Booking {
	id: string;
	accountId: string;
	/** Of a part, the whole that was split. */
	parentId: string | null;
	finapiBookingDate: string;
	categoryId: string | null;
	/** Whether the user has had a say in the category. */
	isCategorized: boolean;
	labelIds: string[];
	isNew: boolean;
	isPotentialDuplicate: boolean;
	isAdjustingEntry: boolean;
	/** Milliseconds. */
	importedAt: number;
	counterpartAccountNumber?: string;
	counterpartBic?: string;
	counterpartBlz?: string;
}

export interface Category {
	id: string;
	name: string;
	parentId: string | null;
	/** Who has made it; null for those of finAPI, which everybody has. */
	userId: string | null;
}

/** What a user wants to be told of, at the address of the client. */
export interface NotificationRule {
	id: string;
	userId: string;
	triggerEvent: string;
	/** All values are texts. */
	params: Readonly<Record<string, string>>;
	callbackHandle?: string;
	includeDetails: boolean;
}

export interface Label {
	id: string;
	name: string;
	userId: string;
}

export interface UpdateResult {
	result: 'OK' | 'BANK_SERVER_REJECTION' | 'INTERNAL_SERVER_ERROR';
	errorMessage: string | null;
	errorType: 'BUSINESS' | 'TECHNICAL' | null;
	/** Milliseconds. */
	at: number;
}

export interface ConnectionInterface {
	bankingInterface: BankingInterface;
	/** What is stored; the PIN only if it was to be. */
	credentials: Credentials;
	defaultTwoStepProcedureId: string | null;
	maxDaysForDownload: number;
	/** Milliseconds; of XS2A only, as long as there is a consent. */
	consentExpiresAt?: number;
	lastManualUpdate: UpdateResult | null;
	lastAutoUpdate: UpdateResult | null;
	userActionRequired: boolean;
}

/** What goes on in the background after an import or an update, or when categories are looked for. */
export interface Job {
	startedAt: number;
	delayMs: number;
	/** What is downloaded; nothing while only categories are looked for. */
	download?: { interface: ConnectionInterface; withBalances: boolean; withPositions: boolean };
}

export interface Connection {
	id: string;
	userId: string;
	bankId: string;
	name: string | null;
	updateStatus: 'IN_PROGRESS' | 'READY';
	categorizationStatus: 'PENDING' | 'IN_PROGRESS' | 'READY';
	interfaces: ConnectionInterface[];
	accounts: Account[];
	hasOwners: boolean;
	hasPositions: boolean;
	job?: Job;
}

export interface User {
	id: string;
	password: string;
	email: string | null;
	phone: string | null;
	isAutoUpdateEnabled: boolean;
	isVerified: boolean;
	isLocked: boolean;
	failedLogins: number;
	/** What the next change of the password is allowed with. */
	passwordChangeToken?: string;
	/** The categories that the user has taught finAPI, by counterpart. */
	training: Map<string, string>;
}
