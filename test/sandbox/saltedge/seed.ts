import { dateOf, day } from '../shared/time';
import { attemptIn } from './attempt';
import { grant } from './consent';
import { credentialsIn } from './credentials';
import { newConnection } from './fetching';
import type { AttemptRequest, Connection, Country, Credentials, Customer } from './model';
import { advance, start as startAttempt } from './progress';
import { fakeCountry, providers } from './providers';
import type { SaltEdgeState } from './state';

/** The customer most connections are of. */
export const customerId = '905731486325476354';
/** Read as a JavaScript number, this is the same. */
const neighbourId = '905731486325476355';

const countries: Country[] = [
	{ code: 'DE', name: 'Germany', refresh_start_time: 2 },
	{ code: 'FR', name: 'France', refresh_start_time: 2 },
	{ code: 'IT', name: 'Italy', refresh_start_time: 3 },
	{ code: fakeCountry, name: 'Fake Country', refresh_start_time: 0 },
	{ code: 'XO', name: 'Other', refresh_start_time: 5 },
];

const customersAt = (now: number): Omit<Customer, 'secret' | 'createdAt'>[] => [
	{ id: customerId, identifier: 'erika.mustermann', blockedAt: null },
	{ id: neighbourId, identifier: 'josé+büro@example.com', blockedAt: null },
	// From the first days, when ids were short: a number that is small and a text that is late.
	{ id: '98001', identifier: 'alter Kunde & Söhne', blockedAt: null },
	{ id: '905731486325476360', identifier: 'locked', blockedAt: now - day },
];

/** Thirteen months, so that there is something to page through. */
const daysOfHistory = 396;

interface SeededConnection {
	id: string;
	customerId: string;
	providerCode: string;
	login: Record<string, string>;
	reply?: Credentials;
	attempt?: AttemptRequest;
	/** What became of it since. */
	changes?: (connection: Connection, now: number) => void;
}

const rightLogin = { login: 'username', password: 'secret' };

const connections: SeededConnection[] = [
	{ id: '98765432101', customerId, providerCode: 'banca_esempio_it', login: rightLogin },
	{
		id: '907152193875460301',
		customerId,
		providerCode: 'fakebank_simple_xf',
		login: rightLogin,
		attempt: { custom_fields: { ledger: 'Haushalt' } },
	},
	{
		id: '907152193875460302',
		customerId,
		providerCode: 'fakebank_interactive_xf',
		login: rightLogin,
		reply: { credentials: { sms: '123456' } },
	},
	{
		id: '907152193875460303',
		customerId,
		providerCode: 'stadtbank_de',
		login: { login: 'username', password: 'old secret' },
	},
	{
		id: '907152193875460304',
		customerId,
		providerCode: 'kreisbank_gestern_de',
		login: rightLogin,
		changes: (connection) => {
			connection.status = 'disabled';
		},
	},
	{
		id: '907152193875460305',
		customerId,
		providerCode: 'stadtbank_de',
		login: { login: 'username.gmbh', password: 'secret' },
		changes: ({ consent }, now) => {
			consent.expiresAt = now - day;
		},
	},
	{
		id: '907152193875460306',
		customerId,
		providerCode: 'fakebank_simple_xf',
		login: { login: 'username.revoked', password: 'secret' },
		changes: ({ consent }, now) => {
			consent.revokedAt = now - day;
		},
	},
	{
		id: '907152193875460307',
		customerId: neighbourId,
		providerCode: 'stadtbank_de',
		login: rightLogin,
	},
	{
		id: '907152193875460308',
		customerId: '905731486325476360',
		providerCode: 'fakebank_simple_xf',
		login: rightLogin,
	},
];

/** A connection whose first attempt ran when there was nobody to listen. */
function connect(state: SaltEdgeState, seeded: SeededConnection, now: number): void {
	const { id, providerCode, login, reply, changes } = seeded;
	const provider = state.providerOf({ providerCode });
	const createdAt = now - 2 * day;
	const terms = {
		scopes: ['accounts', 'transactions'],
		fromDate: dateOf(now - daysOfHistory * day),
		toDate: null,
		periodDays: null,
	} as const;
	const consent = { ...grant(state, provider, terms, 'client'), createdAt };
	const credentials = credentialsIn(provider.required_fields, { credentials: login });
	const connection = newConnection(state, { id, customerId: seeded.customerId, provider, consent });
	const attempt = attemptIn(state, provider, seeded.attempt ?? {}, {
		...{ version: 'v5', inWidget: false, mustMatch: false, again: false },
		...{ consent, credentials, dailyRefresh: false, categorization: 'personal' },
		accountIds: [],
	});
	Object.assign(connection, { credentials, consents: [consent] });
	state.quietly(() => {
		startAttempt(state, connection, { ...attempt, createdAt, reply });
		advance(state, connection, Infinity);
	});
	changes?.(connection, now);
	state.connections.set(id, connection);
}

const generated = (index: number): SeededConnection => ({
	id: String(907152193875450000n + BigInt(index)),
	customerId,
	providerCode: 'fakebank_simple_xf',
	login: { login: `username${index}`, password: 'secret' },
});

const generatedCustomer = (index: number): Omit<Customer, 'secret' | 'createdAt'> => ({
	id: String(905731486325400000n + BigInt(index)),
	identifier: `customer-${index}`,
	blockedAt: null,
});

/** The numbers from 1 on. */
const upTo = (count: number): number[] => Array.from({ length: count }, (_one, index) => index + 1);

/** How many records there are to be besides, to make lists long enough to page. */
export interface Extra {
	connections: number;
	customers: number;
}

/** Fills an empty state. */
export function seed(state: SaltEdgeState, extra: Extra): void {
	const now = state.now();
	state.countries.push(...countries);
	for (const provider of providers) state.providers.set(provider.code, provider);
	for (const customer of [...customersAt(now), ...upTo(extra.customers).map(generatedCustomer)]) {
		state.customers.set(customer.id, {
			...customer,
			secret: `sandbox-customer-secret-${customer.id}`,
			createdAt: now - 30 * day,
		});
	}
	for (const connection of [...connections, ...upTo(extra.connections).map(generated)]) {
		connect(state, connection, now);
	}
}
