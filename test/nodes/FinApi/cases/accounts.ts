import { byId } from '../../../support/finicity';
import type { Case } from './case';

const savings = '9007199254740995';

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const accounts: Record<string, Case> = {
	getAndSearchAllAccounts: {
		resource: 'account',
		operation: 'getMany',
		parameters: {
			returnAll: true,
			filters: {
				ids: `8400000000001, ${savings}`,
				search: 'sparschwein',
				accountTypes: ['Savings', 'Checking'],
				bankConnectionIds: '9007199254740993',
				minLastSuccessfulUpdate: '2026-03-01',
				maxLastSuccessfulUpdate: '2026-03-31',
				minBalance: -10.5,
				maxBalance: 100000,
			},
		},
		sends:
			`GET /api/v2/accounts?accountTypes=Savings,Checking&bankConnectionIds=9007199254740993` +
			`&ids=8400000000001,${savings}&maxBalance=100000&minBalance=-10.5&search=sparschwein` +
			'&minLastSuccessfulUpdate=2026-03-01&maxLastSuccessfulUpdate=2026-03-31',
		gives: [
			{
				id: savings,
				connectionId: '9007199254740993',
				name: 'Tagesgeld „Sparschwein“',
				type: 'Savings',
				number: 'DE96530612301000000002',
				currency: 'EUR',
				balance: 7632.98,
				availableBalance: null,
				status: 'UPDATED',
				updatedAt: '2026-03-14T09:00:00.000Z',
			},
		],
	},
	getDailyBalances: {
		resource: 'account',
		operation: 'getDailyBalances',
		parameters: {
			returnAll: false,
			limit: 1,
			filters: {
				accountIds: '8400000000001',
				startDate: '2026-03-10',
				endDate: '2026-03-12',
				withProjection: false,
				order: 'date,desc',
			},
		},
		sends:
			'GET /api/v2/accounts/dailyBalances?accountIds=8400000000001&startDate=2026-03-10' +
			'&order=date%2Cdesc&endDate=2026-03-12&withProjection=false&page=1&perPage=1',
		gives: [{ date: '2026-03-12', income: 0, spending: 55.86, transactions: [5600000001198] }],
	},
	getAccount: {
		resource: 'account',
		operation: 'get',
		parameters: { accountId: byId(savings), simplify: false },
		plain: { accountId: byId('8400000000001') },
		sends: `GET /api/v2/accounts/${savings}`,
		gives: [{ id: savings, accountType: 'Savings', accountHolderName: 'Erika Mustermann' }],
	},
	editAccount: {
		resource: 'account',
		operation: 'edit',
		parameters: {
			accountId: byId(savings),
			updateFields: { accountName: 'Urlaub', accountType: 'Checking', isNew: true },
		},
		plain: { accountId: byId('8400000000001') },
		sends: `PATCH /api/v2/accounts/${savings}`,
		body: () => '{"accountName":"Urlaub","accountType":"Checking","isNew":true}',
		gives: [{ id: savings, name: 'Urlaub', type: 'Checking' }],
	},
	deleteAccount: {
		resource: 'account',
		operation: 'delete',
		parameters: { accountId: byId(savings) },
		sends: `DELETE /api/v2/accounts/${savings}`,
		gives: [{ deleted: true }],
	},
	deleteAllAccounts: {
		resource: 'account',
		operation: 'deleteAll',
		parameters: {},
		sends: 'DELETE /api/v2/accounts',
		gives: [
			{ deleted: true, id: 8400000000001 },
			{ deleted: true, id: 8400000000003 },
			{ deleted: true, id: 8400000000004 },
			{ deleted: true, id: 8400000000005 },
			{ deleted: true, id: savings },
		],
	},
};
