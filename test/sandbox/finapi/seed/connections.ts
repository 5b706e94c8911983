import { day } from '../../shared/time';
import { rejected, worked } from '../background';
import { openAccount } from '../ledger/accounts';
import { categorize, deliver } from '../ledger/delivery';
import type { Connection, ConnectionInterface } from '../model';
import type { FinApiState } from '../state';
import { daysAfter, germanDay } from '../time';
import { pin } from './banks';
import { user } from './users';

const connected = (
	given: Pick<ConnectionInterface, 'bankingInterface'> & Partial<ConnectionInterface>,
): ConnectionInterface => ({
	credentials: {},
	defaultTwoStepProcedureId: null,
	maxDaysForDownload: 0,
	lastManualUpdate: null,
	lastAutoUpdate: null,
	userActionRequired: false,
	...given,
});

type SeededConnection = Pick<Connection, 'id' | 'userId' | 'bankId' | 'name' | 'interfaces'> & {
	/** Of the accounts that the bank has, in their order. */
	accountIds: string[];
};

/** Their last download was the day before. */
const connectionsAt = (now: number): SeededConnection[] => [
	{
		// Beyond 2^53: a client that reads it as a JavaScript number gets ...992.
		id: '9007199254740993',
		userId: user.userId,
		bankId: '277002',
		name: 'Haushaltskonto',
		interfaces: [
			connected({
				bankingInterface: 'FINTS_SERVER',
				credentials: { userId: 'erika.mustermann', customerId: '4711', pin },
				defaultTwoStepProcedureId: '955',
				lastManualUpdate: worked(now - 2 * day),
				lastAutoUpdate: worked(now - day),
			}),
		],
		accountIds: ['8400000000001', '9007199254740995'],
	},
	{
		id: '4500000000002',
		userId: user.userId,
		bankId: '277003',
		name: null,
		interfaces: [
			connected({
				bankingInterface: 'FINTS_SERVER',
				credentials: { userId: 'emustermann' },
				lastManualUpdate: worked(now - 2 * day),
				lastAutoUpdate: rejected(now - day),
				userActionRequired: true,
			}),
		],
		accountIds: ['8400000000003'],
	},
	{
		id: '4500000000003',
		userId: user.userId,
		bankId: '277004',
		name: 'Geschäftskonto & Kredit',
		interfaces: [
			connected({
				bankingInterface: 'FINTS_SERVER',
				credentials: { userId: 'em-gmbh', pin },
				lastManualUpdate: worked(now - day),
				maxDaysForDownload: 90,
			}),
			connected({
				bankingInterface: 'XS2A',
				credentials: { userId: 'em-gmbh' },
				consentExpiresAt: now + 60 * day,
			}),
		],
		accountIds: ['8400000000004', '8400000000005'],
	},
	{
		id: '4500000000004',
		userId: 'neighbour',
		bankId: '277002',
		name: 'Nachbar',
		interfaces: [
			connected({
				bankingInterface: 'FINTS_SERVER',
				credentials: { userId: 'max.nachbar' },
				lastManualUpdate: worked(now - day),
			}),
		],
		accountIds: ['8400000000006'],
	},
];

/** Who has been told of a transaction within so many days has not looked at it yet. */
const newForDays = 30;

function fill(state: FinApiState, connection: Connection, at: number): void {
	const isNewFrom = daysAfter(germanDay(at), -newForDays);
	for (const account of connection.accounts) {
		Object.assign(account, {
			isNew: false,
			hasBalance: true,
			lastSuccessfulUpdate: at,
			lastUpdateAttempt: at,
		});
		for (const transaction of deliver(state, account, { at, maxDays: 0 })) {
			transaction.isNew = transaction.bankBookingDate >= isNewFrom;
			if (transaction.category === 'Miete') transaction.labelIds = ['1001', '1002'];
		}
	}
	categorize(state, connection);
}

/** The connections that there are at first, with all that is on their accounts. */
export function seedConnections(state: FinApiState): void {
	const now = state.now();
	for (const { accountIds, ...given } of connectionsAt(now)) {
		const { accounts } = state.bankOf(given);
		const connection: Connection = {
			...given,
			updateStatus: 'READY',
			categorizationStatus: 'READY',
			accounts: accounts
				.slice(0, accountIds.length)
				.map((account, index) => openAccount(accountIds[index] ?? '', account)),
			hasOwners: false,
			hasPositions: true,
		};
		state.connections.set(connection.id, connection);
		fill(state, connection, now - day);
	}
}
