import type { Operation } from '../../../shared/operation';
import { fetching } from '../../completion';
import { connectionId, customerOfList } from '../../fields';
import { attemptComplaint, furtherAttempt } from './attempt';
import { consentComplaint, consentLimits, consentScopes } from './consent';
import { credentialsComplaint, encryptedCredentials, loginOfConnection } from './credentials';
import {
	additionalFields,
	categorization,
	dailyRefresh,
	fileUrl,
	includeFakeProviders,
	overrideCredentials,
} from './fields';
import { connectionShape } from './shape';

export const reconnect: Operation = {
	value: 'reconnect',
	name: 'Reconnect',
	action: 'Reconnect connection',
	description:
		'Log in at the bank anew, with new credentials or a new consent, and fetch the data again',
	request: { method: 'PUT', path: '/connections/{connectionId}/reconnect' },
	fields: [
		customerOfList,
		connectionId,
		...loginOfConnection,
		furtherAttempt,
		additionalFields([
			consentScopes,
			...consentLimits,
			categorization,
			dailyRefresh,
			encryptedCredentials,
			fileUrl,
			includeFakeProviders,
			overrideCredentials,
		]),
	],
	check: (sent) => consentComplaint(sent) ?? credentialsComplaint(sent) ?? attemptComplaint(sent),
	answer: { kind: 'record', ...connectionShape },
	completion: fetching,
};
