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
			description: 'Look up whose the accounts of a connection are, as far as it was fetched',
			versions: ['v5'],
			request: { method: 'GET', path: '/holder_info' },
			fields: [customerOfList, connectionInQuery],
			answer: { kind: 'record', has: ['names'] },
		},
	],
};
