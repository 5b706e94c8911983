import { byId } from '../../../support/finicity';
import type { Case } from './case';

/** Beyond 2^53. */
const saved = '9007199254741026';
const fuel = '5600000001198';
const noted = '5600000001199';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const transactions: Record<string, Case> = {
	getAndSearchAllTransactions: {
		resource: 'transaction',
		operation: 'getMany',
		parameters: {
			returnAll: false,
			limit: 2,
			view: 'userView',
			filters: {
				ids: `${fuel},${saved}`,
				search: 'sparen',
				counterpart: 'erika',
				purpose: 'sparen',
				currency: 'EUR',
				accountIds: '9007199254740995',
				minBankBookingDate: '2026-02-01',
				maxBankBookingDate: '2026-03-15',
				minFinapiBookingDate: '2026-02-01',
				maxFinapiBookingDate: '2026-03-15',
				minAmount: -0.5,
				maxAmount: 200,
				direction: 'income',
				labelIds: '1001,1002',
				categoryIds: ['411', '410'],
				includeChildCategories: false,
				isNew: true,
				isPotentialDuplicate: false,
				isAdjustingEntry: false,
				minImportDate: '2026-03-01',
				maxImportDate: '2026-03-15',
				order: 'importDate,desc',
			},
		},
		before: async ({ state }) => {
			const transaction = state.transactions.get(saved);
			if (transaction) Object.assign(transaction, { labelIds: ['1001'], isNew: true });
			return await Promise.resolve({});
		},
		sends:
			'GET /api/v2/transactions?view=userView&accountIds=9007199254740995&minAmount=-0.5&maxAmount=200' +
			'&minBankBookingDate=2026-02-01&maxBankBookingDate=2026-03-15' +
			'&categoryIds=411,410&counterpart=erika&currency=EUR&direction=income' +
			'&minFinapiBookingDate=2026-02-01&maxFinapiBookingDate=2026-03-15' +
			'&ids=5600000001198,9007199254741026&minImportDate=2026-03-01' +
			'&maxImportDate=2026-03-15&includeChildCategories=false' +
			'&isAdjustingEntry=false&isNew=true&isPotentialDuplicate=false' +
			'&labelIds=1001,1002&purpose=sparen&search=sparen&order=importDate%2Cdesc' +
			'&page=1&perPage=2',
		gives: [
			{
				id: saved,
				accountId: '9007199254740995',
				date: '2026-02-28',
				valueDate: '2026-02-28',
				amount: 200,
				currency: 'EUR',
				description: 'Sparen',
				counterparty: 'Erika Mustermann',
				category: 'Sparen',
				status: 'posted',
			},
		],
	},
	getTransaction: {
		resource: 'transaction',
		operation: 'get',
		parameters: { transactionId: byId(saved) },
		plain: { transactionId: byId(fuel) },
		sends: `GET /api/v2/transactions/${saved}`,
		gives: [{ id: saved, amount: 200, category: 'Sparen' }],
	},
	editTransaction: {
		resource: 'transaction',
		operation: 'edit',
		parameters: {
			transactionId: byId(saved),
			simplify: false,
			updateFields: {
				isNew: true,
				isPotentialDuplicate: false,
				categoryId: '381',
				trainCategorization: false,
				labelIds: '1001, 1002',
			},
		},
		plain: { transactionId: byId(fuel) },
		sends: `PATCH /api/v2/transactions/${saved}`,
		body: () =>
			'{"categoryId":381,"isNew":true,"isPotentialDuplicate":false,"labelIds":[1001,1002],' +
			'"trainCategorization":false}',
		gives: [{ id: saved, isNew: true }],
	},
	editMultipleTransactions: {
		resource: 'transaction',
		operation: 'editMultiple',
		parameters: {
			ids: `${fuel}, ${saved}`,
			updateFields: {
				isNew: false,
				isPotentialDuplicate: false,
				categoryId: '381',
				trainCategorization: true,
				labelIds: '',
			},
		},
		sends: 'PATCH /api/v2/transactions',
		body: () =>
			`{"ids":[${fuel},${saved}],"categoryId":381,"isNew":false,` +
			'"isPotentialDuplicate":false,"labelIds":[],"trainCategorization":true}',
		gives: [
			{ changed: true, id: Number(fuel) },
			{ changed: true, id: saved },
		],
	},
	deleteTransaction: {
		resource: 'transaction',
		operation: 'delete',
		parameters: { transactionId: byId('duplicate') },
		before: async (sandbox) => {
			const transaction = sandbox.state.transactions.get(fuel);
			if (transaction) transaction.isPotentialDuplicate = true;
			return await Promise.resolve({ transactionId: byId(fuel) });
		},
		sends: `DELETE /api/v2/transactions/${fuel}`,
		gives: [{ deleted: true }],
	},
	deleteAllTransactions: {
		resource: 'transaction',
		operation: 'deleteAll',
		parameters: {
			safeMode: false,
			filters: {
				accountIds: '8400000000001',
				minImportDate: '2026-03-15',
				rememberDeletion: false,
			},
		},
		sends:
			'DELETE /api/v2/transactions?safeMode=false&accountIds=8400000000001' +
			'&minImportDate=2026-03-15&rememberDeletion=false',
		gives: [{ deleted: false }],
	},
	splitTransaction: {
		resource: 'transaction',
		operation: 'split',
		parameters: {
			transactionId: byId(noted),
			simplify: false,
			subTransactions: {
				part: [
					{
						amount: -40.01,
						categoryId: '0',
						purpose: 'Parken',
						counterpart: 'Parkhaus',
						counterpartAccountNumber: '4711',
						counterpartIban: 'DE89370400440532013000',
						counterpartBic: 'COBADEFFXXX',
						counterpartBlz: '37040044',
						labelIds: '1001,1003',
					},
					{ amount: -1.99 },
				],
			},
		},
		sends: `POST /api/v2/transactions/${noted}/split`,
		body: () =>
			'{"subTransactions":[{"amount":-40.01,"categoryId":0,"counterpart":"Parkhaus",' +
			'"counterpartAccountNumber":"4711","counterpartBic":"COBADEFFXXX",' +
			'"counterpartBlz":"37040044","counterpartIban":"DE89370400440532013000",' +
			'"labelIds":[1001,1003],"purpose":"Parken"},{"amount":-1.99}]}',
		gives: [{ id: Number(noted), amount: -42, children: [expect.any(Number), expect.any(Number)] }],
	},
	restoreTransaction: {
		resource: 'transaction',
		operation: 'restore',
		parameters: { transactionId: byId(noted) },
		sends: `POST /api/v2/transactions/${noted}/restore`,
		gives: [{ id: Number(noted), amount: -42 }],
	},
	triggerCategorization: {
		resource: 'transaction',
		operation: 'triggerCategorization',
		parameters: { bankConnectionIds: '9007199254740993' },
		sends: 'POST /api/v2/transactions/triggerCategorization',
		body: () => '{"bankConnectionIds":[9007199254740993]}',
		gives: [{ success: true }],
	},
};
