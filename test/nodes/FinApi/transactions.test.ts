import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { runFinApi } from '../../support/finApi';
import { byId } from '../../support/finicity';

let sandbox: FinApiSandbox;

beforeEach(async () => {
	sandbox = await startFinApi({ now: '2026-03-15T09:00:00Z', transactions: 600 });
});

afterEach(async () => await sandbox.close());

const run = async (operation: string, parameters: IDataObject, resource = 'transaction') =>
	await runFinApi(sandbox, operation, { resource, ...parameters });

const sent = () => sandbox.requests.filter(({ path }) => !path.endsWith('/token'));

const saved = '9007199254741026';

describe('Get Many', () => {
	it('lists all of them, in pages, as the bank has booked them', async () => {
		const { items, error } = await run('getMany', { returnAll: true });
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(600);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(items.length);
		expect(sent().map(({ query }) => [query.view, query.page, query.perPage])).toEqual(
			sent().map((_, index) => ['bankView', String(index + 1), '500']),
		);
		expect(sent().length).toBeGreaterThan(1);
	});

	it('gives the same columns for each, and shows what it has no word for as null', async () => {
		const { items } = await run('getMany', { returnAll: true });
		const columns = [
			'id',
			'accountId',
			'date',
			'valueDate',
			'amount',
			'currency',
			'description',
			'counterparty',
			'category',
			'status',
		];
		expect([...new Set(items.map(({ json }) => Object.keys(json).join()))]).toEqual([
			columns.join(),
		]);
		expect(items.some(({ json }) => json.counterparty === null)).toBe(true);
	});

	it.each(['accountIds', 'ids', 'labelIds', 'categoryIds'])(
		'stops when the filter %s comes to nothing, which would list all',
		async (name) => {
			const { error } = await run('getMany', { returnAll: true, filters: { [name]: '' } });
			expect(error?.message).toMatch(/IDs' is empty/);
			expect(sandbox.requests).toEqual([]);
		},
	);

	it('takes no amount that the API would refuse', async () => {
		const { error } = await run('getMany', { filters: { minAmount: 1.005 } });
		expect(error?.message).toContain("'Amount From' must be an amount with at most two decimals");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Edit', () => {
	it.each([
		['categoryId', '0', '{"categoryId":0}', { category: null }],
		['labelIds', '', '{"labelIds":[]}', { labels: [] }],
	])('clears %s by %j', async (name, value, body, now) => {
		const { items, error } = await run('edit', {
			transactionId: byId(saved),
			simplify: false,
			updateFields: { [name]: value },
		});
		expect(error).toBeUndefined();
		expect(sent().map(({ rawBody }) => rawBody)).toEqual([body]);
		expect(items[0]?.json).toMatchObject(now);
	});

	it.each<[string, IDataObject, string]>([
		['nothing', {}, 'Enter '],
		['no chosen category', { categoryId: '' }, "'Category Name or ID' is empty"],
		['a category by name', { categoryId: 'Miete' }, "'Category Name or ID' must be"],
		['a new duplicate', { isPotentialDuplicate: true }, 'can only be switched off'],
		[
			'training without a category',
			{ isNew: true, trainCategorization: false },
			"'Category Name or ID' only",
		],
	])('sends nothing for %s', async (_, updateFields, message) => {
		const { error } = await run('edit', { transactionId: byId(saved), updateFields });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Edit Multiple', () => {
	const untouched = () => [...sandbox.state.transactions.values()].map(({ isNew }) => isNew);

	it.each([{}, { ids: '' }, { ids: [] }, { filters: { accountIds: '8400000000001' } }])(
		'never means all by accident: %j',
		async (parameters) => {
			const before = untouched();
			const { error } = await run('editMultiple', { ...parameters, updateFields: { isNew: true } });
			expect(error?.message).toContain("'IDs' is empty");
			expect(sandbox.requests).toEqual([]);
			expect(untouched()).toEqual(before);
		},
	);

	// n8n drops the fields that hang on a switch which is neither on nor off for it.
	it.each(['={{ false }}', '={{ true }}', '={{ $json.missing }}', 'false', 'no', '', null, 0])(
		'does not mean all when the switch for that is neither on nor off: %j',
		async (allTransactions) => {
			const { error } = await run('editMultiple', {
				...{ allTransactions, ids: String(saved), filters: { accountIds: '8400000000001' } },
				updateFields: { isNew: true },
			});
			expect(error?.message).toContain("'All Transactions' must be true or false, but is ");
			expect(sandbox.requests).toEqual([]);
		},
	);

	it.each(['', '={{ $json.missing }}', '={{ [] }}', '={{ null }}'])(
		'does not mean all accounts when those to change come to nothing: %j',
		async (accountIds) => {
			const before = untouched();
			const { error } = await run('editMultiple', {
				allTransactions: true,
				filters: { accountIds },
				updateFields: { isNew: true },
			});
			expect(error?.message).toContain("'Account IDs' is empty");
			expect(sandbox.requests).toEqual([]);
			expect(untouched()).toEqual(before);
		},
	);

	it('changes all of some accounts when it is told so, and names only what is changed', async () => {
		const { items, error } = await run('editMultiple', {
			allTransactions: true,
			filters: { accountIds: '9007199254740995' },
			updateFields: { isNew: true },
		});
		expect(error).toBeUndefined();
		expect(sent().map(({ rawBody }) => rawBody)).toEqual([
			'{"accountIds":[9007199254740995],"isNew":true}',
		]);
		expect(items.length).toBeGreaterThan(3);
		expect(items[0]?.json).toMatchObject({ changed: true });
		const again = await run('editMultiple', {
			allTransactions: true,
			filters: { accountIds: '9007199254740995' },
			updateFields: { isNew: true },
		});
		expect(again.items.map(({ json }) => json)).toEqual([{ changed: false }]);
	});

	it('sets no category for all at once', async () => {
		const { error } = await run('editMultiple', {
			allTransactions: true,
			updateFields: { categoryId: '381' },
		});
		expect(error?.message).toContain(
			"'Category Name or ID' can't be changed for all transactions at once",
		);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Delete All', () => {
	it('leaves alone in safe mode what a bank has booked, unless it is switched off', async () => {
		const count = () => sandbox.state.transactions.size;
		const before = count();
		const { items, error } = await run('deleteAll', {});
		expect(error).toBeUndefined();
		expect(sent().map(({ url }) => url)).toEqual(['/api/v2/transactions?safeMode=true']);
		const gone = items.filter(({ json }) => json.deleted).length;
		expect(count()).toBe(before - gone);
		expect(count()).toBeGreaterThan(500);
	});

	it.each<[IDataObject, string]>([
		[{ accountIds: '' }, "'Account IDs' is empty"],
		[{ maxDeletionDate: '' }, "'Booked To' is empty"],
		[{ minImportDate: '2026-03-01' }, "'Imported From' needs 'Safe Mode' switched off"],
	])('deletes nothing with the filters %j', async (filters, message) => {
		const { error } = await run('deleteAll', { filters });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Split', () => {
	it('wants two parts', async () => {
		const { error } = await run('split', {
			transactionId: byId(saved),
			subTransactions: { part: [{ amount: 200 }] },
		});
		expect(error?.message).toContain("'Parts' must be two or more");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Trigger Categorization', () => {
	it('is sent again while a connection is busy, of which finAPI tells with another status', async () => {
		sandbox.fault({
			path: '/api/v2/transactions/triggerCategorization',
			status: 422,
			times: 1,
			body: { errors: [{ code: 'LOCKED', message: 'Busy', type: 'BUSINESS' }] },
		});
		const { items, error } = await run('triggerCategorization', {});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([{ success: true }]);
		expect(sent()).toHaveLength(2);
	});

	it('fails at once when there is nothing to sort, with the same status', async () => {
		sandbox.state.connections.clear();
		const { error } = await run('triggerCategorization', {});
		expect(error?.message).toContain('The user has no bank connections');
		expect(sent()).toHaveLength(1);
	});
});
