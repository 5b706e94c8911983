import type { Answer } from '../../shared/server';
import { dateTime } from '../../shared/time';
import { attemptRequestIn, checkAttempt } from '../attempt';
import type { ConsentRequest } from '../consent';
import { checkAllowed, checkConsent, termsIn } from '../consent';
import { refuse } from '../errors';
import { checkConnectionLimit, checkIdle } from '../fetching';
import type { Categorization, Connection, ConsentTerms, Customer } from '../model';
import { checkUp } from '../providerRules';
import { checkRefreshable } from '../refreshing';
import type { SaltEdgeState } from '../state';
import type { ConnectSession, WidgetOptions } from '../widget/session';
import { openSession } from '../widget/session';
import type { Call, SaltEdgeOperations } from './operation';
import { answer, connectionOf, connectionWith, customerOf, dataIn } from './operation';

type Strategy = WidgetOptions['credentials'];

/** What both versions say alike. */
interface SessionBody {
	customer_id?: string;
	connection_id?: string;
	consent?: ConsentRequest;
	attempt?: Record<string, unknown>;
	return_connection_id?: boolean;
	return_error_class?: boolean;
	categorization?: Categorization;
}

/** All that v5 says, side by side. */
interface SessionBodyV5 extends SessionBody {
	allowed_countries?: string[];
	provider_code?: string | null;
	provider_modes?: string[];
	include_fake_providers?: boolean;
	daily_refresh?: boolean;
	show_connect_overview?: boolean;
	show_consent_confirmation?: boolean;
	credentials_strategy?: Strategy;
	override_credentials_strategy?: WidgetOptions['otherLogin'];
}

interface SessionBodyV6 extends SessionBody {
	customer_identifier?: string;
	provider?: Record<string, unknown> & {
		code?: string;
		include_sandboxes?: boolean;
		modes?: string[];
	};
	widget?: Record<string, unknown> & {
		allowed_countries?: string[];
		popular_providers_country?: string;
		skip_stages_screen?: boolean;
		show_account_overview?: boolean;
		show_consent_confirmation?: boolean;
		credentials_strategy?: Strategy;
	};
	automatic_refresh?: boolean;
	show_widget?: boolean;
}

type Options = WidgetOptions & { providerCode?: string; showsConsent: boolean };

function optionsOfV5(body: SessionBodyV5): Options {
	return {
		countries: body.allowed_countries,
		providerCode: body.provider_code ?? undefined,
		modes: body.provider_modes,
		withFakeProviders: body.include_fake_providers,
		dailyRefresh: body.daily_refresh,
		categorization: body.categorization,
		returnsConnectionId: body.return_connection_id,
		returnsErrorClass: body.return_error_class,
		showsOverview: body.show_connect_overview,
		showsConsent: body.show_consent_confirmation ?? true,
		credentials: body.credentials_strategy,
		otherLogin: body.override_credentials_strategy,
	};
}

/** What belongs elsewhere, although these parts take fields that are not known here. */
const misplaced = {
	consent: ['fetch_scopes', 'fetch_from_date', 'fetch_to_date'],
	attempt: ['scopes', 'period_days', 'return_connection_id'],
	widget: ['return_to', 'custom_fields', 'locale', 'provider_code', 'include_sandboxes'],
	provider: ['country_code', 'provider_code', 'include_fake_providers', 'provider_modes'],
} as const;

function checkPlaces(body: SessionBodyV6): void {
	for (const [part, names] of Object.entries(misplaced)) {
		const given = body[part as keyof typeof misplaced] ?? {};
		const wrong = names.find((name) => name in given);
		if (wrong) refuse('WrongRequestFormat', `${wrong} does not belong in ${part}`);
	}
}

function optionsOfV6(body: SessionBodyV6): Options {
	checkPlaces(body);
	const { widget = {}, provider = {} } = body;
	return {
		countries: widget.allowed_countries,
		popularCountry: widget.popular_providers_country,
		providerCode: provider.code,
		modes: provider.modes,
		withFakeProviders: provider.include_sandboxes,
		dailyRefresh: body.automatic_refresh,
		categorization: body.categorization,
		returnsConnectionId: body.return_connection_id,
		returnsErrorClass: body.return_error_class,
		showsOverview: widget.show_account_overview,
		skipsStages: widget.skip_stages_screen,
		showsConsent: widget.show_consent_confirmation ?? true,
		credentials: widget.credentials_strategy,
	};
}

