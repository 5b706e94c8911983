import { FinicityCaller, refused } from '../support/finicityCaller';
import type { FinicitySandbox } from './finicity';
import { startFinicity } from './finicity';

const maria = '7000000001';
const dana = '7000000005';
const nobody = '7000000006';
const customers = '/aggregation/v1/customers';

let bank: FinicitySandbox;
let caller: FinicityCaller;

beforeAll(async () => {
	bank = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

afterAll(() => bank.close());

beforeEach(() => {
	bank.reset();
	caller = new FinicityCaller(bank);
});

type Body = Record<string, unknown>;
const get = (path: string) => caller.get(path);
const listIn = async (path: string, property: string) =>
	((await get(path)).json?.[property] ?? []) as Body[];

describe('institutions', () => {
	const institutions = '/institution/v2/institutions';
	const named = async (query: string, path = institutions) =>
		(await listIn(`${path}?${query}`, 'institutions')).map(({ name }) => name);

	it('are so many that the largest page does not hold them', async () => {
		const { json } = await get(`${institutions}?limit=1000`);
		expect(json).toMatchObject({ found: 1160, displaying: 1000, moreAvailable: true });
		expect((await get(`${institutions}?limit=1000&start=1001`)).json).toMatchObject({
			displaying: 160,
			moreAvailable: false,
		});
	});

	it('are found by words of their names, whatever the case and the accents', async () => {
		expect(await named('search=FINBANK')).toEqual([
			'FinBank',
			'FinBank OAuth',
			'FinBank Profiles - A',
		]);
		expect(await named('search=quebec%20economique')).toEqual(['Banque Économique du Québec']);
		expect(await named('search=nothing%20like%20that')).toEqual([]);
	});

	it('are found by country and product', async () => {
		expect(await named('supportedCountries=ca')).toEqual([
			'Banque Économique du Québec',
			'Crossborder Credit Union',
		]);
		expect(await named('search=citi&type=stateAgg')).toEqual([]);
		expect(await named('search=citi&type=voa')).toEqual(['Citi']);
		expect((await get(`${institutions}?type=voa,voi`)).status).toBe(400);
		expect((await get(`${institutions}?supportedCountries=USA`)).status).toBe(400);
	});

	it('are certified for several products at once', async () => {
		const certified = '/institution/v2/certifiedInstitutions';
		expect(await named('search=banque&type=voa,voi', certified)).toEqual([]);
		expect(await named('search=banque&type=voa,aha', certified)).toHaveLength(1);
	});

	it('have an RSSD, and those that belong to them', async () => {
		const path = '/institution/v2/certifiedInstitutions/rssd?search=finbank&limit=1';
		const [finBank] = await listIn(path, 'institutions');
		expect(finBank).toMatchObject({
			rssd: 490535,
			childInstitutions: [
				{ institutionId: 102105, parentRSSD: 490535 },
				{ institutionId: 105001, name: 'FinBank OAuth' },
			],
		});
	});

	it('have pictures, which can be loaded, unless there are none', async () => {
		const { json } = await get(`${institutions}/101732/branding`);
		const { logo } = json?.branding as { logo: string };
		const picture = await fetch(logo);
		expect(picture.headers.get('content-type')).toContain('image/svg+xml');
		expect(await picture.text()).toContain('#0167AE');
		expect(await get(`${institutions}/4222/branding`)).toMatchObject(refused(404, '14001'));
		expect(await get(`${institutions}/9/branding`)).toMatchObject(refused(404, '14006'));
		expect((await fetch(logo.replace('logo', 'other'))).status).toBe(404);
	});

	it('are found by a routing number of nine digits, the first of which may be a zero', async () => {
		const path = '/institution/v1/institutions/routingNumber';
		expect((await get(`${path}/011000015`)).json).toMatchObject({
			found: 1,
			institutions: [{ id: 101732, countryCodes: [{ countryCode: 'US' }] }],
		});
		expect(await get(`${path}/11000015`)).toMatchObject(refused(400, '20024'));
		expect(await get(`${path}/999999999`)).toMatchObject(refused(404, '14006'));
	});

	it('are wanted by an id of 64 bits', async () => {
		expect((await get(`${institutions}/101732`)).json).toMatchObject({
			institution: { id: 101732, status: 'online', oauthEnabled: false },
		});
		expect((await get(`${institutions}/FinBank`)).status).toBe(400);
		expect((await get(`${institutions}/99999999999999999999`)).status).toBe(400);
		expect(await get(`${institutions}/1`)).toMatchObject(refused(404, '14006'));
	});
});

describe('simple accounts', () => {
	it('tell no numbers and no balances, and only the active ones', async () => {
		const accounts = await listIn(`${customers}/7000000004/accounts/simple`, 'accounts');
		expect(accounts.map(({ id }) => id)).toEqual(['5011000009']);
		for (const secret of ['number', 'balance', 'detail']) {
			expect(accounts[0]).not.toHaveProperty(secret);
		}
	});

	it('are refused like the others', async () => {
		const simple = (path: string) => get(`${customers}/${maria}${path}/simple`);
		expect(await simple('/accounts/5011000004')).toMatchObject(refused(404, '14001'));
		expect(await simple('/institutionLogins/1/accounts')).toMatchObject(refused(404, '38007'));
	});
});

describe('what the bank tells of an account', () => {
	const at = (path: string, account = '5011000001', customer = maria, version = 'v1') =>
		get(`/aggregation/${version}/customers/${customer}/accounts/${account}${path}`);

	it('is its owner, in one line or in all parts', async () => {
		expect((await at('/owner')).json).toMatchObject({ ownerName: 'Maria Santos' });
		const { json } = await at('/owner', '5011000001', maria, 'v3');
		expect(json?.holders).toMatchObject([
			{ ownerName: 'Maria Santos', nameClassification: 'person', addresses: [{ city: 'Murray' }] },
		]);
		expect(JSON.stringify(json)).not.toContain('identityInsights');
		const insights = await at('/owner?withInsights=true', '5011000001', maria, 'v3');
		expect(insights.text).toContain('identityRiskScore');
	});

	it.each(['v1', 'v3'])('is 203 without a body where the bank asks: owner %s', async (version) => {
		expect(await at('/owner', '5011000011', dana, version)).toMatchObject({
			status: 203,
			text: '',
		});
	});

	it('is what it is paid with, if it is of a kind that can be', async () => {
		expect((await at('/details')).json).toEqual({
			routingNumber: '011000015',
			realAccountNumber: '2019405410',
		});
		const { json } = await at('/details', '5011000001', maria, 'v3');
		expect(json?.paymentInstruction).toMatchObject([{ type: 'ach' }, { type: 'rtp' }]);
		for (const version of ['v1', 'v3']) {
			const ofCard = await at('/details', '5011000003', maria, version);
			expect(ofCard).toMatchObject(refused(400, '14020'));
		}
	});

	it('is its balance: live, or as it was known when the interval allows that', async () => {
		bank.book('5011000001', {
			...{ amount: -50, description: 'Pending', payee: 'P', category: 'Shopping' },
			...{ type: 'pointOfSale', fate: 'inPlace' },
		});
		bank.passNights();
		const account = bank.state.accounts.get('5011000001');
		const known = account?.detail?.availableBalanceAmount;
		expect(known).not.toBe(account?.balance);
		if (account) account.detail = { availableBalanceAmount: 1 };
		expect((await at('/availableBalance')).json).toMatchObject({ availableBalance: 1 });
		expect((await at('/availableBalance/live')).json).toMatchObject({ availableBalance: 1 });
		const live = await at('/availableBalance/live?balance_cache_interval=0');
		expect(live.json).toMatchObject({ availableBalance: known, availableBalanceDate: bank.now() });
		expect(await at('/availableBalance/live?balance_cache_interval=1441')).toMatchObject({
			status: 400,
		});
		expect(await at('/availableBalance', '5011000003')).toMatchObject(refused(400, '14020'));
	});

	it('is how a loan is paid off, with groups for a student loan', async () => {
		const mortgage = await at('/loanDetails', '5011000007', '7000000003', 'v2');
		expect(mortgage.json).toMatchObject({
			accountDetail: { loanDetail: [{ loanFuturePayoffAmount: 214300.55 }] },
		});
		const student = bank.connect(nobody, { profile: 'profile_03' }).at(3);
		const loan = await at('/loanDetails', student?.id, nobody, 'v2');
		expect(loan.json).toMatchObject({
			accountDetail: { groupDetail: [{ groupLoanDetail: [{ accountId: student?.id }] }] },
		});
		expect(await at('/loanDetails', '5011000001', maria, 'v2')).toMatchObject(
			refused(400, '14020'),
		);
	});

	it('is nothing for the account of another customer', async () => {
		for (const path of ['/owner', '/details', '/availableBalance', '/statement']) {
			expect(await at(path, '5011000004')).toMatchObject(refused(404, '14001'));
		}
	});
});

describe('a statement', () => {
	const statement = (query = '', account = '5011000001', customer = maria) =>
		get(`${customers}/${customer}/accounts/${account}/statement${query}`);

	/** The objects of a PDF, by what its table says of where they are. */
	function objectsOf(pdf: Buffer): string[] {
		const text = pdf.toString('latin1');
		const start = Number(/startxref\n(\d+)\n%%EOF/.exec(text)?.[1]);
		expect(text.slice(start, start + 4)).toBe('xref');
		const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) =>
			Number(at),
		);
		return offsets.map((offset, index) => {
			const object = text.slice(offset);
			expect(object.startsWith(`${index + 1} 0 obj\n`)).toBe(true);
			return object.slice(0, object.indexOf('endobj'));
		});
	}

	it('is a PDF whose parts are where it says, of the month asked for', async () => {
		const { bytes, headers } = await statement('?index=2');
		expect(headers.get('content-type')).toBe('application/octet-stream');
		expect(bytes.subarray(0, 8).toString()).toBe('%PDF-1.4');
		const objects = objectsOf(bytes);
		const pages = objects.filter((object) => object.includes('/Type /Page '));
		expect(objects[1]).toContain(`/Count ${pages.length} `);
		for (const stream of objects.filter((object) => object.includes('stream'))) {
			const [, length, content] =
				/\/Length (\d+) >>\nstream\n([\s\S]*)\nendstream/.exec(stream) ?? [];
			expect(content).toHaveLength(Number(length));
		}
		const text = objects.join();
		expect(text).toContain('Period 01/01/2026 - 01/31/2026');
		expect(text).toContain('(Everyday Checking, account ending 5410)');
		expect(text).toContain('RIVERSIDE APARTMENTS ACH RENT');
		// Umlauts are a byte each; what the font does not have is a question mark.
		expect(text).toMatch(/Caf\xe9 M\xfcller, Z\xfcrich|B\xc4CKEREI|\?/);
	});

	it('of a month begins with the balance that the one before ends with', async () => {
		const balances = async (index: number) => {
			const text = (await statement(`?index=${index}`)).bytes.toString('latin1');
			return ['Opening', 'Closing'].map(
				(which) => new RegExp(`${which} balance (-?[\\d.]+) USD`).exec(text)?.[1],
			);
		};
		const [, closing] = await balances(3);
		const [opening] = await balances(2);
		expect(opening).toBe(closing);
	});

	it('is there for as many months as the account is known', async () => {
		expect((await statement('?index=13')).status).toBe(200);
		expect(await statement('?index=14')).toMatchObject(refused(404, '960'));
		expect((await statement('?index=25')).status).toBe(400);
		expect((await statement('?index=0')).status).toBe(400);
	});

	it('is described among several, also one that there is not', async () => {
		const { json } = await get(
			`/aggregation/v3/customers/${maria}/accounts/5011000001/statement?index=1,2,24`,
		);
		expect(json?.statements).toMatchObject([
			{ index: '1', documentDate: '2026-02-28', description: '02/01/2026 - 02/28/2026' },
			{ index: '2', documentDate: '2026-01-31' },
			{ index: '24', code: '960' },
		]);
	});
});

