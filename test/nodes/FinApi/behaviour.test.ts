import { type IDataObject, sleep } from 'n8n-workflow';
import { type FinApiOptions, type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { startWorkflow } from '../../support/engine';
import { finApiCredential, finApiSetup, runFinApi } from '../../support/finApi';
import { byId } from '../../support/finicity';
import { gate } from '../../support/gate';
import { itemsOf } from '../../support/testBank';
import { arrivals, until } from '../../support/until';

let sandbox: FinApiSandbox;
/** Those of a test beside it, to close after it. */
let alsoOpen: FinApiSandbox[] = [];

// A fresh one every time: what is known of a sign-in belongs to the address and the keys.
beforeEach(async () => {
	sandbox = await startFinApi({ importDelayMs: 100 });
});

afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all([sandbox, ...alsoOpen].map((each) => each.close()));
	alsoOpen = [];
});

async function startOld(options: FinApiOptions = {}): Promise<FinApiSandbox> {
	const old = await startFinApi({ version: 'V1', ...options });
	alsoOpen.push(old);
	return old;
}

const calls = () =>
	sandbox.requests
		.filter(({ path }) => !path.endsWith('/token'))
		.map(({ method, url }) => `${method} ${url}`);

/** From now on time passes with each call, for the node and for the bank, and not by itself. */
function letCallsTake(milliseconds: number): void {
	const now = Date.now();
	const before = calls().length;
	const passed = () => (calls().length - before) * milliseconds;
	jest.spyOn(Date, 'now').mockImplementation(() => now + passed());
}

/** Sees to it that no call comes any more. */
async function expectNoMoreCalls(): Promise<void> {
	await arrivals();
	const before = calls().length;
	await sleep(2_500);
	expect(calls().length).toBe(before);
}

const household = byId('9007199254740993');
const cityBank = byId('4500000000002');
const base = '/api/v2/bankConnections';
const householdLogin = {
	field: [
		{ label: 'Nutzerkennung', value: 'klaus.mustermann' },
		{ label: 'PIN', value: '12345' },
	],
};
const volksbank = {
	bankId: byId('277002'),
	bankingInterface: 'FINTS_SERVER',
	loginCredentials: householdLogin,
};
const stadtbank = { ...volksbank, bankId: byId('277003') };

describe('the version of the API', () => {
	it.each([
		['V1', 'V2'],
		['V2', 'V1'],
	] as const)('of a node in %s and a credential for %s stops the run', async (node, bound) => {
		const { error } = await runFinApi(
			sandbox,
			'getMany',
			{ apiVersion: node },
			{ credentials: finApiCredential(sandbox, { apiVersion: bound }) },
		);
		expect(error?.message).toBe(
			`'API Version' of the node is ${node}, but the credential is for ${bound}`,
		);
		expect(error?.description).toContain(`Set 'API Version' to ${bound}`);
		expect(sandbox.requests).toEqual([]);
	});

	it('decides which operations there are', async () => {
		const { error } = await runFinApi(sandbox, 'getMultiple', { ids: '1,2' });
		expect(error?.message).toBe("'Get Multiple (Deprecated)' is not there in V2 of the API");
		expect(sandbox.requests).toEqual([]);
	});

	it('that the client is not bound to is named as such by the sign-in', async () => {
		const { error } = await runFinApi(
			sandbox,
			'getMany',
			{ apiVersion: 'V1' },
			{ credentials: finApiCredential(sandbox, { apiVersion: 'V1' }) },
		);
		expect(error?.message).toContain('the client is not bound to V1');
	});
});

describe('a stale token', () => {
	it('costs one token call, however many items meet it at once', async () => {
		const credentials = finApiCredential(sandbox);
		await runFinApi(sandbox, 'getMany', {}, { credentials });
		sandbox.expireTokens();
		const { opened, open } = gate();
		sandbox.fault({ path: /bankConnections/, times: 50, until: opened });
		const ids = ['9007199254740993', '4500000000002', '4500000000003'];
		const items = Array.from({ length: 50 }, (_, index) => ({ json: { id: ids[index % 3] } }));
		const run = runFinApi(
			sandbox,
			'get',
			{ bankConnectionId: byId('={{ $json.id }}'), options: { maxParallelRequests: 50 } },
			{ credentials, items },
		);
		await until(() => sandbox.mostInFlight() === 50);
		open();
		const { items: out, error } = await run;
		expect(error).toBeUndefined();
		expect(out.map(({ json }) => String(json.id))).toEqual(items.map(({ json }) => json.id));
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(sandbox.tokenCalls()).toBe(2);
	});
});

