import { grant } from '../consent';
import { credentialsIn } from '../credentials';
import { refuse } from '../errors';
import { begin, checkConnectionLimit, checkIdle, newConnection, refuseTwin } from '../fetching';
import type { Attempt, Connection, Consent, Credentials, Provider } from '../model';
import { isRunning, lastStage, openQuestion } from '../model';
import { gaveUp, giveUp } from '../progress';
import { checkUp, isOffered } from '../providerRules';
import type { SaltEdgeState } from '../state';
import type { ConnectSession } from './session';

/** What the widget shows; `left` when the end user has been sent back. */
export type Step =
	| 'consent'
	| 'provider'
	| 'login'
	| 'question'
	| 'progress'
	| 'failure'
	| 'overview'
	| 'end'
	| 'expired'
	| 'left';

/** The connection of a session, once there is one. */
export const connectionOf = (
	state: SaltEdgeState,
	{ connectionId }: ConnectSession,
): Connection | undefined => state.connections.get(connectionId ?? '');

/** The fetch that the end user looks at. */
export const attemptOf = (state: SaltEdgeState, session: ConnectSession): Attempt | undefined =>
	connectionOf(state, session)?.attempts.find(({ id }) => id === session.attemptId);

/** The provider, once it is chosen. */
export const providerOf = (
	state: SaltEdgeState,
	{ providerCode }: ConnectSession,
): Provider | undefined => state.providers.get(providerCode ?? '');

/** Whether nobody will be asked anything any more. */
const needsNobody = ({ plan, step }: Attempt): boolean =>
	!plan.includes('interactive') && step !== 'start' && step !== 'connect' && step !== 'interactive';

export function stepOf(state: SaltEdgeState, session: ConnectSession): Step {
	const attempt = attemptOf(state, session);
	if (session.left !== undefined) return 'left';
	if (session.attemptId === undefined) {
		if (session.expiresAt <= state.now()) return 'expired';
		if (session.asksConsent) return 'consent';
		return session.providerCode === undefined ? 'provider' : 'login';
	}
	// Somebody may have deleted the connection meanwhile.
	if (!attempt) return 'end';
	if (openQuestion(attempt)) return 'question';
	if (isRunning(attempt)) return session.skipsStages && needsNobody(attempt) ? 'end' : 'progress';
	if (attempt.failure) return 'failure';
	return session.showsOverview ? 'overview' : 'end';
}

/** The providers to choose from, those of the popular country first. */
export function providersFor(state: SaltEdgeState, session: ConnectSession): Provider[] {
	const { countries, modes, popularCountry, withFakeProviders, terms } = session;
	const isPopular = ({ country_code }: Provider) => country_code === popularCountry;
	return [...state.providers.values()]
		.filter(
			({ status, mode, country_code, supported_fetch_scopes }) =>
				status === 'active' &&
				// Nobody can hand in a file here.
				mode !== 'file' &&
				isOffered(state, country_code, withFakeProviders) &&
				(countries?.includes(country_code) ?? true) &&
				(modes?.includes(mode) ?? true) &&
				(terms?.scopes.every((scope) => supported_fetch_scopes.includes(scope)) ?? true),
		)
		.sort((one, other) => Number(isPopular(other)) - Number(isPopular(one)));
}

/** What the end user has filled in: `field.login` is the value of the field `login`. */
export type Form = Record<string, string>;

function choose(state: SaltEdgeState, session: ConnectSession, { provider_code }: Form): void {
	const provider = providersFor(state, session).find(({ code }) => code === provider_code);
	if (!provider) refuse('ProviderNotFound', 'Please choose a bank from the list');
	session.providerCode = provider.code;
}

function valuesIn(form: Form): Record<string, string> {
	const prefix = 'field.';
	return Object.fromEntries(
		Object.entries(form)
			.filter(([name, value]) => name.startsWith(prefix) && value !== '')
			.map(([name, value]) => [name.slice(prefix.length), value]),
	);
}

