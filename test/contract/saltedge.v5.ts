import { gives, givesPages, operationsOf, type SaltEdgeOperation } from './saltedge.operation';
import { accountPage } from './saltedge.records.schemas';
import { date, emptyBody, flag, id, keyOwner, providerMode, text } from './saltedge.schemas';
import * as answers from './saltedge.v5.answers.schemas';
import * as bodies from './saltedge.v5.bodies.schemas';

const operation = operationsOf('v5');

const oneConnection = gives(answers.connection);
const connectSession = gives(answers.connectSession);
const noBody = { body: emptyBody, bodyOptional: true };
const ofConnectionOrCustomer = {
	query: { connection_id: id, customer_id: id },
	eitherOf: ['connection_id', 'customer_id'],
	failures: [400, 404],
};
const transactions = {
	...givesPages(answers.transactionPage, { connection_id: id, account_id: id }),
	requiredQuery: ['connection_id'],
	failures: [400, 404],
};

const catalogue = [
	operation('GET', '/countries', {
		...gives(answers.countries),
		query: { include_fake_providers: flag },
	}),
	operation('GET', '/providers', {
		...givesPages(answers.providerPage, {
			from_date: date,
			country_code: text,
			mode: providerMode,
			include_fake_providers: flag,
			include_provider_fields: flag,
			provider_key_owner: keyOwner,
			include_payments_fields: flag,
		}),
		failures: [400, 404],
	}),
	operation('GET', '/providers/{provider_code}', gives(answers.provider)),
	operation('GET', '/rates', { ...gives(answers.rates), query: { date } }),
];

const customers = [
	operation('GET', '/customers', givesPages(answers.customerPage, { identifier: text })),
	operation('POST', '/customers', { ...gives(answers.customer), body: bodies.newCustomer }),
	operation('GET', '/customers/{customer_id}', gives(answers.customer)),
	operation('DELETE', '/customers/{customer_id}', { ...gives(answers.removedCustomer), ...noBody }),
	operation('PUT', '/customers/{customer_id}/lock', gives(answers.lockedCustomer)),
	operation('PUT', '/customers/{customer_id}/unlock', gives(answers.unlockedCustomer)),
];

const connections = [
	operation('GET', '/connections', {
		...givesPages(answers.connectionPage, { customer_id: id }),
		requiredQuery: ['customer_id'],
		failures: [400, 404],
	}),
	operation('POST', '/connections', {
		...oneConnection,
		body: bodies.newConnection,
		failures: [400, 404, 429],
	}),
	operation('GET', '/connections/{connection_id}', oneConnection),
	operation('PUT', '/connections/{connection_id}', {
		...oneConnection,
		body: bodies.connectionUpdate,
	}),
	operation('DELETE', '/connections/{connection_id}', {
		...gives(answers.removedConnection),
		...noBody,
	}),
	operation('PUT', '/connections/{connection_id}/reconnect', {
		...oneConnection,
		body: bodies.reconnection,
		failures: [400, 404, 429],
	}),
	operation('PUT', '/connections/{connection_id}/refresh', {
		...oneConnection,
		body: bodies.refresh,
		bodyOptional: true,
		failures: [400, 404, 429],
	}),
	operation('PUT', '/connections/{connection_id}/interactive', {
		...oneConnection,
		body: bodies.interactiveStep,
	}),
];

const connectSessions = [
	operation('POST', '/connect_sessions/create', {
		...connectSession,
		body: bodies.connectSession,
		failures: [400, 404],
	}),
	operation('POST', '/connect_sessions/reconnect', {
		...connectSession,
		body: bodies.reconnectSession,
		failures: [400, 404],
	}),
	operation('POST', '/connect_sessions/refresh', {
		...connectSession,
		body: bodies.refreshSession,
		failures: [400, 404],
	}),
];

const ofConnections = [
	operation('GET', '/attempts', {
		...givesPages(answers.attemptPage, { connection_id: id }),
		requiredQuery: ['connection_id'],
		failures: [400, 404],
	}),
	operation('GET', '/attempts/{attempt_id}', {
		...gives(answers.attempt),
		query: { connection_id: id },
		requiredQuery: ['connection_id'],
	}),
	operation('GET', '/holder_info', {
		...gives(answers.holderInfo),
		query: { connection_id: id },
		requiredQuery: ['connection_id'],
		failures: [400, 404],
	}),
	operation('GET', '/consents', {
		...ofConnectionOrCustomer,
		...givesPages(answers.consentPage, ofConnectionOrCustomer.query),
	}),
	operation('GET', '/consents/{consent_id}', {
		...gives(answers.consent),
		...ofConnectionOrCustomer,
	}),
	operation('PUT', '/consents/{consent_id}/revoke', {
		...gives(answers.consent),
		...ofConnectionOrCustomer,
	}),
];

const money = [
	operation('GET', '/accounts', {
		...ofConnectionOrCustomer,
		...givesPages(accountPage, ofConnectionOrCustomer.query),
	}),
	operation('GET', '/transactions', transactions),
	operation('GET', '/transactions/pending', transactions),
	operation('GET', '/transactions/duplicates', transactions),
	operation('PUT', '/transactions/duplicate', {
		...gives(answers.duplicated),
		body: bodies.duplicates,
		failures: [400, 404],
	}),
	operation('PUT', '/transactions/unduplicate', {
		...gives(answers.unduplicated),
		body: bodies.duplicates,
		failures: [400, 404],
	}),
	operation('DELETE', '/transactions', {
		...gives(answers.cleanupStarted),
		body: bodies.cleanup,
		failures: [400, 404],
	}),
];

/**
 * Salt Edge Account Information v5. The vendor states few status codes: 400 for refused keys and
 * 404 for what there is not; 429 is what clients expect of its limits.
 */
export const saltedgeV5Contract: readonly SaltEdgeOperation[] = [
	...catalogue,
	...customers,
	...connections,
	...connectSessions,
	...ofConnections,
	...money,
];
