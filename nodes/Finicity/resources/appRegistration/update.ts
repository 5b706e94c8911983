import type { Operation } from '../../../shared/operation';
import { preAppId } from '../../fields';
import { registrationFields } from './fields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update app registration',
	description:
		'Replace all details of an app registration. It becomes pending until it is approved again.',
	request: { method: 'PUT', path: '/aggregation/v1/partners/applications/{preAppId}' },
	fields: [preAppId, ...registrationFields],
	answer: { kind: 'record' },
};
