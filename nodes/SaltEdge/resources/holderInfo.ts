import type { Resource } from '../../shared/operation';
import { connectionInQuery, customerOfList } from '../fields';

export const holderInfo: Resource = {
	value: 'holderInfo',
	name: 'Holder Info',
	operations: [
		{
			value: 'get',
			name: 'Get',
			action: 'Get holder info',
			description: 'Look up the account holders of a connection, if they were fetched',
			versions: ['v5'],
			request: { method: 'GET', path: '/holder_info' },
			fields: [customerOfList, connectionInQuery],
			answer: { kind: 'record', has: ['names'] },
		},
	],
};
