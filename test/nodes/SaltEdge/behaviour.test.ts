import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { readFailure } from '../../../nodes/SaltEdge/failure';
import { type SaltEdgeSandbox, startSaltEdge } from '../../sandbox/saltedge';
import type { Outcome } from '../../support/engine';
import { byId } from '../../support/finicity';
import { gate } from '../../support/gate';
import {
	besideForm,
	day,
	form,
	inForm,
	keyPair,
	masked,
	runSaltEdge,
	saltEdgeCredential,
} from '../../support/saltEdge';
import { itemsOf } from '../../support/testBank';
import { arrivals, until } from '../../support/until';

let sandbox: SaltEdgeSandbox;

beforeEach(async () => (sandbox = await startSaltEdge()));

afterEach(async () => await sandbox.close());

const calls = () => sandbox.requests.map(({ method, url }) => `${method} ${url}`);
const bodies = () => sandbox.requests.map(({ rawBody }) => rawBody);

/** Everything that a user could get to see of a run, but for what the user has entered. */
const shown = ({ error, items }: Outcome) =>
	[
		error?.message,
		error?.description,
		error?.stack,
		inspect(error?.context, { depth: Infinity }),
		JSON.stringify(items),
	].join();

const customer = '905731486325476354';
const simple = byId('907152193875460301');
const created = '907152193875461001';
const base = '/api/v5/connections';
const wait = { waitForCompletion: true };

const fakebank = {
	customerId: byId(customer),
	countryCode: byId('XF'),
	providerCode: byId('fakebank_simple_xf'),
	consentScopes: ['account_details', 'transactions_details'],
	providerFields: form({ login: 'username.neu' }),
	secretFields: masked(['password', 'secret']),
};

const { providerFields, secretFields, ...withoutLogin } = fakebank;

const dataOf = (index = 0) =>
	(sandbox.requests[index]?.body as { data: IDataObject } | undefined)?.data ?? {};

it('an identifier that comes to nothing does not list all customers', async () => {
	const { error } = await runSaltEdge(sandbox, 'getMany', {
		resource: 'customer',
		filters: { identifier: '={{ $json.missing }}' },
	});
	expect(error?.message).toBe("'Identifier' is empty [item 0]");
	expect(sandbox.requests).toEqual([]);
});

