import type { Answer } from '../../shared/server';
import { isBusy } from '../background';
import type { AccountType, BankingInterface } from '../model';
import { pageOf } from '../paging';
import { banksFor, isReachable } from './banks';
import { endForm } from './ends';
import { refuse, refuseField } from './errors';
import { newForm } from './forms';
import type { FormWish, Task, WebForm } from './model';
import type { Call, WebFormOperations } from './side';
import { originOf, uuidOf } from './side';
import { isOpen } from './tasks';
import { isFinal, viewForm, viewTask } from './views';

/** What forms and tasks may be told; null is as good as nothing. */
interface DownloadBody {
	accountTypes?: string[] | null;
	allowedInterfaces?: BankingInterface[] | null;
	skipBalancesDownload?: boolean | null;
	skipPositionsDownload?: boolean | null;
	skipDuplicateDetection?: boolean | null;
	loadOwnerData?: boolean | null;
	maxDaysForDownload?: number | null;
	profileId?: string | null;
	redirectUrl?: string | null;
}

interface ImportBody extends DownloadBody {
	bank?: { id?: number | string | null; search?: string | null } | null;
	bankConnectionName?: string | null;
	allowTestBank?: boolean | null;
	callbacks?: { finalised?: string | null } | null;
}

interface UpdateBody extends DownloadBody {
	bankConnectionId: number | string;
	importNewAccountsMode: 'SKIP' | 'CONDITIONAL' | 'FORCED';
	manageSavedSettings?: string[] | null;
	callbacks?: { finalised?: string | null; webFormRequired?: string | null } | null;
}

/** How Access writes what Web Form writes in capitals. */
const accountTypes: Record<string, AccountType> = {
	BAUSPAREN: 'Bausparen',
	CHECKING: 'Checking',
	CREDIT_CARD: 'CreditCard',
	LOAN: 'Loan',
	MEMBERSHIP: 'Membership',
	SAVINGS: 'Savings',
	SECURITY: 'Security',
};

function wishIn(body: DownloadBody): FormWish {
	if (body.skipBalancesDownload && !body.skipPositionsDownload) {
		refuseField('skipBalancesDownload', 'goes with skipPositionsDownload only');
	}
	return {
		accountTypes: body.accountTypes?.flatMap((name) => accountTypes[name] ?? []),
		withBalances: !body.skipBalancesDownload,
		withPositions: !body.skipPositionsDownload,
		withOwners: body.loadOwnerData === true,
		maxDays: body.maxDaysForDownload ?? 0,
	};
}

/** Licensed clients must say where the bank is to send its user back to, others must not. */
function checkRedirectUrl({ state }: Call, { redirectUrl }: DownloadBody): void {
	const isNeeded = state.license === 'AISP' || state.license === 'FULLY_LICENSED';
	if (isNeeded === Boolean(redirectUrl)) return;
	const rule = isNeeded ? 'must be given' : 'must not be given';
	refuse(422, 'INVALID_REDIRECT_URL', `redirectUrl ${rule} by a client with this license`);
}

function checkProfile({ profileId }: DownloadBody): void {
	if (profileId) refuse(404, 'NOT_FOUND', `There is no profile ${profileId}`);
}

/** The bank of a new form, if one is named. */
function bankIn({ state }: Call, body: ImportBody): string | null {
	const { id, search } = body.bank ?? {};
	const limits = {
		allowedInterfaces: body.allowedInterfaces ?? undefined,
		allowsTestBanks: body.allowTestBank ?? true,
	};
	if (id !== undefined && id !== null) {
		if (typeof search === 'string') refuseField('bank', 'holds an id or a search, not both');
		const bank = state.banks.get(String(id));
		if (bank && isReachable(bank, limits)) return bank.id;
		refuse(422, 'BANK_NOT_SUPPORTED', `There is no bank ${id} that can be reached`);
	}
	if (typeof search !== 'string') return null;
	const [first, second] = banksFor(state, limits, search);
	if (!first) refuse(422, 'BANK_NOT_SUPPORTED', `No bank is found by '${search}'`);
	if (second) refuse(422, 'BANK_NOT_UNIQUE', `Several banks are found by '${search}'`);
	return first.id;
}

function formOf({ state, userId, path }: Call): WebForm {
	const form = state.webForms.get(path.id ?? '');
	if (form?.userId !== userId) refuse(404, 'NOT_FOUND', `There is no web form ${path.id}`);
	return form;
}

