import type { Operation } from '../../../shared/operation';
import { bankConnectionId } from '../../fields';
import { simplifiedConnection } from './simplified';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get bank connection',
	description:
		'Look up one bank connection by ID: its state, its accounts, and what the last download came to',
	request: { method: 'GET', path: '/bankConnections/{bankConnectionId}' },
	fields: [bankConnectionId],
	answer: { kind: 'record', simplify: simplifiedConnection },
};