describe('credentials', () => {
	const parts = { login: 'username.neu', password: 'secret' };

	it.each([
		['a form and masked fields', { providerFields, secretFields }],
		[
			'a form with an expression',
			{ providerFields: form({ login: '={{ $json.login }}' }), secretFields },
		],
		[
			'a form with an empty field',
			{ providerFields: form({ login: 'username.neu', branch: '', other: null }), secretFields },
		],
		[
			'masked fields alone',
			{
				providerFields: form({}, [inForm('login', false), besideForm('password')]),
				secretFields: masked(['login', 'username.neu'], ['password', 'secret']),
			},
		],
		[
			'masked fields with expressions',
			{ providerFields, secretFields: masked(['password', '={{ $json.password }}']) },
		],
		['JSON', { credentialsFrom: 'json', credentialsJson: JSON.stringify(parts) }],
		['an object', { credentialsFrom: 'json', credentialsJson: '={{ $json }}' }],
	])('come as %s', async (_, login) => {
		const { error } = await runSaltEdge(
			sandbox,
			'create',
			{ ...withoutLogin, ...login },
			{ items: itemsOf(parts) },
		);
		expect(error).toBeUndefined();
		expect(dataOf().credentials).toEqual(parts);
	});

	it.each([
		['a long number as text', { login: 905731486325476354n.toString() }, true],
		['a number that has lost digits', { login: 1e20 }, false],
		['an object', { login: { name: 'x' } }, false],
		['a list', { login: ['x'] }, false],
	])('of the form: %s', async (_, value, goesOut) => {
		const { error } = await runSaltEdge(sandbox, 'create', {
			...fakebank,
			providerFields: form(value as IDataObject),
		});
		const sent = sandbox.requests.filter(({ method }) => method === 'POST');
		expect(sent).toHaveLength(goesOut ? 1 : 0);
		if (!goesOut) expect(error?.message).toContain('login');
	});

	const ofProvider = [inForm('username'), besideForm('pin')];
	const withPin = { secretFields: masked(['pin', '12345']) };

	it.each([
		['that the provider does not have', [inForm('username'), besideForm('pin')]],
		['that the user has removed', [...ofProvider, { ...inForm('login', false), removed: true }]],
	])('of a field %s are not sent', async (_, schema) => {
		const { error } = await runSaltEdge(sandbox, 'create', {
			...withoutLogin,
			...withPin,
			providerFields: form({ login: 'left.over', username: 'username.neu' }, schema),
		});
		expect(dataOf().credentials).toEqual({ username: 'username.neu', pin: '12345' });
		// The local provider has other fields.
		expect(error?.message).toContain('Salt Edge');
	});

	it.each([
		[
			'a masked field of another provider',
			{ providerFields: form({ username: 'neu' }, ofProvider), secretFields },
			"'Secret Fields' has 'password', which the bank does not ask for here",
		],
		[
			'a required field whose expression gives nothing',
			{ providerFields: form({ username: '={{ $json.none }}' }, ofProvider), ...withPin },
			"'Fields' lacks 'username'",
		],
		[
			'no masked field, though the form looks complete',
			{ providerFields: form({ username: 'neu' }, ofProvider), secretFields: {} },
			"'Secret Fields' lacks 'pin'",
		],
		[
			'a masked field twice, of which only one could be sent',
			{ providerFields, secretFields: masked(['password', 'secret'], ['password', 'other']) },
			"'Secret Fields' has 'password' twice",
		],
		[
			'a masked field that the form has another value for',
			{ providerFields, secretFields: masked(['password', 'secret'], ['login', 'other']) },
			"'Secret Fields' has 'login', which 'Fields' has as well",
		],
		[
			'a form that the editor could not load, and keeps as an empty one',
			{ providerFields: form({ username: 'neu' }, []) },
			"'Fields' was never loaded from the bank",
		],
		[
			'a form that was never loaded',
			{ providerFields: { mappingMode: 'defineBelow', value: { username: 'neu' } }, ...withPin },
			"'Fields' was never loaded from the bank",
		],
	])('with %s stop the item', async (_, login, complaint) => {
		const { error } = await runSaltEdge(sandbox, 'create', { ...withoutLogin, ...login });
		expect(error?.message).toContain(complaint);
		expect(error?.description).toBeTruthy();
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['the form', { providerFields: form({ login: '={{ 12345 }}' }), secretFields }],
		['a masked field', { providerFields, secretFields: masked(['password', '={{ 12345 }}']) }],
		['JSON', { credentialsFrom: 'json', credentialsJson: '{"login":"neu","password":12345}' }],
	])('that are numbers in %s may have lost leading zeros, and stop the item', async (_, login) => {
		const { error } = await runSaltEdge(sandbox, 'create', { ...withoutLogin, ...login });
		expect(error?.message).toContain('text, because a number loses leading zeros');
		expect(sandbox.requests).toEqual([]);
	});

	it('can be none, when they are encrypted', async () => {
		const { error } = await runSaltEdge(sandbox, 'create', {
			...withoutLogin,
			credentialsFrom: 'none',
			additionalFields: { encryptedCredentials: '{"data":"x"}' },
		});
		expect(error).toBeUndefined();
		expect(dataOf()).toMatchObject({ encrypted_credentials: { data: 'x' } });
		expect(dataOf()).not.toHaveProperty('credentials');
	});

	it.each([
		['no JSON', { credentialsFrom: 'json', credentialsJson: '{"login' }, 'must be JSON'],
		[
			'a list',
			{ credentialsFrom: 'json', credentialsJson: '["username"]' },
			'must be a JSON object',
		],
		['nothing', { credentialsFrom: 'json', credentialsJson: '' }, "'Credentials as JSON' is empty"],
		[
			'an empty object',
			{ credentialsFrom: 'json', credentialsJson: '{}' },
			"'Credentials as JSON' has no value in it",
		],
		[
			'an object of expressions that come to nothing',
			{ credentialsFrom: 'json', credentialsJson: '={{ { login: $json.none, password: "" } }}' },
			"'Credentials as JSON' has no value in it",
		],
		[
			'encrypted to nothing',
			{ credentialsFrom: 'none', additionalFields: { encryptedCredentials: '{}' } },
			"'Encrypted Credentials' has no value in it",
		],
		[
			'a masked field without a name',
			{ providerFields, secretFields: masked(['={{ $json.none }}', 'secret']) },
			'Field Name or ID',
		],
		[
			'a masked field without a value',
			{ providerFields, secretFields: masked(['password', '={{ $json.none }}']) },
			'Value',
		],
	])('that are %s are not sent', async (_, login, complaint) => {
		const outcome = await runSaltEdge(sandbox, 'create', { ...withoutLogin, ...login });
		expect(outcome.error?.message).toContain(complaint);
		expect(outcome.error?.message).not.toContain('username');
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['nothing', { credentialsFrom: 'none' }],
		['an empty form', { providerFields: form({ sms: '' }), secretFields: {} }],
	])('of a step that are %s are not sent', async (_, login) => {
		const { error } = await runSaltEdge(sandbox, 'sendInteractiveStep', {
			connectionId: simple,
			...login,
		});
		expect(error?.message).toContain("Enter 'Fields' or 'Secret Fields'");
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['reconnect', 'sendInteractiveStep'])(
		'without a value in them do not go out with %s',
		async (operation) => {
			const { error } = await runSaltEdge(sandbox, operation, {
				connectionId: simple,
				credentialsFrom: 'json',
				credentialsJson: '={{ { sms: $json.tan } }}',
			});
			expect(error?.message).toContain("'Credentials as JSON' has no value in it");
			expect(sandbox.requests).toEqual([]);
		},
	);
});

describe('a bank that asks back', () => {
	const asking = { ...fakebank, providerCode: byId('fakebank_interactive_xf') };
	const step = (sms: string) => ({
		connectionId: byId(created),
		providerFields: form({ sms }),
		options: wait,
	});

	it('is answered in a step of its own, and then the data is there', async () => {
		const first = await runSaltEdge(sandbox, 'create', { ...asking, options: wait });
		expect(first.error).toBeUndefined();
		expect(first.items.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				id: created,
				last_attempt_last_stage_name: 'interactive',
				last_attempt_last_stage_interactive_fields_names: ['sms'],
			}),
		]);
		const second = await runSaltEdge(sandbox, 'sendInteractiveStep', step('123456'));
		expect(second.error).toBeUndefined();
		expect(second.items[0]?.json).toMatchObject({
			id: created,
			status: 'active',
			last_attempt_last_stage_name: 'finish',
			last_success_at: expect.any(String) as string,
		});
		const { items } = await runSaltEdge(sandbox, 'getMany', {
			customerId: byId(customer),
			returnAll: true,
		});
		expect(items.map(({ json }) => json.id)).toContain(created);
		expect(calls()).toEqual([
			`POST ${base}`,
			`GET ${base}/${created}`,
			`PUT ${base}/${created}/interactive`,
			`GET ${base}/${created}`,
			`GET ${base}?customer_id=${customer}&per_page=1000`,
		]);
	});

	it('is waited for while it takes its time with the answer', async () => {
		await runSaltEdge(sandbox, 'create', { ...asking, options: wait });
		sandbox.state.stageDelayMs = 1500;
		const { items, error } = await runSaltEdge(sandbox, 'sendInteractiveStep', step('123456'));
		expect(error).toBeUndefined();
		expect(items[0]?.json.last_attempt_last_stage_name).toBe('finish');
		expect(calls().slice(3).length).toBeGreaterThan(2);
	});

	it('refuses a wrong answer as a failed fetch, which names the connection', async () => {
		await runSaltEdge(sandbox, 'create', { ...asking, options: wait });
		const outcome = await runSaltEdge(sandbox, 'sendInteractiveStep', step('654321'));
		expect(outcome.error?.message).toBe(
			`Salt Edge: connection ${created} is there, but its download came to nothing: The provider refused the answer (code InvalidInteractiveCredentials)`,
		);
		expect(shown(outcome)).not.toContain('654321');
	});

	it('is answered with JSON as well', async () => {
		await runSaltEdge(sandbox, 'create', { ...asking, options: wait });
		const { items, error } = await runSaltEdge(
			sandbox,
			'sendInteractiveStep',
			{
				connectionId: byId(created),
				credentialsFrom: 'json',
				credentialsJson: '={{ { sms: $json.tan } }}',
				options: wait,
			},
			{ items: itemsOf({ tan: '123456' }) },
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json.last_attempt_last_stage_name).toBe('finish');
	});

	it('that does not wait for an answer says so', async () => {
		const { error } = await runSaltEdge(sandbox, 'sendInteractiveStep', {
			...step('123456'),
			connectionId: byId('907152193875460302'),
		});
		expect(error?.message).toContain('not waiting for an answer (code ActionNotAllowed)');
	});
});