/** A page of what there is, by the time that it was created. */
function listed<T extends { createdAt: number }>(
	{ query }: Call,
	all: readonly T[],
	view: (one: T) => object,
): Answer {
	const inOrder = [...all].sort((one, other) => one.createdAt - other.createdAt);
	if (query.order === 'createdAt,desc') inOrder.reverse();
	const { records, paging } = pageOf(inOrder, query);
	return { status: 200, body: { items: records.map(view), paging } };
}

const formOperations: WebFormOperations = {
	createForBankConnectionImport: (call) => {
		const { userId, token } = call;
		const body = call.body as ImportBody;
		const wish = wishIn(body);
		checkProfile(body);
		checkRedirectUrl(call, body);
		const form = newForm(call, {
			...{ userId, token, wish, addsAccounts: true, origin: originOf(call) },
			type: 'BANK_CONNECTION_IMPORT',
			bankId: bankIn(call, body),
			callbackUrl: body.callbacks?.finalised ?? null,
			bankConnectionName: body.bankConnectionName ?? null,
			allowedInterfaces: body.allowedInterfaces ?? undefined,
			allowsTestBanks: body.allowTestBank ?? true,
			takesTwins: body.skipDuplicateDetection ?? false,
		});
		return { status: 201, body: viewForm(form) };
	},

	getWebForms: (call) => {
		const own = [...call.state.webForms.values()].filter(({ userId }) => userId === call.userId);
		return listed(call, own, viewForm);
	},

	getWebForm: (call) => ({ status: 200, body: viewForm(formOf(call)) }),

	cancelWebForm: (call) => {
		const form = formOf(call);
		if (isFinal(form)) refuse(422, 'ALREADY_COMPLETED', 'The web form is over');
		endForm(call, form, { status: 'CANCELLED' });
		return { status: 200, body: viewForm(form) };
	},

	deleteWebForm: (call) => {
		call.state.webForms.delete(formOf(call).id);
		return { status: 200 };
	},
};

function refuseBusy({ state }: Call, connectionId: string): void {
	const connection = state.connections.get(connectionId);
	const hasTask = [...state.tasks.values()].some(
		(task) => task.bankConnectionId === connectionId && isOpen(task),
	);
	if (!hasTask && !(connection && isBusy(connection))) return;
	refuse(423, 'LOCKED', 'The bank connection is being imported or updated');
}

const taskOperations: WebFormOperations = {
	createBankConnectionUpdateTask: (call) => {
		const { state, userId, token } = call;
		const body = call.body as unknown as UpdateBody;
		const wish = wishIn(body);
		const connectionId = String(body.bankConnectionId);
		if (state.connections.get(connectionId)?.userId !== userId) {
			refuse(404, 'NOT_FOUND', `There is no bank connection ${connectionId}`);
		}
		checkProfile(body);
		checkRedirectUrl(call, body);
		refuseBusy(call, connectionId);
		const now = state.now();
		const task: Task = {
			id: uuidOf(state.newId('task')),
			...{ userId, token, wish, bankConnectionId: connectionId, origin: originOf(call) },
			createdAt: now,
			dueAt: now + state.importDelayMs,
			status: 'NOT_YET_STARTED',
			allowedInterfaces: body.allowedInterfaces ?? undefined,
			addsAccounts: body.importNewAccountsMode !== 'SKIP',
			managesSettings: (body.manageSavedSettings ?? []).length > 0,
			webFormId: null,
			callbackUrls: {
				finalised: body.callbacks?.finalised ?? null,
				webFormRequired: body.callbacks?.webFormRequired ?? null,
			},
			errorCode: null,
			errorMessage: null,
		};
		state.tasks.set(task.id, task);
		return { status: 201, body: viewTask(state, task) };
	},

	getTasks: (call) => {
		const own = [...call.state.tasks.values()].filter(({ userId }) => userId === call.userId);
		return listed(call, own, (task) => viewTask(call.state, task));
	},

	getTask: ({ state, userId, path }) => {
		const task = state.tasks.get(path.id ?? '');
		if (task?.userId !== userId) refuse(404, 'NOT_FOUND', `There is no task ${path.id}`);
		return { status: 200, body: viewTask(state, task) };
	},
};

export const webFormOperations: WebFormOperations = { ...formOperations, ...taskOperations };
