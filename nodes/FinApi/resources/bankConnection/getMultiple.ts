import type { Operation } from '../../../shared/operation';
import { connectionList } from '../../paging';
import { ids } from './fields';
import { simplifiedConnection } from './simplified';

/** A single id in the path would be another operation, with another answer. */
export const getMultiple: Operation = {
	value: 'getMultiple',
	name: 'Get Multiple (Deprecated)',
	action: 'Get multiple bank connections',
	description:
		"Look up several bank connections by their IDs. finAPI has replaced this by Get Many with the filter 'IDs'.",
	versions: ['V1'],
	request: { method: 'GET', path: '/bankConnections/{ids}', pathForOne: '/bankConnections' },
	fields: [{ ...ids, required: true }],
	answer: { kind: 'records', ...connectionList, isWhole: true, simplify: simplifiedConnection },
};
