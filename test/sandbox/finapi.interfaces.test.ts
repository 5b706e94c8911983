import { call, refused } from '../support/localFinApi';
import type { FinApiSandbox } from './finapi';
import { startFinApi } from './finapi';

let bank: FinApiSandbox;

beforeAll(async () => {
	bank = await startFinApi({ now: '2026-03-15T09:00:00Z', importDelayMs: 1000 });
});

afterAll(() => bank.close());

beforeEach(() => bank.reset());

type Json = Record<string, unknown>;

const household = '9007199254740993';
const business = 4500000000003;
const neighbours = 4500000000004;

const login = [
	{ label: 'Nutzerkennung', value: 'max' },
	{ label: 'PIN', value: '12345' },
];

/** As text, because an id may have more digits than a JavaScript number. */
const bodyOf = (id: number | string, more: Json) =>
	`{"bankConnectionId":${id},${JSON.stringify(more).slice(1)}`;

const post = (
	path: string,
	id: number | string,
	more: Json,
	headers: Record<string, string> = {},
) => call(bank, 'POST', `/bankConnections/${path}`, { body: bodyOf(id, more), headers });

const interfacesOf = async (id: number | string) => {
	const { json } = await call(bank, 'GET', `/bankConnections/${id}`);
	return (json?.interfaces as { bankingInterface: string }[]).map((each) => each.bankingInterface);
};

describe('a bank', () => {
	it('is read by its id', async () => {
		expect((await call(bank, 'GET', '/banks/277002')).json).toMatchObject({
			id: 277002,
			name: 'Volksbank Beispielhausen',
			interfaces: [
				{
					bankingInterface: 'FINTS_SERVER',
					loginCredentials: [
						{ label: 'Nutzerkennung', isMandatory: true },
						{ label: 'PIN', isMandatory: true },
						{ label: 'Kundennummer', isMandatory: false },
					],
				},
				{ bankingInterface: 'WEB_SCRAPER' },
			],
		});
		expect(await call(bank, 'GET', '/banks/1')).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
	});
});

describe('an interface', () => {
	const connect = (more: Json = {}, id: number | string = household) =>
		post('connectInterface', id, {
			...{ bankingInterface: 'WEB_SCRAPER', loginCredentials: login },
			...more,
		});

	it('is connected to what is there, and downloads', async () => {
		const { status, json } = await connect({ accountTypes: ['Security'], storeSecrets: true });
		expect(status).toBe(200);
		expect(json?.updateStatus).toBe('IN_PROGRESS');
		expect(json?.accountIds).toHaveLength(3);
		expect(await interfacesOf(household)).toEqual(['FINTS_SERVER', 'WEB_SCRAPER']);
		bank.advance(3000);
		const after = await call(bank, 'GET', `/bankConnections/${household}`);
		expect(after.json?.interfaces).toMatchObject([
			{ lastManualUpdate: { timestamp: '2026-03-13T10:00:00.000+01:00' } },
			{ lastManualUpdate: { result: 'OK', timestamp: '2026-03-15T10:00:01.000+01:00' } },
		]);
	});

	it('may name the one that its settings come from', async () => {
		expect((await connect({ sourceBankingInterface: 'FINTS_SERVER' })).status).toBe(200);
		bank.reset();
		expect(await connect({ sourceBankingInterface: 'XS2A' })).toMatchObject(
			refused(422, 'UNKNOWN_ENTITY'),
		);
	});

	it.each([
		['one that is connected', { bankingInterface: 'FINTS_SERVER' }, 422, 'ENTITY_EXISTS'],
		['one that the bank has not', { bankingInterface: 'XS2A' }, 400, 'BAD_REQUEST'],
		['no login', { loginCredentials: [] }, 422, 'ILLEGAL_FIELD_VALUE'],
		[
			'a wrong login',
			{ loginCredentials: [login[0], { label: 'PIN', value: '1' }] },
			422,
			'BANK_SERVER_REJECTION',
		],
		['no account of these types', { accountTypes: ['Loan'] }, 422, 'NO_ACCOUNTS_FOR_TYPE_LIST'],
		['balances without positions', { skipBalancesDownload: true }, 422, 'ILLEGAL_FIELD_VALUE'],
	])('is not connected with %s', async (_what, more, status, code) => {
		expect(await connect(more)).toMatchObject(refused(status, code));
		expect(await interfacesOf(household)).toEqual(['FINTS_SERVER']);
	});

	it('is not connected to what is unknown, or busy', async () => {
		expect(await connect({}, neighbours)).toMatchObject(refused(422, 'UNKNOWN_ENTITY'));
		await post('update', household, { bankingInterface: 'FINTS_SERVER' });
		expect(await connect()).toMatchObject(refused(423, 'LOCKED'));
	});

	it('goes through the same steps as an import', async () => {
		await post('removeInterface', business, { bankingInterface: 'XS2A' });
		const demo = await call(bank, 'POST', '/bankConnections/import', {
			body: {
				...{ bankId: 280001, bankingInterface: 'FINTS_SERVER' },
				loginCredentials: [
					{ label: 'Nutzerkennung', value: 'demo_no_msa' },
					{ label: 'PIN', value: 'demo_no_msa' },
				],
			},
		});
		bank.advance(3000);
		const more = {
			bankingInterface: 'XS2A',
			loginCredentials: [
				{ label: 'Nutzerkennung', value: 'demo' },
				{ label: 'PIN', value: 'demo' },
			],
		};
		const id = Number(demo.json?.id);
		const reply = await post('connectInterface', id, more);
		expect(reply).toMatchObject(refused(510, 'ADDITIONAL_AUTHENTICATION_REQUIRED'));
		const [error] = reply.json?.errors as [{ multiStepAuthentication: { hash: string } }];
		const { hash } = error.multiStepAuthentication;
		const choice = { ...more, multiStepAuthentication: { hash, twoStepProcedureId: '955' } };
		expect((await post('connectInterface', id, choice)).status).toBe(510);
	});

	it('is removed, and the connection with its accounts stays', async () => {
		const remove = (bankingInterface: string, id = business) =>
			post('removeInterface', id, { bankingInterface });
		expect(await remove('XS2A')).toMatchObject({ status: 200, text: '' });
		expect(await interfacesOf(business)).toEqual(['FINTS_SERVER']);
		expect(await remove('XS2A')).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
		expect(await remove('FINTS_SERVER', neighbours)).toMatchObject(refused(404, 'UNKNOWN_ENTITY'));
		await post('update', business, { bankingInterface: 'FINTS_SERVER' });
		expect(await remove('FINTS_SERVER')).toMatchObject(refused(423, 'LOCKED'));
	});
});