/** The consent that the end user gives here, or gave before. */
function consentFor(
	state: SaltEdgeState,
	session: ConnectSession,
	provider: Provider,
): Consent | undefined {
	const { terms, collectsConsent } = session;
	if (!terms) return connectionOf(state, session)?.consent;
	// Nobody is refused here for the client's asking for more days than the provider takes.
	const limit = provider.max_consent_days ?? Infinity;
	const periodDays = Math.min(terms.periodDays ?? Infinity, limit);
	const within = { ...terms, periodDays: Number.isFinite(periodDays) ? periodDays : null };
	return (session.consent ??= grant(
		state,
		provider,
		within,
		collectsConsent ? 'saltedge' : 'client',
	));
}

/** What the end user signs in with or, for a refresh, what is stored. */
function credentialsFor(
	state: SaltEdgeState,
	session: ConnectSession,
	{ provider, form }: { provider: Provider; form: Form },
): Credentials {
	const stored = connectionOf(state, session)?.credentials;
	if (session.purpose === 'refresh' && stored) return stored;
	if (provider.mode === 'oauth') return {};
	return credentialsIn(provider.required_fields, { credentials: valuesIn(form) });
}

const storesCredentials = ({ attempt, credentials }: ConnectSession, form: Form): boolean =>
	attempt.store_credentials ??
	(credentials === 'ask' ? form.store === 'on' : credentials !== 'do_not_store');

/** Begins to fetch. */
function logIn(state: SaltEdgeState, session: ConnectSession, form: Form): void {
	const provider = providerOf(state, session);
	if (!provider) throw new Error('No bank has been chosen');
	checkUp(provider);
	const known = connectionOf(state, session);
	if (known) checkIdle(known);
	else checkConnectionLimit(state);
	const { version, purpose, customerId, otherLogin } = session;
	const credentials = credentialsFor(state, session, { provider, form });
	if (!known) refuseTwin(state, { customerId, providerCode: provider.code }, credentials);
	const consent = consentFor(state, session, provider);
	if (!consent) throw new Error('There is nothing that the end user has allowed');
	const connection =
		known ?? newConnection(state, { id: state.newId('connection'), customerId, provider, consent });
	const mayBeOther = otherLogin === 'ask' ? form.override === 'on' : otherLogin === 'override';
	const request = { ...session.attempt, store_credentials: storesCredentials(session, form) };
	const attempt = begin(state, connection, request, {
		...{ version, inWidget: true, consent, credentials },
		mustMatch: purpose === 'reconnect' && !mayBeOther,
		again: known !== undefined,
		dailyRefresh: session.dailyRefresh,
		categorization: session.categorization,
	});
	Object.assign(session, { connectionId: connection.id, attemptId: attempt.id });
}

function reply(state: SaltEdgeState, session: ConnectSession, form: Form): void {
	const attempt = attemptOf(state, session);
	const question = attempt && openQuestion(attempt);
	if (!question) return;
	attempt.reply = credentialsIn(question.fields, { credentials: valuesIn(form) });
	attempt.dueAt = state.now() + state.stageDelayMs;
	lastStage(attempt).updatedAt = state.now();
}

/** Carries out what the end user does at a step. */
export function goOn(state: SaltEdgeState, session: ConnectSession, form: Form): void {
	switch (stepOf(state, session)) {
		case 'consent':
			session.asksConsent = false;
			return;
		case 'provider':
			return choose(state, session, form);
		case 'login':
			return logIn(state, session, form);
		case 'question':
			return reply(state, session, form);
		case 'failure':
			// Another try.
			session.attemptId = undefined;
			return;
		case 'overview':
			session.showsOverview = false;
	}
}

/** Ends all for the end user does not want to go on; gives the class of the failure. */
export function abort(state: SaltEdgeState, session: ConnectSession): string {
	const connection = connectionOf(state, session);
	const attempt = attemptOf(state, session);
	if (connection && attempt && isRunning(attempt)) giveUp(state, connection);
	return attempt?.failure?.errorClass ?? gaveUp[session.version].errorClass;
}

/** The address that the end user is sent back to. */
export function leave(
	state: SaltEdgeState,
	session: ConnectSession,
	{ home, errorClass }: { home: string; errorClass?: string },
): string {
	const address = new URL(session.attempt.return_to ?? state.homeUrl ?? home);
	const { connectionId } = session;
	if (session.returnsConnectionId && connectionId !== undefined) {
		address.searchParams.set('connection_id', connectionId);
	}
	if (session.returnsErrorClass && errorClass !== undefined) {
		address.searchParams.set('error_class', errorClass);
	}
	session.left = address.href;
	return session.left;
}
