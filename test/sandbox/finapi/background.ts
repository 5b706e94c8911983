import { categorize, deliver } from './ledger/delivery';
import type { Bank, Connection, Job, UpdateResult } from './model';
import type { FinApiState } from './state';

/** Starts the download after an import or an update. */
export function startDownload(
	state: FinApiState,
	connection: Connection,
	download: NonNullable<Job['download']>,
	startedAt = state.now(),
): void {
	connection.updateStatus = 'IN_PROGRESS';
	connection.job = { startedAt, delayMs: state.importDelayMs, download };
}

/** Starts the search for categories alone. */
export function startCategorization(state: FinApiState, connection: Connection): void {
	connection.categorizationStatus = 'PENDING';
	connection.job = { startedAt: state.now(), delayMs: state.importDelayMs };
}

/** Catches up with what has happened in the background; the clock decides, so no timer is left. */
export function settle(state: FinApiState): void {
	for (const connection of state.connections.values()) advance(state, connection);
}

function advance(state: FinApiState, connection: Connection): void {
	const { job } = connection;
	if (!job) return;
	const { download, startedAt, delayMs } = job;
	const bank = state.bankOf(connection);
	const downloadedAt = download ? startedAt + delayMs : startedAt;
	const now = state.now();
	if (now < downloadedAt) return;

	if (download && connection.updateStatus === 'IN_PROGRESS') {
		connection.updateStatus = 'READY';
		end(state, connection, download, { bank, at: downloadedAt });
	}
	const needsCategories = !download || (download.withPositions && !bank.failsDownload);
	if (!needsCategories || now >= downloadedAt + delayMs) {
		if (needsCategories) categorize(state, connection);
		connection.categorizationStatus = 'READY';
		delete connection.job;
		return;
	}
	connection.categorizationStatus = now < downloadedAt + delayMs / 2 ? 'PENDING' : 'IN_PROGRESS';
}

/** What there is when a download is over. */
function end(
	state: FinApiState,
	connection: Connection,
	{ interface: on, withBalances, withPositions }: NonNullable<Job['download']>,
	{ bank, at }: { bank: Bank; at: number },
): void {
	const hasFailed = bank.failsDownload ?? false;
	on.lastManualUpdate = (hasFailed ? rejected : worked)(at);
	on.userActionRequired = hasFailed;
	for (const account of connection.accounts) {
		account.lastUpdateAttempt = at;
		if (hasFailed) continue;
		account.lastSuccessfulUpdate = at;
		account.hasBalance ||= withBalances;
		if (withPositions) deliver(state, account, { at, maxDays: on.maxDaysForDownload });
	}
	connection.hasPositions ||= withPositions && !hasFailed;
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
