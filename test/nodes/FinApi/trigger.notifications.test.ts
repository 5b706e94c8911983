import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { encrypted } from '../../sandbox/finapi/encryption';
import { finApiCredential } from '../../support/finApi';
import {
	closeTriggers,
	createRule,
	items,
	listen as start,
	tell as tellAt,
	triggerSetup,
} from '../../support/finApiTrigger';
import { publish, shownAddresses, type Trigger, type TriggerSetup } from '../../support/trigger';
import { arrivals, until } from '../../support/until';

let sandbox: FinApiSandbox;

beforeEach(async () => {
	sandbox = await startFinApi({ now: '2026-03-15T09:00:00Z' });
});

afterEach(async () => {
	await closeTriggers();
	await sandbox.close();
});

const end = 'notifications';
const day = 24 * 60 * 60 * 1000;
const checking = '8400000000001';
const savings = '9007199254740995';

async function listen(
	parameters: IDataObject = {},
	more: Partial<TriggerSetup> = {},
): Promise<Trigger> {
	const trigger = await start(sandbox, { listenTo: end, ...parameters }, more);
	sandbox.state.settings.userNotificationCallbackUrl = trigger.address(end);
	return trigger;
}

const tell = async (trigger: Trigger, says: object) => await tellAt(trigger, end, says);

/** The update of a few days later, until the client has been told of it. */
async function update(days = 5): Promise<void> {
	sandbox.advance(days * day);
	sandbox.runBatch();
	await sandbox.callbacks.settled();
}

/** What came on an account since, as the bank has it. */
const newOn = (accountId: string) =>
	sandbox.state
		.transactionsOn(new Set([accountId]))
		.filter(({ importedAt }) => importedAt === sandbox.state.now());

describe('new transactions', () => {
	it('give an item for each, in the columns of all banks, with the account in clear text', async () => {
		const trigger = await listen();
		const rule = await createRule(sandbox, {
			additionalFields: { accountIds: checking, includeDetails: true, callbackHandle: 'of Erika' },
		});
		await update();
		const expected = newOn(checking);
		expect(expected.length).toBeGreaterThan(2);
		expect(trigger.started).toHaveLength(1);
		expect(items(trigger)).toEqual(
			expected.map((each) => ({
				...{ event: 'NEW_TRANSACTIONS', notificationRuleId: rule, callbackHandle: 'of Erika' },
				...{ confirmed: true, accountId: Number(checking), accountName: 'Girokonto' },
				...{
					accountNumber: expect.any(String) as string,
					accountIban: expect.any(String) as string,
				},
				...{ bankName: expect.any(String) as string, bankConnectionName: 'Haushaltskonto' },
				newTransactionsCount: expected.length,
				transaction: {
					...{ id: Number(each.id), accountId: Number(checking), date: each.bankBookingDate },
					...{ valueDate: null, amount: each.cents / 100, currency: null },
					...{ description: each.purpose, counterparty: each.counterpartName },
					...{ category: null, status: 'posted' },
				},
			})),
		);
		expect(sandbox.callbacks.sent).toMatchObject([{ status: 200 }]);
		expect(sandbox.callbacks.sent[0]?.body.toString()).not.toContain('Haushaltskonto');
	});

	it('come as finAPI tells them without Simplify', async () => {
		const trigger = await listen({ simplify: false });
		await createRule(sandbox, { additionalFields: { accountIds: checking, includeDetails: true } });
		await update();
		expect(items(trigger)[0]?.transaction).toEqual({
			...{ accountId: Number(checking), id: expect.any(Number) as number },
			...{ finapiBookingDate: expect.any(String) as string, isAdjustingEntry: false },
			...{ bankBookingDate: expect.any(String) as string, amount: expect.any(Number) as number },
			...{ counterpartName: expect.anything() as unknown, purpose: expect.anything() as unknown },
		});
	});

	it('give an item for each account when the rule tells only how many, and keep long ids', async () => {
		const trigger = await listen();
		await createRule(sandbox, { additionalFields: { accountIds: `${checking},${savings}` } });
		await update(40);
		const counts = [checking, savings].map((account) => newOn(account).length);
		expect(items(trigger)).toMatchObject([
			{ accountId: Number(checking), newTransactionsCount: counts[0], callbackHandle: null },
			{ accountId: savings, newTransactionsCount: counts[1] },
		]);
		expect(items(trigger)[0]).not.toHaveProperty('transaction');
	});

	it('are told anew each time, also when two notifications are the same to the letter', async () => {
		const trigger = await listen();
		const notificationRuleId = Number(await createRule(sandbox));
		const says = {
			...{ notificationRuleId, triggerEvent: 'NEW_TRANSACTIONS' },
			newTransactions: [{ accountId: 1, newTransactionsCount: 1 }],
		};
		await tell(trigger, says);
		await tell(trigger, says);
		expect(trigger.started).toHaveLength(2);
		const [account] = says.newTransactions;
		const without = { ...says, newTransactions: [{ ...account, details: null }] };
		await tell(trigger, without);
		await tell(trigger, without);
		expect(trigger.started).toHaveLength(4);
		const details = encrypted('{"transactionDetails":[{"id":7}]}');
		const withDetails = { ...says, newTransactions: [{ ...account, details }] };
		await tell(trigger, withDetails);
		await expect(tell(trigger, withDetails)).resolves.toMatchObject({
			message: 'Received before',
		});
		expect(trigger.started).toHaveLength(5);
	});

	it('that the key of the credential does not open come encrypted, and say so', async () => {
		const trigger = await listen(
			{},
			{ credentials: finApiCredential(sandbox, { dataDecryptionSecret: 'f'.repeat(32) }) },
		);
		await createRule(sandbox, { additionalFields: { accountIds: checking, includeDetails: true } });
		await update();
		expect(items(trigger)).toEqual([
			expect.objectContaining({
				accountId: Number(checking),
				details: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) as string,
				decryptionError:
					"finAPI's answer can't be read with the credential's 'Data Decryption Key'",
			}),
		]);
	});
});

