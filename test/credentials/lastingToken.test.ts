import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { finApiCredential, runFinApi } from '../support/finApi';
import { byId } from '../support/finicity';
import { itemsOf } from '../support/testBank';

let bank: FinApiSandbox;

beforeEach(async () => (bank = await startFinApi({ license: 'UNLICENSED' })));

afterEach(async () => {
	jest.restoreAllMocks();
	await bank.close();
});

const minute = 60_000;

/** Lets time pass, for the code and for the local bank, and stand still from then on. */
function later(minutes: number): void {
	const now = Date.now() + minutes * minute;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
}

const createForm = ['webForm', 'createForBankConnectionImport', {}] as const;
const createTask = [
	'task',
	'createBackgroundUpdate',
	{ bankConnectionId: byId('9007199254740993') },
] as const;
type What = readonly [resource: string, operation: string, parameters: IDataObject];

const run = async (
	credentials: ReturnType<typeof finApiCredential>,
	[resource, operation, parameters]: What,
	items = 1,
) =>
	await runFinApi(
		bank,
		operation,
		{ resource, ...parameters },
		{ credentials, items: itemsOf(...Array.from({ length: items }, () => ({}))) },
	);

const grants = () =>
	bank.requests
		.filter(({ path }) => path.endsWith('/token'))
		.map(({ rawBody }) => new URLSearchParams(rawBody).get('grant_type'));
/** The tokens that forms and tasks live on. */
const livingOn = () => [...bank.state.webForms.values(), ...bank.state.tasks.values()];

it.each([
	['web forms', createForm, 3],
	// A second one would find the connection busy.
	['a task', createTask, 1],
])(
	'is renewed before %s when it would end before that, once for all items',
	async (_, what, count) => {
		const credentials = finApiCredential(bank);
		await runFinApi(bank, 'getMany', {}, { credentials });
		const old = bank.issueToken('user');
		later(45);
		bank.requests.length = 0;
		const { items, error } = await run(credentials, what, count);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(count);
		expect(grants()).toEqual(['password', 'refresh_token']);
		const renewed = bank.issueToken('user');
		expect(renewed).not.toBe(old);
		expect(livingOn().map(({ token }) => token)).toEqual(Array(count).fill(renewed));
		later(55);
		expect(bank.issueToken('user')).toBe(renewed);
	},
);

it.each([
	['web forms', createForm, 3],
	// A second one would find the connection busy.
	['a task', createTask, 1],
])('is used as it is for %s while it lives long enough', async (_, what, count) => {
	const credentials = finApiCredential(bank);
	await runFinApi(bank, 'getMany', {}, { credentials });
	later(35);
	bank.requests.length = 0;
	expect((await run(credentials, what, count)).error).toBeUndefined();
	expect(grants()).toEqual([]);
	expect(bank.requests).toHaveLength(count);
});

it('is not renewed for any other operation', async () => {
	const credentials = finApiCredential(bank);
	await runFinApi(bank, 'getMany', {}, { credentials });
	later(59);
	bank.requests.length = 0;
	await runFinApi(bank, 'getMany', {}, { credentials });
	await run(credentials, ['webForm', 'getMany', {}]);
	expect(grants()).toEqual([]);
});

it('is replaced at the first sign-in, too, when another system has had it for long', async () => {
	const old = bank.issueToken('user');
	later(50);
	const { error } = await run(finApiCredential(bank), createForm);
	expect(error).toBeUndefined();
	expect(grants()).toEqual(['password', 'refresh_token']);
	expect(livingOn()[0]?.token).not.toBe(old);
});

it('is good for the operations after it, and for the next form', async () => {
	const credentials = finApiCredential(bank);
	await runFinApi(bank, 'getMany', {}, { credentials });
	later(45);
	await run(credentials, createForm);
	bank.requests.length = 0;
	await runFinApi(bank, 'getMany', {}, { credentials });
	later(30);
	await run(credentials, createForm);
	expect(grants()).toEqual([]);
	expect(bank.requests).toHaveLength(2);
});

