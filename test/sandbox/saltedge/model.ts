import type { ApiVersion } from '../../contract/saltedge';
import type { Account } from './money/accounts';
import type { Fetch, Ledger, UnduplicationStrategy } from './money/ledger';

/**
 * In the order in which an attempt goes through those it has. In v6 it does ask back, in the widget,
 * but that is no stage of its own there.
 */
export const stageNames = {
	v5: [
		'start',
		'connect',
		'interactive',
		'fetch_holder_info',
		'fetch_accounts',
		'fetch_recent',
		'fetch_full',
		'disconnect',
		'finish',
	],
	v6: [
		'start',
		'connect',
		'interactive',
		'fetch_holder_info',
		'fetch_accounts',
		'fetch_transactions',
		'finish_fetching',
		'finish',
	],
} as const satisfies Record<ApiVersion, readonly string[]>;
export type StageName = (typeof stageNames)[ApiVersion][number];

/** What a consent is for, in the words of v6. */
export type ConsentScope = 'accounts' | 'holder_info' | 'transactions';
/** `accounts_without_balance` is v5's, `balance` v6's: in both, accounts alone come with theirs. */
export type FetchScope = ConsentScope | 'accounts_without_balance' | 'balance';
export type Categorization = 'none' | 'personal' | 'business';

export interface Country {
	code: string;
	name: string;
	refresh_start_time: number;
}

/** A choice of a select, as it is answered. */
export interface FieldOption {
	name: string;
	english_name: string;
	localized_name: string;
	option_value: string;
	selected: boolean;
}

/** What a provider asks for, as it is answered. */
export interface ProviderField {
	name: string;
	english_name: string;
	localized_name: string;
	nature: 'text' | 'password' | 'select';
	optional: boolean;
	position: number;
	extra: null;
	field_options?: readonly FieldOption[];
}

/** A provider as it is answered, with the fields that are only shown on request. */
export interface Provider {
	id: string;
	code: string;
	name: string;
	mode: 'oauth' | 'web' | 'api' | 'file';
	status: 'active' | 'inactive' | 'disabled';
	country_code: string;
	/** Whether an attempt needs nobody who answers questions. */
	automatic_fetch: boolean;
	interactive: boolean;
	identification_mode: 'client' | 'saltedge';
	/** Minutes. */
	refresh_timeout: number;
	max_consent_days: number | null;
	/** Seconds. */
	max_interactive_delay: number;
	regulated: boolean;
	supported_fetch_scopes: readonly FetchScope[];
	updated_at: string;
	required_fields: readonly ProviderField[];
	interactive_fields: readonly ProviderField[];
	[more: string]: unknown;
}

/** Times are milliseconds, here and below. */
export interface Customer {
	id: string;
	identifier: string;
	secret: string;
	email?: string;
	categorizationType?: 'personal' | 'business';
	blockedAt: number | null;
	createdAt: number;
	/** When it was unlocked. */
	updatedAt?: number;
}

/** What an end user may be asked to allow. */
export interface ConsentTerms {
	scopes: readonly ConsentScope[];
	fromDate: string;
	toDate: string | null;
	/** Null: as long as the provider lets it. */
	periodDays: number | null;
}

/** What the end user allows. */
export interface Consent extends ConsentTerms {
	id: string;
	/** Who has asked for it. */
	collectedBy: 'client' | 'saltedge';
	createdAt: number;
	/** Infinity: without end. */
	expiresAt: number;
	revokedAt?: number;
}

/** What was sent to sign in with, in the clear or not. */
export interface Credentials {
	credentials?: Record<string, string>;
	encrypted_credentials?: Record<string, unknown>;
}

export interface Stage {
	id: string;
	name: StageName;
	createdAt: number;
	updatedAt: number;
	/** What the provider asks; of the interactive stage only. */
	question?: {
		html: string;
		fields: readonly ProviderField[];
		expiresAt: number;
	};
}

