import type { KeyObject } from 'node:crypto';
import { BankState } from '../shared/state';
import type { Connection, Country, Customer, EventListener, FetchScope, Provider } from './model';

/** What a test may change at any time. */
const defaults = {
	/** How many records a page holds when the request does not say. */
	pageSize: 100,
	/** How many connections there may be; a client that is not live has such a limit. */
	connectionLimit: Infinity,
	/** How many connections may be processed at once. */
	processingLimit: Infinity,
	/** What the client may fetch; the scopes of a consent must not go further. */
	allowedFetchScopes: ['accounts', 'holder_info', 'transactions'] as readonly FetchScope[],
};

const firstIds = {
	customer: 905731486325477001n,
	connection: 907152193875461001n,
	consent: 908000000000001001n,
	attempt: 909000000000001001n,
	stage: 909500000000001001n,
	account: 909900000000001001n,
};

/** Everything the sandbox knows; each map is keyed by id, that of the providers by code. */
export class SaltEdgeState extends BankState<keyof typeof firstIds> {
	readonly customers = new Map<string, Customer>();
	readonly countries: Country[] = [];
	readonly providers = new Map<string, Provider>();
	readonly connections = new Map<string, Connection>();
	pageSize = defaults.pageSize;
	connectionLimit = defaults.connectionLimit;
	processingLimit = defaults.processingLimit;
	allowedFetchScopes = defaults.allowedFetchScopes;
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

	/** Calls the listener for everything from now on, also after a reset; gives what ends that. */
	onEvent(listener: EventListener): () => void {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}

	readonly tell: EventListener = (event) => {
		for (const listener of this.listeners) listener(event);
	};

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

	connectionsOf(customerId: string): Connection[] {
		return [...this.connections.values()].filter(
			(connection) => connection.customerId === customerId,
		);
	}
}
