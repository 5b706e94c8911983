import type { Bank, Connection, ConnectionInterface, FinApiState, UpdateResult } from './state';

/** Starts the download after an import or an update. */
export function startDownload(
	state: FinApiState,
	connection: Connection,
	{ on, withPositions }: { on: ConnectionInterface; withPositions: boolean },
): void {
	connection.updateStatus = 'IN_PROGRESS';
	connection.job = {
		startedAt: Date.now(),
		delayMs: state.importDelayMs,
		interface: on,
		withPositions,
	};
}

/** Catches up with what has happened in the background; the clock decides, so no timer is left. */
export function settle(state: FinApiState): void {
	for (const connection of state.connections.values()) {
		advance(connection, state.bankOf(connection));
	}
}

function advance(connection: Connection, bank: Bank): void {
	const { job } = connection;
	if (!job) return;
	const downloadedAt = job.startedAt + job.delayMs;
	const now = Date.now();
	if (now < downloadedAt) return;

	if (connection.updateStatus === 'IN_PROGRESS') {
		connection.updateStatus = 'READY';
		job.interface.lastManualUpdate = (bank.failsDownload ? rejected : worked)(downloadedAt);
		job.interface.userActionRequired = bank.failsDownload ?? false;
	}
	const hasPositions = job.withPositions && !bank.failsDownload;
	connection.hasPositions ||= hasPositions;
	if (!hasPositions || now >= downloadedAt + job.delayMs) {
		connection.categorizationStatus = 'READY';
		delete connection.job;
		return;
	}
	connection.categorizationStatus =
		now < downloadedAt + job.delayMs / 2 ? 'PENDING' : 'IN_PROGRESS';
}

/** An update that went well. */
export const worked = (at: number): UpdateResult => ({
	result: 'OK',
	errorMessage: null,
	errorType: null,
	at,
});

/** An update that the bank turned away after the login. */
export const rejected = (at: number): UpdateResult => ({
	result: 'BANK_SERVER_REJECTION',
	errorMessage: 'Der Zugang ist bei der Bank vorübergehend gesperrt.',
	errorType: 'BUSINESS',
	at,
});

/** Whether a download or a categorization is under way. */
export const isBusy = ({ job }: Connection): boolean => job !== undefined;