describe('an authorization', () => {
	const details = (id: string) => get(`/customers/institution-logins/${id}/authorization-details`);

	it('is told of a login with OAuth, with all digits of its id', async () => {
		const { text, json } = await details('9007199254740993');
		expect(text).toContain('"institutionLoginId":9007199254740993,');
		expect(json?.authorizationEndDate).toMatch(/^2026-06-16 \d\d:\d\d:\d\d\+00:00$/);
	});

	it('is not there for others, nor for older ones', async () => {
		expect(await details('1007000001')).toMatchObject(refused(404, '3003'));
		expect(await details('1')).toMatchObject(refused(404, '3003'));
		await caller.send(
			'PUT',
			'/aggregation/v2/customers/7000000003/institutionLogins/1007000003/migration',
		);
		expect(await details('1007000003')).toMatchObject(refused(404, '3004'));
	});
});

describe('consents', () => {
	const path = '/data-sharing-consents';
	const james = '7000000003';
	const consentOf = async (customer: string) =>
		(await listIn(`${path}?customer_id=${customer}`, 'consents'))[0] as Body & {
			consentReceiptId: string;
			institutions: (Body & { institutionLoginId: string })[];
		};
	const revoke = (address: string, by?: string) =>
		caller.send('DELETE', `${path}/${address}`, { headers: by ? { 'Update-By': by } : {} });

	it('are one for each customer, with what is allowed at each bank', async () => {
		const consent = await consentOf(james);
		expect(consent).toMatchObject({
			partnerId: bank.keys.partnerId,
			applicationName: 'Lending Desk',
			receiptVersion: 2,
			statusDetails: { status: 'ACTIVE' },
		});
		expect(consent.institutions.map(({ institutionName }) => institutionName)).toEqual([
			'Wells Fargo (Legacy)',
			'FinBank',
		]);
		expect((await get(`${path}/${consent.consentReceiptId}`)).json).toEqual(consent);
	});

	it('of customers without any are not found, and need a customer', async () => {
		expect(await get(`${path}?customer_id=${nobody}`)).toMatchObject(refused(404, '10215'));
		expect(await get(path)).toMatchObject(refused(400, '10005'));
		const unknown = '123e4567-e89b-42d3-a456-556642440000';
		expect(await get(`${path}/${unknown}`)).toMatchObject(refused(404, '10215'));
		expect(await revoke(unknown)).toMatchObject(refused(404, '10215'));
	});

	it('taken back at one bank stay for the others', async () => {
		const { consentReceiptId, institutions } = await consentOf(james);
		const [first] = institutions;
		const one = `${consentReceiptId}/institutionLogins/${first?.institutionLoginId}`;
		expect((await revoke(one)).status).toBe(204);
		const after = await consentOf(james);
		expect(after.statusDetails).toMatchObject({ status: 'ACTIVE' });
		expect(after.institutions).toMatchObject([
			{ statusDetails: { status: 'REVOKED' }, lastUpdatedBy: 'PARTNER' },
			{ statusDetails: { status: 'ACTIVE' } },
		]);
		expect(await revoke(`${consentReceiptId}/institutionLogins/1`)).toMatchObject(
			refused(404, '10215'),
		);
	});

	it('taken back as a whole end all reading, and say who took them back', async () => {
		const { consentReceiptId } = await consentOf(maria);
		expect((await revoke(consentReceiptId, 'CUSTOMER')).status).toBe(204);
		expect(await consentOf(maria)).toMatchObject({
			statusDetails: { status: 'INACTIVE' },
			institutions: [{ lastUpdatedBy: 'CUSTOMER', accounts: [{ status: 'ACTIVE' }, {}, {}] }],
		});
		bank.passNights();
		expect(bank.state.accounts.get('5011000001')?.aggregationStatusCode).toBe(948);
		expect((await revoke(consentReceiptId, 'SOMEBODY')).status).toBe(400);
	});

	it('are found by status', async () => {
		const { consentReceiptId } = await consentOf(maria);
		await revoke(consentReceiptId);
		const found = async (status: string) =>
			(await get(`${path}?customer_id=${maria}&status=${status}`)).json;
		expect(await found('INACTIVE')).toMatchObject({ found: 1 });
		expect(await found('ACTIVE')).toMatchObject({ found: 0, consents: [] });
		expect((await get(`${path}?customer_id=${maria}&sort_by=name`)).status).toBe(400);
	});
});

