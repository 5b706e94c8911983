import { addAccounts, beginDownload } from '../downloads';
import { isComplete } from '../login';
import type { Bank, Connection, ConnectionInterface } from '../model';
import { endTask } from './ends';
import { interfaceFor } from './flow';
import { newForm } from './forms';
import type { End, Task, TaskStatus } from './model';
import type { Service } from './side';

/** Whether a task has come to no end yet. */
export const isOpen = ({ status }: Task): boolean =>
	status === 'NOT_YET_STARTED' || status === 'IN_PROGRESS';

/** Brings a task as far as it has come by the time. */
export function advance(service: Service, task: Task): void {
	if (!isOpen(task)) return;
	const now = service.state.now();
	if (now >= task.dueAt) return endTask(service, task, outcomeOf(service, task));
	const half = task.createdAt + (task.dueAt - task.createdAt) / 2;
	if (now >= half) task.status = 'IN_PROGRESS';
}

function outcomeOf(service: Service, task: Task): End<TaskStatus> {
	const { state, access } = service;
	const connection = state.connections.get(task.bankConnectionId);
	const on = connection && interfaceFor(connection, task);
	if (!access.isGood(task.token)) return failed('INVALID_TOKEN', 'The access token has expired');
	if (!connection || !on) {
		return failed('UNEXPECTED_ACCESS_RESPONSE', 'There is nothing to update');
	}
	const bank = state.bankOf(connection);
	if (task.managesSettings || needsSomebody(service, bank, on)) {
		task.webFormId = newForm(service, {
			...task,
			type: 'BANK_CONNECTION_UPDATE',
			bankId: bank.id,
			callbackUrl: null,
		}).id;
		return { status: 'WEB_FORM_REQUIRED' };
	}
	if (!hasConsent(service, on) && !bank.accepts(on.credentials)) {
		on.userActionRequired = true;
		return failed('BANK_SERVER_REJECTION', 'Die Zugangsdaten sind falsch.');
	}
	download(service, task, connection, on);
	return { status: 'COMPLETED' };
}

const failed = (errorCode: string, errorMessage: string): End<TaskStatus> => ({
	status: 'COMPLETED_WITH_ERROR',
	errorCode,
	errorMessage,
});

const hasConsent = ({ state }: Service, { consentExpiresAt = 0 }: ConnectionInterface): boolean =>
	consentExpiresAt > state.now();

/** Whether the bank asks for what only a person can tell. */
const needsSomebody = (service: Service, bank: Bank, on: ConnectionInterface): boolean =>
	!hasConsent(service, on) &&
	(!isComplete(bank, on.credentials) ||
		(bank.accepts(on.credentials) && bank.firstStep?.(on.credentials) !== undefined));

function download(
	{ state }: Service,
	{ wish, addsAccounts, dueAt }: Task,
	connection: Connection,
	on: ConnectionInterface,
): void {
	const whole = { ...wish, storeSecrets: true };
	if (addsAccounts) addAccounts(state, connection, whole);
	beginDownload(state, connection, on, whole, dueAt);
}
