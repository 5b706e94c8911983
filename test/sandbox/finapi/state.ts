import { byId } from '../shared/paging';
import { BankState } from '../shared/state';
import type {
	ApiVersion,
	Account,
	Bank,
	Category,
	Connection,
	Label,
	NotificationRule,
	Transaction,
	User,
} from './model';
import type { BankTime } from './time';
import type { Task, WebForm } from './webForm/model';

export type License = 'UNLICENSED' | 'AISP' | 'PISP' | 'FULLY_LICENSED';

/** How long tokens live, in seconds; 0 is forever. */
export interface TokenLife {
	client: number;
	user: number;
	refresh: number;
}

/** What a client can set for itself. */
export interface Settings {
	userNotificationCallbackUrl: string | null;
	userSynchronizationCallbackUrl: string | null;
	finTSProductRegistrationNumber: string | null;
	betaBanksEnabled: boolean;
	businessBanksEnabled: boolean;
	userAutoVerificationEnabled: boolean;
	preferredConsentType: 'ONETIME' | 'RECURRING';
}

const noSettings: Settings = {
	userNotificationCallbackUrl: null,
	userSynchronizationCallbackUrl: null,
	finTSProductRegistrationNumber: null,
	betaBanksEnabled: false,
	businessBanksEnabled: false,
	userAutoVerificationEnabled: false,
	preferredConsentType: 'RECURRING',
};

/** What a test may change at any time. */
const defaults = {
	/** How often the bank still waits for a decoupled authentication before it is done. */
	decoupledRounds: 1,
	/** Whether the client may have categories, balances day by day and the like. */
	pfmServicesEnabled: true,
	/** Whether finAPI updates connections by itself. */
	isAutomaticBatchUpdateEnabled: true,
	/** Whether it is doing so now. */
	isBatchRunning: false,
};

const firstIds = {
	connection: 4500000001001n,
	account: 8400000001001n,
	transaction: 5600000001001n,
	/** Of accounts whose own ids are as long. */
	longTransaction: 9007199254741001n,
	label: 2001n,
	notificationRule: 3001n,
	webForm: 7001n,
	task: 8001n,
};

export interface StateOptions {
	version: ApiVersion;
	importDelayMs: number;
	license: License;
	time: BankTime;
}

/** Everything the sandbox knows; each map is keyed by id. */
export class FinApiState extends BankState<keyof typeof firstIds> {
	readonly version: ApiVersion;
	readonly time: BankTime;
	readonly users = new Map<string, User>();
	readonly banks = new Map<string, Bank>();
	readonly connections = new Map<string, Connection>();
	readonly transactions = new Map<string, Transaction>();
	readonly categories = new Map<string, Category>();
	readonly labels = new Map<string, Label>();
	readonly notificationRules = new Map<string, NotificationRule>();
	readonly webForms = new Map<string, WebForm>();
	readonly tasks = new Map<string, Task>();
	decoupledRounds = defaults.decoupledRounds;
	pfmServicesEnabled = defaults.pfmServicesEnabled;
	isAutomaticBatchUpdateEnabled = defaults.isAutomaticBatchUpdateEnabled;
	isBatchRunning = defaults.isBatchRunning;
	/** How long the download of an import or an update takes; the categorization takes as long. */
	importDelayMs: number;
	/** What the client may do without the web form. */
	license: License;
	tokenLife: TokenLife = { client: 3600, user: 3600, refresh: 0 };
	settings: Settings = { ...noSettings };

	constructor(private readonly options: StateOptions) {
		super(firstIds);
		this.version = options.version;
		this.time = options.time;
		this.importDelayMs = options.importDelayMs;
		this.license = options.license;
	}

	now(): number {
		return this.time.now();
	}

	/** How long access tokens live, of the client and of users alike; 0 is forever. */
	get tokenLifeSeconds(): number {
		return this.tokenLife.user;
	}

	set tokenLifeSeconds(seconds: number) {
		this.tokenLife = { ...this.tokenLife, client: seconds, user: seconds };
	}

	override clear(): void {
		super.clear();
		Object.assign(this, defaults);
		this.importDelayMs = this.options.importDelayMs;
		this.license = this.options.license;
		this.tokenLife = { client: 3600, user: 3600, refresh: 0 };
		this.settings = { ...noSettings };
		this.time.reset();
	}

	/** The user with the id, whatever the case of its letters. */
	userOf(id: string): User | undefined {
		const exact = this.users.get(id);
		if (exact) return exact;
		const wanted = id.toLowerCase();
		return [...this.users.values()].find((user) => user.id.toLowerCase() === wanted);
	}

	connectionsOf(userId: string): Connection[] {
		return [...this.connections.values()].filter((connection) => connection.userId === userId);
	}

	bankOf({ bankId }: Pick<Connection, 'bankId'>): Bank {
		const bank = this.banks.get(bankId);
		if (!bank) throw new Error(`The seed has no bank ${bankId}`);
		return bank;
	}

	/** The accounts of a user, the smallest id first, each with the connection that it belongs to. */
	accountsOf(userId: string): { account: Account; connection: Connection }[] {
		return this.connectionsOf(userId)
			.flatMap((connection) => connection.accounts.map((account) => ({ account, connection })))
			.sort((one, other) => byId(one.account, other.account));
	}

	transactionsOn(accountIds: ReadonlySet<string>): Transaction[] {
		return [...this.transactions.values()].filter(({ accountId }) => accountIds.has(accountId));
	}

	/** Removes a connection, and all that came with it. */
	removeConnection({ id, accounts }: Connection): void {
		this.connections.delete(id);
		this.adjustRules('bankConnectionIds', [id]);
		this.removeTransactionsOn(accounts);
	}

	/** Removes an account, and its connection with the last one. */
	removeAccount(account: Account, connection: Connection): void {
		connection.accounts = connection.accounts.filter((other) => other !== account);
		this.removeTransactionsOn([account]);
		if (connection.accounts.length === 0) this.removeConnection(connection);
	}

	/** Takes what is gone out of the rules that name it, and a rule away that has named nothing else. */
	private adjustRules(name: 'accountIds' | 'bankConnectionIds', gone: readonly string[]): void {
		for (const rule of this.notificationRules.values()) {
			const named = rule.params[name]?.split(',');
			const left = named?.filter((id) => !gone.includes(id));
			if (left?.length === 0) this.notificationRules.delete(rule.id);
			else if (left) rule.params = { ...rule.params, [name]: left.join(',') };
		}
	}

	private removeTransactionsOn(accounts: readonly Account[]): void {
		const gone = new Set(accounts.map(({ id }) => id));
		this.adjustRules('accountIds', [...gone]);
		for (const { id } of this.transactionsOn(gone)) this.transactions.delete(id);
	}
}
