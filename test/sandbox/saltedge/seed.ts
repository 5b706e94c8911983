import { day } from '../shared/time';
import { attemptIn } from './attempt';
import { consentIn } from './consent';
import { credentialsIn } from './credentials';
import type { AttemptRequest, Connection, Country, Credentials, Customer } from './model';
import { newConnection } from './model';
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
	const consent = consentIn(state, provider, {
		scopes: ['account_details', 'transactions_details'],
	});
	const createdAt = now - 2 * day;
	const credentials = credentialsIn(provider.required_fields, { credentials: login });
	const attempt = attemptIn(state, provider, seeded.attempt ?? {}, {
		...{ consent, credentials, mustMatch: false, again: false, accountIds: [] },
		...{ dailyRefresh: false, categorization: 'personal' },
	});
	const given = { id, customerId: seeded.customerId, providerCode, consent, credentials };
	const connection = newConnection(given, createdAt);
	const nobody = () => undefined;
	startAttempt(state, connection, { ...attempt, createdAt, reply }, nobody);
	advance(state, connection, Infinity, nobody);
	changes?.(connection, now);
	state.connections.set(id, connection);
}

const generated = (index: number): SeededConnection => ({
	id: String(907152193875450000n + BigInt(index)),
	customerId,
	providerCode: 'fakebank_simple_xf',
	login: { login: `username${index}`, password: 'secret' },
});

/** Fills an empty state; `extra` more connections make the list long enough to page. */
export function seed(state: SaltEdgeState, extra: number): void {
	const now = Date.now();
	state.countries.push(...countries);
	for (const provider of providers) state.providers.set(provider.code, provider);
	for (const customer of customersAt(now)) {
		state.customers.set(customer.id, {
			...customer,
			secret: `sandbox-customer-secret-${customer.id}`,
			createdAt: now - 30 * day,
		});
	}
	for (const connection of connections) connect(state, connection, now);
	for (let index = 1; index <= extra; index += 1) connect(state, generated(index), now);
}
