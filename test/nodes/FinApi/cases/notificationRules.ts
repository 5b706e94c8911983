import type { FinApiSandbox } from '../../../sandbox/finapi';
import { runFinApi } from '../../../support/finApi';
import type { Case } from './case';

const ruleId = '3001';

/** Creates a rule, whose id is always the same. */
async function withRule(sandbox: FinApiSandbox) {
	const { items } = await runFinApi(sandbox, 'create', {
		resource: 'notificationRule',
		triggerEvent: 'NEW_TRANSACTIONS',
		additionalFields: { includeDetails: true },
	});
	return { notificationRuleId: String(items[0]?.json.id) };
}

const rule = {
	...{ id: Number(ruleId), triggerEvent: 'NEW_TRANSACTIONS', params: {}, includeDetails: true },
};

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const notificationRules: Record<string, Case> = {
	createNotificationRule: {
		resource: 'notificationRule',
		operation: 'create',
		parameters: {
			triggerEvent: 'NEW_TRANSACTIONS',
			additionalFields: {
				accountIds: '8400000000001, 9007199254740995',
				callbackHandle: '{"user":"erika","of":"1/2"}',
				includeDetails: true,
				maxTransactionsCount: '50',
			},
		},
		plain: { triggerEvent: 'NEW_TRANSACTIONS' },
		sends: 'POST /api/v2/notificationRules',
		body: () =>
			'{"triggerEvent":"NEW_TRANSACTIONS","params":{"accountIds":"8400000000001,9007199254740995",' +
			'"maxTransactionsCount":"50"},"callbackHandle":"{\\"user\\":\\"erika\\",\\"of\\":\\"1/2\\"}",' +
			'"includeDetails":true}',
		gives: [
			{
				...rule,
				params: { accountIds: '8400000000001,9007199254740995', maxTransactionsCount: '50' },
				callbackHandle: '{"user":"erika","of":"1/2"}',
			},
		],
	},
	getAndSearchAllNotificationRules: {
		resource: 'notificationRule',
		operation: 'getMany',
		parameters: {
			returnAll: true,
			filters: { ids: `${ruleId}, 3002`, includeDetails: true, triggerEvent: 'NEW_TRANSACTIONS' },
		},
		before: async (sandbox) => {
			await withRule(sandbox);
			return {};
		},
		sends:
			`GET /api/v2/notificationRules?ids=${ruleId},3002&includeDetails=true` +
			'&triggerEvent=NEW_TRANSACTIONS',
		gives: [rule],
	},
	getNotificationRule: {
		resource: 'notificationRule',
		operation: 'get',
		parameters: {},
		before: withRule,
		sends: `GET /api/v2/notificationRules/${ruleId}`,
		gives: [rule],
	},
	deleteNotificationRule: {
		resource: 'notificationRule',
		operation: 'delete',
		parameters: {},
		before: withRule,
		sends: `DELETE /api/v2/notificationRules/${ruleId}`,
		gives: [{ deleted: true }],
	},
	deleteAllNotificationRules: {
		resource: 'notificationRule',
		operation: 'deleteAll',
		parameters: {},
		before: async (sandbox) => {
			await withRule(sandbox);
			return {};
		},
		sends: 'DELETE /api/v2/notificationRules',
		gives: [{ deleted: true, id: Number(ruleId) }],
	},
};
