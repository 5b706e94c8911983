import type { KeyObject } from 'node:crypto';
import { BankState } from '../shared/state';
import type { Connection, ConsentScope, Country, Customer, EventListener, Provider } from './model';
import type { ConnectSession } from './widget/session';

/** What a test may change at any time. */
const defaults = {
	/** How many records a page holds when the request does not say. */
	pageSize: 100,
	/** How many it holds at the most, whatever the request says. */
	maxPageSize: Infinity,
	/** How many connections there may be; a client that is not live has such a limit. */
	connectionLimit: Infinity,
	/** How many connections may be processed at once. */
	processingLimit: Infinity,
	/** What the client may fetch; the scopes of a consent must not go further. */
	allowedFetchScopes: ['accounts', 'holder_info', 'transactions'] as readonly ConsentScope[],
	/** Whether v6 wants to be told from when on a consent is: reports differ. */
	needsConsentFromDate: false,
	/** By how much the clock of the bank is ahead. */
	aheadMs: 0,
	/** Where the widget sends end users to when nothing else was asked for; a page of its own first. */
	homeUrl: undefined as string | undefined,
};

const firstIds = {
	customer: 905731486325477001n,
	connection: 907152193875461001n,
	consent: 908000000000001001n,
	attempt: 909000000000001001n,
	stage: 909500000000001001n,
	account: 909900000000001001n,
	session: 1n,
	/** The first digits of the ids of a connection's transactions. */
	ledger: 1010000000001n,
};

/** Everything the sandbox knows; each map is keyed by id, that of the providers by code. */
export class SaltEdgeState extends BankState<keyof typeof firstIds> {
	readonly customers = new Map<string, Customer>();
	readonly countries: Country[] = [];
	readonly providers = new Map<string, Provider>();
	readonly connections = new Map<string, Connection>();
	/** By their tokens. */
	readonly sessions = new Map<string, ConnectSession>();
	pageSize = defaults.pageSize;
	maxPageSize = defaults.maxPageSize;
	connectionLimit = defaults.connectionLimit;
	processingLimit = defaults.processingLimit;
	allowedFetchScopes = defaults.allowedFetchScopes;
	needsConsentFromDate = defaults.needsConsentFromDate;
	aheadMs = defaults.aheadMs;
	homeUrl = defaults.homeUrl;
	/** How long each stage of an attempt takes. */
	stageDelayMs: number;
	/** With a key the client is live: it signs every request, and asks for fake providers. */
	publicKey: KeyObject | undefined;
	private listeners = new Set<EventListener>();

	constructor(private readonly initial: Pick<SaltEdgeState, 'stageDelayMs' | 'publicKey'>) {
		super(firstIds);
		this.stageDelayMs = initial.stageDelayMs;
		this.publicKey = initial.publicKey;
	}

	/** What the clock of the bank shows. */
	now(): number {
		return Date.now() + this.aheadMs;
	}

	/** Calls the listener for everything from now on, also after a reset; gives what ends that. */
	onEvent(listener: EventListener): () => void {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}

	readonly tell: EventListener = (event) => {
		for (const listener of this.listeners) listener(event);
	};

	/** Does what nobody hears of. */
	quietly(work: () => void): void {
		const { listeners } = this;
		this.listeners = new Set();
		work();
		this.listeners = listeners;
	}

	override clear(): void {
		super.clear();
		this.countries.length = 0;
		Object.assign(this, defaults, this.initial);
	}

	providerOf({ providerCode }: Pick<Connection, 'providerCode'>): Provider {
		const provider = this.providers.get(providerCode);
		if (!provider) throw new Error(`The seed has no provider ${providerCode}`);
		return provider;
	}

	/** The customer of a connection. */
	ownerOf({ id, customerId }: Pick<Connection, 'id' | 'customerId'>): Customer {
		const customer = this.customers.get(customerId);
		if (!customer) throw new Error(`The connection ${id} is nobody's`);
		return customer;
	}

	connectionsOf(customerId: string): Connection[] {
		return [...this.connections.values()].filter(
			(connection) => connection.customerId === customerId,
		);
	}
}