describe('other notifications', () => {
	it('are passed on as they come, with rule and handle', async () => {
		const trigger = await listen();
		const rule = await createRule(sandbox, {
			...{ triggerEvent: 'LOW_ACCOUNT_BALANCE', balanceThreshold: '100' },
			additionalFields: { callbackHandle: '{"user":"erika"}' },
		});
		const says = { accounts: [{ accountId: 1, balance: 12.5, accountName: encrypted('Giro') }] };
		sandbox.notify(rule, says);
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toEqual([
			{
				...{ ...says, triggerEvent: 'LOW_ACCOUNT_BALANCE', event: 'LOW_ACCOUNT_BALANCE' },
				...{ notificationRuleId: rule, callbackHandle: '{"user":"erika"}', confirmed: true },
			},
		]);
	});

	it('are decrypted where the user says so', async () => {
		const trigger = await listen({ options: { encryptedFields: 'accountName, ibans' } });
		const rule = await createRule(sandbox, { triggerEvent: 'NEW_ACCOUNT_BALANCE' });
		sandbox.notify(rule, {
			accounts: [{ accountName: encrypted('Giro'), note: encrypted('left') }],
			ibans: [encrypted('DE1'), 'in clear'],
		});
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toMatchObject([
			{
				accounts: [{ accountName: 'Giro', note: encrypted('left') }],
				ibans: ['DE1', 'in clear'],
				decryptionError: expect.stringContaining('Data Decryption Key') as string,
			},
		]);
	});

	it('start nothing when their event is not chosen', async () => {
		const trigger = await listen({ notificationEvents: ['NEW_TRANSACTIONS'] });
		const rule = await createRule(sandbox, { triggerEvent: 'NEW_ACCOUNT_BALANCE' });
		sandbox.notify(rule, {});
		await sandbox.callbacks.settled();
		expect(trigger.started).toEqual([]);
		expect(sandbox.callbacks.sent).toMatchObject([{ status: 200 }]);
	});
});