describe('a busy bank connection', () => {
	it('is asked again until it is free', async () => {
		sandbox.state.importDelayMs = 700;
		const update = { bankConnectionId: household, bankingInterface: 'FINTS_SERVER' };
		letCallsTake(500);
		await runFinApi(sandbox, 'update', update);
		const { items, error } = await runFinApi(sandbox, 'update', update);
		expect(error).toBeUndefined();
		expect(items[0]?.json.id).toBe('9007199254740993');
		expect(calls().length).toBeGreaterThan(2);
		expect(new Set(calls())).toEqual(new Set([`POST ${base}/update`]));
	});

	it.each([
		['delete', { bankConnectionId: household }],
		['deleteAll', {}],
		['edit', { bankConnectionId: household, updateFields: { name: 'Haus' } }],
		['update', { bankConnectionId: household, bankingInterface: 'FINTS_SERVER' }],
	])('stops %s in the words of finAPI when the time is up', async (operation, parameters) => {
		sandbox.state.importDelayMs = 60_000;
		await runFinApi(sandbox, 'update', {
			bankConnectionId: household,
			bankingInterface: 'FINTS_SERVER',
		});
		letCallsTake(300);
		const { error } = await runFinApi(sandbox, operation, {
			...parameters,
			options: { maxBusyWait: 0.8 },
		});
		expect(error?.message).toBe(
			'finAPI: The bank connection is being imported, updated or categorized (code LOCKED)',
		);
		expect(error?.description).toContain("raise 'Max Busy Wait (Seconds)'");
		expect(calls().length).toBeGreaterThan(2);
		expect(sandbox.state.connections.size).toBe(4);
	});

	it('is left alone when the user does not want to wait', async () => {
		sandbox.state.importDelayMs = 60_000;
		const update = { bankConnectionId: household, bankingInterface: 'FINTS_SERVER' };
		await runFinApi(sandbox, 'update', update);
		const { error } = await runFinApi(sandbox, 'update', {
			...update,
			options: { maxBusyWait: 0 },
		});
		expect(error?.message).toContain('(code LOCKED)');
		expect(calls()).toHaveLength(2);
	});

	it('holds up nobody who cancels', async () => {
		sandbox.state.importDelayMs = 60_000;
		const update = { bankConnectionId: household, bankingInterface: 'FINTS_SERVER' };
		await runFinApi(sandbox, 'update', update);
		const run = startWorkflow(finApiSetup(sandbox, 'update', update));
		await until(() => calls().length >= 2);
		run.cancel();
		await run;
		await expectNoMoreCalls();
	});
});

