import type { Operation } from '../../../shared/operation';
import { registrationFields } from './fields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create app registration',
	description:
		'Register an app so that its users can sign in at banks with OAuth. It starts as pending.',
	request: { method: 'POST', path: '/aggregation/v1/partners/applications' },
	fields: registrationFields,
	answer: { kind: 'record' },
};
