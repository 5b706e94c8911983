import type { Operation } from '../../../shared/operation';
import { bankConnectionId } from '../../fields';

export const deleteConnection: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete bank connection',
	description:
		"Remove a bank connection with its accounts, transactions and balances, and the rules that are for it alone. In V2 also its consent at the bank, where possible. This can't be undone.",
	request: { method: 'DELETE', path: '/bankConnections/{bankConnectionId}' },
	fields: [bankConnectionId],
	answer: { kind: 'deleted' },
};