describe('an import that is waited for', () => {
	const wait = { waitForCompletion: true };

	it('gives the connection as it is when everything is there', async () => {
		const { items, error } = await runFinApi(sandbox, 'import', { ...volksbank, options: wait });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({
			id: 4500000001001,
			updateStatus: 'READY',
			categorizationStatus: 'READY',
			lastUpdateResult: 'OK',
		});
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		const [first, ...looks] = calls();
		expect(first).toBe(`POST ${base}/import`);
		expect(new Set(looks)).toEqual(new Set([`GET ${base}/4500000001001`]));
	});

	it('waits for the categorization after the download', async () => {
		sandbox.state.importDelayMs = 10_000;
		// The first look is between the two, the second one after them.
		letCallsTake(15_000);
		const { items } = await runFinApi(sandbox, 'import', { ...volksbank, options: wait });
		expect(items[0]?.json.categorizationStatus).toBe('READY');
		expect(calls()).toHaveLength(3);
	});

	it('tells a download that came to nothing, and names the connection that is there', async () => {
		const { error } = await runFinApi(sandbox, 'import', { ...stadtbank, options: wait });
		expect(error?.message).toBe(
			'finAPI: bank connection 4500000001001 is there, but its download came to nothing: Der Zugang ist bei der Bank vorübergehend gesperrt. (code BANK_SERVER_REJECTION)',
		);
		expect(error?.description).toContain('use Update');
	});

	it('has an end, after which the connection can still be found', async () => {
		sandbox.state.importDelayMs = 60_000;
		const { items } = await runFinApi(
			sandbox,
			'import',
			{ ...volksbank, options: { ...wait, maxCompletionWait: 1 } },
			{ onError: 'continueRegularOutput' },
		);
		expect(items[0]?.json).toMatchObject({
			error: 'finAPI: bank connection 4500000001001 was not ready after 1 s',
			details: {
				id: '4500000001001',
				description: expect.stringContaining("raise 'Max Completion Wait (Seconds)'") as string,
			},
		});
	});

	it('is not waited for when the bank first wants a further step', async () => {
		const { items } = await runFinApi(sandbox, 'import', {
			...volksbank,
			bankId: byId('280001'),
			bankingInterface: 'XS2A',
			loginCredentials: {
				field: [
					{ label: 'Nutzerkennung', value: 'demo' },
					{ label: 'PIN', value: 'demo' },
				],
			},
			options: wait,
		});
		expect(items[0]?.json.stepRequired).toBe(true);
		expect(calls()).toEqual([`POST ${base}/import`]);
	});

	it('ends when the user cancels', async () => {
		sandbox.state.importDelayMs = 60_000;
		const run = startWorkflow(finApiSetup(sandbox, 'import', { ...volksbank, options: wait }));
		await until(() => calls().length >= 2);
		run.cancel();
		await run;
		await expectNoMoreCalls();
	});

	it('is not waited for unless the user asks for it', async () => {
		const { items } = await runFinApi(sandbox, 'import', volksbank);
		expect(items[0]?.json.updateStatus).toBe('IN_PROGRESS');
		expect(calls()).toHaveLength(1);
	});

	it('of V1 is judged by the connection itself', async () => {
		const old = await startOld({ importDelayMs: 100 });
		const login = { bankingUserId: 'klaus', bankingPin: '12345', options: wait };
		const good = await runFinApi(old, 'import', { bankId: byId('277002'), ...login });
		expect(good.items[0]?.json).toMatchObject({
			categorizationStatus: 'READY',
			lastUpdateResult: 'OK',
		});
		const bad = await runFinApi(old, 'import', { bankId: byId('277003'), ...login });
		expect(bad.error?.message).toContain('(code BANK_SERVER_REJECTION)');
	});
});

describe('a V1 connection that says it of its interfaces only', () => {
	it.each([
		['2026-01-02 08:00:00.000', undefined],
		['2026-01-04 08:00:00.000', 'Gesperrt.'],
	])('is judged by the one that was used last: %s', async (timestamp, complaint) => {
		const old = await startOld();
		old.fault({
			method: 'GET',
			path: /bankConnections\/\d+$/,
			status: 200,
			body: {
				id: 4500000000002,
				updateStatus: 'READY',
				categorizationStatus: 'READY',
				interfaces: [
					{
						interface: 'FINTS_SERVER',
						lastManualUpdate: { result: 'OK', timestamp: '2026-01-03 08:00:00.000' },
					},
					{
						interface: 'XS2A',
						lastManualUpdate: {
							result: 'BANK_SERVER_REJECTION',
							errorMessage: 'Gesperrt.',
							timestamp,
						},
					},
				],
			},
		});
		const { items, error } = await runFinApi(old, 'update', {
			bankConnectionId: household,
			options: { waitForCompletion: true },
		});
		expect(items).toHaveLength(complaint ? 0 : 1);
		if (complaint) expect(error?.message).toContain(complaint);
	});
});

