import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import type { LocalBank } from '../shared/server';
import { startBank } from '../shared/server';
import type { ClientKeys } from './access';
import { Access } from './access';
import { answerRequest, isTokenCall } from './answer';
import { settle } from './background';
import type { Delivery } from './callbacks';
import { Callbacks } from './callbacks';
import { Challenges } from './challenges';
import { dataDecryptionKey } from './encryption';
import type { ApiVersion } from './model';
import { notify, runBatch } from './notifications';
import { seed } from './seed';
import { user } from './seed/users';
import type { License } from './state';
import { FinApiState } from './state';
import { BankTime } from './time';
import { answerWebForm, isForWebForm } from './webForm/answer';
import { dueAtWebForms, settleWebForms } from './webForm/background';
import { endForm, endTask } from './webForm/ends';
import type { End, FormStatus, TaskStatus } from './webForm/model';
import { pagesOf } from './webForm/pages';
import { basePath } from './webForm/side';

export { fillWebForm, Visitor } from './webForm/visitor';
export type {
	ApiVersion,
	Callbacks,
	Delivery,
	FaultRule,
	FinApiState,
	FormStatus,
	License,
	RecordedRequest,
	TaskStatus,
};

/** A strict local stand-in for finAPI Access and Web Form. */
export interface FinApiSandbox extends LocalBank {
	/** The version the client is bound to. */
	version: ApiVersion;
	/** Where Web Form is, a service beside Access. */
	webFormUrl: string;
	client: ClientKeys;
	user: { userId: string; password: string };
	/** Reads what finAPI sends encrypted. */
	dataDecryptionKey: string;
	state: FinApiState;
	/** What the client is told without asking. */
	callbacks: Callbacks;
	/** A valid token without a call; the same as long as it is valid. */
	issueToken(kind: 'user' | 'client'): string;
	/** All access tokens so far are expired; refresh tokens stay good. */
	expireTokens(): void;
	/** All tokens so far are unknown, refresh tokens too. */
	revokeTokens(): void;
	/** Locks the user, as too many wrong passwords do. */
	lockUser(): void;
	locked(): boolean;
	/** Lets time pass at once, for the bank alone, and all happen that happens by then. */
	advance(milliseconds: number): void;
	/** Updates all connections that need no user, and tells the client by the rules of their users. */
	runBatch(): void;
	/** Tells the client of a rule in words of the test's own. */
	notify(ruleId: string, says: object): void;
	/** Lets a form end this way, with its callback, whatever its page has come to. */
	endForm(id: string, end: End<string>): void;
	/** Lets a task end this way, with its callback. */
	endTask(id: string, end: End<string>): void;
}

export interface FinApiOptions {
	port?: number;
	version?: ApiVersion;
	/** What the client may do without the web form. */
	license?: License;
	/** How long a download or a task takes, and the categorization after a download again. */
	importDelayMs?: number;
	/** How many generated banks to add, to make the list long enough to page. */
	banks?: number;
	/** How many generated transactions to add, on the household's checking account. */
	transactions?: number;
	/** A moment at which time stands still, but for `advance`; the machine's own clock unless given. */
	now?: string;
}

const client: ClientKeys = {
	clientId: '0c0ffee0-0000-4000-8000-000000000001',
	clientSecret: 'sandbox-client-secret',
};

/** Starts the stand-in on loopback, on a free port unless one is given. */
export async function startFinApi(options: FinApiOptions = {}): Promise<FinApiSandbox> {
	const { version = 'V2', license = 'AISP', importDelayMs = 150 } = options;
	const time = new BankTime(options.now === undefined ? undefined : Date.parse(options.now));
	const state = new FinApiState({ version, license, importDelayMs, time });
	const access = new Access(client, state);
	const challenges = new Challenges();
	const callbacks = new Callbacks();
	const service = { state, access, callbacks };

	function settleAll(): void {
		settleWebForms(service);
		settle(state);
	}

	const bank = await startBank({
		port: options.port,
		seed() {
			access.revokeTokens();
			challenges.clear();
			callbacks.reset();
			state.clear();
			seed(state, { banks: options.banks ?? 0, transactions: options.transactions ?? 0 });
		},
		background: {
			settle: settleAll,
			// Of a time that stands still, nothing is to be waited for.
			due: () => (options.now === undefined ? dueAtWebForms(service).map(time.onTheMachine) : []),
		},
		answer: (request, requestId) =>
			isForWebForm(request)
				? answerWebForm(request, service)
				: answerRequest(request, requestId, { version, state, access, challenges, callbacks }),
		isTokenCall,
		pages: pagesOf(service),
		stop: () => callbacks.reset(),
	});

	return Object.assign(bank, {
		...{ version, client, user, dataDecryptionKey, state, callbacks },
		webFormUrl: bank.baseUrl + basePath,
		issueToken: (kind: 'user' | 'client') => access.tokenOf(kind === 'user' ? user : {}).value,
		expireTokens: () => access.expireTokens(),
		revokeTokens: () => access.revokeTokens(),
		lockUser: () => {
			const found = state.users.get(user.userId);
			if (found) access.lock(found);
		},
		locked: () => state.users.get(user.userId)?.isLocked ?? false,
		advance(milliseconds: number) {
			time.advance(milliseconds);
			settleAll();
		},
		runBatch: () => runBatch(service),
		notify(ruleId: string, says: object) {
			const rule = state.notificationRules.get(ruleId);
			if (!rule) throw new Error(`There is no rule ${ruleId}`);
			notify(service, rule, says);
		},
		endForm(id: string, end: End<string>) {
			const form = state.webForms.get(id);
			if (!form) throw new Error(`There is no form ${id}`);
			endForm(service, form, end as End<FormStatus>);
		},
		endTask(id: string, end: End<string>) {
			const task = state.tasks.get(id);
			if (!task) throw new Error(`There is no task ${id}`);
			endTask(service, task, end as End<TaskStatus>);
		},
	});
}