it('is not renewed again and again where the client has short ones only', async () => {
	bank.state.tokenLifeSeconds = 600;
	const credentials = finApiCredential(bank);
	await run(credentials, createForm, 5);
	expect(grants()).toEqual(['password', 'refresh_token']);
	later(4);
	await run(credentials, createForm);
	expect(grants()).toHaveLength(2);
	later(2);
	await run(credentials, createForm);
	expect(grants()).toHaveLength(4);
});

it('that lives for ever is never renewed', async () => {
	bank.state.tokenLifeSeconds = 0;
	const credentials = finApiCredential(bank);
	await run(credentials, createForm);
	later(10 * 365 * 24 * 60);
	bank.requests.length = 0;
	expect((await run(credentials, createForm)).error).toBeUndefined();
	expect(grants()).toEqual([]);
});

it('is used as it is when finAPI gives no other one', async () => {
	const credentials = finApiCredential(bank);
	await runFinApi(bank, 'getMany', {}, { credentials });
	const old = bank.issueToken('user');
	later(45);
	const body = { errors: [{ message: 'No', code: 'INVALID_TOKEN' }] };
	bank.fault({ path: /oauth/, skip: 1, status: 400, body });
	const { error } = await run(credentials, createForm);
	expect(error).toBeUndefined();
	expect(livingOn().map(({ token }) => token)).toEqual([old]);
});

it('is renewed for each user with an own one', async () => {
	const credentials = finApiCredential(bank, {
		userId: '={{ $json.userId }}',
		password: '={{ $json.password }}',
	});
	const people = itemsOf({ ...bank.user }, { userId: 'neighbour', password: 'neighbour-password' });
	const setup = { credentials, items: [...people, ...people] };
	await runFinApi(bank, 'getMany', { options: { maxParallelRequests: 1 } }, setup);
	later(45);
	bank.requests.length = 0;
	const [resource, operation] = createForm;
	const { error } = await runFinApi(bank, operation, { resource }, setup);
	expect(error).toBeUndefined();
	expect(grants()).toEqual(['password', 'refresh_token', 'password', 'refresh_token']);
	const forms = [...bank.state.webForms.values()];
	expect(forms.map(({ userId }) => userId)).toEqual([
		bank.user.userId,
		'neighbour',
		bank.user.userId,
		'neighbour',
	]);
	expect(new Set(forms.map(({ token }) => token)).size).toBe(2);
});

it('that the user has pasted is used as it is', async () => {
	const accessToken = bank.issueToken('user');
	later(59);
	const credentials = finApiCredential(bank, { authentication: 'accessToken', accessToken });
	for (let form = 0; form < 2; form++) {
		expect((await run(credentials, createForm)).error).toBeUndefined();
	}
	expect(bank.requests).toHaveLength(2);
});

it('that was refused for good is not asked for again', async () => {
	const credentials = finApiCredential(bank, { password: 'wrong-password-value' });
	for (let form = 0; form < 7; form++) {
		const { error } = await run(credentials, createForm);
		expect(error?.message).toContain('finAPI refused the sign-in');
	}
	expect(grants()).toEqual(['password']);
	expect(bank.locked()).toBe(false);
});

it('that runs out all the same is renewed after a 401, and the form is made once', async () => {
	const credentials = finApiCredential(bank);
	await run(credentials, createForm);
	bank.revokeTokens();
	later(1);
	bank.requests.length = 0;
	const { error } = await run(credentials, createForm);
	expect(error).toBeUndefined();
	expect(grants()).toEqual(['password']);
	expect(bank.state.webForms.size).toBe(2);
});

it('leaves no refresh token in the credential', async () => {
	const credentials = finApiCredential(bank);
	await runFinApi(bank, 'getMany', {}, { credentials });
	later(45);
	await run(credentials, createForm);
	expect(JSON.stringify(credentials.data)).not.toContain('refresh-token');
});
