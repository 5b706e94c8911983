import type { ApiVersion, Bank, Connection, ConnectionInterface, UpdateResult } from '../model';
import type { FinApiState } from '../state';
import { dateTime, germanTime } from '../time';
import { isSecret, viewBank } from './banks';
import { asId, masked } from './values';

type WriteTime = (at: number) => string;

const result = (update: UpdateResult | null, write: WriteTime) => {
	if (!update) return null;
	const { at, ...outcome } = update;
	return { ...outcome, timestamp: write(at) };
};

const nobody = {
	...{ firstName: null, lastName: null, salutation: null, title: null, email: null },
	...{ dateOfBirth: null, postCode: null, country: null, city: null, street: null },
	houseNumber: null,
};

const ownersOf = ({ hasOwners }: Connection) =>
	hasOwners
		? [{ ...nobody, firstName: 'Erika', lastName: 'Mustermann', city: 'Köln', country: 'DE' }]
		: null;

const commonOf = (connection: Connection) => ({
	id: asId(connection.id),
	name: connection.name,
	updateStatus: connection.updateStatus,
	categorizationStatus: connection.categorizationStatus,
	accountIds: connection.accounts.map(({ id }) => asId(id)),
	owners: ownersOf(connection),
});

/** What both versions say of an interface; secrets never, and to some clients no value at all. */
function interfaceOf(
	bank: Bank,
	connected: ConnectionInterface,
	{ write, hidesAll }: { write: WriteTime; hidesAll: boolean },
) {
	return {
		loginCredentials: bank.loginFields.map(({ kind, label }) => {
			const value = connected.credentials[kind] ?? null;
			return { label, value: value !== null && (hidesAll || isSecret(kind)) ? masked : value };
		}),
		defaultTwoStepProcedureId: connected.defaultTwoStepProcedureId,
		twoStepProcedures: bank.twoStepProcedures,
		lastManualUpdate: result(connected.lastManualUpdate, write),
		lastAutoUpdate: result(connected.lastAutoUpdate, write),
		userActionRequired: connected.userActionRequired,
		maxDaysForDownload: connected.maxDaysForDownload,
	};
}

function consentOf(
	{ bankingInterface, consentExpiresAt }: ConnectionInterface,
	write: WriteTime,
): { status: string; expiresAt: string | null } | null {
	if (bankingInterface !== 'XS2A') return null;
	if (consentExpiresAt === undefined) return { status: 'NOT_PRESENT', expiresAt: null };
	return { status: 'PRESENT', expiresAt: write(consentExpiresAt) };
}

function connectionV1(state: FinApiState, connection: Connection) {
	const bank = state.bankOf(connection);
	const hidesAll = bank.needsWebForm ?? false;
	const [first] = connection.interfaces;
	const shown = (value: string | undefined) =>
		value === undefined ? null : hidesAll ? masked : value;
	return {
		...commonOf(connection),
		bankId: asId(bank.id),
		bank: viewBank.V1(state, bank),
		bankingUserId: shown(first?.credentials.userId),
		bankingCustomerId: shown(first?.credentials.customerId),
		bankingPin: first?.credentials.pin === undefined ? null : masked,
		type: bank.isDemo ? 'DEMO' : 'ONLINE',
		lastManualUpdate: result(first?.lastManualUpdate ?? null, germanTime),
		lastAutoUpdate: result(first?.lastAutoUpdate ?? null, germanTime),
		twoStepProcedures: bank.twoStepProcedures,
		ibanOnlyMoneyTransferSupported: true,
		ibanOnlyDirectDebitSupported: true,
		collectiveMoneyTransferSupported: false,
		defaultTwoStepProcedureId: first?.defaultTwoStepProcedureId ?? null,
		interfaces: connection.interfaces.map((connected) => ({
			...interfaceOf(bank, connected, { write: germanTime, hidesAll }),
			interface: connected.bankingInterface,
			aisConsent: consentOf(connected, germanTime),
		})),
		furtherLoginNotRecommended: connection.interfaces.some((each) => each.userActionRequired),
	};
}

function connectionV2(state: FinApiState, connection: Connection) {
	const bank = state.bankOf(connection);
	const hidesAll = state.license === 'UNLICENSED';
	return {
		...commonOf(connection),
		bank: viewBank.V2(state, bank),
		interfaces: connection.interfaces.map((connected) => {
			const consent = consentOf(connected, dateTime);
			return {
				...interfaceOf(bank, connected, { write: dateTime, hidesAll }),
				bankingInterface: connected.bankingInterface,
				aisConsent: consent && { ...consent, supportsImportNewAccounts: true },
			};
		}),
	};
}

/** A connection as its version shows it. */
export const viewConnection = {
	V1: connectionV1,
	V2: connectionV2,
} satisfies Record<ApiVersion, unknown>;
