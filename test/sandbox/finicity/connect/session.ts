import type { Offer } from '../finbank';
import type { Institution } from '../institutions';

/** Where the events of a session go. */
export interface WebhookTarget {
	url: string;
	contentType: 'application/json' | 'application/xml';
	/** Comes back in each event. */
	data?: object;
	/** Sent with each event. */
	headers?: Record<string, string>;
}

/** What a link was made for. */
export interface ConnectSettings {
	kind: 'full' | 'lite' | 'fix';
	customerId: string;
	consumerId?: string;
	/** The only institution; of a `full` session none. */
	institutionId?: string;
	/** The login that is to be mended. */
	institutionLoginId?: string;
	redirectUri?: string;
	webhook?: WebhookTarget;
	singleUse: boolean;
	/** Unix milliseconds. */
	expiresAt: number;
}

/**
 * What the person sees: the institutions, the login form, the question of the bank, the accounts to
 * choose from; or the end, reached or broken off.
 */
export type Step = 'institutions' | 'login' | 'question' | 'accounts' | 'done' | 'left';

/** One link, and how far the person is. */
export interface ConnectSession extends ConnectSettings {
	/** None before the link is opened. */
	step?: Step;
	/** What the list of institutions is searched for. */
	search?: string;
	chosen?: Institution;
	/** What the bank has for the person that has signed in. */
	offers?: readonly Offer[];
	/** What went wrong with the step before, in words for the person. */
	problem?: string;
}