describe('an update that is waited for', () => {
	it('says that the connection is there when the sign-in is refused in the middle', async () => {
		sandbox.fault({ method: 'GET', path: `${base}/9007199254740993`, status: 401, body: {} });
		sandbox.fault({
			path: /token$/,
			skip: 1,
			status: 400,
			body: { errors: [{ message: 'Bad user credentials', code: 'BAD_REQUEST' }] },
		});
		const { items } = await runFinApi(
			sandbox,
			'update',
			{
				bankConnectionId: household,
				bankingInterface: 'FINTS_SERVER',
				options: { waitForCompletion: true },
			},
			{ onError: 'continueRegularOutput' },
		);
		expect(items[0]?.json).toMatchObject({
			error: expect.stringContaining('finAPI refused the sign-in') as string,
			details: {
				id: '9007199254740993',
				description: expect.stringContaining('9007199254740993 is there') as string,
			},
		});
	});

	it('is judged by the interface that it went over', async () => {
		const { error } = await runFinApi(sandbox, 'update', {
			bankConnectionId: cityBank,
			bankingInterface: 'FINTS_SERVER',
			loginCredentials: { field: [{ label: 'PIN', value: '12345' }] },
			options: { waitForCompletion: true },
		});
		expect(error?.message).toContain('bank connection 4500000000002 is there, but its download');
		const { items } = await runFinApi(sandbox, 'update', {
			bankConnectionId: household,
			bankingInterface: 'FINTS_SERVER',
			options: { waitForCompletion: true },
		});
		expect(items[0]?.json.categorizationStatus).toBe('READY');
	});
});

