import type { Operation } from '../../../shared/operation';
import { connectionId, customerOfList } from '../../fields';
import { connectionShape } from './shape';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get connection',
	description: 'Look up one connection by ID: its state, and what its last fetch came to',
	request: { method: 'GET', path: '/connections/{connectionId}' },
	fields: [customerOfList, connectionId],
	answer: { kind: 'record', ...connectionShape },
};
