import type { Field, Resource } from '../../../shared/operation';
import { body, filters, updateFields } from '../../../shared/panel/field';
import { INTEGER_ID } from '../../../shared/panel/formats';
import { accountList, checkOrder, transactionId } from '../../fields';
import { transactionPages } from '../../paging';
import { changeNames, changes, checkChanges, checkManyChanges } from './changes';
import { checkDeletion, deletionFilters, safeMode } from './deletion';
import { transactionFilters, view } from './filters';
import { checkParts, parts } from './parts';
import { simplifiedTransaction } from './shape';

/** Whether all are meant: without IDs, finAPI changes every transaction there is. */
const allTransactions: Field = {
	displayName: 'All Transactions',
	name: 'allTransactions',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to change every transaction of the user, or of the accounts in Filters, instead of those with certain IDs',
};

const editedIds: Field = {
	displayName: 'IDs',
	name: 'ids',
	type: 'string',
	required: true,
	displayOptions: { show: { allTransactions: [false] } },
	default: '',
	placeholder: 'e.g. 1005061234, 1005061235',
	description: 'The transactions to change: their IDs, separated by commas, at most 100',
	wire: 'integers',
	format: INTEGER_ID,
	maxLength: 100,
	...body('ids'),
};

const editedAccounts: Field = {
	...filters([
		{
			...accountList('Only the transactions of these accounts: their IDs, separated by commas'),
			wire: 'integers',
			format: INTEGER_ID,
			...body('accountIds'),
		},
	]),
	displayOptions: { show: { allTransactions: [true] } },
};

export const transaction: Resource = {
	value: 'transaction',
	name: 'Transaction',
	operations: [
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete transaction',
			description:
				'Remove a transaction at a test bank, a possible duplicate or an adjusting entry',
			notice: "This can't be undone.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/transactions/{transactionId}' },
			fields: [transactionId],
			answer: { kind: 'deleted' },
		},
		{
			value: 'deleteAll',
			name: 'Delete All',
			action: 'Delete all transactions',
			description: 'Remove all transactions that match the filters and that Safe Mode allows',
			notice: "This can't be undone.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/transactions' },
			fields: [safeMode, deletionFilters],
			check: checkDeletion,
			answer: { kind: 'deletedMany', property: 'identifiers' },
		},
		{
			value: 'edit',
			name: 'Edit',
			action: 'Edit transaction',
			description: 'Change the category, the labels or the flags of a transaction',
			versions: ['V2'],
			request: { method: 'PATCH', path: '/transactions/{transactionId}' },
			fields: [transactionId, updateFields(changes)],
			atLeastOneOf: changeNames,
			check: checkChanges,
			answer: { kind: 'record', has: ['id'], simplify: simplifiedTransaction },
		},
		{
			value: 'editMultiple',
			name: 'Edit Multiple',
			action: 'Edit multiple transactions',
			description: 'Make the same change to several transactions',
			versions: ['V2'],
			request: { method: 'PATCH', path: '/transactions' },
			fields: [allTransactions, editedIds, editedAccounts, updateFields(changes)],
			atLeastOneOf: changeNames,
			check: checkManyChanges,
			answer: { kind: 'changedMany', property: 'identifiers' },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get transaction',
			description: 'Look up one transaction by ID',
			versions: ['V2'],
			request: { method: 'GET', path: '/transactions/{transactionId}' },
			fields: [transactionId],
			answer: { kind: 'record', has: ['id'], simplify: simplifiedTransaction },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many transactions',
			description: 'List the transactions of the user, with optional filters',
			versions: ['V2'],
			request: { method: 'GET', path: '/transactions' },
			fields: [view, transactionFilters],
			check: checkOrder,
			answer: { kind: 'records', ...transactionPages, simplify: simplifiedTransaction },
		},
		{
			value: 'restore',
			name: 'Restore',
			action: 'Restore transaction',
			description: 'Undo the split of a transaction and remove its parts',
			versions: ['V2'],
			request: { method: 'POST', path: '/transactions/{transactionId}/restore' },
			fields: [transactionId],
			answer: { kind: 'record', has: ['id'], simplify: simplifiedTransaction },
		},
		{
			value: 'split',
			name: 'Split',
			action: 'Split transaction',
			description: 'Divide a transaction into parts, each with its own category and purpose',
			versions: ['V2'],
			request: { method: 'POST', path: '/transactions/{transactionId}/split' },
			fields: [transactionId, parts],
			check: checkParts,
			answer: { kind: 'record', has: ['id'], simplify: simplifiedTransaction },
		},
		{
			value: 'triggerCategorization',
			name: 'Trigger Categorization',
			action: 'Trigger categorization of transactions',
			description: 'Have finAPI categorize transactions without a category in the background',
			versions: ['V2'],
			request: {
				method: 'POST',
				path: '/transactions/triggerCategorization',
				alwaysHasBody: true,
			},
			fields: [
				{
					displayName: 'Bank Connection IDs',
					name: 'bankConnectionIds',
					type: 'string',
					default: '',
					placeholder: 'e.g. 1005061234, 1005061235',
					description:
						'Only transactions of these bank connections: their IDs, separated by commas; all of the user when empty',
					wire: 'integers',
					format: INTEGER_ID,
					...body('bankConnectionIds'),
				},
			],
			answer: { kind: 'done' },
		},
	],
};
