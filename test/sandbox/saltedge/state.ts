import type { KeyObject } from 'node:crypto';
import { rsaPublicKey } from './signing';
import { day } from './time';

/** In the order in which an attempt goes through those it has. */
export const stageNames = [
	'start',
	'connect',
	'interactive',
	'fetch_holder_info',
	'fetch_accounts',
	'fetch_recent',
	'fetch_full',
	'disconnect',
	'finish',
] as const;
export type StageName = (typeof stageNames)[number];

export type ConsentScope = 'account_details' | 'holder_information' | 'transactions_details';
export type FetchScope = 'accounts' | 'holder_info' | 'transactions' | 'accounts_without_balance';
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
	blockedAt: number | null;
	createdAt: number;
}

/** What the end user allows. */
export interface Consent {
	id: string;
	scopes: readonly ConsentScope[];
	fromDate: string;
	toDate: string | null;
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

/** The attempt part of a body. */
export interface AttemptRequest {
	fetch_scopes?: FetchScope[];
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
	createdAt: number;
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
	/** The stages that are still to come. */
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
	consent: Consent;
	/** The last one is the current one. */
	attempts: Attempt[];
	accountIds: string[];
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
	type: 'notify' | 'interactive' | 'success' | 'fail' | 'destroy';
	connection: Connection;
	attempt: Attempt;
	stage: Stage;
	at: number;
}

export type EventListener = (event: ConnectionEvent) => void;

/** What a test may change at any time. */
const defaults = {
	/** How many records a page holds when the request does not say. */
	pageSize: 100,
	/** How many connections there may be; a client that is not live has such a limit. */
	connectionLimit: Infinity,
	/** How many connections may be processed at once. */
	processingLimit: Infinity,
	/** What the client may fetch; the scopes of a consent must not go further. */
	allowedFetchScopes: ['accounts', 'holder_info', 'transactions'] as readonly FetchScope[],
	/** How old a consent may be that states no days of its own. */
	consentPeriod: 90 * day,
};

// Beyond the ids of the seed, so that new records never meet seeded ones.
const firstIds = {
	customer: 905731486325477001n,
	connection: 907152193875461001n,
	consent: 908000000000001001n,
	attempt: 909000000000001001n,
	stage: 909500000000001001n,
	account: 909900000000001001n,
};