describe('ids', () => {
	it.each([
		['text', '9007199254740993,4500000000002'],
		['text with spaces', ' 9007199254740993 , 4500000000002 '],
		['JSON', '["9007199254740993", 4500000000002]'],
		['a list', '={{ $json.ids }}'],
	])('come as %s', async (_, ids) => {
		const { items } = await runFinApi(
			sandbox,
			'getMany',
			{ filters: { ids } },
			{ items: [{ json: { ids: ['9007199254740993', 4500000000002] } }] },
		);
		expect(calls()).toEqual([`GET ${base}?ids=9007199254740993,4500000000002`]);
		expect(items).toHaveLength(2);
	});

	it.each(['getMany', 'getMultiple'])('by the thousand go out by the hundred: %s', async (name) => {
		const old = await startOld();
		const known = ['4500000000002', '9007199254740993'];
		const others = Array.from({ length: 998 }, (_, index) => String(8_000_000_000_000 + index));
		const ids = [known[1], ...others.slice(0, 500), known[0], ...others.slice(500)].join();
		const parameters = name === 'getMany' ? { filters: { ids } } : { ids };
		const { items, error } = await runFinApi(old, name, parameters);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(['9007199254740993', 4500000000002]);
		const urls = old.requests.map(({ url }) => url).filter((url) => !url.endsWith('/token'));
		expect(urls).toHaveLength(10);
		expect(Math.max(...urls.map((url) => url.length))).toBeLessThan(2048);
		await sandbox.close();
	});

	it.each(['transaction', 'category', 'bank'])(
		'that go out by the hundred are in no order as a whole, so there is none to ask for: %s',
		async (resource) => {
			const order = resource === 'category' ? 'name,desc' : 'id,desc';
			const list = async (ids: string) =>
				await runFinApi(sandbox, 'getMany', { resource, filters: { ids, order } });
			const upTo = (count: number) => Array.from({ length: count }, (_, index) => index).join();
			for (const ids of [upTo(101), `=[${upTo(101)}]`, `={{ [${upTo(101)}] }}`]) {
				const { error } = await list(ids);
				expect(error?.message).toBe("'Sort By' does not go with more than 100 IDs [item 0]");
			}
			expect(sandbox.requests).toEqual([]);
			for (const ids of [upTo(100), `${upTo(100)},7,7`]) {
				expect((await list(ids)).error).toBeUndefined();
			}
			expect(calls()).toHaveLength(2);
		},
	);

	it.each([
		['a word', '1,x', "'IDs' must be ids of digits, separated by commas, but is '1,x'"],
		['a number that lost digits', '={{ 9007199254740993 }}', "'IDs' must be ids of digits"],
		['more than a thousand', `1${',1'.repeat(1000)}`, "'IDs' must be at most 1000 ids"],
	])('that are %s are not sent', async (_, ids, complaint) => {
		const { error } = await runFinApi(sandbox, 'getMany', { filters: { ids } });
		expect(error?.message).toContain(complaint);
		expect(sandbox.requests).toEqual([]);
	});

	it('of Get Multiple may be a single one: the API has another address for it', async () => {
		const old = await startOld();
		for (const [ids, found] of [
			['9007199254740993', 1],
			['77', 0],
			['={{ ["9007199254740993"] }}', 1],
		] as const) {
			const { items, error } = await runFinApi(old, 'getMultiple', { ids });
			expect(error).toBeUndefined();
			expect(items).toHaveLength(found);
		}
		expect(old.requests.slice(1).map(({ url }) => url)).toEqual([
			'/api/v1/bankConnections?ids=9007199254740993',
			'/api/v1/bankConnections?ids=77',
			'/api/v1/bankConnections?ids=9007199254740993',
		]);
		const { error } = await runFinApi(old, 'getMultiple', { ids: ' , ' });
		expect(error?.message).toContain("'IDs'");
	});

	it.each(['={{ [] }}', '={{ null }}', '={{ $json.nothing }}', ''])(
		'that come to nothing do not list all connections: %s',
		async (ids) => {
			const { error } = await runFinApi(sandbox, 'getMany', { filters: { ids } });
			expect(error?.message).toBe("'IDs' is empty [item 0]");
			expect(sandbox.requests).toEqual([]);
		},
	);

	it('of Get Multiple all give what they name', async () => {
		const old = await startOld();
		const connections = Array.from({ length: 80 }, (_, index) => ({ id: index + 1 }));
		old.fault({ path: /bankConnections\/1,2/, status: 200, body: { connections } });
		const { items } = await runFinApi(old, 'getMultiple', {
			ids: connections.map(({ id }) => id).join(),
		});
		expect(items).toHaveLength(80);
	});

	it('in the path must be digits', async () => {
		const { error } = await runFinApi(sandbox, 'delete', {
			bankConnectionId: byId('={{ "../banks" }}'),
		});
		expect(error?.message).toContain("'Bank Connection' must be an id of digits only");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('an edit', () => {
	it.each([
		[
			'nothing',
			{},
			"Enter 'Default Two-Step Procedure Name or ID' or 'Login Credentials' or 'Name'",
		],
		[
			'only the interface',
			{ bankingInterface: 'FINTS_SERVER' },
			"Enter 'Default Two-Step Procedure Name or ID' or 'Login Credentials' or 'Name'",
		],
		[
			'a login without its interface',
			{ loginCredentials: householdLogin },
			"'Login Credentials' needs 'Banking Interface Name or ID'",
		],
		[
			'a default without its interface, also to clear it',
			{ defaultTwoStepProcedureId: '' },
			"'Default Two-Step Procedure Name or ID' needs 'Banking Interface Name or ID'",
		],
		['a name that is too long', { name: 'x'.repeat(65) }, "'Name' must be 1 to 64 letters"],
		['a name with a forbidden mark', { name: '50 %' }, "'Name' must be 1 to 64 letters"],
	])('of %s is not sent', async (_, updateFields, complaint) => {
		const { error } = await runFinApi(sandbox, 'edit', {
			bankConnectionId: household,
			updateFields: updateFields as IDataObject,
		});
		expect(error?.message).toContain(complaint);
		expect(sandbox.requests).toEqual([]);
	});

	it('clears the name when it is added and left empty', async () => {
		const { items } = await runFinApi(sandbox, 'edit', {
			bankConnectionId: household,
			updateFields: { name: '' },
		});
		expect(items[0]?.json.name).toBeNull();
		expect(sandbox.requests.at(-1)?.rawBody).toBe('{"name":""}');
	});

	it('changes nothing by an expression that has no value', async () => {
		const { error } = await runFinApi(sandbox, 'edit', {
			bankConnectionId: household,
			updateFields: { name: '={{ $json.missing }}' },
		});
		expect(error?.message).toContain("Enter 'Default Two-Step");
		expect(sandbox.state.connections.get('9007199254740993')?.name).toBe('Haushaltskonto');
	});
});

describe('a bank that wants to know of the user', () => {
	const present = {
		psuDeviceOs: 'iOS 19.1',
		psuIpAddress: '203.0.113.7',
		psuUserAgent: 'Mozilla/5.0 (iPhone)',
	};

	beforeEach(() => {
		const bank = sandbox.state.banks.get('280001');
		if (bank) sandbox.state.banks.set('280001', { ...bank, needsUserMetadata: true });
	});

	const demo = {
		bankId: byId('280001'),
		bankingInterface: 'XS2A',
		loginCredentials: {
			field: ['Nutzerkennung', 'PIN'].map((label) => ({ label, value: 'demo_no_msa' })),
		},
	};

	it('says which fields tell it', async () => {
		const { error } = await runFinApi(sandbox, 'import', demo);
		expect(error?.message).toContain('(code NO_PSU_METADATA)');
		expect(error?.description).toContain("fill in 'PSU IP Address'");
	});

	it('learns of the user by headers, not by the body', async () => {
		const { error } = await runFinApi(sandbox, 'import', { ...demo, additionalFields: present });
		expect(error).toBeUndefined();
		const request = sandbox.requests.at(-1);
		expect(request?.headers).toMatchObject({
			'psu-device-os': 'iOS 19.1',
			'psu-ip-address': '203.0.113.7',
			'psu-user-agent': 'Mozilla/5.0 (iPhone)',
		});
		expect(request?.rawBody).not.toMatch(/psu/i);
	});

	it.each([
		{ psuIpAddress: '2001:db8::7' },
		{ psuIpAddress: '203.0.113.256' },
		{ psuIpAddress: '203.0.113' },
		{ psuUserAgent: 'Mozilla\r\nX-Admin: 1' },
		{ psuDeviceOs: 'Büro-PC' },
	])('is told nothing that is none: %j', async (wrong) => {
		const additionalFields = { ...present, ...wrong };
		const { error } = await runFinApi(sandbox, 'import', { ...demo, additionalFields });
		expect(error?.message).toMatch(/^'PSU [^']+' must be/);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('an import', () => {
	it.each(['import', 'update'])('or update is not sent without its interface: %s', async (name) => {
		const { error } = await runFinApi(sandbox, name, {
			...volksbank,
			bankConnectionId: household,
			bankingInterface: '={{ $json.missing }}',
		});
		expect(error?.message).toBe("'Banking Interface Name or ID' is empty [item 0]");
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['13 days', { maxDaysForDownload: 13 }, "'Max Days for Download' must be 0 or a whole number"],
		['3651 days', { maxDaysForDownload: 3651 }, "'Max Days for Download' must be 0 or"],
		['14.5 days', { maxDaysForDownload: 14.5 }, "'Max Days for Download' must be 0 or"],
		[
			'no balances, but positions',
			{ skipBalancesDownload: true },
			"'Skip Balances Download' needs 'Skip Positions Download'",
		],
		[
			'no balances, but positions as chosen',
			{ skipBalancesDownload: true, skipPositionsDownload: false },
			"'Skip Balances Download' needs 'Skip Positions Download'",
		],
		['an unknown account type', { accountTypes: ['Giro'] }, "'Account Types' must be one of"],
		[
			'an account without IBAN',
			{ accountReferences: { account: [{}] } },
			"'Account References: IBAN' is empty",
		],
		[
			'an IBAN that is mistyped',
			{ accountReferences: { account: [{ iban: 'DE6100000000100000000' }] } },
			"'Account References: IBAN' must be an IBAN",
		],
	])('with %s is not sent', async (_, additionalFields, complaint) => {
		const { error } = await runFinApi(sandbox, 'import', {
			...volksbank,
			additionalFields: additionalFields as IDataObject,
		});
		expect(error?.message).toContain(complaint);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		[{ bankId: byId('9223372036854775808') }, "'Bank' must be an id of digits only, at most"],
		[
			{ furtherStep: 'decoupledCallback', furtherStepAnswer: { hash: 'f'.repeat(33) } },
			"'Hash' must be at most 32 characters long",
		],
	])('with %j is not sent', async (parameters, complaint) => {
		const { error } = await runFinApi(sandbox, 'import', { ...volksbank, ...parameters });
		expect(error?.message).toContain(complaint);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([0, 14, 99, 100, 999, 1000, 3599, 3649, 3650])('may load %s days', async (days) => {
		await runFinApi(sandbox, 'import', {
			...volksbank,
			additionalFields: { maxDaysForDownload: days },
		});
		expect(sandbox.requests.at(-1)?.body).toMatchObject({ maxDaysForDownload: days });
	});

	it('of what is there already says what to do instead', async () => {
		await runFinApi(sandbox, 'import', volksbank);
		const { error } = await runFinApi(sandbox, 'import', volksbank);
		expect(error?.message).toContain('(code ENTITY_EXISTS)');
		expect(error?.description).toContain('use Update');
		expect(error?.description).toMatch(/request id [0-9a-f-]{36}/);
	});

	it('of a bank that finAPI cannot reach says that nothing was changed', async () => {
		const { error } = await runFinApi(sandbox, 'import', {
			...volksbank,
			bankId: byId('277005'),
		});
		expect(error?.message).toContain('(code UNSUPPORTED_BANK)');
		expect(error?.description).toContain('Nothing was changed');
	});

	it('that is lost on the way is not sent again', async () => {
		sandbox.fault({ method: 'POST', path: `${base}/import`, cut: 'after' });
		const { error } = await runFinApi(sandbox, 'import', volksbank);
		expect(error?.description).toContain('may have been carried out');
		expect(calls()).toHaveLength(1);
	});

	it('never shows the login that the bank repeats', async () => {
		const pin = 'Q"&ü 9<secret>';
		sandbox.fault({
			method: 'POST',
			path: `${base}/import`,
			status: 422,
			body: {
				errors: [
					{ message: `PIN ${pin} is wrong`, code: 'BANK_SERVER_REJECTION', type: 'BUSINESS' },
				],
			},
		});
		const { error } = await runFinApi(sandbox, 'import', {
			...volksbank,
			loginCredentials: { field: [{ label: 'PIN', value: pin }] },
		});
		expect(error?.message).toBe('finAPI: PIN ***** is wrong (code BANK_SERVER_REJECTION)');
		expect(JSON.stringify([error?.description, error?.context])).not.toContain('secret>');
	});
});

describe('a failure', () => {
	it('tells the code of each of its errors', async () => {
		const errors = [
			{ message: 'one', code: 'ILLEGAL_FIELD_VALUE', type: 'TECHNICAL' },
			{ message: 'two', code: 'MISSING_FIELD', type: 'TECHNICAL' },
		];
		sandbox.fault({ path: base, status: 400, body: { errors } });
		const { error } = await runFinApi(sandbox, 'getMany');
		expect(error?.message).toBe('finAPI: one; two (MISSING_FIELD) (code ILLEGAL_FIELD_VALUE)');
	});

	it.each([
		['invalid_token', 403, 'The token has run out'],
		['invalid_token', 400, 'The token has run out'],
		['invalid_client', 400, 'Check the Client ID'],
		['constructor', 404, 'Check the IDs'],
	])('of the sign-in is told by its code %s, not by its status %d', async (code, status, told) => {
		const body = { error: code, error_description: 'No' };
		sandbox.fault({ path: base, status, body });
		const { error } = await runFinApi(sandbox, 'getMany');
		expect(error?.message).toBe(`finAPI: No (code ${code})`);
		expect(error?.description).toContain(told);
	});

	it('with a code that every object has is told by its status', async () => {
		const errors = [{ message: 'No', code: 'constructor' }];
		sandbox.fault({ path: base, status: 404, body: { errors } });
		const { error } = await runFinApi(sandbox, 'getMany');
		expect(error?.description).toContain('Check the IDs: the record may be gone');
	});

	it('of a read that meets a busy record is told at once', async () => {
		sandbox.fault({ path: base, status: 423, times: 9, body: {} });
		const { error } = await runFinApi(sandbox, 'getMany');
		expect(error?.description).toContain('The record is busy');
		expect(calls()).toHaveLength(1);
	});

	it('of a wrong address at the sign-in speaks of the address', async () => {
		const credentials = finApiCredential(sandbox, { baseUrl: `${sandbox.baseUrl}/wrong` });
		const { error } = await runFinApi(sandbox, 'getMany', {}, { credentials });
		expect(error?.message).toContain('Check the address in the credential');
	});

	it.each(['/api/v2', '/api/v2/', '/api/v1'])(
		'is not what %s behind the address leads to',
		async (path) => {
			const credentials = finApiCredential(sandbox, { baseUrl: sandbox.baseUrl + path });
			const { items } = await runFinApi(sandbox, 'getMany', {}, { credentials });
			expect(items).toHaveLength(3);
		},
	);

	it('is not what a pasted Bearer before the token leads to', async () => {
		const credentials = finApiCredential(sandbox, {
			authentication: 'accessToken',
			accessToken: ` Bearer ${sandbox.issueToken('user')} `,
		});
		const { items } = await runFinApi(sandbox, 'getMany', {}, { credentials });
		expect(items).toHaveLength(3);
	});

	it('of the token comes in its own shape, and never shows the token', async () => {
		sandbox.fault({
			path: base,
			status: 401,
			times: 9,
			body: {
				error: 'invalid_token',
				error_description: `Invalid access token: ${sandbox.issueToken('user')}`,
			},
		});
		const { error } = await runFinApi(sandbox, 'getMany');
		expect(error?.message).toBe('finAPI: Invalid access token: ***** (code invalid_token)');
	});

	it("of a client's credential comes before anything is sent", async () => {
		const credentials = finApiCredential(sandbox, { authentication: 'client' });
		const { error } = await runFinApi(sandbox, 'getMany', {}, { credentials });
		expect(error?.message).toContain("a user's, but the credential signs in with Client");
		expect(error?.description).toContain('User');
		expect(sandbox.requests).toEqual([]);
	});

	it("of another user's connection is that it is not there", async () => {
		const { error } = await runFinApi(sandbox, 'get', { bankConnectionId: byId('4500000000004') });
		expect(error?.message).toContain('(code UNKNOWN_ENTITY)');
		expect(error?.httpCode).toBe('404');
	});
});

describe('an option', () => {
	it('that is left blank by an expression has its default', async () => {
		sandbox.state.importDelayMs = 400;
		const update = { bankConnectionId: household, bankingInterface: 'FINTS_SERVER' };
		await runFinApi(sandbox, 'update', update);
		const options = { maxBusyWait: '={{ $json.no }}', waitForCompletion: '={{ "" }}' };
		const { error } = await runFinApi(sandbox, 'update', { ...update, options });
		expect(error).toBeUndefined();
	});

	it.each([true, -1, 'soon'])('of seconds is not %p', async (maxBusyWait) => {
		const { error } = await runFinApi(sandbox, 'delete', {
			bankConnectionId: household,
			options: { maxBusyWait },
		});
		expect(error?.message).toContain("'Max Busy Wait (Seconds)' must be a number of seconds");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Delete All', () => {
	it('says so when there was nothing to delete', async () => {
		sandbox.state.connections.clear();
		const { items } = await runFinApi(sandbox, 'deleteAll');
		expect(items).toEqual([{ json: { deleted: false }, pairedItem: { item: 0 } }]);
	});
});

describe('Get Many', () => {
	it('gives what the limit allows, whole when it is not simplified', async () => {
		const { items } = await runFinApi(sandbox, 'getMany', { limit: 2, simplify: false });
		expect(items).toHaveLength(2);
		expect(items[0]?.json.bank).toMatchObject({ id: 277003 });
	});

	it('pairs what each item got with it', async () => {
		const { items } = await runFinApi(
			sandbox,
			'getMany',
			{ filters: { ids: '={{ $json.ids }}' } },
			{ items: itemsOf({ ids: '1' }, { ids: '4500000000002,4500000000003' }) },
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 1 }]);
	});
});
