import type { JsonSchema } from './contract';
import type { FinApiOperation } from './finapi.operation';
import {
	flag,
	id,
	identifiers,
	idList,
	limited,
	listOf,
	oneOf,
	record,
	text,
} from './finapi.schemas';
import { digits } from './schemas';

const base = '/api/v2/notificationRules';

const triggerEvent = oneOf(
	'NEW_ACCOUNT_BALANCE',
	'NEW_TRANSACTIONS',
	'BANK_LOGIN_ERROR',
	'FOREIGN_MONEY_TRANSFER',
	'LOW_ACCOUNT_BALANCE',
	'HIGH_TRANSACTION_AMOUNT',
	'CATEGORY_CASH_FLOW',
	'NEW_TERMS_AND_CONDITIONS',
);

/** Every value is a text, numbers and lists, too. Which event takes which is told in words only. */
const params: JsonSchema = record({
	accountIds: text,
	bankConnectionIds: text,
	balanceThreshold: text,
	absoluteAmountThreshold: text,
	categoryId: text,
	includeChildCategories: text,
	maxTransactionsCount: text,
});

/** Comes back to the client as it was given; more characters than elsewhere, so that JSON fits. */
const callbackHandle: JsonSchema = {
	...limited(512, 1),
	pattern: '^[A-Za-z0-9¡-ʯ &(){}\\[\\].:,;?!+\\-_$@#~`^€/=%"]*$',
};

const rule = record({ id, triggerEvent, params, callbackHandle: text, includeDetails: flag }, [
	'id',
	'triggerEvent',
	'params',
	'includeDetails',
]);

const asUser = { token: 'user', pathParameters: {}, query: {} } as const;

export const notificationRules: readonly FinApiOperation[] = [
	{
		id: 'getAndSearchAllNotificationRules',
		method: 'GET',
		path: base,
		...asUser,
		query: { ids: idList, triggerEvent, includeDetails: flag },
		commaSeparated: ['ids'],
		success: {
			status: 200,
			body: record({ notificationRules: listOf(rule) }, ['notificationRules']),
		},
		failures: [400, 401, 403],
	},
	{
		id: 'getNotificationRule',
		method: 'GET',
		path: `${base}/{id}`,
		...asUser,
		pathParameters: { id: digits },
		success: { status: 200, body: rule },
		failures: [400, 401, 403, 404],
	},
	{
		id: 'createNotificationRule',
		method: 'POST',
		path: base,
		...asUser,
		body: record(
			{ triggerEvent, params, callbackHandle, includeDetails: { ...flag, default: false } },
			['triggerEvent'],
		),
		success: { status: 201, body: rule },
		failures: [400, 401, 403, 422, 423],
	},
	{
		id: 'deleteNotificationRule',
		method: 'DELETE',
		path: `${base}/{id}`,
		...asUser,
		pathParameters: { id: digits },
		success: { status: 200 },
		failures: [400, 401, 403, 404, 423],
	},
	{
		id: 'deleteAllNotificationRules',
		method: 'DELETE',
		path: base,
		...asUser,
		success: { status: 200, body: identifiers },
		failures: [401, 403, 423],
	},
];
