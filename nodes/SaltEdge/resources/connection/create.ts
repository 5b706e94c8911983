import type { Operation } from '../../../shared/operation';
import { fetching } from '../../completion';
import { countryCode, newConnectionsCustomerId, providerCode } from '../../fields';
import { attemptComplaint, firstAttempt } from './attempt';
import { consentComplaint, consentLimits, consentScopes } from './consent';
import { credentialsComplaint, encryptedCredentials, loginOfProvider } from './credentials';
import {
	additionalFields,
	categorization,
	dailyRefresh,
	fileUrl,
	includeFakeProviders,
} from './fields';
import { connectionShape } from './shape';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create connection',
	description:
		'Connect a customer to a bank and begin to fetch the accounts, in the background unless you wait for it. Only for clients who may handle the credentials themselves.',
	request: { method: 'POST', path: '/connections' },
	fields: [
		newConnectionsCustomerId,
		countryCode,
		providerCode,
		{ ...consentScopes, required: true },
		...loginOfProvider,
		firstAttempt,
		additionalFields([
			...consentLimits,
			categorization,
			dailyRefresh,
			encryptedCredentials,
			fileUrl,
			includeFakeProviders,
		]),
	],
	check: (sent) => consentComplaint(sent) ?? credentialsComplaint(sent) ?? attemptComplaint(sent),
	answer: { kind: 'record', ...connectionShape },
	completion: fetching,
};