describe('a notification that is made up', () => {
	const made = async (changes: object, parameters: IDataObject = {}) => {
		const trigger = await listen(parameters);
		const notificationRuleId = Number(
			await createRule(sandbox, { additionalFields: { callbackHandle: 'erika s3cret' } }),
		);
		const says = {
			notificationRuleId,
			triggerEvent: 'NEW_TRANSACTIONS',
			callbackHandle: 'erika s3cret',
		};
		const answer = await tell(trigger, { ...says, ...changes });
		await arrivals();
		return { trigger, answer };
	};

	it('is taken when all of it is as the rule has it', async () => {
		const { trigger, answer } = await made({});
		expect(answer.status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it.each([
		[{ notificationRuleId: 999 }],
		[{ triggerEvent: 'BANK_LOGIN_ERROR' }],
		[{ callbackHandle: 'max' }],
		[{ callbackHandle: undefined }],
	])('starts nothing: %j', async (changes) => {
		const { trigger, answer } = await made(changes);
		expect(answer).toEqual({ status: 401, message: 'The bank does not confirm it' });
		expect(trigger.started).toEqual([]);
		expect(trigger.kept()).toEqual({});
	});

	it("starts nothing: another user's rule", async () => {
		const trigger = await listen();
		const id = await createRule(sandbox);
		const rule = sandbox.state.notificationRules.get(id);
		if (rule) rule.userId = 'neighbour';
		sandbox.notify(id, {});
		await sandbox.callbacks.settled();
		expect(sandbox.callbacks.sent).toMatchObject([{ status: 401 }]);
		expect(trigger.started).toEqual([]);
	});

	it.each([{ notificationRuleId: 'x' }, { notificationRuleId: '1/../2' }, { triggerEvent: 7 }])(
		'is no event: %j',
		async (changes) => {
			const { answer } = await made(changes, { confirm: false });
			expect(answer.status).toBe(400);
		},
	);

	it('is refused without the secret in its handle', async () => {
		const parameters = { confirm: false, handleSecret: 's3cret' };
		const { trigger, answer } = await made({ callbackHandle: 'erika' }, parameters);
		expect(answer.status).toBe(401);
		expect(trigger.started).toEqual([]);
		expect(trigger.log.join()).toContain("its handle does not have the 'Secret in Handle'");
		expect(trigger.log.join()).not.toContain('s3cret');
		await expect(
			tell(trigger, {
				...{ notificationRuleId: 1, triggerEvent: 'NEW_TRANSACTIONS' },
				callbackHandle: 'erika s3cret',
			}),
		).resolves.toMatchObject({ status: 200 });
		expect(items(trigger)).toMatchObject([{ confirmed: false }]);
	});

	it('can be sent again when finAPI was down, and is not called a repeat', async () => {
		const trigger = await listen();
		const id = await createRule(sandbox, { additionalFields: { includeDetails: true } });
		sandbox.fault({ path: /\/notificationRules\/\d+$/, status: 500 });
		const says = {
			...{ notificationRuleId: Number(id), triggerEvent: 'NEW_TRANSACTIONS' },
			newTransactions: [{ accountId: 1, details: encrypted('{}') }],
		};
		await expect(tell(trigger, says)).resolves.toMatchObject({ status: 503 });
		expect(trigger.started).toEqual([]);
		await expect(tell(trigger, says)).resolves.toMatchObject({ status: 200 });
		expect(trigger.started).toHaveLength(1);
	});
});

describe('the panel', () => {
	const refusal = async (parameters: IDataObject, changes: object) =>
		await publish(
			triggerSetup(
				sandbox,
				{ listenTo: end, ...parameters },
				{ credentials: finApiCredential(sandbox, { ...changes }) },
			),
		).catch((error: Error) => error.message);

	it.each<[IDataObject, object, string]>([
		[{}, { dataDecryptionSecret: '' }, "'Data Decryption Key' of the credential is empty"],
		[{}, { dataDecryptionSecret: 'abc' }, 'is not a key of 32 hexadecimal digits'],
		[{}, { authentication: 'client' }, "notification rules are a user's"],
		[{ notificationEvents: [] }, {}, "'Events' is empty"],
	])('refuses to be published with %j and %j', async (parameters, changes, message) => {
		expect(await refusal(parameters, changes)).toContain(message);
	});

	it('is published with the keys of the client when nothing is confirmed', async () => {
		expect(await refusal({ confirm: false }, { authentication: 'client' })).toBe(true);
	});

	it('shows the address of notifications', () => {
		expect(shownAddresses(triggerSetup(sandbox, { listenTo: end }))).toEqual([end]);
	});
});
