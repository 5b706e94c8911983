import { createHmac } from 'node:crypto';
import { Browser } from '../support/browser';
import { FinicityCaller, refused } from '../support/finicityCaller';
import { type Loopback, startLoopback } from '../support/loopback';
import type { FinicitySandbox } from './finicity';
import { startFinicity } from './finicity';

const nobody = '7000000006';
const james = '7000000003';
const brokenLogin = '1007000006';

let bank: FinicitySandbox;
let caller: FinicityCaller;
let listener: Loopback;
let browser: Browser;

beforeAll(async () => {
	bank = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

afterAll(() => bank.close());

beforeEach(async () => {
	bank.reset();
	caller = new FinicityCaller(bank);
	browser = new Browser();
	listener = await startLoopback();
});

afterEach(() => listener.close());

type Body = Record<string, unknown>;

const generate = (body: Body = {}, kind = '') =>
	caller.send('POST', `/connect/v2/generate${kind}`, {
		body: { partnerId: bank.keys.partnerId, customerId: nobody, ...body },
	});

/** Makes a link whose events come here, and opens it. */
async function openLink(body: Body = {}, kind = ''): Promise<string> {
	const { json } = await generate({ webhook: `${listener.url}/events`, ...body }, kind);
	const link = String(json?.link);
	await browser.open(link);
	return link;
}

async function signIn(username: string, password = username): Promise<void> {
	browser.fill('username', username);
	browser.fill('password', password);
	await browser.click('Sign in');
}

interface Event {
	eventType: string;
	payload: Record<string, unknown>;
	customerId?: string;
	eventId?: string;
	webhookData?: unknown;
}

const events = () => listener.received.map(({ body }) => JSON.parse(body) as Event);
const eventTypes = () => events().map(({ eventType }) => eventType);
const accountsOf = (customerId: string) => bank.state.accountsOf(customerId);

describe('a link', () => {
	it('lives for two hours', async () => {
		const link = String((await generate()).json?.link);
		expect(new URL(link).searchParams.get('type')).toBe('full');
		bank.advance({ minutes: 119 });
		await browser.open(link);
		expect(browser).toMatchObject({ status: 200, title: 'Connect your bank' });
		bank.advance({ minutes: 1 });
		await browser.open(link);
		expect(browser).toMatchObject({ status: 403, title: 'This link has expired' });
	});

	it('is of no use when anything of it was changed', async () => {
		const link = String((await generate()).json?.link);
		await browser.open(link.replace(nobody, james));
		expect(browser).toMatchObject({ status: 403, title: 'This link is not valid' });
		await browser.open(`${bank.baseUrl}/connect`);
		expect(browser).toMatchObject({ status: 403, title: 'This link is not valid' });
	});

	it('is used up at the end when it is for a single use, and begins anew when it is not', async () => {
		for (const singleUseUrl of [true, false]) {
			const link = await openLink({ singleUseUrl, institutionId: 101732 }, '/lite');
			await signIn('profile_02');
			await browser.click('Share');
			await browser.open(link);
			expect(browser.title).toBe(singleUseUrl ? 'This link has been used' : 'Sign in to FinBank');
		}
	});

	it.each([
		['another partner', { partnerId: '1' }, refused(400, '14003')],
		['an unknown customer', { customerId: '7999999999' }, refused(400, '10010')],
		['an unknown field', { colour: 'blue' }, refused(400, '14020')],
		['a customer that is a number', { customerId: 7000000006 }, refused(400, '14020')],
		['no customer', { customerId: undefined }, refused(400, '10005')],
		[
			'the consumer of another',
			{ consumerId: '0bf46322c167b562e6cbed9d40e19a4c' },
			refused(400, '10010'),
		],
		['an experience that there is not', { experience: 'mine' }, refused(400, '10010')],
		['a language that Connect does not speak', { language: 'de' }, refused(400, '14020')],
		['a redirect to no address', { redirectUri: 'example.com' }, refused(400, '10010')],
		['a web view without a redirect', { isWebView: true }, refused(400, '10010')],
		[
			'an SSN with hyphens',
			{ optionalConsumerInfo: { ssn: '999-99-9999' } },
			refused(400, '14020'),
		],
		['milliseconds for a date', { fromDate: 1_773_576_000_000 }, refused(400, '14020')],
		['webhook headers that are no texts', { webhookHeaders: { a: 1 } }, refused(400, '10010')],
		[
			'more than five report fields',
			{ reportCustomFields: Array.from({ length: 6 }, () => ({ label: 'a', value: 'b' })) },
			refused(400, '14020'),
		],
	])('is not made for %s', async (_what, body, refusal) => {
		expect(await generate(body)).toMatchObject(refusal);
		expect(bank.state.connectSessions.size).toBe(0);
	});

	it('is made with all that may be said', async () => {
		const made = await generate({
			customerId: '7000000001',
			consumerId: '0bf46322c167b562e6cbed9d40e19a4c',
			language: 'es',
			redirectUri: 'https://app.example.com/back',
			webhook: listener.url,
			webhookContentType: 'application/json',
			webhookData: { order: 7 },
			webhookHeaders: { 'X-Order': '7' },
			optionalConsumerInfo: { ssn: '999999999', dob: 607_450_357 },
			singleUseUrl: true,
			experience: 'default',
			institutionSettings: { '101732': 'showOnly' },
			fromDate: 1_607_450_357,
			reportCustomFields: [{ label: 'loan', value: '12', shown: false }],
			isHostedInMobileApp: false,
			isWebView: false,
		});
		expect(made.status).toBe(200);
	});

	it('for one bank or one login needs one that there is', async () => {
		expect(await generate({ institutionId: 1 }, '/lite')).toMatchObject(refused(400, '14006'));
		expect(await generate({ institutionLoginId: brokenLogin }, '/fix')).toMatchObject(
			refused(404, '38007'),
		);
	});

	it('by email comes back with what was sent', async () => {
		const email = { to: 'maria@example.com', subject: 'Prüfung', signature: ['Ada', 'Bank'] };
		const send = (body: Body) =>
			caller.send('POST', '/connect/v2/send/email', {
				body: {
					partnerId: bank.keys.partnerId,
					customerId: '7000000001',
					consumerId: '0bf46322c167b562e6cbed9d40e19a4c',
					email,
					...body,
				},
			});
		const { json } = await send({});
		expect(json).toMatchObject({ emailConfig: email });
		await browser.open(String(json?.link));
		expect(browser.title).toBe('Connect your bank');
		expect(await send({ email: { to: 'nobody' } })).toMatchObject(refused(400, '10010'));
		expect(await send({ consumerId: undefined })).toMatchObject(refused(400, '10005'));
	});

	it('is not made when the address for events does not answer the ping', async () => {
		listener.reply((_request, response) => {
			response.statusCode = 500;
			response.end();
		});
		expect(await generate({ webhook: listener.url })).toMatchObject(refused(400, '10010'));
		expect(listener.received).toHaveLength(1);
		expect(bank.state.connectSessions.size).toBe(0);
	});
});

describe('the experiences', () => {
	it('are those of an app, with one of the products', async () => {
		const find = (query: string) => caller.get(`/connect/experiences?${query}`);
		expect((await find('appName=Household%20Budget')).json).toHaveLength(2);
		expect((await find('appName=Household%20Budget&productCode=STMT,VOA')).json).toHaveLength(1);
		expect(await find('appName=None')).toMatchObject(refused(404, '4004'));
		expect(await find('productCode=STMT')).toMatchObject(refused(400, '10005'));
	});
});

describe('a person', () => {
	it('connects FinBank: chooses it, signs in, shares accounts', async () => {
		await openLink();
		browser.fill('search', 'finbank');
		await browser.click('Search');
		expect(browser.buttons).toContain('FinBank Profiles - A');
		await browser.click('FinBank');
		await signIn('profile_03');
		expect(browser.title).toBe('Your accounts at FinBank');
		browser.fill('account.4', '');
		await browser.click('Share');
		expect(browser.title).toBe('You are done');

		const accounts = accountsOf(nobody);
		expect(accounts.map(({ name }) => name)).toEqual([
			'Zoë & Jörgs Haushalt 🏡',
			'Sparbüchse',
			'FinBank Platinum Card',
			'FinBank Student Loan',
		]);
		expect(eventTypes()).toEqual([
			...['ping', 'started', 'institutionSupported', 'adding', 'discovered', 'added', 'done'],
		]);
		const added = events()[5];
		expect(added).toMatchObject({ customerId: nobody, payload: { institutionId: '101732' } });
		expect((added?.payload.accounts as Body[]).map(({ id }) => id)).toEqual(
			accounts.map(({ id }) => id),
		);
		expect(added?.payload).not.toHaveProperty('oauth');
	});

	it('then has 180 days of transactions, a consent, and a login', async () => {
		const [account] = bank.connect(nobody);
		const all = `fromDate=0&toDate=${bank.now()}&limit=1000&sort=asc`;
		const { json } = await caller.get(
			`/aggregation/v4/customers/${nobody}/accounts/${account?.id}/transactions?${all}`,
		);
		const [first] = json?.transactions as { transactionDate: number }[];
		expect(first?.transactionDate).toBeGreaterThanOrEqual(bank.now() - 181 * 86_400);
		const consents = await caller.get(`/data-sharing-consents?customer_id=${nobody}`);
		expect(consents.json).toMatchObject({ found: 1 });
		expect(bank.state.institutionLogins.get(String(account?.institutionLoginId))).toMatchObject({
			institutionId: '101732',
			connection: 'legacy',
		});
	});

	it('enters a wrong password, then the right one', async () => {
		await openLink({ institutionId: 101732 }, '/lite');
		await signIn('profile_02', 'secret-nobody-may-see');
		expect(browser.alert).toBe('Username or password is wrong');
		expect(accountsOf(nobody)).toEqual([]);
		await signIn('profile_02');
		await browser.click('Share');
		expect(eventTypes()).toEqual([
			...[
				'ping',
				'started',
				'adding',
				'invalidCredentials',
				'adding',
				'discovered',
				'added',
				'done',
			],
		]);
		expect(listener.received.map(({ body }) => body).join()).not.toContain('secret-nobody-may-see');
	});

	it('breaks off: nothing is shared, and the browser is sent on with the reason', async () => {
		await openLink({ redirectUri: 'https://app.example.com/back?order=7' });
		await browser.click('Cancel');
		expect(browser.url).toBe('https://app.example.com/back?order=7&code=100&reason=exit');
		expect(accountsOf(nobody)).toEqual([]);
		expect(eventTypes()).toEqual(['ping', 'started']);
	});

	it('is sent on at the end', async () => {
		await openLink({ institutionId: 101732, redirectUri: 'https://app.example.com/back' }, '/lite');
		await signIn('profile_02');
		await browser.click('Share');
		expect(browser.url).toBe('https://app.example.com/back?code=200&reason=complete');
	});

	it('connects a bank with OAuth, where Finicity sees neither a wrong password nor accounts before', async () => {
		await openLink();
		browser.fill('search', 'finbank oauth');
		await browser.click('Search');
		await browser.click('FinBank OAuth');
		await signIn('profile_02', 'wrong');
		await signIn('profile_02');
		await browser.click('Share');
		expect(eventTypes()).toEqual([
			...['ping', 'started', 'institutionSupported', 'adding', 'added', 'done'],
		]);
		expect(events()[3]?.payload).toEqual({ institutionId: '105001', oauth: true });
		expect(events()[4]?.payload).toMatchObject({ oauth: true });
		const [account] = accountsOf(nobody);
		const login = bank.state.institutionLogins.get(String(account?.institutionLoginId));
		expect(login).toMatchObject({ connection: 'oauth', authorization: { start: bank.now() } });
	});

	it('looks for a bank that there is not, or that cannot be connected', async () => {
		await openLink();
		browser.fill('search', 'Zürcher <Kantonalbank>');
		await browser.click('Search');
		expect(browser.alert).toBe('No bank of this name was found');
		browser.fill('search', 'citi');
		await browser.click('Search');
		await browser.click('Citi');
		expect(browser.alert).toBe('Citi cannot be connected at the moment');
		expect(events().slice(2)).toMatchObject([
			{ eventType: 'institutionNotFound', payload: { query: 'Zürcher <Kantonalbank>' } },
			{ eventType: 'institutionNotSupported', payload: { institutionId: '170881' } },
		]);
	});

	it('signs in while the bank cannot be reached', async () => {
		await openLink({ institutionId: 101732 }, '/lite');
		await signIn('profile_down');
		expect(events().at(-1)).toMatchObject({
			eventType: 'unableToConnect',
			payload: { institutionId: '101732', code: 102 },
		});
	});

	it('has no accounts to share, or chooses none', async () => {
		await openLink({ institutionId: 101732 }, '/lite');
		await signIn('profile_empty');
		expect(browser.alert).toBe('The bank has no accounts to share');
		await browser.click('Share');
		expect(browser.alert).toBe('Choose an account at least');
		expect(accountsOf(nobody)).toEqual([]);
	});

	it('stops sharing the accounts of a login', async () => {
		await openLink({ customerId: james });
		await browser.click(`Stop sharing FinBank (${brokenLogin})`);
		expect(accountsOf(james).map(({ id }) => id)).not.toContain('5011000012');
		expect(events().at(-1)).toMatchObject({
			eventType: 'accountsDeleted',
			payload: { accounts: ['5011000012'], institutionId: '101732' },
		});
	});
});

describe('a broken login', () => {
	it('is mended: its accounts are read again', async () => {
		await openLink({ customerId: james, institutionLoginId: brokenLogin }, '/fix');
		expect(browser.title).toBe('Sign in to FinBank');
		await signIn('profile_02', 'still wrong');
		await signIn('profile_02');
		expect(browser.title).toBe('You are done');
		expect(bank.state.accounts.get('5011000012')).toMatchObject({
			aggregationStatusCode: 0,
			aggregationSuccessDate: bank.now(),
		});
		expect(accountsOf(james)).toHaveLength(4);
		expect(eventTypes()).toEqual([
			...[
				'ping',
				'started',
				'adding',
				'invalidCredentials',
				'adding',
				'credentialsUpdated',
				'done',
			],
		]);
		expect(events()[5]?.payload).toEqual({ institutionId: '101732', mfa: false });
	});

	it('of a bank that asks needs the answer, too; then nothing is asked any more', async () => {
		const dana = '7000000005';
		const owner = `/aggregation/v1/customers/${dana}/accounts/5011000011/owner`;
		expect((await caller.get(owner)).status).toBe(203);
		await openLink({ customerId: dana, institutionLoginId: '1007000005' }, '/fix');
		await signIn('profile_mfa');
		browser.fill('answer', 'green');
		await browser.click('Answer');
		expect(browser.alert).toBe('The answer is wrong');
		browser.fill('answer', 'blue');
		await browser.click('Answer');
		expect(browser.title).toBe('You are done');
		expect(events().find(({ eventType }) => eventType === 'credentialsUpdated')?.payload).toEqual({
			institutionId: '102105',
			mfa: true,
		});
		expect((await caller.get(owner)).json).toMatchObject({ ownerName: 'Dana Whitfield' });
	});
});

describe('an event', () => {
	const connect = async (body: Body = {}) => {
		await openLink({ institutionId: 101732, ...body }, '/lite');
		await signIn('profile_02');
		await browser.click('Share');
	};

	it('is signed with the partner secret over the bytes of the body', async () => {
		await connect();
		expect(listener.received).toHaveLength(6);
		for (const { method, headers, body } of listener.received) {
			const hmac = createHmac('sha256', bank.keys.partnerSecret).update(body).digest('hex');
			expect([method, headers['x-finicity-signature']]).toEqual(['POST', hmac]);
			expect(headers['content-type']).toBe('application/json');
		}
	});

	it('has an id of its own and what the link was made with; a ping has neither', async () => {
		await connect({ webhookData: { order: 7 }, webhookHeaders: { 'X-Order': 'sieben' } });
		const [ping, ...others] = events();
		expect(ping).toEqual({ eventType: 'ping', payload: {} });
		for (const { eventId, webhookData } of others) {
			expect(eventId).toMatch(/^\d{13}-[0-9a-f]{24}$/);
			expect(webhookData).toEqual({ order: 7 });
		}
		expect(new Set(others.map(({ eventId }) => eventId)).size).toBe(others.length);
		expect(listener.received.every(({ headers }) => headers['x-order'] === 'sieben')).toBe(true);
	});

	it('is written as XML where that was asked for', async () => {
		await openLink({ webhookContentType: 'application/xml', webhookData: { who: 'A & B' } });
		const started = listener.received[1];
		expect(started?.headers['content-type']).toBe('application/xml');
		expect(started?.body).toContain('<eventType>started</eventType>');
		expect(started?.body).toContain('<webhookData><who>A &amp; B</who></webhookData>');
		const hmac = createHmac('sha256', bank.keys.partnerSecret).update(started?.body ?? '');
		expect(started?.headers['x-finicity-signature']).toBe(hmac.digest('hex'));
	});

	it('that is not taken with 200 is sent again, the same to the letter', async () => {
		let status = 503;
		listener.reply(({ body }, response) => {
			response.statusCode = body.includes('"done"') ? status : 200;
			response.end();
		});
		await connect();
		await bank.webhooks.retry();
		status = 200;
		await bank.webhooks.retry();
		await bank.webhooks.retry();
		const done = listener.received.filter(({ body }) => body.includes('"done"'));
		expect(done).toHaveLength(3);
		expect(new Set(done.map(({ body }) => body)).size).toBe(1);
		expect(bank.webhooks.sent.slice(-3).map((delivery) => delivery.status)).toEqual([
			503, 503, 200,
		]);
	});

	it('is not sent where the link names no address', async () => {
		await openLink({ webhook: undefined });
		expect(listener.received).toEqual([]);
		expect(bank.webhooks.sent).toEqual([]);
	});

	it('and a ping without a signature can be had, for the vendor does not say which is right', async () => {
		bank.webhooks.signsPings = false;
		await openLink();
		const [ping, started] = listener.received;
		expect(ping?.headers).not.toHaveProperty('x-finicity-signature');
		expect(started?.headers).toHaveProperty('x-finicity-signature');
	});
});