describe('a fetch', () => {
	it('is not waited for unless the user wants that', async () => {
		const { items } = await runSaltEdge(sandbox, 'create', fakebank);
		expect(items[0]?.json.last_attempt_last_stage_name).toBe('start');
		expect(calls()).toEqual([`POST ${base}`]);
	});

	it.each(['create', 'reconnect', 'refresh'])('of %s is waited for', async (operation) => {
		const { items, error } = await runSaltEdge(sandbox, operation, {
			...(operation === 'create' ? fakebank : { ...withoutLogin, credentialsFrom: 'none' }),
			connectionId: simple,
			options: wait,
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json.last_attempt_last_stage_name).toBe('finish');
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(calls()).toHaveLength(2);
	});

	it('with a wrong password tells so, and which connection is there', async () => {
		const outcome = await runSaltEdge(
			sandbox,
			'create',
			{ ...fakebank, secretFields: masked(['password', 'not-the-secret']), options: wait },
			{ onError: 'continueRegularOutput' },
		);
		expect(outcome.items[0]?.json).toEqual({
			error: `Salt Edge: connection ${created} is there, but its download came to nothing: The provider refused the login (code InvalidCredentials)`,
			details: {
				id: created,
				code: 'InvalidCredentials',
				description: 'Use Reconnect with the right credentials, or Refresh later.',
			},
		});
		expect(shown(outcome)).not.toContain('not-the-secret');
	});

	it('that fails at the bank tells so', async () => {
		const { error } = await runSaltEdge(sandbox, 'create', {
			...fakebank,
			countryCode: byId('FR'),
			providerCode: byId('banque_en_panne_fr'),
			options: wait,
		});
		expect(error?.message).toContain('momentanément indisponible. (code ProviderError)');
	});

	it('shows nothing of the login that the reason repeats', async () => {
		const words = 'User "username.neu" with geheim&<x> is unknown';
		sandbox.fault({
			method: 'GET',
			body: {
				data: {
					id: created,
					last_attempt: { fail_error_class: 'InvalidCredentials', fail_message: words },
				},
			},
		});
		const outcome = await runSaltEdge(sandbox, 'create', {
			...fakebank,
			secretFields: masked(['password', 'geheim&<x>']),
			options: wait,
		});
		expect(outcome.error?.message).toContain('User "*****" with ***** is unknown');
	});

	it('too early says when it is possible', async () => {
		await runSaltEdge(sandbox, 'refresh', { connectionId: simple, options: wait });
		const { error } = await runSaltEdge(sandbox, 'refresh', { connectionId: simple });
		expect(error?.message).toMatch(
			/^Salt Edge: It is too early for the next refresh \(next refresh possible at \S+Z\) \(code ConnectionCannotBeRefreshed\)$/,
		);
		expect(error?.description).toMatch(/can be refreshed again at \S+Z\./);
	});

	it('of a connection that is being fetched says so', async () => {
		sandbox.state.stageDelayMs = 60_000;
		await runSaltEdge(sandbox, 'refresh', { connectionId: simple });
		const { error } = await runSaltEdge(sandbox, 'refresh', { connectionId: simple });
		expect(error?.message).toContain('(code ConnectionAlreadyProcessing)');
		expect(error?.description).toContain('Wait until its last attempt has finished');
	});

	const standing = (lastAttempt?: IDataObject) => ({
		data: { id: simple.value, ...(lastAttempt && { last_attempt: lastAttempt }) },
	});
	const atStage = (name: string) => ({ last_stage: { id: '7', name } });

	it.each(['reconnect', 'refresh'])(
		'of %s that asks the end user at once is waited for no longer',
		async (operation) => {
			sandbox.fault({ method: 'PUT', body: standing(atStage('interactive')) });
			sandbox.fault({ method: 'GET', body: standing(atStage('interactive')) });
			const { items, error } = await runSaltEdge(sandbox, operation, {
				connectionId: simple,
				credentialsFrom: 'none',
				options: { ...wait, maxCompletionWait: 60 },
			});
			expect(error).toBeUndefined();
			expect(items[0]?.json.last_attempt_last_stage_name).toBe('interactive');
			expect(calls()).toHaveLength(2);
		},
	);

	it('that shows no attempt yet is looked at again', async () => {
		sandbox.fault({ method: 'GET', body: standing() });
		const { items, error } = await runSaltEdge(sandbox, 'refresh', {
			connectionId: simple,
			options: wait,
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json.last_attempt_last_stage_name).toBe('finish');
		expect(calls()).toHaveLength(3);
	});

	it('with an empty class of failure has gone well', async () => {
		sandbox.fault({
			method: 'GET',
			body: standing({ ...atStage('finish'), fail_error_class: '', fail_message: '' }),
		});
		const { error } = await runSaltEdge(sandbox, 'refresh', {
			connectionId: simple,
			options: wait,
		});
		expect(error).toBeUndefined();
	});

	it('that failed without a reason says so', async () => {
		sandbox.fault({
			method: 'GET',
			body: standing({ ...atStage('finish'), fail_error_class: 'ProviderError' }),
		});
		const { error } = await runSaltEdge(sandbox, 'refresh', {
			connectionId: simple,
			options: wait,
		});
		expect(error?.message).toContain('the provider gave no reason (code ProviderError)');
	});

	it('has an end, after which the connection can still be found', async () => {
		sandbox.state.stageDelayMs = 60_000;
		const { error } = await runSaltEdge(sandbox, 'create', {
			...fakebank,
			options: { ...wait, maxCompletionWait: 1.5 },
		});
		expect(error?.message).toContain(`connection ${created} was not ready after 1.5 s`);
	});

	it('without anything to say still sends the envelope', async () => {
		await runSaltEdge(sandbox, 'refresh', { connectionId: simple });
		await runSaltEdge(sandbox, 'reconnect', {
			connectionId: byId('907152193875460302'),
			credentialsFrom: 'none',
		});
		expect(bodies()).toEqual(['{"data":{}}', '{"data":{}}']);
	});
});

describe('what Salt Edge would not take is not sent', () => {
	it.each<[string, IDataObject, string]>([
		[
			'a consent to transactions alone',
			{ consentScopes: ['transactions_details'] },
			"'Consent Scopes' has 'Transactions Details' without 'Account Details'",
		],
		['a consent to nothing', { consentScopes: '={{ [] }}' }, "'Consent Scopes' is empty"],
		['an unknown scope', { consentScopes: ['payments'] }, "'Consent Scopes' must be one of"],
		[
			'a consent from long ago',
			{ additionalFields: { consentFromDate: day(-400) } },
			"'Consent From Date' must be at most 365 days back",
		],
		[
			'a consent that ends before it begins',
			{ additionalFields: { consentFromDate: day(-3), consentToDate: day(-4) } },
			"'Consent To Date' must not be before the from date",
		],
		[
			'a consent for no day',
			{ additionalFields: { consentPeriodDays: 0 } },
			"'Consent Period (Days)' must be a whole number of days",
		],
		[
			'a consent for half a day',
			{ additionalFields: { consentPeriodDays: 1.5 } },
			"'Consent Period (Days)' must be a whole number of days",
		],
		[
			'transactions without accounts',
			{ attempt: { attemptFetchScopes: ['transactions'] } },
			"'Fetch Scopes' has 'Transactions' without 'Accounts'",
		],
		[
			'transactions with accounts that have no balance',
			{ attempt: { attemptFetchScopes: ['transactions', 'accounts_without_balance'] } },
			"'Fetch Scopes' has 'Transactions' without 'Accounts'",
		],
		[
			'accounts with and without balance',
			{ attempt: { attemptFetchScopes: ['accounts', 'accounts_without_balance'] } },
			"'Fetch Scopes' has 'Accounts' and 'Accounts Without Balance'",
		],
		[
			'transactions from long ago',
			{ attempt: { attemptFromDate: day(-400) } },
			"'From Date' must be at most 365 days back",
		],
		[
			'transactions of the future',
			{ attempt: { attemptToDate: day(5) } },
			"'To Date' must be tomorrow at most",
		],
		[
			'a window that ends before it begins',
			{ attempt: { attemptFromDate: day(-3), attemptToDate: day(-4) } },
			"'To Date' must not be before the from date",
		],
		[
			'a window before that of the consent',
			{ attempt: { attemptFromDate: day(-9) }, additionalFields: { consentFromDate: day(-8) } },
			`'From Date' must not be before 'Consent From Date' (${day(-8)})`,
		],
		[
			'a window after that of the consent',
			{ attempt: { attemptToDate: day(-3) }, additionalFields: { consentToDate: day(-4) } },
			`'To Date' must not be after 'Consent To Date' (${day(-4)})`,
		],
		['no date', { attempt: { attemptFromDate: 'soon' } }, "'From Date' must be a date"],
		[
			'custom fields that are too long',
			{ attempt: { attemptCustomFields: { text: 'ü'.repeat(507) } } },
			"'Custom Fields' must be at most 1024 bytes long",
		],
		[
			'custom fields that are a list',
			{ attempt: { attemptCustomFields: '[1]' } },
			"'Custom Fields' must be a JSON object",
		],
		['no locale', { attempt: { attemptLocale: 'English' } }, "'Locale' must be a locale"],
		[
			'an address that is too long',
			{ attempt: { attemptReturnTo: `https://x.example/${'x'.repeat(2040)}` } },
			"'Return To' must be at most 2040 characters",
		],
		[
			'a customer without an id',
			{ customerId: byId('={{ "erika" }}') },
			"'Customer' must be an id of digits",
		],
		[
			'a customer with an endless id',
			{ customerId: byId('={{ "9".repeat(31) }}') },
			"'Customer' must be an id of digits",
		],
		[
			'a country of three letters',
			{ countryCode: byId('={{ "DEU" }}') },
			"'Country' must be a country code",
		],
		[
			'a provider with a path',
			{ providerCode: byId('={{ "../x" }}') },
			"'Provider' must be a provider code",
		],
		[
			'an id that has lost digits',
			{ customerId: byId('={{ 905731486325476354 }}') },
			"'Customer' must be text (a number this long has lost digits",
		],
	])('%s', async (_, changes, complaint) => {
		const { error } = await runSaltEdge(sandbox, 'create', { ...fakebank, ...changes });
		expect(error?.message).toContain(complaint);
		expect(sandbox.requests).toEqual([]);
	});

	it.each<[string, IDataObject, string]>([
		[
			'the limits of a consent without its scopes',
			{ additionalFields: { consentPeriodDays: 30 } },
			"'Consent Period (Days)' needs 'Consent Scopes'",
		],
		[
			'the end of a consent without its scopes',
			{ additionalFields: { consentToDate: day(-1) } },
			"'Consent To Date' needs 'Consent Scopes'",
		],
		[
			'the beginning of a consent without its scopes',
			{ additionalFields: { consentFromDate: day(-1) } },
			"'Consent From Date' needs 'Consent Scopes'",
		],
		[
			'transactions without accounts once more',
			{ attempt: { attemptFetchScopes: ['transactions'] } },
			"'Fetch Scopes' has 'Transactions' without 'Accounts'",
		],
		[
			'a new consent to transactions alone',
			{ additionalFields: { consentScopes: ['transactions_details'] } },
			"'Consent Scopes' has 'Transactions Details' without 'Account Details'",
		],
		[
			'accounts that are no ids',
			{ attempt: { attemptExcludeAccounts: '1, x' } },
			"'Exclude Accounts' must be ids of digits",
		],
	])('%s', async (_, changes, complaint) => {
		const { error } = await runSaltEdge(sandbox, 'reconnect', {
			connectionId: simple,
			credentialsFrom: 'none',
			...changes,
		});
		expect(error?.message).toContain(complaint);
		expect(sandbox.requests).toEqual([]);
	});

	it('a refresh of the future', async () => {
		const { error } = await runSaltEdge(sandbox, 'refresh', {
			connectionId: simple,
			attempt: { attemptToDate: day(3) },
		});
		expect(error?.message).toContain("'To Date' must be tomorrow at most");
		expect(sandbox.requests).toEqual([]);
	});

	it('a day before the oldest one, wherever on earth that is', async () => {
		const attempt = { attemptFromDate: day(-367) };
		const { error } = await runSaltEdge(sandbox, 'create', { ...fakebank, attempt });
		expect(error?.message).toContain("'From Date' must be at most 365 days back");
		expect(sandbox.requests).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		// Where it may be another day already, the bank decides.
		['the oldest day', { attempt: { attemptFromDate: day(-366) } }],
		['the last day', { attempt: { attemptToDate: day(2) } }],
		[
			'a window of one day, just as wide as that of the consent',
			{
				attempt: { attemptFromDate: day(-3), attemptToDate: day(-3) },
				additionalFields: { consentFromDate: day(-3), consentToDate: day(-3) },
			},
		],
		['a locale in small letters', { attempt: { attemptLocale: 'zh-hk' } }],
	])('while %s is', async (_, changes) => {
		await runSaltEdge(sandbox, 'create', { ...fakebank, ...changes });
		expect(calls()).toEqual([`POST ${base}`]);
	});

	it('an update of nothing', async () => {
		const { error } = await runSaltEdge(sandbox, 'update', { connectionId: simple });
		expect(error?.message).toContain("Enter 'Daily Refresh' or 'Status' or 'Store Credentials'");
		expect(sandbox.requests).toEqual([]);
	});

	it('while custom fields of just the right size are', async () => {
		// {"text":"…"} has 11 bytes besides.
		const attemptCustomFields = { text: `x${'ü'.repeat(506)}` };
		expect(Buffer.byteLength(JSON.stringify(attemptCustomFields))).toBe(1024);
		const { error } = await runSaltEdge(sandbox, 'create', {
			...fakebank,
			attempt: { attemptCustomFields },
		});
		expect(error).toBeUndefined();
	});
});

describe('ids', () => {
	it('stay text, also where they are numbers in the item', async () => {
		const { error } = await runSaltEdge(
			sandbox,
			'create',
			{ ...fakebank, customerId: byId('={{ $json.id }}') },
			{ items: itemsOf({ id: 98001 }) },
		);
		expect(error).toBeUndefined();
		expect(bodies()[0]).toContain('{"data":{"customer_id":"98001","country_code":"XF"');
	});

	it('and codes go out in the letters that they have', async () => {
		await runSaltEdge(sandbox, 'create', { ...fakebank, providerCode: byId('Other-Bank_XF') });
		expect(dataOf().provider_code).toBe('Other-Bank_XF');
	});

	it('keep all of their digits', async () => {
		const { items } = await runSaltEdge(sandbox, 'get', { connectionId: simple, simplify: false });
		expect(items[0]?.json).toMatchObject({ id: simple.value, customer_id: customer });
	});
});

describe('a failure', () => {
	it('of the keys names its class and the way out', async () => {
		const credentials = saltEdgeCredential(sandbox, { secret: 'wrong-secret-value' });
		const outcome = await runSaltEdge(sandbox, 'get', { connectionId: simple }, { credentials });
		expect(outcome.error?.message).toBe(
			'Salt Edge: There is no API key with this App-id and Secret (code ApiKeyNotFound)',
		);
		expect(outcome.error?.description).toBe(
			'HTTP status 400, request id 00000000-0000-4000-8000-000000000001. Check the App-ID and the Secret of the credential: they belong to one API key of type Service.',
		);
		expect(shown(outcome)).not.toContain('wrong-secret-value');
	});

	it.each([
		['ConnectionNotFound', 'get', { connectionId: byId('1') }, 'Check the connection ID'],
		['CustomerNotFound', 'getMany', { customerId: byId('1') }, 'Check the customer ID'],
		[
			'AispConsentExpired',
			'refresh',
			{ connectionId: byId('907152193875460305') },
			'Use Reconnect (in V6: Create Reconnect URL)',
		],
		[
			'AispConsentRevoked',
			'refresh',
			{ connectionId: byId('907152193875460306') },
			'Use Reconnect (in V6: Create Reconnect URL)',
		],
		[
			'ConnectionDisabled',
			'refresh',
			{ connectionId: byId('907152193875460304') },
			'Use Reconnect (in V6: Create Reconnect URL)',
		],
		[
			'ConnectionDuplicated',
			'create',
			{ ...fakebank, providerFields: form({ login: 'username' }) },
			'has this connection already',
		],
	])('%s says what to do', async (errorClass, operation, parameters, wayOut) => {
		const { error } = await runSaltEdge(sandbox, operation, parameters);
		expect(error?.message).toContain(`(code ${errorClass})`);
		expect(error?.description).toContain(wayOut);
		expect(error?.description).toMatch(/request id 00000000-/);
	});

	it.each([
		['AppsRestricted', 'of type App', 'type Service'],
		['BackgroundFetchLimitExceeded', 'use Refresh', "in V5 with 'User Present'"],
		['ProviderInactive', 'does not reach the provider', 'Try again later'],
		['RouteNotFound', 'Base URL', 'another version of the API'],
		['constructor', 'Check the values of the fields.', 'HTTP status 400'],
		['__proto__', 'Check the values of the fields.', 'HTTP status 400'],
	])('%s is told by its class, not by its status', async (name, ...told) => {
		sandbox.fault({ status: 400, body: { error: { class: name, message: 'No.' } } });
		const { error } = await runSaltEdge(sandbox, 'get', { connectionId: simple });
		expect(error?.message).toBe(`Salt Edge: No. (code ${name})`);
		for (const each of told) expect(error?.description).toContain(each);
	});

	it.each([
		['beside it', { next_refresh_possible_at: '2026-02-01T12:00:00Z' }, {}],
		['in it', {}, { next_refresh_possible_at: '2026-02-01T12:00:00Z' }],
	])('ConnectionCannotBeRefreshed says when it can, %s', async (_, beside, inside) => {
		const error = { class: 'ConnectionCannotBeRefreshed', message: 'Not yet.', ...inside };
		sandbox.fault({ method: 'PUT', status: 406, body: { error, ...beside } });
		const outcome = await runSaltEdge(sandbox, 'refresh', { connectionId: simple });
		expect(outcome.error?.message).toBe(
			'Salt Edge: Not yet. (next refresh possible at 2026-02-01T12:00:00Z) (code ConnectionCannotBeRefreshed)',
		);
		expect(outcome.error?.description).toContain('refreshed again at 2026-02-01T12:00:00Z');
		expect(outcome.error?.context?.data).toMatchObject({
			code: 'ConnectionCannotBeRefreshed',
			next_refresh_possible_at: '2026-02-01T12:00:00Z',
		});
	});

	it.each([
		['BackgroundFetchLimitExceeded', true],
		['CategorizationLimitReached', true],
		['RateLimitExceeded', undefined],
	])('%s says whether it is one of the moment', (name, isFinal) => {
		expect(readFailure({ error: { class: name, message: 'No.' } })?.isFinal).toBe(isFinal);
	});

	it('of a front server is not passed off as one of the credential', async () => {
		sandbox.fault({ status: 403, contentType: 'text/html', body: '<h1>403 Forbidden</h1>' });
		const { error } = await runSaltEdge(sandbox, 'get', { connectionId: simple });
		expect(error?.description).toContain("none of Salt Edge's own words");
		expect(error?.description).not.toContain('not allowed');
	});

	it('of a proxy comes as the words on its page', async () => {
		sandbox.fault({
			status: 403,
			contentType: 'text/html',
			body: '<html><head><style>b{}</style></head><body><h1>403 Forbidden</h1><p>nginx</p></body></html>',
		});
		const { error } = await runSaltEdge(sandbox, 'get', { connectionId: simple });
		expect(error?.message).toBe('Salt Edge: 403 Forbidden nginx');
		expect(error?.httpCode).toBe('403');
	});

	it.each([
		['as text', 'Not here', 'Salt Edge: Not here'],
		['with a text for its error', { error: 'Not here' }, 'Salt Edge: Not here'],
		[
			'of older days',
			{ error_class: 'ConnectionNotFound', error_message: 'Not here' },
			'Salt Edge: Not here (code ConnectionNotFound)',
		],
		[
			'with its class alone',
			{ error: { class: 'ConnectionNotFound' } },
			'Salt Edge: ConnectionNotFound (code ConnectionNotFound)',
		],
		['without words', {}, 'Salt Edge: answered with HTTP status 404'],
	])('%s is told as well', async (_, body, message) => {
		sandbox.fault({ status: 404, body });
		const { error } = await runSaltEdge(sandbox, 'get', { connectionId: simple });
		expect(error?.message).toBe(message);
	});

	it.each([
		['an answer without its envelope', { id: '1' }, "answered without 'data'"],
		['a list without its envelope', { connections: [] }, "answered without 'data'"],
		['a list in the envelope', { data: [] }, "answered without 'data'"],
		['a text in the envelope', { data: 'OK' }, "answered without 'data'"],
		['a page', '<p>Maintenance</p>', 'something that is not a JSON object'],
	])('is %s, too', async (_, body, complaint) => {
		sandbox.fault({ status: 200, body });
		const { error } = await runSaltEdge(sandbox, 'get', { connectionId: simple });
		expect(error?.message).toContain(complaint);
	});

	it('of a create that is lost on the way does not send it again', async () => {
		sandbox.fault({ method: 'POST', cut: 'after' });
		const { error } = await runSaltEdge(sandbox, 'create', fakebank);
		expect(error?.description).toContain('may have been carried out');
		expect(calls()).toHaveLength(1);
	});

	const login = 'Q"&ü 9<username>';
	const password = 'P\\w <geheim> ß';

	it.each([
		['a form', { providerFields: form({ login }), secretFields: masked(['password', password]) }],
		['JSON', { credentialsFrom: 'json', credentialsJson: JSON.stringify({ login, password }) }],
		[
			'encrypted ones',
			{
				credentialsFrom: 'none',
				additionalFields: { encryptedCredentials: { a: { login, password } } },
			},
		],
	])('shows nothing of a login out of %s that the bank repeats', async (_, given) => {
		const message = `${login} or ${password} is wrong`;
		const echo = { request: { data: { credentials: { login, password } } } };
		for (const [status, body] of [
			[400, { error: { class: 'WrongRequestFormat', message }, ...echo }],
			[404, message],
			[500, JSON.stringify([message, echo])],
		] as const) {
			sandbox.fault({ method: 'POST', status, body });
			const outcome = await runSaltEdge(sandbox, 'create', { ...withoutLogin, ...given });
			expect(outcome.error?.message).toContain('*****');
			for (const secret of ['username>', 'geheim', 'Q"', 'P\\']) {
				expect(shown(outcome)).not.toContain(secret);
			}
		}
	});

	it('names the request by its own id, or by that of the answer', async () => {
		const error = { class: 'ActionNotAllowed', message: 'No' };
		const headers = { 'X-Request-Id': 'of-the-answer' };
		sandbox.fault({ status: 400, headers, body: { error } });
		sandbox.fault({ status: 400, headers, body: { error: { ...error, request_id: 'its-own' } } });
		for (const id of ['of-the-answer', 'its-own']) {
			const outcome = await runSaltEdge(sandbox, 'get', { connectionId: simple });
			expect(outcome.error?.description).toContain(`HTTP status 400, request id ${id}.`);
		}
	});

	it.each(['constructor', 'toString', '__proto__'])(
		'of the class %s is like one of any other unknown class',
		async (errorClass) => {
			sandbox.fault({ status: 400, body: { error: { class: errorClass, message: 'No' } } });
			const { error } = await runSaltEdge(sandbox, 'get', { connectionId: simple });
			expect(error?.message).toBe(`Salt Edge: No (code ${errorClass})`);
			expect(error?.description).toContain('Check the values of the fields.');
		},
	);

	it('that repeats the private key or its passphrase does not show them', async () => {
		const { privateKey } = keyPair;
		const passphrase = 'Passwort für den Schlüssel';
		const message = `No to ${privateKey.trim()} with ${passphrase}`;
		sandbox.fault({ status: 400, body: { error: { class: 'ActionNotAllowed', message } } });
		const credentials = saltEdgeCredential(sandbox, { privateKey, passphrase });
		const { error } = await runSaltEdge(sandbox, 'get', { connectionId: simple }, { credentials });
		expect(error?.message).toBe('Salt Edge: No to ***** with ***** (code ActionNotAllowed)');
	});

	it('that repeats the keys does not show them', async () => {
		const { appId, secret } = sandbox.keys;
		sandbox.fault({
			status: 400,
			body: { error: { class: 'ActionNotAllowed', message: `No to ${appId} and ${secret}` } },
		});
		const { error } = await runSaltEdge(sandbox, 'get', { connectionId: simple });
		expect(error?.message).toBe('Salt Edge: No to ***** and ***** (code ActionNotAllowed)');
	});
});

it('tells simplified how a connection stands, and nothing else', async () => {
	const { items } = await runSaltEdge(sandbox, 'get', {
		connectionId: byId('907152193875460304'),
	});
	expect(Object.keys(items[0]?.json ?? {})).toEqual([
		'id',
		'customer_id',
		'provider_code',
		'provider_name',
		'status',
		'last_success_at',
		'next_refresh_possible_at',
		'last_attempt_last_stage_name',
		'last_attempt_last_stage_interactive_fields_names',
		'last_attempt_success_at',
		'last_attempt_fail_error_class',
		'last_attempt_fail_message',
	]);
});

describe('many items', () => {
	it('are read side by side, come out in order and are paired', async () => {
		const { opened, open } = gate();
		sandbox.fault({ times: 10, until: opened });
		const ids = ['907152193875460301', '98765432101', '907152193875460303'];
		const items = Array.from({ length: 30 }, (_, index) => ({ json: { id: ids[index % 3] } }));
		const run = runSaltEdge(sandbox, 'get', { connectionId: byId('={{ $json.id }}') }, { items });
		await until(() => sandbox.mostInFlight() >= 10);
		// Time for one too many to come.
		await arrivals();
		open();
		const outcome = await run;
		expect(outcome.items.map(({ json }) => json.id)).toEqual(items.map(({ json }) => json.id));
		expect(outcome.items.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect(sandbox.mostInFlight()).toBe(10);
	});

	it('that fail do not stop the others when the user wants that', async () => {
		const outcome = await runSaltEdge(
			sandbox,
			'delete',
			{ connectionId: byId('={{ $json.id }}') },
			{
				items: itemsOf({ id: '1' }, { id: '98765432101' }),
				onError: 'continueRegularOutput',
			},
		);
		expect(outcome.items.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				error: 'Salt Edge: There is no connection 1 (code ConnectionNotFound)',
			}),
			{ deleted: true },
		]);
		expect(sandbox.mostInFlight()).toBe(1);
	});
});