describe('a consent', () => {
	const remove = (bankingInterface: string, more = '', id: number | string = business) =>
		call(
			bank,
			'DELETE',
			`/bankConnections/${id}/aisConsent?bankingInterface=${bankingInterface}${more}`,
		);

	it('is taken back here and at the bank', async () => {
		expect((await remove('XS2A')).json).toEqual({ local: 'DELETED', remote: 'DELETED' });
		expect((await remove('XS2A')).json).toEqual({ local: 'NOT_EXIST', remote: 'NOT_EXIST' });
		expect((await remove('FINTS_SERVER')).json).toEqual({
			local: 'NOT_SUPPORTED',
			remote: 'NOT_SUPPORTED',
		});
		const { json } = await call(bank, 'GET', `/bankConnections/${business}`);
		expect(json?.interfaces).toMatchObject([{}, { aisConsent: { status: 'NOT_PRESENT' } }]);
	});

	it('stays when the bank holds on to it, unless that does not matter', async () => {
		const atBank = bank.state.banks.get('277004');
		if (atBank) atBank.keepsConsents = true;
		expect(await remove('XS2A')).toMatchObject(refused(422, 'INVALID_CONSENT'));
		expect((await remove('XS2A', '&forceDeletion=true')).json).toEqual({
			local: 'DELETED',
			remote: 'NOT_DELETED',
		});
	});

	it('is of a connection and an interface that there are', async () => {
		expect(await remove('WEB_SCRAPER')).toMatchObject(refused(422, 'UNKNOWN_ENTITY'));
		expect(await remove('XS2A', '', neighbours)).toMatchObject(refused(422, 'UNKNOWN_ENTITY'));
		expect(await call(bank, 'DELETE', `/bankConnections/${business}/aisConsent`)).toMatchObject(
			refused(400, 'MISSING_FIELD'),
		);
	});
});

describe('a bank that wants to know who is present', () => {
	it('is told by all three headers together', async () => {
		const atBank = bank.state.banks.get('277004');
		if (atBank) atBank.needsUserMetadata = true;
		const headers = {
			'PSU-IP-Address': '192.0.2.1',
			'PSU-Device-OS': 'Linux',
			'PSU-User-Agent': 'Firefox',
		};
		const update = (given: Record<string, string>) =>
			post('update', business, { bankingInterface: 'XS2A' }, given);
		expect(await update({})).toMatchObject(refused(422, 'NO_PSU_METADATA'));
		expect(await update({ ...headers, 'PSU-Device-OS': '' })).toMatchObject(
			refused(422, 'NO_PSU_METADATA'),
		);
		expect((await update(headers)).status).toBe(200);
	});
});

describe('the time of the bank', () => {
	it('stands still where it is told to, and goes on by hand', async () => {
		const date = async () => (await call(bank, 'GET', '/banks/1')).json?.date;
		expect(await date()).toBe('2026-03-15T10:00:00.000+01:00');
		bank.advance(90_000);
		expect(await date()).toBe('2026-03-15T10:01:30.000+01:00');
		bank.reset();
		expect(await date()).toBe('2026-03-15T10:00:00.000+01:00');
	});

	it('ends the life of a token', async () => {
		const token = bank.issueToken('user');
		bank.advance(3_599_000);
		expect((await call(bank, 'GET', '/users', { token })).status).toBe(200);
		bank.advance(1_000);
		expect((await call(bank, 'GET', '/users', { token })).status).toBe(401);
	});
});
