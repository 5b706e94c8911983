import { byId } from '../../shared/paging';
import { refuse } from '../errors';
import type { NotificationRule } from '../model';
import { listIn } from '../paging';
import { asId } from '../views/values';
import type { Call, FinApiOperations } from './operation';

type Params = Readonly<Record<string, string>>;

/** What each event takes, and what it can't do without. */
const paramsOf: Readonly<Record<string, { may: readonly string[]; must?: string }>> = {
	NEW_ACCOUNT_BALANCE: { may: ['accountIds'] },
	NEW_TRANSACTIONS: { may: ['accountIds', 'maxTransactionsCount'] },
	BANK_LOGIN_ERROR: { may: ['bankConnectionIds'] },
	FOREIGN_MONEY_TRANSFER: { may: ['accountIds'] },
	LOW_ACCOUNT_BALANCE: { may: ['accountIds'], must: 'balanceThreshold' },
	HIGH_TRANSACTION_AMOUNT: {
		may: ['accountIds', 'maxTransactionsCount'],
		must: 'absoluteAmountThreshold',
	},
	CATEGORY_CASH_FLOW: { may: ['accountIds', 'includeChildCategories'], must: 'categoryId' },
	NEW_TERMS_AND_CONDITIONS: { may: [] },
};

const forms: Readonly<Record<string, RegExp>> = {
	accountIds: /^\d+(,\d+)*$/,
	bankConnectionIds: /^\d+(,\d+)*$/,
	balanceThreshold: /^-?\d+(\.\d+)?$/,
	absoluteAmountThreshold: /^\d+(\.\d+)?$/,
	categoryId: /^\d+$/,
	includeChildCategories: /^(true|false)$/,
	maxTransactionsCount: /^\d+$/,
};

function checkParams({ state, userId }: Call, triggerEvent: string, params: Params): void {
	const illegal = (why: string) => refuse(422, 'ILLEGAL_FIELD_VALUE', `params ${why}`);
	const { may, must } = paramsOf[triggerEvent] ?? { may: [] };
	for (const [name, value] of Object.entries(params)) {
		if (name !== must && !may.includes(name)) illegal(`${name} is not for ${triggerEvent}`);
		if (!forms[name]?.test(value)) illegal(`${name} can't be '${value}'`);
	}
	if (must !== undefined && params[must] === undefined) illegal(`${must} is missing`);
	const known = {
		accountIds: state.accountsOf(userId).map(({ account }) => account.id),
		bankConnectionIds: state.connectionsOf(userId).map(({ id }) => id),
		categoryId: [...state.categories.keys()],
	};
	for (const [name, ids] of Object.entries(known)) {
		const unknown = params[name]?.split(',').find((id) => !ids.includes(id));
		if (unknown !== undefined) illegal(`${name} has ${unknown}, which there is not`);
	}
}

function refuseWhileBatchRuns({ state }: Call): void {
	if (state.isBatchRunning) refuse(423, 'LOCKED', 'The batch update is running');
}

const ownRules = ({ state, userId }: Call): NotificationRule[] =>
	[...state.notificationRules.values()].filter((rule) => rule.userId === userId).sort(byId);

const ruleOf = (call: Call): NotificationRule =>
	ownRules(call).find(({ id }) => id === call.path.id) ??
	refuse(404, 'UNKNOWN_ENTITY', `There is no notification rule ${call.path.id}`);

const viewRule = ({
	id,
	triggerEvent,
	params,
	callbackHandle,
	includeDetails,
}: NotificationRule) => ({
	...{ id: asId(id), triggerEvent, params, includeDetails },
	...(callbackHandle !== undefined && { callbackHandle }),
});

/** What makes two rules the same, in whatever order it stands. */
const contentOf = ({
	triggerEvent,
	params,
	includeDetails,
}: Omit<NotificationRule, 'id' | 'userId'>) =>
	JSON.stringify([triggerEvent, Object.entries(params).sort(), includeDetails]);

export const notificationRuleOperations: FinApiOperations = {
	getAndSearchAllNotificationRules: (call) => {
		const { triggerEvent, includeDetails } = call.query;
		const rules = ownRules(call).filter(
			(rule) =>
				(listIn(call.query, 'ids')?.includes(rule.id) ?? true) &&
				(triggerEvent ?? rule.triggerEvent) === rule.triggerEvent &&
				(includeDetails ?? rule.includeDetails) === rule.includeDetails,
		);
		return { status: 200, body: { notificationRules: rules.map(viewRule) } };
	},

	getNotificationRule: (call) => ({ status: 200, body: viewRule(ruleOf(call)) }),

	createNotificationRule: (call) => {
		const {
			triggerEvent,
			params = {},
			callbackHandle,
			includeDetails = false,
		} = call.body as unknown as Partial<NotificationRule> & { triggerEvent: string };
		refuseWhileBatchRuns(call);
		checkParams(call, triggerEvent, params);
		const content = { triggerEvent, params, callbackHandle, includeDetails };
		const same = ownRules(call).find((rule) => contentOf(rule) === contentOf(content));
		if (same) refuse(422, 'ENTITY_EXISTS', `The notification rule ${same.id} is the same`);
		const rule = { id: call.state.newId('notificationRule'), userId: call.userId, ...content };
		call.state.notificationRules.set(rule.id, rule);
		return { status: 201, body: viewRule(rule) };
	},

	deleteNotificationRule: (call) => {
		const { id } = ruleOf(call);
		refuseWhileBatchRuns(call);
		call.state.notificationRules.delete(id);
		return { status: 200 };
	},

	deleteAllNotificationRules: (call) => {
		refuseWhileBatchRuns(call);
		const rules = ownRules(call);
		for (const { id } of rules) call.state.notificationRules.delete(id);
		return { status: 200, body: { identifiers: rules.map(({ id }) => asId(id)) } };
	},
};
