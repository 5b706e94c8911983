import type { Field, Operation, Resource } from '../../shared/operation';
import { locator } from '../../shared/panel/locator';
import { perVersion } from '../../shared/panel/perVersion';
import {
	connectionOfList,
	connectionOrCustomer,
	customerOfList,
	customerOrConnection,
	DIGITS,
} from '../fields';
import { dataPages } from '../paging';

const consentId: Field = locator({
	displayName: 'Consent',
	name: 'consentId',
	description: 'The consent. Choose one from the list, or enter the ID (digits only).',
	search: 'searchConsents',
	dependsOn: ['customerId.value', 'connectionId.value'],
	format: DIGITS,
	example: '555555555555555555',
});

/** Whose consent it is must be said, one way or the other. */
const ofSomebody = {
	fields: [customerOrConnection, connectionOrCustomer, consentId],
	atLeastOneOf: ['customerId', 'connectionId'],
};

const record: Operation['answer'] = { kind: 'record', has: ['id'] };

export const consent: Resource = {
	value: 'consent',
	name: 'Consent',
	operations: [
		...perVersion(
			{
				value: 'get',
				name: 'Get',
				action: 'Get consent',
				description: 'Look up one consent: what it covers, and until when',
				request: { method: 'GET', path: '/consents/{consentId}' },
				answer: record,
			},
			{
				v6: {
					...ofSomebody,
					description: 'Look up one consent: what it covers, and until when; unconfirmed in v6',
				},
				v5: ofSomebody,
			},
		),
		...perVersion(
			{
				value: 'getMany',
				name: 'Get Many',
				action: 'Get many consents',
				description: 'List the consents of a connection or a customer',
				request: { method: 'GET', path: '/consents' },
				answer: { kind: 'records', ...dataPages },
			},
			{
				v6: {
					fields: [customerOrConnection, connectionOrCustomer],
					atLeastOneOf: ['customerId', 'connectionId'],
					description: 'List the consents of a connection or a customer; unconfirmed in v6',
				},
				v5: {
					fields: [customerOrConnection, connectionOrCustomer],
					atLeastOneOf: ['customerId', 'connectionId'],
				},
			},
		),
		...perVersion(
			{
				value: 'revoke',
				name: 'Revoke',
				action: 'Revoke consent',
				description: 'Revoke a consent, so that no more data is fetched with it',
				notice: "This can't be undone: the end user would have to consent again.",
				request: { method: 'PUT', path: '/consents/{consentId}/revoke', hasNoBody: true },
				answer: record,
			},
			{
				v6: {
					request: { method: 'POST', path: '/consents/{consentId}/revoke' },
					fields: [customerOfList, connectionOfList, consentId],
					description:
						'Revoke a consent, so that no more data is fetched with it; unconfirmed in v6',
				},
				v5: ofSomebody,
			},
		),
	],
};
