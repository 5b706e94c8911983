import type { JsonSchema } from './contract';
import { transaction } from './finapi.data.schemas';
import type { FinApiOperation } from './finapi.operation';
import {
	amount,
	day,
	decimal,
	digits,
	flag,
	id,
	identifiers,
	idList,
	listOf,
	oneOf,
	orderBy,
	page,
	paging,
	plainText,
	record,
	text,
} from './finapi.schemas';

const base = '/api/v2/transactions';
const all = { path: base, token: 'user', pathParameters: {}, query: {} } as const;
const one = { ...all, path: `${base}/{id}`, pathParameters: { id: digits } };
const aTransaction = { status: 200, body: transaction };
const ids: JsonSchema = listOf(id);
const currency = { type: 'string', pattern: '^[A-Z]{3}$' } as const;

const order = orderBy(
	'id',
	'parentId',
	'accountId',
	'valueDate',
	'bankBookingDate',
	'finapiBookingDate',
	'amount',
	'purpose',
	'counterpartName',
	'counterpartAccountNumber',
	'counterpartIban',
	'counterpartBlz',
	'counterpartBic',
	'type',
	'primanota',
	'category.id',
	'category.name',
	'isPotentialDuplicate',
	'isNew',
	'importDate',
);

/** What can be changed of one transaction, and of many. */
const changes: Record<string, JsonSchema> = {
	isNew: flag,
	isPotentialDuplicate: { ...flag, description: 'Only false' },
	categoryId: { ...id, description: '0 clears' },
	trainCategorization: { ...flag, default: true },
	labelIds: { ...ids, description: 'An empty list clears' },
};

export const transactions: readonly FinApiOperation[] = [
	{
		id: 'getAndSearchAllTransactions',
		method: 'GET',
		...all,
		query: {
			view: oneOf('bankView', 'userView'),
			ids: idList,
			search: text,
			counterpart: text,
			purpose: text,
			currency,
			accountIds: { type: 'array', items: digits },
			minBankBookingDate: day,
			maxBankBookingDate: day,
			minFinapiBookingDate: day,
			maxFinapiBookingDate: day,
			minAmount: decimal,
			maxAmount: decimal,
			direction: { ...oneOf('all', 'income', 'spending'), default: 'all' },
			labelIds: { type: 'array', items: digits },
			categoryIds: { type: 'array', items: digits },
			includeChildCategories: { ...flag, default: true },
			isNew: flag,
			isPotentialDuplicate: flag,
			isAdjustingEntry: flag,
			minImportDate: day,
			maxImportDate: day,
			...page,
			order,
		},
		commaSeparated: ['ids', 'accountIds', 'labelIds', 'categoryIds'],
		requiredQuery: ['view'],
		success: {
			status: 200,
			body: record(
				{
					transactions: listOf(transaction),
					paging,
					income: amount,
					spending: amount,
					balance: amount,
				},
				['transactions', 'paging', 'income', 'spending', 'balance'],
			),
		},
		failures: [400, 401, 403],
		paging: { style: 'pageNumber', records: 'transactions', maxPageSize: 500 },
	},
	{
		id: 'getTransaction',
		method: 'GET',
		...one,
		success: aTransaction,
		failures: [400, 401, 403, 404],
	},
	{
		id: 'editMultipleTransactions',
		method: 'PATCH',
		...all,
		body: record({ ...changes, ids: { ...ids, maxItems: 100 }, accountIds: ids }),
		success: { status: 200, body: identifiers },
		failures: [400, 401, 403, 404, 422],
	},
	{
		id: 'editTransaction',
		method: 'PATCH',
		...one,
		body: record(changes),
		success: aTransaction,
		failures: [400, 401, 403, 404, 422],
	},
	{
		id: 'deleteTransaction',
		method: 'DELETE',
		...one,
		success: { status: 200 },
		failures: [400, 401, 403, 404, 422],
	},
	{
		id: 'deleteAllTransactions',
		method: 'DELETE',
		...all,
		query: {
			maxDeletionDate: day,
			minImportDate: day,
			accountIds: idList,
			safeMode: { ...flag, default: true },
			rememberDeletion: { ...flag, default: false },
		},
		commaSeparated: ['accountIds'],
		success: { status: 200, body: identifiers },
		failures: [400, 401, 403],
	},
	{
		id: 'splitTransaction',
		method: 'POST',
		...one,
		path: `${base}/{id}/split`,
		body: record(
			{
				subTransactions: listOf(
					record(
						{
							amount,
							categoryId: { ...id, description: '0 is none; left out, that of the whole' },
							purpose: plainText(2000),
							counterpart: plainText(80),
							counterpartAccountNumber: plainText(34),
							counterpartIban: text,
							counterpartBic: text,
							counterpartBlz: text,
							labelIds: ids,
						},
						['amount'],
					),
				),
			},
			['subTransactions'],
		),
		success: aTransaction,
		failures: [400, 401, 403, 404, 422],
	},
	{
		id: 'restoreTransaction',
		method: 'POST',
		...one,
		path: `${base}/{id}/restore`,
		success: aTransaction,
		failures: [400, 401, 403, 404, 422],
	},
	{
		id: 'triggerCategorization',
		method: 'POST',
		...all,
		path: `${base}/triggerCategorization`,
		body: record({ bankConnectionIds: { ...ids, description: 'None are all' } }),
		success: { status: 200 },
		failures: [400, 401, 403, 404, 422],
	},
];
