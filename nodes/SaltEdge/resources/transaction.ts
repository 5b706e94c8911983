import type { IDataObject } from 'n8n-workflow';
import type { Columns, Field, Operation, Resource } from '../../shared/operation';
import { body } from '../../shared/panel/field';
import { readPath } from '../../shared/wire/json';
import {
	accountInBody,
	accountsOfConnection,
	connectionInBody,
	connectionInQuery,
	connectionOfList,
	customerInBody,
	customerOfList,
} from '../fields';
import { dataPages } from '../paging';

/** Whom the money went to, or came from. */
function counterparty(transaction: IDataObject): unknown {
	const [payee, payer] = ['payee', 'payer'].map((name) => readPath(transaction, `extra.${name}`));
	return Number(transaction.amount) < 0 ? (payee ?? payer) : (payer ?? payee);
}

/** The same columns as at every other bank. Salt Edge tells no value date. */
export const transactionColumns: Columns = {
	id: 'id',
	accountId: 'account_id',
	date: (transaction: IDataObject) =>
		(transaction.status === 'posted' ? readPath(transaction, 'extra.posting_date') : undefined) ??
		transaction.made_on,
	valueDate: () => null,
	amount: 'amount',
	currency: 'currency_code',
	description: 'description',
	counterparty,
	category: 'category',
	status: 'status',
};

/** Which of them v6 gives; without a word the posted ones. */
const which: Field = {
	displayName: 'Kind',
	name: 'which',
	type: 'options',
	options: [
		{
			name: 'Duplicated',
			value: 'duplicated',
			description: 'Marked as duplicates, by Salt Edge or by you',
			routing: { request: { qs: { duplicated: true } } },
		},
		{
			name: 'Pending',
			value: 'pending',
			description: 'Not booked yet; may disappear after a refresh and come back under another ID',
			routing: { request: { qs: { pending: true } } },
		},
		{ name: 'Posted', value: 'posted', description: 'Booked by the bank' },
	],
	default: 'posted',
	description: 'Which transactions to list. One kind at a time.',
};

const transactionIds: Field = {
	displayName: 'Transaction IDs',
	name: 'transactionIds',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 444444444444444444, 444444444444444445',
	description: 'The IDs of the transactions (digits only), separated by commas or as a list',
	wire: 'ids',
	...body('transaction_ids'),
};

/** The API takes no more at once. */
const upToHundred: Field = {
	...transactionIds,
	description:
		'The IDs of the transactions (digits only), separated by commas or as a list, at most 100',
	maxLength: 100,
};

function listing(
	operation: Pick<Operation, 'value' | 'name' | 'action' | 'description' | 'versions'>,
	path: string,
	more: readonly Field[] = [],
): Operation {
	return {
		...operation,
		request: { method: 'GET', path },
		fields: [customerOfList, connectionInQuery, accountsOfConnection, ...more],
		answer: { kind: 'records', ...dataPages, simplify: transactionColumns },
	};
}

export const transaction: Resource = {
	value: 'transaction',
	name: 'Transaction',
	operations: [
		{
			value: 'deleteOld',
			name: 'Delete Old',
			action: 'Delete old transactions',
			description: 'Remove the older transactions of an account',
			notice: "This can't be undone.",
			versions: ['v5'],
			request: { method: 'DELETE', path: '/transactions' },
			fields: [
				customerInBody,
				connectionOfList,
				accountInBody,
				{
					displayName: 'Days to Keep',
					name: 'keepDays',
					type: 'number',
					typeOptions: { minValue: 0 },
					required: true,
					default: 90,
					description:
						'How many days to keep, including today. Older transactions are removed. With 0, all are removed.',
					format: { pattern: /^\d{1,5}$/, hint: 'a whole number of days, at least 0' },
					...body('keep_days'),
				},
			],
			answer: { kind: 'done', proof: 'cleanup_started' },
		},
		listing(
			{
				value: 'getMany',
				name: 'Get Many',
				action: 'Get many transactions',
				description: 'List posted, pending or duplicated transactions of a connection',
				versions: ['v6'],
			},
			'/transactions',
			[which],
		),
		listing(
			{
				value: 'getMany',
				name: 'Get Many',
				action: 'Get many transactions',
				description: 'List the posted transactions of a connection or of its accounts',
				versions: ['v5'],
			},
			'/transactions',
		),
		listing(
			{
				value: 'getManyDuplicates',
				name: 'Get Many Duplicates',
				action: 'Get many duplicated transactions',
				description: 'List the transactions of a connection that are marked as duplicates',
				versions: ['v5'],
			},
			'/transactions/duplicates',
		),
		listing(
			{
				value: 'getManyPending',
				name: 'Get Many Pending',
				action: 'Get many pending transactions',
				description: 'List the transactions of a connection that are not booked yet',
				versions: ['v5'],
			},
			'/transactions/pending',
		),
		{
			value: 'mark',
			name: 'Mark as Duplicate',
			action: 'Mark transactions as duplicates',
			description: 'Mark transactions as duplicates, which takes them out of Get Many',
			versions: ['v5'],
			request: { method: 'PUT', path: '/transactions/duplicate' },
			fields: [customerInBody, upToHundred],
			answer: { kind: 'done', proof: 'duplicated' },
		},
		{
			value: 'mark',
			name: 'Mark as Duplicate or Not',
			action: 'Mark transactions as duplicates or not',
			description: 'Mark transactions as duplicates, or remove the mark; unconfirmed in v6',
			versions: ['v6'],
			request: { method: 'PUT', path: '/transactions' },
			fields: [
				customerOfList,
				connectionInBody,
				transactionIds,
				{
					displayName: 'Duplicate',
					name: 'duplicate',
					type: 'boolean',
					required: true,
					default: true,
					description: 'Whether they are duplicates. Switch this off to remove an earlier mark.',
					...body('duplicate'),
				},
			],
			answer: { kind: 'record', has: ['transaction_ids'] },
		},
		{
			value: 'unmark',
			name: 'Unmark as Duplicate',
			action: 'Unmark transactions as duplicates',
			description: 'Remove the duplicate mark from transactions',
			versions: ['v5'],
			request: { method: 'PUT', path: '/transactions/unduplicate' },
			fields: [customerInBody, upToHundred],
			answer: { kind: 'done', proof: 'unduplicated' },
		},
	],
};
