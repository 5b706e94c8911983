import {
	addAccounts,
	beginDownload,
	newConnection,
	newInterface,
	wantedAccounts,
} from '../downloads';
import { findTwin, isComplete, merged } from '../login';
import type { Bank, Connection, Credentials } from '../model';
import { isReachable, wayInto } from './banks';
import { endForm } from './ends';
import type { Sitting, Step, Targets, WebForm } from './model';
import type { Service } from './side';

/** The TAN that is always right. */
const tan = '123456';

/** After so many wrong logins or TANs the form gives up. */
const maxWrongTries = 3;

/** A form that somebody has opened and that goes on. */
export type OpenForm = WebForm & { sitting: Sitting };

/** What a page has been filled in with, by the names of its fields. */
export type Filled = Readonly<Record<string, string>>;

/** Opens a form for the one browser that may have it. */
export function open({ state }: Service, form: WebForm, targets: Targets): OpenForm {
	const bank = state.banks.get(form.bankId ?? '');
	form.status = 'IN_PROGRESS';
	const sitting: Sitting = {
		session: `sitting-${form.id}`,
		targets,
		step: 'bank',
		credentials: {},
		storeSecrets: false,
		wrongTries: 0,
	};
	const opened = Object.assign(form, { sitting });
	if (bank) enterBank(opened, bank);
	return opened;
}

function enterBank({ sitting }: OpenForm, bank: Bank): void {
	sitting.step = bank.loginFields.length > 0 ? 'login' : (bank.firstStep?.({}) ?? 'login');
}

/** Somebody has given up. */
export const abort = (service: Service, form: OpenForm): void =>
	endForm(service, form, { status: 'ABORTED' });

/** Goes on with what has been filled in on the page. */
export function goOn(service: Service, form: OpenForm, filled: Filled): void {
	delete form.sitting.problem;
	// The form calls Access by the token that it was created with.
	if (!service.access.isGood(form.token)) {
		return endForm(service, form, {
			status: 'COMPLETED_WITH_ERROR',
			errorCode: 'INVALID_TOKEN',
			errorMessage: 'The access token has expired or was revoked',
		});
	}
	if (form.sitting.step === 'bank') return chooseBank(service, form, filled);
	const bank = service.state.banks.get(form.bankId ?? '');
	if (!bank) throw new Error(`The form ${form.id} has no bank`);
	const step = answers[form.sitting.step](service, form, bank, filled);
	if (step === 'again') return;
	if (step !== 'done') {
		form.sitting.step = step;
		return;
	}
	if (form.type === 'BANK_CONNECTION_IMPORT') return importInto(service, form, bank);
	update(service, form);
}

function chooseBank({ state }: Service, form: OpenForm, filled: Filled): void {
	const found = state.banks.get(filled.bankId ?? '');
	if (!found || !isReachable(found, form)) {
		form.sitting.problem = 'Bitte wählen Sie eine Bank aus.';
		return;
	}
	form.bankId = found.id;
	enterBank(form, found);
}

/** What comes after a page: another one, the same once more, or nothing. */
type Next = Step | 'again' | 'done';

type AnswerTo = (service: Service, form: OpenForm, bank: Bank, filled: Filled) => Next;

const answers: Record<Exclude<Step, 'bank'>, AnswerTo> = {
	login: (service, form, bank, filled) => {
		const { sitting } = form;
		const given = bank.loginFields.map(
			({ kind }, index) => [kind, filled[`field${index}`] ?? ''] as const,
		);
		// A field left empty is what it was.
		const entered = Object.fromEntries(given.filter(([, value]) => value !== ''));
		sitting.credentials = merged(storedIn(service, form), entered);
		sitting.storeSecrets = filled.storeSecrets !== undefined;
		if (!isComplete(bank, sitting.credentials)) {
			sitting.problem = 'Bitte füllen Sie alle Felder aus.';
			return 'again';
		}
		if (!bank.accepts(sitting.credentials)) {
			return wrong(service, form, 'Die Zugangsdaten sind falsch.');
		}
		return bank.firstStep?.(sitting.credentials) ?? 'done';
	},

	procedure: (_service, { sitting }, { twoStepProcedures }, { procedureId }) => {
		const chosen = twoStepProcedures.find((each) => each.procedureId === procedureId);
		if (!chosen) sitting.problem = 'Bitte wählen Sie ein Verfahren aus.';
		if (!chosen) return 'again';
		return chosen.implicitExecute ? 'decoupled' : 'challenge';
	},

	challenge: (service, form, _bank, filled) =>
		filled.tan === tan ? 'done' : wrong(service, form, 'Die TAN ist falsch.'),

	redirect: (service, form, _bank, filled) =>
		filled.decision === 'approve'
			? 'done'
			: wrong(service, form, 'Die Anmeldung bei der Bank wurde abgelehnt.'),

	decoupled: (service, form, _bank, filled) =>
		filled.decision === 'approve' ? 'done' : wrong(service, form, 'Die Freigabe wurde abgelehnt.'),
};

