import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { runFinApi } from '../../support/finApi';
import { byId } from '../../support/finicity';

let sandbox: FinApiSandbox;

beforeEach(async () => {
	sandbox = await startFinApi();
});

afterEach(async () => await sandbox.close());

const run = async (operation: string, parameters: IDataObject = {}) =>
	await runFinApi(sandbox, operation, { resource: 'notificationRule', ...parameters });
const create = async (triggerEvent: string, parameters: IDataObject = {}) =>
	await run('create', { triggerEvent, ...parameters });
const account = '8400000000001';

describe('a notification rule', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['NEW_TERMS_AND_CONDITIONS', {}, {}],
		[
			'BANK_LOGIN_ERROR',
			{ additionalFields: { bankConnectionIds: '9007199254740993 , 4500000000002' } },
			{ bankConnectionIds: '9007199254740993,4500000000002' },
		],
		['LOW_ACCOUNT_BALANCE', { balanceThreshold: '-100.50' }, { balanceThreshold: '-100.50' }],
		// An expression may give a number.
		['LOW_ACCOUNT_BALANCE', { balanceThreshold: 20.5 }, { balanceThreshold: '20.5' }],
		[
			'HIGH_TRANSACTION_AMOUNT',
			{
				absoluteAmountThreshold: '1000',
				additionalFields: { accountIds: account, maxTransactionsCount: 5 },
			},
			{ absoluteAmountThreshold: '1000', accountIds: account, maxTransactionsCount: '5' },
		],
	])('for %s with %j has every parameter as a text', async (event, parameters, params) => {
		const { items, error } = await create(event, parameters);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ triggerEvent: event, params });
	});

	it('for a category has the categories below it as well, as a text', async () => {
		const [category = ''] = sandbox.state.categories.keys();
		const { items, error } = await create('CATEGORY_CASH_FLOW', {
			categoryId: category,
			additionalFields: { includeChildCategories: 'true' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json.params).toEqual({ categoryId: category, includeChildCategories: 'true' });
	});

	it.each<[string, IDataObject, string]>([
		['LOW_ACCOUNT_BALANCE', {}, "'Balance Threshold'"],
		['HIGH_TRANSACTION_AMOUNT', { absoluteAmountThreshold: '-5' }, "'Amount Threshold' must be"],
		['CATEGORY_CASH_FLOW', { categoryId: '' }, "'Category Name or ID' is empty"],
		['CATEGORY_CASH_FLOW', { categoryId: 'Miete' }, "'Category Name or ID' must be"],
		['NEW_TRANSACTIONS', { additionalFields: { accountIds: '12;13' } }, "'Account IDs' must be"],
		// Without them, the rule would be for all accounts, or for all bank connections.
		[
			'NEW_TRANSACTIONS',
			{ additionalFields: { accountIds: '={{ $json.missing }}' } },
			"'Account IDs' is empty",
		],
		[
			'BANK_LOGIN_ERROR',
			{ additionalFields: { bankConnectionIds: '={{ $json.missing }}' } },
			"'Bank Connection IDs' is empty",
		],
		[
			'NEW_TRANSACTIONS',
			{ additionalFields: { bankConnectionIds: '12' } },
			"'Bank Connection IDs' does not go with the Trigger Event NEW_TRANSACTIONS",
		],
		[
			'LOW_ACCOUNT_BALANCE',
			{ balanceThreshold: '1', additionalFields: { maxTransactionsCount: '5' } },
			"'Max Transactions' does not go with",
		],
		['NEW_TRANSACTIONS', { additionalFields: { callbackHandle: "it's" } }, "'Callback Handle'"],
	])('for %s with %j stops before anything is sent', async (event, parameters, message) => {
		const { error } = await create(event, parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('that is there already is refused with the way to find it', async () => {
		await create('NEW_TRANSACTIONS');
		const { error } = await create('NEW_TRANSACTIONS');
		expect(error?.message).toContain('(code ENTITY_EXISTS)');
		expect(error?.description).toContain('Notification Rule › Get Many lists it');
	});

	it('is made when the automatic update of finAPI is over', async () => {
		sandbox.fault({ path: /\/notificationRules$/, status: 423 });
		const { error } = await create('NEW_TRANSACTIONS');
		expect(error).toBeUndefined();
		expect(sandbox.state.notificationRules.size).toBe(1);
	});

	it('loses the accounts that are gone, and goes with the last one', async () => {
		await create('NEW_TRANSACTIONS', {
			additionalFields: { accountIds: `${account},9007199254740995` },
		});
		const { items } = await run('getMany', { returnAll: true });
		const [id] = items.map(({ json }) => String(json.id));
		await runFinApi(sandbox, 'delete', { resource: 'account', accountId: byId(account) });
		const left = await run('get', { notificationRuleId: id ?? '' });
		expect(left.items[0]?.json.params).toEqual({ accountIds: '9007199254740995' });
		await runFinApi(sandbox, 'delete', {
			...{ resource: 'account', accountId: byId('9007199254740995') },
		});
		const gone = await run('get', { notificationRuleId: id ?? '' });
		expect(gone.error?.message).toContain('(code UNKNOWN_ENTITY)');
	});

	it('none of which is there to delete says so', async () => {
		const { items } = await run('deleteAll');
		expect(items.map(({ json }) => json)).toEqual([{ deleted: false }]);
	});
});
