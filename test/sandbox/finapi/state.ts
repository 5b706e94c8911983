import { BankState } from '../shared/state';

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
	accounts: readonly Omit<Account, 'id'>[];
	/** The bank that V1 imports without credentials, and whose name decides on the second step. */
	isDemo?: boolean;
	/** V1 leaves the credentials of this bank to finAPI's web form. */
	needsWebForm?: boolean;
	/** The login works, but not what happens in the background after it. */
	failsDownload?: boolean;
	accepts(credentials: Credentials): boolean;
	firstStep?(credentials: Credentials): FirstStep | undefined;
}

export interface Account {
	id: string;
	type: AccountType;
	iban: string;
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

/** What goes on in the background after an import or an update. */
export interface Job {
	startedAt: number;
	delayMs: number;
	interface: ConnectionInterface;
	withPositions: boolean;
}

export interface Connection {
	id: string;
	userId: string;
	bankId: string;
	name: string | null;
	updateStatus: 'IN_PROGRESS' | 'READY';
	categorizationStatus: 'PENDING' | 'IN_PROGRESS' | 'READY';
	interfaces: [ConnectionInterface, ...ConnectionInterface[]];
	accounts: Account[];
	hasOwners: boolean;
	hasPositions: boolean;
	job?: Job;
}

export interface User {
	id: string;
	password: string;
	isVerified: boolean;
	isLocked: boolean;
	failedLogins: number;
}

/** What a test may change at any time. */
const defaults = {
	/** How long tokens live; 0 is forever. */
	tokenLifeSeconds: 3600,
	/** How often the bank still waits for a decoupled authentication before it is done. */
	decoupledRounds: 1,
};

const firstIds = { connection: 4500000001001n, account: 8400000001001n, webForm: 7001n };

/** Everything the sandbox knows; each map is keyed by id. */
export class FinApiState extends BankState<keyof typeof firstIds> {
	readonly users = new Map<string, User>();
	readonly banks = new Map<string, Bank>();
	readonly connections = new Map<string, Connection>();
	tokenLifeSeconds = defaults.tokenLifeSeconds;
	decoupledRounds = defaults.decoupledRounds;
	/** How long the download of an import or an update takes; the categorization takes as long. */
	importDelayMs: number;

	constructor(private readonly initialDelayMs: number) {
		super(firstIds);
		this.importDelayMs = initialDelayMs;
	}

	override clear(): void {
		super.clear();
		Object.assign(this, defaults);
		this.importDelayMs = this.initialDelayMs;
	}

	connectionsOf(userId: string): Connection[] {
		return [...this.connections.values()].filter((connection) => connection.userId === userId);
	}

	bankOf({ bankId }: Pick<Connection, 'bankId'>): Bank {
		const bank = this.banks.get(bankId);
		if (!bank) throw new Error(`The seed has no bank ${bankId}`);
		return bank;
	}
}
