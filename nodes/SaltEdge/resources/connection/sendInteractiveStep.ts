import type { Operation } from '../../../shared/operation';
import { fetchingOn } from '../../completion';
import { connectionId, customerOfList } from '../../fields';
import { answersOfStep, credentialsComplaint, encryptedCredentials } from './credentials';
import { additionalFields } from './fields';
import { connectionShape } from './shape';

export const sendInteractiveStep: Operation = {
	value: 'sendInteractiveStep',
	name: 'Send Interactive Step',
	action: 'Send interactive step of connection',
	description:
		'Send what the connection waits for at its interactive stage, such as a TAN. The interactive_fields_names of its last stage say what that is.',
	request: { method: 'PUT', path: '/connections/{connectionId}/interactive' },
	fields: [
		customerOfList,
		connectionId,
		...answersOfStep,
		additionalFields([encryptedCredentials]),
	],
	atLeastOneOf: ['providerFields', 'secretFields', 'credentialsJson', 'encryptedCredentials'],
	check: credentialsComplaint,
	answer: { kind: 'record', ...connectionShape },
	completion: fetchingOn,
};
