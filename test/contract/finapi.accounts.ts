import { account, dailyBalance } from './finapi.data.schemas';
import { type FinApiOperation, userMetadataHeaders } from './finapi.operation';
import {
	accountTypeName,
	day,
	decimal,
	digits,
	flag,
	identifiers,
	idList,
	listOf,
	orderBy,
	orNull,
	page,
	paging,
	plainText,
	record,
	text,
} from './finapi.schemas';
import { dateTime } from './finapi.v2.schemas';

const base = '/api/v2/accounts';
const all = { path: base, token: 'user', pathParameters: {}, query: {} } as const;
const one = { ...all, path: `${base}/{id}`, pathParameters: { id: digits } };
const anAccount = { status: 200, body: account };

export const accounts: readonly FinApiOperation[] = [
	{
		id: 'getAndSearchAllAccounts',
		method: 'GET',
		...all,
		query: {
			ids: idList,
			search: text,
			accountTypes: { type: 'array', items: accountTypeName },
			bankConnectionIds: { type: 'array', items: digits },
			minLastSuccessfulUpdate: day,
			maxLastSuccessfulUpdate: day,
			minBalance: decimal,
			maxBalance: decimal,
		},
		commaSeparated: ['ids', 'accountTypes', 'bankConnectionIds'],
		success: { status: 200, body: record({ accounts: listOf(account) }, ['accounts']) },
		failures: [400, 401, 403],
	},
	{
		id: 'getDailyBalances',
		method: 'GET',
		...all,
		path: `${base}/dailyBalances`,
		query: {
			accountIds: { type: 'array', items: digits },
			startDate: day,
			endDate: day,
			withProjection: { ...flag, default: true },
			...page,
			order: orderBy('date', 'balance', 'income', 'spending'),
		},
		commaSeparated: ['accountIds'],
		success: {
			status: 200,
			body: record(
				{
					latestCommonBalanceTimestamp: orNull(dateTime),
					dailyBalances: listOf(dailyBalance),
					paging,
				},
				['dailyBalances', 'paging'],
			),
		},
		failures: [400, 401, 403, 404, 422],
		paging: { style: 'pageNumber', records: 'dailyBalances', maxPageSize: 500 },
	},
	{
		id: 'getAccount',
		method: 'GET',
		...one,
		success: anAccount,
		failures: [400, 401, 403, 404],
	},
	{
		id: 'editAccount',
		method: 'PATCH',
		...one,
		body: record({ accountName: plainText(512), accountType: accountTypeName, isNew: flag }),
		success: anAccount,
		failures: [400, 401, 403, 404, 423],
	},
	{
		id: 'deleteAccount',
		method: 'DELETE',
		...one,
		headers: userMetadataHeaders,
		success: { status: 200 },
		failures: [400, 401, 403, 404, 423],
	},
	{
		id: 'deleteAllAccounts',
		method: 'DELETE',
		...all,
		headers: userMetadataHeaders,
		success: { status: 200, body: identifiers },
		failures: [401, 403, 423],
	},
];
