import type { Operation } from '../../../shared/operation';
import { connectionId, customerOfList } from '../../fields';

export const deleteConnection: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete connection',
	description:
		"Remove a connection with its accounts and transactions, and revoke its consent. This can't be undone.",
	request: { method: 'DELETE', path: '/connections/{connectionId}' },
	fields: [customerOfList, connectionId],
	answer: { kind: 'deleted' },
};
