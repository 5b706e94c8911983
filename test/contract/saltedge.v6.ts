import { gives, givesPages, operationsOf, type SaltEdgeOperation } from './saltedge.operation';
import { accountPage } from './saltedge.records.schemas';
import {
	date,
	emptyBody,
	flag,
	id,
	keyOwner,
	providerMode,
	seenOnce,
	text,
} from './saltedge.schemas';
import * as answers from './saltedge.v6.answers.schemas';
import * as bodies from './saltedge.v6.bodies.schemas';

const operation = operationsOf('v6');

const noBody = { body: emptyBody, bodyOptional: true };
const connectionOrCustomer = { connection_id: id, customer_id: id };
const eitherOf = Object.keys(connectionOrCustomer);
const providerParts = {
	include_ais_fields: flag,
	include_pis_fields: flag,
	include_credentials_fields: flag,
};
const seenOnceAtAll = { seenOnce: true, failures: [400, 404] } as const;

const catalogue = [
	operation('GET', '/countries', gives(answers.countries)),
	operation('GET', '/providers', {
		...givesPages(answers.providerPage, {
			country_code: text,
			mode: providerMode,
			include_sandboxes: flag,
			...providerParts,
			exclude_inactive: flag,
			key_owner: keyOwner,
		}),
		failures: [400, 404],
	}),
	operation('GET', '/providers/{provider_code}', {
		...gives(answers.oneProvider),
		query: { ...providerParts, include_sandboxes: seenOnce(flag) },
	}),
	operation('GET', '/rates', { ...gives(answers.rates), query: { date: seenOnce(date) } }),
];

const customers = [
	operation('GET', '/customers', givesPages(answers.customerPage)),
	operation('POST', '/customers', {
		...gives(answers.customer),
		body: bodies.newCustomer,
		failures: [400, 409],
	}),
	operation('GET', '/customers/{customer_id}', gives(answers.customer)),
	operation('DELETE', '/customers/{customer_id}', { ...gives(answers.removedCustomer), ...noBody }),
];

const connections = [
	operation('GET', '/connections', {
		...givesPages(answers.connectionPage, { customer_id: id }),
		requiredQuery: ['customer_id'],
		failures: [400, 404],
	}),
	operation('POST', '/connections/connect', {
		...gives(answers.connectSession),
		body: bodies.connect,
		eitherOf: ['customer_id', 'customer_identifier'],
		failures: [400, 404],
	}),
	operation('GET', '/connections/{connection_id}', {
		...gives(answers.oneConnection),
		query: { include_holder_info: flag },
	}),
	operation('DELETE', '/connections/{connection_id}', {
		...gives(answers.removedConnection),
		...noBody,
	}),
	operation('POST', '/connections/{connection_id}/reconnect', {
		...gives(answers.connectSession),
		body: bodies.reconnect,
	}),
	operation('POST', '/connections/{connection_id}/refresh', {
		...gives(answers.refreshResult),
		body: bodies.refresh,
		failures: [400, 404, 406, 429],
	}),
	operation('POST', '/connections/{connection_id}/background_refresh', {
		...gives(answers.refreshResult),
		body: bodies.backgroundRefresh,
		failures: [400, 404, 406, 429],
	}),
];

const consents = [
	operation('GET', '/consents', {
		...givesPages(answers.consentPage, connectionOrCustomer),
		eitherOf,
		...seenOnceAtAll,
	}),
	operation('GET', '/consents/{consent_id}', {
		...gives(answers.consent),
		query: connectionOrCustomer,
		eitherOf,
		...seenOnceAtAll,
	}),
	operation('POST', '/consents/{consent_id}/revoke', {
		...gives(answers.consent),
		body: bodies.nothing,
		...seenOnceAtAll,
	}),
];

const money = [
	operation('GET', '/accounts', {
		...givesPages(accountPage, connectionOrCustomer),
		eitherOf,
		failures: [400, 404],
	}),
	operation('GET', '/transactions', {
		...givesPages(answers.transactionPage, {
			connection_id: id,
			account_id: id,
			pending: flag,
			duplicated: flag,
		}),
		requiredQuery: ['connection_id'],
		failures: [400, 404],
	}),
	operation('PUT', '/transactions', {
		...gives(answers.updatedTransactions),
		body: bodies.updatedTransactions,
		...seenOnceAtAll,
	}),
];

/**
 * Salt Edge Account Information v6, as its public clients show it; payments are left out. A known
 * identifier of a customer was answered with 409, and a refresh that comes too early with 406.
 */
export const saltedgeV6Contract: readonly SaltEdgeOperation[] = [
	...catalogue,
	...customers,
	...connections,
	...consents,
	...money,
];
