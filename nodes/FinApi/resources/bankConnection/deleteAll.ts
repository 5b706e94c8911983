import type { Operation } from '../../../shared/operation';

export const deleteAll: Operation = {
	value: 'deleteAll',
	name: 'Delete All',
	action: 'Delete all bank connections',
	description:
		"Remove every bank connection of the user with its accounts, transactions and balances. Gives an item for each. While one of them is busy, none is removed. This can't be undone.",
	request: { method: 'DELETE', path: '/bankConnections' },
	fields: [],
	answer: { kind: 'deletedMany', property: 'identifiers' },
};