/** The attempt part of a body, in the words of v5. */
export interface AttemptRequest {
	fetch_scopes?: FetchScope[];
	unduplication_strategy?: UnduplicationStrategy;
	from_date?: string;
	to_date?: string;
	fetched_accounts_notify?: boolean;
	custom_fields?: Record<string, unknown>;
	locale?: string;
	include_natures?: string[] | null;
	customer_last_logged_at?: string;
	exclude_accounts?: string[];
	store_credentials?: boolean;
	user_present?: boolean;
	return_to?: string;
}

/** What ends an attempt without success. */
export interface AttemptFailure {
	errorClass: string;
	message: string;
}

/** One run through the stages. */
export interface Attempt {
	id: string;
	/** Of the API that began it. */
	version: ApiVersion;
	createdAt: number;
	/** Whether the end user answers in the widget. */
	inWidget: boolean;
	request: AttemptRequest;
	consent: Consent;
	fetchScopes: readonly FetchScope[];
	credentials: Credentials;
	/** Whether the credentials are held against the ones before. */
	mustMatch: boolean;
	/** Whether it counts for the limit of fetches without the end user. */
	inBackground: boolean;
	dailyRefresh: boolean;
	categorization: Categorization;
	automaticFetch: boolean;
	stages: Stage[];
	/** What goes on, or went on last. */
	step?: StageName;
	/** The steps that are still to come. */
	plan: StageName[];
	/** When the stage ends; undefined when all is over. */
	dueAt?: number;
	/** What came for the question of the provider. */
	reply?: Credentials;
	finishedRecent: boolean;
	successAt?: number;
	failure?: AttemptFailure & { at: number };
}

export interface Connection {
	id: string;
	secret: string;
	customerId: string;
	providerCode: string;
	status: 'active' | 'inactive' | 'disabled';
	categorization: Categorization;
	dailyRefresh: boolean;
	storesCredentials: boolean;
	/** As long as they are stored. */
	credentials?: Credentials;
	/** The one that is in force. */
	consent: Consent;
	/** All that there were, with this one. */
	consents: Consent[];
	/** The last one is the current one. */
	attempts: Attempt[];
	accounts: Account[];
	/** What was fetched, and the ledger of it as soon as somebody has looked. */
	fetches: Fetch[];
	ledger?: Ledger;
	/** Where the ids of its transactions begin. */
	firstTransactionId: string;
	/** Stays in force until there is another one. */
	unduplicationStrategy: UnduplicationStrategy;
	holderInfoAt?: number;
	createdAt: number;
	updatedAt: number;
	lastSuccessAt?: number;
	nextRefreshAt?: number;
}

/**
 * Something Salt Edge tells its client by a callback: a stage that began (`notify`, `interactive`),
 * data that is there (`success`, at the end and on request after the accounts), an attempt that
 * failed, and a connection that was deleted.
 */
export interface ConnectionEvent {
	version: ApiVersion;
	type: 'notify' | 'interactive' | 'success' | 'fail' | 'destroy';
	connection: Connection;
	attempt: Attempt;
	stage: Stage;
	at: number;
}

export type EventListener = (event: ConnectionEvent) => void;

/** The attempt that runs, or that ran last. */
export function lastAttempt({ id, attempts }: Connection): Attempt {
	const attempt = attempts.at(-1);
	if (!attempt) throw new Error(`The connection ${id} has no attempt`);
	return attempt;
}

/** The stage that an attempt has reached. */
export function lastStage({ id, stages }: Attempt): Stage {
	const stage = stages.at(-1);
	if (!stage) throw new Error(`The attempt ${id} has no stage`);
	return stage;
}

/** Whether the attempt still goes on. */
export const isRunning = ({ dueAt }: Attempt): boolean => dueAt !== undefined;

/** What the provider asks and nobody has answered yet. */
export function openQuestion(attempt: Attempt): Stage['question'] {
	return isRunning(attempt) && !attempt.reply ? lastStage(attempt).question : undefined;
}