/** What is known of the login already, of a connection that is updated. */
function storedIn({ state }: Service, { bankConnectionId }: WebForm): Credentials {
	const connection = state.connections.get(bankConnectionId ?? '');
	return connection?.interfaces[0]?.credentials ?? {};
}

/** Lets somebody try again, from the login on, but not for ever. */
function wrong(service: Service, form: OpenForm, problem: string): Next {
	const { sitting } = form;
	sitting.wrongTries += 1;
	sitting.problem = problem;
	const bank = service.state.banks.get(form.bankId ?? '');
	if (bank) enterBank(form, bank);
	if (sitting.wrongTries >= maxWrongTries) {
		endForm(service, form, {
			status: 'COMPLETED_WITH_ERROR',
			errorCode: 'BANK_SERVER_REJECTION',
			errorMessage: problem,
		});
	}
	return 'again';
}

function importInto(service: Service, form: OpenForm, bank: Bank): void {
	const { state } = service;
	const { userId, sitting } = form;
	const wish = { ...form.wish, storeSecrets: sitting.storeSecrets };
	const way = wayInto(bank, form);
	if (way === undefined) throw new Error(`The form ${form.id} cannot reach ${bank.name}`);
	const fail = (errorCode: string, errorMessage: string) =>
		endForm(service, form, { status: 'COMPLETED_WITH_ERROR', errorCode, errorMessage });
	if (!form.takesTwins && findTwin({ state, userId }, bank, sitting.credentials)) {
		return fail('ENTITY_EXISTS', 'This bank connection exists already');
	}
	if (wantedAccounts(bank, wish).length === 0) {
		return fail('NO_ACCOUNTS_FOR_TYPE_LIST', 'The bank has no accounts of these types');
	}
	const on = newInterface(way, sitting.credentials, wish);
	const given = { userId, bankId: bank.id, name: form.bankConnectionName };
	const connection = newConnection(state, given, on);
	addAccounts(state, connection, wish);
	beginDownload(state, connection, on, wish);
	endForm(service, form, { status: 'COMPLETED', bankConnectionId: connection.id });
}

function update(service: Service, form: OpenForm): void {
	const connection = service.state.connections.get(form.bankConnectionId ?? '');
	const on = connection && interfaceFor(connection, form);
	if (!on) {
		return endForm(service, form, {
			status: 'COMPLETED_WITH_ERROR',
			errorCode: 'UNEXPECTED_ACCESS_RESPONSE',
			errorMessage: 'The bank connection is gone',
		});
	}
	const { sitting, addsAccounts } = form;
	const wish = { ...form.wish, storeSecrets: sitting.storeSecrets };
	on.credentials = newInterface(on.bankingInterface, sitting.credentials, wish).credentials;
	if (addsAccounts) addAccounts(service.state, connection, wish);
	beginDownload(service.state, connection, on, wish);
	endForm(service, form, { status: 'COMPLETED', bankConnectionId: connection.id });
}

/** The interface of a connection that may be used, the first one when there are several. */
export const interfaceFor = (
	{ interfaces }: Connection,
	{ allowedInterfaces }: Pick<WebForm, 'allowedInterfaces'>,
) =>
	interfaces.find(({ bankingInterface }) => allowedInterfaces?.includes(bankingInterface) ?? true);
