import type { Wish } from '../downloads';
import type { BankingInterface, Credentials } from '../model';

export type FormStatus =
	| 'NOT_YET_OPENED'
	| 'IN_PROGRESS'
	| 'COMPLETED'
	| 'COMPLETED_WITH_ERROR'
	| 'EXPIRED'
	| 'ABORTED'
	| 'CANCELLED';

export type TaskStatus =
	'NOT_YET_STARTED' | 'IN_PROGRESS' | 'WEB_FORM_REQUIRED' | 'COMPLETED' | 'COMPLETED_WITH_ERROR';

/** What a form or a task has come to. */
export interface End<Status> {
	status: Status;
	bankConnectionId?: string;
	errorCode?: string;
	errorMessage?: string;
}

/** What a form is to bring in, without what only its user can say. */
export type FormWish = Omit<Wish, 'storeSecrets'>;

/** What the person at the form is asked for. */
export type Step = 'bank' | 'login' | 'procedure' | 'challenge' | 'redirect' | 'decoupled';

/** Where a form sends the browser when it is over. */
export interface Targets {
	redirectUrl?: string;
	errorRedirectUrl?: string;
	abortRedirectUrl?: string;
}

/** A form that somebody has opened. */
export interface Sitting {
	/** Known to the browser that has opened the form, and to no other. */
	session: string;
	targets: Targets;
	step: Step;
	credentials: Credentials;
	storeSecrets: boolean;
	wrongTries: number;
	/** What went wrong last. */
	problem?: string;
}

/** What both kinds of work at the Web Form service have. */
interface Work {
	id: string;
	userId: string;
	/** The access token that it was created with, and lives on. */
	token: string;
	createdAt: number;
	wish: FormWish;
	allowedInterfaces?: readonly BankingInterface[];
	/** Whether accounts that are not there yet are to be added. */
	addsAccounts: boolean;
	errorCode: string | null;
	errorMessage: string | null;
}

export interface WebForm extends Work {
	url: string;
	expiresAt: number;
	type: 'BANK_CONNECTION_IMPORT' | 'BANK_CONNECTION_UPDATE';
	status: FormStatus;
	/** Null until the person at the form has chosen one. */
	bankId: string | null;
	bankConnectionName: string | null;
	allowsTestBanks: boolean;
	takesTwins: boolean;
	/** Of a form that updates one; of one that imports, only at the end. */
	bankConnectionId: string | null;
	callbackUrl: string | null;
	sitting?: Sitting;
}

export interface Task extends Work {
	status: TaskStatus;
	bankConnectionId: string;
	/** Milliseconds. */
	dueAt: number;
	/** Whether somebody is to look through what is stored. */
	managesSettings: boolean;
	webFormId: string | null;
	callbackUrls: { finalised: string | null; webFormRequired: string | null };
	/** Where forms are to be found. */
	origin: string;
}
