import { refuse } from '../errors';
import type { Connection, Consent } from '../model';
import * as v5 from '../views/v5';
import * as v6 from '../views/v6';
import type { Call, SaltEdgeOperations } from './operation';
import { answer, answerPage, connectionsAsked, connectionWith } from './operation';

interface Found {
	connection: Connection;
	consent: Consent;
}

const consentsOf = (connections: readonly Connection[]): (Found & { id: string })[] =>
	connections.flatMap((connection) =>
		connection.consents.map((consent) => ({ id: consent.id, connection, consent })),
	);

/** The consent that the path names; among those of the query, or of all when it names nobody. */
function consentOf(call: Call): Found {
	const { state, path, query } = call;
	const isAsked = query.connection_id !== undefined || query.customer_id !== undefined;
	const among = isAsked ? connectionsAsked(call) : [...state.connections.values()];
	const found = consentsOf(among).find(({ id }) => id === path.consent_id);
	if (!found) refuse('AispConsentNotFound', `There is no consent ${path.consent_id ?? ''}`);
	connectionWith(state, found.connection.id);
	return found;
}

const viewIn = ({ version, state }: Call) => {
	const { viewConsent } = version === 'v5' ? v5 : v6;
	return ({ connection, consent }: Found) => viewConsent(connection, consent, state.now());
};

/** Takes back what the end user has allowed: nothing can be fetched with it any more. */
function revoke(call: Call) {
	const found = consentOf(call);
	const { connection, consent } = found;
	if (consent.revokedAt !== undefined) {
		refuse('AispConsentAlreadyRevoked', 'The consent has been revoked before');
	}
	consent.revokedAt = call.state.now();
	if (consent === connection.consent) delete connection.nextRefreshAt;
	return answer(viewIn(call)(found));
}

export const consentOperations: SaltEdgeOperations = {
	consents_get: (call) => answerPage(call, consentsOf(connectionsAsked(call)), viewIn(call)),
	consents_consent_id_get: (call) => answer(viewIn(call)(consentOf(call))),
	consents_consent_id_revoke_put: revoke,
	consents_consent_id_revoke_post: revoke,
};