describe('consumers', () => {
	const person = { firstName: 'Zoë', lastName: 'Groß', state: 'UT', email: 'zoe@example.com' };
	const create = (body: Body, customer = nobody) =>
		caller.send('POST', `/decisioning/v1/customers/${customer}/consumer`, { body });
	const consumer = (id: unknown) => get(`/decisioning/v1/consumers/${String(id)}`);

	it('tell the last four digits of a social security number, however it was given', async () => {
		const { status, json } = await create({ ...person, ssn: '123-45-6789' });
		expect(status).toBe(201);
		expect(json).toMatchObject({ customerId: 7000000006 });
		const shown = await consumer(json?.id);
		expect(shown.json).toMatchObject({ ssn: '6789', firstName: 'Zoë', phone: '', birthday: {} });
		expect(shown.text).not.toContain('12345');
		expect((await get(`/decisioning/v1/customers/${nobody}/consumer`)).json).toEqual(shown.json);
	});

	it.each([
		['a short number', { ssn: '12345' }, '10100'],
		['neither a number nor a birthday', {}, '10005'],
		['neither phone nor email', { ssn: '123456789', email: undefined }, '10005'],
		['no state', { ssn: '123456789', state: undefined }, '10005'],
		['a phone that is none', { ssn: '123456789', phone: 'call me' }, '10100'],
		['an email that is none', { ssn: '123456789', email: 'zoe' }, '10100'],
		['a month that is none', { birthday: { year: 1990, month: 13 } }, '14020'],
		['an end user without a name', { ssn: '123456789', endUser: { city: 'Provo' } }, '10005'],
	])('are not created with %s, and nothing secret is told back', async (_what, changes, code) => {
		const reply = await create({ ...person, ...changes });
		expect(reply).toMatchObject(refused(400, code));
		expect(reply.text).not.toMatch(/12345/);
		expect(bank.state.consumers.size).toBe(1);
	});

	it('are one for each customer, and outlive the customer', async () => {
		expect(await create({ ...person, ssn: '123456789' }, maria)).toMatchObject(
			refused(409, '11000'),
		);
		expect(await create({ ...person, ssn: '123456789' }, '7999999999')).toMatchObject(
			refused(404, '14001'),
		);
		await caller.send('DELETE', `${customers}/${maria}`);
		expect((await consumer('0bf46322c167b562e6cbed9d40e19a4c')).status).toBe(200);
	});

	it('change only in what is given', async () => {
		const id = '0bf46322c167b562e6cbed9d40e19a4c';
		const update = (body: Body) => caller.send('PUT', `/decisioning/v1/consumers/${id}`, { body });
		expect((await update({ ssn: '987-65-4321', city: 'Provo' })).status).toBe(204);
		expect((await consumer(id)).json).toMatchObject({ ssn: '4321', city: 'Provo', zip: '84123' });
		expect(await update({})).toMatchObject(refused(400, '10025'));
		expect(await update({ ssn: 'x' })).toMatchObject(refused(400, '10100'));
	});

	it('that are not there are not found', async () => {
		const unknown = 'f'.repeat(32);
		expect(await consumer(unknown)).toMatchObject(refused(404, '10100'));
		expect((await consumer('short')).status).toBe(400);
		expect(await get(`/decisioning/v1/customers/${nobody}/consumer`)).toMatchObject(
			refused(404, '10100'),
		);
	});
});
