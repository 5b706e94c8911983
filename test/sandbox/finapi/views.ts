import type {
	ApiVersion,
	Bank,
	BankingInterface,
	Connection,
	ConnectionInterface,
	FinApiState,
	LoginKind,
	UpdateResult,
} from './state';
import { dateTime, germanTime } from './time';

/** What stands in place of a secret. */
const masked = 'XXXXX';

/** Integers of 64 bits go out with all their digits. */
const asId = (id: string): bigint => BigInt(id);

/** V1 knows no XS2A. */
export const dataSources = (bank: Bank): BankingInterface[] =>
	bank.interfaces.filter((bankingInterface) => bankingInterface !== 'XS2A');

export const isSecret = (kind: LoginKind): boolean => kind === 'pin';

const popularity = (state: FinApiState, { id }: Bank): number =>
	[...state.connections.values()].filter(({ bankId }) => bankId === id).length;

const labelOf = ({ loginFields }: Bank, kind: LoginKind): string | null =>
	loginFields.find((field) => field.kind === kind)?.label ?? null;

function bankV1(state: FinApiState, bank: Bank) {
	const { id, name, blz, bic, location, city, isTestBank, loginHint } = bank;
	const supportedDataSources = dataSources(bank);
	return {
		...{ id: asId(id), name, loginHint, bic, blz, blzs: [], location, city, isTestBank },
		loginFieldUserId: labelOf(bank, 'userId'),
		loginFieldCustomerId: labelOf(bank, 'customerId'),
		loginFieldPin: labelOf(bank, 'pin'),
		isSupported: supportedDataSources.length > 0,
		supportedDataSources,
		pinsAreVolatile: false,
		popularity: popularity(state, bank),
		health: 100,
		lastCommunicationAttempt: null,
		lastSuccessfulCommunication: null,
	};
}

const noPayments = {
	sepaDirectDebit: false,
	sepaMoneyTransfer: false,
	sepaInstantMoneyTransfer: false,
	sepaCollectiveMoneyTransfer: false,
	sepaFutureDatedMoneyTransfer: false,
	sepaStandingOrder: false,
	domesticMoneyTransfer: false,
	domesticCollectiveMoneyTransfer: false,
	domesticFutureDatedMoneyTransfer: false,
};

/** All XS2A interfaces of the sandbox belong to it. */
export const tppAuthenticationGroup = { id: 1, name: 'Sandbox XS2A' };

function bankV2(state: FinApiState, bank: Bank) {
	const { id, name, blz, bic, location, city, isTestBank } = bank;
	return {
		...{ id: asId(id), name, bic, blz, location, city, isTestBank, isBeta: false },
		popularity: popularity(state, bank),
		bankGroup: null,
		interfaces: bank.interfaces.map((bankingInterface) => ({
			bankingInterface,
			tppAuthenticationGroup: bankingInterface === 'XS2A' ? tppAuthenticationGroup : null,
			loginCredentials: bank.loginFields.map(({ kind, label }) => ({
				label,
				isSecret: isSecret(kind),
				isVolatile: false,
			})),
			properties: bankingInterface === 'XS2A' ? bank.properties : [],
			loginHint: bank.loginHint,
			health: 100,
			lastCommunicationAttempt: null,
			lastSuccessfulCommunication: null,
			isAisSupported: true,
			isPisSupported: false,
			paymentCapabilities: noPayments,
			aisAccountTypes: [...new Set(bank.accounts.map(({ type }) => type))],
		})),
	};
}

const result = (update: UpdateResult | null, write: (at: number) => string) => {
	if (!update) return null;
	const { at, ...outcome } = update;
	return { ...outcome, timestamp: write(at) };
};

const ownersOf = ({ hasOwners }: Connection) =>
	hasOwners ? [{ firstName: 'Erika', lastName: 'Mustermann', city: 'Köln', country: 'DE' }] : null;

const commonOf = (connection: Connection) => ({
	id: asId(connection.id),
	name: connection.name,
	updateStatus: connection.updateStatus,
	categorizationStatus: connection.categorizationStatus,
	accountIds: connection.accounts.map(({ id }) => asId(id)),
	owners: ownersOf(connection),
});

function connectionV1(state: FinApiState, connection: Connection) {
	const bank = state.bankOf(connection);
	const [{ credentials, defaultTwoStepProcedureId, lastManualUpdate, lastAutoUpdate }] =
		connection.interfaces;
	const shown = (value: string | undefined) =>
		value === undefined ? null : bank.needsWebForm ? masked : value;
	return {
		...commonOf(connection),
		bankId: asId(bank.id),
		bank: bankV1(state, bank),
		bankingUserId: shown(credentials.userId),
		bankingCustomerId: shown(credentials.customerId),
		bankingPin: credentials.pin === undefined ? null : masked,
		type: bank.isDemo ? 'DEMO' : 'ONLINE',
		lastManualUpdate: result(lastManualUpdate, germanTime),
		lastAutoUpdate: result(lastAutoUpdate, germanTime),
		twoStepProcedures: bank.twoStepProcedures,
		ibanOnlyMoneyTransferSupported: true,
		ibanOnlyDirectDebitSupported: true,
		collectiveMoneyTransferSupported: false,
		defaultTwoStepProcedureId,
	};
}

const consentOf = ({ bankingInterface, consentExpiresAt }: ConnectionInterface) => {
	if (bankingInterface !== 'XS2A') return null;
	return {
		status: consentExpiresAt === undefined ? 'NOT_PRESENT' : 'PRESENT',
		expiresAt: consentExpiresAt === undefined ? null : dateTime(consentExpiresAt),
		supportsImportNewAccounts: true,
	};
};

function connectionV2(state: FinApiState, connection: Connection) {
	const bank = state.bankOf(connection);
	return {
		...commonOf(connection),
		bank: bankV2(state, bank),
		interfaces: connection.interfaces.map((connected) => ({
			bankingInterface: connected.bankingInterface,
			loginCredentials: bank.loginFields.map(({ kind, label }) => {
				const value = connected.credentials[kind] ?? null;
				return { label, value: value !== null && isSecret(kind) ? masked : value };
			}),
			defaultTwoStepProcedureId: connected.defaultTwoStepProcedureId,
			twoStepProcedures: bank.twoStepProcedures,
			aisConsent: consentOf(connected),
			lastManualUpdate: result(connected.lastManualUpdate, dateTime),
			lastAutoUpdate: result(connected.lastAutoUpdate, dateTime),
			userActionRequired: connected.userActionRequired,
			maxDaysForDownload: connected.maxDaysForDownload,
		})),
	};
}

/** A bank as its version shows it. */
export const viewBank = { V1: bankV1, V2: bankV2 } satisfies Record<ApiVersion, unknown>;

/** A connection as its version shows it. */
export const viewConnection = {
	V1: connectionV1,
	V2: connectionV2,
} satisfies Record<ApiVersion, unknown>;