function optionsIn(call: Call): Options {
	return call.version === 'v5'
		? optionsOfV5(dataIn<SessionBodyV5>(call))
		: optionsOfV6(dataIn<SessionBodyV6>(call));
}

function checkCountries({ countries: known }: SaltEdgeState, { countries = [] }: Options): void {
	const unknown = countries.find((wanted) => !known.some(({ code }) => code === wanted));
	if (unknown !== undefined) refuse('CountryNotFound', `There is no country ${unknown}`);
}

/** Refuses a provider that nobody can be connected to. */
function checkProvider(state: SaltEdgeState, code: string | undefined, terms: ConsentTerms): void {
	if (code === undefined) return checkAllowed(state, terms);
	const provider =
		state.providers.get(code) ?? refuse('ProviderNotFound', `There is no provider ${code}`);
	checkUp(provider);
	checkAllowed(state, terms, provider);
}

type Subject = Pick<ConnectSession, 'purpose' | 'customerId' | 'connectionId' | 'terms'>;

/** Makes a link for what is asked for. */
function open(call: Call, subject: Subject, accounts: Connection['accounts']): ConnectSession {
	const { state, version } = call;
	const options = optionsIn(call);
	const attempt = attemptRequestIn(version, dataIn<SessionBody>(call).attempt);
	const connection = state.connections.get(subject.connectionId ?? '');
	const terms = subject.terms ?? connection?.consent;
	if (!terms) throw new Error('There is nothing that the end user could allow');
	checkCountries(state, options);
	const providerCode = connection?.providerCode ?? options.providerCode;
	checkProvider(state, providerCode, terms);
	checkAttempt(state, version, attempt, { terms, accountIds: accounts.map(({ id }) => id) });
	return openSession(state, { version, ...options, ...subject, providerCode, attempt });
}

function link({ version, request }: Call, session: ConnectSession) {
	return {
		connect_url: `http://${request.headers.host}/connect/${session.token}`,
		expires_at: dateTime(session.expiresAt),
		...(version === 'v6' ? { customer_id: session.customerId } : {}),
	};
}

function customerIn(call: Call): Customer {
	const { customer_id, customer_identifier } = dataIn<SessionBodyV6>(call);
	if (customer_id !== undefined) return customerOf(call.state, customer_id);
	const all = [...call.state.customers.values()];
	const { id } =
		all.find(({ identifier }) => identifier === customer_identifier) ??
		refuse('CustomerNotFound', `There is no customer ${customer_identifier ?? ''}`);
	return customerOf(call.state, id);
}

const termsAsked = (call: Call): ConsentTerms | undefined => {
	const { consent } = dataIn<SessionBody>(call);
	return consent && termsIn(call.state, call.version, consent);
};

function connect(call: Call): Answer {
	const { id: customerId } = customerIn(call);
	checkConnectionLimit(call.state);
	const session = open(call, { purpose: 'connect', customerId, terms: termsAsked(call) }, []);
	return answer({
		...link(call, session),
		...(call.version === 'v6' ? { token: session.token } : {}),
	});
}

function reconnect(call: Call, connection: Connection): Answer {
	const { id: connectionId, customerId, accounts, consent } = connection;
	checkIdle(connection);
	const terms = termsAsked(call);
	if (!terms) checkConsent(consent, call.state.now());
	const subject = { purpose: 'reconnect', customerId, connectionId, terms } as const;
	return answer(link(call, open(call, subject, accounts)));
}

/** The link that an end user needs for a refresh. */
export function refreshLink(call: Call, connection: Connection) {
	const { id: connectionId, customerId, accounts } = connection;
	checkRefreshable(call.state, connection);
	const terms = termsAsked(call);
	const subject = { purpose: 'refresh', customerId, connectionId, terms } as const;
	return link(call, open(call, subject, accounts));
}

const connectionInBody = (call: Call): Connection =>
	connectionWith(call.state, dataIn<SessionBody>(call).connection_id ?? '');

export const sessionOperations: SaltEdgeOperations = {
	connect_sessions_create_post: connect,
	connect_sessions_reconnect_post: (call) => reconnect(call, connectionInBody(call)),
	connect_sessions_refresh_post: (call) => answer(refreshLink(call, connectionInBody(call))),
	connections_connect_post: connect,
	connections_connection_id_reconnect_post: (call) => reconnect(call, connectionOf(call)),
};
