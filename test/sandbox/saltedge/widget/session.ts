import { createHash } from 'node:crypto';
import type { ApiVersion } from '../../../contract/saltedge';
import { hour } from '../../shared/time';
import type { ConnectionChanges } from '../fetching';
import type { AttemptRequest, Consent, ConsentTerms } from '../model';
import type { SaltEdgeState } from '../state';

/** How the widget is to be. */
export interface WidgetOptions extends ConnectionChanges {
	/** Codes; all countries unless given. */
	countries?: readonly string[];
	/** Whose providers come first. */
	popularCountry?: string;
	/** All modes unless given. */
	modes?: readonly string[];
	withFakeProviders?: boolean;
	returnsConnectionId?: boolean;
	returnsErrorClass?: boolean;
	showsOverview?: boolean;
	/** Sends the end user back as soon as nobody is asked any more. */
	skipsStages?: boolean;
	credentials?: 'store' | 'do_not_store' | 'ask';
	/** What becomes of a login that is another one than before; refused unless given. */
	otherLogin?: 'ask' | 'override';
}

/** A link for an end user, and how far its owner has come. */
export interface ConnectSession extends WidgetOptions {
	token: string;
	version: ApiVersion;
	purpose: 'connect' | 'reconnect' | 'refresh';
	customerId: string;
	/** Given, or made by the login. */
	connectionId?: string;
	providerCode?: string;
	/** What the end user is to allow; the consent that there is stays in force unless given. */
	terms?: ConsentTerms;
	attempt: AttemptRequest;
	expiresAt: number;
	/** Whether the end user is still to be asked for the consent. */
	asksConsent: boolean;
	/** Whether the consent was asked for here. */
	collectsConsent: boolean;
	/** What the end user has allowed here. */
	consent?: Consent;
	/** Of the fetch that goes on, or went on last. */
	attemptId?: string;
	/** Something to be told on the next page. */
	notice?: string;
	/** Where the end user was sent when all was over. */
	left?: string;
}

/** How long a link can be opened. The vendor's own time is not known. */
const lifetime = hour;

type Beginning = Omit<ConnectSession, 'token' | 'expiresAt' | 'asksConsent' | 'collectsConsent'> & {
	showsConsent: boolean;
};

/** Makes a link that opens the widget. */
export function openSession(
	state: SaltEdgeState,
	{ showsConsent, ...beginning }: Beginning,
): ConnectSession {
	const number = state.newId('session');
	const collectsConsent = showsConsent && beginning.terms !== undefined;
	const session: ConnectSession = {
		...beginning,
		token: createHash('sha256').update(`session ${number}`).digest('hex').slice(0, 32),
		expiresAt: state.now() + lifetime,
		collectsConsent,
		asksConsent: collectsConsent,
	};
	state.sessions.set(session.token, session);
	return session;
}
